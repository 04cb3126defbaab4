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

describe("a module on its way to a program", () => {
  /**
   * What a program in a page gets of it.
   * @param {import("node:test").TestContext} t
   * @param {Parameters<typeof serve>[1]} [options]
   * @param {Record<string, string>} [headers]
   */
  const opened = async (t, options, headers) => {
    const site = await serve(PACKAGE, options);
    const context = await browser.newContext();
    t.after(() => Promise.all([context.close(), site.close()]));
    if (headers) {
      await context.route("**/*.wasm", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), ...headers } });
      });
    }
    const page = await context.newPage();
    await page.route("**/page.html", (route) =>
      route.fulfill({ body: "<!doctype html>", contentType: "text/html" }),
    );
    await page.goto(new URL("page.html", site.url).href);
    const answer = await page.evaluate(async () => {
      const library = "/index.js";
      try {
        const book = await (await import(library)).open();
        return (await book.search("slice")).pages.length > 0 ? "answered" : "nothing";
      } catch (error) {
        return /** @type {import("../../dist/index.js").ThumbindexError} */ (error).code;
      }
    });
    return { answer, asked: site.requests.filter((path) => path.endsWith(".wasm")).length };
  };

  test("is compiled as it comes", async (t) => {
    assert.deepEqual(await opened(t), { answer: "answered", asked: 1 });
  });

  test("is compiled from its bytes where the host does not know its type, and is not asked for twice", async (t) => {
    const unknown = { "content-type": "application/octet-stream" };
    assert.deepEqual(await opened(t, {}, unknown), { answer: "answered", asked: 1 });
  });

  test("is fetched past a cache that has kept half of it", async (t) => {
    const { answer } = await opened(t, {
      change: (path, bytes, asked) =>
        path.endsWith(".wasm") && asked["cache-control"] !== "no-cache"
          ? bytes.subarray(0, bytes.length / 2)
          : bytes,
    });
    assert.equal(answer, "answered");
  });

  test("is said to be damaged when it stays so", async (t) => {
    const { answer } = await opened(t, {
      change: (path, bytes) => (path.endsWith(".wasm") ? bytes.subarray(0, bytes.length / 2) : bytes),
    });
    assert.equal(answer, "engine-damaged");
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
