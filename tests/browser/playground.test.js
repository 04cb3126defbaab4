// The playground: what is dropped is indexed, weighed, searched and explained in the page, and nothing of it leaves.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { violations } from "../support/axe.js";
import { eventually, launch, visit } from "../support/browser.js";
import { at, scratch } from "../support/paths.js";
import { serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, BrowserContextOptions, Page } from "playwright-core" */
/** @import { Visit } from "../support/browser.js" */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  // Without a policy in its headers: the page brings its own.
  site = await serve(at("target/playground"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const CHAPTERS = {
  "ownership.md":
    "# Ownership\n\nEach value has an owner.\n\n## Moving\n\nA value moves to its next owner.\n",
  "borrowing.md": "# Borrowing\n\nA reference borrows a value without owning it.\n",
};

test("dropped files are searched in spite of a slip and explained, and no request leaves the page", async (t) => {
  const page = await open(t);
  /** @type {string[]} */
  const requests = [];
  page.context().on("request", (request) => requests.push(request.url()));
  const served = site.requests.length;
  await drop(page, CHAPTERS);
  await done(page, "2 pages");
  await box(page).fill("ownreship");
  await result(page).first().waitFor();

  assert.equal(await result(page).first().locator(".heading b").innerText(), "Ownership");
  assert.match(
    await page.locator(".explained .status").innerText(),
    /“ownership”, corrected from “ownreship”/,
  );
  const [score, words] = await result(page)
    .first()
    .locator("table")
    .evaluateAll((tables) =>
      tables.map((table) =>
        [...table.querySelectorAll("tbody tr")].map((row) =>
          [...row.children].map((cell) => cell.textContent ?? ""),
        ),
      ),
    );
  const added = (/** @type {string} */ name) =>
    Number(
      score
        ?.find(([part]) => part === name)
        ?.at(-1)
        ?.replace("× ", "") ?? 1,
    );
  const sum = (added("Words") + added("Heading")) * added("Opens its page") * added("Spelling");
  assert.ok(Math.abs(sum - added("Score")) < 0.03, `${sum} is about ${added("Score")}`);
  assert.ok(added("Heading") > 0);
  assert.match(String(words), /^ownreship,ownership in heading, 10\.0 × 0\.\d+ for a guess/);

  assert.deepEqual(requests, []);
  assert.equal(site.requests.length, served);
});

test("the policy of the page holds for the worker, which sees the files", async (t) => {
  const page = await open(t, { expected: /Content Security Policy/ });
  const [worker] = page.workers();
  const tried = await worker?.evaluate(() =>
    fetch("https://elsewhere.example/").then(
      () => "sent",
      () => "held back",
    ),
  );
  assert.equal(tried, "held back");
});

test("the index is weighed part by part, and a search by what it would fetch", async (t) => {
  const page = await open(t);
  await drop(page, CHAPTERS);
  await done(page, "2 pages");
  const parts = await page.locator(".parts tbody th").allInnerTexts();
  assert.deepEqual(
    parts.map((part) => part.split("\n")[0]),
    ["root", "chapters", "terms", "block"],
  );
  assert.match(await page.locator("#weights .facts").innerText(), /2 pages, 3 sections, \d+ terms/);
  await box(page).fill("owner");
  await eventually(async () =>
    assert.match(await page.locator(".cost").innerText(), /the root of [\d.]+ (KB|bytes), and nothing more/),
  );
});

describe("a folder of many chapters is taken whole, with the folders in it", () => {
  const folder = scratch("chapters");
  before(() => {
    for (let part = 0; part < 10; part++) {
      mkdirSync(join(folder, `part${part}`));
      for (let chapter = 0; chapter < 15; chapter++) {
        const text = `# Chapter ${part}-${chapter}\n\n${"Weaving on a loom takes a warp. ".repeat(40)}\n`;
        writeFileSync(join(folder, `part${part}`, `${chapter}.md`), text);
      }
    }
    mkdirSync(join(folder, ".drafts"));
    writeFileSync(join(folder, ".drafts", "hidden.md"), "# Hidden");
    writeFileSync(join(folder, "picture.png"), "no text");
  });

  for (const [way, take] of /** @type {[string, (page: Page) => Promise<void>][]} */ ([
    ["when it is chosen", (page) => page.locator("#folder").setInputFiles(folder)],
    ["when it is dropped", (page) => dropFolder(page, folder)],
  ])) {
    test(way, async (t) => {
      const page = await open(t);
      await take(page);
      await done(page, "150 pages");
      await box(page).fill("waeving");
      await eventually(async () => assert.equal(await result(page).count(), 10));
    });
  }
});

test("of two folders the one that was dropped last is searched, however long the first one takes", async (t) => {
  const page = await open(t);
  const many = Array.from({ length: 200 }, (_, at) => [
    `${at}.md`,
    `# Loom ${at}\n\n${"A warp. ".repeat(500)}\n`,
  ]);
  await drop(page, Object.fromEntries(many));
  await drop(page, CHAPTERS);
  await done(page, "2 pages");
  await box(page).fill("warp owner");
  await eventually(async () =>
    assert.deepEqual(await result(page).locator(".heading b").allInnerTexts(), ["Ownership", "Moving"]),
  );
});

test("a built site is read as one, and its languages are weighed apart", async (t) => {
  const page = await open(t);
  const html = (/** @type {string} */ lang, /** @type {string} */ words) =>
    `<html lang=${lang}><title>${words}</title><main><h1>${words}</h1><p>${words}.</main>`;
  await drop(page, {
    "a.html": html("en", "A loom"),
    "b.html": html("en", "A shed"),
    "c.html": html("de", "Ein Webstuhl"),
  });
  await done(page, "3 pages");
  assert.match(await page.locator("#weights .lead").innerText(), /a site of HTML pages/);
  assert.equal(await page.locator(".parts").count(), 2);
});

test("text that is pasted is found, and so is the sample", async (t) => {
  const page = await open(t);
  await page.getByText("Paste text").click();
  await page.getByLabel("Markdown, or HTML").fill("# Weft\n\nThe thread that goes across.");
  await page.getByRole("button", { name: "Index it" }).click();
  await done(page, "1 page");
  await box(page).fill("thraed");
  await eventually(async () =>
    assert.equal(await result(page).first().locator(".heading b").innerText(), "Weft"),
  );

  await page.getByRole("button", { name: "Try the guide" }).click();
  await eventually(async () =>
    assert.equal(await result(page).first().locator(".heading b").innerText(), "Keyboard shortcuts"),
  );
});

describe("what cannot be read is told in one line", () => {
  for (const [
    name,
    files,
    line,
  ] of /** @type {[string, { [path: string]: string | number[] }, RegExp][]} */ ([
    ["no text", { "a.bin": "1" }, /^there is no Markdown and no HTML in it: drop files that end in/],
    ["a picture", { "a.png": "1" }, /^there is no Markdown and no HTML in it: drop files that end in/],
    ["a file that is not UTF-8", { "a.md": [0xff, 0xfe] }, /^a\.md is not valid UTF-8 at byte 0; save/],
    [
      "a list of chapters that names none",
      { "SUMMARY.md": "# Summary\n" },
      /^SUMMARY\.md line 1: no chapter is listed; add/,
    ],
    [
      "a list of chapters that are missing",
      { "SUMMARY.md": "- [A](a.md)\n" },
      /^SUMMARY\.md line 1 names a\.md, which does not exist/,
    ],
    ["pages without words", { "a.html": "<title></title>" }, /^nothing to index in 1 HTML pages/],
  ])) {
    test(name, async (t) => {
      const page = await open(t);
      await drop(page, files);
      await told(page, line);
    });
  }

  test("a folder that is too big", async (t) => {
    const page = await open(t);
    await drop(page, { "a.md": new Array(4).fill(0) }, 30e6);
    await told(page, /^that is more than this page takes, 20,000 files and 100\.00 MB: choose a part/);
  });

  test("and what was there before can be replaced by something that can", async (t) => {
    const page = await open(t);
    await drop(page, { "a.bin": "1" });
    await told(page, /no Markdown/);
    await drop(page, CHAPTERS);
    await done(page, "2 pages");
    assert.equal(await page.getByRole("alert").innerText(), "");
  });
});

describe("axe-core finds nothing wrong, and nothing scrolls sideways", () => {
  for (const [shown, reader] of /** @type {[string, BrowserContextOptions][]} */ ([
    ["in light colours", { colorScheme: "light" }],
    ["in dark colours", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
  ])) {
    test(shown, async (t) => {
      const page = await open(t, reader);
      assert.deepEqual(await violations(page, "html"), []);
      await drop(page, { "a.bin": "1" });
      await told(page, /no Markdown/);
      assert.deepEqual(await violations(page, "html"), []);
      await page.getByRole("button", { name: "Try the guide" }).click();
      await result(page).first().waitFor();
      assert.deepEqual(await violations(page, "html"), []);
      const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(Number(wide) <= Number(window), `${wide} of ${window}`);
    });
  }
});

test("everything can be reached by keys, and the search has the focus once there is something to search", async (t) => {
  const page = await open(t);
  const names = [];
  for (let at = 0; at < 8; at++) {
    await page.keyboard.press("Tab");
    names.push(await page.evaluate(() => document.activeElement?.textContent?.trim()));
  }
  assert.deepEqual(names.slice(-4), [
    "Choose a folder",
    "Choose files",
    "Try the guide of thumbindex",
    "Paste text",
  ]);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await result(page).first().waitFor();
  assert.ok(await box(page).evaluate((box) => box === document.activeElement));
});

/** @param {TestContext} t @param {Visit & BrowserContextOptions} [options] */
function open(t, options = {}) {
  const before = site.requests.length;
  const loaded = () =>
    eventually(async () =>
      assert.ok(site.requests.slice(before).includes("/playground.wasm"), "the module is loaded"),
    );
  return visit(t, browser, site.url, { opened: loaded, ...options });
}

/**
 * Drops files as a script can, which knows no folders.
 * @param {Page} page
 * @param {{ [path: string]: string | number[] }} files  texts or bytes
 * @param {number} [times]  how often each byte is repeated
 */
async function drop(page, files, times = 1) {
  const data = await page.evaluateHandle(
    ([files, times]) => {
      const data = new DataTransfer();
      for (const [name, content] of Object.entries(files)) {
        const bytes =
          typeof content === "string" ? [content] : content.map((byte) => new Uint8Array(times).fill(byte));
        const type = name.endsWith(".png") ? "image/png" : "";
        data.items.add(new File(bytes, name, { type }));
      }
      return data;
    },
    /** @type {const} */ ([files, times]),
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

/** Drops a folder of this machine, by the browser's own hand. @param {Page} page @param {string} folder */
async function dropFolder(page, folder) {
  const session = await page.context().newCDPSession(page);
  const { x, y } = (await page.locator("#drop").boundingBox()) ?? { x: 0, y: 0 };
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) {
    await session.send("Input.dispatchDragEvent", { type, x: x + 5, y: y + 5, data });
  }
}

/** @param {Page} page @param {string} pages */
async function done(page, pages) {
  const status = page.locator("#status");
  await eventually(async () => assert.match(await status.innerText(), new RegExp(`^Done: ${pages}\\.`)));
}

/** @param {Page} page @param {RegExp} line */
async function told(page, line) {
  await eventually(async () => assert.match(await page.getByRole("alert").innerText(), line));
  assert.ok(!(await page.getByRole("alert").innerText()).includes("\n"));
  assert.equal(await page.locator("#made").isVisible(), false);
}

/** @param {Page} page */
const box = (page) => page.getByRole("searchbox");

/** @param {Page} page */
const result = (page) => page.locator(".result");
