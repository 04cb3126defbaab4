// What a host's page makes of one script tag: a place for the button, keys of the site's own, colours by properties, and a link
// where there is no JavaScript; and that neither does anything to the other that nobody has asked for.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { box, dialog, hits, launch, nothingOpens, ready, visit } from "../support/browser.js";
import { siteWithWidget, thumbindex } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, BrowserContextOptions } from "playwright-core" */
/** @import { Visit } from "../support/browser.js" */

/** @type {Browser} */
let browser;
/** @type {(() => Promise<void>)[]} */
const closing = [];
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const close of closing) await close();
});

/**
 * A page of the handbook whose source is changed.
 * @param {TestContext} t
 * @param {(html: string) => string} change
 * @param {Visit & BrowserContextOptions} [options]
 */
async function hostWith(t, change, options) {
  const folder = siteWithWidget(handbook());
  for (const name of readdirSync(join(folder, "guide"))) {
    const file = join(folder, "guide", name);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  }
  const site = await serve(folder, { policy: STRICT });
  closing.push(site.close);
  return visit(t, browser, new URL("guide/start.html", site.url).href, options);
}

test("a browser that has read the site's description searches it from the address bar", async (t) => {
  const folder = siteWithWidget(handbook());
  const site = await serve(folder, { policy: STRICT });
  closing.push(site.close);
  const start = new URL("guide/start.html", site.url).href;
  thumbindex("build", folder, "--inject", "--quiet", "--opensearch", start);
  const page = await visit(t, browser, new URL("guide/loom.html", site.url).href);
  const template = await page.evaluate(async () => {
    const link = document.querySelector('link[rel="search"][type="application/opensearchdescription+xml"]');
    const text = await (await fetch(/** @type {HTMLLinkElement} */ (link).href)).text();
    const description = new DOMParser().parseFromString(text, "text/xml");
    return description.querySelector('Url[type="text/html"]')?.getAttribute("template") ?? "";
  });
  await page.goto(template.replace("{searchTerms}", encodeURIComponent("warp & thread")));
  await hits(page).first().waitFor();
  assert.equal(await box(page).inputValue(), "warp & thread");
});

describe("the button", () => {
  for (const [host, bar] of [
    ["Docusaurus", `<div class="navbar__items navbar__items--right"><a href="/">Home</a></div>`],
    ["Material for MkDocs", `<div class="md-header__inner"><a href="/">Home</a></div>`],
    ["VitePress", `<div class="VPNavBar"><div class="content-body"><a href="/">Home</a></div></div>`],
    ["Sphinx's PyData", `<div class="navbar-header-items__end"><a href="/">Home</a></div>`],
  ]) {
    test(`stands in the bar of ${host}`, async (t) => {
      const page = await hostWith(t, (html) => html.replace("Handbook of weaving", String(bar)));
      const parent = await page.locator("thumb-index").evaluate((button) => button.parentElement?.className);
      assert.match(String(bar), new RegExp(`class="${parent}"`));
    });
  }

  test("floats in the corner elsewhere, clear of the text", async (t) => {
    const page = await hostWith(t, (html) => html);
    const button = page.locator("thumb-index");
    assert.equal(await button.getAttribute("floating"), "");
    const rect = await button.boundingBox();
    assert.ok(rect && rect.x > 900 && rect.y > 600, JSON.stringify(rect));
  });

  test("is a real button that says what it opens and by which keys", async (t) => {
    const page = await hostWith(t, (html) => html);
    const button = page.locator("thumb-index").getByRole("button", { name: "Search" });
    assert.equal(await button.getAttribute("aria-haspopup"), "dialog");
    assert.equal(await button.getAttribute("aria-keyshortcuts"), "/ s");
  });

  test("is not drawn by a site that has its own", async (t) => {
    const page = await hostWith(t, (html) =>
      html
        .replace("thumbindex.js", 'thumbindex.js" data-button="off')
        .replace("<main>", "<main><thumb-index hidden></thumb-index>"),
    );
    assert.equal(await page.locator("thumb-index").count(), 1);
    assert.equal(await page.locator("thumb-index").isVisible(), false);
  });
});

