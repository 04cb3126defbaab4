// What the search dialog does with an answer. The dialog of `js/`, unbundled, with a book that answers as each test wants;
// and what other servers and pages learn of the words, with a real one.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { box, eventually, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { at, SOURCES } from "../support/paths.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, Page } from "playwright-core" */

/** @typedef {{ text: string, mark: boolean, code?: boolean }} Piece */
/**
 * `late` are words whose answer takes its time, `pages` how many there are, one by default, with a hit each.
 * @typedef {{ corrected?: string, excerpt?: Piece[], late?: string, pages?: number }} Answer
 */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  const folder = siteWithWidget(at("tests/fixtures/site"));
  cpSync(SOURCES, join(folder, "js"), { recursive: true });
  site = await serve(folder, { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

describe("words that were corrected", () => {
  test("are named, and the words as typed are a button away from the keyboard too", async (t) => {
    const { page, asked } = await dialogWith(t, { corrected: "ownership" });
    await input(page).fill("ownreship");
    await page.getByText("Showing results for ownership").first().waitFor();
    const instead = page.getByRole("button", { name: "Search instead for “ownreship”" });
    for (let tabs = 0; tabs < 9 && !(await focused(page, "instead")); tabs++)
      await page.keyboard.press("Tab");
    assert.ok(await focused(page, "instead"));
    await page.keyboard.press("Enter");
    await instead.waitFor({ state: "detached" });
    assert.deepEqual((await asked()).at(-1), { query: "ownreship", correct: false });
    assert.ok(await focused(page, "input"), "the reader types on");
    assert.equal(await page.getByRole("option").count(), 1);
  });

  test("other words are corrected again", async (t) => {
    const { page, asked } = await dialogWith(t, { corrected: "ownership" });
    await input(page).fill("ownreship");
    await page.getByRole("button", { name: "Search instead" }).click();
    await page.getByRole("button", { name: "Search instead" }).waitFor({ state: "detached" });
    await input(page).fill("ownreshi");
    await page.getByRole("button", { name: "Search instead for “ownreshi”" }).waitFor();
    assert.deepEqual((await asked()).at(-1), { query: "ownreshi", correct: true });
  });

  test("a screen reader hears of it", async (t) => {
    const { page } = await dialogWith(t, { corrected: "ownership" });
    await input(page).fill("ownreship");
    await eventually(async () =>
      assert.equal(await page.getByRole("status").textContent(), "Showing results for ownership. 1 result"),
    );
  });
});

describe("an excerpt with code", () => {
  test("runs of code keep their lines, and the marks in them", async (t) => {
    const { page } = await dialogWith(t, {
      excerpt: [
        { text: "Call ", mark: false },
        { text: "swap", mark: true, code: true },
        { text: "()", mark: false, code: true },
        { text: " as in ", mark: false },
        { text: "fn main() {\n    ", mark: false, code: true },
        { text: "swap", mark: true, code: true },
        { text: "();\n}", mark: false, code: true },
      ],
    });
    await input(page).fill("swap");
    await page.getByRole("option").waitFor();
    const runs = page.locator("code");
    assert.deepEqual(await runs.allTextContents(), ["swap()", "fn main() {\n    swap();\n}"]);
    assert.deepEqual(await runs.locator("mark").allTextContents(), ["swap", "swap"]);
    assert.deepEqual(await runs.evaluateAll((all) => all.map(({ className }) => className)), [
      "code",
      "code lines",
    ]);
  });
});

describe("of a full answer, what is in view is drawn first", () => {
  // Headings alone: the first of them leave some of the dialog empty.
  const answer = { pages: 10 };
  const first = ["a.html", "1.html", "2.html", "3.html", "4.html"];

  test("and a key reaches the last hit before the others have been drawn", async (t) => {
    const { page } = await dialogWith(t, answer);
    await holdFrames(page);
    await input(page).fill("warp");
    await page.getByRole("option").first().waitFor();
    assert.deepEqual(await paths(page), first);
    await input(page).press("ArrowUp");
    const last = page.getByRole("option", { selected: true });
    assert.match(String(await last.getAttribute("href")), /\/9\.html$/);
    assert.equal((await paths(page)).length, 10);
    assert.equal(await input(page).getAttribute("aria-activedescendant"), await last.getAttribute("id"));
  });

  test("and nothing in view moves when the others come", async (t) => {
    const { page } = await dialogWith(t, answer);
    await dress(page);
    const frames = await holdFrames(page);
    await input(page).fill("warp");
    await page.getByRole("option").first().waitFor();
    const before = await places(page);
    assert.equal((await paths(page)).length, 5);
    assert.ok(before.some(({ name, inView }) => name === "more" && !inView));
    await frames.evaluate((held) => held.forEach((frame) => void frame(0)));
    await eventually(async () => assert.equal((await paths(page)).length, 10));
    const after = await places(page);
    const seen = before.filter(({ inView }) => inView);
    assert.ok(seen.length > 5);
    assert.deepEqual(
      after.filter((place) => seen.some((one) => isDeepStrictEqual(one, place))),
      seen,
    );
  });

  test("but not the hits of an answer that another has replaced", async (t) => {
    const { page } = await dialogWith(t, answer);
    const frames = await holdFrames(page);
    const counts = [];
    for (const words of ["warp", "weft"]) {
      await input(page).fill(words);
      await page.getByRole("option").first().waitFor();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
      counts.push(await frames.evaluate((held) => held.length));
    }
    const [old = 0, all = 0] = counts;
    assert.ok(old > 0 && all > old);
    await frames.evaluate((held, old) => held.slice(0, old).forEach((frame) => void frame(0)), old);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    assert.deepEqual(await paths(page), first);
  });
});

test("what an answer shows as the one before did stays where it is, and what it shows otherwise does not", async (t) => {
  // The first heading is the query.
  const { page } = await dialogWith(t, { late: "none", pages: 3 });
  await input(page).fill("warp");
  await page.getByRole("option", { name: "warp" }).waitFor();
  const before = await page.getByRole("option").elementHandles();
  await input(page).fill("weft");
  await page.getByRole("option", { name: "weft" }).waitFor();
  assert.deepEqual(await paths(page), ["a.html", "1.html", "2.html"]);
  const after = await page.getByRole("option").elementHandles();
  const same = after.map((hit, at) => hit.evaluate((hit, other) => hit === other, before[at]));
  assert.deepEqual(await Promise.all(same), [false, true, true]);
  const ids = await page.getByRole("option").evaluateAll((all) => all.map(({ id }) => id));
  assert.equal(new Set(ids).size, 3);
});

test("a reader who has scrolled sees the best of the next answer", async (t) => {
  const { page } = await dialogWith(t, { late: "none", pages: 30 });
  await dress(page);
  const scrolled = () => page.locator(".body").evaluate(({ scrollTop }) => scrollTop);
  await input(page).fill("warp");
  await page.getByRole("option", { name: "29" }).hover();
  assert.ok((await scrolled()) > 100);
  await input(page).fill("weft");
  await page.getByRole("option", { name: "weft" }).waitFor();
  await eventually(async () => assert.equal(await scrolled(), 0));
  // A key that was pressed before the answer had been painted is not undone.
  const frames = await holdFrames(page);
  await input(page).fill("warp");
  await page.getByRole("option", { name: "warp" }).waitFor();
  await input(page).press("ArrowUp");
  await frames.evaluate((held) => held.forEach((frame) => void frame(0)));
  assert.ok((await scrolled()) > 100);
});

test("words that were typed before the empty dialog was painted are not answered with an invitation", async (t) => {
  const opening = await visit(t, browser, site.url);
  const frames = await holdFrames(opening);
  const { page } = await dialogWith(t, {}, opening);
  await input(page).fill("warp");
  await page.getByRole("option").waitFor();
  await frames.evaluate((held) => held.forEach((frame) => void frame(0)));
  assert.equal(await page.getByRole("option").count(), 1);
});

test("a dialog that was closed before it was painted invites nobody", async (t) => {
  const opening = await visit(t, browser, site.url);
  const frames = await holdFrames(opening);
  const { page } = await dialogWith(t, {}, opening);
  const invitation = page.getByText("What are you looking for?");
  await page.locator("dialog").evaluate((/** @type {HTMLDialogElement} */ dialog) => dialog.close());
  await frames.evaluate((held) => held.forEach((frame) => void frame(0)));
  assert.equal(await invitation.count(), 0);
  await page.locator("dialog").evaluate((/** @type {HTMLDialogElement} */ dialog) => dialog.showModal());
  await frames.evaluate((held) => held.forEach((frame) => void frame(0)));
  assert.equal(await invitation.count(), 1, "as long as it is open, it does");
});

test("an operator is found, and marked", async (t) => {
  const { page } = await dialogWith(t, { excerpt: [{ text: "->", mark: true }] });
  await input(page).fill("->");
  await page.getByRole("option").waitFor();
  assert.deepEqual(await page.locator("mark").allTextContents(), ["->"]);
});

test("an answer that comes late does not take the place of a newer one", async (t) => {
  const { page, asked } = await dialogWith(t, { late: "old" });
  await input(page).fill("old");
  await input(page).fill("new");
  await page.getByRole("option", { name: "new" }).waitFor();
  await page.waitForTimeout(600);
  const shown = await page.getByRole("option").allInnerTexts();
  assert.deepEqual(
    shown.map((text) => text.trim()),
    ["new"],
  );
  assert.equal((await asked())[0]?.query, "old");
});

describe("where nothing is found", () => {
  test("words of the book are offered, and one click searches for them", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.keyboard.press("s");
    await box(page).fill("own ");
    await page.getByText("No results for “own”").first().waitFor();
    await page.getByText("Did you mean").first().waitFor();
    const offer = page.locator("thumb-index-dialog .suggestion").first();
    const word = String(await offer.textContent());
    assert.match(word, /^own/);
    await offer.click();
    await hits(page).first().waitFor();
    assert.equal(await box(page).inputValue(), word);
  });

  test("the sections nearest to it stand below, and Enter opens the first", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.keyboard.press("s");
    await box(page).fill("own ");
    const word = String(await page.locator("thumb-index-dialog .suggestion").first().textContent());
    await hits(page).first().waitFor();
    const target = await hits(page).first().getAttribute("href");
    assert.ok(
      (await hits(page).locator("mark").allTextContents()).some((mark) => word.includes(mark.toLowerCase())),
    );
    assert.equal(await box(page).getAttribute("aria-expanded"), "true");
    await box(page).press("Enter");
    await page.waitForURL(String(target));
  });

  test("a space ends the word: without it the same letters are a beginning", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.keyboard.press("s");
    await box(page).fill("own");
    await hits(page).first().waitFor();
    await box(page).pressSequentially(" ");
    await page.getByText("No results for “own”").first().waitFor();
  });
});

