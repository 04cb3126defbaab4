// What narrowing the results costs on a large site, whose texts lie in many files; and what is on offer where there are many parts.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { box, dialog, eventually, hits, launch, visit } from "../support/browser.js";
import { siteWithWidget } from "../support/command.js";
import { largeSite } from "../support/large.js";
import { scratch } from "../support/paths.js";
import { STRICT, serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("narrowing to a part fetches no more texts than it takes to fill the list, and More fetches on", async (t) => {
  const site = await serve(siteWithWidget(largeSite([], ["Warp", "Weft"])), { policy: STRICT });
  t.after(site.close);
  const page = await visit(t, browser, site.url);
  const texts = () => site.requests.filter((path) => /\/[0-9a-f]{16}\.tix$/.test(path)).length;
  await page.keyboard.press("s");
  await box(page).fill("weaving");
  await hits(page).nth(9).waitFor();
  const before = texts();
  await dialog(page).getByRole("button", { name: "Weft" }).click();
  const odd = (/** @type {number} */ count) =>
    eventually(async () => {
      const places = await hits(page).evaluateAll((links) =>
        links.map((link) => Number(/(\d+)\.html/.exec(String(link.getAttribute("href")))?.[1])),
      );
      assert.equal(places.length, count);
      assert.ok(
        places.every((place) => place % 2),
        "of this part alone",
      );
    });
  await odd(10);
  const narrowed = texts();
  // Of sixty pages, every other one of which is of this part.
  assert.ok(narrowed - before <= 30, `${narrowed - before} files`);
  await dialog(page).getByRole("button", { name: "Show more" }).click();
  await odd(20);
  assert.ok(texts() > narrowed);
});

/** A page of a part. @param {string} folder @param {string} name @param {string} part @param {string} body */
function write(folder, name, part, body) {
  const trail = `<nav aria-label="Breadcrumb"><ol><li>${part}</li><li>Page</li></ol></nav>`;
  const html = `<!doctype html><html lang="en"><title>Page ${name}</title><main><h1>Page ${name}</h1>${trail}${body}</main></html>`;
  writeFileSync(join(folder, `${name}.html`), html);
}

test("a part that is pressed keeps the focus where the search for it finds more parts", async (t) => {
  const folder = scratch("parts");
  const sections = (/** @type {string} */ words) =>
    Array.from({ length: 8 }, (_, at) => `<h2 id="s${at}">Section ${at}</h2><p>${words}</p>`).join("");
  write(folder, "1", "Warp", sections("common common common"));
  write(folder, "2", "Weft", sections("common common common"));
  write(folder, "3", "Yarn", sections(`common ${"and nothing else that anybody would look for ".repeat(9)}`));
  const site = await serve(siteWithWidget(folder), { policy: STRICT });
  t.after(site.close);
  const page = await visit(t, browser, new URL("3.html", site.url).href, {
    viewport: { width: 1000, height: 700 },
  });
  await page.keyboard.press("s");
  await box(page).fill("common");
  const names = () => dialog(page).locator(".filter").allInnerTexts();
  await eventually(async () => assert.deepEqual(await names(), ["All", "Warp", "Weft"]));
  await dialog(page).getByRole("button", { name: "Weft" }).press("Enter");
  await eventually(async () => assert.ok((await names()).includes("Yarn")));
  const pressed = dialog(page).getByRole("button", { name: "Weft", pressed: true });
  assert.ok(await pressed.evaluate((button) => button.matches(":focus")));
});

test("the part that is chosen stays on offer where other words are found in too many parts", async (t) => {
  const folder = scratch("parts");
  for (let part = 1; part <= 8; part++) {
    const words = part > 6 ? `rare ${"common ".repeat(9 - part)}` : "common ".repeat(9);
    write(folder, String(part), `Part ${part}`, `<p>${words}</p>`);
  }
  const site = await serve(siteWithWidget(folder), { policy: STRICT });
  t.after(site.close);
  const page = await visit(t, browser, new URL("1.html", site.url).href);
  await page.keyboard.press("s");
  await box(page).fill("rare");
  await dialog(page).getByRole("button", { name: "Part 8" }).click();
  await eventually(async () => assert.equal(await hits(page).count(), 1));
  await box(page).fill("common");
  const pressed = dialog(page).getByRole("button", { pressed: true });
  await eventually(async () =>
    assert.deepEqual([await hits(page).allInnerTexts(), await pressed.allInnerTexts()].map(String), [
      "Page 8\nrare common",
      "Part 8",
    ]),
  );
});
