import assert from "node:assert/strict";
import { test } from "node:test";
import { holds } from "./facts.js";

const quiet = { modal: false, scrolls: false, selection: false };

test("a reader who scrolls or selects keeps the arrows, and a host's dialog keeps every key", () => {
  assert.ok(holds("ArrowLeft", quiet));
  assert.ok(!holds("ArrowLeft", { ...quiet, scrolls: true }));
  assert.ok(!holds("ArrowLeft", { ...quiet, selection: true }));
  assert.ok(holds("s", { ...quiet, selection: true }));
  assert.ok(!holds("s", { ...quiet, modal: true }));
});
