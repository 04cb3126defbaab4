import assert from "node:assert/strict";
import { test } from "node:test";
import { candidates, guess } from "./press.js";

/** @import { Facts } from "./facts.js" */

/** @type {Facts} */
const quiet = {
  prevented: false,
  editable: false,
  modal: false,
  scrolls: false,
  selection: false,
  rtl: false,
  open: "none",
  disabled: false,
  mdbook: false,
  keys: {},
};

/** @param {Partial<KeyboardEvent> & { graph?: boolean }} press @param {Partial<Facts>} [facts] */
function guessed(press, facts) {
  const held = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  const getModifierState = () => press.graph ?? false;
  const event = /** @type {KeyboardEvent} */ ({ key: "", code: "", ...held, getModifierState, ...press });
  const page = { ...quiet, ...facts };
  return guess(candidates(event, page), event, page);
}

test("the keys of the table", () => {
  assert.equal(guessed({ key: "s" }), "search");
  assert.equal(guessed({ key: "/" }), "search");
  assert.equal(guessed({ key: "k", ctrlKey: true }), "search");
  assert.equal(guessed({ key: "?", shiftKey: true }), "help");
  assert.equal(guessed({ key: "ArrowRight" }), "next");
  assert.equal(guessed({ key: "x" }), undefined);
});

test("a letter of another script stands for the Latin one on its key", () => {
  assert.equal(guessed({ key: "ы", code: "KeyS" }), "search");
  assert.equal(guessed({ key: "o", code: "KeyS" }), undefined);
});

test("modifiers leave a key alone, but Shift and AltGr may be needed for a sign", () => {
  assert.equal(guessed({ key: "s", ctrlKey: true }), undefined);
  assert.equal(guessed({ key: "S", shiftKey: true }), undefined);
  assert.equal(guessed({ key: "/", shiftKey: true }), "search");
  assert.equal(guessed({ key: "/", ctrlKey: true, altKey: true, graph: true }), "search");
  assert.equal(guessed({ key: "ArrowLeft", shiftKey: true }), undefined);
});

test("a reader who types is left alone, and so is a press that the host has used", () => {
  assert.equal(guessed({ key: "s" }, { editable: true }), undefined);
  assert.equal(guessed({ key: "s" }, { prevented: true }), undefined);
});

test("single keys can be switched off, and a site has keys of its own", () => {
  assert.equal(guessed({ key: "s" }, { disabled: true }), undefined);
  assert.equal(guessed({ key: "k", metaKey: true }, { disabled: true }), "search");
  assert.equal(guessed({ key: "k", metaKey: true }, { mdbook: true }), undefined);
  assert.equal(guessed({ key: "g" }, { keys: { search: ["g"] } }), "search");
  assert.equal(guessed({ key: "s" }, { keys: { search: ["g"] } }), undefined);
  assert.equal(guessed({ key: "?" }, { keys: { help: [] } }), undefined);
});

test("only what is open can be closed", () => {
  assert.equal(guessed({ key: "Escape" }), undefined);
  assert.equal(guessed({ key: "Escape" }, { open: "search", editable: true }), "close");
  assert.equal(guessed({ key: "s" }, { open: "help" }), undefined);
});
