// What is in the package, and what a page pays for it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { at } from "../support/paths.js";

const manifest = JSON.parse(readFileSync(at("dist/package.json"), "utf8"));

test("every file that package.json names is there", () => {
  const named = [manifest.main, manifest.module, manifest.types, ...Object.values(manifest.exports)];
  for (const file of named.flatMap((entry) => (typeof entry === "string" ? [entry] : Object.values(entry)))) {
    assert.ok(readFileSync(at(`dist/${file}`)).length > 0, file);
  }
});

test("the loader and its button, which every page view pays for, stay below 3 KB", () => {
  const size = gzipSync(readFileSync(at("dist/thumbindex.js"))).length;
  assert.ok(size <= 3000, `${size} bytes`);
});

test("chunks carry a hash in their names, so that they can be cached for ever", () => {
  for (const name of readdirSync(at("dist/chunks"))) assert.match(name, /-[A-Z0-9]{8}\.(js|bin)$/);
});

test("the command carries the same widget", () => {
  const files = [
    "thumbindex.js",
    "thumbindex.wasm",
    "offline.js",
    ...readdirSync(at("dist/chunks")).map((name) => `chunks/${name}`),
  ];
  for (const file of files) {
    assert.deepEqual(readFileSync(at(`crates/cli/assets/${file}`)), readFileSync(at(`dist/${file}`)), file);
  }
});

test("nothing in the package names Node's modules, which bundlers reject", () => {
  for (const file of ["dist/index.js", "dist/thumbindex.js"]) {
    assert.doesNotMatch(readFileSync(at(file), "utf8"), /(from|import\()\s*["']node:/, file);
  }
});

test("every name in the reference of the library can be imported from it", () => {
  const reference = readFileSync(at("guide/src/reference/library.md"), "utf8");
  const exported = readFileSync(at("dist/types/index.d.ts"), "utf8");
  const names = [...reference.matchAll(/^## (\w+)/gm)].map(([, name]) => String(name));
  assert.ok(names.includes("SearchOptions") && names.includes("Piece"));
  for (const name of names)
    assert.match(exported, new RegExp(`^export (declare function|type|\\{) ${name}\\b`, "m"));
});
