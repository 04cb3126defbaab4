// What axe-core finds wrong with the dialogs: nothing, in whatever state and however they are shown. And what it cannot see: what a
// screen reader is told, the order of the focus, large text, a small window.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { violations } from "../support/axe.js";
import { box, dialog, eventually, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, BrowserContextOptions, Page } from "playwright-core" */
/** @import { Visit } from "../support/browser.js" */

/** @type {Browser} */
let browser;
/** @type {{ [direction: string]: Awaited<ReturnType<typeof serve>> }} */
const sites = {};
before(async () => {
  sites.ltr = await serve(siteWithWidget(handbook()), { policy: STRICT });
  sites.rtl = await serve(siteWithWidget(handbook({ lang: "ar", dir: "rtl" })), { policy: STRICT });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const site of Object.values(sites)) await site.close();
});

/** @type {{ [name: string]: BrowserContextOptions & { direction?: string } }} */
const SHOWN = {
  "light colours": { colorScheme: "light" },
  "dark colours": { colorScheme: "dark" },
  "forced colours": { forcedColors: "active" },
  "a page from right to left": { direction: "rtl" },
  "a phone": { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true },
};

/** How each state is reached. @type {{ [name: string]: (page: Page) => Promise<unknown> }} */
const STATES = {
  "the empty box": (page) => open(page),
  "the search while it loads": async (page) => {
    await open(page);
    await box(page).fill("thread");
    await dialog(page).locator(".progress.busy").waitFor();
  },
  "the results": async (page) => {
    await open(page);
    await box(page).fill("thread");
    await dialog(page).locator(".filters").waitFor();
    await box(page).press("ArrowDown");
  },
  "no results": async (page) => {
    await open(page);
    await box(page).fill("qqqqqqqq");
    await dialog(page).locator(".pane .lead").waitFor();
  },
  "no results, with the nearest sections": async (page) => {
    await open(page);
    await box(page).fill("thr ");
    await dialog(page).locator(".suggestion").first().waitFor();
    await hits(page).first().waitFor();
  },
  "a search that cannot be loaded": async (page) => {
    await open(page);
    await box(page).fill("thread");
    await dialog(page).getByRole("alert").waitFor();
  },
  "the help": async (page) => {
    await page.keyboard.press("?");
    await dialog(page).locator(".keys").first().waitFor();
  },
};

/** What the network does in the states that are about it. @type {{ [name: string]: Visit }} */
const NETWORK = {
  "the search while it loads": { prepare: (page) => page.route("**/*.tix", () => {}) },
  "a search that cannot be loaded": {
    prepare: (page) => page.route("**/*.tix", (route) => route.abort()),
    expected: /Failed to load|ERR_FAILED/,
  },
};

for (const [shown, { direction = "ltr", ...reader }] of Object.entries(SHOWN)) {
  describe(`on ${shown} axe-core finds nothing wrong with`, () => {
    for (const [state, reach] of Object.entries(STATES)) {
      test(state, async (t) => {
        const page = await visitSite(t, direction, { ...reader, ...NETWORK[state] });
        // A host that leaves the colours to the browser is as dark as the reader likes.
        if (reader.colorScheme)
          await page.evaluate(() => document.documentElement.style.setProperty("color-scheme", "light dark"));
        await reach(page);
        assert.deepEqual(await violations(page, "thumb-index-dialog"), []);
      });
    }
  });
}

for (const [shown, background, color] of [
  ["light", "white", "black"],
  ["dark", "#1b1b1f", "#dddde3"],
]) {
  test(`axe-core finds nothing wrong with the button, the bar of chapters and the note of the marks on a ${shown} page`, async (t) => {
    const page = await visitSite(t);
    await page.evaluate(
      (paint) => {
        Object.assign(document.body.style, paint);
        document.querySelector("main")?.append(document.createElement("thumb-index-chapters"));
      },
      { background, color },
    );
    await STATES["the results"]?.(page);
    await box(page).press("Enter");
    await page.getByRole("button", { name: "Clear the marks" }).waitFor();
    await page.getByRole("navigation", { name: "Chapters" }).last().waitFor();
    const elements = ["thumb-index", "thumb-index-chapters", "thumb-index-dialog"];
    assert.deepEqual(await violations(page, ...elements), []);
  });
}

test("axe-core finds nothing wrong with the preview beside the dialog of a wide window", async (t) => {
  const page = await visitSite(t, "ltr", { viewport: { width: 1600, height: 900 } });
  await STATES["the results"]?.(page);
  await dialog(page).getByRole("region", { name: "Preview" }).waitFor();
  assert.deepEqual(await violations(page, "thumb-index-dialog"), []);
});

