// The documentation of the standard library at three sizes, its indexes, and what its queries cost: asked by more than
// one question, measured once.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, link } from "./builds.mjs";
import { ask, askCold, openCold } from "./reader.mjs";
import { at, HTML, readJson, work } from "./support.mjs";

/** @import { Cost } from "./builds.mjs" */
/** @import { Traffic } from "./reader.mjs" */

/** One page of sixteen, one of four, all. */
export const SHARES = [1, 4, 16];
const CRATES = ["std", "core", "alloc"];

/**
 * What sample.py has drawn.
 * @typedef {{ text: string, pages: string[] }} Run
 * @typedef {{ pages: string[], queries: string[], typos: string[], words: string[], runs: Run[], own: Run[] }} Sample
 */

/** @param {number} share @returns {Sample} */
export function sampleOf(share) {
  const folder = work("samples");
  const script = at("bench/visits/sample.py");
  // Drawn anew by another script, or from another version of the pages.
  const sources = [script, at("bench/queries.py"), join(HTML, "std/index.html")];
  const hash = createHash("sha256");
  for (const source of sources) hash.update(readFileSync(source));
  const stamp = hash.digest("hex");
  const note = join(folder, "stamp");
  if (!existsSync(note) || readFileSync(note, "utf8") !== stamp) {
    execFileSync("python3", [script, HTML, folder, ...CRATES], { stdio: ["ignore", "ignore", "inherit"] });
    writeFileSync(note, stamp);
  }
  return readJson(join(folder, `${share}.json`));
}

/** @type {Map<number, { site: string, index: string, sample: Sample, cost: Cost }>} */
const built = new Map();

/** The pages of a share in a folder of their own, and their index. @param {number} share */
export function siteOf(share) {
  const known = built.get(share);
  if (known) return known;
  const sample = sampleOf(share);
  const site = link(HTML, sample.pages, work(`std/${share}`));
  const index = work(`std-index/${share}`);
  const fresh = { site, index, sample, cost: build(site, index) };
  built.set(share, fresh);
  return fresh;
}

/**
 * What each query costs a reader who has the root and nothing else, ten results with their excerpts.
 * @param {string} index
 * @param {string[]} queries
 */
export async function costsOf(index, queries) {
  /** @type {Traffic[]} */
  const costs = [];
  for (const query of queries) costs.push(await askCold(index, query));
  return costs;
}

/** The bytes of the root, and the time to open it. @param {string} index */
export async function rootOf(index) {
  const { book, root } = await openCold(index);
  book.close();
  return root;
}

/**
 * Milliseconds that a query takes when all it needs is there; the better of two times.
 * @param {string} index
 * @param {string[]} queries
 */
export async function warmTimes(index, queries) {
  const { book } = await openCold(index);
  try {
    const times = [];
    for (const query of queries) {
      await ask(book, query);
      let best = Number.POSITIVE_INFINITY;
      for (let pass = 0; pass < 2; pass++) {
        const start = performance.now();
        await book.search(query, { limit: 10 });
        best = Math.min(best, performance.now() - start);
      }
      times.push(best);
    }
    return times;
  } finally {
    book.close();
  }
}

/**
 * How many of the runs are on one of the first three pages that are found.
 * @param {string} index
 * @param {Run[]} runs
 * @param {(text: string) => string} query
 */
export async function found(index, runs, query) {
  const { book } = await openCold(index);
  try {
    const missed = [];
    for (const { text, pages } of runs) {
      const { results } = await ask(book, query(text), 30);
      const first = results.pages.slice(0, 3).map(({ sections }) => sections[0]?.url.split("#")[0] ?? "");
      if (!first.some((page) => pages.includes(decodeURI(page)))) missed.push(text);
    }
    return { found: runs.length - missed.length, missed };
  } finally {
    book.close();
  }
}
