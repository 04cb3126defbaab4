import assert from "node:assert/strict";
import { test } from "node:test";
import { cut, finderOf, wordsOf } from "./marks.js";

/** The text with its marks in brackets. @param {string} text @param {...string} words */
function marked(text, ...words) {
  return cut(text, finderOf(words))
    .map((piece) => (piece.mark ? `[${piece.text}]` : piece.text))
    .join("");
}

test("words are marked where words begin", () => {
  assert.equal(marked("Ownership, disown and Owners", "own"), "[Own]ership, disown and [Own]ers");
});

test("a word that begins within another does not hide one that begins behind it", () => {
  assert.equal(marked("xor_other 𐐷or-other", "or_other", "or-other", "other"), "xor_[other] 𐐷or-[other]");
});

test("the longest form wins", () => {
  assert.equal(marked("borrow checker", "check", "checker"), "borrow [checker]");
});

test("one Latin letter is no word to mark, one Chinese character is", () => {
  assert.equal(marked("a cat", "a"), "a cat");
  assert.equal(marked("什么是所有权", "权"), "什么是所有[权]");
});

test("signs in the words mean themselves", () => {
  assert.equal(marked("Use C++ (now)", "c++", "(now"), "Use [C++] [(now])");
  assert.equal(
    marked("run --release with -> {a} [b] a|b ^$/.*?", "--release", "->", "a|b", "^$/.*?"),
    "run [--release] with [->] {a} [b] [a|b] [^$/.*?]",
  );
});

test("a text comes back whole", () => {
  assert.deepEqual(cut("plain", undefined), [{ text: "plain", mark: false }]);
  assert.deepEqual(cut("", finderOf(["x1"])), []);
});

test("the words of a search are the corrected ones and the forms that the excerpts mark", () => {
  const excerpt = [
    { text: "Owned", mark: true },
    { text: " by", mark: false },
  ];
  const section = { url: "a.html", heading: "A", score: 1, excerpt };
  const page = { url: "a.html", title: "A", breadcrumbs: [], score: 1, sections: [section] };
  const rest = { total: 1, totalIsExact: true, tookMs: 1, pages: [page] };
  assert.deepEqual(wordsOf({ query: "ownd", corrected: "owned", ...rest }), ["owned"]);
  assert.deepEqual(wordsOf({ query: "own by", corrected: null, ...rest }), ["own", "by", "owned"]);
});
