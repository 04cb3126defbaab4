// The border of the wasm module, by hand: wasm-bindgen's conventions, for the few kinds of value that src/ lets through. What
// wasm-bindgen writes itself does the same in four times the bytes, since it serves every module and every browser. Whoever
// changes a signature in src/ changes it here.
//
//   a text or bytes going in   a copy in the module's memory, which the callee frees: address, length
//   a text coming out          address, length; ours to free
//   a JS value coming out      itself, or its place in a table where the call may fail: value, error, whether it failed

/** @import { Action, EngineBook, Keys } from "./types.js" */

/** How imports are called: the hash in their names changes with wasm-bindgen's version. */
const IMPORT = /^__wbg_(.*)_[0-9a-f]{16}$/;
/** What an optional boolean is when it is missing. */
const NONE = 0xffffff;

/** @typedef {Awaited<ReturnType<typeof bind>>} Glue */

/** @param {WebAssembly.Module} module */
export async function bind(module) {
  /** @type {any} */
  let wasm;

  /** @param {number} at @param {number} length */
  const text = (at, length) => new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, at >>> 0, length));

  /** @param {Uint8Array} bytes @returns {[number, number]} */
  const copied = (bytes) => {
    const at = wasm.__wbindgen_malloc(bytes.length, 1) >>> 0;
    new Uint8Array(wasm.memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };

  /** @param {string} words */
  const written = (words) => copied(new TextEncoder().encode(words));

  /** @param {number} at  in the table of JS values */
  const taken = (at) => {
    const value = wasm.__wbindgen_externrefs.get(at);
    wasm.__externref_table_dealloc(at);
    return value;
  };

  /** The value of a call that may have failed. @param {number[]} answer */
  const sure = ([value = 0, error = 0, failed]) => {
    if (failed) throw taken(error);
    return value;
  };

  /** @type {{ [name: string]: Function }} */
  const provided = {
    /** @param {Parameters<typeof text>} message */
    new: (...message) => Error(text(...message)),
    /** @param {{ code: string }} error @param {Parameters<typeof text>} code */
    set_code(error, ...code) {
      error.code = text(...code);
    },
    /** @param {Parameters<typeof text>} json */
    parse: (...json) => JSON.parse(text(...json)),
    /** @param {Parameters<typeof text>} message */
    __wbindgen_throw(...message) {
      throw Error(text(...message));
    },
    __wbindgen_init_externref_table() {
      // The values that Rust names by their place: of those, nothing but `undefined` is in use.
      wasm.__wbindgen_externrefs.set(0, undefined);
      wasm.__wbindgen_externrefs.set(1024, undefined);
    },
  };
  const imports = new Proxy(provided, {
    get: (_, name) => provided[String(name).replace(IMPORT, "$1")],
  });
  wasm = (await WebAssembly.instantiate(module, { "./engine_bg.js": imports })).exports;
  wasm.__wbindgen_start();

  /** A book that a program has forgotten frees its memory. The widget's stay open, so there this is left out. */
  const forgotten =
    globalThis.FinalizationRegistry &&
    new FinalizationRegistry((/** @type {number} */ at) => wasm.__wbg_book_free(at, 1));

  /** @param {number} at @returns {EngineBook} */
  const bookAt = (at) => {
    /** @type {EngineBook} */
    const book = {
      supply(id, bytes) {
        const [error, failed] = wasm.book_supply(at, id, ...copied(bytes));
        sure([0, error, failed]);
      },
      search: (query, limit, excerpts, correct) =>
        taken(
          sure(
            wasm.book_search(
              ...[at, ...written(query)],
              ...[limit !== undefined, limit ?? 0, Number(excerpts ?? NONE), Number(correct ?? NONE)],
            ),
          ),
        ),
      // An optional 32-bit number that is missing is one of more than 32 bits.
      suggest: (words, limit = 2 ** 32) => taken(sure(wasm.book_suggest(at, ...written(words), limit))),
      navigation: (url) => taken(sure(wasm.book_navigation(at, ...written(url)))),
      languages: () => wasm.book_languages(at),
      free() {
        forgotten?.unregister(book);
        wasm.__wbg_book_free(at, 0);
      },
    };
    forgotten?.register(book, at, book);
    return book;
  };

  return {
    /** @param {Uint8Array} root */
    read: (root) => bookAt(sure(wasm.book_new(...copied(root)))),
    /** The book that was compiled in. @returns {EngineBook | undefined} */
    embedded() {
      const at = sure(wasm.book_embedded());
      return at ? bookAt(at) : undefined;
    },
    /**
     * @param {KeyboardEvent} event
     * @param {number} facts
     * @param {string} keys
     * @returns {Action | undefined}
     */
    shortcut({ key, code, keyCode }, facts, keys) {
      const [at, length] = wasm.shortcut(...written(key), ...written(code), keyCode, facts, ...written(keys));
      if (!at) return;
      const action = text(at, length);
      wasm.__wbindgen_free(at, length, 1);
      return /** @type {Action} */ (action);
    },
    /** @type {(facts: number, keys: string) => { action: Action, keys: string[] }[]} */
    shortcuts: (facts, keys) => wasm.shortcuts(facts, ...written(keys)),
  };
}
