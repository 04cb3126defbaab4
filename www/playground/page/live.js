// In the guide: a search of the guide itself that says what ranking added up. Nothing is loaded before somebody comes near it.

import { h } from "../../../js/dom.js";
import { startWorker } from "./client.js";
import { searchPane } from "./search.js";

/** @import { Answer } from "./types.js" */

for (const place of document.querySelectorAll("[data-explain-index]")) {
  const folder = new URL(place.getAttribute("data-explain-index") ?? "", document.baseURI);
  /** @type {Promise<(query: string) => Promise<Answer>> | undefined} */
  let opening;
  const opened = () => {
    opening ??= open(folder.href).catch((error) => {
      // Whoever types on tries again.
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const site = new URL("..", folder);
  const { box, element } = searchPane({
    label: "Search this guide, explained",
    search: async (query) => (await opened())(query),
    hrefOf: (url) => new URL(url, site).href,
  });
  box.placeholder = "tyop in a heading";
  // A fault is told when there is something to search for.
  box.addEventListener("focus", () => opened().catch(() => {}));
  place.append(h("link", { rel: "stylesheet", href: new URL("explain.css", import.meta.url) }), element);
  place.removeAttribute("hidden");
}

/** @param {string} folder */
async function open(folder) {
  const { ask } = startWorker();
  await ask("open", folder);
  return (/** @type {string} */ query) => ask("search", query);
}
