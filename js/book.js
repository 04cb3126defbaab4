// Opening a book: engine and root, then the face that programs and the dialog talk to.

import { bodyOf, FOR_EVER, readBytes, request, rootFile, toUrl } from "./bytes.js";
import { unlessAborted } from "./drive.js";
import { compile, loadEngine } from "./engine.js";
import { ThumbindexError } from "./errors.js";
import { pickLanguage } from "./language.js";
import { isStale, renewable } from "./renew.js";

/** @import { Copy } from "./renew.js" */
/** @import { Engine, EngineBook, EngineSettings, Navigation, Provider, Results, Suggestion } from "./types.js" */

/** @typedef {string | URL | Uint8Array | ArrayBuffer} Place  where an index is, or its bytes */

/**
 * What to open, and how.
 * @typedef {object} OpenOptions
 * @property {Place | Place[]} [index]  the index or its folder: a URL, a path in Node, or the bytes themselves. Several are
 *   searched as one. Nothing when the book is embedded in the module.
 * @property {Provider | EngineSettings} [provider]  a search engine to ask in the place of an index
 * @property {string | URL} [wasmUrl]  where thumbindex.wasm is, when it does not lie beside this script
 * @property {string} [lang]  the language to search, where the book has several
 * @property {AbortSignal} [signal]  ends the opening
 */

/**
 * What to search for, and how much of it.
 * @typedef {object} SearchOptions
 * @property {number} [limit]  how many sections at most; 10 when left out
 * @property {boolean} [excerpts]  false leaves excerpts out
 * @property {boolean} [correct]  false takes every word as it stands
 * @property {number} [pause]  milliseconds before texts are fetched that are not here yet: for boxes that are typed into,
 *   with a signal that ends the search when the next letter comes
 * @property {string} [only]  of several books, the title of the one to search
 * @property {AbortSignal} [signal]  ends the search and its downloads
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
 * @param {Omit<OpenOptions, "index" | "provider"> & { index?: Place }} options
 * @param {URL} besideScript  the module, where no other is named
 * @returns {Promise<Book>}
 */
export async function openBook({ index, wasmUrl, lang, signal }, besideScript) {
  signal?.throwIfAborted();
  const wasm = wasmUrl ? toUrl(wasmUrl) : besideScript;
  const engine = await unlessAborted(
    loadEngine((cache) => moduleAt(wasm, cache)),
    signal,
  );
  if (index instanceof ArrayBuffer || ArrayBuffer.isView(index))
    return face({ book: await engine.read(asBytes(index)) });
  if (index === undefined) {
    const embedded = await openEmbedded(engine);
    if (embedded) return embedded;
    throw new ThumbindexError(
      "no-index",
      'no index is embedded here: name one, as in open({ index: "/search/" })',
    );
  }
  return openAt(engine, rootFile(toUrl(index)), lang, signal);
}

/**
 * The module, compiled while it arrives, if the host says that it is one: with a book in it, it has a megabyte and more.
 * @param {URL} url
 * @param {RequestCache} [cache]
 */
async function moduleAt(url, cache) {
  if (!/^https?:/.test(url.protocol)) return compile(await readBytes(url));
  const response = await request(url, { cache });
  const module = await globalThis.WebAssembly?.compileStreaming?.(response).catch(() => undefined);
  // Why it failed, if it did, only bytes tell. What has been read once a cache has by now.
  return module ?? compile(await (response.bodyUsed ? readBytes(url, { cache }) : bodyOf(response, url)));
}

/** The book that travels inside the module, where there is one. @param {Engine} engine */
export async function openEmbedded(engine) {
  const copy = async () => ({ book: /** @type {EngineBook} */ (await engine.embedded()) });
  const first = await copy();
  return first.book && face(first, copy);
}

/**
 * @param {Engine} engine
 * @param {URL} root
 * @param {string} [lang]
 * @param {AbortSignal} [signal]
 */
export async function openAt(engine, root, lang, signal) {
  /** @param {RequestCache} cache @param {RequestCache} chunks  how to ask for what is named by its content @param {AbortSignal} [signal] */
  const copy = async (cache, chunks, signal) => {
    /** @param {string} name @param {AbortSignal} [signal] */
    const fetch = (name, signal) => readBytes(new URL(name, root), { signal, cache: chunks });
    // The root alone keeps its name from build to build.
    const first = await engine.read(await readBytes(root, { signal, cache }));
    const name = lang && pickLanguage(first.languages(), lang)?.name;
    if (!name) return { book: first, fetch };
    first.free();
    return { book: await engine.read(await fetch(name, signal)), fetch };
  };
  const renew = () => copy("reload", "reload");
  const first = await copy("no-cache", FOR_EVER, signal).catch((error) => {
    if (!isStale(error)) throw error;
    return renew();
  });
  signal?.throwIfAborted();
  return face(first, renew, signal);
}

/**
 * What was typed in the one form that an index holds: composed, and no kana of half width. Browsers have the tables for
 * that, so the module need not bring them.
 * @param {string} text
 */
const normal = (text) => text.normalize().replace(/[ｦ-ﾟ]+/g, (kana) => kana.normalize("NFKC"));

/**
 * @param {Copy} copy
 * @param {() => Promise<Copy>} [renew]  fetches the index as it is now, past every cache
 * @param {AbortSignal} [signal]
 * @returns {Promise<Book>}
 */
export async function face(copy, renew, signal) {
  const index = renewable(copy, renew);
  await index.ready(signal);
  const { language = "", title = "" } = copy.book.languages()[0] ?? {};
  return {
    language,
    title,
    async search(query, { limit, excerpts, correct, pause, signal } = {}) {
      const start = performance.now();
      const question = (/** @type {EngineBook} */ book) =>
        book.search(normal(query), limit, excerpts, correct);
      const { results } = await index.ask(question, signal, pause);
      const found = /** @type {Results} */ (results);
      if (!found.tookMs) found.tookMs = Math.round((performance.now() - start) * 100) / 100;
      return found;
    },
    async suggest(text, { limit, signal } = {}) {
      const { suggestions } = await index.ask((book) => book.suggest(normal(text), limit), signal);
      return suggestions ?? [];
    },
    navigation: (url) => index.book()?.navigation(url).navigation || undefined,
    close: index.close,
  };
}

/** @param {ArrayBuffer | ArrayBufferView} bytes */
function asBytes(bytes) {
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