describe("the words of a search", () => {
  test("are told to no server, and are there again when the reader comes back", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.keyboard.press("s");
    await box(page).fill("borrowing");
    await page.waitForURL(/\?search=borrowing$/);
    await hits(page).first().waitFor();
    await box(page).press("Enter");
    await page.waitForURL(/borrowing\.html/);
    await page.goBack();
    await hits(page).first().waitFor();
    assert.equal(await box(page).inputValue(), "borrowing");
    assert.deepEqual(told("borrowing"), []);
  });

  test("a result in a new tab tells nobody either", async (t) => {
    const page = await visit(t, browser, site.url);
    await page.keyboard.press("s");
    await box(page).fill("ownership");
    await page.waitForURL(/\?search=ownership$/);
    await hits(page).first().waitFor();
    for (const open of [
      () => box(page).press("Control+Enter"),
      () => hits(page).first().click({ button: "middle" }),
    ]) {
      const [tab] = await Promise.all([page.context().waitForEvent("page"), open()]);
      await tab.waitForURL(/ownership\.html/);
      await tab.close();
    }
    assert.deepEqual(told("ownership"), []);
  });
});

/** What the server has heard of these words as the place that a reader came from. @param {string} words */
const told = (words) => site.referrers.filter((referrer) => referrer.includes(`search=${words}`));

