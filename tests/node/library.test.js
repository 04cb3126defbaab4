// The library as a program uses it: the package that the build leaves, on indexes that the command makes.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { open } from "../../dist/index.js";
import { indexOf, searchByCommand } from "../support/command.js";
import { at, scratch } from "../support/paths.js";

/** @import { Results } from "../../dist/index.js" */

/** Everything but the one field that differs between two runs. @param {Results} results */
const answer = ({ tookMs, ...rest }) => {
  assert.equal(typeof tookMs, "number");
  // The command prints 32-bit scores with as few digits as tell them apart; JS widens them to 64.
  return JSON.parse(JSON.stringify(rest), (key, value) => (key === "score" ? Math.fround(value) : value));
};

for (const [name, folder, queries] of /** @type {const} */ ([
  [
    "a small book",
    "tests/fixtures/book",
    ["ownreship", "one owner", "mutable ref", '"data races"', "zzz", "", "der"],
  ],
  ["the guide", "guide", ["serch", "keyboard", "embed a book", "previous chapter", "wasm"]],
])) {
  describe(`Node and the command agree on ${name}`, () => {
    /** @type {string} */
    let out;
    before(() => {
      out = indexOf(at(folder));
    });
    for (const query of queries) {
      test(`on “${query}”`, async () => {
        const book = await open({ index: out });
        assert.deepEqual(answer(await book.search(query)), answer(searchByCommand(out, query)));
        book.close();
      });
    }
  });
}

describe("a small book", () => {
  /** @type {string} */
  let out;
  before(() => {
    out = indexOf(at("tests/fixtures/book"));
  });

  test("a typo finds what was meant, and says so", async () => {
    const book = await open({ index: out });
    const { corrected, pages } = await book.search("ownreship");
    assert.equal(corrected, "ownership");
    assert.equal(pages[0]?.url, "ownership.html");
    assert.equal(pages[0]?.sections[0]?.url, "ownership.html#ownership");
    assert.equal((await book.search("ownership")).corrected, null);
  });

  test("a query may be written letter by letter, as file names on a Mac are", async () => {
    const book = await open({ index: out });
    const { query, total } = await book.search("o\u0308wnership ｶﾞ");
    assert.equal(query, "öwnership ガ");
    assert.ok(total > 0);
    book.close();
  });

  test("excerpts mark the words that were found, and can be left out", async () => {
    const book = await open({ index: out });
    const { pages } = await book.search("garbage collector");
    const marked = pages[0]?.sections[0]?.excerpt.filter(({ mark }) => mark).map(({ text }) => text);
    assert.deepEqual(marked, ["garbage", "collector"]);
    const bare = await book.search("garbage collector", { excerpts: false });
    assert.deepEqual(bare.pages[0]?.sections[0]?.excerpt, []);
  });

  test("the limit counts sections, the total all that match", async () => {
    const book = await open({ index: out });
    const { total, totalIsExact, pages } = await book.search("value", { limit: 1 });
    assert.equal(pages.flatMap(({ sections }) => sections).length, 1);
    assert.ok(total > 1);
    assert.equal(totalIsExact, true);
  });

  test("suggestions complete the last word", async () => {
    const book = await open({ index: out });
    assert.ok((await book.suggest("one own")).some(({ text }) => text === "one owner"));
  });

  test("navigation follows the order of the chapters, from any form of a URL", async () => {
    const book = await open({ index: out });
    await book.search("value");
    for (const url of ["borrowing.html", "https://example.com/x/borrowing.html?a=b#c", "borrowing"]) {
      assert.deepEqual(book.navigation(url), {
        previous: { url: "ownership.html", title: "Ownership" },
        next: { url: "slices.html", title: "Slices" },
        position: 3,
        count: 4,
      });
    }
    assert.equal(book.navigation("welcome.html")?.previous, null);
    assert.equal(book.navigation("slices.html")?.next, null);
    assert.equal(book.navigation("elsewhere.html"), undefined);
  });

  test("an index opens by path, file, URL and bytes", async () => {
    const file = join(out, "index.tix");
    for (const index of [out, file, pathToFileURL(file), pathToFileURL(`${out}/`).href, readFileSync(file)]) {
      const book = await open({ index });
      const { total } = await book.search("slice", { excerpts: false });
      assert.ok(total > 0);
    }
  });

  test("a search can be given up", async () => {
    const book = await open({ index: out });
    await assert.rejects(book.search("value", { signal: AbortSignal.abort() }), { name: "AbortError" });
  });
});

describe("what cannot be opened is an error with a code", () => {
  test("no index at all", () => assert.rejects(open(), { code: "no-index" }));

  test("a folder without one", () =>
    assert.rejects(open({ index: scratch("empty") }), { code: "not-found" }));

  test("bytes that are none", () =>
    assert.rejects(open({ index: new TextEncoder().encode("<!doctype html>") }), { code: "not-an-index" }));

  test("a truncated one", async () => {
    const whole = readFileSync(join(indexOf(at("tests/fixtures/book")), "index.tix"));
    const folder = scratch("truncated");
    writeFileSync(join(folder, "index.tix"), whole.subarray(0, whole.length / 2));
    await assert.rejects(open({ index: folder }), (/** @type {any} */ error) => {
      assert.match(error.code, /^[a-z-]+$/);
      assert.match(error.message, /./);
      assert.ok(!error.message.includes("\n"));
      return error instanceof Error;
    });
  });
});
