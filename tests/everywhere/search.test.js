// The search dialog, as a reader meets it, in every browser.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { siteWithWidget } from "../support/command.js";
import { at } from "../support/paths.js";
import { everywhere } from "../support/reader.js";
import { STRICT, serve } from "../support/serve.js";

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve(siteWithWidget(at("tests/fixtures/site")), { policy: STRICT });
});
after(() => site.close());

/** @param {string} path */
const to = (path) => new URL(path, site.url).href;

everywhere("search", (behaviour) => {
  behaviour("a typo finds the section, says so once, and Enter arrives there", async (reader) => {
    await reader.visit(site.url);
    await reader.openSearch();
    const { hits, expanded, groups } = await reader.find("ownreship");
    assert.match(hits[0]?.text ?? "", /What Is Ownership\?/);
    assert.equal(expanded, "true");
    assert.ok(groups.every(Boolean), "every group has a name");
    await reader.until(({ status }) => status === "Showing results for ownership. 4 results", "it is said");
    await reader.press("Enter");
    await reader.until(
      ({ url }) => url === to("pages/ownership.html#ownership"),
      "arrived, with nothing in the address",
    );
    await reader.until(({ marks }) => marks?.includes("ownership"), "the words are marked");
    await reader.press("Escape");
    await reader.until(({ marks }) => marks === null, "Esc takes the marks away");
  });

  behaviour("the button opens it, Close closes it, and the focus returns to the button", async (reader) => {
    await reader.visit(site.url);
    await reader.click("thumb-index");
    await reader.until(({ open }) => open === "search", "the button opens it");
    await reader.click("button.close");
    await reader.until(({ open }) => !open, "Close closes it");
    const { focus } = await reader.look();
    assert.equal(focus, "button");
  });

  behaviour("a click beside the dialog closes it", async (reader) => {
    await reader.visit(site.url);
    await reader.openSearch();
    await reader.tab.click(20, 600);
    await reader.until(({ open }) => !open, "it has closed");
  });

  behaviour("Back closes it, and the page stays", async (reader) => {
    await reader.visit(site.url);
    await reader.openSearch();
    await reader.until(() => true, "settled");
    await reader.tab.evaluate(() => history.back());
    const { url } = await reader.until(({ open }) => !open, "it has closed");
    assert.equal(url, site.url);
  });

  behaviour("the arrows move through the hits and wrap; the box points to the active one", async (reader) => {
    await reader.visit(site.url);
    await reader.openSearch();
    const { hits } = await reader.find("value");
    const last = hits.length - 1;
    for (const [key, index] of [
      ["ArrowDown", 0],
      ["ArrowUp", last],
      ["ArrowDown", 0],
      ["ArrowDown", 1],
    ]) {
      await reader.press(String(key));
      const id = hits[Number(index)]?.id;
      const view = await reader.until(({ active }) => active === id, `${key} leads to hit ${index}`);
      assert.deepEqual(
        view.hits.filter(({ selected }) => selected).map(({ id }) => id),
        [id],
      );
      assert.equal(view.focus, "box");
    }
  });

  behaviour("Page Down jumps to the next page's results; Home and End are the caret's", async (reader) => {
    await reader.visit(site.url);
    await reader.openSearch();
    const { hits } = await reader.find("value");
    await reader.press("PageDown", "PageDown");
    const path = (/** @type {string | undefined} */ href) => new URL(href ?? "", site.url).pathname;
    const view = await reader.until(({ active }) => active, "a hit is active");
    const active = view.hits.find(({ id }) => id === view.active);
    assert.notEqual(path(active?.href), path(hits[0]?.href));
    await reader.press("Home");
    await reader.tab.type("in");
    await reader.until(({ query }) => query === "invalue", "the caret stood at the beginning");
  });

  behaviour("Tab goes to the buttons and never into the list", async (reader) => {
    await reader.visit(site.url);
    await reader.openSearch();
    await reader.find("ownreship");
    const seen = new Set();
    for (let tabs = 0; tabs < 8; tabs++) {
      await reader.press("Tab");
      const { focus, active } = await reader.look();
      seen.add(focus);
      assert.equal(active, null);
    }
    for (const button of ["close", "instead", "help-button"])
      assert.ok(
        [...seen].some((focus) => focus === button || focus === "quiet"),
        `${button} in ${[...seen]}`,
      );
    assert.ok(!seen.has("hit") && ![...seen].some((focus) => /^hit-/.test(focus)), [...seen].join());
  });

  behaviour("where nothing is found it says so, and the list is hidden", async (reader) => {
    await reader.visit(site.url);
    await reader.openSearch();
    await reader.tab.type("qqqqqq");
    const { hits, expanded } = await reader.until(
      ({ status }) => status === "No results for “qqqqqq”",
      "it is said",
    );
    assert.deepEqual([hits.length, expanded], [0, "false"]);
  });

  behaviour("?search= opens the dialog with the words; the address follows the box", async (reader) => {
    await reader.tab.go(to("?search=borrowing"));
    await reader.until(
      ({ open, query, hits }) => open === "search" && query === "borrowing" && hits.length,
      "it is open",
    );
    const length = await reader.tab.evaluate(() => history.length);
    await reader.press("End");
    await reader.tab.type(" value");
    await reader.until(({ url }) => url === to("?search=borrowing+value"), "the address has the new words");
    assert.equal(await reader.tab.evaluate(() => history.length), length);
  });

  behaviour("coming Back from a hit restores words, results and the active hit", async (reader) => {
    await reader.visit(site.url);
    await reader.openSearch();
    await reader.find("borrowing");
    await reader.until(({ url }) => url.endsWith("?search=borrowing"), "the address follows");
    await reader.press("ArrowDown", "Enter");
    await reader.until(({ url }) => url.includes("pages/borrowing.html"), "arrived");
    await reader.tab.back();
    const view = await reader.until(({ open, hits }) => open === "search" && hits.length, "it is open again");
    assert.equal(view.query, "borrowing");
    await reader.until(({ active }) => active !== null, "the hit is active again");
  });

  behaviour("recent searches stand in the empty box, and can be cleared", async (reader) => {
    await reader.visit(site.url);
    await reader.openSearch();
    await reader.find("borrowing");
    await reader.press("Enter");
    await reader.until(({ url, ready }) => url.includes("borrowing.html") && ready, "arrived");
    await reader.visit(site.url);
    await reader.openSearch();
    await reader.until(
      ({ text }) => text.includes("Recent searches") && text.includes("borrowing"),
      "it is listed",
    );
    await reader.click(".recents .small");
    await reader.until(({ text }) => !text.includes("borrowing"), "it is cleared");
  });

  behaviour("a second load of the script does nothing", async (reader) => {
    await reader.visit(site.url);
    await reader.tab.evaluate(
      async (script) => void (await import(script)),
      "/thumbindex/thumbindex.js?again",
    );
    await reader.openSearch();
    assert.equal(await reader.tab.evaluate(() => document.querySelectorAll("thumb-index").length), 1);
    assert.equal(await reader.tab.evaluate(() => document.querySelectorAll("thumb-index-dialog").length), 1);
  });

  behaviour("events are sent, and those that can be cancelled are obeyed", async (reader) => {
    await reader.visit(site.url);
    await reader.tab.evaluate(() => {
      document.body.dataset.log = "";
      for (const name of ["open", "search", "select", "close", "navigate", "error"])
        document.addEventListener(`thumbindex:${name}`, (event) => {
          document.body.dataset.log += `${name} `;
          if (name === "select" || name === "navigate") event.preventDefault();
        });
    });
    await reader.openSearch();
    await reader.find("value");
    await reader.press("Enter");
    await reader.until(({ open }) => !open, "the dialog makes room");
    await reader.press("ArrowRight");
    const log = () => reader.tab.evaluate(() => document.body.dataset.log);
    await reader.until(() => true, "settled");
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.match(String(await log()), /^open (search )+select close navigate $/);
    assert.equal((await reader.look()).url.split("?")[0], site.url);
  });

  behaviour("the methods of the element open, search and close", async (reader) => {
    await reader.visit(site.url);
    await reader.tab.evaluate(
      () => void (/** @type {any} */ (document.querySelector("thumb-index")).search("value")),
    );
    await reader.until(({ query, hits }) => query === "value" && hits.length, "search(words)");
    await reader.tab.evaluate(
      () => void (/** @type {any} */ (document.querySelector("thumb-index")).close()),
    );
    await reader.until(({ open }) => !open, "close()");
    await reader.tab.evaluate(() => void (/** @type {any} */ (document.querySelector("thumb-index")).open()));
    const { query } = await reader.until(({ open }) => open === "search", "open()");
    assert.equal(query, "value");
  });
});
