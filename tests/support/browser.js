// Chromium, and a page in it that reports everything that goes wrong there.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** @import { Browser, BrowserContextOptions, Page } from "playwright-core" */
/** @import { TestContext } from "node:test" */

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The one that `cargo xtask test` has found, or where Debian puts it. */
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** How many times slower than this machine every page runs: a test that only waited long enough shows itself. */
const SLOWED = Number(process.env.SLOWED || 1);

/** @param {string[]} [flags]  more of them @returns {Promise<Browser>} */
export function launch(flags = []) {
  assert.ok(existsSync(executablePath), `no Chromium at ${executablePath}: name one in CHROMIUM`);
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
}

/**
 * @typedef {object} Visit
 * @property {unknown} [elsewhere]  what others than the site answer: nothing outside this machine is asked
 * @property {RegExp} [expected]  a console error that belongs to the test
 * @property {(page: Page) => Promise<unknown>} [prepare]  what is to be done before the page is opened
 * @property {(page: Page) => Promise<unknown>} [opened]  waits until the page is there: the widget, if nobody says
 */

/**
 * A page of its own, closed with the test. A console error, an exception or a policy violation in it fails the test.
 * @param {TestContext} t
 * @param {Browser} browser
 * @param {string} url
 * @param {Visit & BrowserContextOptions} [options]  with the reader's window, and what it tells the page
 * @returns {Promise<Page>}
 */
export async function visit(
  t,
  browser,
  url,
  { elsewhere = {}, expected, prepare, opened = ready, ...reader } = {},
) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...reader });
  const headers = { "access-control-allow-origin": "*" };
  await context.route(
    ({ origin }) => origin !== new URL(url).origin,
    (route) => route.fulfill({ json: elsewhere, headers }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(10_000 * SLOWED);
  if (SLOWED > 1) {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  }
  /** @type {string[]} */
  const troubles = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !expected?.test(message.text())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
  await page.exposeFunction("trouble", (/** @type {string} */ text) => troubles.push(text));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      // @ts-expect-error: exposed above
      globalThis.trouble(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(troubles, []);
  });
  await prepare?.(page);
  await page.goto(url);
  await opened(page);
  return page;
}

/** The widget has found its place, so that it listens. @param {Page} page */
export async function ready(page) {
  await page.locator("thumb-index").first().waitFor({ state: "attached" });
}

/** The search box. @param {Page} page */
export const box = (page) => page.locator("thumb-index-dialog").getByRole("combobox");

/** The results. @param {Page} page */
export const hits = (page) => page.locator("thumb-index-dialog").getByRole("option");

/** Whichever of our dialogs is open. @param {Page} page */
export const dialog = (page) => page.locator("thumb-index-dialog dialog[open]");

/**
 * Waits as long as a dialog would take to appear, and then some, and asserts that none has.
 * @param {Page} page
 * @param {string} [after]
 */
export async function nothingOpens(page, after) {
  await page.waitForTimeout(150);
  assert.equal(await dialog(page).count(), 0, after);
}

/**
 * Tries an assertion until it holds: results of the words before stay on show until the new ones are there.
 * @param {() => Promise<void>} assertion
 */
export async function eventually(assertion) {
  const end = performance.now() + 10_000 * SLOWED;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
