// An index that is replaced below an open page. A site may be published anew while somebody reads it: the files of the index that
// this page knows are then gone, or a host sends its error page in their place. And a cache may have kept half a file. Neither is
// a reader's business: the index is fetched as it is now, past every cache, and asked once more.

import { driver, unlessAborted } from "./drive.js";
import { codeOf, ThumbindexError } from "./errors.js";

/** @import { Chunk, EngineBook } from "./types.js" */

/**
 * An index, and where its chunks come from: nowhere when it is in one piece.
 * @typedef {{ book: EngineBook, fetch?: Parameters<typeof driver>[1] }} Copy
 */

/**
 * Whether a fresh copy may do better: as it will where the module itself has failed, since it comes with another one. A copy of another
 * version may not: that takes another widget.
 * @param {unknown} error
 */
export const isStale = (error) => /^(not-|index-(?!version)|engine-failed)/.test(codeOf(error));

/**
 * @param {Copy} copy
 * @param {() => Promise<Copy>} [renew]
 */
export function renewable(copy, renew) {
  let now = driven(copy);
  let open = true;
  /** @type {Promise<void> | undefined} */
  let renewing;

  async function replace() {
    const next = renew && driven(await renew());
    if (!next) return;
    if (!open) return next.close();
    now.close();
    now = next;
    await ready();
  }

  /** The chapters of a large book are a file of their own. Without them it can still be searched. @param {AbortSignal} [signal] */
  async function ready(signal) {
    await now.ask((book) => book.navigation(""), signal).catch(() => signal?.throwIfAborted());
  }

  return {
    ready,

    /** What can be asked at once, as long as it is open. */
    book: () => (open ? now.book : undefined),

    /**
     * An answer: of this copy, or else of a fresh one.
     * @template {{ needs?: Chunk[] }} Answer
     * @param {(book: EngineBook) => Answer} question
     * @param {AbortSignal} [signal]
     * @param {number} [pause]
     */
    async ask(question, signal, pause) {
      const asked = now;
      try {
        return await asked.ask(question, signal, pause);
      } catch (error) {
        if (!open || signal?.aborted) throw error;
        // Another question may have replaced it meanwhile, and so ended this one.
        if (asked === now) {
          if (!renew || !isStale(error)) throw error;
          renewing ??= replace().finally(() => {
            renewing = undefined;
          });
          await unlessAborted(renewing, signal);
        }
        return await now.ask(question, signal, pause);
      }
    },

    close() {
      if (open) now.close();
      open = false;
    },
  };
}

/** @param {Copy} copy */
function driven({ book, fetch = inOnePiece }) {
  const drive = driver((id, bytes) => book.supply(id, bytes), fetch);
  return {
    book,
    /**
     * @template {{ needs?: Chunk[] }} Answer
     * @param {(book: EngineBook) => Answer} question
     * @param {AbortSignal} [signal]
     * @param {number} [pause]
     */
    ask: (question, signal, pause) => drive.ask(() => question(book), signal, pause),
    close() {
      drive.close();
      book.free();
    },
  };
}

/** @returns {Promise<never>} */
async function inOnePiece() {
  throw new ThumbindexError("not-found", "the index comes in parts: open its folder");
}
