// What the dialog shows when it has no results to show (an invitation, a shrug, or what went wrong), and what stands above results
// for other words.

import { h, icon } from "./dom.js";
import { codeOf } from "./errors.js";
import { fill } from "./strings.js";

/** @import { Words } from "./strings.js" */

/**
 * The empty box: recent searches on this device, or an invitation.
 * @param {{ words: Words, recent: string[], onpick: (query: string) => void, onclear: () => void }} options
 */
export function invitation({ words, recent, onpick, onclear }) {
  if (!recent.length) return pane("search", words.invite, words.inviteHint);
  const items = recent.map((query) =>
    h(
      "li",
      {},
      h("button", { class: "recent", onclick: () => onpick(query) }, icon("search"), h("span", {}, query)),
    ),
  );
  const clear = h(
    "button",
    { class: "quiet small", onclick: onclear, "aria-label": words.clearRecent },
    words.clear,
  );
  return h(
    "section",
    { class: "recents", "aria-labelledby": "recent-title" },
    h(
      "div",
      { class: "group-label" },
      h("h3", { id: "recent-title", class: "page-title" }, words.recent),
      clear,
    ),
    h("ul", {}, ...items),
  );
}

/**
 * Nothing was found.
 * @param {{ words: Words, query: string, suggestions?: string[], onpick?: (query: string) => void }} options
 */
export function nothing({ words, query, suggestions, onpick }) {
  const shrug = pane("search", fill(words.none, { query }), suggestions ? words.meant : words.noneHint);
  for (const text of suggestions ?? [])
    shrug.append(h("button", { class: "suggestion", onclick: () => onpick?.(text) }, text));
  return shrug;
}

/**
 * Said above the results when they answer other words.
 * @param {{ words: Words, query: string, corrected: string, oninstead: () => void }} options  `oninstead`: the reader
 *   insists on the words as they were typed
 */
export function correction({ words, query, corrected, oninstead }) {
  const [before, after] = words.corrected.split("{corrected}");
  const instead = h("button", { class: "instead", onclick: oninstead }, fill(words.instead, { query }));
  return [h("p", { class: "correction" }, before, h("strong", {}, corrected), after, " ", instead)];
}

/**
 * The search cannot be loaded.
 * @param {{ words: Words, error: unknown, onretry: () => void }} options
 */
export function failure({ words, error, onretry }) {
  const said = Object(error).message ?? String(error);
  const network = navigator.onLine ? words.failedNetwork : words.offline;
  const hint = codeOf(error) === "network" ? network : said;
  return h(
    "div",
    { class: "pane error" },
    icon("alert", "icon big"),
    // What an alert holds is read out as a whole: the button stays outside.
    h("div", { role: "alert" }, h("p", { class: "lead" }, words.failed), h("p", { class: "hint" }, hint)),
    h("button", { class: "retry", onclick: onretry }, words.retry),
  );
}

/**
 * @param {import("./dom.js").Icon} drawing
 * @param {string} lead
 * @param {string} hint
 */
function pane(drawing, lead, hint) {
  return h(
    "div",
    { class: "pane" },
    icon(drawing, "icon big"),
    h("p", { class: "lead" }, lead),
    h("p", { class: "hint" }, hint),
  );
}
