// The command from the npm package, run by Node: it makes what the native one makes, to the byte.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { builtGuide, thumbindex } from "../support/command.js";
import { assertSame, builtByNpx, files, npx, shuffled } from "../support/npx.js";
import { at, scratch } from "../support/paths.js";

const SITE = at("tests/fixtures/site");

for (const layout of ["split", "embedded", "single"]) {
  test(`a built site becomes the same files in the layout ${layout}, in whatever order it lies there`, () => {
    const [native, ours] = [scratch("native"), shuffled(SITE)];
    cpSync(SITE, native, { recursive: true });
    thumbindex("build", native, "--inject", "--quiet", "--layout", layout);
    builtByNpx(ours, "--inject", "--layout", layout);
    assertSame(native, ours);
    builtByNpx(ours, "--uninject");
    for (const name of files(SITE))
      assert.deepEqual(readFileSync(join(ours, name)), readFileSync(join(SITE, name)), name);
  });
}

test("the guide becomes the same files, as HTML and as Markdown", () => {
  const native = builtGuide();
  const ours = shuffled(native);
  thumbindex("build", native, "--inject", "--quiet");
  builtByNpx(ours, "--inject");
  assertSame(native, ours);
  const [out, other] = [scratch("native"), scratch("npx")];
  thumbindex("build", at("guide"), "--out", out, "--quiet");
  builtByNpx(at("guide"), "--out", other);
  assertSame(out, other);
});

test("what the native command says it says too, and with the same exit code", () => {
  const site = shuffled(SITE);
  builtByNpx(site);
  const out = join(site, "thumbindex");
  const time = /, [\d.]+ ms/;
  const found = npx(["search", out, "ownreship"]);
  assert.equal(found.stdout.replace(time, ""), thumbindex("search", out, "ownreship").replace(time, ""));
  assert.deepEqual(npx(["--help"]), { status: 0, stdout: thumbindex("--help"), stderr: "" });
  assert.deepEqual(npx(["inspect", out]), { status: 0, stdout: thumbindex("inspect", out), stderr: "" });
  assert.deepEqual(npx(["build", "nowhere"]), {
    status: 2,
    stdout: "",
    stderr: "error: nowhere: no such folder; name one that exists [no-such-folder]\n",
  });
  const { status, stderr } = npx(["serve", site]);
  assert.deepEqual([status, stderr.split("\n").length], [2, 2]);
});

test("paths count from where it was called, and may lead up", () => {
  const site = shuffled(SITE);
  const inside = join(site, "pages");
  assert.equal(npx(["build", "..", "--out", "../search", "--inject"], { cwd: inside }).status, 0);
  assert.match(npx(["search", "../search", "owner"], { cwd: inside }).stdout, /What Is Ownership\?/);
  const outside = npx(["build", "..", "--out", "../../elsewhere", "--inject"], { cwd: inside });
  assert.match(outside.stderr, /\[out-outside-site\]\n$/);
});

test("a page that gets the tag keeps its permissions, and a link stays a link", () => {
  const site = shuffled(SITE);
  chmodSync(join(site, "index.html"), 0o640);
  symlinkSync("index.html", join(site, "link.html"));
  builtByNpx(site, "--inject");
  assert.match(readFileSync(join(site, "index.html"), "utf8"), /data-thumbindex/);
  assert.equal(statSync(join(site, "index.html")).mode & 0o777, 0o640);
  assert.equal(
    readdirSync(site, { withFileTypes: true })
      .find(({ name }) => name === "link.html")
      ?.isSymbolicLink(),
    true,
  );
});

test("a site that does not fit into memory is refused in plain words, and nothing is written", () => {
  const site = shuffled(SITE);
  const pages = Array.from({ length: 20_000 }, (_, number) => `<p>word${number} and w${number * 7}`).join("");
  writeFileSync(join(site, "large.html"), `<main><h1>Large</h1>${pages}</main>`);
  const { status, stderr } = npx(["build", site, "--inject"], { flags: ["--wasm-max-mem-pages=64"] });
  assert.equal(status, 2);
  assert.match(stderr, /\nerror: this site needs more memory than WebAssembly has.* \[too-large\]\n$/);
  assertSame(SITE, site, "large.html");
});

test("a bundle is opened without an index", () => {
  const module = join(scratch("bundle"), "search.wasm");
  const { status, stderr } = npx(["bundle", SITE, "--out", module]);
  assert.deepEqual([status, stderr], [0, ""]);
  // A process of its own, since the first module that one opens stays.
  const program = `
    const { open } = await import(${JSON.stringify(at("dist/index.js"))});
    const book = await open({ wasmUrl: ${JSON.stringify(module)} });
    const { corrected, pages } = await book.search("ownreship");
    console.log(corrected, pages[0].url);`;
  const opened = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
  });
  assert.deepEqual([opened.stdout, opened.stderr], ["ownership pages/ownership.html\n", ""]);
});