test("a site's own keys act, and help and button name them", async (t) => {
  const keys = JSON.stringify({ search: ["f"], help: ["h"], next: [] }).replaceAll('"', "&quot;");
  const page = await hostWith(t, (html) =>
    html.replace("thumbindex.js", `thumbindex.js" data-keys="${keys}`),
  );
  const button = page.locator("thumb-index").getByRole("button");
  assert.equal(await button.getAttribute("aria-keyshortcuts"), "f");
  await page.keyboard.press("h");
  await dialog(page).locator(".keys").first().waitFor();
  const rows = await dialog(page).locator(".keys").first().locator("div").allInnerTexts();
  const plain = rows.map((row) => row.replace(/\s+/g, " ").trim());
  assert.deepEqual(plain, ["Search F", "Show this help H", "Previous chapter ←", "Close Esc"]);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  await page.keyboard.press("s");
  await page.waitForTimeout(150);
  assert.equal(await dialog(page).count(), 0);
  await page.keyboard.press("f");
  await box(page).waitFor();
});

for (const [what, keys] of [
  ["a text", '"f"'],
  ["nothing", "null"],
  ["a list", '["f"]'],
  ["numbers", '{"help": 4}'],
]) {
  test(`${what} in the place of a site's own keys hurts no other key`, async (t) => {
    const said = keys.replaceAll('"', "&quot;");
    const page = await hostWith(t, (html) =>
      html.replace("thumbindex.js", `thumbindex.js" data-keys="${said}`),
    );
    await page.keyboard.press("s");
    await box(page).waitFor();
  });
}

test("a site's own words stand in the place of ours", async (t) => {
  const words = JSON.stringify({ search: "Find", invite: "Ask me" }).replaceAll('"', "&quot;");
  const page = await hostWith(t, (html) =>
    html.replace("thumbindex.js", `thumbindex.js" data-words="${words}`),
  );
  await page.locator("thumb-index").getByRole("button", { name: "Find" }).click();
  await dialog(page).getByRole("heading", { name: "Find" }).waitFor();
  await dialog(page).getByText("Ask me").waitFor();
  await dialog(page).getByRole("button", { name: "Close" }).waitFor();
});

test("on a page of rustdoc's, which has a use of its own for ?search=, ?find= opens the search", async (t) => {
  const page = await hostWith(t, (html) =>
    html
      .replace("thumbindex.js", 'thumbindex.js" data-prefetch="off')
      .replace("<head>", '<head><meta name="generator" content="rustdoc">'),
  );
  const address = page.url();
  await page.goto(`${address}?find=shuttle`);
  await hits(page).first().waitFor();
  assert.equal(await box(page).inputValue(), "shuttle");
  await page.goto(`${address}?search=shuttle`);
  await ready(page);
  await nothingOpens(page);
});

test("what a browser fills in by itself is a press of no key", async (t) => {
  const page = await hostWith(t, (html) => html);
  await page.evaluate(() => document.body.dispatchEvent(new Event("keydown", { bubbles: true })));
  await page.keyboard.press("s");
  await box(page).waitFor();
});

for (const [layout, style] of [
  ["a grid", "display: grid; gap: 40px"],
  ["a row", "display: flex; gap: 40px"],
  [
    "spread over the window",
    "display: flex; flex-direction: column; justify-content: space-between; min-height: 500vh",
  ],
])
  test(`where the host's body is ${layout}, the dialogs take no room in it`, async (t) => {
    const page = await hostWith(t, (html) => html);
    await page.keyboard.press("s");
    await box(page).waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    const places = () =>
      page.evaluate(() => [
        document.documentElement.scrollHeight,
        ...[...document.body.children]
          .filter((element) => !/^thumb/.test(element.localName))
          .map((element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            return [element.localName, x, y, width, height];
          }),
      ]);
    await page.evaluate((style) => (document.body.style.cssText = style), style);
    const after = await places();
    await page.evaluate(() => document.querySelector("thumb-index-dialog")?.remove());
    assert.deepEqual(after, await places());
  });

