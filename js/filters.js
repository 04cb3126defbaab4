// Narrowing the results: to one of several books, to one part of a book that has several, or to the chapter that is open.
// Loaded with the first results that can be told apart so; what it needs of the widget is handed to it.

import filtersCss from "./filters.css";

/** @import { Book } from "./book.js" */
/** @import { PageResult, Results } from "./types.js" */
/** @import { Words } from "./strings.js" */

/** More than these are no choice but a list: a book without parts has its chapters there. */
const MOST = 6;

/** Among how many sections a reader can narrow. */
const WIDE = 100;
/** How many are shown, when nobody says. */
const LIMIT = 10;

/**
 * What it takes from the widget.
 * @typedef {object} Kit
 * @property {Words} words
 * @property {URL} root
 * @property {ShadowRoot} shadow
 * @property {typeof import("./dom.js").h} h
 * @property {import("./types.js").Site["sheet"]} sheet
 * @property {typeof import("./urls.js").linkTo} linkTo
 * @property {() => void} onchange
 */

/** The outermost breadcrumb; a page without any stands beside the parts. @param {PageResult} page */
const partOf = (page) => page.breadcrumbs.find(Boolean);

/** @param {PageResult[]} pages */
const sectionsOf = (pages) => pages.reduce((sum, { sections }) => sum + sections.length, 0);

export class Filters {
  /** A part's name, or a book's; "" is the chapter that is open; `undefined` is everything. @type {string | undefined} */
  #chosen;
  /** What stands in the row. @type {string} */
  #drawn = "";

  /** @param {Kit} kit */
  constructor(kit) {
    this.kit = kit;
    const { shadow, sheet } = kit;
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet(filtersCss)];
    const props = { class: "filters", role: "group", hidden: true, "aria-label": kit.words.narrow };
    this.element = kit.h("div", props);
  }

  /**
   * Asks the book, and keeps what the reader wants to see.
   * @param {Book} book
   * @param {Parameters<Book["search"]>[0]} query
   * @param {Parameters<Book["search"]>[1]} options
   */
  async search(book, query, options) {
    const titles = book.titles?.();
    const only = titles?.find((title) => title === this.#chosen);
    const narrowed = this.#chosen !== undefined && only === undefined;
    const limit = options?.limit ?? LIMIT;
    const ask = (/** @type {number} */ limit, pause = options?.pause) =>
      book.search(query, { ...options, limit, pause, only });
    let results = await ask(limit);
    // Which part a section is of stands beside its text: to ask for a hundred at once would be to fetch the texts of a hundred.
    const tooFew = () => sectionsOf(this.#wanted(results)) <= limit;
    for (let wide = limit; narrowed && tooFew() && wide < Math.min(WIDE, results.total); ) {
      wide = Math.min(WIDE, wide * 2);
      results = await ask(wide, 0);
    }
    if (!options?.signal?.aborted) this.offer(results, titles);
    return narrowed ? this.#narrow(results, limit) : results;
  }

  /** The pages that the reader wants to see. @param {Results} results */
  #wanted({ pages }) {
    return pages.filter((page) => (this.#chosen ? partOf(page) === this.#chosen : this.#isHere(page)));
  }

  /** @param {Results} results @param {number} limit  how many sections @returns {Results} */
  #narrow(results, limit) {
    const wanted = this.#wanted(results);
    let left = limit;
    const pages = wanted.flatMap((page) => {
      const sections = page.sections.slice(0, left);
      left -= sections.length;
      return sections.length ? { ...page, sections } : [];
    });
    const totalIsExact = results.totalIsExact && sectionsOf(results.pages) >= results.total;
    return { ...results, pages, total: sectionsOf(wanted), totalIsExact };
  }

  /**
   * Offers what these results can be told apart by; what is chosen stays on offer.
   * @param {Results} results  all of them
   * @param {string[]} [titles]  of the books, where there are several: all are on offer, whichever have been found in
   */
  offer(results, titles) {
    const parts = titles ?? [...new Set(results.pages.flatMap((page) => partOf(page) ?? []))];
    const most = titles?.length ?? MOST;
    const told = (parts.length > 1 && parts.length <= most) || this.#chosen;
    const choices = told ? parts.slice(0, most) : [];
    if (this.#chosen && !choices.includes(this.#chosen)) choices.unshift(this.#chosen);
    const here =
      this.#chosen === "" || (results.pages.length > 1 && results.pages.some((page) => this.#isHere(page)));
    if (here) choices.unshift("");
    this.element.hidden = !choices.length;
    const drawn = JSON.stringify(choices);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const focused = this.element.matches(":focus-within");
    this.element.replaceChildren(...[undefined, ...choices].map((choice) => this.#draw(choice)));
    // The button that has been pressed keeps it.
    if (focused) /** @type {HTMLElement} */ (this.element.querySelector("[aria-pressed=true]")).focus();
  }

  clear() {
    this.#chosen = undefined;
    this.#drawn = "";
    this.element.hidden = true;
  }

  /** @param {string | undefined} choice */
  #draw(choice) {
    const { h, words, onchange } = this.kit;
    const name = choice === undefined ? words.all : choice || words.here;
    const onclick = () => {
      this.#chosen = choice;
      for (const other of this.element.children) other.ariaPressed = String(other === button);
      onchange();
    };
    const button = h(
      "button",
      { class: "filter", "aria-pressed": String(choice === this.#chosen), onclick },
      name,
    );
    return button;
  }

  /** @param {PageResult} page */
  #isHere(page) {
    const link = this.kit.linkTo(page.url, this.kit.root);
    return link !== undefined && plain(link.pathname) === plain(location.pathname);
  }
}

/** A page by any form of its address. @param {string} path */
const plain = (path) => path.replace(/(\/(index)?)?(\.html)?$/, "");