describe("a screen reader", () => {
  test("is told of the box, the groups and the hits, and nothing stands between them", async (t) => {
    const page = await visitSite(t);
    await STATES["the results"]?.(page);
    const tree = await dialog(page).ariaSnapshot();
    assert.match(tree, /^- dialog "Search":\n {2}- heading "Search" \[level=2\]/);
    assert.match(tree, /- combobox "Search this site" \[expanded\]( \[active\])?: thread/);
    assert.match(
      tree,
      /- listbox "Results":\n {4}- group "[^"]+ (Guide|Reference)":\n {6}- option "[^"]+" \[selected\]/,
    );
    assert.match(tree, /- group "Narrow the results":\n {4}- button "All" \[pressed\]/);
    const children = await page.evaluate(() => {
      const list = document.querySelector("thumb-index-dialog")?.shadowRoot?.querySelector("[role=listbox]");
      const groups = [...(list?.children ?? [])];
      const inside = groups.flatMap((group) => [...group.children].filter((child) => !child.ariaHidden));
      return [
        ...new Set([...groups, ...inside].map((element) => element.role ?? element.getAttribute("role"))),
      ];
    });
    assert.deepEqual(children, ["group", "option"]);
  });

  test("hears the number of results once, half a second after the typing has stopped", async (t) => {
    const page = await visitSite(t);
    await open(page);
    await page.evaluate(() => {
      const status = document.querySelector("thumb-index-dialog")?.shadowRoot?.querySelector("[role=status]");
      const said = /** @type {string[]} */ ([]);
      Object.assign(globalThis, { said });
      if (status)
        new MutationObserver(() => said.push(status.textContent ?? "")).observe(status, { childList: true });
    });
    const said = () => page.evaluate(() => /** @type {any} */ (globalThis).said);
    await box(page).pressSequentially("thread", { delay: 60 });
    await hits(page).first().waitFor();
    assert.deepEqual(await said(), [], "nothing yet");
    await page.waitForTimeout(900);
    assert.deepEqual(await said(), ["6 results"]);
  });

  test("hears that the search cannot be loaded, and Retry stands outside what is read out", async (t) => {
    const page = await visitSite(t, "ltr", NETWORK["a search that cannot be loaded"]);
    await STATES["a search that cannot be loaded"]?.(page);
    const alert = dialog(page).getByRole("alert");
    assert.match(await alert.innerText(), /could not be loaded/);
    assert.equal(await alert.getByRole("button").count(), 0);
    await page.unroute("**/*.tix");
    await dialog(page).getByRole("button", { name: "Retry" }).click();
    await hits(page).first().waitFor();
    assert.equal(await dialog(page).getByRole("alert").count(), 0);
  });
});

test("Tab goes from the box to its buttons, the filters and the help, and round", async (t) => {
  const page = await visitSite(t);
  await STATES["the results"]?.(page);
  const order = [];
  for (let tabs = 0; tabs < 9; tabs++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const inner = document.activeElement?.shadowRoot?.activeElement;
      return inner ? (inner.getAttribute("aria-label") ?? inner.textContent ?? "") : "outside";
    });
    order.push(focused);
  }
  assert.deepEqual(order.filter((name) => name !== "outside").slice(0, 7), [
    ...["Clear", "All", "This chapter", "Guide", "Reference", "Keyboard shortcuts"],
    "Close",
  ]);
});

