// What every question shares: places, drawing by seed, percentiles, weights, and tables that hold figures against goals.

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** @param {string} path  relative to the checkout */
export const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The folder of the toolchain's own books, built. */
export const HTML = process.env.BENCH_HTML ?? "";
/** A folder whose `node_modules` holds the peers. */
export const PEERS = process.env.BENCH_PEERS ?? "";
/** A Markdown book, to be edited and embedded; the guide when none is named. */
export const MARKDOWN = process.env.BENCH_MARKDOWN ?? at("guide");

/**
 * A folder below `target/bench/visits`; its content stays, for the next run or for looking at.
 * @param {string} name
 */
export function work(name) {
  const folder = join(at("target/bench/visits"), name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** @param {string} path @returns {any} */
export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** @param {string} path @returns {any[]} */
export const readJsonLines = (path) =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

/**
 * Numbers from 0 to 1 that are the same in every run (mulberry32).
 * @param {number} seed
 */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @template T
 * @param {T[]} items
 * @param {number} count
 * @param {() => number} next
 * @returns {T[]} as many different items, or all there are
 */
export function draw(items, count, next) {
  const rest = [...items];
  const drawn = [];
  while (drawn.length < count && rest.length) drawn.push(...rest.splice(Math.floor(next() * rest.length), 1));
  return drawn;
}

/** The value that `share` of all values do not exceed. @param {number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** @param {number[]} values */
export const sum = (values) => values.reduce((total, value) => total + value, 0);

/** @param {Uint8Array} bytes */
export const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** @param {Uint8Array} bytes */
export const brotli = (bytes) => brotliCompressSync(bytes).length;

/** Every file below a folder, relative to it, sorted. @param {string} folder */
export function filesOf(folder) {
  if (!existsSync(folder)) return [];
  const all = /** @type {string[]} */ (readdirSync(folder, { recursive: true }));
  return all.filter((file) => statSync(join(folder, file)).isFile()).sort();
}

/** @param {string} folder @param {string[]} [files] */
export const bytesOf = (folder, files = filesOf(folder)) =>
  sum(files.map((file) => statSync(join(folder, file)).size));

// Figures. 1 KB is 1,000 bytes throughout.

/** @param {number} bytes */
export const kb = (bytes) => `${digits(bytes / 1e3)} KB`;
/** @param {number} bytes */
export const mb = (bytes) => `${digits(bytes / 1e6)} MB`;
/** @param {number} value */
export const ms = (value) => `${digits(value)} ms`;
/** @param {number} value */
export const seconds = (value) => `${digits(value)} s`;
/** @param {number} value */
export const count = (value) => digits(value, 0);

/** Three digits that tell, or as many as given. @param {number} value */
function digits(value, fraction = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0) {
  return value.toLocaleString("en", { maximumFractionDigits: fraction, minimumFractionDigits: 0 });
}

/**
 * The cells "goal" and "verdict" of a figure that must not exceed its goal.
 * @param {number} figure
 * @param {number} goal
 * @param {(value: number) => string} show
 */
export const atMost = (figure, goal, show) => [`≤ ${show(goal)}`, figure <= goal ? "met" : "**not met**"];

/** The cells of a figure that nothing is asked of. */
export const NO_GOAL = ["–", ""];

/** @param {string[]} head @param {string[][]} rows */
export function table(head, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, at) => (at ? "---:" : "---"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
