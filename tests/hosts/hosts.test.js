// One line in a site of any generator: what `cargo xtask hosts` has built, as the recipes of the guide have it, in Chromium. The
// same small handbook everywhere, so that what differs is the generator; rustdoc alone has its own.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { box, dialog, eventually, hits, launch, nothingOpens, ready, visit } from "../support/browser.js";
import { searchByCommand } from "../support/command.js";
import { at } from "../support/paths.js";
import { serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, Page } from "playwright-core" */

/**
 * A host whose site is the handbook.
 * @typedef {object} Host
 * @property {string} site  where its generator builds to
 * @property {string} page  what the address of a page ends with
 * @property {string} tip  what stands over the advice in it
 */

/** @type {Record<string, Host>} */
const HOSTS = {
  vitepress: { site: ".vitepress/dist", page: ".html", tip: "Leave a cross" },
  docusaurus: { site: "build", page: "/", tip: "Leave a cross" },
  sphinx: { site: "site", page: ".html", tip: "Tip" },
  mkdocs: { site: "site", page: "/", tip: "Leave a cross" },
  starlight: { site: "dist", page: "/", tip: "Leave a cross" },
  hugo: { site: "public", page: "/", tip: "Leave a cross." },
  mdbook: { site: "book", page: ".html", tip: "Leave a cross." },
};

const START = { path: "", title: "Weaving handbook", above: [] };
const WARPING = { path: "guide/warping", title: "Warping the loom", above: ["Guide"] };
const CARE = { path: "guide/care", title: "Care of the loom", above: ["Guide"] };
const KNOTS = { path: "reference/knots", title: "Knots", above: ["Reference"] };
const CHAPTERS = [START, WARPING, CARE, KNOTS];

/** Those that were built. */
const asked = process.env.HOSTS?.split(",") ?? [];

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/**
 * The tests of one host, if it was built.
 * @param {string} name
 * @param {string} site
 * @param {(open: (t: TestContext, path?: string, options?: Parameters<typeof visit>[3]) => Promise<Page>,
 *   ask: (words: string) => ReturnType<typeof searchByCommand>["pages"]) => void} tests
 */
function host(name, site, tests) {
  if (!asked.includes(name)) return;
  describe(name, () => {
    const folder = at(`target/hosts/${name}/${site}`);
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let served;
    before(async () => {
      served = await serve(folder);
    });
    after(() => served?.close());
    tests(
      (t, path = "", options = {}) => visit(t, browser, new URL(path, served.url).href, options),
      (words) => searchByCommand(`${folder}/thumbindex`, words, 50).pages,
    );
  });
}

