import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, stringsFor } from "./strings.js";

test("a language that is missing speaks English", () => {
  assert.equal(stringsFor("tlh").search, "Search");
  assert.equal(stringsFor("not a tag").search, "Search");
});

test("a count has the form of its number", () => {
  const words = stringsFor("en");
  assert.equal(words.count(1, true), "1 result");
  assert.equal(words.count(12, true), "12 results");
  assert.equal(words.count(50, false), "50+ results");
});

test("a site may say some of them otherwise", () => {
  const words = stringsFor("de", { search: "Find" });
  assert.equal(words.search, "Find");
  assert.equal(words.count(1, true), "1 result");
});

test("blanks are filled, and a reader's braces stay", () => {
  assert.equal(fill("No results for “{query}”", { query: "{n}" }), "No results for “{n}”");
});
