// The Rust Book as the toolchain ships it, built by mdBook, with the widget injected into a copy.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "../../dist/index.js";
import { box, dialog, eventually, hits, launch, nothingOpens, ready, visit } from "../support/browser.js";
import { searchByCommand, siteWithWidget } from "../support/command.js";
import { serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, Page } from "playwright-core" */
/** @import { Results } from "../../dist/index.js" */

/** Set by `cargo xtask books`. */
const HTML = process.env.RUST_HTML ?? "";

/** How many sections the dialog asks for at first. */
const WIDGET_LIMIT = 10;

/** @type {Map<string, string>} */
const texts = new Map();
/** @type {string} */
let folder;
/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  assert.ok(existsSync(join(HTML, "book/index.html")), "RUST_HTML names no folder with the Rust Book");
  folder = siteWithWidget(join(HTML, "book"));
  site = await serve(folder);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** @param {string} path */
const to = (path) => new URL(path, site.url).href;

/** The Book's own scripts ask the playground for the crates it knows. @param {TestContext} t @param {string} path */
const read = (t, path) => visit(t, browser, to(path), { elsewhere: { crates: [] } });

test("s, “ownreship”: What Is Ownership? comes first, and Enter arrives there", async (t) => {
  const page = await read(t, "ch01-00-getting-started.html");
  await page.keyboard.press("s");
  await box(page).pressSequentially("ownreship", { delay: 20 });
  await hits(page).first().waitFor();
  await page
    .getByRole("option", { name: /What Is Ownership\?/ })
    .first()
    .waitFor();
  assert.match(await hits(page).first().innerText(), /What Is Ownership\?/);
  await box(page).press("Enter");
  await page.waitForURL(/ch04-01-what-is-ownership\.html/);
});

test("the arrows turn chapters in the sidebar's order, and back", async (t) => {
  const page = await read(t, "ch04-00-understanding-ownership.html");
  const walk = [
    ["ArrowRight", "ch04-01-what-is-ownership.html"],
    ["ArrowRight", "ch04-02-references-and-borrowing.html"],
    ["ArrowRight", "ch04-03-slices.html"],
    ["ArrowRight", "ch05-00-structs.html"],
    ["ArrowLeft", "ch04-03-slices.html"],
  ];
  for (const [key, path] of walk) {
    await page.keyboard.press(String(key));
    await page.waitForURL(to(String(path)));
    await ready(page);
  }
});

test("? shows the help; Esc closes it, and focus returns", async (t) => {
  const page = await read(t, "ch04-01-what-is-ownership.html");
  const link = page.locator("main a[href]:visible").first();
  await link.focus();
  await page.keyboard.press("?");
  await dialog(page).waitFor();
  assert.match(await dialog(page).innerText(), /Next chapter/);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await link.evaluate((element) => element === document.activeElement), true);
});

test("modifiers, composing and typing trigger nothing", async (t) => {
  const page = await read(t, "ch04-01-what-is-ownership.html");
  for (const key of ["Control+/", "Meta+/", "Alt+/", "Shift+S", "Control+k"]) await page.keyboard.press(key);
  await page.evaluate(() => {
    for (const key of ["s", "/", "?", "ArrowRight"]) {
      const init = { key, isComposing: true, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new KeyboardEvent("keydown", init));
    }
    const input = document.createElement("input");
    document.querySelector("main")?.append(input);
    input.focus();
  });
  for (const key of ["s", "/", "?", "ArrowLeft"]) await page.keyboard.press(key);
  await nothingOpens(page);
  assert.match(page.url(), /ch04-01/);
});

test("command, Node and browser give the same answers", async (t) => {
  const page = await read(t, "ch00-00-introduction.html");
  const queries = [
    "ownership",
    "ownreship",
    "trait objects",
    "lifetime elision",
    "how do i read a file",
    "Box<dyn",
    "?",
  ];
  const urls = (/** @type {Results} */ { pages }) =>
    pages.flatMap(({ sections }) => sections.map(({ url }) => url));
  const out = join(folder, "thumbindex");
  const book = await open({ index: out });
  for (const query of queries) {
    const expected = urls(searchByCommand(out, query, WIDGET_LIMIT));
    assert.deepEqual(urls(await book.search(query, { limit: WIDGET_LIMIT })), expected, query);
    await page.keyboard.press("s");
    await box(page).fill(query);
    await eventually(async () => {
      const shown = await hits(page).evaluateAll((all) =>
        all.map((hit) => /** @type {HTMLAnchorElement} */ (hit).href),
      );
      assert.deepEqual(shown, expected.map(to), query);
    });
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
  }
});

