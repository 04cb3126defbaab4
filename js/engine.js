// The wasm module: compiled and started once, however often it is asked for.

import { codeOf, ThumbindexError } from "./errors.js";
import { bind } from "./glue.js";

/** @import { Facts } from "./facts.js" */
/** @import { Desk } from "./glue.js" */
/** @import { Engine, EngineBook, Keys } from "./types.js" */

/** The custom section in which `--layout embedded` puts the index. */
const SECTION = "thumbindex";
/** The code of bytes that are no module. */
const DAMAGED = "engine-damaged";

/** @typedef {(cache?: RequestCache) => Promise<WebAssembly.Module>} GetModule  the module, fetched in that way and compiled */

/** @type {Promise<Engine> | undefined} */
let loading;

/**
 * The engine. A module can be started once only, so the first one wins; a failed start is forgotten and may be retried.
 * @param {GetModule} get
 * @returns {Promise<Engine>}
 */
export function loadEngine(get) {
  loading ??= start(get).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
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
 * @param {GetModule} get
 * @returns {Promise<Engine>}
 */
async function start(get) {
  const module = await get().catch((error) => {
    if (codeOf(error) !== DAMAGED) throw error;
    // A cache may have kept half of it.
    return get("reload");
  });
  const desk = bind(module);
  const section = WebAssembly.Module.customSections(module, SECTION)[0];
  const keys = await desk();
  return {
    read: async (root) => face(await desk(), OPEN, root),
    embedded: async () =>
      section ? face(await desk(), OPEN, new Uint8Array(section)) : face(await desk(), OPEN_EMBEDDED),
    shortcut(event, facts) {
      const bits = packed([...ofPage(facts), ...ofPress(event)]) | (event.keyCode << KEY_CODE);
      return keys.ask(SHORTCUT, bits, `${event.key}\n${event.code}\n${lines(facts.keys)}`) ?? undefined;
    },
    shortcuts: (facts) => keys.ask(SHORTCUTS, packed(ofPage(facts)), lines(facts.keys)),
  };
}

/** @param {number} [limit] */
const counted = (limit = 10) => Math.min(Math.max(limit, 0), 2 ** 29) | 0;

/**
 * @template {number} Question
 * @param {Desk} desk
 * @param {Question} opening
 * @param {Uint8Array} [root]
 * @returns {Question extends typeof OPEN ? EngineBook : EngineBook | undefined}
 */
function face(desk, opening, root) {
  /** @param {Parameters<Desk["ask"]>} question */
  const ask = (...question) => {
    const answer = desk.ask(...question);
    if (answer?.error) throw new ThumbindexError(answer.error.code, answer.error.message);
    return answer;
  };
  const book = /** @type {EngineBook} */ ({
    supply: (id, bytes) => ask(SUPPLY, id, "", bytes),
    search: (query, limit, excerpts = true, correct = true) =>
      ask(SEARCH, counted(limit) * 4 + Number(excerpts) * 2 + Number(correct), query),
    suggest: (words, limit) => ask(SUGGEST, counted(limit), words),
    navigation: (url) => ask(NAVIGATION, 0, url),
    languages: () => ask(LANGUAGES),
    free: desk.free,
  });
  return /** @type {any} */ (ask(opening, 0, "", root) === false ? undefined : book);
}

/** @param {BufferSource} bytes */
export async function compile(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    // A policy forbids to compile, and nobody forbids to look.
    if (globalThis.WebAssembly && !WebAssembly.validate(bytes)) {
      throw new ThumbindexError(DAMAGED, "the module is damaged: publish it again", error);
    }
    const hint = "a Content-Security-Policy has to allow 'wasm-unsafe-eval'";
    throw new ThumbindexError("no-engine", `the module cannot be compiled (${hint}): ${error}`, error);
  }
}

// What a key press is judged by crosses into the module as one number and one text. crates/engine/src/shortcuts/packed.rs has the same order.

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
