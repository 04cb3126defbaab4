// <thumb-index>: the search button.

import buttonCss from "./button.css";
import { h, icon, sheet } from "./dom.js";
import mdbookCss from "./mdbook.css";
import { place } from "./places.js";
import { followScheme } from "./scheme.js";
import { stringsFor } from "./strings.js";
import tokens from "./tokens.css";

/** @import { App, Site } from "./types.js" */

/**
 * Defines the element, and puts one where the host has none.
 * @param {Site} site
 */
export function install(site) {
  if (site.mdbook) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet(mdbookCss)];
  if (!customElements.get("thumb-index")) customElements.define("thumb-index", elementFor(site));
  if (site.button !== "off" && !document.querySelector("thumb-index"))
    place(document.createElement("thumb-index"));
}

/** @param {Site} site */
function elementFor(site) {
  /**
   * The button that opens the search. Stands anywhere; without one in the page, the loader finds a place. What is written
   * between its tags is shown as long as there is no JavaScript: a plain link to a search page, say.
   *
   * The dialogs live in `<thumb-index-dialog>` at the end of the body, since an ancestor that is not displayed would hide
   * them. Custom properties are inherited by both, so set them on `:root`; parts belong to the element that is named.
   *
   * @attribute floating - fixed to the corner of the window, as where the loader finds no better place
   *
   * @method open() - opens the search
   * @method close() - closes what is open
   * @method search(words) - opens the search with these words
   *
   * Events bubble to `document`; `detail` in brackets. They come from the first `<thumb-index>` of the page.
   * @event thumbindex:open - [{ dialog: "search" | "help" }] cancelable
   * @event thumbindex:close - [{ dialog }]
   * @event thumbindex:search - [{ query, results }] results are shown
   * @event thumbindex:select - [{ url, query, newTab }] a result is chosen; cancel it to go there yourself
   * @event thumbindex:navigate - [{ url, direction: "previous" | "next" }] a chapter is turned by a key; cancelable
   * @event thumbindex:error - [{ error }] with a stable `error.code`
   *
   * @csspart button, button-label, button-key - of `<thumb-index>`
   * @csspart dialog, search-dialog, help-dialog, header, title, count, close, field, input, clear, progress, body,
   *   results, group, group-label, page-title, breadcrumb, hit, heading, excerpt, mark, correction, recent, more, error,
   *   retry, footer, help-button, switch, marks - of `<thumb-index-dialog>`
   *
   * @cssproperty --thumbindex-accent - of what is active; --thumbindex-on-accent for text on it
   * @cssproperty --thumbindex-background, --thumbindex-raised, --thumbindex-text, --thumbindex-muted
   * @cssproperty --thumbindex-border, --thumbindex-active - lines, and the ground of the active hit
   * @cssproperty --thumbindex-mark, --thumbindex-mark-text
   * @cssproperty --thumbindex-backdrop, --thumbindex-shadow
   * @cssproperty --thumbindex-radius, --thumbindex-font, --thumbindex-size, --thumbindex-width, --thumbindex-z
   */
  return class ThumbIndex extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const shadow = this.attachShadow({ mode: "open", delegatesFocus: true });
      shadow.adoptedStyleSheets = [tokens, buttonCss].map(sheet);
      shadow.append(drawButton(() => this.open()));
      followScheme(this);
    }

    open() {
      return this.#with((app) => app.search());
    }

    close() {
      return this.#with((app) => app.perform("close"));
    }

    /** @param {string} words */
    search(words) {
      return this.#with((app) => app.search(words));
    }

    /** @param {(app: App) => void} work */
    async #with(work) {
      try {
        work(await site.app());
      } catch (error) {
        this.dispatchEvent(
          new CustomEvent("thumbindex:error", { detail: { error }, bubbles: true, composed: true }),
        );
        console.error("thumbindex: the widget could not be loaded.", error);
      }
    }
  };
}

/** @param {() => void} onclick */
function drawButton(onclick) {
  const words = stringsFor(document.documentElement.lang);
  return h(
    "button",
    {
      type: "button",
      part: "button",
      "aria-haspopup": "dialog",
      "aria-keyshortcuts": "s /",
      "aria-label": words.search,
      title: `${words.search} (/)`,
      onclick,
    },
    icon("search"),
    h("span", { class: "label", part: "button-label" }, words.search),
    h("kbd", { part: "button-key", "aria-hidden": "true" }, "/"),
  );
}
