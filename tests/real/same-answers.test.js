// One book, every way in: each of the bench's queries gives the same sections in the same order, whoever asks.

import assert from "node:assert/strict";
import { copyFileSync, cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "../../dist/index.js";
import { launch } from "../support/browser.js";
import { searchByCommand, thumbindex } from "../support/command.js";
import { at, scratch } from "../support/paths.js";
import { serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */
/** @import { Book, Results } from "../../dist/index.js" */

// All three are set by `cargo xtask books`.
const HTML = process.env.RUST_HTML ?? "";
const QUERIES = process.env.QUERIES ?? "";
const MARKDOWN = process.env.MARKDOWN_BOOK;

const OPTIONS = { limit: 20, excerpts: false };

/** @type {string[]} */
let queries;
/** @type {Browser} */
let browser;
before(async () => {
  const file = join(QUERIES, "book.queries.jsonl");
  assert.ok(existsSync(file), "QUERIES names no folder with the bench's queries");
  queries = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).query);
  assert.ok(queries.length > 500);
  browser = await launch();
});
after(() => browser?.close());

/** @param {Results} results */
const urls = ({ pages }) =>
  pages
    .flatMap(({ sections }) => sections)
    .sort((a, b) => b.score - a.score)
    .map(({ url }) => url);

/** @param {Book} book */
const askAll = async (book) => {
  const answers = [];
  for (const query of queries) answers.push(urls(await book.search(query, OPTIONS)));
  return answers;
};

/**
 * A copy of the library, so that it starts a module of its own.
 * @param {{ module?: string, index?: string }} parts  a module to use instead of the generic one, an index for `search/`
 */
function library({ module, index }) {
  const folder = scratch("library");
  cpSync(at("dist"), folder, { recursive: true });
  if (module) copyFileSync(module, join(folder, "thumbindex.wasm"));
  if (index) cpSync(index, join(folder, "search"), { recursive: true });
  writeFileSync(join(folder, "page.html"), "<!doctype html><title>A page</title>");
  return folder;
}

/**
 * The answers of a browser that opens the library in `folder`.
 * @param {import("node:test").TestContext} t
 * @param {string} folder
 * @param {string} [index]
 */
async function askAllInBrowser(t, folder, index) {
  const site = await serve(folder);
  t.after(site.close);
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(new URL("page.html", site.url).href);
  const answers = await page.evaluate(
    async ({ index, queries, options }) => {
      const library = "/index.js";
      const { open } = await import(library);
      const book = await open({ index });
      const answers = [];
      for (const query of queries) answers.push(await book.search(query, options));
      return answers;
    },
    { index, queries, options: OPTIONS },
  );
  return answers.map(urls);
}

/** @param {string[][]} answers @param {string} out */
function assertLikeTheCommand(answers, out) {
  for (const [at, query] of queries.entries()) {
    assert.deepEqual(answers[at], urls(searchByCommand(out, query, OPTIONS.limit)), query);
  }
}

/** Every result is a page and an id that the built book has. @param {string[][]} answers */
function assertResolves(answers) {
  /** @type {Map<string, string>} */
  const pages = new Map();
  for (const url of new Set(answers.flat())) {
    const [path = "", id] = url.split("#").map(decodeURIComponent);
    const html = pages.get(path) ?? readFileSync(join(HTML, "book", path), "utf8");
    pages.set(path, html);
    assert.ok(!id || html.includes(`id="${id}"`), url);
  }
  assert.ok(pages.size > 100);
}

test("built HTML: command, Node and browser, split and embedded", async (t) => {
  const split = scratch("split");
  const embedded = scratch("embedded");
  thumbindex("build", join(HTML, "book"), "--out", split, "--quiet");
  thumbindex("build", join(HTML, "book"), "--out", embedded, "--layout", "embedded", "--quiet");
  const answers = await askAll(await open({ index: split }));
  assert.ok(answers.filter((urls) => urls.length > 0).length > 0.99 * queries.length);
  assertLikeTheCommand(answers, split);
  assertResolves(answers);
  const module = join(embedded, "thumbindex.wasm");
  const whole = library({ module });
  const { open: openEmbedded } = await import(join(whole, "index.js"));
  assert.deepEqual(await askAll(await openEmbedded()), answers, "Node, embedded");
  assert.deepEqual(await askAllInBrowser(t, whole), answers, "browser, embedded");
  assert.deepEqual(
    await askAllInBrowser(t, library({ index: split }), "/search/"),
    answers,
    "browser, split",
  );
});

if (MARKDOWN) {
  test("Markdown: compiled in by build.rs, and indexed by the command", async () => {
    const out = scratch("markdown");
    thumbindex("build", MARKDOWN, "--out", out, "--quiet");
    const compiled = await import(at("target/test-embedded-book/index.js"));
    const answers = await askAll(await compiled.open());
    assert.deepEqual(answers, await askAll(await open({ index: out })));
    assertLikeTheCommand(answers, out);
    // The Markdown is newer than the built book by a few edits at most, and no heading differs.
    assertResolves(answers);
  });
}
