import assert from "node:assert/strict";
import { test } from "node:test";
import { pathBelow } from "./chapters.js";

test("a page below the root is known by its path", () => {
  const root = new URL("https://example.org/book/");
  assert.equal(pathBelow(new URL("https://example.org/book/a/b.html?q#h"), root), "a/b.html");
  assert.equal(pathBelow(new URL("https://example.org/other.html"), root), undefined);
});
