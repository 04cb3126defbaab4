// What a reader meets when the network fails: a notice, and the search goes on by itself when the connection is back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { box, dialog, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve(siteWithWidget(handbook()), { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("a reader who is offline is told so, and has the results when the connection is back", async (t) => {
  const page = await visit(t, browser, new URL("guide/start.html", site.url).href, {
    expected: /Failed to load|ERR_/,
    prepare: (page) => page.route("**/*.tix", (route) => route.abort()),
  });
  await page.keyboard.press("s");
  await box(page).waitFor();
  await page.context().setOffline(true);
  await box(page).fill("thread");
  await dialog(page).getByRole("alert").getByText("You are offline").waitFor();
  await page.unroute("**/*.tix");
  await box(page).fill("bobbin");
  await page.context().setOffline(false);
  await hits(page).first().waitFor();
  assert.match(await hits(page).first().innerText(), /bobbin/);
  assert.equal(await dialog(page).getByRole("alert").count(), 0);
});

test("typing never waits: a slow answer shows headings first, and older words never overtake newer ones", async (t) => {
  /** @type {(() => void)[]} */
  const held = [];
  const page = await visit(t, browser, new URL("guide/start.html", site.url).href, {
    prepare: (page) =>
      page.route("**/*.tix", async (route) => {
        await new Promise((resolve) => held.push(() => resolve(undefined)));
        await route.continue();
      }),
  });
  await page.keyboard.press("s");
  await box(page).pressSequentially("shuttle");
  await box(page).fill("bobbin");
  assert.equal(await box(page).inputValue(), "bobbin", "the box takes letters all the while");
  while (!held.length) await page.waitForTimeout(20);
  const release = setInterval(() => held.shift()?.(), 10);
  await hits(page).first().waitFor();
  await page.waitForTimeout(300);
  clearInterval(release);
  assert.match(await hits(page).first().innerText(), /bobbin/);
});
