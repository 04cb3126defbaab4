// What the JS side says of a press arrives in the module: each fact in its place.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { compile, loadEngine } from "../../js/engine.js";
import { at } from "../support/paths.js";

/** @import { Engine } from "../../js/types.js" */
/** @import { Facts } from "../../js/facts.js" */

/** @type {Engine} */
let engine;
before(async () => {
  engine = await loadEngine(() => compile(readFileSync(at("dist/thumbindex.wasm"))));
});

/** @type {Facts} */
const quiet = {
  ...{ prevented: false, editable: false, modal: false, scrolls: false, selection: false },
  ...{ rtl: false, open: "none", disabled: false, mdbook: false, keys: {} },
};

/**
 * What a press means.
 * @param {string} key
 * @param {Partial<Facts>} [facts]
 * @param {{ altGraph?: boolean, [fact: string]: unknown }} [held]
 */
function meaning(key, facts, { altGraph = false, ...held } = {}) {
  const event = { key, code: "", keyCode: 0, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };
  const rest = { repeat: false, isComposing: false, getModifierState: () => altGraph };
  const press = /** @type {unknown} */ ({ ...event, ...rest, ...held });
  return engine.shortcut(/** @type {KeyboardEvent} */ (press), { ...quiet, ...facts });
}

test("a quiet page has its keys", () => {
  assert.equal(meaning("s"), "search");
  assert.equal(meaning("?", {}, { shiftKey: true }), "help");
  assert.equal(meaning("ArrowLeft"), "previous");
  assert.equal(meaning("ArrowRight"), "next");
  assert.equal(meaning("x"), undefined);
});

test("each fact of the page counts", () => {
  for (const fact of ["prevented", "editable", "modal", "disabled"]) {
    assert.equal(meaning("s", { [fact]: true }), undefined, fact);
  }
  for (const fact of ["scrolls", "selection"]) {
    assert.equal(meaning("s", { [fact]: true }), "search", fact);
    assert.equal(meaning("ArrowLeft", { [fact]: true }), undefined, fact);
  }
  assert.equal(meaning("ArrowLeft", { rtl: true }), "next");
  for (const open of /** @type {const} */ (["search", "help"])) {
    assert.equal(meaning("Escape", { open }), "close");
    assert.equal(meaning("s", { open }), undefined);
  }
  assert.equal(meaning("Escape"), undefined);
  assert.equal(meaning("k", { disabled: true }, { ctrlKey: true }), "search");
  assert.equal(meaning("k", { mdbook: true }, { ctrlKey: true }), undefined);
});

test("each fact of the press counts", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey", "shiftKey", "repeat", "isComposing"]) {
    assert.equal(meaning("s", {}, { [held]: true }), undefined, held);
  }
  assert.equal(meaning("s", {}, { keyCode: 229 }), undefined);
  assert.equal(meaning("k", {}, { metaKey: true }), "search");
  assert.equal(meaning("/", {}, { ctrlKey: true, altKey: true, altGraph: true }), "search");
  assert.equal(meaning("ы", {}, { code: "KeyS" }), "search");
});

test("a site's own keys replace ours, and an empty list switches an action off", () => {
  const keys = { search: ["f", "Mod+é"], help: [] };
  assert.equal(meaning("f", { keys }), "search");
  assert.equal(meaning("é", { keys }, { ctrlKey: true }), "search");
  assert.equal(meaning("s", { keys }), undefined);
  assert.equal(meaning("?", { keys }), undefined);
  assert.equal(meaning("ArrowLeft", { keys }), "previous");
});

test("the help dialog's rows are those that are on", () => {
  const rows = engine.shortcuts({ ...quiet, keys: { help: [], next: ["n"] } });
  assert.deepEqual(rows, [
    { action: "search", keys: ["s", "/", "Mod+k"] },
    { action: "previous", keys: ["ArrowLeft"] },
    { action: "next", keys: ["n"] },
    { action: "close", keys: ["Escape"] },
  ]);
});
