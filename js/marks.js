// Which stretches of a text to mark, given the words that a search was about. Results mark headings with it, and the page
// that a reader arrives at marks its text.

/** @import { Piece, Results } from "./types.js" */

/** Written without spaces. */
const SPACELESS = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** The end of what a word does not begin behind. Not in a pattern that is made for each query: it takes half a millisecond to make. */
const IN_WORD = /[\p{L}\p{N}]$/u;

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

/** @typedef {(text: string) => RegExpExecArray[]} Finder */

/**
 * Finds the words where words begin; `undefined` when there are none. Scripts that are written without spaces have no such
 * beginnings, so there a word is found anywhere. Words of one Latin letter are left out.
 * @param {string[]} words
 * @returns {Finder | undefined}
 */
export function finderOf(words) {
  const kept = words
    .filter((word) => word.length > 1 || !/[a-z]/i.test(word))
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  if (!kept.length) return;
  const pattern = new RegExp(kept.join("|"), "giu");
  return (text) => {
    const found = [];
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const [word] = match;
      const [letter = ""] = word;
      const before = text.slice(Math.max(0, match.index - 2), match.index);
      if (SPACELESS.test(word) || !IN_WORD.test(before)) found.push(match);
      else pattern.lastIndex = match.index + letter.length;
    }
    return found;
  };
}

/**
 * Cuts a text into marked and plain pieces.
 * @param {string} text
 * @param {Finder} [find]
 * @returns {Piece[]}
 */
export function cut(text, find) {
  if (!find) return [{ text, mark: false }];
  /** @type {Piece[]} */
  const pieces = [];
  let end = 0;
  for (const match of find(text)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), mark: false });
    pieces.push({ text: match[0], mark: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), mark: false });
  return pieces;
}
