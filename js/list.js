// The results: a listbox with one group for each page, each hit a real link.

import { h, icon } from "./dom.js";
import { cut } from "./marks.js";
import { linkTo } from "./urls.js";

/** @import { Finder } from "./marks.js" */
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
 * A page's group before it is drawn.
 * @typedef {object} Plan
 * @property {PageResult} page
 * @property {Hit[]} hits
 * @property {string} shows  all that it shows
 */

/** @typedef {{ section: SectionResult, link: URL, heading: Piece[] }} Hit */

/** @typedef {{ element: HTMLElement, hits: HTMLAnchorElement[] }} Group */

/**
 * @param {{ root: URL, words: Words, onactive: (hit: HTMLAnchorElement | undefined) => void }} options
 */
export function createList({ root, words, onactive }) {
  /** @type {HTMLAnchorElement[]} */
  let hits = [];
  /** Where groups begin among the hits. @type {number[]} */
  let groups = [];
  let active = -1;
  /** What stands in the list, by what it shows. @type {Map<string, Group>} */
  const drawn = new Map();
  let serial = 0;
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

  /** @param {Plan} plan */
  const add = (plan) => {
    const group = drawn.get(plan.shows) ?? drawGroup(plan, serial++);
    drawn.set(plan.shows, group);
    const there = element.children[groups.length] ?? null;
    if (there !== group.element) element.insertBefore(group.element, there);
    groups.push(hits.length);
    hits.push(...group.hits);
  };

  /**
   * What is in view is drawn first, and the others when it has been painted, or as soon as something asks for them: a reader
   * who types on waits for less at each letter. What shows the same as before is not drawn again.
   * @param {Results["pages"]} pages
   * @param {Finder} [find]  the words to mark in headings
   * @param {boolean} [stay]  the same hit stays active, and the same part of the list in view
   * @returns {number}  how many hits there are; a link that leads nowhere safe is none
   */
  const draw = (pages, find, stay) => {
    const kept = stay ? active : -1;
    activate(-1);
    hits = [];
    groups = [];
    const made = pages.map((page) => planOf(page, root, find)).filter(({ hits }) => hits.length);
    // What shows the same twice is shown once.
    const byShows = new Map(made.map((plan) => [plan.shows, plan]));
    const plans = [...byShows.values()];
    const length = plans.reduce((sum, plan) => sum + plan.hits.length, 0);
    for (const [shows, group] of drawn) {
      if (byShows.has(shows)) continue;
      group.element.remove();
      drawn.delete(shows);
    }
    element.hidden = !length;
    const drawTo = (enough = length) => {
      for (const plan of plans.slice(groups.length)) {
        if (hits.length >= enough && !drawn.has(plan.shows)) break;
        add(plan);
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
    isActive: () => active >= 0,
    /** What Enter opens: the active hit, or else the first. */
    chosen: () => hits[active] ?? hits[0],
    /** @param {string} url */
    activateUrl(url) {
      finish();
      activate(hits.findIndex(({ href }) => href === url));
    },
    /** @param {Results} results @param {Finder} [find] @param {boolean} [stay] */
    show: ({ pages }, find, stay) => draw(pages, find, stay),
    clear: () => draw([]),
  };
}

/**
 * @param {PageResult} page
 * @param {URL} root
 * @param {Finder} [find]
 * @returns {Plan}
 */
function planOf(page, root, find) {
  const hits = page.sections.flatMap((section) => {
    const link = linkTo(section.url, root);
    return link ? [{ section, link, heading: cut(section.heading || page.title, find) }] : [];
  });
  const each = hits.map(({ section, link, heading }) => [link, section.heading, heading, section.excerpt]);
  return { page, hits, shows: JSON.stringify([page.title, page.breadcrumbs, page.book?.language, each]) };
}

/** @param {Plan} plan @param {number} serial  it has no other group's @returns {Group} */
function drawGroup({ page, hits }, serial) {
  const id = `page-${serial}`;
  const crumbs = page.breadcrumbs.filter(Boolean).join(" › ");
  const label = h(
    "div",
    { class: "group-label", "aria-hidden": "true" },
    h("span", { id, class: "page-title" }, page.title),
    crumbs && h("span", { id: `${id}-crumbs`, class: "breadcrumb" }, crumbs),
  );
  const named = crumbs ? `${id} ${id}-crumbs` : id;
  const lang = page.book?.language || undefined;
  const links = hits.map((hit, index) => drawHit(hit, page, `hit-${serial}-${index}`));
  const props = { role: "group", class: "group", "aria-labelledby": named, lang };
  return { element: h("div", props, label, ...links), hits: links };
}

/**
 * @param {Hit} hit
 * @param {PageResult} page
 * @param {string} id
 */
function drawHit({ section, link, heading }, page, id) {
  const isPage = !link.hash || section.heading === page.title;
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
