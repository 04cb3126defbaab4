// Where a reader arrives: at the section, whatever hides it, with the words marked, in every browser.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { eventually } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { handbook } from "../support/handbook.js";
import { SOURCES } from "../support/paths.js";
import { everywhere } from "../support/reader.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Reader } from "../support/reader.js" */

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  const folder = siteWithWidget(handbook());
  cpSync(join(SOURCES, "reveal.js"), join(folder, "reveal.js"));
  site = await serve(folder, { policy: STRICT });
});
after(() => site.close());

/** @param {string} path */
const to = (path) => new URL(path, site.url).href;

/** Searches, and opens the first hit. @param {Reader} reader @param {string} from @param {string} words @param {string} path */
async function arrive(reader, from, words, path) {
  await reader.visit(to(from));
  await reader.openSearch();
  await reader.find(words);
  await reader.press("Enter");
  return reader.until(({ url, marks }) => url === to(path) && marks, `arrived at ${path}`);
}

/** Waits until nothing covers a heading. @param {Reader} reader @param {string} id */
async function seen(reader, id) {
  await eventually(async () => assert.ok((await place(reader, id))?.seen, `${id} is in view`));
}

/** Where an element stands in the window, and what covers its middle. @param {Reader} reader @param {string} id */
const place = (reader, id) =>
  reader.tab.evaluate((id) => {
    const element = document.getElementById(id);
    const rect = element?.getBoundingClientRect();
    if (!element || !rect) return;
    const over = document.elementFromPoint(rect.left + 20, rect.top + rect.height / 2);
    return { top: rect.top, height: innerHeight, seen: over !== null && element.contains(over) };
  }, id);

everywhere("arrival", (behaviour) => {
  behaviour("a closed details that hides the section is opened", async (reader) => {
    await arrive(reader, "guide/start.html", "secret knots", "guide/loom.html#secret");
    assert.equal(await reader.tab.evaluate(() => document.querySelector("details")?.open), true);
    await seen(reader, "secret");
  });

  behaviour("a details in a details is opened where the browser itself opens none", async (reader) => {
    await reader.visit(to("guide/loom.html"));
    const open = await reader.tab.evaluate(async (module) => {
      const outer = document.createElement("details");
      const inner = document.querySelector("details");
      inner?.replaceWith(outer);
      if (inner) outer.append(inner);
      const { reveal } = await import(module);
      reveal("#secret");
      return [outer.open, inner?.open];
    }, "/reveal.js");
    assert.deepEqual(open, [true, true]);
  });

  behaviour("the tab that hides the section is chosen", async (reader) => {
    await arrive(reader, "guide/start.html", "bobbin", "guide/loom.html#tabbed");
    await seen(reader, "tabbed");
  });

  behaviour("the section stands below a header that stays at the top", async (reader) => {
    await arrive(reader, "guide/start.html", "stretched", "guide/loom.html#warp");
    await seen(reader, "warp");
    const { top = 0 } = (await place(reader, "warp")) ?? {};
    assert.ok(top >= 60 && top < 200, `${top}`);
  });

  behaviour("the note steps through the marks, round and round, and clears them", async (reader) => {
    const { marks } = await arrive(reader, "guide/start.html", "stretched thread", "guide/loom.html#warp");
    const count = Number(/(\d+)$/.exec(String(marks))?.[1]);
    assert.ok(count > 3, String(marks));
    for (const [button, says] of [
      ["next-mark", `1/${count}`],
      ["next-mark", `2/${count}`],
      ["previous-mark", `1/${count}`],
      ["previous-mark", `${count}/${count}`],
    ]) {
      await reader.click(`.${button}`);
      await reader.until(({ marks }) => marks?.endsWith(String(says)), `${button} says ${says}`);
    }
    await reader.click(".clear-marks");
    await reader.until(({ marks }) => marks === null, "the note is gone");
    assert.equal(await reader.tab.evaluate(() => CSS.highlights.size), 0);
  });

  for (const follows of [false, true]) {
    behaviour(
      `a hit in the same page is marked and takes no step in the history, ${follows ? "after" : "before"} the address has followed`,
      async (reader) => {
        await reader.visit(to("guide/loom.html"));
        const length = await reader.tab.evaluate(() => history.length);
        await reader.openSearch();
        await reader.find("stretched");
        if (follows) await reader.until(({ url }) => url.includes("?search="), "the address follows");
        await reader.press("Enter");
        await reader.until(
          ({ url, marks, open }) => url === to("guide/loom.html#warp") && marks && !open,
          "arrived",
        );
        await new Promise((resolve) => setTimeout(resolve, 600));
        const { url, open } = await reader.look();
        assert.deepEqual([url, open], [to("guide/loom.html#warp"), null], "and nothing comes after");
        assert.equal(await reader.tab.evaluate(() => history.length), length + 1);
        await reader.press("Escape");
        await reader.until(({ marks }) => marks === null, "Esc takes the marks away");
      },
    );
  }

  behaviour(
    "without CSS highlights the words stand in <mark>, and the page is as before when they are cleared",
    async (reader) => {
      await reader.visit(to("guide/loom.html"));
      const text = () => reader.tab.evaluate(() => document.querySelector("main")?.innerHTML);
      const before = await text();
      await reader.tab.evaluate(() => void Object.defineProperty(CSS, "highlights", { value: undefined }));
      await reader.openSearch();
      await reader.find("stretched");
      await reader.press("Enter");
      await reader.until(({ marks }) => marks, "marked");
      const marked = await reader.tab.evaluate(() =>
        [...document.querySelectorAll("main mark")].map(({ textContent }) => textContent),
      );
      assert.deepEqual(marked, ["stretched"]);
      await reader.press("Escape");
      await reader.until(({ marks }) => marks === null, "cleared");
      assert.equal(await text(), before);
    },
  );
});
