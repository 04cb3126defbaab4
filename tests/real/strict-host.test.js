// The Rust Book on a host whose policy allows nothing inline. mdBook's own scripts and inline styles need it to, so they
// are taken out first: whatever is reported then is ours.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { box, dialog, hits, launch, ready, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

const FOREIGN_SCRIPTS = /<script(?![^>]*thumbindex\.js)[^>]*>.*?<\/script>/gs;
const INLINE_STYLES = /<style[^>]*>.*?<\/style>| style="[^"]*"/gs;

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  const folder = siteWithWidget(join(process.env.RUST_HTML ?? "", "book"));
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".html"))) {
    const html = readFileSync(join(folder, name), "utf8");
    writeFileSync(join(folder, name), html.replace(FOREIGN_SCRIPTS, "").replace(INLINE_STYLES, ""));
  }
  site = await serve(folder, { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("search, arrival, chapters, help: without one console error or policy violation", async (t) => {
  const page = await visit(t, browser, new URL("ch01-00-getting-started.html", site.url).href);
  await page.keyboard.press("s");
  await box(page).fill("ownreship");
  await page
    .getByRole("option", { name: /What Is Ownership\?/ })
    .first()
    .waitFor();
  assert.match(await hits(page).first().innerText(), /What Is Ownership\?/);
  await box(page).press("Enter");
  await page.waitForURL(/ch04-01-what-is-ownership\.html/);
  await ready(page);
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/ch04-02-references-and-borrowing\.html/);
  await ready(page);
  await page.keyboard.press("?");
  await dialog(page).waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
});
