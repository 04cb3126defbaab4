// The loop that drives the engine, which does no I/O of its own: ask; when it needs chunks, fetch all of them at once,
// hand them over and ask again. It works in steps, between which the page may draw and hear its reader.

import { ThumbindexError } from "./errors.js";
import { turns } from "./turns.js";

/** @import { Chunk } from "./types.js" */

/** Terms, then text, then a correction: a healthy index needs three rounds. More than this is one that never ends. */
const MAX_ROUNDS = 16;

/**
 * @param {(id: number, bytes: Uint8Array) => void} supply
 * @param {(name: string, signal: AbortSignal) => Promise<Uint8Array>} fetchChunk
 */
export function driver(supply, fetchChunk) {
  const closing = new AbortController();
  /** Chunks that are here or on their way. One request each, however many questions wait for it. @type {Map<number, Promise<void>>} */
  const coming = new Map();
  /** One for each download: Node warns of a signal that many listen to. @type {Set<AbortController>} */
  const endings = new Set();

  /** @param {Chunk} chunk */
  async function load({ id, name }) {
    const ending = new AbortController();
    endings.add(ending);
    try {
      const bytes = await fetchChunk(name, ending.signal);
      ending.signal.throwIfAborted();
      supply(id, bytes);
    } finally {
      endings.delete(ending);
    }
  }

  /** @param {Chunk} chunk */
  function loadOnce(chunk) {
    const known = coming.get(chunk.id);
    if (known) return known;
    const fresh = load(chunk).catch((error) => {
      // Forgotten: the next question tries again.
      coming.delete(chunk.id);
      throw error;
    });
    coming.set(chunk.id, fresh);
    return fresh;
  }

  /** The question that is being worked on. Two that take turns would each begin anew. */
  let working = Promise.resolve();

  /**
   * Asks until there is an answer, or something to fetch.
   * @template {{ needs?: Chunk[] }} Answer
   * @param {() => Answer} question
   * @param {AbortSignal} [signal]
   */
  async function inSteps(question, signal) {
    const turn = turns();
    for (;;) {
      signal?.throwIfAborted();
      closing.signal.throwIfAborted();
      const answer = question();
      if (answer.needs?.length !== 0) return answer;
      await turn();
    }
  }

  return {
    /**
     * Asks until there is an answer. The signal ends the waiting only: what is on its way is wanted by the next
     * question more often than not, and arrives for that.
     *
     * `pause`: how many milliseconds the question must stand before anything is fetched that would only show its answer.
     * Who types on within that time wants another answer.
     * @template {{ needs?: Chunk[] }} Answer
     * @param {() => Answer} question
     * @param {AbortSignal} [signal]
     * @param {number} [pause]
     * @returns {Promise<Answer>}
     */
    async ask(question, signal, pause) {
      const start = Date.now();
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const answers = working.then(() => inSteps(question, signal));
        working = answers.then(nothing, nothing);
        const answer = await answers;
        const { needs } = answer;
        if (!needs) return answer;
        const early = pause && needs.some(({ shows }) => shows) ? start + pause - Date.now() : 0;
        if (early > 0) await unlessAborted(new Promise((resolve) => setTimeout(resolve, early)), signal);
        await unlessAborted(Promise.all(needs.map(loadOnce)), signal);
      }
      throw new ThumbindexError("index-damaged", "the index asks without end: build it again");
    },

    /** Ends every download; whoever still waits gets an error with the code "closed". */
    close() {
      const reason = new ThumbindexError("closed", "the book was closed: open it again");
      for (const ending of [closing, ...endings]) ending.abort(reason);
    },
  };
}

const nothing = () => {};

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export function unlessAborted(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
