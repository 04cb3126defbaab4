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
/** @typedef {{ [name: string]: any }} Named */

/**
 * As far as the loader has to know it; the rest is read from `said` by what is loaded later.
 * @param {string} script  the loader's own URL
 * @returns {Pick<Site, "script" | "module" | "said" | "keys" | "prefetch"> & { ownWords: Named }}
 */
export function readConfig(script) {
  const tag = [...document.scripts].find(({ src }) => src === script);
  const said = tag?.dataset ?? {};
  return {
    script,
    module: PACKED_MODULE,
    said,
    keys: readKeys(readJson("keys", said.keys)),
    ownWords: readJson("words", said.words),
    prefetch: said.prefetch !== "off" && !savesData(),
  };
}

/** Each action with a list of keys, whatever was written. @param {Named} said @returns {Keys} */
function readKeys(said) {
  for (const action in said) said[action] = [said[action]].flat().map(String);
  return said;
}

/** @param {string} name @param {string} [json] @returns {Named} */
function readJson(name, json = "{}") {
  try {
    // Whatever was written there, what comes of it is an object of its own.
    return { ...JSON.parse(json) };
  } catch (error) {
    console.error("thumbindex:", name, error);
    return {};
  }
}

function savesData() {
  return /** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData;
}
