// What the peers weigh that need no visit: bundled libraries, and MiniSearch's index.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at, brotli, gzip, PEERS, readJson, work } from "./support.mjs";

/** @typedef {{ gzip: number, brotli: number }} Weight */

/** What is served compressed already gains nothing. @param {Uint8Array} bytes @returns {Weight} */
export const weigh = (bytes) => ({
  gzip: Math.min(bytes.length, gzip(bytes)),
  brotli: Math.min(bytes.length, brotli(bytes)),
});

/** @param {Weight[]} weights @returns {Weight} */
export const addUp = (weights) =>
  weights.reduce((a, b) => ({ gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli }), { gzip: 0, brotli: 0 });

/** @param {string} folder @param {string[]} files */
export const weighFiles = (folder, files) =>
  addUp(files.map((file) => weigh(readFileSync(join(folder, file)))));

/** @type {Record<string, Weight> | undefined} */
let libraries;

/** A search library as a page would load it: bundled and minified, without any dialog. @param {string} name */
export function library(name) {
  libraries ??= bundleAll();
  return libraries[name] ?? { gzip: Number.NaN, brotli: Number.NaN };
}

/** @returns {Record<string, Weight>} */
function bundleAll() {
  const out = join(work("peers"), "libsize.json");
  execFileSync(process.execPath, [at("bench/libsize.mjs"), out, "minisearch", "flexsearch", "lunr"]);
  return readJson(out);
}

/** DocSearch 4, as its guide has it on a page: one script, one style sheet. No index: every letter goes to a server. */
export const docSearch = () =>
  weighFiles(join(PEERS, "node_modules/@docsearch"), ["js/dist/umd/index.js", "css/dist/style.css"]);

/** MiniSearch's index of the Rust Book, with the text, as VitePress sets it up. */
export async function miniSearchIndex() {
  const { default: adapter } = await import(at("bench/adapters/minisearch.mjs"));
  const corpus = readJson(at("target/bench/corpora/book.json"));
  return weigh(adapter.build(corpus, { store: true }));
}

/**
 * What Pagefind's readers download, as reader.mjs counts it for ours: all that is needed before a query, then each query by
 * itself; and how many ms it takes when everything is there.
 * @param {string} index
 * @param {string[]} queries
 * @returns {{ ready: number, costs: number[], times: number[] }}
 */
export function pagefindReader(index, queries) {
  const file = join(work("peers"), "queries.json");
  writeFileSync(file, JSON.stringify(queries));
  const script = at("bench/visits/pagefind.mjs");
  const { ready, costs, times } = JSON.parse(
    execFileSync(process.execPath, [script, index, file], { encoding: "utf8" }),
  );
  return { ready: ready + gzip(readFileSync(join(index, "pagefind.js"))), costs, times };
}
