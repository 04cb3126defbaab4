// What a reader gets when files are not what they should be: the right answer where there is a way to it, or else a line that says
// what is wrong, and a search that works again when the fault is mended. Never an endless wait, never a wrong answer.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { box, dialog, eventually, hits, launch, ready, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { largeSite } from "../support/large.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, Page, Route } from "playwright-core" */

/** The files that the root names. */
const CHUNKS = /thumbindex\/(?!index)[^/]+\.tix$/;
const ERROR_PAGE = "<!doctype html><html><title>Not found</title><p>Nothing here.</p></html>";

/** @type {Browser} */
let browser;
/** Whose index is in one file. @type {Awaited<ReturnType<typeof serve>>} */
let small;
/** @type {string} */
let folder;
/** Whose index is in many. @type {Awaited<ReturnType<typeof serve>>} */
let large;
before(async () => {
  small = await serve(siteWithWidget(handbook()), { policy: STRICT });
  folder = siteWithWidget(largeSite(["shuttle", "bobbin"]));
  large = await serve(folder, { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await small?.close();
  await large?.close();
});

/**
 * A page some of whose files another hand answers, with the search open.
 * @param {TestContext} t
 * @param {string} url
 * @param {string | RegExp} files
 * @param {(route: Route) => Promise<unknown>} answer
 */
async function searching(t, url, files, answer) {
  const page = await visit(t, browser, url, {
    expected: /Failed to load|ERR_|Refused|thumbindex:/,
    prepare: (page) => page.route(files, answer),
  });
  await page.keyboard.press("s");
  await box(page).waitFor();
  return page;
}

/** @param {Page} page */
const alert = (page) => dialog(page).getByRole("alert");

/** @param {Page} page @param {string | RegExp} words @param {RegExp} found  in the first hit */
async function finds(page, words, found) {
  await box(page).fill(String(words));
  await eventually(async () => assert.match(await hits(page).first().innerText(), found));
  assert.equal(await alert(page).count(), 0);
}

/** A file that a hand in between changes. @param {(bytes: Buffer) => Buffer} change */
const changed = (change) => async (/** @type {Route} */ route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: change(await response.body()) });
};

const FILES = /** @type {const} */ ([
  ["root", /index\.tix$/],
  ["chunk", CHUNKS],
  ["module", /engine-\w+\.bin$|\.wasm$/],
]);

/** @type {[fault: string, change: (bytes: Buffer) => Buffer][]} */
const FAULTS = [
  ["cut short", (bytes) => bytes.subarray(0, bytes.length / 2)],
  [
    "damaged",
    (bytes) => Buffer.from(bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 0x55 : byte))),
  ],
  ["replaced by an error page", () => Buffer.from(ERROR_PAGE)],
  ["empty", () => Buffer.alloc(0)],
];

for (const [what, files] of FILES) {
  describe(`a ${what}`, () => {
    for (const [fault, change] of FAULTS) {
      test(`that is ${fault} is named, and Retry works when it is mended`, async (t) => {
        const page = await searching(t, large.url, files, changed(change));
        await box(page).fill("shuttle");
        await alert(page)
          .getByText(/index|module/)
          .waitFor();
        assert.equal(await hits(page).count(), 0);
        assert.equal(await dialog(page).locator(".progress.busy").count(), 0);
        await page.unroute(files);
        await dialog(page).getByRole("button", { name: "Retry" }).click();
        await finds(page, "shuttle", /shuttle/);
      });

      test(`that is ${fault} in a cache is fetched past it, and nobody hears of it`, async (t) => {
        const cached = await serve(folder, {
          policy: STRICT,
          change: (path, bytes, asked) =>
            files.test(path) && asked["cache-control"] !== "no-cache" ? change(bytes) : bytes,
        });
        t.after(cached.close);
        // Not `visit`: a page whose requests are intercepted asks past every cache.
        const context = await browser.newContext();
        t.after(() => context.close());
        const page = await context.newPage();
        await page.goto(cached.url);
        await ready(page);
        await page.keyboard.press("s");
        await finds(page, "shuttle", /shuttle/);
      });
    }

    test("is taken for what it is, whatever its type is said to be", async (t) => {
      const page = await searching(t, large.url, files, async (route) => {
        await route.fulfill({ response: await route.fetch(), contentType: "text/html; charset=utf-16" });
      });
      await finds(page, "shuttle", /shuttle/);
    });
  });
}

test("chunks of another index are no answer", async (t) => {
  const other = await serve(siteWithWidget(largeSite(["loom"])), { policy: STRICT });
  t.after(other.close);
  /** @type {Buffer | undefined} */
  let foreign;
  const page = await searching(t, large.url, CHUNKS, async (route) => {
    foreign ??= await (await route.fetch()).body();
    await route.fulfill({ body: foreign });
  });
  await box(page).fill("shuttle bobbin");
  await alert(page).waitFor();
  assert.equal(await hits(page).count(), 0);
});

