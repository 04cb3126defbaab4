// The border of the wasm module, by hand: wasm-bindgen's conventions, for the one call that src/ lets through. What
// wasm-bindgen writes itself does the same in four times the bytes, since it serves every module and every browser. Whoever
// changes a signature in src/ changes it here.
//
//   a text or bytes going in   a copy in the module's memory, which the callee frees: address, length
//   a text coming out          address, length; ours to free

/**
 * One book in the module, open or not.
 * @typedef {object} Desk
 * @property {(question: number, number?: number, text?: string, bytes?: Uint8Array) => any} ask  the answer, parsed
 * @property {() => void} free
 */

/**
 * Starts a module.
 * @param {WebAssembly.Module} module
 * @returns {Promise<() => Desk>}
 */
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

  // All that it imports is ways to say that something went wrong inside.
  const imports = new Proxy(
    {},
    {
      /** @returns {(...message: Parameters<typeof text>) => void} */
      get:
        (_, name) =>
        (...message) => {
          if (/throw/.test(String(name))) throw Error(text(...message));
        },
    },
  );
  wasm = (await WebAssembly.instantiate(module, { "./engine_bg.js": imports })).exports;
  wasm.__wbindgen_start?.();

  /** A book that a program has forgotten frees its memory. The widget's stay open, so there this is left out. */
  const forgotten =
    globalThis.FinalizationRegistry &&
    new FinalizationRegistry((/** @type {number} */ at) => wasm.__wbg_book_free(at, 1));

  return () => {
    const at = wasm.book_new();
    /** @type {Desk} */
    const desk = {
      ask(question, number = 0, words = "", bytes = new Uint8Array()) {
        const given = [...copied(new TextEncoder().encode(words)), ...copied(bytes)];
        const [from, length] = wasm.book_ask(at, question, number, ...given);
        const answer = JSON.parse(text(from, length));
        wasm.__wbindgen_free(from, length, 1);
        return answer;
      },
      free() {
        forgotten?.unregister(desk);
        wasm.__wbg_book_free(at, 0);
      },
    };
    forgotten?.register(desk, at, desk);
    return desk;
  };
}
