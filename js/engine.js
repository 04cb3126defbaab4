// The wasm module: compiled and started once, however often it is asked for.

import { ThumbindexError } from "./errors.js";
import { bind } from "./glue.js";

/** @import { Facts } from "./facts.js" */
/** @import { Action, Engine, Keys } from "./types.js" */

/** The custom section in which `--layout embedded` puts the index. */
const SECTION = "thumbindex";

/** @type {Promise<Engine> | undefined} */
let loading;

/**
 * The engine. A module can be started once only, so the first one wins; a failed start is forgotten and may be retried.
 * @param {() => Promise<BufferSource>} read  the module's bytes
 * @returns {Promise<Engine>}
 */
export function loadEngine(read) {
  loading ??= start(read).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * @param {() => Promise<BufferSource>} read
 * @returns {Promise<Engine>}
 */
async function start(read) {
  const module = await compile(await read());
  const { read: open, embedded, shortcut, shortcuts } = await bind(module);
  const section = WebAssembly.Module.customSections(module, SECTION)[0];
  return {
    read: open,
    embedded: () => (section ? open(new Uint8Array(section)) : embedded()),
    shortcut: (event, facts) =>
      shortcut(event, packed([...ofPage(facts), ...ofPress(event)]), lines(facts.keys)),
    shortcuts: (facts) => shortcuts(packed(ofPage(facts)), lines(facts.keys)),
  };
}

/** @param {BufferSource} bytes */
async function compile(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    const hint = "a Content-Security-Policy has to allow 'wasm-unsafe-eval'";
    throw new ThumbindexError("no-engine", `the module cannot be compiled (${hint}): ${error}`, error);
  }
}

// What a key press is judged by crosses into the module as one number and one text. src/keys.rs has the same order.

/** What is missing is as on a quiet page. @param {Partial<Facts>} facts */
const ofPage = ({ prevented, editable, modal, scrolls, selection, rtl, disabled, mdbook, open }) => [
  ...[prevented, editable, modal, scrolls, selection, rtl, disabled, mdbook],
  ...[open === "search", open === "help"],
];

/** @param {KeyboardEvent} event */
const ofPress = (event) => [
  ...[event.ctrlKey, event.altKey, event.metaKey, event.shiftKey, event.getModifierState("AltGraph")],
  ...[event.repeat, event.isComposing],
];

/** One bit each, the first one lowest. @param {(boolean | undefined)[]} facts */
const packed = (facts) => facts.reduce((bits, fact, at) => bits | (fact ? 1 << at : 0), 0);

/** One line for each action with keys of its own. @param {Keys} [keys] */
const lines = (keys = {}) =>
  Object.entries(keys)
    .map(([action, own]) => [action, ...own].join("\t"))
    .join("\n");
