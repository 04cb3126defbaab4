// A search engine in the place of an index: an author's own provider, or one of the engines in `providers/`, with the face of a
// book. Loaded only where a page or a program names one. The class of our errors is handed to it, or the bundler would make a file
// of the shared part.

import { remote } from "./providers/remote.js";
import { resultsOf } from "./providers/results.js";
import { until } from "./providers/until.js";

/** @import { Book } from "./book.js" */
/** @import { EngineSettings, Provider } from "./types.js" */

/** How many sections, and completions, when nobody says. */
const LIMIT = 10;

/** @typedef {typeof import("./errors.js").ThumbindexError} ThumbindexError */

/**
 * @param {Provider | EngineSettings | DOMStringMap} given  or what the script tag says
 * @param {ThumbindexError} ThumbindexError
 * @returns {Book}
 */
export function provided(given, ThumbindexError) {
  const provider = isProvider(given) ? given : remote(given, ThumbindexError);
  const closing = new AbortController();
  const late = () => new ThumbindexError("network", "the search engine does not answer: try again later");
  /** @template T @param {(signal: AbortSignal) => T | Promise<T>} work @param {AbortSignal} [signal] */
  const ask = (work, signal) => until(work, [closing.signal, ...(signal ? [signal] : [])], late);

  return {
    title: "",
    language: "",
    async search(query, { limit = LIMIT, excerpts = true, correct = true, pause, signal } = {}) {
      // Who types on within that time wants another answer.
      if (pause) await ask(() => new Promise((resolve) => setTimeout(resolve, pause)), signal);
      const start = performance.now();
      const words = query.normalize();
      const found = await ask(
        // Many an engine takes no words for all words.
        (signal) => (words.trim() ? provider.search(words, { limit, correct, signal }) : { sections: [] }),
        signal,
      );
      const results = resultsOf(query, found, { limit, excerpts });
      if (results) return { ...results, tookMs: Math.round((performance.now() - start) * 100) / 100 };
      throw new ThumbindexError(
        "bad-answer",
        "the provider's search() answered no list of sections: let it answer { sections: [{ url, title }] }",
      );
    },
    async suggest(text, { limit = LIMIT, signal } = {}) {
      const said = await ask((signal) => provider.suggest?.(text, { limit, signal }) ?? [], signal);
      const texts = Array.isArray(said) ? said.filter((one) => typeof one === "string") : [];
      return texts.slice(0, limit).map((text) => ({ text }));
    },
    navigation: (url) => provider.navigation?.(url) ?? undefined,
    close() {
      closing.abort(new ThumbindexError("closed", "the book was closed: open it again"));
    },
  };
}

/** @param {Provider | EngineSettings | DOMStringMap} given @returns {given is Provider} */
const isProvider = (given) =>
  typeof given === "object" && typeof (/** @type {Provider} */ (given).search) === "function";
