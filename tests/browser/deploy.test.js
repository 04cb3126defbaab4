// A site that is published anew while somebody reads it: an open page knows the old index only, and its files are gone.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { box, dialog, eventually, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget, thumbindex } from "../support/command.js";
import { largeSite } from "../support/large.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser, Page } from "playwright-core" */

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const first = (/** @type {Page} */ page) => hits(page).first().innerText();

for (const [host, missing] of /** @type {const} */ ([
  ["says that old files are gone", undefined],
  ["sends a page in the place of old files", "<!doctype html><title>Home</title>"],
])) {
  describe(`on a host that ${host}`, () => {
    test("an open page searches the new index, and its reader notices nothing", async (t) => {
      const folder = siteWithWidget(largeSite(["shuttle", "thread", "bobbin"]), "--keep", "1");
      const site = await serve(folder, { policy: STRICT, missing });
      t.after(site.close);
      const page = await visit(t, browser, new URL("pages/0.html", site.url).href, {
        expected: /Failed to load resource/,
      });
      await page.keyboard.press("s");
      await box(page).fill("shuttle");
      await eventually(async () => assert.match(await first(page), /shuttle/));

      cpSync(largeSite(["reed", "bobbin"]), folder, { recursive: true });
      thumbindex("build", folder, "--inject", "--quiet", "--keep", "1");
      // What is asked for now is in neither the page nor any cache: of the old index it would be another page.
      await box(page).fill("bobbin");
      await eventually(async () => assert.match(await first(page), /Page 40/));
      assert.equal(await hits(page).count(), 1);
      await box(page).fill("reed");
      await eventually(async () => assert.match(await first(page), /Page 20/));
      await box(page).fill("shuttle");
      await dialog(page).getByText("No results for “shuttle”").first().waitFor();
      assert.equal(await dialog(page).getByRole("alert").count(), 0);
    });
  });
}

test("an open page that cannot read the new index says what to do", async (t) => {
  const folder = siteWithWidget(largeSite(["shuttle", "bobbin"]));
  const site = await serve(folder, { policy: STRICT });
  t.after(site.close);
  const page = await visit(t, browser, site.url, {
    expected: /Failed to load resource|thumbindex:/,
    prepare: async (page) => {
      await page.route("**/index.tix", async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        body[8] += 1;
        await route.fulfill({ response, body });
      });
    },
  });
  await page.keyboard.press("s");
  await box(page).fill("bobbin");
  await dialog(page)
    .getByRole("alert")
    .getByText(/the index has format version \d+/)
    .waitFor();
});
