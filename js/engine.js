// The wasm module: fetched, compiled and started once, however often it is asked for.

import { readBytes, request } from "./bytes.js";
import { codeOf, ThumbindexError } from "./errors.js";
import { Book, initSync } from "./generated/engine.js";

/** @import { Facts } from "./facts.js" */
/** @import { Engine, EngineBook, Keys } from "./types.js" */

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
  initSync({ module });
  const section = WebAssembly.Module.customSections(module, SECTION)[0];
  const keys = new Book();
  return {
    read,
    embedded() {
      if (section) return read(new Uint8Array(section));
      const book = new Book();
      return ask(book, OPEN_EMBEDDED) === false ? undefined : face(book);
    },
    shortcut(event, facts) {
      const bits = packed([...ofPage(facts), ...ofPress(event)]) | (event.keyCode << KEY_CODE);
      return ask(keys, SHORTCUT, bits, `${event.key}\n${event.code}\n${lines(facts.keys)}`) ?? undefined;
    },
    shortcuts: (facts) => ask(keys, SHORTCUTS, packed(ofPage(facts)), lines(facts.keys)),
  };
}

// What can be asked; src/lib.rs has the same numbers.
const OPEN = 0;
const OPEN_EMBEDDED = 1;
const SUPPLY = 2;
const SEARCH = 3;
const SUGGEST = 4;
const NAVIGATION = 5;
const LANGUAGES = 6;
const SHORTCUT = 7;
const SHORTCUTS = 8;

/**
 * Everything crosses into the module as a number, a text and bytes, and comes out as JSON.
 * @param {Book} book
 * @param {number} question
 * @param {number} [number]
 * @param {string} [text]
 * @param {Uint8Array} [bytes]
 */
function ask(book, question, number = 0, text = "", bytes = new Uint8Array()) {
  const answer = JSON.parse(book.ask(question, number, text, bytes));
  if (answer?.error) throw new ThumbindexError(answer.error.code, answer.error.message);
  return answer;
}

/** @param {number} [limit] */
const counted = (limit = 10) => Math.min(Math.max(limit, 0), 2 ** 29) | 0;

/** @param {Uint8Array} root */
function read(root) {
  const book = new Book();
  ask(book, OPEN, 0, "", root);
  return face(book);
}

/** @param {Book} book @returns {EngineBook} */
function face(book) {
  return {
    supply: (id, bytes) => ask(book, SUPPLY, id, "", bytes),
    search: (query, limit, excerpts = true, correct = true) =>
      ask(book, SEARCH, counted(limit) * 4 + Number(excerpts) * 2 + Number(correct), query),
    suggest: (text, limit) => ask(book, SUGGEST, counted(limit), text),
    navigation: (url) => ask(book, NAVIGATION, 0, url) ?? undefined,
    languages: () => ask(book, LANGUAGES),
    free: () => book.free(),
  };
}

// What a key press is judged by crosses into the module as one number and one text. src/keys.rs has the same order.

/** The bit where the key code begins. */
const KEY_CODE = 20;

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
