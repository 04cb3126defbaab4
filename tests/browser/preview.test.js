// The look at a section beside the dialog: where the window has room, and without running what the page brings along.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { box, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser } from "playwright-core" */

/** Trusted Types as well: a page is parsed without asking for leave. */
const STRICTEST =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  const end = `<h2 id="end">The end of the cloth</h2><p>Knots <b>hold</b> it.</p><script src="/tabs.js?end"></script><h2 id="after">After it</h2><p>Another matter.</p>`;
  site = await serve(siteWithWidget(handbook({ end })), { policy: STRICTEST });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** The search for the end of the cloth. @param {TestContext} t @param {number} width */
async function search(t, width, { url } = site) {
  const page = await visit(t, browser, new URL("guide/start.html", url).href, {
    viewport: { width, height: 800 },
  });
  await page.keyboard.press("s");
  await box(page).fill("end of the cloth");
  await hits(page).first().waitFor();
  return page;
}

test("the active hit's section is shown, from its heading to the next, and follows the arrows", async (t) => {
  const page = await search(t, 1400);
  const preview = page.getByRole("region", { name: "Preview" });
  await box(page).press("ArrowDown");
  await preview.getByText("The end of the cloth").waitFor();
  assert.equal(await preview.locator("b").innerText(), "hold");
  assert.equal(await preview.locator("script").count(), 0);
  assert.doesNotMatch(await preview.innerText(), /Nothing of note|Another matter/);
  await box(page).fill("bobbin");
  await page.getByRole("option", { name: /Tabbed bobbin/ }).waitFor();
  await box(page).press("ArrowDown");
  await preview.getByText("A bobbin holds thread.").waitFor();
});

/** The first preview of a site whose pages have this in their last section. @param {TestContext} t @param {string} part */
async function lookAt(t, part) {
  const end = `<h2 id="end">The end of the cloth</h2>${part}`;
  const other = await serve(siteWithWidget(handbook({ end })), { policy: STRICTEST });
  t.after(other.close);
  const page = await search(t, 1400, other);
  const asked = page.waitForResponse((response) => response.request().resourceType() === "xhr");
  await box(page).press("ArrowDown");
  await asked;
  return page.locator("thumb-index-dialog .preview");
}

test("of a section without end so much is shown as is a look at it", async (t) => {
  const row = "<tr><td>A thread</td><td>and its <code>knot</code></td></tr>";
  const preview = await lookAt(t, `<table>${row.repeat(10_000)}</table>`);
  await preview.getByText("A thread").first().waitFor();
  const length = await preview.evaluate(({ textContent }) => textContent?.length ?? 0);
  assert.ok(length > 1_000 && length < 20_000, String(length));
});

test("a page that cannot be read has no preview", async (t) => {
  // A form has its fields for properties.
  const preview = await lookAt(t, '<form><input name="matches"><input name="childNodes"></form>');
  await preview.page().waitForTimeout(300);
  assert.equal(await preview.isVisible(), false);
});

test("the words of the search are told to no server", async (t) => {
  const page = await search(t, 1400);
  await page.waitForURL(/\?search=/);
  await box(page).press("ArrowDown");
  await page.getByRole("region", { name: "Preview" }).getByText("The end of the cloth").waitFor();
  assert.match(page.url(), /\?search=/);
  assert.deepEqual(
    site.referrers.filter((referrer) => referrer.includes("search=")),
    [],
  );
});

test("it moves nothing in the dialog", async (t) => {
  const page = await search(t, 1400);
  const before = await hits(page).first().boundingBox();
  await box(page).press("ArrowDown");
  await page.getByRole("region", { name: "Preview" }).waitFor();
  assert.deepEqual(await hits(page).first().boundingBox(), before);
});

test("a window without room asks for no preview", async (t) => {
  const page = await search(t, 1000);
  site.requests.length = 0;
  await box(page).press("ArrowDown");
  await page.waitForTimeout(400);
  assert.deepEqual(
    site.requests.filter((path) => path.endsWith(".html")),
    [],
  );
});
