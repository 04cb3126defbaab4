// The guide as a whole: pages that are made from other sources are what those say now, every page is in the list of chapters, and
// no link leads nowhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pages } from "../../xtask/src/guide/pages.js";
import { builtGuide, program, thumbindex } from "../support/command.js";
import { DOCUMENTS, textOf } from "../support/examples.js";

for (const [path, made] of Object.entries(pages(program)))
  test(`${path} is up to date`, () => {
    assert.equal(textOf(path), made, "run `cargo xtask guide`, and look at what has changed");
  });

test("every page is in the list of chapters, where search and arrows find it", () => {
  const chapters = [...textOf("guide/src/SUMMARY.md").matchAll(/\]\(([^)]+)\)/g)].map(
    ([, path]) => `guide/src/${path}`,
  );
  const there = DOCUMENTS.filter((path) => path.startsWith("guide/src/") && !path.endsWith("SUMMARY.md"));
  assert.deepEqual(chapters.sort(), there);
});

test("no link leads to a page or section that is not there", () => {
  const { findings } = JSON.parse(thumbindex("check", builtGuide(), "--json"));
  const broken = findings.filter((/** @type {{ kind: string }} */ { kind }) => kind.startsWith("broken-"));
  assert.deepEqual(broken, []);
});
