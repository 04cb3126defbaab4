// Is the page dark? Whichever way a host says so, the dialogs and the bar of chapters follow it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  const end = "<thumb-index-chapters></thumb-index-chapters>";
  site = await serve(siteWithWidget(handbook({ end })), { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

for (const [way, attribute, rules] of /** @type {const} */ ([
  ["an attribute of its own", "data-bs-theme", "[data-bs-theme=dark] body { background: #1b1b1f }"],
  [
    "a background that fades",
    "class",
    "body { transition: background 0.2s; background: #fff } .dark body { background: #1b1b1f }",
  ],
  ["a colour of a wide gamut", "class", ".dark body { background: color(display-p3 0.1 0.1 0.12) }"],
  ["the colours of its browser", "class", ".dark { color-scheme: dark }"],
]))
  test(`a host that becomes dark by ${way}`, async (t) => {
    const page = await visit(t, browser, new URL("guide/start.html", site.url).href, {
      reducedMotion: "no-preference",
    });
    const schemes = () =>
      page
        .locator("thumb-index-dialog, thumb-index-chapters")
        .evaluateAll((elements) => elements.map((element) => element.getAttribute("data-scheme")));
    await page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets.push(sheet);
    }, rules);
    await eventually(async () => assert.deepEqual(await schemes(), ["light", "light"]));
    await page.evaluate((attribute) => document.documentElement.setAttribute(attribute, "dark"), attribute);
    await eventually(async () => assert.deepEqual(await schemes(), ["dark", "dark"]));
  });

for (const colorScheme of /** @type {const} */ (["light", "dark"]))
  test(`a host that paints nothing is ${colorScheme} where its reader's browser is`, async (t) => {
    const start = new URL("guide/start.html", site.url).href;
    const page = await visit(t, browser, start, {
      colorScheme,
      prepare: (page) =>
        page.route(start, async (route) => {
          const response = await route.fetch();
          const body = (await response.text()).replace(
            "<title>",
            '<meta name="color-scheme" content="light dark"><title>',
          );
          await route.fulfill({ response, body });
        }),
    });
    const bar = page.locator("thumb-index-chapters");
    await eventually(async () => assert.equal(await bar.getAttribute("data-scheme"), colorScheme));
  });
