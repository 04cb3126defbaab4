// The loader's guess at what a press will mean. It is only needed until the module is there: a browser takes `/` for its
// own quick find unless the default is prevented at once. The verdict is Rust's, on presses that repeat or compose as well (where
// it is late, facts.js leaves those alone); the table is written from Rust's.

import { keys } from "./generated/keys.js";

/** @import { Action } from "./types.js" */
/** @import { Given, Seen } from "./facts.js" */
/** @typedef {readonly [action: Action, key: string]} Row */

const MOD = "Mod+";

/** In a list letters lead to entries, and a box to tick is left alone as an input is. */
const EDITABLE = "input,textarea,select,[role$=box],[role=spinbutton],[role=application]";

/**
 * What an event says only while it is under way.
 * @param {KeyboardEvent} event
 * @param {Given} given
 * @returns {Seen}
 */
export function seenBy(event, given) {
  const path = event.composedPath().filter((node) => node instanceof Element);
  // The innermost one, inside any open shadow root.
  const target = /** @type {HTMLElement | undefined} */ (path[0]);
  const editable = Boolean(target?.isContentEditable || target?.closest(EDITABLE));
  return { ...given, prevented: event.defaultPrevented, editable, path };
}

/**
 * The rows of the table that name the key of this press, whatever else is held: where there are none, nobody need look
 * at the page, which would cost a layout at every letter typed. An open dialog has a use for no action but to close it.
 * @param {KeyboardEvent} event
 * @param {Given} given
 */
export function candidates(event, { keys: own, mdbook, open }) {
  const table = /** @type {[Action, string[]][]} */ (Object.entries({ ...keys, ...own }));
  return table.flatMap(([action, list]) =>
    list
      .filter(
        (key) =>
          (action === "close") === (open !== "none") &&
          names(event, key) &&
          !(mdbook && key.startsWith(MOD) && !own[action]),
      )
      .map((key) => /** @type {Row} */ ([action, key])),
  );
}

/**
 * What a press is likely to mean, whatever the rest of the page is doing.
 * @param {readonly Row[]} rows  of `candidates`
 * @param {KeyboardEvent} event
 * @param {Pick<Seen, "prevented" | "editable" | "disabled">} seen
 * @returns {Action | undefined}
 */
export function guess(rows, event, { prevented, editable, disabled }) {
  return rows.find(
    ([action, key]) =>
      !prevented &&
      isHeld(event, key) &&
      (action === "close" || !(editable || (disabled && !key.startsWith(MOD)))),
  )?.[0];
}

/**
 * @param {KeyboardEvent} event
 * @param {string} key
 */
function names(event, key) {
  // What a browser fills in by itself comes as a press of no key.
  const typed = event.key?.toLowerCase();
  const wanted = key.replace(MOD, "").toLowerCase();
  // A letter of another script stands for the Latin one printed on the same key.
  return typed === wanted || (typed > "\u024f" && event.code.toLowerCase() === `key${wanted}`);
}

/**
 * @param {KeyboardEvent} event
 * @param {string} key
 */
function isHeld(event, key) {
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  if (key.startsWith(MOD)) return ctrlKey !== metaKey && !altKey && !shiftKey;
  // AltGr is how some layouts reach `/`, and Shift how most reach `?`.
  const modified = metaKey || ((ctrlKey || altKey) && !event.getModifierState("AltGraph"));
  return !modified && !(shiftKey && /^\w+$/.test(key));
}
