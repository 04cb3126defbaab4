// Nothing that a book, a setting, an address or a storage says becomes markup or a script: a site whose every text tries to.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { box, dialog, eventually, hits, launch, ready, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { scratch } from "../support/paths.js";
import { serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, Page } from "playwright-core" */

/** Under it a single string that is parsed as HTML is a violation, and `visit` fails the test. */
const POLICY =
  "require-trusted-types-for 'script'; trusted-types 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'";

const IMAGE = '<img src=x onerror="canary()">';
const SCRIPT = "</script><script>canary()</script>";
const ATTRIBUTE = `" onclick="canary()" x='`;
const HOSTILE = [
  IMAGE,
  SCRIPT,
  ATTRIBUTE,
  "<svg/onload=canary()>",
  "{query}{n}{words}$&$1",
  "javascript:canary()",
];

/** As HTML has to be written for a reader to see it. @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Names of files that are no friendlier. A system that forbids one has a page less. */
const NAMES = [
  "javascript:canary().html",
  "data:text,canary().html",
  `x${ATTRIBUTE}.html`,
  "<img src=x>.html",
  "%00%2e%2e.html",
  "a#b?c.html",
  "https:evil.example.html",
];

/** Words for an attribute that holds JSON. @param {unknown} value */
const json = (value) => escaped(JSON.stringify(value));

