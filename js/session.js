// Asking while a reader types: the newest words win, what comes late for older ones is dropped, and a slow download keeps
// nobody from seeing what is known without it.

/** @import { Book } from "./book.js" */
/** @import { Results } from "./types.js" */

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

  /** The reader has typed. @param {string} query @param {number} limit */
  async ask(query, limit) {
    if (!this.#shut) await this.retry(query, limit);
  }

  /** The reader has pressed Retry. @param {string} query @param {number} limit */
  async retry(query, limit) {
    this.#newest.abort();
    this.#newest = new AbortController();
    this.#shut = false;
    await this.#answer(query, limit, this.#newest.signal);
  }

  /** The dialog is opened again: what failed before may work now. */
  reopen() {
    this.#shut = false;
  }

  stop() {
    this.#newest.abort();
    this.listener.onbusy(false);
  }

  /**
   * @param {string} query
   * @param {number} limit
   * @param {AbortSignal} signal
   */
  async #answer(query, limit, signal) {
    let answered = false;
    const isOpen = () => !answered && !signal.aborted;
    const slow = setTimeout(() => isOpen() && this.listener.onbusy(true), SLOW);
    try {
      const book = await this.#open(signal);
      setTimeout(() => this.#answerBarely(book, query, { limit, signal }, isOpen), QUICK);
      const results = await book.search(query, { limit, signal });
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
   * @param {{ limit: number, signal: AbortSignal }} options
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
