// The wasm module: fetched, compiled and started once, however often it is asked for.

import { readBytes, request } from "./bytes.js";
import { codeOf, ThumbindexError } from "./errors.js";
import { bind } from "./glue.js";

/** @import { Facts } from "./facts.js" */
/** @import { Action, Engine, Keys } from "./types.js" */

/** The custom section in which `--layout embedded` puts the index. */
const SECTION = "thumbindex";

/** @type {Promise<Engine> | undefined} */
let loading;

/**
 * The engine. A module can be started once only, so the first URL wins; a failed start is forgotten and may be retried.
 * @param {URL} wasm
 * @returns {Promise<Engine>}
 */
export function loadEngine(wasm) {
  loading ??= start(wasm).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * @param {URL} wasm
 * @returns {Promise<Engine>}
 */
async function start(wasm) {
  const module = await compile(wasm);
  const { read, embedded, shortcut, shortcuts } = await bind(module);
  const section = WebAssembly.Module.customSections(module, SECTION)[0];
  return {
    read,
    embedded: () => (section ? read(new Uint8Array(section)) : embedded()),
    shortcut: (event, facts) =>
      shortcut(event, packed([...ofPage(facts), ...ofPress(event)]), lines(facts.keys)),
    shortcuts: (facts) => shortcuts(packed(ofPage(facts)), lines(facts.keys)),
  };
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

/** @param {URL} wasm */
async function compile(wasm) {
  try {
    if (wasm.protocol === "file:") return await WebAssembly.compile(await readBytes(wasm));
    const response = await request(wasm);
    // Streaming insists on the media type, which many a host does not know.
    const streams = response.headers.get("content-type")?.startsWith("application/wasm");
    return await (streams
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    if (codeOf(error) !== "unknown") throw error;
    const hint = "a Content-Security-Policy has to allow 'wasm-unsafe-eval'";
    throw new ThumbindexError("no-engine", `${wasm.href} cannot be compiled (${hint}): ${error}`, error);
  }
}
