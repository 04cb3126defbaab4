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
  const price = h("p", { class: "cost" });
  const list = h("div", { class: "answer" });
  let isBusy = false;
  /** Counts what was asked for: the last is what is wanted. */
  let wanted = 0;

  box.addEventListener("input", ask);

  /** Asks for what stands in the box; once more if that was wanted in the meantime, so that the worker never has two to answer. */
  async function ask() {
    wanted++;
    if (isBusy) return;
    isBusy = true;
    const asked = wanted;
    const query = box.value;
    try {
      if (query.trim()) show(await search(query));
      else clear();
    } catch (error) {
      clear(`${error instanceof Error ? error.message : error}`);
    }
    isBusy = false;
    if (wanted !== asked) await ask();
  }

  /** @param {Answer} answer */
  function show(answer) {
    status.replaceChildren(...summary(answer));
    price.textContent = cost(answer);
    list.replaceChildren(results(answer, hrefOf));
  }

  function clear(message = "") {
    status.replaceChildren(message);
    price.textContent = "";
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
      price,
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
function summary({ results: { query, corrected, total, totalIsExact } }) {
  const found = total ? `${totalIsExact ? "" : "at least "}${counted(total, "section")}` : "Nothing found";
  const what = corrected ? ["“", h("b", {}, corrected), `”, corrected from “${query}”`] : [`“${query}”`];
  return [`${found} for `, ...what];
}

/** @param {Answer} answer */
function cost({ results: { tookMs }, cost: { bytes, files, roundTrips }, rootBytes }) {
  const more = files
    ? `${size(bytes)} more in ${counted(files, "file")} and ${counted(roundTrips, "round trip")}`
    : "nothing more";
  return `${time(tookMs)}, explanations included. A first search would fetch the root of ${size(rootBytes)}, and ${more}.`;
}
