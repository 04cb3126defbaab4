// What not every reader needs: swipes, a bar of chapters, filters, a preview. This file knows when somebody does, and loads what it
// takes; it is itself loaded where one of them may be of use. What they need of the widget is handed on to them, or the
// bundler would make a file of the shared part.

/** @import { Book } from "./book.js" */
/** @import { Direction } from "./chapters.js" */
/** @import { Filters } from "./filters.js" */
/** @import { Words } from "./strings.js" */
/** @import { Results, Site } from "./types.js" */

/** The preview stands beside the dialog: narrower windows have no room for it. */
const ROOMY = "(width >= 1360px)";

/**
 * What it takes from the widget.
 * @typedef {object} Kit
 * @property {Words} words
 * @property {Site} site
 * @property {URL} root  the indexed folder
 * @property {() => Promise<Book>} book
 * @property {ShadowRoot} shadow
 * @property {() => void} again  asks for the words in the box once more
 * @property {(direction: Direction) => void} turn
 * @property {typeof import("./facts.js").usesArrows} usesArrows
 * @property {typeof import("./scheme.js").followScheme} follow  keeps the colours of elements those of the page
 * @property {typeof import("./dom.js").h} h
 * @property {import("./types.js").Site["sheet"]} sheet
 * @property {typeof import("./strings.js").fill} fill
 * @property {typeof import("./urls.js").linkTo} linkTo
 */

/** @param {Kit} kit */
export function startExtras(kit) {
  const { site, shadow } = kit;
  /** @type {Filters | undefined} */
  let filters;
  // What is nice to have has not arrived.
  const unless = (/** @type {Promise<unknown>} */ extra) => void extra.catch(() => {});
  if (navigator.maxTouchPoints) unless(swipes(kit));
  if (document.querySelector("thumb-index-chapters")) unless(bar(kit));
  if (site.prefetch && matchMedia(ROOMY).matches) unless(preview(kit));

  return {
    /** The book as the reader wants to see it. @param {Book} book @returns {Book} */
    over: (book) => ({
      ...book,
      search: (query, options) =>
        filters ? filters.search(book, query, options) : book.search(query, options),
    }),

    /** Results are shown: filters appear with the first that can be told apart. @param {Results} results */
    async onresults(results) {
      if (filters || !isMixed(results)) return;
      const { Filters } = await import("./filters.js");
      filters ??= new Filters({ ...kit, onchange: kit.again });
      shadow.querySelector(".search-dialog .body")?.after(filters.element);
      filters.offer(results, (await kit.book()).titles?.());
    },

    /** The box is empty. */
    clear: () => filters?.clear(),
  };
}

/** @param {Results} results */
function isMixed({ pages }) {
  const parts = new Set(pages.map(({ breadcrumbs }) => breadcrumbs[0]));
  return parts.size > 1 || pages.some(({ url }) => location.pathname.endsWith(`/${url}`));
}

/** @param {Kit} kit */
async function swipes({ site, turn, usesArrows }) {
  const { listenToSwipes } = await import("./swipe.js");
  // A site that has switched an action off does not want it by a finger.
  const onturn = (/** @type {Direction} */ direction) =>
    site.keys[direction]?.length !== 0 && turn(direction);
  listenToSwipes({ taken: usesArrows, onturn });
}

/** @param {Kit} kit */
async function bar(kit) {
  const [{ showChapters }, { pathBelow }] = await Promise.all([import("./bar.js"), import("./chapters.js")]);
  await showChapters({ ...kit, pathBelow });
}

/** Shows the section behind the hit that the box points to. @param {Kit} kit */
async function preview({ words, shadow, h, sheet }) {
  const { Preview } = await import("./preview.js");
  const box = shadow.querySelector("#box");
  const dialog = shadow.querySelector("dialog");
  if (!box || !dialog) return;
  const shown = new Preview({ words, shadow, dialog, h, sheet });
  const follow = () => {
    const hit = shadow.getElementById(box.getAttribute("aria-activedescendant") ?? "");
    shown.show(hit instanceof HTMLAnchorElement ? hit : undefined);
  };
  new MutationObserver(follow).observe(box, { attributeFilter: ["aria-activedescendant"] });
  follow();
}
