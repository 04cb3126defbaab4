// The page's side of the worker: a question goes there, and its answer is a promise.

/** @import { Questions, Tell } from "./types.js" */

/**
 * @template {keyof Questions} Name
 * @callback Ask
 * @param {Name} question
 * @param {Parameters<Questions[Name]>[0]} given
 * @param {Tell} [tell]  called while the answer is being worked out
 * @returns {Promise<ReturnType<Questions[Name]>>}
 */

/**
 * Starts the worker beside this script.
 *
 * It is started from a blob that does nothing but import it: a worker from a file is bound by what its host says of that file, and one
 * from a blob by the policy of this page. So the page's own `connect-src` holds for everything that sees a visitor's files.
 * @returns {{ ask: <Name extends keyof Questions>(...question: Parameters<Ask<Name>>) => ReturnType<Ask<Name>> }}
 */
export function startWorker() {
  const script = `import ${JSON.stringify(new URL("worker.js", import.meta.url).href)};`;
  const blob = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(blob, { type: "module" });
  /** @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void, tell?: Tell }>} */
  const waiting = new Map();
  let last = 0;
  /** @type {Error | undefined} */
  let broken;

  worker.addEventListener("message", ({ data: { id, progress, answer, error } }) => {
    const asked = waiting.get(id);
    if (progress) return asked?.tell?.(.../** @type {Parameters<Tell>} */ (progress));
    waiting.delete(id);
    if (error) asked?.reject(new Error(error));
    else asked?.resolve(answer);
  });
  worker.addEventListener("error", () => {
    broken = new Error("the indexer cannot be loaded: load this page again");
    for (const { reject } of waiting.values()) reject(broken);
    waiting.clear();
  });

  return {
    ask: (question, given, tell) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        const id = ++last;
        waiting.set(id, { resolve, reject, tell });
        worker.postMessage({ id, question, given });
      }),
  };
}
