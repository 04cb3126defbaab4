// Waiting for a provider: no longer than anybody wants the answer, and not for one that never comes.

/** Who has not answered after so many milliseconds will not. */
const SILENCE = 15_000;

/**
 * Does work that ends when any of the signals does, or when it has taken too long.
 * @template T
 * @param {(signal: AbortSignal) => T | Promise<T>} work  one that pays no heed to its signal is left behind
 * @param {AbortSignal[]} signals
 * @param {() => Error} late  what it fails with when it has taken too long
 * @returns {Promise<T>}
 */
export async function until(work, signals, late) {
  const ending = new AbortController();
  /** @type {Promise<never>} */
  const ended = new Promise((_, reject) => {
    ending.signal.addEventListener("abort", () => reject(ending.signal.reason));
  });
  const timer = setTimeout(() => ending.abort(late()), SILENCE);
  const end = () => ending.abort(signals.find(({ aborted }) => aborted)?.reason);
  try {
    for (const signal of signals) {
      signal.throwIfAborted();
      signal.addEventListener("abort", end);
    }
    return await Promise.race([work(ending.signal), ended]);
  } finally {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener("abort", end);
  }
}
