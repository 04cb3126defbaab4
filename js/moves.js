// Where a key moves the active hit: arithmetic only, so that it can be tested without a page.

/**
 * @param {string} key  `event.key`
 * @param {{ active: number, count: number, groups: number[] }} list  `active` is -1 for none; `groups` are the indices
 *   at which groups begin, ascending
 * @returns {number | undefined}  the new active hit, or `undefined` when the key is none of ours
 */
export function move(key, { active, count, groups }) {
  if (!count) return;
  switch (key) {
    case "ArrowDown":
      return (active + 1) % count;
    case "ArrowUp":
      return active <= 0 ? count - 1 : active - 1;
    case "PageDown":
      return groups.find((start) => start > active) ?? count - 1;
    case "PageUp":
      return groups.findLast((start) => start < active) ?? 0;
  }
}