for (const [name, { site, page: end, tip }] of Object.entries(HOSTS))
  host(name, site, (open, ask) => {
    test("its chapters have their titles and what stands above them, and no text but their own", () => {
      const found = CHAPTERS.map(({ title }) => ask(`"${title}"`).find((page) => page.title === title));
      assert.deepEqual(
        found.map((page) => page && { title: page.title, above: page.breadcrumbs }),
        CHAPTERS.map(({ title, above }) => ({ title, above })),
      );
      const pegs = ask("pegs")[0]?.sections[0];
      assert.equal(pegs?.heading, "Measure the threads");
      const excerpt = pegs.excerpt.map(({ text }) => text).join("");
      assert.equal(
        excerpt.replace(/\s+/g, " "),
        "Wind each thread around the pegs, then count with the command: loom count --pegs 12 " +
          `${tip} A cross between two pegs keeps the threads in their order.`,
      );
    });

    test("s, a word, Enter: the reader arrives at the section", async (t) => {
      const page = await open(t);
      await page.keyboard.press("s");
      await box(page).fill("heddel");
      await hits(page).first().waitFor();
      assert.match(await hits(page).first().innerText(), /^Thread the heddles/);
      await box(page).press("Enter");
      await page.waitForURL((url) => url.pathname + url.hash === `/${WARPING.path}${end}#thread-the-heddles`);
      await page.getByRole("heading", { name: "Thread the heddles" }).waitFor();
    });

    test("the arrows walk through the chapters in the sidebar's order, and back", async (t) => {
      const page = await open(t);
      for (const chapter of CHAPTERS.slice(1)) await turn(page, "ArrowRight", chapter);
      for (const chapter of CHAPTERS.slice(0, -1).reverse()) await turn(page, "ArrowLeft", chapter);
      await page.keyboard.press("ArrowLeft");
      await nothingOpens(page);
      assert.equal(await heading(page), START.title);
    });

    test("after a turned page there is one button still, and it opens the search", async (t) => {
      const page = await open(t);
      await turn(page, "ArrowRight", WARPING);
      await eventually(async () => assert.equal(await page.locator("thumb-index").count(), 1));
      await page.locator("thumb-index").getByRole("button").click();
      await box(page).fill("linseed");
      await hits(page).first().waitFor();
    });

    test("is dark where the page is, and follows it", async (t) => {
      const page = await open(t, "", { colorScheme: "dark" });
      await page.keyboard.press("s");
      await dialog(page).waitFor();
      const scheme = () => page.locator("thumb-index-dialog").getAttribute("data-scheme");
      await eventually(async () => assert.equal(await scheme(), "dark"));
      await page.emulateMedia({ colorScheme: "light" });
      await eventually(async () => assert.equal(await scheme(), "light"));
    });

    if (name === "sphinx")
      test("/ stays Sphinx's own key", async (t) => {
        const page = await open(t);
        await page.keyboard.press("/");
        await eventually(async () => assert.equal(await focused(page), "q"));
        await nothingOpens(page);
      });

    if (name === "mkdocs")
      test("n and p stay Material's own keys, and turn its pages", async (t) => {
        const page = await open(t);
        await turn(page, "n", WARPING);
        await turn(page, "p", START);
      });
  });

host("rustdoc", "target/doc", (open, ask) => {
  test("an item is found by what is said of it, and none by what is said of every item", async (t) => {
    const [found] = ask("heddle");
    assert.deepEqual(
      [found?.title, found?.breadcrumbs, found?.sections.map(({ heading }) => heading)],
      ["Struct Loom", ["weaving"], ["pub fn thread(&self)"]],
    );
    assert.deepEqual(ask('"TryFrom"'), []);
    const page = await open(t, "weaving/index.html");
    await page.keyboard.press("Control+k");
    await box(page).fill("heddle");
    await hits(page).first().waitFor();
    await box(page).press("Enter");
    await page.waitForURL((url) => url.pathname + url.hash === "/weaving/struct.Loom.html#method.thread");
  });

  test("s and ? stay rustdoc's own keys, and the arrows turn nothing", async (t) => {
    const page = await open(t, "weaving/knots/index.html");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("?");
    await page.locator("#help").waitFor();
    await nothingOpens(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("s");
    await eventually(async () => assert.equal(await focused(page), "search"));
    await nothingOpens(page);
    assert.equal(new URL(page.url()).pathname, "/weaving/knots/index.html");
  });

  test("an address of a search of rustdoc's opens rustdoc's alone", async (t) => {
    const page = await open(t, "weaving/index.html?search=Loom");
    await page.locator("#search").waitFor();
    await nothingOpens(page);
  });
});

/** The name of the field that has the focus. @param {Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("name"));

/** Without the links that themes put into it. @param {Page} page */
const heading = (page) =>
  page
    .locator("h1")
    .last()
    .evaluate((h1) => h1.firstChild?.textContent?.trim());

/**
 * Presses a key, and waits for the chapter.
 * @param {Page} page
 * @param {string} key
 * @param {{ title: string }} chapter
 */
async function turn(page, key, { title }) {
  await ready(page);
  await page.keyboard.press(key);
  await eventually(async () => assert.equal(await heading(page).catch(() => undefined), title));
}
