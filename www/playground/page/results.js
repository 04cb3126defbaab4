// An answer as a list: each section with its excerpt, its score, and what made that.

import { h } from "../../../js/dom.js";
import { bar, explanation } from "./explanation.js";

/** @import { Piece, SectionResult } from "../../../js/types.js" */
/** @import { Answer, Explanation } from "./types.js" */

/**
 * @param {Answer} answer
 * @param {((url: string) => string) | undefined} hrefOf  where a section can be read, if anywhere
 */
export function results({ results, explanations }, hrefOf) {
  const sections = results.pages.flatMap(({ title, sections }) =>
    sections.map((section) => ({ title, section })),
  );
  sections.sort((a, b) => b.section.score - a.section.score);
  const best = sections[0]?.section.score ?? 1;
  const items = sections.map(({ title, section }, at) =>
    h(
      "li",
      { class: "result" },
      ...result(title, section, explanations[section.url], best, at === 0, hrefOf),
    ),
  );
  return h("ol", { class: "results" }, ...items);
}

/**
 * @param {string} title  of the page
 * @param {SectionResult} section
 * @param {Explanation | undefined} why
 * @param {number} best
 * @param {boolean} isOpen
 * @param {((url: string) => string) | undefined} hrefOf
 */
function result(title, { heading, url, score, excerpt }, why, best, isOpen, hrefOf) {
  const name = heading || title;
  const linked = hrefOf ? h("a", { href: hrefOf(url) }, name) : name;
  const above = title && title !== name ? h("span", { class: "page" }, title) : null;
  return [
    h("p", { class: "heading" }, h("b", {}, linked), above),
    excerpt.length > 0 && h("p", { class: "excerpt" }, ...excerpt.map(piece)),
    why &&
      h(
        "details",
        { open: isOpen },
        h("summary", {}, "Why here? ", h("span", { class: "amount" }, score.toFixed(2), bar(score / best))),
        explanation(why, best),
      ),
  ];
}

/** @param {Piece} piece */
function piece({ text, mark, code }) {
  const content = mark ? h("mark", {}, text) : text;
  return code ? h("code", {}, content) : content;
}
