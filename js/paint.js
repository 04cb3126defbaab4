// How words are marked in a page without touching it: ranges in the CSS highlight registry.

const NAME = "thumbindex";
const CURRENT = "thumbindex-current";

/**
 * Marks that are on show.
 * @typedef {object} Paint
 * @property {(index: number) => Element | null | undefined} point  shows one as the current one, and says what it stands in
 * @property {() => void} clear
 */

/** @param {Range[]} ranges @returns {Paint} */
export function highlight(ranges) {
  const { highlights } = CSS;
  highlights.set(NAME, new Highlight(...ranges));
  return {
    point(index) {
      const range = ranges[index];
      if (!range) return;
      const current = new Highlight(range);
      current.priority = 1;
      highlights.set(CURRENT, current);
      return range.startContainer.parentElement;
    },
    clear() {
      highlights.delete(NAME);
      highlights.delete(CURRENT);
    },
  };
}
