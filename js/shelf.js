// The widget's side of several books in one box: where they are, links into each of them, and a note that names those that
// cannot be searched. Loaded only by a page that names more than one index; what it needs of the widget is handed to it.

import { several } from "./several.js";
import shelfCss from "./shelf.css";

/** @import { Book } from "./book.js" */
/** @import { Missing, PageResult } from "./types.js" */
/** @import { Words } from "./strings.js" */

/**
 * What it takes from the widget.
 * @typedef {object} Kit
 * @property {URL[]} places  of the indexes
 * @property {URL} root  of the page's own book
 * @property {(place: URL) => Promise<Book>} open
 * @property {Words} words
 * @property {ShadowRoot} shadow
 * @property {() => void} again  asks for the words in the box once more
 * @property {typeof import("./once.js").once} once
 * @property {typeof import("./dom.js").h} h
 * @property {import("./types.js").Site["sheet"]} sheet
 * @property {typeof import("./strings.js").fill} fill
 * @property {typeof import("./urls.js").linkTo} linkTo
 */

/** @param {Kit} kit @returns {Promise<Book>} */
export async function openShelf(kit) {
  const { places, root, shadow, sheet, linkTo } = kit;
  const roots = places.map((place) => new URL("..", place));
  const home = Math.max(
    0,
    roots.findIndex(({ href }) => href === root.href),
  );
  /** Until a reader asks again, a book that failed is not asked for at every letter. @type {Map<number, unknown>} */
  const failures = new Map();
  const members = places.map((place, at) => {
    const openOnce = kit.once(() => kit.open(place));
    const open = async () => {
      if (failures.has(at)) throw failures.get(at);
      return openOnce().catch((error) => {
        failures.set(at, error);
        throw error;
      });
    };
    return { place: roots[at]?.pathname ?? place.href, open };
  });
  const { book: shelf, opens } = several(members);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet(shelfCss)];
  const retry = () => {
    failures.clear();
    // The button is about to go.
    /** @type {HTMLElement | null} */ (shadow.querySelector("#box"))?.focus();
    kit.again();
  };
  const note = drawNote(kit, retry);
  // The others wait until somebody searches; without the chapters of this book, its neighbours do.
  const own = await opens[home]?.().catch(() => undefined);

  /** An index is relative to its own folder. @param {string} url @param {number} [at] */
  const link = (url, at = home) => linkTo(url, roots[at] ?? root)?.href ?? url;
  /** @param {PageResult} page @returns {PageResult} */
  const placed = (page) => ({
    ...page,
    url: link(page.url, page.book?.at),
    breadcrumbs: [page.book?.title ?? "", ...page.breadcrumbs],
    sections: page.sections.map((section) => ({ ...section, url: link(section.url, page.book?.at) })),
  });
  return {
    ...shelf,
    navigation: (url) => own?.navigation(url),
    async search(query, options) {
      const results = await shelf.search(query, options);
      note.name(results.missing ?? []);
      return { ...results, pages: results.pages.map(placed) };
    },
  };
}

/** @param {Kit} kit @param {() => void} onretry */
function drawNote({ words, shadow, h, fill }, onretry) {
  const said = h("p", { role: "status" });
  const retry = h("button", { class: "retry-books", onclick: onretry }, words.retry);
  const element = h("div", { class: "missing", hidden: true }, said, retry);
  shadow.querySelector(".search-dialog .body")?.before(element);
  return {
    /** @param {Missing[]} missing */
    name(missing) {
      element.hidden = !missing.length;
      const text = fill(words.missing, { books: missing.map(({ title }) => title).join(", ") });
      // The same again is nothing to say.
      if (missing.length && said.textContent !== text) said.textContent = text;
    },
  };
}
