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

export class Session {
  #newest = new AbortController();
  /** The book itself cannot be opened: asking at every letter would only fail at every letter. */
  #shut = false;

  /**
   * @param {() => Promise<Book>} book
   * @param {Listener} listener
   */
  constructor(book, listener) {
    this.book = book;
    this.listener = listener;
  }

  /** @param {string} query @param {Wish} wish */
  async ask(query, wish) {
    if (this.#shut) return;
    this.#newest.abort();
    this.#newest = new AbortController();
    await this.#answer(query, { ...wish, signal: this.#newest.signal });
  }

  /** Completions of a query that found nothing, as long as it is the newest. @param {string} query */
  async suggest(query) {
    const { signal } = this.#newest;
    try {
      const book = await this.book();
      const suggestions = await book.suggest(query, { limit: SUGGESTIONS, signal });
      return suggestions.map(({ text }) => text);
    } catch {
      return []; // The reader has typed on, or is worse off than without a suggestion.
    }
  }

  /** The dialog is opened again, or Retry was pressed: what failed before may work now. */
  reopen() {
    this.#shut = false;
  }

  stop() {
    this.#newest.abort();
    this.listener.onbusy(false);
  }

  /**
   * @param {string} query
   * @param {Wish & { signal: AbortSignal }} options
   */
  async #answer(query, options) {
    const { signal } = options;
    let answered = false;
    const isOpen = () => !answered && !signal.aborted;
    const slow = setTimeout(() => isOpen() && this.listener.onbusy(true), SLOW);
    try {
      const book = await this.#open(signal);
      setTimeout(() => this.#answerBarely(book, query, options, isOpen), QUICK);
      const results = await book.search(query, options);
      answered = true;
      if (!signal.aborted) this.listener.onresults(results, true);
    } catch (error) {
      answered = true;
      if (signal.aborted) return;
      this.listener.onerror(error);
    } finally {
      clearTimeout(slow);
      if (!signal.aborted) this.listener.onbusy(false);
    }
  }

  /**
   * Shows what is known without the excerpts, when these are late.
   * @param {Book} book
   * @param {string} query
   * @param {Wish & { signal: AbortSignal }} options
   * @param {() => boolean} isOpen  whether there is no full answer yet
   */
  async #answerBarely(book, query, options, isOpen) {
    if (!isOpen()) return;
    // The full question meets the same fault, and says so.
    const results = await book.search(query, { ...options, excerpts: false }).catch(() => undefined);
    if (results && isOpen()) this.listener.onresults(results, false);
  }

  /** @param {AbortSignal} signal */
  async #open(signal) {
    try {
      return await this.book();
    } catch (error) {
      this.#shut = !signal.aborted;
      throw error;
    }
  }
}
