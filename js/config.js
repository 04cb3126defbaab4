// What a host page says on its script tag:
//
//   data-root      the indexed folder, which result URLs are relative to (default: the folder above the script's)
//   data-index     the index or its folder (default: index.tix beside the script)
//   data-keys      the site's own keys, as JSON: {"search": ["k"], "help": []}
//   data-button    "off" when the host brings its own button and calls open()
//   data-prefetch  "off" to load nothing before it is asked for

/** @import { Keys, Site } from "./types.js" */

/**
 * @param {string} script  the loader's own URL
 * @returns {Pick<Site, "root" | "module" | "index" | "keys" | "button" | "prefetch">}
 */
export function readConfig(script) {
  const tag = [...document.scripts].find(({ src }) => src === script);
  const { root, index, keys, button, prefetch } = tag?.dataset ?? {};
  /** @param {string | undefined} said @param {string} otherwise */
  const place = (said, otherwise) =>
    said === undefined ? new URL(otherwise, script) : new URL(said, document.baseURI);
  return {
    module: new URL(PACKED_MODULE, script),
    // Without the address's query and hash, which `data-root=""` brings along.
    root: new URL(".", place(root, "..")),
    index: place(index, "index.tix"),
    keys: readKeys(keys),
    button: button !== "off",
    prefetch: prefetch !== "off" && !saveData(),
  };
}

/** @param {string} [json] @returns {Keys} */
function readKeys(json = "{}") {
  /** @type {Keys} */
  const keys = {};
  try {
    for (const [action, list] of Object.entries(JSON.parse(json)))
      if (Array.isArray(list)) keys[/** @type {keyof Keys} */ (action)] = list.map(String);
  } catch (error) {
    console.warn("thumbindex: data-keys:", error);
  }
  return keys;
}

function saveData() {
  return /** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData ?? false;
}