/** @param {Page} page */
const input = (page) => page.getByRole("combobox");

/** @param {Page} page @param {string} name  a class */
const focused = (page, name) =>
  page.evaluate((name) => document.activeElement?.classList.contains(name) ?? false, name);

/** Gives the dialog of `dialogWith` its looks, which a shadow root gives it elsewhere. @param {Page} page */
const dress = (page) =>
  page.evaluate(async () => {
    for (const name of ["tokens", "dialog", "list"]) {
      const sheet = new CSSStyleSheet();
      const text = await (await fetch(`/js/${name}.css`)).text();
      sheet.replaceSync(text.replaceAll(":host", ":root"));
      document.adoptedStyleSheets.push(sheet);
    }
  });

/** As in a tab that nobody sees: what waits for a frame, waits on. @param {Page} page */
const holdFrames = (page) =>
  page.evaluateHandle(() => {
    /** @type {FrameRequestCallback[]} */
    const held = [];
    globalThis.requestAnimationFrame = (frame) => held.push(frame);
    return held;
  });

/** Where the hits that are drawn lead. @param {Page} page */
const paths = (page) =>
  page
    .getByRole("option")
    .evaluateAll((all) => all.map((hit) => hit.getAttribute("href")?.split("/").at(-1)?.split("#")[0]));

