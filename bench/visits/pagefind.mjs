// A reader of Pagefind's index, over a network that only counts, as reader.mjs is for ours. A program of its own, since
// Pagefind keeps what it has loaded for as long as its module lives, and reads the page it believes to be on.
//
// usage: node pagefind.mjs INDEX QUERIES.json      prints { ready, costs: [bytes], times: [ms] }

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [index = "", queries = ""] = process.argv.slice(2);
const base = `${pathToFileURL(index)}/`;
let bytes = 0;
/** @type {any} */ (globalThis).fetch = (/** @type {string} */ url) => {
  const body = readFileSync(fileURLToPath(String(url).split("?")[0] ?? ""));
  bytes += body.length;
  return Promise.resolve(new Response(body));
};
/** @type {any} */ (globalThis).document = {
  currentScript: null,
  querySelector: () => ({ getAttribute: () => "en" }),
};
writeFileSync(join(index, "package.json"), '{"type":"module"}');

/** Ten results with their excerpts. @param {any} pagefind @param {string} query */
async function ask(pagefind, query) {
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, 10).map((/** @type {any} */ result) => result.data()));
}

/** @param {number} visit */
async function open(visit) {
  const pagefind = await import(`${base}pagefind.js?${visit}`);
  await pagefind.options({ basePath: base, baseUrl: "/", bundlePath: base });
  await pagefind.init();
  // What init() has begun to load, it does not wait for; there are no filters.
  await pagefind.filters();
  return pagefind;
}

let ready = 0;
const costs = [];
const times = [];
for (const [visit, query] of /** @type {string[]} */ (JSON.parse(readFileSync(queries, "utf8"))).entries()) {
  bytes = 0;
  const pagefind = await open(visit);
  ready = bytes;
  await ask(pagefind, query);
  costs.push(bytes - ready);
  const start = performance.now();
  await ask(pagefind, query);
  times.push(performance.now() - start);
  await pagefind.destroy();
}
console.log(JSON.stringify({ ready, costs, times }));
