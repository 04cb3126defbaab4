// A reader who comes back: what is named by its content is not asked for again, however soon the host lets files grow old.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { box, hits, launch } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { largeSite } from "../support/large.js";
import { serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("a second visit asks for the root, and for none of its chunks", async (t) => {
  const site = await serve(siteWithWidget(largeSite()));
  t.after(site.close);
  const context = await browser.newContext();
  t.after(() => context.close());
  /** The index files that a visit asks for. */
  const visited = async () => {
    const before = site.requests.length;
    const page = await context.newPage();
    await page.goto(site.url);
    await page.locator("thumb-index").waitFor();
    await page.keyboard.press("s");
    await box(page).fill("weaving");
    await hits(page).locator(".mark").first().waitFor();
    await page.close();
    return site.requests.slice(before).filter((path) => path.endsWith(".tix"));
  };
  const chunks = (/** @type {string[]} */ paths) => paths.filter((path) => !path.endsWith("/index.tix"));
  assert.ok(chunks(await visited()).length > 0);
  const again = await visited();
  assert.deepEqual(chunks(again), []);
  assert.equal(again.length, 1);
});
