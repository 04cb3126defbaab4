// The library: search a book from a program, in a browser, in Node (20.16 and later) or in a worker. Nothing happens
// at import, and no DOM is needed.

import { openBook } from "./book.js";
import { unlessAborted } from "./drive.js";
import { ThumbindexError } from "./errors.js";
import { once } from "./once.js";
import { provided } from "./provided.js";
import { several } from "./several.js";

/**
 * Opens a book, or several as one.
 *
 * Rejects with an `Error` whose `code` says why: "no-index" (none named and none embedded), "not-found", "network",
 * "no-engine", "engine-damaged", "engine-failed", "no-provider" (its settings do not say which), or what the engine finds wrong with the index. Of several books one must open; the others are
 * in `missing` of every answer until they do.
 *
 * @example
 * const book = await open({ index: "/search/" });
 * const { pages } = await book.search("ownreship");
 * console.log(pages[0].title, pages[0].sections[0].url);
 *
 * @param {OpenOptions} [options]
 * @returns {Promise<Book>}
 */
export async function open({ index, provider, signal, ...options } = {}) {
  signal?.throwIfAborted();
  if (provider) return provided(provider, ThumbindexError);
  // In these very words bundlers see that the file belongs to the script.
  const module = new URL("./thumbindex.wasm", import.meta.url);
  if (!Array.isArray(index)) return openBook({ ...options, signal, index }, module);
  let opening = signal;
  const members = index.map((one, at) => ({
    place: typeof one === "string" || one instanceof URL ? String(one) : `index ${at}`,
    open: once(() => openBook({ ...options, signal: opening, index: one }, module)),
  }));
  if (!members.length)
    throw new ThumbindexError("no-index", "the list of indexes is empty: name one at least");
  const { book, opens } = several(members, unlessAborted);
  await Promise.any(opens.map((open) => open())).catch(({ errors: [first] }) => {
    throw first;
  });
  // A book that has failed is tried again by every search, when the signal has no more to say.
  opening = undefined;
  return book;
}

export { ThumbindexError } from "./errors.js";
/** @typedef {import("./book.js").Book} Book */
/** @typedef {import("./book.js").OpenOptions} OpenOptions */
/** @typedef {import("./book.js").Place} Place */
/** @typedef {import("./book.js").SearchOptions} SearchOptions */
/** @typedef {import("./types.js").Results} Results */
/** @typedef {import("./types.js").Missing} Missing */
/** @typedef {import("./types.js").PageResult} PageResult */
/** @typedef {import("./types.js").SectionResult} SectionResult */
/** @typedef {import("./types.js").Piece} Piece */
/** @typedef {import("./types.js").Navigation} Navigation */
/** @typedef {import("./types.js").Suggestion} Suggestion */
/** @typedef {import("./types.js").Provider} Provider */
/** @typedef {import("./types.js").Asked} Asked */
/** @typedef {import("./types.js").Found} Found */
/** @typedef {import("./types.js").FoundSection} FoundSection */
/** @typedef {import("./types.js").EngineSettings} EngineSettings */
