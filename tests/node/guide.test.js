// The guide as a whole: pages that are made from other sources are what those say now, every page is in the list of chapters, and
// no link leads nowhere.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pages } from "../../xtask/src/guide/pages.js";
import { builtGuide, program, thumbindex } from "../support/command.js";
import { DOCUMENTS, textOf } from "../support/examples.js";
import { at } from "../support/paths.js";

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
  const site = builtGuide();
  // As `cargo xtask demo` puts them there.
  cpSync(at("www"), join(site, "www"), { recursive: true, filter: (path) => !path.includes("playground") });
  cpSync(at("www/playground/page"), join(site, "playground"), { recursive: true });
  const { findings } = JSON.parse(thumbindex("check", site, "--json"));
  const broken = findings.filter((/** @type {{ kind: string }} */ { kind }) => kind.startsWith("broken-"));
  assert.deepEqual(broken, []);
});

test("every code that an error can have is on the page that says what helps", () => {
  const rust = [
    "crates/index/src/format/mod.rs",
    "crates/engine/src/error.rs",
    "crates/indexer/src/error.rs",
    "crates/indexer/src/publish.rs",
    "crates/cli/src/failure.rs",
  ].flatMap((file) => [...textOf(file).matchAll(/=> (?:\{\s*)?"([a-z0-9-]+)"/g)].map(([, code]) => code));
  // The comment of the class has those that are JavaScript's own.
  const [comment = ""] = textOf("js/errors.js").split("export class");
  const own = [...comment.matchAll(/"([a-z-]+)"/g)].map(([, code]) => code);
  const page = textOf("guide/src/errors.md");
  const told = [...page.matchAll(/^\| (`[a-z0-9-]+`(?:, `[a-z0-9-]+`)*) \|/gm)].flatMap(([, codes = ""]) =>
    codes.replaceAll("`", "").split(", "),
  );
  assert.deepEqual(told.sort(), [...new Set([...rust, ...own])].sort());
});

test("a decision is told in 25 lines, says how it was measured, and is in the list", () => {
  const records = DOCUMENTS.filter((path) => path.startsWith("guide/src/decisions/"));
  assert.ok(records.length > 15);
  const list = textOf("guide/src/decisions.md");
  for (const path of records) {
    const text = textOf(path);
    assert.ok(text.split("\n").length <= 25, path);
    for (const part of ["Context", "Choice", "What else there was", "Measured", "What follows"])
      assert.ok(text.includes(`**${part}.** `), `${path}: ${part}`);
    const [measured = ""] = text.split("**Measured.** ")[1]?.split("**What follows.**") ?? [];
    assert.match(measured, /`(cargo|node|npx|thumbindex) |```sh|\.test\.js`/, `${path} names a command`);
    assert.ok(list.includes(path.replace("guide/src/", "](")), `${path} is in the list`);
  }
});
