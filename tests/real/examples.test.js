// What the guide says that searches answer is what they answer, on the book that it shows them on.

import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { open } from "../../dist/index.js";
import { thumbindex } from "../support/command.js";
import { examplesIn } from "../support/examples.js";
import { scratch } from "../support/paths.js";

/** @import { Book } from "../../dist/index.js" */

/** Set by `cargo xtask books`. */
const HTML = process.env.RUST_HTML ?? "";

const codes = examplesIn("js")
  .filter(({ page }) => page === "guide/src/javascript.md")
  .map(({ code }) => code);

/** The example that has these words. @param {string} words */
const withWords = (words) => codes.find((code) => code.includes(words)) ?? assert.fail(words);

/** A value as it is written, without what dots stand for. @param {string} text */
const written = (text) => new Function(`return ${text.replaceAll(/,? *(\/\/ )?…(?=\s*\])/g, "")}`)();

/** What the comment behind a call says that comes of it. @param {string} call */
const saidOf = (call) => {
  const [, after = ""] = withWords(call).split(call);
  const lines = after.split("\n").filter((line) => line.includes("//"));
  return written(lines.map((line) => line.replace(/^.*?\/\/ /, "")).join("\n"));
};

/** @param {string} name */
function outOf(name) {
  const out = scratch(name);
  thumbindex("build", join(HTML, name), "--out", out, "--quiet");
  return out;
}

/** @type {string} */
let out;
/** @type {Book} */
let book;
before(async () => {
  out = outOf("book");
  book = await open({ index: out });
});

test("the results object is the real one, cut short where it has dots", async () => {
  const said = written(withWords('query: "ownreship"').trim());
  const found = await book.search(said.query);
  const [page] = found.pages;
  const [section] = page?.sections ?? [];
  const short = {
    ...found,
    tookMs: said.tookMs,
    pages: [
      { ...page, score: rounded(page?.score), sections: [{ ...section, score: rounded(section?.score) }] },
    ],
  };
  for (const [number, piece] of said.pages[0].sections[0].excerpt.entries()) {
    const real = section?.excerpt[number];
    assert.equal(piece.mark, real?.mark);
    assert.ok(real?.text.startsWith(piece.text.replace(/ …$/, "")), piece.text);
  }
  said.pages[0].sections[0].excerpt = section?.excerpt;
  assert.deepEqual(said, short);
});

/** @param {number} [score] */
const rounded = (score = 0) => Math.round(score * 1000) / 1000;

test("completions and chapters are those of the book", async () => {
  const texts = saidOf('await book.suggest("own");');
  assert.deepEqual(texts, (await book.suggest("own")).slice(0, texts.length));
  const page = "ch04-01-what-is-ownership.html";
  assert.deepEqual(saidOf(`book.navigation("${page}");`), book.navigation(page));
});

test("the first answer of two books is from the one that it is said to be from", async () => {
  const books = await open({ index: [out, outOf("reference")] });
  const { pages } = await books.search("lifetime elision");
  assert.deepEqual(saidOf("pages[0].book;"), pages[0]?.book);
});
