// The playground's work, away from the page, so that no folder can freeze it: files are read, indexed and searched here.

import init, { Dropped, Reader } from "thumbindex-playground";
import { driver } from "../../../js/drive.js";

/** @import { Answer, Cost, Dropped as File, Report, Tell } from "./types.js" */

/**
 * An index, as a host serves it.
 * @typedef {object} Shelf
 * @property {Uint8Array} root
 * @property {(name: string) => Promise<Uint8Array>} fetch
 * @property {() => void} free
 */

/** How many sections an answer has. */
const LIMIT = 10;

/** Milliseconds between two words on how far the work has come. */
const PACE = 50;

const started = init({ module_or_path: new URL("playground.wasm", import.meta.url) });

/** @type {Shelf | undefined} */
let shelf;

/** @type {{ [question: string]: (given: any, tell: Tell) => unknown }} */
const ANSWERS = { index, open, search };

/** One question after the other: the folder that was dropped last is the one that is searched. @type {Promise<void>} */
let before = Promise.resolve();

addEventListener("message", ({ data }) => {
  before = before.then(() => answer(data));
});

/** @param {{ id: number, question: string, given: unknown }} asked */
async function answer({ id, question, given }) {
  try {
    await started;
    postMessage({ id, answer: await ANSWERS[question]?.(given, paced(id)) });
  } catch (error) {
    postMessage({ id, error: lineOf(error) });
  }
}

/** @param {File[]} files @param {Tell} tell @returns {Promise<Report>} */
async function index(files, tell) {
  const start = performance.now();
  const dropped = new Dropped();
  for (const [at, { path, file }] of files.entries()) {
    dropped.add(path, await bytesOf(path, file));
    tell("reading", at + 1, files.length);
  }
  const read = performance.now();
  const made = dropped.index((done, total) => tell("indexing", done, total));
  const end = performance.now();
  use({
    root: made.root(),
    async fetch(name) {
      const bytes = made.file(name);
      if (!bytes) throw new Error(`the index names ${name}, which it has not`);
      return bytes;
    },
    free: () => made.free(),
  });
  return { ...JSON.parse(made.report()), readingMs: read - start, indexingMs: end - read };
}

/** @param {string} folder */
async function open(folder) {
  /** Every search is asked as by somebody who has just come; that need not reach the host each time. */
  const kept = new Map();
  /** @param {string} name */
  const fetched = async (name) => {
    const response = await fetch(new URL(name, folder));
    if (!response.ok) throw new Error(`${name} cannot be loaded (${response.status}): load the page again`);
    return new Uint8Array(await response.arrayBuffer());
  };
  use({
    root: await fetched("index.tix"),
    async fetch(name) {
      const bytes = kept.get(name) ?? (await fetched(name));
      kept.set(name, bytes);
      return bytes;
    },
    free() {},
  });
}

/** @param {string} query @returns {Promise<Answer>} */
async function search(query) {
  if (!shelf) throw new Error("there is nothing to search yet: drop some files first");
  const { root, fetch } = shelf;
  /** @type {Cost} */
  const cost = { files: 0, bytes: 0, roundTrips: 0 };
  let tookMs = 0;
  const reader = new Reader(root);
  const { ask } = driver(
    (id, bytes) => reader.supply(id, bytes),
    async (name) => {
      const bytes = await fetch(name);
      cost.files++;
      cost.bytes += bytes.length;
      return bytes;
    },
  );
  try {
    const { results, explanations } = await ask(() => {
      const start = performance.now();
      const answer = JSON.parse(reader.search(query.normalize(), LIMIT));
      tookMs += performance.now() - start;
      if (answer.needs) cost.roundTrips++;
      return answer;
    });
    return { results: { ...results, tookMs }, explanations, cost, rootBytes: root.length };
  } finally {
    reader.free();
  }
}

/** @param {Shelf} next */
function use(next) {
  shelf?.free();
  shelf = next;
}

/** @param {string} path @param {Blob} file */
async function bytesOf(path, file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new Error(
      `${path} cannot be read (${lineOf(error)}): check that it is still there, and drop it again`,
    );
  }
}

/** @param {number} id @returns {Tell} */
function paced(id) {
  let last = 0;
  return (...progress) => {
    const now = performance.now();
    if (now - last < PACE) return;
    last = now;
    postMessage({ id, progress });
  };
}

/** @param {unknown} error */
function lineOf(error) {
  if (error instanceof WebAssembly.RuntimeError) {
    return "thumbindex failed, or has no memory left: load this page again and try a part of the files; if that fails too, please report it";
  }
  return error instanceof Error ? error.message : String(error);
}
