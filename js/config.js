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
 * @returns {Pick<Site, "base" | "root" | "index" | "keys" | "button"> & { prefetch: boolean }}
 */
export function readConfig(script) {
  const base = new URL(".", script);
  const tag = [...document.scripts].find(({ src }) => src === script);
  const { root, index, keys, button = "auto", prefetch } = tag?.dataset ?? {};
  return {
    base,
    root: folder(root === undefined ? new URL("..", base) : new URL(root, document.baseURI)),
    index: index === undefined ? new URL("index.tix", base) : new URL(index, document.baseURI),
    keys: readKeys(keys),
    button,
    prefetch: prefetch !== "off" && !saveData(),
  };
}

/** Without the address's query and hash, which `data-root=""` brings along. @param {URL} url */
function folder(url) {
  return new URL(".", url);
}

/** @param {string} [json] @returns {Keys} */
function readKeys(json) {
  if (!json) return {};
  try {
    const entries = Object.entries(JSON.parse(json));
    return Object.fromEntries(
      entries.filter(([, list]) => Array.isArray(list)).map(([a, list]) => [a, list.map(String)]),
    );
  } catch {
    console.warn('thumbindex: data-keys is not JSON; write it like {"search": ["k"]}');
    return {};
  }
}

function saveData() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator);
  return connection?.saveData ?? false;
}
