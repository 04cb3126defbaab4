import assert from "node:assert/strict";
import { test } from "node:test";
import { holds } from "./facts.js";

const quiet = { modal: false, scrolls: false, selection: false };

/** @param {string} key @param {object} [more] */
const press = (key, more) => ({ key, repeat: false, isComposing: false, keyCode: 0, ...more });

test("a reader who scrolls or selects keeps the arrows, and a host's dialog keeps every key", () => {
  assert.ok(holds(press("ArrowLeft"), quiet));
  assert.ok(!holds(press("ArrowLeft"), { ...quiet, scrolls: true }));
  assert.ok(!holds(press("ArrowLeft"), { ...quiet, selection: true }));
  assert.ok(holds(press("s"), { ...quiet, selection: true }));
  assert.ok(!holds(press("s"), { ...quiet, modal: true }));
});

test("a key held down, and one that an input method has taken, are no wish", () => {
  for (const more of [{ repeat: true }, { isComposing: true }, { keyCode: 229 }])
    assert.ok(!holds(press("s", more), quiet));
});