/** A site whose every page speaks of quinces. */
function hostileSite() {
  const folder = scratch("hostile");
  const parts = HOSTILE.map(
    (text, at) =>
      `<li>${escaped(text)}<ul><li><a href="/parts/${at}.html">${escaped(text)}</a></li></ul></li>`,
  );
  const settings = `data-words="${json({ search: IMAGE, invite: SCRIPT, more: ATTRIBUTE, none: `${IMAGE}{query}` })}" data-keys="${json({ help: ["h", IMAGE] })}"`;
  /** @param {string} path @param {string} title @param {string} body @param {string} [canonical] */
  const write = (path, title, body, canonical = "") => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
      ${canonical && `<link rel="canonical" href="${escaped(canonical)}">`}</head><body>
      <nav aria-label="Chapters"><ul>${parts.join("")}</ul></nav>
      <main><h1>${escaped(title)}</h1><p>Of quinces.</p>${body}</main></body></html>`,
    );
  };
  for (const [at, text] of HOSTILE.entries()) {
    const shown = escaped(text);
    write(
      `parts/${at}.html`,
      text,
      `<h2 id="${shown}">${shown} quince</h2><p>A quince, ${shown} and <code>${shown}</code>, <a href="javascript:canary()">a link</a>.</p>
      <h2 id="%E0%A4%A">Percent quince</h2><p>An id that no one can decode.</p>
      <pre><code>let quince = ${shown};\n  ${shown}</code></pre>`,
    );
  }
  write("script.html", "Canonical quince", "<p>A script as an address.</p>", "javascript:canary()");
  write(
    "data.html",
    "Canonical quince too",
    "<p>Data as an address.</p>",
    "data:text/html,<script>canary()</script>",
  );
  for (const name of NAMES) {
    try {
      write(name, `Named quince ${name}`, "<p>A name.</p>");
    } catch {
      // Not a name here.
    }
  }
  return { folder, settings };
}

/** What of the widget can be seen or followed, in every shadow root. @param {Page} page */
const drawn = (page) =>
  page.evaluate(() => {
    const ours = ["thumb-index", "thumb-index-dialog", "thumb-index-chapters"];
    const roots = ours
      .flatMap((name) => [...document.querySelectorAll(name)])
      .flatMap(({ shadowRoot }) => shadowRoot ?? []);
    const elements = roots.flatMap((root) => [...root.querySelectorAll("*")]);
    return {
      names: [...new Set(elements.map(({ localName }) => localName))],
      attributes: [...new Set(elements.flatMap((element) => element.getAttributeNames()))],
      links: elements.flatMap((element) => (element instanceof HTMLAnchorElement ? element.href : [])),
      text: roots.map(({ textContent }) => textContent).join(" "),
    };
  });

/** What the widget draws, and no more. */
const ELEMENTS =
  /^(dialog|div|span|h2|h3|button|input|label|a|svg|path|kbd|b|i|mark|code|pre|p|ul|li|dl|dt|dd|section|strong|nav|output|progress)$/;
const ATTRIBUTES = /^(on\w+|src|style|srcdoc|action|formaction)$/;

/** @param {Page} page @param {string} url  of the site */
async function assertHarmless(page, url) {
  const { names, attributes, links } = await drawn(page);
  assert.deepEqual(
    names.filter((name) => !ELEMENTS.test(name)),
    [],
  );
  assert.deepEqual(
    attributes.filter((name) => ATTRIBUTES.test(name)),
    [],
  );
  assert.deepEqual(
    links.filter((link) => !link.startsWith(url)),
    [],
  );
}

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** @param {TestContext} t @param {string} url @param {(page: Page) => Promise<unknown>} [prepare] */
function open(t, url, prepare) {
  return visit(t, browser, url, {
    async prepare(page) {
      // What is injected calls it, and what it says fails the test.
      await page.addInitScript(() => {
        // @ts-expect-error: exposed by `visit`
        Object.assign(globalThis, { canary: () => globalThis.trouble("something ran") });
      });
      await prepare?.(page);
    },
  });
}

for (const layout of ["split", "embedded", "single"]) {
  describe(`in the layout ${layout}`, () => {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let site;
    before(async () => {
      const { folder, settings } = hostileSite();
      const built = siteWithWidget(folder, "--layout", layout);
      const withSettings = (/** @type {Buffer} */ html) =>
        Buffer.from(String(html).replace('thumbindex.js"', () => `thumbindex.js" ${settings}`));
      const change = (/** @type {string} */ path, /** @type {Buffer} */ bytes) =>
        path.endsWith(".html") ? withSettings(bytes) : bytes;
      site = await serve(built, { policy: POLICY, change });
    });
    after(() => site?.close());
    const start = () => new URL("parts/0.html", site.url).href;

    test(`${layout}: titles, headings, ids, parts, excerpts and code are shown as they are written`, async (t) => {
      const page = await open(t, start());
      await page.keyboard.press("s");
      let seen = "";
      for (const words of ["quince", "canary", "img src onerror", "script", "let quince", "named quince"]) {
        await box(page).fill("");
        await eventually(async () => assert.equal(await hits(page).count(), 0));
        await box(page).fill(words);
        await hits(page).first().waitFor();
        const more = dialog(page).locator("button.more");
        while (await more.isVisible()) {
          const count = await hits(page).count();
          await more.click();
          await eventually(async () =>
            assert.ok((await hits(page).count()) > count || !(await more.isVisible())),
          );
        }
        await assertHarmless(page, site.url);
        seen += (await drawn(page)).text.replace(/\s+/g, " ");
      }
      for (const hostile of HOSTILE) assert.ok(seen.includes(hostile), hostile);
    });

    test("a result under a hostile name leads to its page", async (t) => {
      const page = await open(t, start());
      await page.keyboard.press("s");
      await box(page).fill('"named quince"');
      await hits(page).first().waitFor();
      await assertHarmless(page, site.url);
      for (const link of (await drawn(page)).links)
        assert.equal((await page.request.get(link)).status(), 200, link);
      await hits(page).first().click();
      await page.getByRole("heading", { name: /^Named quince/ }).waitFor();
    });

    test("words of the site's own are words", async (t) => {
      const page = await open(t, start());
      await page.keyboard.press("s");
      await dialog(page).getByText(SCRIPT).waitFor();
      await box(page).fill("zzzz");
      await dialog(page).getByText(`${IMAGE}zzzz`).waitFor();
      await assertHarmless(page, site.url);
      await page.keyboard.press("Escape");
      await page.keyboard.press("h");
      await dialog(page).getByText("img src").first().waitFor();
      await assertHarmless(page, site.url);
    });

    test("a search in the address is words to look for", async (t) => {
      for (const hostile of HOSTILE) {
        const page = await open(t, `${start()}?search=${encodeURIComponent(hostile)}`);
        await eventually(async () => assert.equal(await box(page).inputValue(), hostile));
        await page.locator("thumb-index-dialog").locator(".hit, .pane").first().waitFor();
        await assertHarmless(page, site.url);
      }
    });

    test("what is remembered on the device is words, whoever wrote it", async (t) => {
      const remembered = {
        "thumbindex:recent": [...HOSTILE, { toString: "canary()" }, null, 7],
        "thumbindex:arrival": { url: start(), words: [{ toString: 1 }, IMAGE, SCRIPT, "quince"], time: 0 },
        "thumbindex:keys": IMAGE,
      };
      const page = await open(t, start(), (page) =>
        page.addInitScript((remembered) => {
          for (const [key, value] of Object.entries(remembered))
            localStorage.setItem(key, JSON.stringify(value));
          sessionStorage.setItem(
            "thumbindex:last",
            JSON.stringify({ query: "<b>quince", url: "javascript:canary()" }),
          );
        }, remembered),
      );
      await page.locator("thumb-index-dialog .marks").waitFor();
      await assertHarmless(page, site.url);
      await page.keyboard.press("s");
      await dialog(page).getByText(IMAGE).first().waitFor();
      await assertHarmless(page, site.url);
      await dialog(page).locator("button.recent").first().click();
      await page.getByRole("option").first().waitFor();
      await assertHarmless(page, site.url);
      await page.reload();
      await ready(page);
    });

    test("what is not JSON is no setting, and hurts nobody", async (t) => {
      const page = await open(t, start(), (page) =>
        page.addInitScript(() => {
          for (const key of ["recent", "arrival", "keys"])
            localStorage.setItem(`thumbindex:${key}`, "{<img>");
        }),
      );
      await page.keyboard.press("s");
      await box(page).fill("quince");
      await hits(page).first().waitFor();
    });
  });
}
