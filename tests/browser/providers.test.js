// The widget over a search engine: what a reader sees of it, on a site that has no index at all.

import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { box, dialog, eventually, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { COLLECTION, fakeEngine, KEY, MANNERS, NAMES } from "../support/engines.js";
import { handbook } from "../support/handbook.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { TestContext } from "node:test" */
/** @import { Browser, Page } from "playwright-core" */
/** @import { Visit } from "../support/browser.js" */
/** @import { Name } from "../support/engines.js" */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof fakeEngine>>[]} */
let engines = [];
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** What the script tag says besides where the script is. */
let attributes = "";
before(async () => {
  const folder = siteWithWidget(handbook());
  const index = join(folder, "thumbindex");
  engines = await Promise.all(NAMES.map((name) => fakeEngine(name, index)));
  for (const file of readdirSync(index).filter((file) => file.endsWith(".tix"))) rmSync(join(index, file));
  site = await serve(folder, {
    policy: `${STRICT}; connect-src 'self' ${engines.map(({ url }) => url).join(" ")}`,
    change: (path, bytes) =>
      path.endsWith(".html")
        ? Buffer.from(bytes.toString().replace(/(thumbindex\.js")/, `$1 ${attributes}`))
        : bytes,
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
  await Promise.all(engines.map((engine) => engine.close()));
});

/** @param {Name} name */
const engineOf = (name) => engines[NAMES.indexOf(name)] ?? assert.fail(name);

/** @param {TestContext} t @param {string} said  by the script tag @param {Visit} [options] */
function pageWith(t, said, options) {
  attributes = said;
  /** @param {Page} page */
  const prepare = async (page) => {
    for (const { url } of engines) await page.route(`${url}/**`, (route) => route.continue());
  };
  return visit(t, browser, new URL("guide/start.html", site.url).href, { ...options, prepare });
}

/** @param {TestContext} t @param {Name} name @param {Visit} [options] */
const pageOver = (t, name, options) =>
  pageWith(
    t,
    `data-provider="${name}" data-url="${engineOf(name).url}" data-collection="${COLLECTION}" data-key="${KEY}"`,
    options,
  );

/** @param {Page} page @param {string} words */
async function search(page, words) {
  if (!(await dialog(page).count())) await page.keyboard.press("s");
  await box(page).fill(words);
}

/** @param {Page} page */
const paths = (page) =>
  hits(page).evaluateAll((all) =>
    all.map((hit) => {
      const { pathname, hash } = /** @type {HTMLAnchorElement} */ (hit);
      return pathname + hash;
    }),
  );

/** @param {Page} page @param {string[]} expected */
const shows = (page, expected) => eventually(async () => assert.deepEqual(await paths(page), expected));

for (const name of NAMES) {
  describe(`over ${name}`, () => {
    test("a reader finds a section, sees the words marked, and arrives there", async (t) => {
      const page = await pageOver(t, name);
      await search(page, "hidden thr");
      await shows(page, ["/guide/loom.html#secret"]);
      assert.deepEqual(await hits(page).locator(".excerpt mark").allInnerTexts(), ["hidden", "thread"]);
      assert.equal(
        await hits(page).first().locator(".excerpt").innerText(),
        "A hidden thread and its knot. The first panel.",
      );
      await page.getByRole("group", { name: "The Loom Guide" }).waitFor();
      await hits(page).first().click();
      await page.waitForURL(/guide\/loom\.html#secret$/);
      await page.locator("thumb-index-dialog .marks").getByText("hidden").waitFor();
      assert.deepEqual(
        site.requests.filter((path) => path.endsWith(".tix")),
        [],
        "no index is asked for",
      );
    });

    test("a refusal is told, and Retry asks again", async (t) => {
      const engine = engineOf(name);
      const page = await pageOver(t, name, { expected: /status of 40\d|thumbindex/ });
      const codes = page.evaluate(
        () =>
          new Promise((resolve) =>
            document.addEventListener("thumbindex:error", ({ detail }) =>
              resolve(/** @type {any} */ (detail.error).code),
            ),
          ),
      );
      engine.state.instead = MANNERS[name].stranger;
      t.after(() => delete engine.state.instead);
      await search(page, "bobbin");
      await dialog(page).getByRole("alert").getByText("check the key").waitFor();
      assert.equal(await codes, "refused");
      delete engine.state.instead;
      await dialog(page).getByRole("button", { name: "Retry" }).click();
      await shows(page, ["/guide/loom.html#tabbed"]);
    });
  });
}

test("what an engine answers is text, and leads nowhere but into the site", async (t) => {
  const engine = engineOf("meilisearch");
  const html = "<img src=x onerror=\"trouble('run')\"><script>trouble('run')</script>";
  const section = {
    page: html,
    heading: html,
    breadcrumbs: [html],
    _formatted: { text: `\u0002${html}\u0003` },
  };
  const urls = ["javascript:trouble('run')", "https://elsewhere.example/", "//elsewhere.example/", "a.html"];
  engine.state.instead = { body: { hits: urls.map((url) => ({ ...section, url })), estimatedTotalHits: 4 } };
  t.after(() => delete engine.state.instead);
  const page = await pageOver(t, "meilisearch");
  await search(page, "thread");
  await shows(page, ["/a.html"]);
  assert.equal(await hits(page).locator("img, script").count(), 0);
  assert.equal(await hits(page).locator(".excerpt mark").innerText(), html);
});

test("a page that names an engine there is not says which there are", async (t) => {
  const page = await pageWith(t, 'data-provider="solr" data-url="/search"');
  await search(page, "thread");
  await dialog(page).getByRole("alert").getByText("meilisearch, typesense, opensearch").waitFor();
});

test("an author's own provider answers from the moment it is given, and turns the chapters", async (t) => {
  const page = await pageWith(t, "", { expected: /404/ });
  await search(page, "thread");
  await dialog(page).getByRole("alert").waitFor();
  await page.evaluate(() => {
    const button = /** @type {import("../../npm/thumbindex.d.ts").ThumbIndexElement} */ (
      document.querySelector("thumb-index")
    );
    const next = { url: "reference/reed.html", title: "Reed" };
    button.provider = {
      search: (/** @type {string} */ query) => ({
        sections: [
          { url: "guide/loom.html#warp", title: "The Loom", heading: query, excerpt: "Said by hand." },
        ],
      }),
      navigation: () => ({ previous: null, next, position: 1, count: 2 }),
    };
  });
  await dialog(page).getByRole("button", { name: "Retry" }).click();
  await shows(page, ["/guide/loom.html#warp"]);
  await hits(page).getByText("Said by hand.").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/reference\/reed\.html$/);
});

test("nothing found is told, with the provider's own completions", async (t) => {
  const page = await pageWith(t, 'data-prefetch="off"');
  await page.evaluate(() => {
    const found = { url: "guide/loom.html", title: "The Loom" };
    Object.assign(/** @type {Element} */ (document.querySelector("thumb-index")), {
      provider: {
        search: (/** @type {string} */ query) => ({ sections: query === "loom" ? [found] : [] }),
        suggest: () => ["loom"],
      },
    });
  });
  await search(page, "lo");
  await dialog(page).getByText("Did you mean").first().waitFor();
  await dialog(page).getByRole("button", { name: "loom" }).click();
  await shows(page, ["/guide/loom.html"]);
});
