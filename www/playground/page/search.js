// A search box and what it answers, explained: the playground's, and that of the guide.

import { h } from "../../../js/dom.js";
import { results } from "./results.js";
import { counted, size, time } from "./words.js";

/** @import { Answer } from "./types.js" */

let boxes = 0;

/**
 * @param {object} pane
 * @param {string} pane.label
 * @param {(query: string) => Promise<Answer>} pane.search
 * @param {(url: string) => string} [pane.hrefOf]
 */
export function searchPane({ label, search, hrefOf }) {
  const id = `explained-search-${++boxes}`;
  const box = h("input", {
    id,
    type: "search",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  const status = h("p", { class: "status", role: "status" });
  const list = h("div", { class: "answer" });
  let isBusy = false;

  box.addEventListener("input", ask);

  /** Asks for what stands in the box, again if that has changed in the meantime: the worker never has two to answer. */
  async function ask() {
    if (isBusy) return;
    isBusy = true;
    const query = box.value;
    try {
      if (query.trim()) show(await search(query));
      else clear();
    } catch (error) {
      clear(`${error instanceof Error ? error.message : error}`);
    }
    isBusy = false;
    if (box.value !== query) ask();
  }

  /** @param {Answer} answer */
  function show(answer) {
    status.replaceChildren(...summary(answer));
    list.replaceChildren(results(answer, hrefOf));
  }

  function clear(message = "") {
    status.replaceChildren(message);
    list.replaceChildren();
  }

  return {
    box,
    element: h(
      "div",
      { class: "explained", role: "search" },
      h("label", { for: id }, label),
      box,
      status,
      list,
    ),
    /** Searches for these words, or leaves the box empty. */
    fill(words = "") {
      box.value = words;
      return ask();
    },
  };
}

/** @param {Answer} answer */
function summary({ results: { query, corrected, total, totalIsExact, tookMs }, cost, rootBytes }) {
  const found = total ? `${totalIsExact ? "" : "at least "}${counted(total, "section")}` : "Nothing found";
  const what = corrected ? ["“", h("b", {}, corrected), `”, corrected from “${query}”`] : [`“${query}”`];
  const files = cost.files
    ? `${size(cost.bytes)} more in ${counted(cost.files, "file")} and ${counted(cost.roundTrips, "round trip")}`
    : "nothing more";
  return [
    `${found} for `,
    ...what,
    h(
      "span",
      { class: "cost" },
      `${time(tookMs)}, explanations included. A first search would fetch the root of ${size(rootBytes)}, and ${files}.`,
    ),
  ];
}
