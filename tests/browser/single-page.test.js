// A host that turns its pages without a load: what it makes anew, and what it takes away, below the widget.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { box, dialog, eventually, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, Page } from "playwright-core" */

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

/** @param {string} path */
const to = (path) => new URL(path, site.url).href;

/** A page with its bar of chapters. @param {TestContext} t */
async function open(t) {
  const page = await visit(t, browser, to("guide/loom.html"));
  await link(page, "Next chapter Shuttle").waitFor();
  return page;
}

/** In the bar of chapters. @param {Page} page @param {string} name */
const link = (page, name) => page.locator("thumb-index-chapters").getByRole("link", { name });

/** What has the focus, inside whatever holds it. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute("rel") ?? element?.localName;
  });

test("a bar of chapters that a route has made anew has the page's colours, and the one before is left alone", async (t) => {
  const page = await open(t);
  const [old] = await page.locator("thumb-index-chapters").elementHandles();
  await page.evaluate(() => {
    history.pushState({}, "", "/reference/shuttle.html");
    document.querySelector("main")?.replaceChildren(document.createElement("thumb-index-chapters"));
  });
  await link(page, "Next chapter Reed").waitFor();
  assert.equal(await page.locator("thumb-index-chapters").getAttribute("data-scheme"), "light");
  await page.evaluate(() => (document.body.style.background = "black"));
  await eventually(async () =>
    assert.equal(await page.locator("thumb-index-chapters").getAttribute("data-scheme"), "dark"),
  );
  assert.equal(await old?.getAttribute("data-scheme"), "light");
});

test("a search that is closed again leaves the focus in the bar of chapters", async (t) => {
  const page = await open(t);
  await link(page, "Next chapter Shuttle").focus();
  await page.keyboard.press("s");
  await box(page).fill("thread");
  await page.waitForURL(/\?search=thread$/);
  await page.keyboard.press("Escape");
  await page.waitForURL(to("guide/loom.html"));
  // The way back is told to the bar last.
  await page.waitForTimeout(100);
  assert.equal(await focused(page), "next");
});

test("the note of the marks goes with the page that they were in", async (t) => {
  const page = await open(t);
  await page.keyboard.press("s");
  await box(page).fill("stretched");
  await hits(page).first().click();
  const note = page.locator("thumb-index-dialog .marks");
  await note.waitFor();
  await page.evaluate(() => history.replaceState({}, "", "/guide/loom#warp"));
  await page.waitForTimeout(100);
  assert.ok(await note.isVisible(), "another form of the same address");
  await page.evaluate(() => {
    history.pushState({}, "", "/reference/shuttle.html");
    document.querySelector("main")?.replaceChildren("The shuttle carries the thread.");
  });
  await note.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => CSS.highlights.size), 0);
});

test("a button stands in no page that brings its own, and in each that does not", async (t) => {
  const page = await open(t);
  const turn = (/** @type {string[]} */ ...names) =>
    page.evaluate(
      (names) => document.body.replaceChildren(...names.map((name) => document.createElement(name))),
      names,
    );
  const buttons = page.locator("thumb-index").getByRole("button");
  await turn("main", "thumb-index");
  await page.waitForTimeout(100);
  assert.equal(await buttons.count(), 1);
  await turn("main");
  await buttons.waitFor();
});

test("a host that has taken an open dialog away has its keys back, and the next search is a modal again", async (t) => {
  const page = await open(t);
  const rebuild = () =>
    page.evaluate(() => {
      const body = document.createElement("body");
      body.append(document.createElement("thumb-index"), "Another page");
      document.body.replaceWith(body);
    });
  const isModal = () => dialog(page).evaluate((element) => element.matches(":modal"));
  await page.keyboard.press("s");
  await box(page).waitFor();
  await rebuild();
  await page.keyboard.press("s");
  await box(page).waitFor();
  assert.ok(await isModal(), "by its key");
  await rebuild();
  await page.locator("thumb-index").getByRole("button").click();
  await box(page).waitFor();
  assert.ok(await isModal(), "by its button");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
});

for (const [router, guards] of /** @type {const} */ ([
  ["goes there at once", 0],
  ["asks its guards first", 3],
])) {
  test(`a result is opened by the host itself, whose router ${router}`, async (t) => {
    const page = await open(t);
    await page.evaluate((guards) => {
      document.addEventListener("thumbindex:select", async (event) => {
        event.preventDefault();
        const { url } = /** @type {CustomEvent} */ (event).detail;
        for (let guard = 0; guard < guards; guard++) await undefined;
        history.pushState({ route: url }, "", url);
      });
    }, guards);
    await page.keyboard.press("s");
    await box(page).fill("reed");
    await hits(page).first().waitFor();
    await page.keyboard.press("Enter");
    await dialog(page).waitFor({ state: "detached" });
    // As long as a way back would take.
    await page.waitForTimeout(300);
    assert.equal(page.url(), to("reference/reed.html"));
    assert.deepEqual(await page.evaluate(() => history.state), { route: to("reference/reed.html") });
  });
}
