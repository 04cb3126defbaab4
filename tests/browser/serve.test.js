// `thumbindex serve`: a page that is open shows a change without being asked to, and no page waits for another's connections.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { box, hits, launch, ready, visit } from "../support/browser.js";
import { program } from "../support/command.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
/** @type {string} */
let folder;
/** @type {import("node:child_process").ChildProcess} */
let command;
/** @type {string} */
let url;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "thumbindex-serve-"));
  write("quince");
  command = spawn(program, ["serve", folder, "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: /** @type {NodeJS.ReadableStream} */ (command.stdout) });
  for await (const line of lines) {
    url = JSON.parse(line).url;
    break;
  }
  browser = await launch();
});
after(async () => {
  await browser?.close();
  command?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** @param {string} fruit */
function write(fruit) {
  const page = `<!doctype html><html lang=en><link rel=icon href=data:,><title>Fruit</title><main><h1 id=f>Fruit</h1><p>A ${fruit}.</p></main></html>`;
  writeFileSync(join(folder, "index.html"), page);
}

test("an open page shows a change, and search finds it", async (t) => {
  const page = await visit(t, browser, url);
  await page.getByText("A quince.").waitFor();
  for (const fruit of ["medlar", "damson"]) {
    write(fruit);
    await page.getByText(`A ${fruit}.`).waitFor();
    await ready(page);
    await page.keyboard.press("s");
    await box(page).fill(fruit);
    await hits(page).first().waitFor();
    await page.keyboard.press("Escape");
  }
});

test("many pages open at once are all served", async (t) => {
  const pages = await Promise.all(Array.from({ length: 12 }, () => visit(t, browser, url)));
  for (const page of pages) assert.equal(await page.title(), "Fruit");
});
