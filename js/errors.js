// Errors that a program can tell apart: an `Error` with a stable `code` beside a message for people.

/**
 * An error with a stable kebab-case `code`: "no-index", "not-found", "network", "no-engine", "engine-damaged",
 * "engine-failed", "index-damaged", "no-provider", "refused", "bad-answer" or "closed".
 */
export class ThumbindexError extends Error {
  // Not set but defined: a host may have frozen the names of errors.
  name = "ThumbindexError";

  /**
   * @param {string} code
   * @param {string} message  one line: what, where, how to mend it
   * @param {unknown} [cause]
   */
  constructor(code, message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/**
 * The code of anything that was thrown. Errors of the engine bring their own.
 * @param {unknown} error
 */
export function codeOf(error) {
  const { code } = Object(error);
  return typeof code === "string" ? code : "unknown";
}