/** Where things stand: the dialog first, then what is in it. @param {Page} page */
const places = (page) =>
  page.locator(".search-dialog, .footer, .page-title, .hit, .more").evaluateAll((all) =>
    all.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const body = element.closest(".body")?.getBoundingClientRect();
      return { name: element.classList[0], x, y, width, height, inView: !body || y < body.bottom };
    }),
  );

/**
 * An open search dialog in a page of its own, with a book that always gives this answer; a book that is asked not to correct
 * does not.
 * @param {TestContext} t
 * @param {Answer} answer
 * @param {Page} [own]  the page
 */
async function dialogWith(t, answer, own) {
  const page = own ?? (await visit(t, browser, site.url));
  const asked = await page.evaluateHandle(async (answer) => {
    /** @type {{ query: string, correct: boolean }[]} */
    const asked = [];
    const load = (/** @type {string} */ name) => import(`/js/${name}.js`);
    const { createSearch } = await load("search");
    const { stringsFor } = await load("strings");
    const section = { url: "a.html#a", heading: "A", score: 1, excerpt: answer.excerpt ?? [] };
    const first = { url: "a.html", title: "A", breadcrumbs: [], score: 1, sections: [section] };
    const pages = [first];
    while (pages.length < (answer.pages ?? 1)) {
      const url = `${pages.length}.html`;
      pages.push({ ...first, url, sections: [{ ...section, url, heading: url }] });
    }
    const book = {
      /** @param {string} query @param {{ correct: boolean }} options */
      async search(query, { correct }) {
        asked.push({ query, correct });
        if (query === answer.late) await new Promise((resolve) => setTimeout(resolve, 400));
        section.heading = answer.late ? query : "A";
        const corrected = correct ? (answer.corrected ?? null) : null;
        return { query, corrected, total: 2 * pages.length - 1, totalIsExact: true, tookMs: 0, pages };
      },
      suggest: async () => [],
    };
    const dialog = createSearch({
      root: new URL(location.href),
      words: stringsFor("en"),
      book: async () => book,
      ...{ onchoose() {}, onclose() {}, onhelp() {}, onsearch() {}, onerror() {} },
    });
    document.body.replaceChildren(dialog.dialog);
    dialog.open();
    return asked;
  }, answer);
  return { page, asked: () => asked.jsonValue() };
}
