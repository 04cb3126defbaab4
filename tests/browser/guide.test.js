// The widget in a book that mdBook has built: our own guide, with mdBook's own scripts running.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { box, dialog, hits, launch, ready, visit } from "../support/browser.js";
import { builtGuide, siteWithWidget } from "../support/command.js";
import { serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve(siteWithWidget(builtGuide()));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("s, a typo, Enter: the reader arrives at a page of the guide", async (t) => {
  const page = await visit(t, browser, site.url);
  await page.keyboard.press("s");
  await box(page).fill("keybord");
  await hits(page).first().waitFor();
  const target = await hits(page).first().getAttribute("href");
  await box(page).press("Enter");
  await page.waitForURL(String(target));
});

test("the arrows walk through every chapter in the sidebar's order, and back", async (t) => {
  const page = await visit(t, browser, site.url);
  const links = page.locator(
    "#mdbook-sidebar .chapter a[href]:not(.toggle), #sidebar .chapter a[href]:not(.toggle)",
  );
  await links.first().waitFor({ state: "attached" });
  const hrefs = await links.evaluateAll((all) =>
    all.map((link) => /** @type {HTMLAnchorElement} */ (link).href),
  );
  // mdBook lists the headings of the page that is open there too.
  const chapters = hrefs.filter((href) => !href.includes("#"));
  assert.ok(chapters.length > 1);
  await page.goto(String(chapters[0]));
  for (const chapter of chapters.slice(1)) await turn("ArrowRight", chapter);
  for (const chapter of chapters.slice(0, -1).reverse()) await turn("ArrowLeft", chapter);

  /** @param {string} key @param {string} chapter */
  async function turn(key, chapter) {
    await ready(page);
    await page.keyboard.press(key);
    await page.waitForURL(chapter);
  }
});

test("mdBook's own search and help stay closed: each key has one owner", async (t) => {
  const page = await visit(t, browser, site.url);
  await page.keyboard.press("?");
  await dialog(page).waitFor();
  assert.equal(await page.locator("#mdbook-help-container, #help-container").isVisible(), false);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  await page.keyboard.press("/");
  await box(page).waitFor();
  assert.equal(await page.locator("#mdbook-searchbar, #searchbar").isVisible(), false);
});
