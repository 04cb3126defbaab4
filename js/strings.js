// Every word that a reader can see or hear, in one table. This is English; the other languages are in `languages/`, with the
// same names. `{name}` is a blank to fill; a string that counts has a form for each category of `Intl.PluralRules`.

export const en = {
  search: "Search",
  searchLabel: "Search this site",
  close: "Close",
  clear: "Clear",
  results: "Results",
  count: { one: "{n} result", other: "{n} results" },
  none: "No results for “{query}”",
  corrected: "Showing results for {corrected}",
  instead: "Search instead for “{query}”",
  meant: "Did you mean",
  noneHint: "Try fewer words, or other ones.",
  more: "Show more results",
  invite: "What are you looking for?",
  inviteHint: "Small typos are fine, and the last word may be unfinished.",
  recent: "Recent searches",
  clearRecent: "Clear recent searches",
  failed: "The search could not be loaded.",
  failedNetwork: "Check the connection, then try again.",
  retry: "Retry",
  move: "move",
  open: "open",
  help: "Keyboard shortcuts",
  actionHelp: "Show this help",
  actionPrevious: "Previous chapter",
  actionNext: "Next chapter",
  or: "or",
  inResults: "In the results",
  moveHit: "Move up and down",
  movePage: "Jump to the next page’s results",
  openHit: "Open the result",
  openTab: "Open it in a new tab",
  single: "Single-key shortcuts",
  singleHint: "Turn them off if you dictate, or press keys by accident.",
  marked: "Marked: {words}",
  clearMarks: "Clear the marks",
  offline: "You are offline. The search goes on when the connection is back.",
  previousMark: "Previous mark",
  nextMark: "Next mark",
  narrow: "Narrow the results",
  all: "All",
  here: "This chapter",
  chapters: "Chapters",
  position: "Chapter {n} of {count}",
  preview: "Preview",
  missing: "Not searched: {books}",
};

/** @typedef {{ [category in Intl.LDMLPluralRule]?: string } & { other: string }} Counts */
/** @typedef {Omit<typeof en, "count"> & { count: Counts }} Strings */

/**
 * The strings for a page.
 * @param {string} [tag]  BCP 47, as in `<html lang>`
 * @param {Partial<Strings>} [said]  in the page's language, and what the site says instead; the rest is English
 */
export function stringsFor(tag = "", said = {}) {
  const plural = rules(said.count ? tag : "en");
  const { count, ...texts } = /** @type {Strings} */ ({ ...en, ...said });
  return {
    ...texts,
    /** @param {number} n @param {boolean} exact */
    count: (n, exact) => fill(count[plural.select(n)] ?? count.other, { n: exact ? n : `${n}+` }),
  };
}

/** @typedef {ReturnType<typeof stringsFor>} Words */

/**
 * @param {string} text
 * @param {{ [name: string]: string | number }} blanks
 */
export function fill(text, blanks) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(blanks[name] ?? whole));
}

/** @param {string} tag */
function rules(tag) {
  try {
    return new Intl.PluralRules(tag);
  } catch {
    return new Intl.PluralRules("en");
  }
}
