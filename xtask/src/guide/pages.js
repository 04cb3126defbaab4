// The pages of the guide that say what stands elsewhere too, made from there: `cargo xtask guide` writes them, and a test fails where
// one is not what would be written.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chart } from "./chart.js";
import { command } from "./command.js";
import { element } from "./element.js";
import { withFigures } from "./figures.js";
import { library } from "./library.js";
import { linksOut, made } from "./markdown.js";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(at(path), "utf8");

/** A document of the repository as a page. @param {string} path */
const document = (path) => `${made(path)}\n${linksOut(read(path), path)}`;

/**
 * Every made page by its path, as it should be.
 * @param {string} program  the command, built
 * @returns {{ [path: string]: string }}
 */
export function pages(program) {
  const ask = (/** @type {string[]} */ ...words) => execFileSync(program, words, { encoding: "utf8" });
  return {
    "guide/src/reference/library.md": library(read),
    "guide/src/reference/element.md": element(read),
    "guide/src/reference/command.md": command(ask),
    "guide/src/reference/format.md": document("crates/index/FORMAT.md"),
    "guide/src/contributing.md": document("CONTRIBUTING.md"),
    "guide/src/images/measured.svg": chart(read),
    "guide/src/comparison.md": withFigures(read("guide/src/comparison.md"), read),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [program = ""] = process.argv.slice(2);
  for (const [path, text] of Object.entries(pages(program))) writeFileSync(at(path), text);
}
