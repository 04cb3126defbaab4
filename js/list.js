// The results: a listbox with one group for each page, each hit a real link.

import { h, icon } from "./dom.js";
import { cut } from "./marks.js";
import { linkTo } from "./urls.js";

/** @import { PageResult, Piece, Results, SectionResult } from "./types.js" */
/** @import { Words } from "./strings.js" */

/** The address of the page holds the reader's words: no server is told them. */
const DISCREET = { referrerpolicy: "origin" };

/** So many hits, with their excerpts, reach to about the end of what is in view. */
const IN_VIEW = 5;
/** So many fill the dialog in any case: it does not change its height when the others come. */
const MANY = 10;

/** @typedef {ReturnType<typeof createList>} List */

/**
 * @param {{ root: URL, words: Words, onactive: (hit: HTMLAnchorElement | undefined) => void }} options
 */
export function createList({ root, words, onactive }) {
  /** @type {HTMLAnchorElement[]} */
  let hits = [];
  /** Where groups begin among the hits. @type {number[]} */
  let groups = [];
  let active = -1;
  /** Draws the hits that are still to be drawn. */
  let finish = () => false;

  /** The hit that an event comes from. @param {Event} event @returns {HTMLAnchorElement | null} */
  const hitAt = ({ target }) => (target instanceof Element ? target.closest("a") : null);

  /** @param {number} index  -1 for none @param {boolean} [scroll] */
  const activate = (index, scroll = true) => {
    if (index === active) return;
    hits[active]?.setAttribute("aria-selected", "false");
    const hit = hits[index];
    active = hit ? index : -1;
    hit?.setAttribute("aria-selected", "true");
    element.classList.toggle("has-active", !!hit);
    if (scroll) hit?.scrollIntoView({ block: "nearest" });
    onactive(hit);
  };

  const element = h("div", {
    id: "results",
    class: "results",
    role: "listbox",
    hidden: true,
    "aria-label": words.results,
    // The box keeps the focus, so that typing goes on after a click.
    /** @param {Event} event */
    onmousedown: (event) => event.preventDefault(),
    // Not `mouseover`: a list that scrolls below a resting pointer must not move the active hit.
    /** @param {PointerEvent} event */
    onpointermove(event) {
      const hit = hitAt(event);
      if (hit && event.pointerType === "mouse") activate(hits.indexOf(hit), false);
    },
  });

  /** @param {PageResult} page @param {RegExp} [pattern] */
  const drawPage = (page, pattern) => {
    const first = hits.length;
    for (const section of page.sections) {
      const link = linkTo(section.url, root);
      if (link) hits.push(drawHit(section, page, link, `hit-${hits.length}`, pattern));
    }
    if (hits.length === first) return;
    groups.push(first);
    element.append(drawGroup(page, hits.slice(first), `page-${first}`));
  };

  /**
   * What is in view is drawn first, and the others when it has been painted, or as soon as something asks for them: a reader
   * who types on waits for less at each letter.
   * @param {Results["pages"]} pages
   * @param {RegExp} [pattern]  the words to mark in headings
   * @param {boolean} [stay]  the same hit stays active, and the same part of the list in view
   * @returns {number}  how many hits there are; a link that leads nowhere safe is none
   */
  const draw = (pages, pattern, stay) => {
    const kept = stay ? active : -1;
    activate(-1);
    hits = [];
    groups = [];
    element.replaceChildren();
    const { length } = pages.flatMap(({ sections }) => sections.filter(({ url }) => linkTo(url, root)));
    element.hidden = !length;
    let at = 0;
    const drawTo = (enough = length) => {
      for (const page of pages.slice(at)) {
        if (hits.length >= enough) break;
        drawPage(page, pattern);
        at++;
      }
      return element.classList.toggle("partly", hits.length < length);
    };
    /** Not those of another answer, that has come since. */
    const rest = () => finish === rest && drawTo();
    finish = rest;
    // A task that is made in a frame runs when it has been painted. A tab that nobody sees has no frames.
    if (drawTo(stay || length < MANY ? length : IN_VIEW)) requestAnimationFrame(() => setTimeout(rest));
    activate(kept, false);
    return length;
  };

  return {
    element,
    hitAt,
    activate,
    /** What `move` needs to know. */
    state() {
      finish();
      return { active, count: hits.length, groups };
    },
    /** What Enter opens: the active hit, or else the first. */
    chosen: () => hits[active] ?? hits[0],
    /** @param {string} url */
    activateUrl(url) {
      finish();
      activate(hits.findIndex(({ href }) => href === url));
    },
    /** @param {Results} results @param {RegExp} [pattern] @param {boolean} [stay] */
    show: ({ pages }, pattern, stay) => draw(pages, pattern, stay),
    clear: () => draw([]),
  };
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
  const lang = page.book?.language || undefined;
  return h("div", { role: "group", class: "group", "aria-labelledby": named, lang }, label, ...hits);
}

/**
 * @param {SectionResult} section
 * @param {PageResult} page
 * @param {URL} link
 * @param {string} id
 * @param {RegExp} [pattern]
 */
function drawHit(section, page, link, id, pattern) {
  const isPage = !link.hash || section.heading === page.title;
  const heading = cut(section.heading || page.title, pattern);
  return h(
    "a",
    {
      id,
      role: "option",
      class: "hit",
      tabindex: "-1",
      href: link.href,
      "aria-selected": "false",
      ...DISCREET,
    },
    isPage ? icon("page", "icon kind") : h("span", { class: "kind", "aria-hidden": "true" }),
    h(
      "span",
      { class: "text" },
      h("span", { class: "heading" }, ...drawText(heading)),
      " ",
      drawExcerpt(section.excerpt ?? []),
    ),
  );
}

/** @param {Piece[]} excerpt */
function drawExcerpt(excerpt) {
  if (!excerpt.length) return;
  const element = h("span", { class: "excerpt" }, ...drawText(excerpt));
  element.classList.toggle("with-lines", !!element.querySelector(".lines"));
  return element;
}

/** Marked words, and one element for each run of code. @param {Piece[]} pieces */
function drawText(pieces) {
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
