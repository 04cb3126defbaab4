// Opening a book: engine and root, then the face that programs and the dialog talk to.

import { FOR_EVER, readBytes, rootFile, toUrl } from "./bytes.js";
import { driver, unlessAborted } from "./drive.js";
import { loadEngine } from "./engine.js";
import { ThumbindexError } from "./errors.js";
import { pickLanguage } from "./language.js";

/** @import { Engine, EngineBook, Navigation, Results, Suggestion } from "./types.js" */

/** @typedef {string | URL | Uint8Array | ArrayBuffer} Place */

/**
 * @typedef {object} OpenOptions
 * @property {Place | Place[]} [index]  the index or its folder: a URL, a path in Node, or the bytes themselves. Several are
 *   searched as one. Nothing when the book is embedded in the module.
 * @property {string | URL} [wasmUrl]  where thumbindex.wasm is, when it does not lie beside this script
 * @property {string} [lang]  the language to search, where the book has several
 * @property {AbortSignal} [signal]
 */

/**
 * @typedef {object} SearchOptions
 * @property {number} [limit]  how many sections at most; 10 when left out
 * @property {boolean} [excerpts]  false leaves excerpts out
 * @property {boolean} [correct]  false takes every word as it stands
 * @property {number} [pause]  milliseconds before texts are fetched that are not here yet: for boxes that are typed into,
 *   with a signal that ends the search when the next letter comes
 * @property {string} [only]  of several books, the title of the one to search
 * @property {AbortSignal} [signal]
 */

/**
 * An open book.
 * @typedef {object} Book
 * @property {string} title  empty when unknown
 * @property {string} language  what is searched, as a BCP 47 tag; empty when unknown
 * @property {(query: string, options?: SearchOptions) => Promise<Results>} search  the
 *   best sections, grouped by page
 * @property {(text: string, options?: { limit?: number, signal?: AbortSignal }) => Promise<Suggestion[]>} suggest
 *   completions of what is being typed
 * @property {(url: string) => Navigation | undefined} navigation  the chapters around a page, by any form of its URL
 * @property {() => string[]} [titles]  of several books that are searched as one: of those that are open, each with its language
 *   where two are called the same
 * @property {() => void} close  frees the memory and ends all downloads
 */

/**
 * @param {Omit<OpenOptions, "index"> & { index?: Place }} options
 * @param {URL} besideScript  the module, where no other is named
 * @returns {Promise<Book>}
 */
export async function openBook({ index, wasmUrl, lang, signal }, besideScript) {
  signal?.throwIfAborted();
  const wasm = wasmUrl ? toUrl(wasmUrl) : besideScript;
  const engine = await unlessAborted(
    loadEngine(() => readBytes(wasm)),
    signal,
  );
  if (index instanceof ArrayBuffer || ArrayBuffer.isView(index)) return face(engine.read(asBytes(index)));
  const embedded = index === undefined ? engine.embedded() : undefined;
  if (embedded) return face(embedded);
  if (index === undefined) {
    throw new ThumbindexError(
      "no-index",
      'no index is embedded here: name one, as in open({ index: "/search/" })',
    );
  }
  return openAt(engine, rootFile(toUrl(index)), lang, signal);
}

/**
 * @param {Engine} engine
 * @param {URL} root
 * @param {string} [lang]
 * @param {AbortSignal} [signal]
 */
export async function openAt(engine, root, lang, signal) {
  // The root alone keeps its name from build to build; the chunks are named by their content.
  const first = engine.read(await readBytes(root, { signal, cache: "no-cache" }));
  const name = lang && pickLanguage(first.languages(), lang)?.name;
  if (!name) return face(first, root, signal);
  first.free();
  const url = new URL(name, root);
  return face(engine.read(await readBytes(url, { signal, cache: FOR_EVER })), root, signal);
}

/**
 * What was typed in the one form that an index holds: composed, and no kana of half width. Browsers have the tables for
 * that, so the module need not bring them.
 * @param {string} text
 */
const normal = (text) => text.normalize().replace(/[ｦ-ﾟ]+/g, (kana) => kana.normalize("NFKC"));

/**
 * @param {EngineBook} book
 * @param {URL} [root]  chunks lie beside it
 * @param {AbortSignal} [signal]
 * @returns {Promise<Book>}
 */
export async function face(book, root, signal) {
  const drive = driver(
    (id, bytes) => book.supply(id, bytes),
    (name, signal) => {
      if (!root)
        throw new ThumbindexError(
          "not-found",
          `this index comes in parts: open the folder that holds ${name}`,
        );
      return readBytes(new URL(name, root), { signal, cache: FOR_EVER });
    },
  );
  // The chapters of a large book are a file of their own. Without them it can still be searched.
  await drive.ask(() => book.navigation(""), signal).catch(() => signal?.throwIfAborted());
  let open = true;
  const { language = "", title = "" } = book.languages()[0] ?? {};
  return {
    language,
    title,
    async search(query, { limit, excerpts, correct, pause, signal } = {}) {
      const start = performance.now();
      const question = () => book.search(normal(query), limit, excerpts, correct);
      const { results } = await drive.ask(question, signal, pause);
      const found = /** @type {Results} */ (results);
      if (!found.tookMs) found.tookMs = Math.round((performance.now() - start) * 100) / 100;
      return found;
    },
    async suggest(text, { limit, signal } = {}) {
      const { suggestions } = await drive.ask(() => book.suggest(normal(text), limit), signal);
      return suggestions ?? [];
    },
    navigation: (url) => (open && book.navigation(url).navigation) || undefined,
    close() {
      if (!open) return;
      open = false;
      drive.close();
      book.free();
    },
  };
}

/** @param {ArrayBuffer | ArrayBufferView} bytes */
function asBytes(bytes) {
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
