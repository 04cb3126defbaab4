// The border of the wasm module, by hand: wasm-bindgen's conventions, for the one call that src/ lets through. What
// wasm-bindgen writes itself does the same in four times the bytes, since it serves every module and every browser. Whoever
// changes a signature in src/ changes it here.
//
//   a text or bytes going in   a copy in the module's memory, which the callee frees: address, length
//   a text coming out          address, length; ours to free

import { ThumbindexError } from "./errors.js";
import { once } from "./once.js";

/**
 * One book in the module, open or not.
 * @typedef {object} Desk
 * @property {(question: number, number?: number, text?: string, bytes?: Uint8Array) => any} ask  the answer, parsed
 * @property {() => void} free
 */

/** @typedef {WebAssembly.Exports & { [name: string]: any }} Instance */

/**
 * Desks at a module, which is started with the first of them. One that has failed, for want of memory or by a fault of the browser's, is
 * given up: later desks are at another.
 * @param {WebAssembly.Module} module
 * @returns {() => Promise<Desk>}
 */
export function bind(module) {
  const fresh = () => once(() => start(module));
  let sound = fresh();
  return async () => {
    const mine = sound;
    return deskAt(await mine(), () => {
      if (sound === mine) sound = fresh();
    });
  };
}

/** @param {Instance} wasm @param {number} at @param {number} length */
const text = ({ memory }, at, length) =>
  new TextDecoder().decode(new Uint8Array(memory.buffer, at >>> 0, length));

/** @param {WebAssembly.Module} module @returns {Promise<Instance>} */
async function start(module) {
  /** @type {Instance} */
  let wasm;
  // All that it imports is ways to say that something went wrong inside.
  const imports = new Proxy(
    {},
    {
      /** @param {string} name @returns {(at: number, length: number) => void} */
      get:
        (_, name) =>
        (...message) => {
          if (/throw/.test(name)) throw Error(text(wasm, ...message));
        },
    },
  );
  wasm = (await WebAssembly.instantiate(module, { "./engine_bg.js": imports })).exports;
  wasm.__wbindgen_start?.();
  return wasm;
}

/**
 * @param {Instance} wasm
 * @param {() => void} onfail
 * @returns {Desk}
 */
function deskAt(wasm, onfail) {
  /** @param {Uint8Array} bytes @returns {[number, number]} */
  const copied = (bytes) => {
    const at = wasm.__wbindgen_malloc(bytes.length, 1) >>> 0;
    new Uint8Array(wasm.memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };
  let at = wasm.book_new();
  /** @type {Desk} */
  const desk = {
    ask(question, number = 0, words = "", bytes = new Uint8Array()) {
      try {
        const given = [...copied(new TextEncoder().encode(words)), ...copied(bytes)];
        const [from, length] = wasm.book_ask(at, question, number, ...given);
        const answer = JSON.parse(text(wasm, from, length));
        wasm.__wbindgen_free(from, length, 1);
        return answer;
      } catch (error) {
        onfail();
        // What it was working on cannot be freed any more.
        forgotten?.unregister(desk);
        at = 0;
        throw new ThumbindexError(
          "engine-failed",
          `the module failed: load the page again (${error})`,
          error,
        );
      }
    },
    free() {
      forgotten?.unregister(desk);
      if (at) wasm.__wbg_book_free(at, 0);
    },
  };
  forgotten?.register(desk, [wasm, at], desk);
  return desk;
}

/** A book that a program has forgotten frees its memory. The widget's stay open, so there this is left out. */
const forgotten =
  globalThis.FinalizationRegistry &&
  new FinalizationRegistry((/** @type {[Instance, number]} */ [wasm, at]) => wasm.__wbg_book_free(at, 1));
