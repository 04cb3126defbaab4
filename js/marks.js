// Which stretches of a text to mark, given the words that a search was about. Results mark headings with it, and the page
// that a reader arrives at marks its text.

/** @import { Piece, Results } from "./types.js" */

/** Written without spaces. */
const SPACELESS = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The words that a search was about: what the reader typed (or was corrected to), and the forms that the excerpts mark.
 * @param {Results} results
 * @returns {string[]}
 */
export function wordsOf(results) {
  const typed = (results.corrected ?? results.query).split(/[^\p{L}\p{N}\p{M}_]+/u);
  const sections = results.pages.flatMap((page) => page.sections);
  const marked = sections.flatMap(({ excerpt }) =>
    excerpt.filter(({ mark }) => mark).map(({ text }) => text),
  );
  return [...new Set([...typed, ...marked].map((word) => word.trim().toLowerCase()).filter(Boolean))];
}

/**
 * A pattern that finds the words where words begin, or `undefined` when there are none. Scripts that are written without
 * spaces have no such beginnings, so there a word is found anywhere. Words of one Latin letter are left out.
 * @param {string[]} words
 */
export function patternOf(words) {
  const kept = words
    .filter((word) => word.length > 1 || !/[a-z]/i.test(word))
    .sort((a, b) => b.length - a.length);
  if (!kept.length) return;
  const sources = (/** @type {boolean} */ spaced) =>
    kept
      .filter((word) => SPACELESS.test(word) !== spaced)
      .map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"))
      .join("|");
  // One look behind for all words together: to make one costs half a millisecond.
  const alternatives = [sources(true) && `(?<![\\p{L}\\p{N}])(?:${sources(true)})`, sources(false)];
  return new RegExp(alternatives.filter(Boolean).join("|"), "giu");
}

/**
 * Cuts a text into marked and plain pieces.
 * @param {string} text
 * @param {RegExp | undefined} pattern  of `patternOf`
 * @returns {Piece[]}
 */
export function cut(text, pattern) {
  if (!pattern) return [{ text, mark: false }];
  /** @type {Piece[]} */
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), mark: false });
    pieces.push({ text: match[0], mark: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), mark: false });
  return pieces;
}
