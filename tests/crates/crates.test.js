// The crates as a registry hands them out: `cargo xtask crates` has installed the command from them, and compiled a book into two of
// them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { open } from "../../dist/index.js";
import { at, scratch } from "../support/paths.js";

/** @import { Results } from "../../dist/index.js" */

const { INSTALLED = "", ROOT_CRATE = "", OWN_CRATE = "" } = process.env;

/** The installed command. @param {...string} words */
const thumbindex = (...words) => execFileSync(join(INSTALLED, "thumbindex"), words, { encoding: "utf8" });

/** @param {Results} results */
const first = ({ pages }) => pages[0]?.sections[0]?.url;

test("the installed command carries the widget, puts it into a site and finds what is there", async () => {
  const site = scratch("site");
  cpSync(at("tests/fixtures/site"), site, { recursive: true });
  const told = JSON.parse(thumbindex("build", site, "--inject", "--json"));
  assert.deepEqual([told.widget, told.warnings], [true, []]);
  const out = join(site, "thumbindex");
  for (const file of ["thumbindex.js", ...readdirSync(at("dist/chunks")).map((name) => `chunks/${name}`)])
    assert.deepEqual(readFileSync(join(out, file)), readFileSync(at(`dist/${file}`)), file);
  const found = first(JSON.parse(thumbindex("search", out, "mutable reference", "--json")));
  assert.ok(found);
  assert.equal(first(await (await open({ index: out })).search("mutable reference")), found);
});

test("the root crate is a package for pages, with the book in its module", async () => {
  const { initSync, Book } = await import(pathToFileURL(join(ROOT_CRATE, "thumbindex.js")).href);
  initSync({ module: readFileSync(join(ROOT_CRATE, "thumbindex_bg.wasm")) });
  const book = new Book();
  assert.equal(book.ask(1, 0, "", new Uint8Array()), "null");
  const { results } = JSON.parse(book.ask(3, 10 * 4 + 3, "ownreship", new Uint8Array()));
  assert.equal(first(results), "ownership.html#ownership");
});

test("the crate in the guide is a package for Node, with the book in its module", () => {
  const { search } = createRequire(import.meta.url)(OWN_CRATE);
  assert.equal(first(JSON.parse(search("ownreship"))), "ownership.html#ownership");
});
