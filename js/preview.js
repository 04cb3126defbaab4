// A look at the section behind the active hit, beside the dialog of a wide window. The page comes from the host and is parsed
// without being run; only its text and its form are drawn, by an element list of our own. Loaded with the first
// results, where there is room.

import previewCss from "./preview.css";

/** @import { Words } from "./strings.js" */

/** A key that is held down passes many hits. */
const PAUSE = 120;
/** So much of a section is a look at it: blocks, and letters, of which each element counts for a few. */
const MOST = 40;
const LETTERS = 20_000;
const ELEMENT = 5;

/** What a section is drawn with; of everything else the children are taken. */
const KEPT = new Set(
  "p pre code ul ol li dl dt dd table thead tbody tr th td blockquote em strong b i kbd samp var sub sup h1 h2 h3 h4 h5 h6 br".split(
    " ",
  ),
);
const LEFT_OUT =
  "script, style, template, button, nav, svg, iframe, [hidden], [data-thumbindex-ignore], .buttons";
const HEADINGS = "h1, h2, h3, h4, h5, h6";

/**
 * What it takes from the widget.
 * @typedef {object} Kit
 * @property {Words} words
 * @property {ShadowRoot} shadow
 * @property {HTMLElement} dialog
 * @property {typeof import("./dom.js").h} h
 * @property {import("./types.js").Site["sheet"]} sheet
 */

export class Preview {
  /** @type {Map<string, Promise<Document>>} */
  #pages = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #wanted = "";
  /** For so many letters more. */
  #room = 0;

  /** @param {Kit} kit */
  constructor({ words, shadow, dialog, h, sheet }) {
    this.h = h;
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet(previewCss)];
    // It scrolls, so it can be reached.
    const props = { class: "preview", tabindex: "0", hidden: true, "aria-label": words.preview };
    this.element = h("section", props);
    dialog.append(this.element);
  }

  /** @param {HTMLAnchorElement | undefined} hit */
  show(hit) {
    clearTimeout(this.#timer);
    this.#wanted = hit?.href ?? "";
    if (hit) this.#timer = setTimeout(() => this.#draw(hit.href), PAUSE);
    else this.element.hidden = true;
  }

  /** @param {string} href */
  async #draw(href) {
    const url = new URL(href);
    /** @type {(Node | string)[]} */
    let copies = [];
    try {
      const page = await this.#page(url);
      this.#room = LETTERS;
      copies = sectionOf(page, url.hash).flatMap((block) => this.#copy(block));
    } catch {
      // A page that cannot be fetched, or read, has no preview, and is still a link.
    }
    if (this.#wanted !== href) return;
    this.element.replaceChildren(...copies);
    this.element.hidden = !this.element.textContent?.trim();
    this.element.scrollTop = 0;
  }

  /** @param {URL} url */
  #page(url) {
    const address = url.href.split("#")[0] ?? "";
    const page = this.#pages.get(address) ?? load(address);
    this.#pages.set(address, page);
    page.catch(() => this.#pages.delete(address));
    return page;
  }

  /** @param {Node} node @returns {(Node | string)[]} */
  #copy(node) {
    if (this.#room <= 0) return [];
    const text = (node.nodeValue ?? "").slice(0, this.#room);
    this.#room -= text.length || ELEMENT;
    if (node.nodeType === Node.TEXT_NODE) return [text];
    if (!(node instanceof Element) || node.matches(LEFT_OUT)) return [];
    const children = [...node.childNodes].flatMap((child) => this.#copy(child));
    const name = /** @type {keyof HTMLElementTagNameMap} */ (node.localName);
    // A heading in the preview is none of the dialog's.
    if (node.matches(HEADINGS)) return [this.h("p", { class: "preview-heading" }, ...children)];
    return KEPT.has(name) ? [this.h(name, {}, ...children)] : children;
  }
}

/**
 * `responseType` gives a document in which nothing runs, and asks for no permission of Trusted Types.
 * @param {string} url
 * @returns {Promise<Document>}
 */
function load(url) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    const isThere = () => request.response && request.status < 400;
    request.onloadend = () => (isThere() ? resolve(request.response) : reject(new Error(url)));
    request.open("GET", url);
    // It names the page's whole address as the place that it is asked from, and the words of the search stand in that.
    const { href } = location;
    history.replaceState(history.state, "", href.replace(/[?#].*/s, ""));
    request.send();
    history.replaceState(history.state, "", href);
  });
}

/** The section's blocks: from its heading to the next one that is no part of it. @param {Document} page @param {string} hash */
function sectionOf(page, hash) {
  const main = page.querySelector("main, [role=main], article") ?? page.body;
  const target = hash ? page.getElementById(decoded(hash.slice(1))) : main.querySelector("h1, h2, h3");
  /** @type {Element | null | undefined} */
  let block = target?.closest(HEADINGS) ?? target ?? main.firstElementChild;
  // Sphinx and others wrap each section.
  if (block && !block.matches(HEADINGS)) block = block.querySelector(HEADINGS) ?? block;
  const level = block?.matches(HEADINGS) ? block.tagName : "H6";
  /** @type {Element[]} */
  const blocks = [];
  for (; block && blocks.length < MOST; block = block.nextElementSibling) {
    if (blocks.length && block.matches(HEADINGS) && block.tagName <= level) break;
    blocks.push(block);
  }
  return blocks;
}

/** An id may have any signs, also such as mean nothing. @param {string} hash */
function decoded(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}
