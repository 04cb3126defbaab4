// Every code example in the documents is shown to be right by something. Which kind of example by what, stands here; so does, with the
// reason, what nothing can run. Commands are run in examples-commands.test.js, JavaScript in examples-scripts.test.js.

import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { thumbindex } from "../support/command.js";
import { EXAMPLES, examplesIn, MENTIONS, standsIn } from "../support/examples.js";
import { at, scratch } from "../support/paths.js";
import { STRICT } from "../support/serve.js";
import { run } from "../support/shell.js";

/** @import { Example } from "../support/examples.js" */

/** What cannot be run, and why. The start of an example, by its page. @type {{ page: string, start: string, why: string }[]} */
const NOT_RUN = [
  {
    page: "guide/src/reference/format.md",
    start: "",
    why: "bytes: crates/index/tests/format_page.rs compares them",
  },
  {
    page: "guide/src/ranking.md",
    start: "score = ",
    why: "mathematics: crates/engine/src/rank.rs has it in Rust",
  },
  ...["[package]", "use thumbindex_indexer::", "use thumbindex_engine::"].map((start) => ({
    page: "guide/src/embed.md",
    start,
    why: "a crate that cargo xtask crates takes from the page and builds",
  })),
];

/** Languages whose every example a test file runs or checks. */
const CHECKED = {
  sh: "examples-commands",
  js: "examples-scripts",
  html: "examples",
  css: "examples",
  toml: "examples",
  json: "examples",
};

/** Examples that are lines of a project that other commands build: its folder. @param {Example} example */
function projectOf({ page, language }) {
  const host = /^guide\/src\/hosts\/(.*)\.md$/.exec(page)?.[1];
  if (host) return `tests/hosts/${host}`;
  return language === "tsx" ? "tests/bundlers/react" : undefined;
}

/** The readme of a library, which says so to Cargo: each example in it is a test of its documentation. @param {Example} example */
const isDocTest = ({ page, language }) =>
  language === "rust" &&
  readFileSync(at(page.replace("README.md", "src/lib.rs")), "utf8").includes('include_str!("../README.md")');

/** A policy is no program. @param {Example} example */
const isPolicy = ({ code }) => code.startsWith("default-src");

/** @param {Example} example */
const listed = ({ page: of, code }) =>
  NOT_RUN.find(({ page, start }) => page === of && code.startsWith(start));

test("every example is checked by something, or is listed here with the reason", () => {
  const used = new Set();
  for (const example of EXAMPLES) {
    const known = listed(example);
    if (known) used.add(known);
    else
      assert.ok(
        example.language in CHECKED || projectOf(example) || isDocTest(example) || isPolicy(example),
        `${example.name}: nothing checks it`,
      );
  }
  assert.equal(used.size, NOT_RUN.length, "what is listed as not run is still there");
  assert.ok(EXAMPLES.length > 60);
});

