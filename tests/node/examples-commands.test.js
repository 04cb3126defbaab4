// The command lines in the documents. `thumbindex` and mdBook are run, each example in a project of its own; of what would take
// minutes or a network, every name is looked up: commands, options, packages, test files and the tests that a filter picks.

import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { thumbindex } from "../support/command.js";
import { examplesIn, MENTIONS } from "../support/examples.js";
import { at, scratch } from "../support/paths.js";
import { run } from "../support/shell.js";

/** Programs that are not ours, and what their line is checked by instead. */
const OTHERS = [
  { line: /^hugo$/, why: "cargo xtask hosts hugo" },
  { line: /^cargo doc --no-deps$/, why: "cargo xtask hosts rustdoc" },
  { line: /^npx (docusaurus|astro|vitepress) build$/, why: "cargo xtask hosts" },
  { line: /^cargo deny --workspace check$/, why: ".github/workflows/trust.yml" },
  {
    line: /^npm install path\/to\/thumbindex\/dist$/,
    why: "tests/node/install.test.js, from the packed package",
  },
  { line: /^npm audit$/, why: ".github/workflows/trust.yml" },
  { line: /^cargo (fmt|check --workspace|clippy --fix|install wasm-pack)$/, why: "Cargo's own" },
  { line: /^npx biome check --write$/, why: "Biome's own" },
  {
    line: /^(\w+=\S+ )?wasm-pack build --target nodejs$/,
    why: "cargo xtask crates, on the same page's template",
  },
  { line: /^curl .*\$ENGINE\//s, why: "cargo xtask engines" },
];

/** Words in capitals that stand for the reader's own. @type {[RegExp, string][]} */
const STAND_FOR = [
  [/\bOUT\b/, "public/thumbindex"],
  [/\bDIR\b/, "public"],
];

/** What one line runs, without its comment; it goes on where a line or a quotation does. @param {string} code */
const linesOf = (code) =>
  (code.match(/(?:'[^']*'|\\\n|[^\n])+/g) ?? [])
    .map((line) => line.replace(/ +#.*$/, "").trim())
    .filter(Boolean);

/** A folder with all that the lines name: a site with an index, and a book. */
function project() {
  const folder = scratch("project");
  for (const site of ["public", "public/v1", "public/v2", "target/doc"])
    cpSync(at("tests/fixtures/site"), join(folder, site), { recursive: true });
  thumbindex("build", join(folder, "public"), "--inject", "--quiet");
  for (const book of [".", "my-book", "path/to/my-book"])
    cpSync(at("tests/fixtures/book"), join(folder, book), { recursive: true });
  return folder;
}

for (const { name, code } of examplesIn("sh")) {
  test(`${name} works: ${linesOf(code)[0]}`, async () => {
    const folder = project();
    for (const line of linesOf(code))
      if (/^(npx )?thumbindex |^mdbook /.test(line)) await works(line, folder);
      else checkNames(line);
  });
}

/** @param {string} line @param {string} folder */
async function works(line, folder) {
  const real = STAND_FOR.reduce((words, [word, thing]) => words.replace(word, thing), line);
  const stays = /--watch|^thumbindex serve/.test(line);
  const { status, said } = await run(stays ? `exec ${real}` : real, folder, { stays });
  assert.equal(status, stays ? null : 0, `${real}\n${said}`);
}

test("commands that a sentence or a table mentions are there, and have the options that it names", () => {
  const lines = MENTIONS.map(({ code }) => code.replace(/^\$ /, ""));
  const ours = lines.filter((line) => /^(cargo|npx|node|npm|thumbindex) \S/.test(line));
  assert.ok(ours.length > 60);
  for (const line of ours) checkNames(line);
});

/**
 * Looks up every name in a line that is not run.
 * @param {string} whole
 */
function checkNames(whole) {
  if (OTHERS.some(({ line }) => line.test(whole))) return;
  const [line = "", rest] = whole.replace(/^([A-Z_]+=\S+ )+/, "").split(" -- ");
  const words = line.split(" ");
  const [program, verb = ""] = words;
  if (line.startsWith("cargo xtask ")) checkXtask(words.slice(2));
  else if (/^(npx )?thumbindex( |$)/.test(line))
    checkThumbindex(words.slice(words.indexOf("thumbindex") + 1));
  else if (program === "node") checkNode(words.slice(1));
  else if (program === "wasm-pack") checkWasmPack(words, rest);
  else if (program === "cargo" && verb === "install") crate(words.at(-1) ?? "");
  else if (program === "cargo" && ["test", "run", "+nightly"].includes(verb)) checkCargo(words, rest);
  else assert.fail(`nothing checks “${whole}”`);
}

/** @param {string[]} words @param {...string} names */
const after = (words, ...names) => words[words.findIndex((word) => names.includes(word)) + 1] ?? "";

/** The text of all sources below a folder. @param {string} folder @param {string} ending */
const sources = (folder, ending) =>
  readdirSync(at(folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending) && !name.includes("target"))
    .map((name) => `${name}\n${readFileSync(join(at(folder), name), "utf8")}`)
    .join("\n");

const XTASK = sources("xtask/src", ".rs");
const MEASURES = sources("bench/relevance/src", ".rs") + sources("bench/visits", ".mjs");

/** @param {string[]} words */
function checkXtask([name = "", ...options]) {
  assert.match(XTASK, new RegExp(`^  ${name}\\b`, "m"), `cargo xtask ${name} is in its help`);
  for (const option of options.filter((word) => word.startsWith("--"))) {
    const isKnown = new RegExp(`"${option}"|\\b${option.slice(2)}: \\{ type: `).test(XTASK + MEASURES);
    assert.ok(isKnown, `cargo xtask ${name} takes ${option}`);
  }
}

/** @param {string[]} words */
function checkThumbindex([name = "", ...words]) {
  // The name of the command alone, or of the package.
  if (!name || name.startsWith("-")) return;
  const help = thumbindex("help", name);
  for (const option of words.filter((word) => word.startsWith("--")))
    assert.match(help, new RegExp(`${option}\\b`), `thumbindex ${name} takes ${option}`);
}

/** @param {string[]} words */
function checkNode(words) {
  const file = words.find((word) => !word.startsWith("-"));
  if (!file) return assert.deepEqual(words, ["--test"]);
  const pattern = new RegExp(`^${basename(file).replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
  assert.ok(
    readdirSync(at(dirname(file))).some((name) => pattern.test(name)),
    `${file} is there`,
  );
  if (file === "tests/mutations.js")
    assert.ok(
      readFileSync(at(file), "utf8").includes(`"${words.at(-1)} `),
      `${words.at(-1)} names a mutation`,
    );
}

/** @param {string[]} words @param {string} [rest]  for Cargo */
function checkWasmPack(words, rest) {
  const manifest = readFileSync(at("Cargo.toml"), "utf8");
  assert.ok(manifest.includes(`[profile.${after(words, "--profile")}]`), "the profile is there");
  if (rest) assert.match(manifest, /^default = \["embedded"\]/m, "what it leaves out is a default feature");
}

/** A crate by its folder or its name; returns its folder. @param {string} said */
function crate(said) {
  const manifests = [
    "fuzz",
    "xtask",
    "bench/relevance",
    ...readdirSync(at("crates")).map((name) => `crates/${name}`),
  ];
  const folder = manifests.find(
    (folder) =>
      folder === said || readFileSync(at(`${folder}/Cargo.toml`), "utf8").includes(`\nname = "${said}"\n`),
  );
  assert.ok(folder, `a crate ${said}`);
  return folder;
}

/** @param {string[]} words @param {string} [rest]  for the program that is run */
function checkCargo(words, rest = "") {
  const name = after(words, "-p", "--package");
  const folder = crate(name);
  if (words.includes("run")) {
    assert.equal(name, "thumbindex-cli");
    return checkThumbindex(rest.split(" "));
  }
  const test = words.includes("--test") ? after(words, "--test") : "";
  if (test)
    assert.ok(
      [`tests/${test}.rs`, `tests/${test}/main.rs`].some((file) => existsSync(join(at(folder), file))),
      `${folder} has tests ${test}`,
    );
  const filter = words.slice(words.indexOf(name) + 1).find((word, at, all) => {
    const before = all[at - 1] ?? "";
    return !word.startsWith("-") && !["--test", "--features"].includes(before);
  });
  if (filter)
    assert.match(
      sources(test ? `${folder}/tests` : `${folder}/src`, ".rs"),
      new RegExp(`(fn|mod) \\w*${filter}|^\\S*${filter}\\S*\\.rs$`, "m"),
      `a test that ${filter} picks`,
    );
}
