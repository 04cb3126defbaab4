// Several books in one box: what a reader sees of them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { threeBooks } from "../support/books.js";
import { box, dialog, eventually, hits, launch, visit } from "../support/browser.js";
import { useWidget } from "../support/command.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, BrowserContextOptions, Page } from "playwright-core" */
/** @import { Visit } from "../support/browser.js" */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  const books = threeBooks("--inject");
  useWidget(books.out("weaving"));
  const several = 'data-index="../weaving/thumbindex ../dyeing/thumbindex/index.tix ../spinnen/thumbindex/"';
  for (const name of readdirSync(join(books.folder, "weaving")).filter((name) => name.endsWith(".html"))) {
    const file = join(books.folder, "weaving", name);
    const html = readFileSync(file, "utf8");
    writeFileSync(file, html.replace(/(thumbindex\.js")/, `$1 ${several}`));
  }
  site = await serve(books.folder, { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** @param {TestContext} t @param {Visit & BrowserContextOptions} [options] */
async function openSearch(t, options) {
  const page = await visit(t, browser, new URL("weaving/the-warp.html", site.url).href, options);
  await page.keyboard.press("s");
  await box(page).waitFor();
  return page;
}

/** @param {Page} page */
const hrefs = (page) =>
  hits(page).evaluateAll((all) => all.map((hit) => /** @type {HTMLAnchorElement} */ (hit).pathname));

/** @param {Page} page @param {string[]} paths */
const shows = (page, paths) =>
  eventually(async () => assert.deepEqual((await hrefs(page)).sort(), paths.toSorted()));

const WEAVING = ["/weaving/the-warp.html", "/weaving/selvage.html", "/weaving/patterns.html"];
const DYEING = ["/dyeing/madder.html", "/dyeing/mordants.html"];
const SPINNEN = ["/spinnen/der-faden.html"];

test("hits of several books stand in one list, say which book they are from and lead there", async (t) => {
  const page = await openSearch(t);
  await box(page).fill("thread");
  await shows(page, [...WEAVING, ...DYEING, ...SPINNEN]);
  await page.getByRole("group", { name: "Madder The Dyer" }).waitFor();
  const german = page.getByRole("group", { name: "Der Faden Die Spinnerin" });
  assert.equal(await german.getAttribute("lang"), "de");
  await german.getByRole("option").click();
  await page.waitForURL(/spinnen\/der-faden\.html$/);
});

test("every book is on offer to narrow the results to, and is asked alone", async (t) => {
  const page = await openSearch(t);
  await box(page).fill("madder");
  await shows(page, [String(DYEING[0]), String(WEAVING[0])]);
  assert.equal((await hrefs(page))[0], DYEING[0], "the best first, whichever book it is in");
  const filters = dialog(page).getByRole("group", { name: "Narrow the results" }).getByRole("button");
  await filters.first().waitFor();
  assert.deepEqual(await filters.allInnerTexts(), [
    "All",
    "This chapter",
    "The Weaver",
    "The Dyer",
    "Die Spinnerin",
  ]);
  await box(page).fill("thread");
  await dialog(page).getByRole("button", { name: "The Dyer" }).click();
  await shows(page, DYEING);
  await dialog(page).getByRole("status").filter({ hasText: "2 results" }).waitFor({ state: "attached" });
});

test("without one of them the others answer, a note says which is missing, and Retry brings it back", async (t) => {
  let asked = 0;
  const page = await openSearch(t, {
    expected: /Failed to load|ERR_FAILED/,
    prepare: (page) =>
      page.route("**/dyeing/**/index.tix", (route) => {
        asked += 1;
        return route.abort();
      }),
  });
  await box(page).fill("thread");
  await shows(page, [...WEAVING, ...SPINNEN]);
  const note = dialog(page).getByText("Not searched: /dyeing/");
  await note.waitFor();
  assert.equal(await note.getAttribute("role"), "status");
  await box(page).press("End");
  await box(page).pressSequentially("s");
  await box(page).press("Backspace");
  await box(page).fill("spinnrad");
  await shows(page, SPINNEN);
  await box(page).fill("thread");
  await shows(page, [...WEAVING, ...SPINNEN]);
  assert.equal(asked, 1, "a letter does not ask for it again");
  await page.unroute("**/dyeing/**/index.tix");
  await dialog(page).getByRole("button", { name: "Retry" }).click();
  await shows(page, [...WEAVING, ...DYEING, ...SPINNEN]);
  await note.waitFor({ state: "hidden" });
  assert.equal(await box(page).evaluate((element) => element.matches(":focus")), true, "the reader types on");
});

test("the chapters are those of the page's own book", async (t) => {
  const page = await openSearch(t);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  const address = page.url();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL((url) => url.href !== address);
  assert.match(page.url(), /\/weaving\/selvage/);
});

test("until somebody searches, the other books are not asked for", async (t) => {
  const before = site.requests.length;
  const page = await visit(t, browser, new URL("weaving/the-warp.html", site.url).href);
  await page.waitForResponse(/weaving\/thumbindex\/index\.tix/);
  await page.waitForLoadState("networkidle");
  const others = site.requests.slice(before).filter((path) => /dyeing|spinnen/.test(path));
  assert.deepEqual(others, []);
});
