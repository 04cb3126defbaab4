// A reader of a page with the widget, in whichever browser: what is seen is taken out of the page in one look, and waited for.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, drive } from "./drivers/index.js";

/** @import { Driver, Tab } from "./drivers/index.js" */

/** How long anything may take on a busy machine. */
const PATIENCE = 10_000;
/** As long as a dialog would take to appear, and then some. */
const QUIET = 200;

/**
 * What is to be seen of the widget.
 * @typedef {object} View
 * @property {string} url
 * @property {boolean} ready  the button has found its place
 * @property {"search" | "help" | null} open
 * @property {string} text  of the open dialog
 * @property {string} query  what stands in the box
 * @property {string | undefined} answered  what was last answered, for whoever has asked by `find`
 * @property {{ text: string, href: string, selected: boolean, id: string }[]} hits
 * @property {string[]} groups  their accessible names
 * @property {string | null} expanded
 * @property {string | null} active  the id that the box points to
 * @property {string} status
 * @property {string} alert
 * @property {string} focus  the innermost focused element: its id, or its first class, or its tag
 * @property {string | null} marks  what the note of the marked words says
 */

/** @returns {View} */
function look() {
  const shadow = document.querySelector("thumb-index-dialog")?.shadowRoot;
  const dialog = shadow?.querySelector("dialog[open]") ?? null;
  const box = shadow?.querySelector("input[role=combobox]");
  const input = box instanceof HTMLInputElement ? box : undefined;
  /** @param {string} selector */
  const textOf = (selector) => shadow?.querySelector(selector)?.textContent ?? "";
  const hits = shadow?.querySelectorAll("a[role=option]") ?? [];
  const groups = shadow?.querySelectorAll("[role=group].group") ?? [];
  let focus = document.activeElement;
  while (focus?.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
  const open = dialog?.classList.contains("search-dialog") ? "search" : dialog ? "help" : null;
  return {
    url: location.href,
    ready: Boolean(document.querySelector("thumb-index")?.shadowRoot),
    open,
    text: dialog instanceof HTMLElement ? dialog.innerText : "",
    query: input?.value ?? "",
    answered: /** @type {{ answered?: string }} */ (document).answered,
    hits: [...hits].map((hit) => ({
      text: /** @type {HTMLElement} */ (hit).innerText,
      href: /** @type {HTMLAnchorElement} */ (hit).href,
      selected: hit.getAttribute("aria-selected") === "true",
      id: hit.id,
    })),
    groups: [...groups].map((group) =>
      (group.getAttribute("aria-labelledby") ?? "")
        .split(" ")
        .map((id) => textOf(`#${CSS.escape(id)}`))
        .join(" — "),
    ),
    expanded: input?.getAttribute("aria-expanded") ?? null,
    active: input?.getAttribute("aria-activedescendant") ?? null,
    status: textOf("[role=status]"),
    alert: textOf("[role=alert]"),
    focus: focus ? focus.id || focus.classList[0] || focus.localName : "",
    marks: shadow?.querySelector(".marks")?.textContent ?? null,
  };
}

export class Reader {
  /** @param {Tab} tab */
  constructor(tab) {
    this.tab = tab;
  }

  /** Opens a page, and waits for the widget to listen. @param {string} url */
  async visit(url) {
    await this.tab.go(url);
    await this.until(({ ready }) => ready, "the widget is there");
  }

  /** @param {...string} keys */
  async press(...keys) {
    for (const key of keys) await this.tab.press(key);
  }

  /** @returns {Promise<View>} */
  look() {
    return this.tab.evaluate(look);
  }

  /**
   * Looks until it is so. A page that is about to be left answers nothing.
   * @param {(view: View) => unknown} isSo
   * @param {string} what  said when it never is
   */
  async until(isSo, what) {
    const end = performance.now() + PATIENCE;
    /** @type {View | undefined} */
    let view;
    for (;;) {
      // One that is gone may never answer at all.
      const late = new Promise((resolve) => setTimeout(resolve, PATIENCE / 5, view));
      view = await Promise.race([this.look().catch(() => view), late]);
      if (view && isSo(view)) return view;
      if (performance.now() > end) assert.fail(`never: ${what}\n${JSON.stringify(view, null, 1)}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** Opens the search with `s`. */
  async openSearch() {
    await this.press("s");
    await this.until(({ open }) => open === "search", "the search is open");
  }

  /** Types words into an open, empty search, and waits for their results: not for those of their beginning. @param {string} words */
  async find(words) {
    await this.tab.evaluate(() =>
      document.addEventListener("thumbindex:search", (event) => {
        const { query } = /** @type {CustomEvent} */ (event).detail;
        Object.assign(document, { answered: query });
      }),
    );
    await this.tab.type(words);
    return this.until(({ answered, hits }) => answered === words && hits.length, `results for ${words}`);
  }

  /** Presses keys that are none of ours, and asserts that nothing has changed. @param {...string} keys */
  async nothingHappens(...keys) {
    const { url } = await this.look();
    await this.press(...keys);
    await new Promise((resolve) => setTimeout(resolve, QUIET));
    const view = await this.look();
    assert.equal(view.open, null, keys.join(" "));
    assert.equal(view.url, url, keys.join(" "));
  }

  /** Clicks the middle of an element: of the page, or inside the dialogs. @param {string} selector */
  async click(selector) {
    const place = await this.tab.evaluate((selector) => {
      const roots = [document, document.querySelector("thumb-index-dialog")?.shadowRoot];
      for (const root of roots) {
        const rect = root?.querySelector(selector)?.getBoundingClientRect();
        if (rect?.width) return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
      }
    }, selector);
    assert.ok(place, `nothing to click at ${selector}`);
    await this.tab.click(place.x, place.y);
  }
}

/**
 * A test in each of the browsers, with a reader who has a page to himself.
 * @param {string} suite
 * @param {(behaviour: (name: string, body: (reader: Reader) => Promise<void>) => void) => void} behaviours
 */
export function everywhere(suite, behaviours) {
  for (const name of BROWSERS) {
    describe(`${suite}, in ${name}`, () => {
      /** @type {Driver} */
      let driver;
      before(async () => {
        driver = await drive(name);
      });
      after(() => driver?.close());
      behaviours((behaviour, body) => {
        test(behaviour, async (t) => {
          const tab = await driver.open();
          t.after(() => tab.close());
          await body(new Reader(tab));
        });
      });
    });
  }
}
