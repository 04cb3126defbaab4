// What a host page says on its script tag:
//
//   data-root      the indexed folder, which result URLs are relative to (default: the folder above the script's)
//   data-index     the index or its folder (default: index.tix beside the script); several, with spaces between, are searched as one
//   data-keys      the site's own keys, as JSON: {"search": ["k"], "help": []}
//   data-words     words of the site's own in place of ours, as JSON: {"search": "Find"}; strings.js has the names
//   data-button    "off" when the host brings its own button and calls open()
//   data-prefetch  "off" to load nothing before it is asked for
//   data-provider  a search engine to ask in the place of an index: meilisearch, typesense or opensearch, with
//   data-url, data-collection, data-key  where it is, what holds the sections, a key that may search and nothing else

/** @import { Keys, Site } from "./types.js" */

/**
 * @param {string} script  the loader's own URL
 * @returns {Pick<Site, "root" | "module" | "script" | "index" | "said" | "keys" | "ownWords" | "button" | "prefetch">}
 */
export function readConfig(script) {
  const tag = [...document.scripts].find(({ src }) => src === script);
  const said = tag?.dataset ?? {};
  const { root, index, keys, words, button, prefetch } = said;
  return {
    module: new URL(PACKED_MODULE, script),
    // Without the address's query and hash, which `data-root=""` brings along.
    root: new URL(".", root === undefined ? new URL("..", script) : new URL(root, document.baseURI)),
    script,
    index,
    said,
    keys: readKeys(readJson("keys", keys)),
    ownWords: readJson("words", words),
    button: button !== "off",
    prefetch: prefetch !== "off" && !saveData(),
  };
}

/** @param {Record<string, unknown>} said @returns {Keys} */
function readKeys(said) {
  /** @type {Keys} */
  const keys = {};
  for (const [action, list] of Object.entries(said))
    if (Array.isArray(list)) keys[/** @type {keyof Keys} */ (action)] = list.map(String);
  return keys;
}

/** @param {string} name @param {string} [json] @returns {Record<string, any>} */
function readJson(name, json = "{}") {
  try {
    return Object(JSON.parse(json));
  } catch (error) {
    console.warn(`thumbindex: data-${name}:`, error);
    return {};
  }
}

function saveData() {
  return /** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData ?? false;
}
