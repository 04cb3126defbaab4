// The box: a combobox that keeps the focus while the keys move through the list.

import { h, icon, set } from "./dom.js";
import { move } from "./moves.js";

/** @import { List } from "./list.js" */
/** @import { Words } from "./strings.js" */

/**
 * @param {object} options
 * @param {Words} options.words
 * @param {List} options.list
 * @param {(text: string) => void} options.oninput
 * @param {(newTab: boolean) => void} options.onchoose
 */
export function createField({ words, list, oninput, onchoose }) {
  const changed = () => {
    clear.hidden = !input.value;
    oninput(input.value);
  };
  const input = drawInput(words, {
    // Half-composed words are nobody's query: an input method ends with an event of its own.
    /** @param {InputEvent} event */
    oninput: (event) => event.isComposing || changed(),
    oncompositionend: changed,
    /** @param {KeyboardEvent} event */
    onkeydown(event) {
      if (event.isComposing || event.keyCode === 229 || event.altKey || event.shiftKey) return;
      const mod = event.ctrlKey || event.metaKey;
      const next = mod ? undefined : move(event.key, list.state());
      if (event.key === "Enter") onchoose(mod);
      else if (next !== undefined) list.activate(next);
      else return;
      event.preventDefault();
    },
  });
  // WebKit resets a box without completions in a page that it has kept for Back.
  addEventListener("pagehide", () => (input.defaultValue = input.value));
  /** Writes words for the reader. @param {string} text */
  const write = (text) => {
    input.value = text;
    input.focus();
    changed();
  };
  // A word: a second cross would look like the one that closes the dialog.
  const clear = h(
    "button",
    { class: "quiet small clear", hidden: true, onclick: () => write("") },
    words.clear,
  );
  const label = h(
    "label",
    { for: "box", class: "magnifier" },
    icon("search"),
    h("span", { class: "unseen" }, words.searchLabel),
  );
  return {
    element: h("div", { class: "field" }, label, input, clear),
    input,
    write,
    /** @param {boolean} expanded  whether there are results */
    expand: (expanded) => set(input, { "aria-expanded": String(expanded) }),
    /** @param {HTMLElement | undefined} hit  the active one */
    point: (hit) => set(input, { "aria-activedescendant": hit?.id }),
  };
}

/** @param {Words} words @param {import("./dom.js").Props} listeners */
function drawInput(words, listeners) {
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
    autofocus: true,
    ...listeners,
  });
}
