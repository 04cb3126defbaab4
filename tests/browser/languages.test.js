// The widget speaks the page's language, and reads in its direction.

import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { box, dialog, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { at, scratch } from "../support/paths.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */
/** @import { TestContext } from "node:test" */

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("German from left to right: button, results, correction and help", async (t) => {
  const { page, site } = await visitIn(t, "de-CH");
  await page.getByRole("button", { name: "Suche" }).click();
  await box(page).fill("ownreship");
  await page.getByText("Ergebnisse für ownership").first().waitFor();
  await page.getByRole("button", { name: "Stattdessen nach „ownreship“ suchen" }).waitFor();
  await page
    .getByText(/^\d+ Treffer$/)
    .first()
    .waitFor();
  assert.equal(await dialog(page).evaluate((element) => getComputedStyle(element).direction), "ltr");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  await page.keyboard.press("?");
  await page.getByRole("heading", { name: "Tastenkürzel" }).waitFor();
  const tables = site.requests.filter((path) => /chunks\/[a-z]{2}(-|$)/.test(path));
  assert.equal(tables.length, 1, `one language is loaded: ${tables}`);
});

test("Arabic from right to left, also where the page does not say so", async (t) => {
  const { page } = await visitIn(t, "ar");
  await page.getByRole("button", { name: "بحث" }).click();
  await box(page).fill("value");
  await hits(page).first().waitFor();
  await page.getByText("4 نتائج").first().waitFor();
  assert.equal(await dialog(page).evaluate((element) => getComputedStyle(element).direction), "rtl");
  const field = await box(page).boundingBox();
  const close = await dialog(page).getByRole("button", { name: "إغلاق" }).boundingBox();
  assert.ok(field && close && close.x < field.x + field.width / 2, "what ends a line stands on the left");
});

test("English asks for no other language, and so does a language that the widget does not have", async (t) => {
  for (const [lang, asks] of [
    ["en-GB", 0],
    ["fi", 1],
  ]) {
    const { page, site } = await visitIn(t, String(lang));
    await page.getByRole("button", { name: "Search" }).click();
    await box(page).waitFor();
    const asked = site.requests.filter((path) => /chunks\/(languages|[a-z]{2})-/.test(path));
    assert.equal(asked.length, asks, `${lang}: ${asked}`);
  }
});

/** The small site, as if it were written in another language. @param {TestContext} t @param {string} lang */
async function visitIn(t, lang) {
  const folder = scratch("language");
  cpSync(at("tests/fixtures/site"), folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, name);
    if (!file.endsWith(".html")) continue;
    writeFileSync(file, readFileSync(file, "utf8").replace('lang="en"', `lang="${lang}"`));
  }
  const site = await serve(siteWithWidget(folder), { policy: STRICT });
  t.after(site.close);
  return { page: await visit(t, browser, site.url), site };
}
