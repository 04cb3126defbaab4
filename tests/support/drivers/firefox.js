// Firefox, by WebDriver BiDi. It runs without a window, so it needs no display.

import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { keysOf } from "./index.js";

/** @import { KeyInput } from "puppeteer-core" */
/** @import { Driver, Tab } from "./index.js" */

/** The one that `cargo xtask test` has found, or where Debian puts it. */
const executablePath = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

/** @returns {Promise<Driver>} */
export async function launch() {
  if (!existsSync(executablePath)) throw new Error(`no Firefox at ${executablePath}: name one in FIREFOX`);
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  return {
    name: "firefox",
    async open() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 1000, height: 700 });
      /** @type {Tab} */
      const tab = {
        go: async (url) => void (await page.goto(url, { waitUntil: "load" })),
        // A page that Firefox has kept is shown again without a load that could be waited for.
        back: () => page.evaluate(() => void setTimeout(() => history.back())),
        async press(key) {
          const keys = /** @type {KeyInput[]} */ (keysOf(key));
          for (const held of keys.slice(0, -1)) await page.keyboard.down(held);
          await page.keyboard.press(/** @type {KeyInput} */ (keys.at(-1)));
          for (const held of keys.slice(0, -1).reverse()) await page.keyboard.up(held);
        },
        type: (text) => page.keyboard.type(text),
        click: (x, y) => page.mouse.click(x, y),
        evaluate: (work, argument) => page.evaluate(/** @type {any} */ (work), /** @type {any} */ (argument)),
        resize: (width, height) => page.setViewport({ width, height }),
        screenshot: () => page.screenshot(),
        close: () => context.close(),
      };
      return tab;
    },
    close: () => browser.close(),
  };
}