test("of the host's body the dialogs take the font and nothing else", async (t) => {
  const page = await hostWith(t, (html) => html);
  const look = () =>
    dialog(page).evaluate((element) => {
      const style = getComputedStyle(element);
      const names = [
        "text-transform",
        "text-indent",
        "white-space",
        "word-spacing",
        "font-style",
        "font-weight",
      ];
      const own = [...names, "cursor", "pointer-events", "writing-mode", "text-shadow"];
      return own.map((name) => `${name}: ${style.getPropertyValue(name)}`);
    });
  await page.keyboard.press("s");
  await box(page).waitFor();
  const before = await look();
  await page.evaluate(() => {
    document.body.style.cssText = `text-transform: uppercase; text-indent: 3em; white-space: pre; word-spacing: 1em; font: italic 900 20px monospace;
      cursor: none; pointer-events: none; writing-mode: vertical-rl; text-shadow: 1px 1px red`;
  });
  assert.deepEqual(await look(), before);
  assert.equal(await dialog(page).evaluate((element) => getComputedStyle(element).fontFamily), "monospace");
});

test("a failure is told to the page as an event with a code", async (t) => {
  const page = await hostWith(t, (html) => html, {
    expected: /Failed to load|ERR_FAILED/,
    prepare: (page) => page.route("**/*.tix", (route) => route.abort()),
  });
  const code = page.evaluate(
    () =>
      new Promise((resolve) =>
        document.addEventListener("thumbindex:error", (event) =>
          resolve(/** @type {CustomEvent} */ (event).detail.error.code),
        ),
      ),
  );
  await page.keyboard.press("s");
  await box(page).fill("thread");
  assert.equal(await code, "network");
});

test("where a host has frozen what is built in, words are found, and a failure is told for what it is", async (t) => {
  let fails = true;
  const page = await hostWith(t, (html) => html, {
    expected: /Failed to load|ERR_FAILED/,
    prepare: async (page) => {
      await page.route("**/*.tix", (route) => (fails ? route.abort() : route.continue()));
      await page.addInitScript(() => {
        for (const { prototype } of [Object, Function, Array, String, RegExp, Error, Promise, Map, Set])
          Object.freeze(prototype);
      });
    },
  });
  await page.keyboard.press("s");
  await box(page).fill("bobbin");
  await dialog(page).getByRole("alert").getByText("Check the connection, then").waitFor();
  fails = false;
  await dialog(page).getByRole("button", { name: "Retry" }).click();
  await hits(page).first().waitFor();
});

test("without JavaScript the link between the tags is shown", async (t) => {
  const folder = handbook({ end: '<thumb-index><a href="/search.html">Search</a></thumb-index>' });
  const site = await serve(folder, { policy: STRICT });
  closing.push(site.close);
  const context = await browser.newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(new URL("guide/start.html", site.url).href);
  assert.ok(await page.getByRole("link", { name: "Search" }).isVisible());
});

test("custom properties and parts change every look", async (t) => {
  const page = await hostWith(t, (html) => html);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:root { --thumbindex-background: rgb(1, 2, 3); --thumbindex-radius: 1px; --thumbindex-text: rgb(250, 251, 252); }
      thumb-index-dialog::part(heading) { letter-spacing: 3px; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
  await page.keyboard.press("s");
  await box(page).fill("thread");
  await hits(page).first().waitFor();
  const look = await dialog(page).evaluate((element) => {
    const { backgroundColor, borderTopLeftRadius, color } = getComputedStyle(element);
    return { backgroundColor, borderTopLeftRadius, color };
  });
  assert.deepEqual(look, {
    backgroundColor: "rgb(1, 2, 3)",
    borderTopLeftRadius: "1px",
    color: "rgb(250, 251, 252)",
  });
  const heading = dialog(page).locator(".heading").first();
  assert.equal(await heading.evaluate((element) => getComputedStyle(element).letterSpacing), "3px");
});
