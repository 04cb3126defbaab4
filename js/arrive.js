// Where a reader arrives: what hides the section is opened, the words of the search are marked in the page, and a note at the
// bottom steps through the marks and takes them away again. Nothing stays in the address. It is loaded when somebody
// arrives; what it needs of the widget is handed to it, or the bundler would make a file of the shared part.

import highlightCss from "./highlight.css";
import noteCss from "./note.css";
import { highlight } from "./paint.js";
import { reveal } from "./reveal.js";

/** @import { Words } from "./strings.js" */

/** More than this is a page-long list of keywords, and marking it would keep the reader waiting. */
const MOST = 2000;

/** @type {CSSStyleSheet | undefined} */
let style;
/** Takes the marks of the arrival before away. */
let dismiss = () => {};

/**
 * What it takes from the widget.
 * @typedef {object} Kit
 * @property {Words} words
 * @property {ShadowRoot} shadow
 * @property {typeof import("./dom.js").h} h
 * @property {typeof import("./dom.js").icon} icon
 * @property {import("./types.js").Site["sheet"]} sheet
 * @property {typeof import("./strings.js").fill} fill
 */

/**
 * @param {string[]} marked
 * @param {RegExp | undefined} pattern  that finds them
 * @param {Kit} kit
 */
export async function arrive(marked, pattern, kit) {
  dismiss();
  reveal(location.hash);
  if (!pattern) return;
  const ranges = rangesOf(document.querySelector("main, [role=main], article") ?? document.body, pattern);
  if (!ranges.length) return;
  if (!style) {
    style = kit.sheet(highlightCss);
    kit.shadow.adoptedStyleSheets.push(kit.sheet(noteCss));
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter((other) => other !== style), style];
  const found = new Set(ranges.map((range) => range.toString().toLowerCase()));
  const named = marked.filter((word) => found.has(word)).slice(0, 3);
  const paint = globalThis.CSS?.highlights ? highlight(ranges) : (await import("./wrap.js")).wrap(ranges);

  const note = drawNote(kit.fill(kit.words.marked, { words: named.join(", ") }), ranges.length, paint, kit);
  dismiss = () => {
    dismiss = () => {};
    paint.clear();
    note.remove();
    removeEventListener("keydown", onKey);
  };
  note.querySelector(".clear-marks")?.addEventListener("click", () => dismiss());
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && !event.isComposing) dismiss();
  };
  addEventListener("keydown", onKey);
  kit.shadow.append(note);
}

/**
 * @param {string} text
 * @param {number} count
 * @param {import("./paint.js").Paint} paint
 * @param {Kit} kit
 */
function drawNote(text, count, paint, { words, h, icon }) {
  let at = -1;
  const place = h("span", { class: "marks-place", role: "status" }, String(count));
  const step = (/** @type {number} */ by) => {
    at = at < 0 && by < 0 ? count - 1 : (at + by + count) % count;
    const { startContainer } = paint.point(at) ?? {};
    const element = startContainer instanceof Element ? startContainer : startContainer?.parentElement;
    // In the middle: at an edge, a header of the host may cover it.
    element?.scrollIntoView({ block: "center" });
    place.textContent = `${at + 1}/${count}`;
  };
  /** @param {string} label @param {string} className @param {import("./dom.js").Icon} drawing @param {() => void} [onclick] */
  const button = (label, className, drawing, onclick) =>
    h("button", { class: `quiet ${className}`, "aria-label": label, title: label, onclick }, icon(drawing));
  const steps = [
    button(words.previousMark, "previous-mark", "up", () => step(-1)),
    button(words.nextMark, "next-mark", "down", () => step(1)),
  ];
  return h(
    "div",
    { class: "marks", role: "group", "aria-label": text },
    h("span", { class: "marks-words" }, text),
    place,
    ...(count > 1 ? steps : []),
    button(words.clearMarks, "clear-marks", "close"),
  );
}

/**
 * @param {Element} root
 * @param {RegExp} pattern
 */
function rangesOf(root, pattern) {
  /** @type {Range[]} */
  const ranges = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && ranges.length < MOST; node = walker.nextNode()) {
    if (node.parentElement?.closest("script, style, noscript, template")) continue;
    for (const match of node.nodeValue?.matchAll(pattern) ?? []) {
      const range = new Range();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      ranges.push(range);
    }
  }
  return ranges;
}
