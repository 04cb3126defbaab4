// The single layout from a disk: one classic script in the head of a page, and nothing fetched.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { box, dialog, hits, launch, visit } from "../support/browser.js";
import { thumbindex } from "../support/command.js";
import { at, scratch } from "../support/paths.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
/** @type {string} */
let site;
before(async () => {
  browser = await launch();
  site = scratch("single");
  cpSync(at("tests/fixtures/site"), site, { recursive: true });
  writeFileSync(join(site, "thumbindex.js"), script(site));
  for (const name of ["index.html", "pages/ownership.html"]) {
    const file = join(site, name);
    const root = "../".repeat(name.split("/").length - 1) || "./";
    const tag = `<script src="${root}thumbindex.js" data-root="${root}"></script>`;
    writeFileSync(file, readFileSync(file, "utf8").replace("<head>", `<head>${tag}`));
  }
});
after(() => browser.close());

/** The script with the index of a site in it. @param {string} folder */
function script(folder) {
  const out = scratch("packed");
  thumbindex("build", folder, "--out", out, "--layout", "embedded", "--quiet");
  const module = new WebAssembly.Module(readFileSync(join(out, "thumbindex.wasm")));
  const [index] = WebAssembly.Module.customSections(module, "thumbindex");
  const files = JSON.stringify({ "index.tix": Buffer.from(index).toString("base64") });
  return readFileSync(at("dist/single.js"), "utf8").replace("THUMBINDEX_INDEX", files);
}

test("it searches, follows a result and shows the help from a disk", async (t) => {
  const page = await visit(t, browser, pathToFileURL(join(site, "index.html")).href);
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.keyboard.press("?");
  await dialog(page).getByText("Previous chapter").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("s");
  await box(page).fill("mutable reference");
  await hits(page).first().waitFor();
  assert.deepEqual(requests, []);
  await box(page).press("Enter");
  await page.waitForURL(/borrowing\.html/);
});
