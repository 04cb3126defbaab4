// The package as npm packs it, installed into an empty folder without a network, and used there.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { builtGuide } from "../support/command.js";
import { at, scratch } from "../support/paths.js";

/** What it may weigh, packed: nine tenths of it are the command. A few per cent above what it was when this was written. */
const BUDGET = 1_540_000;

const home = scratch("install");
/** @type {{ filename: string, size: number, version: string, files: { path: string, mode: number }[] }} */
let packed;

/** @param {string} program @param {...string} words */
const run = (program, ...words) =>
  execFileSync(program, words, { cwd: home, encoding: "utf8", shell: process.platform === "win32" });

before(() => {
  packed = JSON.parse(run("npm", "pack", at("dist"), "--json", "--loglevel=error"))[0];
});

test("it has what it needs and nothing else", () => {
  const chunks = /^chunks\/[\w-]+-[A-Z0-9]{8}\.(js|bin)$/;
  const types = /^types\/[\w/-]+\.d\.ts$/;
  const names = packed.files
    .map(({ path }) => path)
    .filter((path) => !chunks.test(path) && !types.test(path));
  assert.deepEqual(names.sort(), [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "command.js",
    "command.wasm",
    "custom-elements.json",
    "index.d.ts",
    "index.js",
    "offline.js",
    "package.json",
    "react.d.ts",
    "single.js",
    "thumbindex.d.ts",
    "thumbindex.js",
    "thumbindex.wasm",
    "vue.d.ts",
  ]);
  assert.ok(packed.size <= BUDGET, `${packed.size} bytes`);
});

test("it has the version of the rest, and says where it comes from", () => {
  const [, version] = /^version = "(.*)"$/m.exec(readFileSync(at("Cargo.toml"), "utf8")) ?? [];
  assert.equal(packed.version, version);
  const { repository, publishConfig } = JSON.parse(readFileSync(at("dist/package.json"), "utf8"));
  assert.match(repository.url, /^git\+https:/);
  assert.equal(publishConfig.provenance, true);
});

test("installed into an empty folder, it builds a site and opens what it has built", () => {
  writeFileSync(join(home, "package.json"), '{ "private": true, "type": "module" }\n');
  run("npm", "install", "--offline", "--no-audit", "--no-fund", join(home, packed.filename));
  cpSync(builtGuide(), join(home, "public"), { recursive: true });
  const told = JSON.parse(run("npx", "--offline", "thumbindex", "build", "./public", "--inject", "--json"));
  assert.deepEqual([told.widget, told.warnings], [true, []]);
  assert.ok(told.injected > 10, `${told.injected} pages have the tag`);
  writeFileSync(
    join(home, "ask.js"),
    `import { open } from "thumbindex";
    const book = await open({ index: "public/thumbindex" });
    const { pages } = await book.search("keyboard shortcuts");
    console.log(pages[0].url);`,
  );
  assert.equal(run("node", "ask.js"), "keys.html\n");
});
