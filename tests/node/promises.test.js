// The table of promises in the guide names tests that there are.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { at } from "../support/paths.js";

const page = readFileSync(at("guide/src/reader-promises.md"), "utf8");

test("every suite that the table names is there", () => {
  const suites = [...page.matchAll(/`((?:everywhere|browser|real|node)\/[\w-]+)`/g)].map((match) =>
    String(match[1]),
  );
  assert.ok(suites.length > 40);
  for (const suite of new Set(suites)) assert.ok(readFileSync(at(`tests/${suite}.test.js`), "utf8"), suite);
});

test("every test that the table names is there", () => {
  const folders = ["everywhere", "browser", "real", "node"];
  const sources = folders.flatMap((folder) =>
    readdirSync(at(`tests/${folder}`)).map((name) => readFileSync(at(`tests/${folder}/${name}`), "utf8")),
  );
  const all = sources.join("\n").replaceAll('\\"', '"');
  const names = [...page.matchAll(/[:;,] \*([^*]+)\*/g)].map((match) => String(match[1]).replaceAll("`", ""));
  assert.ok(names.length > 50);
  for (const name of names) {
    // A name may be cut short by dots, and may begin with what its suite goes through.
    const [start = ""] = name
      .split("…")
      .map((piece) => piece.trim())
      .filter(Boolean);
    const isThere = all.includes(start) || all.includes(start.replace(/^\S+ /, ""));
    assert.ok(isThere, name);
  }
});
