// A site that has made itself readable without a network, by the worker of guide/src/offline.md: one visit, and the server is gone.

import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { box, dialog, eventually, hits, launch, ready } from "../support/browser.js";
import { siteWithWidget, thumbindex } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { largeSite } from "../support/large.js";
import { at } from "../support/paths.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { RequestListener } from "node:http" */
/** @import { TestContext } from "node:test" */
/** @import { Browser, Page } from "playwright-core" */

/** The scripts as the guide tells authors to write them: the worker, what registers it, and the worker that takes it away. */
const [WORKER, START, END] = [
  ...readFileSync(at("guide/src/offline.md"), "utf8").matchAll(/^```js\n(.*?)^```/gms),
].map(([, code]) => code);

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A site as an author makes it. @param {string} pages @param {...string} options */
function build(pages, ...options) {
  const folder = siteWithWidget(pages, ...options);
  writeFileSync(join(folder, "sw.js"), WORKER);
  writeFileSync(join(folder, "offline-start.js"), START);
  addScript(folder);
  return folder;
}

/** @param {string} folder */
function addScript(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".html"),
  )) {
    const html = readFileSync(join(folder, name), "utf8");
    writeFileSync(
      join(folder, name),
      html.replace("</head>", '<script defer src="/offline-start.js"></script></head>'),
    );
  }
}

/** @param {TestContext} t */
async function reader(t) {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  t.after(() => context.close());
  return context.newPage();
}

/** Goes to a page and waits until all that it has loaded is kept. @param {Page} page @param {string} url */
async function visited(page, url) {
  await page.goto(url);
  await ready(page);
  await eventually(async () => {
    const missing = await page.evaluate(async () => {
      const kept = await Promise.all(
        [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)]
          .filter((url) => !url.endsWith("favicon.ico"))
          .map(async (url) => ((await caches.match(url)) ? "" : url)),
      );
      return kept.filter(Boolean);
    });
    assert.deepEqual(missing, []);
  });
}

/** @param {Page} page @param {string} words @param {RegExp} found */
async function finds(page, words, found) {
  await box(page).fill(words);
  await eventually(async () => assert.match(await hits(page).first().innerText(), found));
}