describe("large text and small windows", () => {
  for (const [name, prepare] of /** @type {[string, (page: Page) => Promise<unknown>][]} */ ([
    [
      "text of 200 %",
      (page) => page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%")),
    ],
    ["a zoom of 400 %", (page) => page.setViewportSize({ width: 320, height: 256 })],
  ])) {
    for (const state of ["the results", "the help", "the empty box"]) {
      test(`with ${name}, ${state} can be read without scrolling sideways`, async (t) => {
        const page = await visitSite(t, "ltr", { viewport: { width: 1280, height: 800 } });
        await prepare(page);
        await STATES[state]?.(page);
        const { wide, right, seen } = await page.evaluate(() => {
          const shadow = document.querySelector("thumb-index-dialog")?.shadowRoot;
          const dialog = shadow?.querySelector("dialog[open]");
          const parts = [...(dialog?.querySelectorAll(".sheet, .body, .header, .field, .footer") ?? [])];
          const close = dialog?.querySelector(".close")?.getBoundingClientRect();
          return {
            wide: parts
              .filter((part) => part.scrollWidth > part.clientWidth + 1)
              .map((part) => part.className),
            right: dialog?.getBoundingClientRect().right ?? Infinity,
            seen: close && close.top >= 0 && close.bottom <= innerHeight && close.right <= innerWidth,
          };
        });
        assert.deepEqual(wide, []);
        assert.ok(right <= (page.viewportSize()?.width ?? 0));
        assert.ok(seen, "Close is in view");
      });
    }
  }

  test("on a phone the dialog fills the screen, the box does not zoom, and targets have 24 pixels", async (t) => {
    const page = await visitSite(t, "ltr", SHOWN["a phone"]);
    await STATES["the results"]?.(page);
    const rect = await dialog(page).boundingBox();
    assert.deepEqual([rect?.x, rect?.y, rect?.width], [0, 0, 390]);
    assert.ok(Number.parseFloat(await box(page).evaluate((input) => getComputedStyle(input).fontSize)) >= 16);
    for (const button of await dialog(page).locator("button:visible, a:visible").all()) {
      const size = await button.boundingBox();
      assert.ok(size && size.width >= 24 && size.height >= 24, await button.innerText());
    }
  });
});

// No browser here has a keyboard on its screen. It does to the page what zooming does: what is left to see is less than the page's window.
test("on a phone the dialog takes what is left to see, and no more", async (t) => {
  const page = await visit(t, browser, new URL("guide/start.html", sites.ltr?.url).href, SHOWN["a phone"]);
  await open(page);
  const session = await page.context().newCDPSession(page);
  const heights = () =>
    dialog(page).evaluate((element) => [
      Math.round(element.getBoundingClientRect().height),
      Math.round(globalThis.visualViewport?.height ?? 0),
    ]);
  const [whole] = await heights();
  assert.equal(whole, 760);
  await session.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
  await eventually(async () => assert.deepEqual(await heights(), [380, 380]));
});

describe("what a reader has asked of the browser", () => {
  test("reduced motion: nothing moves, and otherwise something does", async (t) => {
    for (const [reducedMotion, moves] of /** @type {const} */ ([
      ["reduce", false],
      ["no-preference", true],
    ])) {
      const page = await visitSite(t, "ltr", { reducedMotion });
      await page.evaluate(() => {
        document.addEventListener("animationstart", () => {}, true);
      });
      await page.keyboard.press("s");
      const names = await dialog(page).evaluate((element) => getComputedStyle(element).animationName);
      assert.equal(names !== "none", moves, reducedMotion);
    }
  });

  test("forced colours: the active hit and the marks are to be told from the rest", async (t) => {
    const page = await visitSite(t, "ltr", { forcedColors: "active" });
    await STATES["the results"]?.(page);
    const styles = await page.evaluate(() => {
      const shadow = document.querySelector("thumb-index-dialog")?.shadowRoot;
      const style = (/** @type {string} */ selector) => {
        const element = shadow?.querySelector(selector);
        return element ? getComputedStyle(element) : undefined;
      };
      return {
        active: style(".hit[aria-selected=true]")?.outlineStyle,
        other: style(".hit[aria-selected=false]")?.outlineStyle,
        mark: style(".mark")?.backgroundColor,
        ground: style(".dialog")?.backgroundColor,
      };
    });
    assert.deepEqual([styles.active, styles.other], ["solid", "none"]);
    assert.notEqual(styles.mark, styles.ground);
  });

  test("printing: neither button nor dialog is on paper", async (t) => {
    const page = await visitSite(t);
    await STATES["the results"]?.(page);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("thumb-index").isVisible(), false);
    assert.equal(await box(page).isVisible(), false);
  });
});

test("opening and closing moves nothing on the host's page", async (t) => {
  const page = await visitSite(t);
  const places = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("header, h1, main, main > *, nav a")].map((element) => {
        const { x, y, width } = element.getBoundingClientRect();
        return [element.localName, x, y, width];
      }),
    );
  const before = await places();
  assert.ok(before.length > 20);
  await STATES["the results"]?.(page);
  assert.deepEqual(await places(), before);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  assert.deepEqual(await places(), before);
});

/**
 * @param {TestContext} t
 * @param {string} [direction]
 * @param {Visit & BrowserContextOptions} [options]
 */
function visitSite(t, direction = "ltr", options = {}) {
  return visit(t, browser, new URL("guide/loom.html", sites[direction]?.url).href, options);
}

/** @param {Page} page */
async function open(page) {
  await page.keyboard.press("s");
  await box(page).waitFor();
}
