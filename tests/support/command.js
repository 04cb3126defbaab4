// The `thumbindex` command and mdBook, as an author runs them.

import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { at, scratch } from "./paths.js";

/** @import { Results } from "../../dist/index.js" */

// mdBook is where the set-up has put it, also for whoever runs one test without `cargo xtask`.
process.env.PATH = `${at("target/tools/bin")}${delimiter}${process.env.PATH}`;

/** The command. */
export const program = at(`target/release/thumbindex${process.platform === "win32" ? ".exe" : ""}`);

/**
 * Runs `thumbindex` and returns what it prints.
 * @param {...string} words
 */
export function thumbindex(...words) {
  return execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/**
 * @param {string} out  the folder of the index
 * @param {string} query
 * @param {number} [limit]
 * @returns {Results}
 */
export function searchByCommand(out, query, limit = 10) {
  return JSON.parse(thumbindex("search", out, "--json", "--limit", String(limit), "--", query));
}

/**
 * A copy of a built site with the widget in every page.
 * @param {string} folder
 * @param {...string} options
 */
export function siteWithWidget(folder, ...options) {
  const site = scratch("site");
  cpSync(folder, site, { recursive: true });
  thumbindex("build", site, "--inject", "--quiet", ...options);
  useWidget(join(site, "thumbindex"));
  return site;
}

/** Another widget than the command brings: tests/mutations.js breaks one on purpose. */
const { WIDGET } = process.env;

/** Puts that widget, if there is one, beside an index. @param {string} folder */
export function useWidget(folder) {
  if (!WIDGET) return;
  rmSync(join(folder, "chunks"), { recursive: true, force: true });
  cpSync(WIDGET, folder, { recursive: true });
}

/** The guide as mdBook builds it. */
export function builtGuide() {
  const folder = join(scratch("guide"), "book");
  execFileSync("mdbook", ["build", at("guide"), "--dest-dir", folder], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return folder;
}

/**
 * An index of a Markdown book.
 * @param {string} book
 */
export function indexOf(book) {
  const out = scratch("index");
  thumbindex("build", book, "--out", out, "--quiet");
  return out;
}