for (const example of EXAMPLES) {
  const project = projectOf(example);
  if (!project) continue;
  test(`${example.name} stands in ${project}, which is built with it`, () => {
    const files = readdirSync(at(project), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8"));
    assert.ok(files.some((file) => standsIn(example.code, file)));
  });
}

test("the policy in the guide is the one that the browser tests run under", () => {
  assert.deepEqual(
    EXAMPLES.filter(isPolicy).map(({ code }) => code.trim()),
    [STRICT],
  );
});

/** @typedef {{ name: string }[]} Names */
/** @type {{ tagName: string, attributes?: Names, cssParts?: Names, cssProperties?: Names }[]} */
const elements = JSON.parse(readFileSync(at("npm/custom-elements.json"), "utf8")).modules.flatMap(
  (/** @type {{ declarations: unknown[] }} */ module) => module.declarations,
);

/** What a page may say: on our tag by js/config.js, anywhere else to the reader of HTML. */
const SETTINGS = [
  ...readFileSync(at("js/config.js"), "utf8").matchAll(/^\/\/ {3}(data-\w+(?:, data-\w+)*) /gm),
].flatMap(([, names = ""]) => names.split(", "));
const MARKS = [
  ...readFileSync(at("crates/indexer/src/html/tokens.rs"), "utf8").matchAll(/b"(data-thumbindex-\w+)"/g),
].map(([, name]) => name);

for (const { name, code } of examplesIn("html")) {
  test(`${name} is HTML that the widget or the reader of pages knows`, () => {
    const open = /** @type {string[]} */ ([]);
    const tags = [...code.matchAll(/<(\/?)([a-z][\w-]*)((?:\s+[\w-]+(?:="[^"]*"|='[^']*')?)*)\s*>/g)];
    assert.ok(tags.length > 0);
    assert.equal(tags.length, code.split("<").length - 1, "every tag can be read");
    for (const [, end, tag = "", attributes = ""] of tags) {
      if (end) assert.equal(open.pop(), tag);
      else if (!["meta", "link"].includes(tag)) open.push(tag);
      const element = elements.find(({ tagName }) => tagName === tag);
      if (tag.startsWith("thumb-index")) assert.ok(element, `an element ${tag}`);
      for (const [, attribute = "", value = ""] of attributes.matchAll(
        /([\w-]+)(?:=["']([^>]*?)["'](?=\s|$))?/g,
      ))
        checkAttribute(tag, attribute, value);
    }
    assert.deepEqual(open, [], "every element is closed");
  });
}

/** @param {string} tag @param {string} name @param {string} value */
function checkAttribute(tag, name, value) {
  if (tag === "script" && name === "src") assert.match(value, /^(\/\w+)+\/thumbindex\.js$/);
  else if (tag === "script" && name.startsWith("data-")) {
    assert.ok(SETTINGS.includes(name), `js/config.js reads ${name}`);
    if (["data-keys", "data-words"].includes(name)) JSON.parse(value);
  } else if (name.startsWith("data-")) assert.ok(MARKS.includes(name), `the reader of HTML knows ${name}`);
}

for (const { name, code } of examplesIn("css")) {
  test(`${name} names custom properties and parts that there are`, () => {
    const properties = elements.flatMap((element) => element.cssProperties ?? []).map((one) => one.name);
    const names = [...code.matchAll(/(--thumbindex-[\w-]+)\s*:/g)].map(([, property]) => property);
    for (const property of names) assert.ok(properties.includes(String(property)), property);
    const parts = [...code.matchAll(/([\w-]+)::part\(([\w-]+)\)/g)];
    for (const [, tag, part] of parts)
      assert.ok(
        elements.find(({ tagName }) => tagName === tag)?.cssParts?.some((one) => one.name === part),
        `${tag} has a part ${part}`,
      );
    assert.ok(names.length + parts.length > 0);
  });
}

for (const { name, code } of examplesIn("toml").filter((example) => !listed(example))) {
  const isBook = /^\[output\./m.test(code);
  test(`${name} is read ${isBook ? "by mdBook and the command" : "by the command"}`, async () => {
    const folder = scratch("toml");
    if (isBook) {
      cpSync(at("tests/fixtures/book"), folder, { recursive: true });
      writeFileSync(join(folder, "book.toml"), `[book]\ntitle = "A book"\n\n${code}`);
      const { status, said } = await run("mdbook build", folder);
      assert.equal(status, 0, said);
      // With two outputs, each has a folder of its own.
      const book = readdirSync(join(folder, "book"));
      const pages = join(folder, "book", book.includes("html") ? "html" : "");
      if (/command/.test(code)) assert.ok(readdirSync(join(pages, "thumbindex")).includes("index.tix"));
      assert.ok(!readdirSync(pages).some((file) => file.startsWith("searchindex")) || !/search/.test(code));
    } else {
      cpSync(at("tests/fixtures/site"), join(folder, "public"), { recursive: true });
      const file = join(folder, "thumbindex.toml");
      writeFileSync(file, code);
      const said = thumbindex("build", join(folder, "public"), "--config", file);
      assert.match(said, /thumbindex\.toml/, "the report names the configuration");
    }
  });
}

test("documents for other engines have the fields that the guide shows", () => {
  const [example] = examplesIn("json").filter(({ page }) => page === "guide/src/check.md");
  const site = scratch("export");
  cpSync(at("tests/fixtures/site"), site, { recursive: true });
  thumbindex("build", site, "--quiet");
  const [first = ""] = thumbindex("export", join(site, "thumbindex"), "--format", "meilisearch").split("\n");
  assert.deepEqual(Object.keys(JSON.parse(String(example?.code))), Object.keys(JSON.parse(first)));
});

test("every example in JSON is JSON, and names this version of the package", () => {
  const { version } = JSON.parse(readFileSync(at("npm/package.json"), "utf8"));
  const read = examplesIn("json").map(({ code }) => JSON.parse(code));
  const asked = read.flatMap(({ devDependencies }) => devDependencies?.thumbindex ?? []);
  assert.deepEqual(asked, [`^${version}`]);
});

test("attributes of the script tag that are mentioned are ones that it reads", () => {
  const mentioned = MENTIONS.flatMap(({ code }) => /^(data-[\w-]+)(?:=|$)/.exec(code)?.[1] ?? []);
  assert.ok(mentioned.length > 5);
  for (const name of mentioned) assert.ok([...SETTINGS, ...MARKS].includes(name), name);
});
