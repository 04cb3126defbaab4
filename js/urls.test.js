import assert from "node:assert/strict";
import { test } from "node:test";
import { linkTo, samePage } from "./urls.js";

const root = new URL("https://example.org/book/");

test("a result is an address below the root", () => {
  assert.equal(linkTo("ch01.html#a", root)?.href, "https://example.org/book/ch01.html#a");
});

test("an index cannot send a reader to a script or to another site", () => {
  for (const url of [
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example/",
    "http://example.org/",
    "http://[",
  ]) {
    assert.equal(linkTo(url, root), undefined, url);
  }
});

test("a hash does not make another page", () => {
  assert.ok(samePage(new URL("a.html#x", root), new URL("a.html", root)));
  assert.ok(!samePage(new URL("a.html?x", root), new URL("a.html", root)));
});
