// What the page is doing when a key goes down, as plain facts. What they mean is decided in Rust
// (crates/engine/src/shortcuts.rs); this file is the one statement of them in JS.

/** @import { Keys } from "./types.js" */

/**
 * @typedef {object} Facts
 * @property {boolean} prevented  the host has already used the event
 * @property {boolean} editable  the event comes from something that takes text
 * @property {boolean} modal  a modal of the host is open
 * @property {boolean} scrolls  focus is inside something that has its own use for arrows
 * @property {boolean} selection  text is selected
 * @property {boolean} rtl  the page reads from right to left
 * @property {"none" | "search" | "help"} open  which of our dialogs is open
 * @property {boolean} disabled  the reader has switched the single keys off
 * @property {boolean} mdbook  the host is an mdBook, where Ctrl+K is off unless the site asks for it
 * @property {Keys} keys  the site's own keys
 */

/** What only the loader knows. @typedef {Pick<Facts, "open" | "disabled" | "mdbook" | "keys">} Given */

/**
 * What only the event says, and only while it is under way: for the rest there is time until the widget is loaded.
 * @typedef {Given & Pick<Facts, "prevented" | "editable"> & { path: Element[] }} Seen
 */

const USES_ARROWS =
  "pre, audio, video, [role=tablist], [role=slider], [role=tree], [role=treegrid], [role=menu], [role=menubar], " +
  "[role=listbox], [role=radiogroup], [role=grid]";

/** The key code of a press that an input method has taken: Safari says nothing else of the one that ends a composition. */
const COMPOSED = 229;

/**
 * @param {Seen} seen
 * @returns {Facts}
 */
export function factsOf({ path, ...seen }) {
  return {
    ...seen,
    modal: seen.open === "none" && hasModal(),
    scrolls: usesArrows(path) || clickedInScroller(),
    selection: Boolean(getSelection()?.toString()),
    rtl: getComputedStyle(document.documentElement).direction === "rtl",
  };
}

/**
 * Whether something there has its own use for arrows, and for a finger that moves sideways.
 * @param {Element[]} path  of an event
 */
export const usesArrows = (path) =>
  path.some((element) => element.matches(USES_ARROWS) || scrollsSideways(element));

/**
 * Whether the loader's guess holds, where the module that would know is not there yet, or could not be loaded.
 * @param {Pick<KeyboardEvent, "key" | "repeat" | "isComposing" | "keyCode">} event
 * @param {Pick<Facts, "modal" | "scrolls" | "selection">} facts
 */
export const holds = ({ key, repeat, isComposing, keyCode }, { modal, scrolls, selection }) =>
  !(modal || repeat || isComposing || keyCode === COMPOSED) &&
  !(key.startsWith("Arrow") && (scrolls || selection));

/** Ours live in a shadow root, where this does not look. */
function hasModal() {
  const modals = document.querySelectorAll("dialog:modal, [aria-modal=true]");
  return [...modals].some((modal) => modal.checkVisibility?.({ visibilityProperty: true }) ?? true);
}

/** Really, not only by its style: `overflow-y: auto` alone makes `overflow-x` compute to auto. @param {Element} element */
function scrollsSideways(element) {
  if (element.matches("html, body") || element.scrollWidth <= element.clientWidth) return false;
  return /auto|scroll/.test(getComputedStyle(element).overflowX);
}

/** Browsers scroll what was clicked last, though a click gives a code block no focus: there the caret is the trace. */
function clickedInScroller() {
  if (document.activeElement !== document.body) return false;
  let node = getSelection()?.anchorNode;
  for (; node; node = node.parentNode) if (node instanceof Element && scrollsSideways(node)) return true;
  return false;
}
