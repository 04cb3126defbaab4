// Building indexes, ours and Pagefind's, and what that costs.

import { execFileSync } from "node:child_process";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { at, PEERS, readJson, work } from "./support.mjs";

/** @typedef {{ wall: number, cpu: number, peak: number, output: string }} Cost  seconds, seconds, bytes, what it printed */

const THUMBINDEX = at(`target/release/thumbindex${process.platform === "win32" ? ".exe" : ""}`);

/** @param {string} program @param {string[]} words @returns {Cost} */
function costOf(program, words) {
  const script = at("bench/visits/cost.py");
  return JSON.parse(execFileSync("python3", [script, program, ...words], { encoding: "utf8" }));
}

/**
 * An index of `site` in `out`, which is emptied first.
 * @param {string} site
 * @param {string} out
 * @param {...string} options
 */
export function build(site, out, ...options) {
  rmSync(out, { recursive: true, force: true });
  return costOf(THUMBINDEX, ["build", site, "--out", out, "--quiet", ...options]);
}

/** The command as it is, for what `build` does not do. @param {...string} words */
export const thumbindex = (...words) => execFileSync(THUMBINDEX, words, { encoding: "utf8" });

export const thumbindexProgram = THUMBINDEX;

/** Whether the command knows an option or a layout. @param {string} word */
export const knows = (word) => thumbindex("build", "--help").includes(word);

/** @type {string} */
export const PAGEFIND = readJson(at("bench/package.json")).dependencies.pagefind;

/**
 * Pagefind's index of `site` in `out`, which is emptied first.
 * @param {string} site
 * @param {string} out
 * @param {...string} options
 */
export function buildPagefind(site, out, ...options) {
  rmSync(out, { recursive: true, force: true });
  const platform = `@pagefind/${process.platform}-${process.arch}/bin/pagefind_extended`;
  const binary = createRequire(join(PEERS, "package.json")).resolve(platform);
  return costOf(binary, ["--site", site, "--output-path", out, ...options]);
}

/**
 * The same, but a build of before is taken when it was of the same pages by the same version: it takes a minute.
 * @param {string} site
 * @param {string} name
 * @param {string} key  what tells the pages from others
 * @returns {{ out: string, cost: Cost, kept: boolean }}
 */
export function pagefindOnce(site, name, key) {
  const folder = work(`pagefind/${name}`);
  const out = join(folder, "out");
  const note = join(folder, "cost.json");
  const stamp = `${PAGEFIND} ${key} ${availableParallelism()} threads`;
  const before = existsSync(note) ? readJson(note) : undefined;
  if (before?.stamp === stamp) return { out, cost: before.cost, kept: true };
  const cost = buildPagefind(site, out);
  writeFileSync(note, JSON.stringify({ stamp, cost }));
  return { out, cost, kept: false };
}

/**
 * A folder with just these files of `from`, linked rather than copied where that is possible.
 * @param {string} from
 * @param {string[]} files
 * @param {string} to  emptied first
 */
export function link(from, files, to) {
  rmSync(to, { recursive: true, force: true });
  for (const file of files) {
    const target = join(to, file);
    mkdirSync(dirname(target), { recursive: true });
    try {
      linkSync(join(from, file), target);
    } catch {
      writeFileSync(target, readFileSync(join(from, file)));
    }
  }
  return to;
}
