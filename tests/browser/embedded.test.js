// A book inside the module, both ways: compiled in by build.rs, and put there by `--layout embedded`. No index is fetched,
// and it answers with the network off.

import assert from "node:assert/strict";
import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { box, hits, launch, visit } from "../support/browser.js";
import { indexOf, searchByCommand, siteWithWidget, thumbindex } from "../support/command.js";
import { at, scratch } from "../support/paths.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

/** What `cargo xtask embed` has made of tests/fixtures/book. */
const PACKAGE = at("target/test-embedded");
const QUERIES = ["ownreship", "one owner", '"data races"', "slice of a string"];

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** @param {import("../../dist/index.js").Results} results */
const urls = ({ pages }) => pages.flatMap(({ sections }) => sections.map(({ url }) => url));

describe("compiled in by build.rs", () => {
  test("Node opens it without an index, and it answers like the command", async () => {
    const { open } = /** @type {typeof import("../../dist/index.js")} */ (
      await import(join(PACKAGE, "index.js"))
    );
    const book = await open();
    const out = indexOf(at("tests/fixtures/book"));
    for (const query of QUERIES) {
      assert.deepEqual(urls(await book.search(query)), urls(searchByCommand(out, query)), query);
    }
    assert.equal(book.navigation("borrowing.html")?.previous?.url, "ownership.html");
  });

  test("in a browser it answers with the network off", async (t) => {
    const folder = scratch("embedded");
    cpSync(at("tests/fixtures/site"), folder, { recursive: true });
    cpSync(PACKAGE, join(folder, "thumbindex"), { recursive: true });
    const site = await serve(folder, { policy: STRICT });
    t.after(site.close);
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(site.url);
    const book = await page.evaluateHandle(
      async (library) => (await import(library)).open(),
      "/thumbindex/index.js",
    );
    await context.setOffline(true);
    const answers = await book.evaluate(
      (/** @type {import("../../dist/index.js").Book} */ book, queries) =>
        Promise.all(queries.map((query) => book.search(query))),
      QUERIES,
    );
    const out = indexOf(at("tests/fixtures/book"));
    for (const [index, query] of QUERIES.entries()) {
      assert.deepEqual(urls(/** @type {any} */ (answers[index])), urls(searchByCommand(out, query)), query);
    }
    assert.ok(!site.requests.some((path) => path.endsWith(".tix")));
  });
});

describe("put there by --layout embedded", () => {
  test("the widget finds it, fetches no index and answers with the network off", async (t) => {
    const folder = siteWithWidget(at("tests/fixtures/site"), "--layout", "embedded");
    assert.ok(!readdirSync(join(folder, "thumbindex")).some((name) => name.endsWith(".tix")));
    const site = await serve(folder, { policy: STRICT });
    t.after(site.close);
    const page = await visit(t, browser, site.url);
    await page.keyboard.press("s");
    await box(page).fill("slice");
    await box(page).fill("ownership");
    await hits(page).first().waitFor();
    await page.context().setOffline(true);
    await box(page).fill("mutable reference");
    await page.getByText("Mutable References").first().waitFor();
    assert.ok(!site.requests.some((path) => path.endsWith(".tix")));
  });

  test("it answers like the split layout", async () => {
    const split = indexOf(at("tests/fixtures/book"));
    const embedded = scratch("layout");
    thumbindex("build", at("tests/fixtures/book"), "--out", embedded, "--layout", "embedded", "--quiet");
    for (const query of QUERIES) {
      assert.deepEqual(urls(searchByCommand(embedded, query)), urls(searchByCommand(split, query)), query);
    }
  });
});