test("every result of 200 queries is an existing page and id", async () => {
  const book = await open({ index: join(folder, "thumbindex") });
  const queries = headings().slice(0, 200);
  assert.equal(queries.length, 200);
  for (const query of queries) {
    const { pages } = await book.search(query, { excerpts: false });
    assert.ok(pages.length > 0, query);
    for (const { url } of pages.flatMap(({ sections }) => sections)) {
      const { path, id } = parts(url);
      assert.ok(!id || pageText(path).includes(`id="${id}"`), `${query}: ${url}`);
    }
  }
});

for (const [theme, scheme] of Object.entries({
  light: "light",
  rust: "light",
  coal: "dark",
  navy: "dark",
  ayu: "dark",
})) {
  test(`in mdBook's theme ${theme} its own search never shows once ours is there, and ours has the right colours at once`, async (t) => {
    const page = await visit(t, browser, to("ch04-01-what-is-ownership.html"), {
      elsewhere: { crates: [] },
      prepare: (page) => page.addInitScript(watchFrames, theme),
    });
    await page.keyboard.press("s");
    await box(page).waitFor();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    const frames = await page.evaluate(
      () => /** @type {{ frames: Frame[] }} */ (/** @type {unknown} */ (globalThis)).frames,
    );
    const taken = frames.filter(({ ours }) => ours);
    assert.ok(taken.length > 0 && frames.some(({ open }) => open));
    assert.deepEqual(
      taken.filter(({ theirs }) => theirs),
      [],
      "mdBook's own stays hidden",
    );
    assert.deepEqual(
      frames.filter(({ open, scheme: shown }) => open && shown !== scheme),
      [],
      "the dialog is never of another colour",
    );
  });
}

test("the button stands where mdBook's own did, and nothing of the bar moves", async (t) => {
  const without = await serve(join(HTML, "book"));
  t.after(() => without.close());
  const name = "ch04-01-what-is-ownership.html";
  for (const width of [1280, 390]) {
    const options = {
      elsewhere: { crates: [] },
      prepare: (/** @type {Page} */ page) => page.setViewportSize({ width, height: 800 }),
    };
    const places = (/** @type {Page} */ page) =>
      page
        .locator("#mdbook-menu-bar, #menu-bar")
        .locator(".icon-button, .menu-title, .right-buttons a")
        .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()));
    const plain = await browser.newPage({ viewport: { width, height: 800 } });
    t.after(() => plain.close());
    await plain.goto(new URL(name, without.url).href);
    const before = await places(plain);
    const page = await visit(t, browser, to(name), options);
    const ours = page.locator("thumb-index").getByRole("button", { name: "Search" });
    await ours.waitFor();
    assert.deepEqual(await places(page), before);
    const boxes = [ours, page.locator("#mdbook-search-toggle, #search-toggle")].map((one) =>
      one.boundingBox(),
    );
    const [one, other] = await Promise.all(boxes);
    assert.ok(one && other);
    assert.ok(Math.abs(one.x + one.width / 2 - (other.x + other.width / 2)) < 5, `${one.x}, ${other.x}`);
    assert.ok(Math.abs(one.y + one.height / 2 - (other.y + other.height / 2)) < 5, `${one.y}, ${other.y}`);
    await ours.click();
    await box(page).waitFor();
  }
});

/** Headings of the book, from pages all over it. */
function headings() {
  const pages = readdirSync(folder).filter((name) => /^ch\d\d-\d\d.*\.html$/.test(name));
  const all = pages.flatMap((name) => [
    ...pageText(name).matchAll(/<h[2-4] id="[^"]+"><a [^>]*>([^<&]+)<\/a>/g),
  ]);
  return [...new Set(all.map((match) => String(match[1])))];
}

/** @param {string} url */
function parts(url) {
  const [path = "", id = ""] = url.split("#").map(decodeURIComponent);
  return { path, id: id.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") };
}

/** @param {string} name */
function pageText(name) {
  const known = texts.get(name) ?? readFileSync(join(folder, name), "utf8");
  texts.set(name, known);
  return known;
}

/**
 * What is to be seen in one frame.
 * @typedef {{ ours: boolean, theirs: boolean, open: boolean, scheme: string | undefined }} Frame
 */

/** Looks at every frame from the first on. @param {string} theme */
function watchFrames(theme) {
  localStorage.setItem("mdbook-theme", theme);
  /** @type {Frame[]} */
  const frames = [];
  Object.assign(globalThis, { frames });
  const OWN = "#mdbook-search-toggle, #search-toggle, #mdbook-search-wrapper, #search-wrapper";
  const look = () => {
    const host = document.querySelector("thumb-index-dialog");
    frames.push({
      ours: Boolean(document.querySelector("thumb-index")?.shadowRoot),
      theirs: [...document.querySelectorAll(OWN)].some((element) =>
        element.checkVisibility({ visibilityProperty: true }),
      ),
      open: Boolean(host?.shadowRoot?.querySelector("dialog[open]")),
      scheme: host instanceof HTMLElement ? host.dataset.scheme : undefined,
    });
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
