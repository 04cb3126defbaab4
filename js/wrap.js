// Marking words in a browser that has no CSS highlights: `<mark>` elements, and afterwards the page's text as it was.
// Loaded only there.

/** @import { Paint } from "./paint.js" */

/** @param {Range[]} ranges  each within one text node @returns {Paint} */
export function wrap(ranges) {
  const marks = ranges.map((range) => {
    const mark = document.createElement("mark");
    mark.dataset.thumbindexMark = "";
    // What is cut out of a text moves the ranges behind it along.
    range.surroundContents(mark);
    return mark;
  });
  return {
    point(index) {
      const mark = marks[index];
      if (!mark) return;
      for (const other of marks) other.dataset.thumbindexMark = other === mark ? "current" : "";
      return mark;
    },
    clear() {
      for (const mark of marks) {
        const parent = mark.parentNode;
        mark.replaceWith(...mark.childNodes);
        parent?.normalize();
      }
    },
  };
}
