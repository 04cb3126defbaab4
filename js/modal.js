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
  // The search has a box to begin in: the focus does not take a way round, which would cost a slow phone some milliseconds.
  const heading = h("h2", { id, class: "title", tabindex: "-1", autofocus: name === "help" }, title);
  const close = iconButton("close", words.close, "close", onclose);
  const header = h("div", { class: "header" }, heading, beside, close);
  // The sheet covers the dialog's whole box, so that a click on the dialog itself is one on the backdrop.
  const sheet = h("div", { class: "sheet" }, header, ...children);
  let pressed = false;
  const dialog = h(
    "dialog",
    {
      class: `dialog ${name}-dialog`,
      "aria-labelledby": id,
      /** @param {Event} event */
      onpointerdown: ({ target }) => (pressed = target === dialog),
      // A text selected in the box and let go outside clicks the dialog too: both ends must be on the backdrop.
      /** @param {Event} event */
      onclick: ({ target }) => pressed && target === dialog && onclose(),
      /** @param {Event} event */
      oncancel(event) {
        event.preventDefault();
        onclose();
      },
      // Some browsers close a dialog at the second Esc whatever is prevented. The event comes late: by then a reader who is
      // quick may have opened the dialog again.
      onclose: () => dialog.open || onclose(),
    },
    sheet,
  );
  return dialog;
}
