// Why a result stands where it does: what ranking added up, as two tables.

import { h } from "../../../js/dom.js";

/** @import { ExplainedWord, Explanation } from "./types.js" */

/**
 * @param {Explanation} why
 * @param {number} best  the score of the first result, which a whole bar stands for
 */
export function explanation(why, best) {
  return h(
    "div",
    { class: "explanation" },
    table("What makes the score", ["Part", "How it comes about", "Adds"], sums(why, best)),
    table(
      "What each word is worth",
      ["Word", "Found, and what that counts", "Worth"],
      why.words.map(wordRow),
    ),
  );
}

/** @param {Explanation} why @param {number} best */
function sums(why, best) {
  const rows = [
    row(
      "Words",
      `worth ${share(why.wordsMean)} on average, ${share(why.coverage)} of the query covered, squared`,
      amount(why.ofWords, best),
    ),
    row(
      "Heading",
      `${share(why.overlap)} the same as the query, squared and weighed`,
      amount(why.ofHeading, best),
    ),
  ];
  if (why.opening > 1)
    rows.push(row("Opens its page", "speaks for all of it", `× ${why.opening.toFixed(2)}`));
  if (why.spelling > 1) rows.push(row("Spelling", "the heading's, as typed", `× ${why.spelling.toFixed(3)}`));
  return [...rows, row("Score", "", amount(why.score, best), "sum")];
}

/** @param {ExplainedWord} word */
function wordRow({ word, idf, worth, found }) {
  const counts = found.map(({ term, place, frequency, evidence }) => {
    const taken = evidence < 1 ? ` × ${evidence.toFixed(2)} for a guess` : "";
    return h("li", {}, h("b", {}, term), ` in ${place}, ${frequency.toFixed(1)}${taken}`);
  });
  const places = counts.length ? h("ul", {}, ...counts) : "not here";
  return row(word, places, amount(worth, idf, ` of ${idf.toFixed(2)}`));
}

/**
 * @param {string} caption
 * @param {string[]} heads
 * @param {HTMLElement[]} rows
 */
function table(caption, heads, rows) {
  return h(
    "table",
    {},
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, ...rows),
  );
}

/**
 * @param {string} name
 * @param {Node | string} how
 * @param {Node | string} adds
 * @param {string} [kind]
 */
const row = (name, how, adds, kind) =>
  h("tr", { class: kind }, h("th", { scope: "row" }, name), h("td", {}, how), h("td", {}, adds));

/** A number with a bar. @param {number} number @param {number} whole @param {string} [note] */
function amount(number, whole, note = "") {
  return h("span", { class: "amount" }, number.toFixed(2) + note, bar(number / whole));
}

/** @param {number} part  of 1 */
export function bar(part) {
  const bar = h("span", { class: "bar", "aria-hidden": "true" });
  // By a property: a strict policy lets no style stand in an attribute.
  bar.style.setProperty("--part", String(Math.min(part || 0, 1)));
  return bar;
}

/** @param {number} part  of 1 */
const share = (part) => `${Math.round(part * 100)} %`;
