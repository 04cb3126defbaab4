// What our two dialogs share: a native modal with a visible heading and a Close button, closed by Esc, by a click beside
// it and by Back.

import { h, iconButton } from "./dom.js";

/** @import { Child } from "./dom.js" */
/** @import { Words } from "./strings.js" */

/**
 * @param {{ name: "search" | "help", title: string, words: Words, onclose: () => void, beside?: Child }} options
 *   `onclose` asks to be closed; `beside` stands next to the heading
 * @param {...Child} children
 */
export function modal({ name, title, words, onclose, beside }, ...children) {
  const id = `${name}-title`;
  const heading = h("h2", { id, class: "title", tabindex: "-1", autofocus: true }, title);
  const close = iconButton("close", words.close, "close", onclose);
  const header = h("div", { class: "header" }, heading, beside, close);
  // The sheet covers the dialog's whole box, so that a click on the dialog itself is one on the backdrop.
  const sheet = h("div", { class: "sheet" }, header, ...children);
  const dialog = h("dialog", { class: `dialog ${name}-dialog`, "aria-labelledby": id }, sheet);

  let pressed = false;
  dialog.addEventListener("pointerdown", (event) => (pressed = event.target === dialog));
  // A text selected in the box and let go outside clicks the dialog too: both ends must be on the backdrop.
  dialog.addEventListener("click", (event) => {
    if (pressed && event.target === dialog) onclose();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    onclose();
  });
  // Some browsers close a dialog at the second Esc whatever is prevented. The event comes late: by then a reader who is
  // quick may have opened the dialog again.
  dialog.addEventListener("close", () => {
    if (!dialog.open) onclose();
  });
  return dialog;
}
