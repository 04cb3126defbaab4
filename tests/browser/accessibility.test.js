// What axe-core finds wrong with the dialogs: nothing, in light and in dark.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { box, dialog, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { at } from "../support/paths.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser, Page } from "playwright-core" */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve(siteWithWidget(at("tests/fixtures/site")), { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  describe(`in ${colorScheme} colours axe-core finds nothing wrong with`, () => {
    test("the search with results", async (t) => {
      const page = await visit(t, browser, site.url);
      await page.emulateMedia({ colorScheme });
      await page.keyboard.press("s");
      await box(page).fill("value");
      await hits(page).first().waitFor();
      await box(page).press("ArrowDown");
      assert.deepEqual(await violations(page), []);
    });

    test("the search without results", async (t) => {
      const page = await visit(t, browser, site.url);
      await page.emulateMedia({ colorScheme });
      await page.keyboard.press("s");
      await box(page).fill("qqqqqqqq");
      await page.getByText("No results").first().waitFor();
      assert.deepEqual(await violations(page), []);
    });

    test("the help", async (t) => {
      const page = await visit(t, browser, site.url);
      await page.emulateMedia({ colorScheme });
      await page.keyboard.press("?");
      await dialog(page).waitFor();
      assert.deepEqual(await violations(page), []);
    });
  });
}

/** One line for each element that breaks a rule. @param {Page} page */
async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (globalThis));
    const { violations } = await axe.run("thumb-index-dialog");
    return violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
