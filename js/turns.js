// Long work on the page's own thread, in slices: between two of them the page draws, and hears its reader.

/**
 * After so many milliseconds others get their turn. What is begun then may take as long again on a slow phone; but after 3, the
 * answers of a third of all keys would come too late there for the frame that shows the letter, and wait for another.
 */
const SLICE = 5;

/** What is to be awaited between any two steps of one piece of work: it lets others have their turn when that is due. */
export function turns() {
  let due = performance.now() + SLICE;
  return async () => {
    if (performance.now() < due) return;
    // Where a page can say so, it goes on as soon as nothing is more urgent. Node would let a millisecond pass at each time-out; the widget
    // does without that.
    const later = globalThis.setImmediate ?? setTimeout;
    await (globalThis.scheduler?.yield?.() ?? new Promise((resolve) => later(resolve)));
    due = performance.now() + SLICE;
  };
}