/** The files of the index that are kept. @param {Page} page */
const keptChunks = (page) =>
  page.evaluate(async () => {
    const keys = await (await caches.open("thumbindex")).keys();
    return keys.map(({ url }) => url.replace(/.*\//, "")).filter((name) => /^[0-9a-f]{16}\.tix$/.test(name));
  });

for (const layout of ["split", "embedded"]) {
  describe(`with the layout ${layout}`, () => {
    test("after one visit, search and chapters work without the server", async (t) => {
      const site = await serve(build(handbook(), "--layout", layout), { policy: STRICT });
      const page = await reader(t);
      await visited(page, new URL("guide/start.html", site.url).href);
      await visited(page, new URL("guide/loom.html", site.url).href);
      await site.close();
      await page.reload();
      await ready(page);
      await page.keyboard.press("s");
      await finds(page, "shuttle", /Shuttle/);
      await page.keyboard.press("Escape");
      await dialog(page).waitFor({ state: "detached" });
      await page.keyboard.press("ArrowLeft");
      await page.waitForURL(/guide\/start\.html/);
      await page.getByRole("heading", { name: "Starting" }).waitFor();
      assert.equal(
        await page.evaluate(() => getComputedStyle(document.body).margin),
        "0px",
        "with its style",
      );
    });
  });
}

test("all files of an index are there after one visit, also those that nobody has asked for", async (t) => {
  const site = await serve(build(largeSite(["shuttle", "thread", "bobbin"])), { policy: STRICT });
  const page = await reader(t);
  await visited(page, site.url);
  await site.close();
  await page.reload();
  await ready(page);
  await page.keyboard.press("s");
  for (const word of ["shuttle", "thread", "bobbin"]) await finds(page, word, new RegExp(word));
});

test("a new index is taken up when the server is back, and files of the old one are dropped", async (t) => {
  const folder = build(largeSite(["shuttle"]), "--keep", "1");
  const site = await serve(folder, { policy: STRICT });
  const page = await reader(t);
  await visited(page, site.url);
  const old = await keptChunks(page);
  await site.close();
  await page.reload();
  await ready(page);

  cpSync(largeSite(["bobbin"]), folder, { recursive: true });
  addScript(folder);
  thumbindex("build", folder, "--inject", "--quiet", "--keep", "1");
  const files = readdirSync(join(folder, "thumbindex")).filter((name) => /^[0-9a-f]{16}\.tix$/.test(name));
  const back = await serve(folder, { policy: STRICT, port: Number(new URL(site.url).port) });
  await page.goto(site.url);
  await ready(page);
  await eventually(async () => assert.deepEqual((await keptChunks(page)).sort(), files.sort()));
  assert.notDeepEqual(old.sort(), files);
  await back.close();
  await page.reload();
  await ready(page);
  await page.keyboard.press("s");
  await finds(page, "bobbin", /bobbin/);
  await box(page).fill("shuttle");
  await dialog(page).getByText("No results for “shuttle”").first().waitFor();
});

test("a new index of which not all is there leaves the one of before", async (t) => {
  const folder = build(largeSite(["shuttle"]), "--keep", "1");
  const site = await serve(folder, { policy: STRICT });
  const page = await reader(t);
  await visited(page, site.url);
  const old = await keptChunks(page);
  cpSync(largeSite(["bobbin"]), folder, { recursive: true });
  addScript(folder);
  thumbindex("build", folder, "--inject", "--quiet", "--keep", "1");
  const fresh = readdirSync(join(folder, "thumbindex")).filter(
    (name) => /^[0-9a-f]{16}\.tix$/.test(name) && !old.includes(name),
  );
  for (const name of fresh) rmSync(join(folder, "thumbindex", name));
  await page.goto(site.url);
  await ready(page);
  await eventually(async () => {
    const missing = fresh.filter((name) => !site.requests.includes(`/thumbindex/${name}`));
    assert.deepEqual(missing, []);
  });
  await site.close();
  await page.reload();
  await ready(page);
  await page.keyboard.press("s");
  await finds(page, "shuttle", /shuttle/);
});

/**
 * Another hand answers in the place of a site.
 * @param {TestContext} t
 * @param {Awaited<ReturnType<typeof serve>>} site
 * @param {RequestListener} answer
 */
async function instead(t, site, answer) {
  await site.close();
  const other = createServer(answer);
  await new Promise((resolve) =>
    other.listen(Number(new URL(site.url).port), "127.0.0.1", () => resolve(null)),
  );
  t.after(() => {
    other.closeAllConnections();
    other.close();
  });
}

for (const [what, answer] of /** @type {[string, RequestListener][]} */ ([
  ["is down behind a machine that says so", (_, response) => response.writeHead(503).end("Try again later")],
  ["never answers", () => {}],
])) {
  test(`a server that ${what} is as good as none`, async (t) => {
    const site = await serve(build(handbook()), { policy: STRICT });
    const page = await reader(t);
    await visited(page, new URL("guide/start.html", site.url).href);
    await instead(t, site, answer);
    await page.reload();
    await page.keyboard.press("s");
    await finds(page, "shuttle", /Shuttle/);
  });
}

test("a page that a host sends for files that are not there yet is not kept in their place", async (t) => {
  const folder = build(handbook());
  const site = await serve(folder, { policy: STRICT, missing: "<!doctype html><p>Welcome" });
  t.after(site.close);
  const chunks = join(folder, "thumbindex", "chunks");
  renameSync(chunks, `${chunks}-later`);
  const page = await reader(t);
  await page.goto(new URL("guide/start.html", site.url).href);
  const kept = (/** @type {string} */ path) =>
    page.evaluate((path) => caches.match(path).then(Boolean), path);
  const later = readdirSync(`${chunks}-later`).map((name) => `/thumbindex/chunks/${name}`);
  await eventually(async () => {
    assert.deepEqual(
      later.filter((path) => !site.requests.includes(path)),
      [],
    );
    assert.ok(await kept("/guide/start.html"));
  });
  for (const path of site.requests.filter((path) => path.startsWith("/thumbindex/chunks/")))
    assert.equal(await kept(path), false, path);
  renameSync(`${chunks}-later`, chunks);
  await page.reload();
  await page.keyboard.press("s");
  await finds(page, "shuttle", /Shuttle/);
});

test("what a host lets nobody keep is not kept, and what has no end is let go", async (t) => {
  const site = await serve(build(handbook()), { policy: STRICT });
  const page = await reader(t);
  await visited(page, new URL("guide/start.html", site.url).href);
  let listening = 0;
  await instead(t, site, ({ url }, response) => {
    if (url !== "/events")
      return response.setHeader("cache-control", "private, no-store").end("Your account");
    response.setHeader("content-type", "text/event-stream").write("data: news\n\n");
    listening++;
    response.on("close", () => listening--);
  });
  await page.evaluate(async () => {
    await (await fetch("/account")).text();
    const events = new EventSource("/events");
    await new Promise((resolve) => events.addEventListener("message", resolve));
    events.close();
  });
  await eventually(async () => assert.equal(listening, 0));
  assert.equal(await page.evaluate(() => caches.match("/account").then(Boolean)), false);
});

test("the words of a search are kept nowhere, by whichever name they stand in the address", async (t) => {
  const site = await serve(build(handbook()), { policy: STRICT });
  t.after(site.close);
  const page = await reader(t);
  await visited(page, new URL("guide/start.html", site.url).href);
  for (const name of ["search", "find"]) {
    await page.goto(new URL(`guide/loom.html?page=2&${name}=secret+words`, site.url).href);
    await ready(page);
  }
  const kept = () =>
    page.evaluate(async () => (await (await caches.open("thumbindex")).keys()).map(({ url }) => url));
  await eventually(async () =>
    assert.ok((await kept()).some((url) => url.endsWith("guide/loom.html?page=2"))),
  );
  assert.doesNotMatch((await kept()).join("\n"), /secret/);
});

test("what a site tells its worker besides is no page to keep", async (t) => {
  const site = await serve(build(handbook()), { policy: STRICT });
  t.after(site.close);
  const page = await reader(t);
  await visited(page, new URL("guide/start.html", site.url).href);
  const before = site.requests.length;
  const told = new URL("guide/loom.html", site.url).href;
  await page.evaluate(async (told) => {
    const { active } = await navigator.serviceWorker.ready;
    for (const message of [{ type: "SKIP_WAITING" }, "hello", null, ["https://elsewhere.example/", told]])
      active?.postMessage(message);
  }, told);
  await eventually(async () =>
    assert.ok(await page.evaluate((told) => caches.match(told), told).then(Boolean)),
  );
  assert.deepEqual(site.requests.slice(before), ["/guide/loom.html"]);
});

test("the last worker of the guide takes the others away, and what they have kept", async (t) => {
  const folder = build(handbook());
  const site = await serve(folder, { policy: STRICT });
  t.after(site.close);
  const page = await reader(t);
  await visited(page, new URL("guide/start.html", site.url).href);
  writeFileSync(join(folder, "sw.js"), END);
  writeFileSync(join(folder, "offline-start.js"), "");
  await page.reload();
  await eventually(async () => {
    const left = await page.evaluate(async () => [
      ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
      ...(await caches.keys()),
    ]);
    assert.deepEqual(left, []);
  });
});

test("the widget registers no worker", async (t) => {
  const site = await serve(siteWithWidget(handbook()), { policy: STRICT });
  t.after(site.close);
  const page = await reader(t);
  await page.goto(new URL("guide/start.html", site.url).href);
  await ready(page);
  await page.keyboard.press("s");
  await finds(page, "shuttle", /Shuttle/);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});
