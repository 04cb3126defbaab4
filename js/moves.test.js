import assert from "node:assert/strict";
import { test } from "node:test";
import { move } from "./moves.js";

/** Five hits in two groups: 0 1 2 and 3 4. @param {string} key @param {number} active */
const from = (key, active) => move(key, { active, count: 5, groups: [0, 3] });

test("down and up move one hit, and wrap", () => {
  assert.equal(from("ArrowDown", -1), 0);
  assert.equal(from("ArrowDown", 4), 0);
  assert.equal(from("ArrowUp", 3), 2);
  assert.equal(from("ArrowUp", 0), 4);
  assert.equal(from("ArrowUp", -1), 4);
});

test("page down and up jump a group, and stop at the ends", () => {
  assert.equal(from("PageDown", 1), 3);
  assert.equal(from("PageDown", 3), 4);
  assert.equal(from("PageUp", 4), 3);
  assert.equal(from("PageUp", 3), 0);
  assert.equal(from("PageUp", 0), 0);
});

test("home and end belong to the caret", () => {
  assert.equal(from("Home", 2), undefined);
  assert.equal(from("End", 2), undefined);
});

test("an empty list leaves every key to the box", () => {
  assert.equal(move("ArrowDown", { active: -1, count: 0, groups: [] }), undefined);
});
