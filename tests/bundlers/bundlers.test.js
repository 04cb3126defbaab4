// The package as bundlers and frameworks see it: each builds a tiny project with it, which is opened in Chromium.
//
// `cargo xtask bundlers` lays the projects, their tools and the package out in target/bundlers, where they find one another as in
// any author's folder, and runs this.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { box, eventually, hits, launch, visit } from "../support/browser.js";
import { at } from "../support/paths.js";
import { serve } from "../support/serve.js";

/** @import { Browser } from "playwright-core" */

const HERE = at("target/bundlers");
const PACKAGE = join(HERE, "node_modules/thumbindex");

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
/** @type {{ close: () => Promise<void> }[]} */
const sites = [];
after(async () => {
  await browser.close();
  for (const site of sites) await site.close();
});

/**
 * Runs a tool in a project's folder.
 * @param {string} project
 * @param {string} line  the tool and its arguments
 */
function run(project, line) {
  const [tool = "", ...words] = line.split(" ");
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  const program = tool === "thumbindex" ? process.execPath : join(HERE, "node_modules/.bin", tool);
  const command = tool === "thumbindex" ? [join(PACKAGE, "command.js"), ...words] : words;
  try {
    execFileSync(program, command, { cwd: join(HERE, project), env, stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout: Buffer, stderr: Buffer }} */ (error);
    assert.fail(`${line}\n${stdout}${stderr}`);
  }
}

/**
 * What a project has built, as it is served.
 * @param {string} project
 */
async function served(project) {
  const site = await serve(join(HERE, project, "dist"));
  sites.push(site);
  return site.url;
}

describe("open() from", () => {
  // Rollup and esbuild leave `new URL("./thumbindex.wasm", import.meta.url)` as it is: the file has to lie beside the script.
  /** @type {[bundler: string, line: string, copied: string[]][]} */
  const bundlers = [
    ["vite", "vite build --logLevel error", []],
    ["webpack", "webpack", ["page.html"]],
    ["parcel", "parcel build index.html --dist-dir dist --no-cache --no-source-maps --public-url /", []],
    ["rollup", "rollup --config --silent", ["page.html", "node_modules/thumbindex/thumbindex.wasm"]],
    [
      "esbuild",
      "esbuild ../main.js --bundle --minify --format=esm --outdir=dist",
      ["page.html", "node_modules/thumbindex/thumbindex.wasm"],
    ],
    ["next", "next build", []],
  ];
  for (const [bundler, line, copied] of bundlers) {
    test(bundler, async (t) => {
      rmSync(join(HERE, bundler, "dist"), { recursive: true, force: true });
      mkdirSync(join(HERE, bundler), { recursive: true });
      run(bundler, line);
      for (const file of copied) {
        const name = file.replace(/.*\//, "").replace("page.html", "index.html");
        cpSync(join(HERE, file), join(HERE, bundler, "dist", name));
      }
      run(bundler, `thumbindex build ${at("tests/fixtures/site")} --out dist/thumbindex`);
      const page = await browser.newPage();
      t.after(() => page.close());
      await page.goto(await served(bundler));
      await page.getByText("found What Is Ownership?").waitFor({ timeout: 10_000 });
    });
  }
});

describe("<thumb-index> in", () => {
  /** @type {[framework: string, check: string][]} */
  const frameworks = [
    ["react", "tsc --project tsconfig.json"],
    ["vue", "vue-tsc --project tsconfig.json"],
  ];
  for (const [framework, check] of frameworks) {
    test(framework, async (t) => {
      run(framework, check);
      run(framework, "vite build --logLevel error");
      run(framework, "thumbindex build dist");
      const page = await visit(t, browser, await served(framework));
      await page.locator("thumb-index[floating]").getByRole("button").waitFor();
      await page.getByRole("button", { name: "Threads" }).click();
      await hits(page).first().waitFor();
      assert.equal(await box(page).inputValue(), "thread");
      await eventually(async () => assert.equal(await page.title(), "Weaving"));
    });
  }
});

describe("what is published", () => {
  test("is what publint and Are the types wrong? expect", () => {
    run("node_modules/thumbindex", "publint --strict");
    // Of a module there is nothing to say in TypeScript: what importing it gives is the bundler's affair. And a worker's script
    // gives nothing to whoever imports it.
    const words = "--pack . --profile esm-only --exclude-entrypoints thumbindex.wasm offline.js";
    run("node_modules/thumbindex", `attw ${words}`);
  });
});
