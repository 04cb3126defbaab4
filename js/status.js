// What a screen reader hears: one sentence, some time after the typing has stopped, from inside the dialog (a live region
// of the page falls silent below a modal).

import { h } from "./dom.js";

/** As long as a fast typist's pause between words. */
const PAUSE = 500;

export class Status {
  element = h("div", { role: "status", class: "unseen" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #typed = 0;

  /** The reader is typing: what was to be said is old. */
  hold() {
    clearTimeout(this.#timer);
    this.#typed = performance.now();
  }

  /** @param {string} text */
  say(text) {
    clearTimeout(this.#timer);
    const wait = Math.max(this.#typed + PAUSE - performance.now(), 0);
    this.#timer = setTimeout(() => {
      this.element.textContent = text;
    }, wait);
  }

  clear() {
    clearTimeout(this.#timer);
    this.element.textContent = "";
  }
}
