// The widget in a book that mdBook has built: our own guide, with mdBook's own scripts running.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { violations } from "../support/axe.js";
import { box, dialog, eventually, hits, launch, ready, visit } from "../support/browser.js";
import { builtGuide, siteWithWidget } from "../support/command.js";
import { at } from "../support/paths.js";
import { serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  const folder = siteWithWidget(builtGuide());
  // As `cargo xtask demo` does.
  cpSync(at("target/playground"), join(folder, "playground"), { recursive: true });
  site = await serve(folder);
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

test("the chapter on ranking searches the guide and explains the results, and loads nothing of that before", async (t) => {
  const from = site.requests.length;
  const page = await visit(t, browser, new URL("ranking.html", site.url).href);
  const explained = page.getByRole("searchbox", { name: "Search this guide, explained" });
  await explained.waitFor();
  const asked = () => site.requests.slice(from).filter((path) => path.startsWith("/playground/"));
  assert.deepEqual(asked().sort(), ["/playground/explain.css", "/playground/live.js"]);

  await explained.fill("keybord shortcuts");
  const first = page.locator(".result").first();
  await first.locator("table").first().waitFor();
  assert.equal(await first.locator("details").getAttribute("open"), "");
  assert.match(await first.locator("table").last().innerText(), /keybord\s+keyboard in heading/);
  assert.ok(asked().includes("/playground/playground.wasm"));
  assert.deepEqual(await violations(page, "[data-explain-index]"), []);

  // The order is the dialog's, since the index is the same.
  const explainedFirst = await first
    .getByRole("link")
    .evaluate((link) => /** @type {HTMLAnchorElement} */ (link).href);
  await explained.blur();
  await page.keyboard.press("s");
  await box(page).fill("keybord shortcuts");
  await eventually(async () => {
    const href = await hits(page)
      .first()
      .evaluate((link) => /** @type {HTMLAnchorElement} */ (link).href);
    assert.equal(href.split("?")[0]?.split("#")[0], explainedFirst.split("#")[0]);
  });
});

test("without scripts the chapter on ranking is what it was: text, and no empty box", async (t) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(new URL("ranking.html", site.url).href);
  assert.ok(await page.getByText("thumbindex search OUT owner of a value --explain").isVisible());
  assert.equal(await page.locator("[data-explain-index]").isVisible(), false);
  assert.equal(await page.getByRole("searchbox").count(), 0);
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
