// What a reader meets when the network fails, halts or comes and goes: a notice, Retry, and a search that goes on by itself when the
// connection is back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { box, dialog, eventually, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { largeSite } from "../support/large.js";
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

test("where every other request fails, Retry comes to the answer", async (t) => {
  const large = await serve(siteWithWidget(largeSite(["shuttle", "bobbin"])), { policy: STRICT });
  t.after(large.close);
  let asked = 0;
  const page = await visit(t, browser, large.url, {
    expected: /Failed to load|ERR_/,
    prepare: (page) =>
      page.route(/\.(tix|bin|wasm)$/, (route) => (asked++ % 2 ? route.continue() : route.abort())),
  });
  await page.keyboard.press("s");
  await box(page).fill("shuttle");
  const retry = dialog(page).getByRole("button", { name: "Retry" });
  await retry.waitFor();
  await eventually(async () => {
    if (await retry.isVisible()) await retry.click();
    assert.match(await hits(page).first().innerText({ timeout: 500 }), /shuttle/);
  });
  assert.equal(await dialog(page).getByRole("alert").count(), 0);
});

for (const [what, files] of /** @type {const} */ ([
  ["module", /\.(bin|wasm)$/],
  ["root", /index\.tix$/],
])) {
  test(`a ${what} that is never answered for is no endless wait`, async (t) => {
    let silent = true;
    let asked = false;
    const page = await visit(t, browser, new URL("guide/start.html", site.url).href, {
      expected: /Failed to load|ERR_/,
      prepare: async (page) => {
        await page.clock.install();
        await page.route(files, (route) => {
          asked = true;
          if (!silent) return route.continue();
        });
      },
    });
    await page.keyboard.press("s");
    await box(page).waitFor();
    await box(page).fill("bobbin");
    await eventually(async () => assert.ok(asked));
    await page.clock.runFor(1_000);
    await dialog(page).locator(".progress.busy").waitFor();
    await page.clock.runFor(15_000);
    await dialog(page).getByRole("alert").getByText("Check the connection").waitFor();
    assert.equal(await dialog(page).locator(".progress.busy").count(), 0);
    silent = false;
    await dialog(page).getByRole("button", { name: "Retry" }).click();
    await page.clock.runFor(1_000);
    await eventually(async () => assert.match(await hits(page).first().innerText(), /bobbin/));
  });
}

for (const [what, files] of /** @type {const} */ ([
  ["module", /\.(bin|wasm)$/],
  ["root", /index\.tix$/],
  ["chunk", /\/[0-9a-f]{16}\.tix$/],
])) {
  test(`a ${what} that halts half way is no endless wait`, async (t) => {
    let halted = true;
    const halts = (/** @type {string} */ path) => halted && files.test(path);
    const large = await serve(siteWithWidget(largeSite(["shuttle", "bobbin"])), { policy: STRICT, halts });
    t.after(large.close);
    const page = await visit(t, browser, large.url, {
      expected: /ERR_/,
      prepare: (page) => page.clock.install(),
    });
    await page.keyboard.press("s");
    await box(page).waitFor();
    await box(page).fill("bobbin");
    await page.clock.runFor(1_000);
    await dialog(page).locator(".progress.busy").waitFor();
    await eventually(async () => {
      await page.clock.runFor(15_000);
      assert.equal(await dialog(page).getByRole("alert").getByText("Check the connection").count(), 1);
    });
    assert.equal(await dialog(page).locator(".progress.busy").count(), 0);
    halted = false;
    await dialog(page).getByRole("button", { name: "Retry" }).click();
    await eventually(async () => {
      await page.clock.runFor(1_000);
      assert.match(await hits(page).first().innerText({ timeout: 500 }), /bobbin/);
    });
  });
}

test("typing never waits: the results of before stay in view, and older words never overtake newer ones", async (t) => {
  const large = await serve(siteWithWidget(largeSite(["shuttle", "thread", "bobbin"])), { policy: STRICT });
  t.after(large.close);
  const page = await visit(t, browser, new URL("pages/0.html", large.url).href);
  const first = () => hits(page).first().innerText();
  await page.keyboard.press("s");
  await box(page).fill("shuttle");
  await eventually(async () => assert.match(await first(), /shuttle/));
  /** What the index's files wait for. @type {(() => void)[]} */
  const held = [];
  await page.route("**/*.tix", async (route) => {
    await new Promise((resolve) => held.push(() => resolve(undefined)));
    await route.continue();
  });
  await box(page).fill("thread");
  while (!held.length) await page.waitForTimeout(20);
  await box(page).fill("bobbin");
  assert.equal(await box(page).inputValue(), "bobbin", "the box takes letters all the while");
  await page.waitForTimeout(300);
  assert.match(await first(), /shuttle/, "what was found before stays in view");
  // The newest comes first, and the older words' answer when it is there already.
  const release = setInterval(() => held.pop()?.(), 10);
  await eventually(async () => assert.match(await first(), /bobbin/));
  await page.waitForTimeout(300);
  clearInterval(release);
  assert.match(await first(), /bobbin/);
});
