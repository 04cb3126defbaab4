// Where a reader arrives: what hides the section is opened, the words of the search are marked in the page, and a note at the
// bottom steps through the marks and takes them away again. Nothing stays in the address. It is loaded when somebody
// arrives; what it needs of the widget is handed to it, or the bundler would make a file of the shared part.

import highlightCss from "./highlight.css";
import noteCss from "./note.css";
import { highlight } from "./paint.js";
import { reveal } from "./reveal.js";

/** @import { Finder } from "./marks.js" */
/** @import { Words } from "./strings.js" */

/** More than this is a page-long list of keywords, and marking it would keep the reader waiting. */
const MOST = 2000;

/** @type {CSSStyleSheet | undefined} */
let style;
/** Takes the marks of the arrival before away. */
let dismiss = () => {};
/** This page, by any form of its address. */
const here = () => location.pathname.replace(/(\/(index)?)?(\.html)?$/, "");

/**
 * What it takes from the widget.
 * @typedef {object} Kit
 * @property {Words} words
 * @property {ShadowRoot} shadow
 * @property {typeof import("./dom.js").h} h
 * @property {typeof import("./dom.js").iconButton} iconButton
 * @property {import("./types.js").Site["sheet"]} sheet
 * @property {typeof import("./strings.js").fill} fill
 */

/**
 * @param {string[]} marked
 * @param {Finder | undefined} find
 * @param {Kit} kit
 */
export async function arrive(marked, find, kit) {
  dismiss();
  reveal(location.hash);
  if (!find) return;
  const ranges = rangesOf(document.querySelector("main, [role=main], article") ?? document.body, find);
  if (!ranges.length) return;
  if (!style) {
    style = kit.sheet(highlightCss);
    kit.shadow.adoptedStyleSheets.push(kit.sheet(noteCss));
  }
  document.adoptedStyleSheets = [...new Set([...document.adoptedStyleSheets, style])];
  const found = new Set(ranges.map((range) => range.toString().toLowerCase()));
  const named = marked.filter((word) => found.has(word)).slice(0, 3);
  const paint = globalThis.CSS?.highlights ? highlight(ranges) : (await import("./wrap.js")).wrap(ranges);

  const text = kit.fill(kit.words.marked, { words: named.join(", ") });
  const note = drawNote(text, ranges.length, paint, () => dismiss(), kit);
  const ending = new AbortController();
  dismiss = () => {
    dismiss = () => {};
    paint.clear();
    note.remove();
    ending.abort();
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && !event.isComposing) dismiss();
  };
  // A single-page host that turns its page takes the marks away, but not the note.
  const page = here();
  const onRoute = () => here() === page || dismiss();
  const { navigation } = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (globalThis));
  const { signal } = ending;
  addEventListener("keydown", onKey, { signal });
  addEventListener("popstate", onRoute, { signal });
  navigation?.addEventListener("navigatesuccess", onRoute, { signal });
  kit.shadow.append(note);
}

/**
 * @param {string} text
 * @param {number} count
 * @param {import("./paint.js").Paint} paint
 * @param {() => void} onclear
 * @param {Kit} kit
 */
function drawNote(text, count, paint, onclear, { words, h, iconButton }) {
  let at = -1;
  const place = h("span", { class: "marks-place", role: "status" }, String(count));
  const step = (/** @type {number} */ by) => {
    at = at < 0 && by < 0 ? count - 1 : (at + by + count) % count;
    // In the middle: at an edge, a header of the host may cover it.
    paint.point(at)?.scrollIntoView({ block: "center" });
    place.textContent = `${at + 1}/${count}`;
  };
  const steps = [
    iconButton("up", words.previousMark, "previous-mark", () => step(-1)),
    iconButton("down", words.nextMark, "next-mark", () => step(1)),
  ];
  return h(
    "div",
    { class: "marks", role: "group", "aria-label": text },
    h("span", { class: "marks-words" }, text),
    place,
    ...(count > 1 ? steps : []),
    iconButton("close", words.clearMarks, "clear-marks", onclear),
  );
}

/**
 * @param {Element} root
 * @param {Finder} find
 */
function rangesOf(root, find) {
  /** @type {Range[]} */
  const ranges = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && ranges.length < MOST; node = walker.nextNode()) {
    if (node.parentElement?.closest("script, style, noscript, template")) continue;
    for (const match of find(node.nodeValue ?? "")) {
      const range = new Range();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      ranges.push(range);
    }
  }
  return ranges;
}
