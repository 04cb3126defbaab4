// The JavaScript in the documents: it has the types of the package, and runs in Node as it stands, with addresses of a site turned
// into paths. Those for pages are only held against the types, or run in Chromium by the tests that are named here.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { thumbindex } from "../support/command.js";
import { examplesIn } from "../support/examples.js";
import { at, scratch } from "../support/paths.js";

/** What a page or a worker runs: the test that takes it from the page. @type {{ [page: string]: string }} */
const IN_CHROMIUM = { "guide/src/offline.md": "tests/browser/offline.test.js" };

/** A search engine is asked by tests/node/providers.test.js, and by tests/engines where one is there. */
const ENGINE = "engine: ";

const examples = examplesIn("js").filter(
  ({ page }) => !page.startsWith("guide/src/hosts/") && !(page in IN_CHROMIUM),
);

/** A program's folder, with what the examples name in it. */
const folder = scratch("scripts");

/** An example as a file of its own. @param {string} code */
function script(code) {
  if (code.startsWith("{"))
    return `/** @type {import("thumbindex").Results} */\nexport const results = ${code};\n`;
  const opens = /import \{ open \}/.test(code) ? "" : 'import { open } from "thumbindex";\n';
  // What stands further up on the page.
  const book = /\bbook\./.test(code) && !/\bbook =/.test(code);
  const opened = book ? 'const book = await open({ index: "/thumbindex/" });\n' : "";
  return `/// <reference types="thumbindex/thumbindex.js" />\n${opens}${opened}${code}`.replaceAll(
    '"/',
    `"${folder}/`,
  );
}

const fileOf = (/** @type {number} */ number) => join(folder, `${number}.js`);

before(() => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(at("dist"), join(folder, "node_modules/thumbindex"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const [site, book] = [at("tests/fixtures/site"), at("tests/fixtures/book")];
  for (const out of ["thumbindex", "public/thumbindex", "book/thumbindex", "search"])
    thumbindex("build", site, "--out", join(folder, out), "--quiet");
  const reference = join(folder, "reference");
  mkdirSync(join(reference, "src"), { recursive: true });
  writeFileSync(join(reference, "book.toml"), '[book]\ntitle = "The Rust Reference"\n');
  writeFileSync(join(reference, "src/SUMMARY.md"), "- [Lifetime elision](elision.md)\n");
  writeFileSync(join(reference, "src/elision.md"), "# Lifetime elision\n\nA lifetime may be left out.\n");
  thumbindex("build", reference, "--quiet");
  mkdirSync(join(folder, "assets"));
  cpSync(at("dist/thumbindex.wasm"), join(folder, "assets/thumbindex.wasm"));
  thumbindex("bundle", site, "--out", join(folder, "search.wasm"), "--quiet");
  // A package with a book in it, as `cargo xtask embed` leaves one.
  cpSync(at("dist"), join(folder, "search"), { recursive: true });
  thumbindex("bundle", book, "--out", join(folder, "search/thumbindex.wasm"), "--quiet");
  for (const [number, { code }] of examples.entries()) writeFileSync(fileOf(number), script(code));
});

test("what is run in Chromium is run there", () => {
  for (const [page, file] of Object.entries(IN_CHROMIUM))
    assert.ok(readFileSync(at(file), "utf8").includes(`at("${page}")`), `${file} reads ${page}`);
});

test("every example has the package's types", () => {
  const settings = {
    compilerOptions: {
      ...{ checkJs: true, allowJs: true, noEmit: true, skipLibCheck: true, strict: true },
      // Examples say what to do, and not what to do without it; what a host answers has no type.
      ...{ strictNullChecks: false, noImplicitAny: false },
      ...{
        target: "es2022",
        module: "nodenext",
        moduleResolution: "nodenext",
        lib: ["es2023", "dom"],
        types: [],
      },
    },
    files: examples.map((_, number) => fileOf(number)),
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  const { status, stdout } = spawnSync(at("node_modules/.bin/tsc"), ["--project", folder], {
    encoding: "utf8",
  });
  const named = stdout.replaceAll(/^.*?(\d+)\.js/gm, (_, number) => String(examples[Number(number)]?.name));
  assert.equal(status, 0, named);
});

for (const [number, { name, code }] of examples.entries()) {
  if (code.includes("document.") || code.includes(ENGINE)) continue;
  test(`${name} runs in Node`, () => {
    const said = execFileSync(process.execPath, [fileOf(number)], { cwd: folder, encoding: "utf8" });
    assert.equal(said !== "", code.includes("console.log"), "what is to be logged is");
  });
}
