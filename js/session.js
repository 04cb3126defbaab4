// Asking while a reader types: the newest words win, and what comes late for older ones is dropped. What was found last stays
// in view until there is something newer to see.

/** @import { Book } from "./book.js" */
/** @import { Results } from "./types.js" */

/** @typedef {{ limit: number, correct: boolean }} Wish */
/** How many completions are offered where nothing was found. */
const SUGGESTIONS = 4;
/** How many sections stand below them. */
const NEAREST = 5;

/** Seven letters a second are no pause: what each of them finds would be downloaded to be seen by nobody. */
const PAUSE = 150;
/** When there is still nothing to see after this, a progress bar appears. Sooner would be a flash. */
const SLOW = 250;

/**
 * @typedef {object} Listener
 * @property {(results: Results) => void} onresults
 * @property {(error: unknown) => void} onerror
 * @property {(busy: boolean) => void} onbusy
 */

/**
 * @param {() => Promise<Book>} book
 * @param {Listener} listener
 */
export function createSession(book, { onresults, onerror, onbusy }) {
  let newest = new AbortController();
  /** The book itself cannot be opened: asking at every letter would only fail at every letter. */
  let shut = false;

  /**
   * @param {string} query
   * @param {Wish & { signal: AbortSignal }} options
   */
  async function answer(query, options) {
    const { signal } = options;
    const slow = setTimeout(() => signal.aborted || onbusy(true), SLOW);
    try {
      const open = await book().catch((error) => {
        shut = !signal.aborted;
        throw error;
      });
      const results = await open.search(query, { ...options, pause: PAUSE });
      if (!signal.aborted) onresults(results);
    } catch (error) {
      if (!signal.aborted) onerror(error);
    } finally {
      clearTimeout(slow);
      if (!signal.aborted) onbusy(false);
    }
  }

  return {
    /** @param {string} query @param {Wish} wish */
    async ask(query, wish) {
      if (shut) return;
      newest.abort();
      newest = new AbortController();
      await answer(query, { ...wish, signal: newest.signal });
    },

    /**
     * Completions of a query that found nothing, and what the first of them finds, as long as it is the newest.
     * @param {string} query
     * @returns {Promise<{ suggestions: string[], nearest?: Results }>}
     */
    async suggest(query) {
      const { signal } = newest;
      try {
        const open = await book();
        const suggested = await open.suggest(query, { limit: SUGGESTIONS, signal });
        const suggestions = suggested.map(({ text }) => text);
        const [first] = suggestions;
        const nearest = first ? await open.search(first, { limit: NEAREST, signal }) : undefined;
        signal.throwIfAborted();
        return { suggestions, nearest };
      } catch {
        return { suggestions: [] }; // The reader has typed on, or is worse off than without a suggestion.
      }
    },

    /** The dialog is opened again, or Retry was pressed: what failed before may work now. */
    reopen() {
      shut = false;
    },

    stop() {
      newest.abort();
      onbusy(false);
    },
  };
}
