// Asking while a reader types: the newest words win, what comes late for older ones is dropped, and a slow download keeps
// nobody from seeing what is known without it.

/** @import { Book } from "./book.js" */
/** @import { Results } from "./types.js" */

/** @typedef {{ limit: number, correct: boolean }} Wish */
/** How many completions are offered where nothing was found. */
const SUGGESTIONS = 4;

/** When excerpts take longer than this, the headings are shown without them. */
const QUICK = 60;
/** When there is still nothing to see after this, a progress bar appears. Sooner would be a flash. */
const SLOW = 250;

/**
 * @typedef {object} Listener
 * @property {(results: Results, complete: boolean) => void} onresults  `complete`: the excerpts are in it
 * @property {(error: unknown) => void} onerror
 * @property {(busy: boolean) => void} onbusy
 */

/** @typedef {ReturnType<typeof createSession>} Session */

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
    let answered = false;
    const isOpen = () => !answered && !signal.aborted;
    const slow = setTimeout(() => isOpen() && onbusy(true), SLOW);
    try {
      const open = await book().catch((error) => {
        shut = !signal.aborted;
        throw error;
      });
      setTimeout(async () => {
        if (!isOpen()) return;
        // What is known without the excerpts, when these are late. The full question meets the same fault, and says so.
        const results = await open.search(query, { ...options, excerpts: false }).catch(() => undefined);
        if (results && isOpen()) onresults(results, false);
      }, QUICK);
      const results = await open.search(query, options);
      answered = true;
      if (!signal.aborted) onresults(results, true);
    } catch (error) {
      answered = true;
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

    /** Completions of a query that found nothing, as long as it is the newest. @param {string} query */
    async suggest(query) {
      const { signal } = newest;
      try {
        const suggestions = await (await book()).suggest(query, { limit: SUGGESTIONS, signal });
        return suggestions.map(({ text }) => text);
      } catch {
        return []; // The reader has typed on, or is worse off than without a suggestion.
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
