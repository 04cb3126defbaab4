// A reader without a browser: opens an index through the library, over a network that only counts. All requests of one
// moment are a wave, and are answered together: the number of waves is the number of round trips.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { open } from "../../dist/index.js";

/** @import { Book, Results } from "../../dist/index.js" */

/** @typedef {{ bytes: number, requests: number, rounds: number }} Traffic */

const ORIGIN = "http://index.invalid/";

/** @type {string} */
let folder;
/** @type {Traffic} */
let traffic = { bytes: 0, requests: 0, rounds: 0 };
/** @type {(() => void)[]} */
let wave = [];

globalThis.fetch = (input) => {
  const path = decodeURIComponent(new URL(input instanceof Request ? input.url : input).pathname);
  return new Promise((resolve) => {
    if (!wave.length) setImmediate(answer);
    wave.push(() => resolve(response(path)));
  });
};

function answer() {
  const asked = wave;
  wave = [];
  traffic.rounds++;
  for (const reply of asked) reply();
}

/** @param {string} path */
function response(path) {
  traffic.requests++;
  try {
    const bytes = readFileSync(join(folder, path));
    traffic.bytes += bytes.length;
    return new Response(bytes);
  } catch {
    return new Response("not found", { status: 404 });
  }
}

/** What has travelled since the last time this was asked. */
function taken() {
  const result = traffic;
  traffic = { bytes: 0, requests: 0, rounds: 0 };
  return result;
}

/**
 * A book of which nothing but the root is known yet.
 * @param {string} index
 * @returns {Promise<{ book: Book, root: Traffic }>}
 */
export async function openCold(index) {
  folder = index;
  taken();
  const book = await open({ index: ORIGIN });
  return { book, root: taken() };
}

/**
 * @param {Book} book
 * @param {string} query
 * @returns {Promise<Traffic & { results: Results }>}
 */
export async function ask(book, query, limit = 10) {
  taken();
  const results = await book.search(query, { limit });
  return { ...taken(), results };
}

/**
 * What a query costs a reader who has the root and nothing else.
 * @param {string} index
 * @param {string} query
 */
export async function askCold(index, query) {
  const { book } = await openCold(index);
  try {
    return await ask(book, query);
  } finally {
    book.close();
  }
}

/** Every result, best first. @param {Results} results */
export const sections = ({ pages }) =>
  pages.flatMap((page) => page.sections).sort((a, b) => b.score - a.score);
