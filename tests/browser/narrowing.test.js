// What narrowing the results costs: on a large site, whose texts lie in many files.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { box, dialog, eventually, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { largeSite } from "../support/large.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("narrowing to a part fetches no more texts than it takes to fill the list, and More fetches on", async (t) => {
  const site = await serve(siteWithWidget(largeSite([], ["Warp", "Weft"])), { policy: STRICT });
  t.after(site.close);
  const page = await visit(t, browser, site.url);
  const texts = () => site.requests.filter((path) => /\/[0-9a-f]{16}\.tix$/.test(path)).length;
  await page.keyboard.press("s");
  await box(page).fill("weaving");
  await hits(page).nth(9).waitFor();
  const before = texts();
  await dialog(page).getByRole("button", { name: "Weft" }).click();
  const odd = (/** @type {number} */ count) =>
    eventually(async () => {
      const places = await hits(page).evaluateAll((links) =>
        links.map((link) => Number(/(\d+)\.html/.exec(String(link.getAttribute("href")))?.[1])),
      );
      assert.equal(places.length, count);
      assert.ok(
        places.every((place) => place % 2),
        "of this part alone",
      );
    });
  await odd(10);
  const narrowed = texts();
  // Of sixty pages, every other one of which is of this part.
  assert.ok(narrowed - before <= 30, `${narrowed - before} files`);
  await dialog(page).getByRole("button", { name: "Show more" }).click();
  await odd(20);
  assert.ok(texts() > narrowed);
});
