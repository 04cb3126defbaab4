// <thumb-index>: the search button. It is paid by every page view, so it takes nothing from the files behind the dialog.

import buttonCss from "./button.css";
import mdbookCss from "./mdbook.css";
import { place } from "./places.js";

/** @import { App, Site } from "./types.js" */

/** The button that the host did not write itself. @type {HTMLElement | undefined} */
let ours;

/**
 * Defines the element, and puts one where the host has none.
 * @param {Site} site
 * @param {(error: unknown) => void} report
 */
export async function install(site, report) {
  if (site.mdbook) document.adoptedStyleSheets.push(sheet(mdbookCss));
  /** @param {(app: App) => void} work */
  const ask = (work) => site.app().then(work).catch(report);

  /**
   * The button that opens the search. Stands anywhere; without one in the page, the loader finds a place. What is written
   * between its tags is shown as long as there is no JavaScript: a plain link to a search page, say.
   *
   * The dialogs live in `<thumb-index-dialog>` at the end of the body, since an ancestor that is not displayed would hide
   * them. Custom properties are inherited by both, so set them on `:root`; parts belong to the element that is named.
   *
   * @attribute floating - fixed to the corner of the window, as where the loader finds no better place
   *
   * @property provider - a search engine to ask in the place of the index; that of the page's first `<thumb-index>` is asked
   *
   * @method open() - opens the search
   * @method close() - closes what is open
   * @method search(words) - opens the search with these words
   *
   * The same list for editors is npm/custom-elements.json.
   *
   * Events bubble to `document`; `detail` in brackets. They come from the first `<thumb-index>` of the page.
   * @event thumbindex:open - [{ dialog: "search" | "help" }] cancelable
   * @event thumbindex:close - [{ dialog }]
   * @event thumbindex:search - [{ query, results }] results are shown
   * @event thumbindex:select - [{ url, query, newTab }] a result is chosen; cancel it to go there yourself
   * @event thumbindex:navigate - [{ url, direction: "previous" | "next" }] a chapter is turned by a key or a swipe; cancelable
   * @event thumbindex:error - [{ error }] with a stable `error.code`
   *
   * @csspart button, button-label, button-key - of `<thumb-index>`
   * @csspart dialog, search-dialog, help-dialog, header, title, count, close, field, input, clear, progress, body,
   *   results, group, group-label, page-title, breadcrumb, hit, heading, excerpt, mark, code, correction, instead, suggestion, recent, more, error,
   *   retry, filters, filter, preview, preview-heading, footer, help-button, switch, marks, marks-words, marks-place,
   *   previous-mark, next-mark, clear-marks - of `<thumb-index-dialog>`
   * @csspart chapters, chapter, previous, next, chapter-label, chapter-title, position - of `<thumb-index-chapters>`
   *
   * @cssproperty --thumbindex-accent - of what is active; --thumbindex-on-accent for text on it
   * @cssproperty --thumbindex-background, --thumbindex-raised, --thumbindex-text, --thumbindex-muted
   * @cssproperty --thumbindex-border, --thumbindex-active - lines, and the ground of the active hit
   * @cssproperty --thumbindex-mark, --thumbindex-mark-text, --thumbindex-mark-current, --thumbindex-danger
   * @cssproperty --thumbindex-backdrop, --thumbindex-shadow
   * @cssproperty --thumbindex-radius, --thumbindex-font, --thumbindex-size, --thumbindex-width, --thumbindex-z
   */
  customElements.define(
    "thumb-index",
    class extends HTMLElement {
      constructor() {
        super();
        // Until there are words, what the host has written between the tags is shown.
        site.words.then((words) => {
          const shadow = this.attachShadow({ mode: "open" });
          shadow.adoptedStyleSheets = [sheet(buttonCss)];
          const label = words.search ?? "Search";
          const button = drawButton(label, site.keys.search ?? ["/", "s"]);
          button.onclick = () => this.search();
          shadow.append(button);
        });
      }

      disconnectedCallback() {
        if (ours) setTimeout(place, 0, ours);
      }

      open() {
        return this.search();
      }

      close() {
        return ask((app) => app.perform("close"));
      }

      /** @param {string} [words] */
      search(words) {
        return ask((app) => app.search(words));
      }
    },
  );
  await site.words;
  if (site.said.button !== "off" && !document.querySelector("thumb-index")) {
    ours = document.createElement("thumb-index");
    place(ours);
  }
}

/** A style sheet from its text. @param {string} css */
export function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** @param {string} label @param {string[]} keys  that do the same */
function drawButton(label, keys) {
  const single = keys.filter((key) => key.length < 2);
  return make(
    "button",
    {
      part: "button",
      ariaHasPopup: "dialog",
      ariaKeyShortcuts: single.join(" "),
      ariaLabel: label,
      title: label,
    },
    // The icon.
    make("i"),
    make("span", { part: "button-label" }, label),
    ...single.slice(0, 1).map((key) => make("kbd", { part: "button-key" }, key)),
  );
}

/**
 * @param {string} tag
 * @param {object} [properties]
 * @param {...(Node | string)} children
 */
export function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