describe("a module that fails, for want of memory or by a fault of the browser's", () => {
  /** So many instances answer nothing any more once they have been asked this question. @param {number[]} fault */
  function failAt([question, times = 0]) {
    const { instantiate } = WebAssembly;
    let left = times;
    Object.assign(globalThis, { mend: () => (left = 0) });
    const fails = async (/** @type {any} */ module, /** @type {any} */ imports) => {
      const { exports } = /** @type {any} */ (await instantiate(module, imports));
      let failed = false;
      const book_ask = (/** @type {number[]} */ ...given) => {
        if (!failed && given[1] === question && left > 0) {
          left--;
          failed = true;
        }
        if (failed) throw new WebAssembly.RuntimeError("Out of bounds memory access");
        return exports.book_ask(...given);
      };
      return { exports: { ...exports, book_ask } };
    };
    WebAssembly.instantiate = /** @type {any} */ (fails);
  }

  for (const [when, question] of /** @type {const} */ ([
    ["opening", 0],
    ["taking a file", 2],
    ["searching", 3],
  ])) {
    test(`while ${when} is started anew, and nobody hears of it`, async (t) => {
      const page = await visit(t, browser, large.url, {
        prepare: (page) => page.addInitScript(failAt, [question, 1]),
      });
      await page.keyboard.press("s");
      await finds(page, "shuttle", /shuttle/);
      await finds(page, "bobbin", /bobbin/);
    });
  }

  test("again and again says so, and Retry works when it no longer does", async (t) => {
    const page = await visit(t, browser, large.url, {
      expected: /thumbindex:/,
      prepare: (page) => page.addInitScript(failAt, [3, 1000]),
    });
    await page.keyboard.press("s");
    await box(page).fill("shuttle");
    await alert(page).getByText("the module failed").waitFor();
    await page.evaluate("mend()");
    await dialog(page).getByRole("button", { name: "Retry" }).click();
    await finds(page, "shuttle", /shuttle/);
  });
});

test("a policy that forbids WebAssembly is told what to allow", async (t) => {
  const folder = siteWithWidget(handbook());
  const site = await serve(folder, { policy: "default-src 'self'; script-src 'self'; style-src 'self'" });
  t.after(site.close);
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(new URL("guide/start.html", site.url).href);
  await page.locator("thumb-index").click();
  await box(page).fill("thread");
  await alert(page).getByText("'wasm-unsafe-eval'").waitFor();
});

describe("scripts that do not come", () => {
  for (const [fault, answer] of /** @type {const} */ ([
    ["are gone", (/** @type {Route} */ route) => route.fulfill({ status: 404, body: "gone" })],
    [
      "are an error page",
      (/** @type {Route} */ route) => route.fulfill({ contentType: "text/html", body: ERROR_PAGE }),
    ],
    ["cannot be reached", (/** @type {Route} */ route) => route.abort()],
  ])) {
    test(`the button says so where they ${fault}, and works when they are there`, async (t) => {
      const page = await visit(t, browser, new URL("guide/start.html", small.url).href, {
        expected: /Failed to load|ERR_|thumbindex:|MIME/,
        prepare: (page) => page.route("**/chunks/app-*.js", answer),
      });
      const button = page.locator("thumb-index").getByRole("button");
      await button.click();
      await button.getByRole("alert").getByText("failed to load").waitFor();
      await page.unroute("**/chunks/app-*.js");
      await button.click();
      await box(page).waitFor();
      assert.equal(await button.getByRole("alert").count(), 0);
    });
  }

  test("the button says so where they never end, and works when they do", async (t) => {
    let finish = () => {};
    const ended = new Promise((resolve) => {
      finish = () => resolve(undefined);
    });
    const page = await visit(t, browser, new URL("guide/start.html", small.url).href, {
      expected: /thumbindex:/,
      prepare: async (page) => {
        await page.clock.install();
        await page.route("**/chunks/app-*.js", async (route) => {
          await ended;
          await route.continue();
        });
      },
    });
    const button = page.locator("thumb-index").getByRole("button");
    await button.click();
    await page.clock.runFor(15_000);
    await button.getByRole("alert").getByText("failed to load").waitFor();
    finish();
    await button.click();
    await box(page).waitFor();
  });

  test("a page in another language has its button, in English, where its words never come", async (t) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.clock.install();
    let asked = false;
    await page.route("**/chunks/languages-*.js", () => {
      asked = true;
    });
    await page.route("**/guide/start.html", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('lang="en"', 'lang="de"') });
    });
    await page.goto(new URL("guide/start.html", small.url).href);
    await eventually(async () => assert.ok(asked));
    await page.clock.runFor(15_000);
    await page.locator("thumb-index").getByRole("button", { name: "Search" }).waitFor();
  });

  test("a loader of the wrong type leaves the page as it was", async (t) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.route("**/thumbindex.js", async (route) =>
      route.fulfill({ response: await route.fetch(), contentType: "text/plain" }),
    );
    await page.goto(new URL("guide/start.html", small.url).href);
    assert.equal(await page.getByRole("heading", { name: "Starting" }).count(), 1);
    assert.equal(await page.locator("thumb-index").count(), 0);
  });
});

describe("a browser that keeps nothing", () => {
  /** Every way to keep something throws. */
  function forbid() {
    const refuse = () => {
      throw new DOMException("no", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage", "caches", "indexedDB"])
      Object.defineProperty(globalThis, name, { get: refuse });
  }
  /** They are there, and full. */
  function fill() {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  }
  for (const [what, script] of /** @type {const} */ ([
    ["because storage is forbidden", forbid],
    ["because storage is full", fill],
  ])) {
    test(`${what}, searches and opens results all the same`, async (t) => {
      const page = await visit(t, browser, new URL("guide/start.html", small.url).href, {
        prepare: (page) => page.addInitScript(script),
      });
      await page.keyboard.press("s");
      await finds(page, "bobbin", /bobbin/);
      await box(page).press("Enter");
      await page.waitForURL(/loom\.html/);
      await page.locator("thumb-index").waitFor();
      await page.keyboard.press("?");
      const single = dialog(page).getByRole("switch");
      await single.click();
      await page.keyboard.press("Escape");
      await page.keyboard.press("s");
      await finds(page, "shuttle", /shuttle/i);
    });
  }
});
