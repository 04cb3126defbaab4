// The gallery: five looks by custom properties alone, each of them readable.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../support/axe.js";
import { box, dialog, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { at } from "../support/paths.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve(siteWithWidget(at("www"), "--skip", "playground/**"), { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

for (const look of ["paper", "terminal", "candy", "slate", "contrast"]) {
  test(`${look} has a ground of its own, and everything on it can be read`, async (t) => {
    const page = await visit(t, browser, new URL("looks.html", site.url).href);
    const ground = () => dialog(page).evaluate((element) => getComputedStyle(element).backgroundColor);
    await page.locator(`[data-look="${look}"]`).click();
    await hits(page).first().waitFor();
    await box(page).press("ArrowDown");
    const own = await page.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue("--thumbindex-background"),
    );
    assert.ok(own, "a ground is set");
    const channels = (/** @type {string} */ colour) => colour.match(/\d+/g)?.map(Number);
    const hex = own.trim().replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
    assert.deepEqual(
      channels(await ground()),
      [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16)),
    );
    assert.deepEqual(await violations(page, "thumb-index-dialog"), []);
  });
}
