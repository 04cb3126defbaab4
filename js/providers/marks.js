// What engines put around the words that they have found, and an excerpt made of it. Their own markers are tags, which would have
// to be told from what a text says; a control character is in no text that was exported.

/** @import { Piece } from "../types.js" */

export const MARK = "\u0002";
export const UNMARK = "\u0003";

/**
 * @param {unknown} text  with markers
 * @returns {Piece[]}
 */
export function piecesOf(text) {
  if (typeof text !== "string") return [];
  return text.split(MARK).flatMap((part, at) => {
    const [first = "", ...after] = part.split(UNMARK);
    // What was cut in the middle of a found word ends it without having begun it.
    return [
      { text: first, mark: at > 0 },
      { text: after.join(""), mark: false },
    ];
  });
}
