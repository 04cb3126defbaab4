// The wasm module: fetched, compiled and started once, however often it is asked for.

import { readBytes, request } from "./bytes.js";
import { codeOf, ThumbindexError } from "./errors.js";
import init, { Book, shortcut, shortcuts } from "./generated/engine.js";

/** @import { Engine, EngineBook } from "./types.js" */

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
  await init({ module_or_path: module });
  const section = WebAssembly.Module.customSections(module, SECTION)[0];
  return {
    read: (root) => /** @type {EngineBook} */ (new Book(root)),
    embedded: () =>
      /** @type {EngineBook | undefined} */ (section ? new Book(new Uint8Array(section)) : Book.embedded()),
    shortcut,
    shortcuts,
  };
}

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
