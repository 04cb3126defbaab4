// Turning chapters otherwise than by keys: by a swipe, by the bar that a host may ask for, and on a host that turns its pages
// without a load.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { eventually, launch, ready, visit } from "../support/browser.js";
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
  // Where a browser has no such thing of its own, `navigation` is the element.
  const end = '<thumb-index-chapters id="navigation"></thumb-index-chapters>';
  site = await serve(siteWithWidget(handbook({ end })), { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** @param {string} path */
const to = (path) => new URL(path, site.url).href;

describe("a swipe", () => {
  test("to the left turns to the next chapter, and to the right back", async (t) => {
    const page = await byFinger(t, "guide/start.html");
    await swipe(page, [300, 400], [120, 410]);
    await page.waitForURL(to("guide/loom.html"));
    await fingersAreHeard(page);
    await swipe(page, [120, 400], [300, 410]);
    await page.waitForURL(to("guide/start.html"));
  });

  test("turns no chapter where it begins in something that scrolls sideways", async (t) => {
    const page = await byFinger(t, "guide/loom.html");
    // By hand: real fingers may scroll the table, and then the browser itself calls the gesture off.
    await page.locator(".wide").evaluate((target) => {
      const touch = (/** @type {number} */ clientX) =>
        new Touch({ identifier: 1, target, clientX, clientY: 400 });
      const shared = { bubbles: true, composed: true };
      const [start, end] = [touch(300), touch(120)];
      target.dispatchEvent(
        new TouchEvent("touchstart", { ...shared, touches: [start], changedTouches: [start] }),
      );
      target.dispatchEvent(new TouchEvent("touchend", { ...shared, changedTouches: [end] }));
    });
    await stays(page);
  });

  for (const [name, from, end] of /** @type {const} */ ([
    ["short", [300, 400], [270, 400]],
    ["slanting", [300, 300], [200, 400]],
    ["begun at the edge of the screen", [385, 400], [200, 400]],
  ])) {
    test(`turns no chapter when it is ${name}`, async (t) => {
      const page = await byFinger(t, "guide/start.html");
      await swipe(page, from, end);
      await stays(page);
    });
  }

  test("turns no chapter while the search is open", async (t) => {
    const page = await byFinger(t, "guide/start.html");
    await page.locator("thumb-index").getByRole("button").tap();
    await page.locator("thumb-index-dialog dialog[open]").waitFor();
    await swipe(page, [300, 600], [120, 600]);
    await stays(page);
  });
});

describe("the bar of chapters", () => {
  test("links the chapters around the page, and says how far along it is", async (t) => {
    const page = await visit(t, browser, to("guide/loom.html"));
    const bar = page.getByRole("navigation", { name: "Chapters" }).last();
    await bar.getByRole("link", { name: "Next chapter Shuttle" }).waitFor();
    await bar.getByRole("link", { name: "Previous chapter Starting" }).waitFor();
    const progress = bar.getByRole("progressbar", { name: "Chapter 2 of 4" });
    assert.deepEqual(
      await progress.evaluate((/** @type {HTMLProgressElement} */ { value, max }) => [value, max]),
      [2, 4],
    );
    await bar.getByRole("link", { name: /Next/ }).click();
    await page.waitForURL(to("reference/shuttle.html"));
  });

  test("has no link where the book begins", async (t) => {
    const page = await visit(t, browser, to("guide/start.html"));
    const bar = page.getByRole("navigation", { name: "Chapters" }).last();
    await bar.getByRole("link", { name: "Next chapter The Loom" }).waitFor();
    assert.equal(await bar.getByRole("link").count(), 1);
  });
});

describe("on a host that turns its pages without a load", () => {
  test("arrows and bar know the chapter that the route leads to", async (t) => {
    const page = await visit(t, browser, to("guide/start.html"));
    const bar = page.getByRole("navigation", { name: "Chapters" }).last();
    await bar.getByRole("link", { name: "Next chapter The Loom" }).waitFor();
    await page.evaluate(() => history.pushState({}, "", "/reference/shuttle.html"));
    await bar.getByRole("link", { name: "Next chapter Reed" }).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(to("reference/reed.html"));
  });

  test("the bar follows Back where the Navigation API is an element of the host's", async (t) => {
    const page = await visit(t, browser, to("guide/start.html"), {
      prepare: (page) => page.addInitScript("delete globalThis.navigation"),
    });
    const bar = page.getByRole("navigation", { name: "Chapters" }).last();
    await bar.getByRole("link", { name: "Next chapter The Loom" }).waitFor();
    await page.evaluate(() => history.pushState({}, "", "/reference/shuttle.html"));
    await page.evaluate(() => history.pushState({}, "", "/reference/reed.html"));
    await page.goBack();
    await bar.getByRole("link", { name: "Next chapter Reed" }).waitFor();
  });

  test("the host's own link of the moment is clicked, so that its router turns the page", async (t) => {
    const page = await visit(t, browser, to("guide/start.html"));
    await page.evaluate(() => {
      const link = document.createElement("a");
      link.rel = "next";
      link.href = "/guide/loom.html";
      link.addEventListener("click", (event) => {
        event.preventDefault();
        history.pushState({}, "", link.href);
        link.href = "/reference/reed.html";
        document.body.dataset.routes = `${document.body.dataset.routes ?? ""}x`;
      });
      document.querySelector("main")?.append(link);
    });
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(to("guide/loom.html"));
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(to("reference/reed.html"));
    assert.equal(await page.evaluate(() => document.body.dataset.routes), "xx");
  });
});

/** A page on a phone. @param {TestContext} t @param {string} path */
async function byFinger(t, path) {
  const page = await visit(t, browser, to(path), { hasTouch: true, viewport: { width: 400, height: 800 } });
  await fingersAreHeard(page);
  return page;
}

/** The file that listens to fingers is loaded when the page is idle. @param {Page} page */
async function fingersAreHeard(page) {
  await ready(page);
  await eventually(async () => {
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType("resource").some(({ name }) => /chunks\/swipe-/.test(name)),
    );
    assert.ok(loaded);
  });
  await page.waitForTimeout(50);
}

/**
 * One finger, as the browser's own input has it.
 * @param {Page} page
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 */
async function swipe(page, from, to) {
  const input = await page.context().newCDPSession(page);
  const [x, y] = from;
  await input.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
  for (let step = 1; step <= 4; step++) {
    const at = { x: x + ((to[0] - x) * step) / 4, y: y + ((to[1] - y) * step) / 4 };
    await input.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [at] });
  }
  await input.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

/** @param {Page} page */
async function stays(page) {
  const url = page.url();
  await page.waitForTimeout(300);
  assert.equal(page.url(), url);
}
