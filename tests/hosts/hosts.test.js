// One line in a site of any generator: what `cargo xtask hosts` has built, as the recipes of the guide have it, in Chromium. The
// same small handbook everywhere, so that what differs is the generator.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { box, dialog, eventually, hits, launch, nothingOpens, ready, visit } from "../support/browser.js";
import { searchByCommand } from "../support/command.js";
import { at } from "../support/paths.js";
import { serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, Page } from "playwright-core" */

/**
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

const CHAPTERS = [
  { path: "", title: "Weaving handbook", above: [] },
  { path: "guide/warping", title: "Warping the loom", above: ["Guide"] },
  { path: "guide/care", title: "Care of the loom", above: ["Guide"] },
  { path: "reference/knots", title: "Knots", above: ["Reference"] },
];

const asked = process.env.HOSTS?.split(",") ?? [];

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const [name, host] of Object.entries(HOSTS).filter(([name]) => asked.includes(name))) {
  describe(name, () => {
    const folder = at(`target/hosts/${name}/${host.site}`);
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let site;
    before(async () => {
      site = await serve(folder);
    });
    after(() => site?.close());

    /** @param {TestContext} t @param {Parameters<typeof visit>[3]} [options] */
    const open = (t, options) => visit(t, browser, site.url, options);

    test("its chapters have their titles and what stands above them, and no text but their own", () => {
      const ask = (/** @type {string} */ words) => searchByCommand(`${folder}/thumbindex`, words, 50).pages;
      const found = CHAPTERS.map(({ title }) => ask(`"${title}"`).find((page) => page.title === title));
      assert.deepEqual(
        found.map((page) => page && { title: page.title, above: page.breadcrumbs }),
        CHAPTERS.map(({ title, above }) => ({ title, above })),
      );
      const pegs = ask("pegs")[0]?.sections[0];
      assert.equal(pegs?.heading, "Measure the threads");
      assert.equal(
        pegs.excerpt.map(({ text }) => text).join("").replace(/\s+/g, " "),
        "Wind each thread around the pegs, then count with the command: loom count --pegs 12 " +
          `${host.tip} A cross between two pegs keeps the threads in their order.`,
      );
    });

    test("s, a word, Enter: the reader arrives at the section", async (t) => {
      const page = await open(t);
      await page.keyboard.press("s");
      await box(page).fill("heddel");
      await hits(page).first().waitFor();
      assert.match(await hits(page).first().innerText(), /^Thread the heddles/);
      await box(page).press("Enter");
      await page.waitForURL(`${site.url}guide/warping${host.page}#thread-the-heddles`);
      await page.getByRole("heading", { name: "Thread the heddles" }).waitFor();
    });

    test("the arrows walk through the chapters in the sidebar's order, and back", async (t) => {
      const page = await open(t);
      for (const chapter of CHAPTERS.slice(1)) await turn(page, "ArrowRight", chapter);
      for (const chapter of CHAPTERS.slice(0, -1).reverse()) await turn(page, "ArrowLeft", chapter);
      await page.keyboard.press("ArrowLeft");
      await nothingOpens(page);
      assert.equal(await heading(page), "Weaving handbook");
    });

    test("after a turned page there is one button still, and the search opens", async (t) => {
      const page = await open(t);
      await turn(page, "ArrowRight", CHAPTERS[1]);
      await eventually(async () => assert.equal(await page.locator("thumb-index").count(), 1));
      await page.locator("thumb-index").getByRole("button").click();
      await box(page).fill("linseed");
      await hits(page).first().waitFor();
    });

    test("is dark where the page is, and follows it", async (t) => {
      const page = await open(t, { colorScheme: "dark" });
      await page.keyboard.press("s");
      await dialog(page).waitFor();
      const scheme = () => page.locator("thumb-index-dialog").getAttribute("data-scheme");
      await eventually(async () => assert.equal(await scheme(), "dark"));
      await page.emulateMedia({ colorScheme: "light" });
      await eventually(async () => assert.equal(await scheme(), "light"));
    });
  });
}

/** @param {Page} page */
const heading = (page) => page.locator("h1").last().evaluate((h1) => h1.firstChild?.textContent?.trim());

/**
 * Presses an arrow, and waits for the chapter.
 * @param {Page} page
 * @param {string} key
 * @param {{ title: string }} [chapter]
 */
async function turn(page, key, chapter) {
  await ready(page);
  await page.keyboard.press(key);
  await eventually(async () => assert.equal(await heading(page).catch(() => undefined), chapter?.title));
}
