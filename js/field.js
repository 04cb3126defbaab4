// The box: a combobox that keeps the focus while the keys move through the list.

import { h, icon, iconButton, set } from "./dom.js";
import { move } from "./moves.js";

/** @import { List } from "./list.js" */
/** @import { Words } from "./strings.js" */

export class Field {
  /**
   * @param {object} options
   * @param {Words} options.words
   * @param {List} options.list
   * @param {(text: string) => void} options.oninput
   * @param {(newTab: boolean) => void} options.onchoose
   */
  constructor({ words, list, oninput, onchoose }) {
    this.list = list;
    this.oninput = oninput;
    this.onchoose = onchoose;
    this.input = drawInput(words);
    this.clear = iconButton("close", words.clear, "clear", () => this.write(""));
    this.clear.hidden = true;
    const label = h("label", { for: "box", class: "magnifier" }, icon("search"));
    label.append(h("span", { class: "unseen" }, words.searchLabel));
    this.element = h("div", { class: "field" }, label, this.input, this.clear);

    // Half-composed words are nobody's query: an input method ends with an event of its own.
    this.input.addEventListener("input", (event) => {
      if (!(/** @type {InputEvent} */ (event).isComposing)) this.#changed();
    });
    this.input.addEventListener("compositionend", () => this.#changed());
    this.input.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Writes words for the reader. @param {string} text */
  write(text) {
    this.input.value = text;
    this.input.focus();
    this.#changed();
  }

  /** @param {boolean} expanded  whether there are results */
  expand(expanded) {
    set(this.input, { "aria-expanded": String(expanded) });
  }

  /** @param {HTMLElement | undefined} hit  the active one */
  point(hit) {
    set(this.input, { "aria-activedescendant": hit?.id });
  }

  #changed() {
    this.clear.hidden = this.input.value === "";
    // WebKit resets a box without completions in a page that it has kept for Back.
    this.input.defaultValue = this.input.value;
    this.oninput(this.input.value);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.shiftKey) return;
    const mod = event.ctrlKey || event.metaKey;
    const next = mod ? undefined : move(event.key, this.list.state);
    if (event.key === "Enter") this.onchoose(mod);
    else if (next !== undefined) this.list.activate(next);
    else return;
    event.preventDefault();
  }
}

/** @param {Words} words */
function drawInput(words) {
  return h("input", {
    id: "box",
    class: "input",
    type: "text",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": "results",
    "aria-expanded": "false",
    placeholder: words.searchLabel,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    maxlength: "512",
  });
}
