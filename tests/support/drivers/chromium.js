// Chromium, by Playwright.

import { launch as launchChromium } from "../browser.js";

/** @import { Driver, Tab } from "./index.js" */

/** @returns {Promise<Driver>} */
export async function launch() {
  const browser = await launchChromium();
  return {
    name: "chromium",
    async open() {
      const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
      const page = await context.newPage();
      /** @type {Tab} */
      const tab = {
        go: async (url) => void (await page.goto(url)),
        back: async () => void (await page.goBack()),
        press: (key) => page.keyboard.press(key),
        type: (text) => page.keyboard.type(text),
        click: (x, y) => page.mouse.click(x, y),
        evaluate: (work, argument) => page.evaluate(/** @type {any} */ (work), /** @type {any} */ (argument)),
        resize: (width, height) => page.setViewportSize({ width, height }),
        screenshot: () => page.screenshot(),
        close: () => context.close(),
      };
      return tab;
    },
    close: () => browser.close(),
  };
}
