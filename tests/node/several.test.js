// Several books searched as one, by a program.

import assert from "node:assert/strict";
import { renameSync, rmSync } from "node:fs";
import { before, test } from "node:test";
import { open } from "../../dist/index.js";
import { threeBooks } from "../support/books.js";
import { serve } from "../support/serve.js";

/** @import { Results } from "../../dist/index.js" */

/** @type {string[]} */
let indexes;
before(() => {
  const site = threeBooks();
  indexes = ["weaving", "dyeing", "spinnen"].map(site.out);
});

/** @param {Results} results */
const shown = ({ pages }) => pages.map(({ title, book }) => `${book?.title}: ${title}`);

test("results of several books stand in one order, and each page says which book it is from", async () => {
  const book = await open({ index: indexes });
  const { pages, total } = await book.search("thread");
  assert.equal(total, 6);
  const scores = pages.map(({ score }) => score);
  assert.deepEqual(
    scores,
    [...scores].sort((a, b) => b - a),
  );
  assert.deepEqual(new Set(pages.map(({ book }) => book?.title)), new Set(book.titles?.()));
  assert.deepEqual(pages.find(({ book }) => book?.at === 2)?.book, {
    at: 2,
    title: "Die Spinnerin",
    language: "de",
  });
});

test("the section that is about it comes first, whichever book it is in", async () => {
  for (const index of [indexes, indexes.toReversed()])
    assert.equal(shown(await (await open({ index })).search("madder"))[0], "The Dyer: Madder");
});

test("the limit counts the sections of all books together", async () => {
  const book = await open({ index: indexes });
  const all = shown(await book.search("thread"));
  assert.deepEqual(shown(await book.search("thread", { limit: 2 })), all.slice(0, 2));
});

test("one of them alone can be asked", async () => {
  const book = await open({ index: indexes });
  const { pages } = await book.search("thread", { only: "The Dyer" });
  assert.deepEqual(
    pages.map(({ book }) => book?.title),
    ["The Dyer", "The Dyer"],
  );
});

test("a correction is said only where no book has the words as typed", async () => {
  const book = await open({ index: indexes });
  assert.equal((await book.search("mader")).corrected, "madder");
  // “alum” is a word of the dyer's; the others may have one that is near.
  assert.equal((await book.search("alum")).corrected, null);
});

test("completions come from all of them", async () => {
  const book = await open({ index: indexes });
  const texts = (await book.suggest("s")).map(({ text }) => text);
  for (const word of ["satin", "simmer", "spinnrad"]) assert.ok(texts.includes(word), `${word} in ${texts}`);
});

test("without one of them the others answer, and the answer says which is missing", async () => {
  const site = threeBooks();
  rmSync(site.out("dyeing"), { recursive: true });
  const book = await open({ index: ["weaving", "dyeing"].map(site.out) });
  const { pages, missing } = await book.search("madder");
  assert.deepEqual(
    pages.map(({ title }) => title),
    ["The warp"],
  );
  assert.deepEqual(
    missing?.map(({ at, title, error }) => [at, title, /** @type {any} */ (error).code]),
    [[1, site.out("dyeing"), "not-found"]],
  );
});

test("when none can be opened the reason is told", async () => {
  await assert.rejects(open({ index: ["/nowhere/a", "/nowhere/b"] }), { code: "not-found" });
  await assert.rejects(open({ index: [] }), { code: "no-index" });
});

test("books that are open have titles and chapters before anybody searches", async () => {
  const book = await open({ index: indexes.slice(0, 1) });
  assert.deepEqual(book.titles?.(), ["The Weaver"]);
  assert.equal(book.navigation("the-warp.html")?.next?.title, "Selvage");
});

test("a book that is closed before anybody has searched answers no more", async () => {
  const book = await open({ index: indexes });
  book.close();
  assert.equal(book.navigation("the-warp.html"), undefined);
  await assert.rejects(book.search("thread"), { code: "closed" });
});

test("a book that is on its way when the others are closed is closed too", async (t) => {
  const site = threeBooks();
  let letGo = () => {};
  const closed = new Promise((resolve) => (letGo = () => resolve(undefined)));
  const change = (/** @type {string} */ _, /** @type {Buffer} */ bytes) => closed.then(() => bytes);
  const { url, close } = await serve(site.folder, { change });
  t.after(close);
  const book = await open({ index: [site.out("weaving"), `${url}dyeing/thumbindex/`] });
  book.close();
  letGo();
  await assert.rejects(book.search("madder"), { code: "closed" });
});

// A host that says nothing is given up after fifteen seconds.
test("a search that is no longer wanted waits for no book", { timeout: 10_000 }, async (t) => {
  const site = threeBooks();
  const { url, close } = await serve(site.folder, { change: () => new Promise(() => {}) });
  t.after(close);
  const book = await open({ index: [site.out("weaving"), `${url}dyeing/thumbindex/`] });
  const ending = new AbortController();
  const search = book.search("thread", { signal: ending.signal });
  ending.abort(new Error("typed on"));
  await assert.rejects(search, /typed on/);
  book.close();
});

test("the signal ends the opening, and nothing that comes after", async () => {
  const site = threeBooks();
  const [out, away] = [site.out("dyeing"), `${site.out("dyeing")}-away`];
  renameSync(out, away);
  const opening = new AbortController();
  const book = await open({ index: [site.out("weaving"), out], signal: opening.signal });
  opening.abort();
  assert.equal((await book.search("madder")).missing?.length, 1);
  renameSync(away, out);
  assert.deepEqual(shown(await book.search("madder")), ["The Dyer: Madder", "The Weaver: The warp"]);
});
