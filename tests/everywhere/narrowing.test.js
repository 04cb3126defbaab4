// Seeing less: the results of one part, or of the chapter that is open, in every browser.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { siteWithWidget } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { everywhere } from "../support/reader.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Reader } from "../support/reader.js" */

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve(siteWithWidget(handbook()), { policy: STRICT });
});
after(() => site.close());

/** The filters on offer; the one that is pressed has a star. @param {Reader} reader */
const filters = (reader) =>
  reader.tab.evaluate(() => {
    const shadow = document.querySelector("thumb-index-dialog")?.shadowRoot;
    return [...(shadow?.querySelectorAll(".filters:not([hidden]) .filter") ?? [])].map(
      (button) => button.textContent + (button.getAttribute("aria-pressed") === "true" ? "*" : ""),
    );
  });

/** @param {Reader} reader @param {string[]} expected */
async function offered(reader, expected) {
  await reader.until(() => true, "settled");
  const end = performance.now() + 5000;
  while (String(await filters(reader)) !== String(expected) && performance.now() < end);
  assert.deepEqual(await filters(reader), expected);
}

everywhere("narrowing", (behaviour) => {
  behaviour(
    "a book in parts offers them, and shows the results of the one that is chosen",
    async (reader) => {
      await reader.visit(new URL("guide/loom.html", site.url).href);
      await reader.openSearch();
      const { hits } = await reader.find("thread");
      await offered(reader, ["All*", "This chapter", "Guide", "Reference"]);
      await reader.click(".filter:nth-child(4)");
      const narrowed = await reader.until(
        (view) =>
          view.hits.length < hits.length && view.hits.every(({ href }) => href.includes("/reference/")),
        "the reference alone",
      );
      assert.equal(narrowed.hits.length, 2);
      await reader.until(({ status }) => status === "2 results", "it is said");
      await reader.click(".filter:nth-child(1)");
      await reader.until((view) => view.hits.length === hits.length, "everything again");
    },
  );

  behaviour("the search can be kept to the chapter that is open, while the words change", async (reader) => {
    await reader.visit(new URL("guide/loom.html", site.url).href);
    await reader.openSearch();
    await reader.find("thread");
    await offered(reader, ["All*", "This chapter", "Guide", "Reference"]);
    await reader.click(".filter:nth-child(2)");
    const here = (/** @type {string} */ href) => href.includes("/guide/loom.html");
    await reader.until(
      ({ hits }) => hits.length && hits.every(({ href }) => here(href)),
      "this chapter alone",
    );
    await reader.click("input[role=combobox]");
    await reader.press("End");
    await reader.tab.type(" shuttle");
    await reader.until(({ query }) => query === "thread shuttle", "typed on");
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.ok((await reader.look()).hits.every(({ href }) => here(href)));
  });

  behaviour("Tab reaches the filters, and Space presses them", async (reader) => {
    await reader.visit(new URL("guide/start.html", site.url).href);
    await reader.openSearch();
    await reader.find("shuttle thread");
    await reader.until(({ text }) => text.includes("Reference"), "filters are offered");
    for (let tabs = 0; tabs < 20 && (await reader.look()).focus !== "filter"; tabs++)
      await reader.press("Tab");
    assert.equal((await reader.look()).focus, "filter");
    await reader.press("Tab");
    await reader.press(" ");
    await reader.until(
      ({ hits }) => hits.every(({ href }) => href.includes("/guide/start.html")),
      "it is pressed",
    );
    assert.equal((await reader.look()).focus, "filter", "which keeps the focus");
  });
});
