// <thumb-index-chapters>: the chapters before and after this page, and how far along it is, for a host that shows neither. A site
// writes the element where it wants the bar; this is loaded only then.

import barCss from "./bar.css";

/** @import { Book } from "./book.js" */
/** @import { Words } from "./strings.js" */

const TAG = "thumb-index-chapters";

/**
 * What it takes from the widget.
 * @typedef {object} Kit
 * @property {Words} words
 * @property {URL} root
 * @property {() => Promise<Book>} book
 * @property {typeof import("./dom.js").h} h
 * @property {import("./types.js").Site["sheet"]} sheet
 * @property {typeof import("./strings.js").fill} fill
 * @property {typeof import("./urls.js").linkTo} linkTo
 * @property {typeof import("./chapters.js").pathBelow} pathBelow
 * @property {typeof import("./scheme.js").followScheme} follow  keeps its colours those of the page
 */

/** What each bar shows: drawn anew, it would lose the focus that a reader may have in it. @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/** @param {Kit} kit */
export async function showChapters(kit) {
  const style = kit.sheet(barCss);
  // A single-page host may make a new one for each of its pages.
  const bars = () => [...document.querySelectorAll(TAG)].filter((element) => element instanceof HTMLElement);
  const colour = kit.follow(bars);
  const draw = async () => {
    const book = await kit.book();
    for (const element of bars()) drawInto(element, book, style, kit);
    colour();
  };
  // A book that does not come is told where it is asked for; at the next page there is another try.
  const drawn = () => draw().catch(() => {});
  // A single-page host turns pages without a load.
  const { navigation } = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (globalThis));
  navigation?.addEventListener("navigatesuccess", drawn);
  // Where there is no such thing, an element of the host's with that id stands in its place.
  addEventListener("popstate", drawn);
  await drawn();
}

/** @param {HTMLElement} element @param {Book} book @param {CSSStyleSheet} style @param {Kit} kit */
function drawInto(element, book, style, { words, root, h, fill, linkTo, pathBelow }) {
  const path = pathBelow(location, root);
  const place = path === undefined ? undefined : book.navigation(path);
  const said = JSON.stringify(place);
  if (said === shown.get(element)) return;
  shown.set(element, said);
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [style];
  if (!place) return shadow.replaceChildren();
  /** @param {"previous" | "next"} side @param {string} label */
  const link = (side, label) => {
    const chapter = place[side];
    const href = chapter && linkTo(chapter.url, root)?.href;
    if (!href) return h("span", {});
    const title = h("span", { class: "chapter-title" }, chapter.title);
    return h(
      "a",
      { class: `chapter ${side}`, rel: side === "next" ? "next" : "prev", href },
      h("span", { class: "chapter-label" }, label),
      title,
    );
  };
  const { position, count } = place;
  const text = fill(words.position, { n: position, count });
  const bar = h(
    "nav",
    { class: "chapters", "aria-label": words.chapters },
    link("previous", words.actionPrevious),
    h(
      "span",
      { class: "position" },
      h("progress", { max: count, value: position, "aria-label": text }),
      h("span", { "aria-hidden": true }, text),
    ),
    link("next", words.actionNext),
  );
  shadow.replaceChildren(bar);
}
