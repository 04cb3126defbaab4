// What a screen reader hears: one sentence, some time after the typing has stopped, from inside the dialog (a live region
// of the page falls silent below a modal).

import { h } from "./dom.js";

/** As long as a fast typist's pause between words. */
const PAUSE = 500;

export function createStatus() {
  const element = h("div", { role: "status", class: "unseen" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let typed = 0;
  /** @param {string} text @param {number} wait */
  const sayIn = (text, wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      element.textContent = text;
    }, wait);
  };
  return {
    element,
    /** The reader is typing: what was to be said is old. */
    hold() {
      clearTimeout(timer);
      typed = performance.now();
    },
    /** @param {string} text */
    say: (text) => sayIn(text, typed + PAUSE - performance.now()),
    clear: () => sayIn("", 0),
  };
}
