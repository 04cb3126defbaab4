// What a host page says on its script tag:
//
//   data-root      the indexed folder, which result URLs are relative to (default: the folder above the script's)
//   data-index     the index or its folder (default: index.tix beside the script)
//   data-keys      the site's own keys, as JSON: {"search": ["k"], "help": []}
//   data-words     words of the site's own in place of ours, as JSON: {"search": "Find"}; strings.js has the names
//   data-button    "off" when the host brings its own button and calls open()
//   data-prefetch  "off" to load nothing before it is asked for

/** @import { Keys, Site } from "./types.js" */

/**
 * @param {string} script  the loader's own URL
 * @returns {Pick<Site, "base" | "root" | "index" | "keys" | "ownWords" | "button" | "prefetch">}
 */
export function readConfig(script) {
  const tag = [...document.scripts].find(({ src }) => src === script);
  const { root, index, keys, words, button, prefetch } = tag?.dataset ?? {};
  /** @param {string | undefined} said @param {string} otherwise */
  const place = (said, otherwise) =>
    new URL(said ?? otherwise, said === undefined ? script : document.baseURI);
  return {
    base: place(undefined, "."),
    // Without the address's query and hash, which `data-root=""` brings along.
    root: new URL(".", place(root, "..")),
    index: place(index, "index.tix"),
    keys: readKeys(readJson("keys", keys)),
    ownWords: readJson("words", words),
    button: button !== "off",
    prefetch: prefetch !== "off" && !saveData(),
  };
}

/** @param {{ [action: string]: unknown }} said @returns {Keys} */
function readKeys(said) {
  const entries = Object.entries(said).filter(([, list]) => Array.isArray(list));
  return Object.fromEntries(
    entries.map(([action, list]) => [action, /** @type {unknown[]} */ (list).map(String)]),
  );
}

/** @param {string} name @param {string} [json] @returns {{ [key: string]: any }} */
function readJson(name, json = "{}") {
  try {
    return Object(JSON.parse(json));
  } catch {
    console.warn(`thumbindex: data-${name} is not JSON`);
    return {};
  }
}

function saveData() {
  return /** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData ?? false;
}
