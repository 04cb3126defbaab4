// Where a reader arrives: the words of the search are marked in the page, what hides the section is opened, and one button
// takes the marks away again. Marks are ranges in the CSS highlight registry, so the page's own DOM stays untouched and
// nothing stays in the address. It is loaded when somebody arrives; what it needs of the widget is handed to it, or the
// bundler would make a file of the shared part.

import highlight from "./highlight.css";

/** @import { Words } from "./strings.js" */

const NAME = "thumbindex";
/** More than this is a page-long list of keywords, and marking it would keep the reader waiting. */
const MOST = 2000;

/** @type {CSSStyleSheet | undefined} */
let style;

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
export function arrive(marked, pattern, { words, shadow, h, icon, sheet, fill }) {
  reveal();
  const highlights = globalThis.CSS?.highlights;
  if (!pattern || !highlights) return;
  const ranges = rangesOf(document.querySelector("main, [role=main], article") ?? document.body, pattern);
  if (!ranges.length) return;
  style ??= sheet(highlight);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter((other) => other !== style), style];
  highlights.set(NAME, new Highlight(...ranges));
  shadow.querySelector(".marks")?.remove();

  const found = new Set(ranges.map((range) => range.toString().toLowerCase()));
  const named = marked.filter((word) => found.has(word)).slice(0, 3);
  const text = fill(words.marked, { words: named.join(", ") });
  const dismiss = () => {
    highlights.delete(NAME);
    pill.remove();
    removeEventListener("keydown", onKey);
  };
  const pill = h(
    "button",
    { class: "marks", title: words.clearMarks, onclick: dismiss },
    h("span", {}, text),
    icon("close"),
  );
  pill.setAttribute("aria-label", `${text}. ${words.clearMarks}`);
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && !event.isComposing) dismiss();
  };
  addEventListener("keydown", onKey);
  shadow.append(pill);
}

/** Opens the `<details>` around the target, which not every browser does. */
function reveal() {
  const target = document.getElementById(decode(location.hash.slice(1)));
  let closed = target?.closest("details:not([open])");
  if (!closed) return;
  for (; closed; closed = closed.parentElement?.closest("details:not([open])"))
    closed.setAttribute("open", "");
  target?.scrollIntoView();
}

/** @param {string} hash */
function decode(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
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
