// The library: search a book from a program, in a browser, in Node (20.16 and later) or in a worker. Nothing happens
// at import, and no DOM is needed.

import { openBook } from "./book.js";

/**
 * Opens a book.
 *
 * Rejects with an `Error` whose `code` says why: "no-index" (none named and none embedded), "not-found", "network",
 * "no-engine", "engine-damaged", or what the engine finds wrong with the index.
 *
 * @example
 * const book = await open({ index: "/search/" });
 * const { pages } = await book.search("ownreship");
 * console.log(pages[0].title, pages[0].sections[0].url);
 *
 * @param {OpenOptions} [options]
 * @returns {Promise<Book>}
 */
export function open(options = {}) {
  return openBook(options, { base: new URL(".", import.meta.url) });
}

export { ThumbindexError } from "./errors.js";
/** @typedef {import("./book.js").Book} Book */
/** @typedef {import("./book.js").OpenOptions} OpenOptions */
/** @typedef {import("./types.js").Results} Results */
/** @typedef {import("./types.js").PageResult} PageResult */
/** @typedef {import("./types.js").SectionResult} SectionResult */
/** @typedef {import("./types.js").Navigation} Navigation */
/** @typedef {import("./types.js").Suggestion} Suggestion */
