// The whole path in a browser, on a small site of a strict host: nothing inline is allowed, and any console error or
// policy violation fails the test.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { box, dialog, hits, launch, nothingOpens, ready, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { at } from "../support/paths.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve(siteWithWidget(at("tests/fixtures/site")), { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** @param {string} path */
const to = (path) => new URL(path, site.url).href;

describe("searching", () => {
  for (const key of ["s", "/"]) {
    test(`${key} opens the box; a typo finds the section; Enter arrives there`, async (t) => {
      const page = await visit(t, browser, site.url);
      await page.keyboard.press(key);
      await box(page).fill("ownreship");
      await assertFirst(page, "What Is Ownership?");
      await box(page).press("Enter");
      await page.waitForURL(to("pages/ownership.html#ownership"));
    });
  }

  test("the key that opens the box is not typed into it", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.keyboard.press("s");
    await box(page).waitFor();
    assert.equal(await box(page).inputValue(), "");
  });

  test("Ctrl+K opens the box where the host is no mdBook", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.keyboard.press("Control+k");
    await box(page).waitFor();
  });

  test("the button opens it too", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.locator("thumb-index").getByRole("button").click();
    await box(page).waitFor();
  });

  test("the arrows choose a hit, and wrap", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.keyboard.press("s");
    await box(page).fill("value");
    await hits(page).first().waitFor();
    const count = await hits(page).count();
    assert.ok(count > 1);
    await box(page).press("ArrowDown");
    assert.equal(await hits(page).first().getAttribute("aria-selected"), "true");
    await box(page).press("ArrowUp");
    assert.equal(
      await hits(page)
        .nth(count - 1)
        .getAttribute("aria-selected"),
      "true",
    );
  });
});

describe("turning chapters", () => {
  test("the arrows follow the order of the book, and stop at its ends", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.keyboard.press("ArrowLeft");
    await page.waitForTimeout(150);
    assert.equal(page.url(), site.url);
    for (const [key, path] of [
      ["ArrowRight", "pages/ownership.html"],
      ["ArrowRight", "pages/borrowing.html"],
      ["ArrowLeft", "pages/ownership.html"],
      ["ArrowLeft", "index.html"],
    ]) {
      await page.keyboard.press(String(key));
      await page.waitForURL(to(String(path)));
      await ready(page);
    }
  });

  test("arrows that scroll a block of code turn no page", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.locator("#code").focus();
    await stays(page, ["ArrowRight"]);
  });

  test("arrows with selected text turn no page", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.evaluate(() =>
      getSelection()?.selectAllChildren(/** @type {Element} */ (document.querySelector("h2"))),
    );
    await stays(page, ["ArrowRight"]);
  });
});

describe("help", () => {
  test("? lists the keys; Esc closes it, and focus returns", async (t) => {
    const page = await visit(t, browser, site.url);
    const link = page.getByRole("link", { name: "Borrowing" });
    await link.focus();
    await page.keyboard.press("?");
    await dialog(page).waitFor();
    const text = await dialog(page).innerText();
    for (const words of ["Next chapter", "Previous chapter", "Search", "Esc"])
      assert.ok(text.includes(words), text);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    assert.equal(await link.evaluate((element) => element === document.activeElement), true);
  });

  test("Esc closes the search, and focus returns", async (t) => {
    const page = await visit(t, browser, site.url);
    const link = page.getByRole("link", { name: "Ownership" });
    await link.focus();
    await page.keyboard.press("s");
    await box(page).fill("owner");
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    assert.equal(await link.evaluate((element) => element === document.activeElement), true);
  });
});

test("a dialog that is opened again at once stays open", async (t) => {
  const page = await visit(t, browser, site.url);
  await page.keyboard.press("s");
  await box(page).fill("value");
  await hits(page).first().waitFor(); // Everything is loaded: from here on a key acts at once.
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  for (let round = 0; round < 5; round++) {
    for (const key of ["s", "Escape", "?", "Escape", "/"]) await page.keyboard.press(key);
    await box(page).waitFor();
    await page.waitForTimeout(100);
    assert.equal(await dialog(page).count(), 1);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
  }
});

test("a dialog that is closed before it was painted leaves the page as it was", async (t) => {
  const page = await visit(t, browser, site.url);
  await page.keyboard.press("s");
  await box(page).waitFor();
  const overflow = () =>
    page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return getComputedStyle(document.documentElement).overflow;
    });
  assert.equal(await overflow(), "hidden", "the page below an open dialog does not scroll");
  await page.keyboard.press("Escape");
  await page.locator("thumb-index").evaluate(async (element) => {
    const button = /** @type {HTMLElement & { open(): Promise<void>, close(): Promise<void> }} */ (element);
    await Promise.all([button.open(), button.close()]);
  });
  assert.equal(await overflow(), "visible");
});

describe("what is none of ours", () => {
  for (const field of ["#name", "#notes", "#editable", "#choice"]) {
    test(`keys in ${field} are typing`, async (t) => {
      const page = await visit(t, browser, site.url);
      await page.locator(field).focus();
      await stays(page, ["s", "/", "?", "ArrowLeft", "ArrowRight"]);
    });
  }

  test("an input method keeps its keys", async (t) => {
    const page = await visit(t, browser, site.url);
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const key of ["s", "/", "?", "ArrowRight"]) {
        await page.evaluate(
          (init) => {
            document.body.dispatchEvent(
              new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true }),
            );
          },
          { key, ...composing },
        );
      }
    }
    await stays(page, []);
  });

  test("keys with a modifier are the browser's", async (t) => {
    const page = await visit(t, browser, site.url);
    await stays(page, ["Control+/", "Meta+/", "Alt+/", "Shift+S", "Shift+ArrowRight", "Control+ArrowRight"]);
  });

  test("a modal of the host keeps its keys", async (t) => {
    const page = await visit(t, browser, site.url);
    await page
      .locator("#host-dialog")
      .evaluate((/** @type {HTMLDialogElement} */ modal) => modal.showModal());
    await stays(page, ["s", "/", "?", "ArrowRight"]);
  });

  test("a key that the host has used is left alone", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.evaluate(() => document.addEventListener("keydown", (event) => event.preventDefault()));
    await stays(page, ["s", "?", "ArrowRight"]);
  });
});

/**
 * @param {import("playwright-core").Page} page
 * @param {string} heading
 */
async function assertFirst(page, heading) {
  await hits(page).first().waitFor();
  assert.match(await hits(page).first().innerText(), new RegExp(heading.replace("?", "\\?")));
}

/**
 * Presses keys, and asserts that neither page nor dialog has changed.
 * @param {import("playwright-core").Page} page
 * @param {string[]} keys
 */
async function stays(page, keys) {
  const url = page.url();
  for (const key of keys) await page.keyboard.press(key);
  await nothingOpens(page, keys.join(" "));
  assert.equal(page.url(), url);
}
