// The results: a listbox with one group for each page, each hit a real link.

import { h, icon } from "./dom.js";
import { cut } from "./marks.js";
import { linkTo } from "./urls.js";

/** @import { PageResult, Results, SectionResult } from "./types.js" */
/** @import { Piece } from "./marks.js" */
/** @import { Words } from "./strings.js" */

/** The address of the page holds the reader's words: no server is told them. */
const DISCREET = { referrerpolicy: "origin" };

/**
 * How results are drawn. `waiting`: the excerpts are still to come, and their room is kept.
 * @typedef {{ pattern: RegExp | undefined, waiting: boolean }} Drawing
 */

export class List {
  /** @type {HTMLAnchorElement[]} */
  #hits = [];
  /** Where groups begin among the hits. @type {number[]} */
  #groups = [];
  #active = -1;

  /**
   * @param {{ root: URL, words: Words, onactive: (hit: HTMLAnchorElement | undefined) => void }} options
   */
  constructor({ root, words, onactive }) {
    this.root = root;
    this.onactive = onactive;
    this.element = h("div", { id: "results", class: "results", role: "listbox", hidden: true });
    this.element.setAttribute("aria-label", words.results);
    // The box keeps the focus, so that typing goes on after a click.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    // Not `mouseover`: a list that scrolls below a resting pointer must not move the active hit.
    this.element.addEventListener("pointermove", (event) => {
      const hit = this.hitAt(event);
      if (hit && event.pointerType === "mouse") this.activate(this.#hits.indexOf(hit), false);
    });
  }

  /** What `move` needs to know. */
  get state() {
    return { active: this.#active, count: this.#hits.length, groups: this.#groups };
  }

  /** What Enter opens: the active hit, or else the first. */
  get chosen() {
    return this.#hits[this.#active] ?? this.#hits[0];
  }

  /** The hit that an event comes from. @param {Event} event @returns {HTMLAnchorElement | null} */
  hitAt(event) {
    return event.target instanceof Element ? event.target.closest("a") : null;
  }

  /** @param {number} index  -1 for none @param {boolean} [scroll] */
  activate(index, scroll = true) {
    if (index === this.#active) return;
    this.#hits[this.#active]?.setAttribute("aria-selected", "false");
    const hit = this.#hits[index];
    this.#active = hit ? index : -1;
    hit?.setAttribute("aria-selected", "true");
    this.element.classList.toggle("has-active", hit !== undefined);
    if (scroll) hit?.scrollIntoView({ block: "nearest" });
    this.onactive(hit);
  }

  /** @param {string} url */
  activateUrl(url) {
    this.activate(this.#hits.findIndex((hit) => hit.href === url));
  }

  /** @param {Results} results @param {Drawing} drawing */
  show(results, drawing) {
    this.clear();
    for (const page of results.pages) this.#add(page, drawing);
    this.element.hidden = !this.#hits.length;
  }

  clear() {
    this.activate(-1);
    this.#hits = [];
    this.#groups = [];
    this.element.replaceChildren();
    this.element.hidden = true;
  }

  /** @param {PageResult} page @param {Drawing} drawing */
  #add(page, drawing) {
    /** @type {HTMLAnchorElement[]} */
    const hits = [];
    for (const section of page.sections) {
      // A link that leads nowhere safe is no result.
      const link = linkTo(section.url, this.root);
      if (link) hits.push(drawHit(section, page, link, drawing));
    }
    if (!hits.length) return;
    const start = this.#hits.length;
    for (const [index, hit] of hits.entries()) hit.id = `hit-${start + index}`;
    this.#groups.push(start);
    this.#hits.push(...hits);
    this.element.append(drawGroup(page, hits, `page-${start}`));
  }
}

/**
 * @param {PageResult} page
 * @param {HTMLAnchorElement[]} hits
 * @param {string} id
 */
function drawGroup(page, hits, id) {
  const crumbs = page.breadcrumbs.filter(Boolean).join(" › ");
  const label = h(
    "div",
    { class: "group-label", "aria-hidden": "true" },
    h("span", { id, class: "page-title" }, page.title),
    crumbs && h("span", { id: `${id}-crumbs`, class: "breadcrumb" }, crumbs),
  );
  const named = crumbs ? `${id} ${id}-crumbs` : id;
  return h("div", { role: "group", class: "group", "aria-labelledby": named }, label, ...hits);
}

/**
 * @param {SectionResult} section
 * @param {PageResult} page
 * @param {URL} link
 * @param {Drawing} drawing
 */
function drawHit(section, page, link, { pattern, waiting }) {
  const isPage = !link.hash || section.heading === page.title;
  const heading = cut(section.heading || page.title, pattern);
  return h(
    "a",
    { role: "option", class: "hit", tabindex: "-1", href: link.href, "aria-selected": "false", ...DISCREET },
    icon(isPage ? "page" : "section", "icon kind"),
    h(
      "span",
      { class: "text" },
      h("span", { class: "heading" }, ...draw(heading)),
      " ",
      drawExcerpt(section.excerpt ?? [], waiting),
    ),
    icon("enter", "icon enter"),
  );
}

/** @param {Piece[]} excerpt @param {boolean} waiting */
function drawExcerpt(excerpt, waiting) {
  if (!excerpt.length && !waiting) return;
  const pending = !excerpt.length;
  return h("span", { class: pending ? "excerpt pending" : "excerpt" }, ...draw(excerpt));
}

/** Marked words, and one element for each run of code. @param {Piece[]} pieces */
function draw(pieces) {
  /** @type {(Node | string)[]} */
  const nodes = [];
  /** @type {HTMLElement | undefined} */
  let run;
  for (const { text, mark, code } of pieces) {
    const node = mark ? h("mark", { class: "mark" }, text) : text;
    if (code) {
      if (!run) {
        run = h("code", { class: "code" });
        nodes.push(run);
      }
      run.append(node);
      if (text.includes("\n")) run.classList.add("lines");
    } else {
      run = undefined;
      nodes.push(node);
    }
  }
  return nodes;
}
