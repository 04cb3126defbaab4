// A page may stay open for weeks, and a server that searches for years: what a search takes of the module's memory it gives
// back, whatever is asked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "../../dist/index.js";
import { indexOf } from "../support/command.js";
import { at } from "../support/paths.js";

const SEARCHES = 100_000;

/** Queries of every kind, and some that only a machine would type. */
const QUERIES = [
  ...[
    "ownership",
    "ownreship",
    "own",
    "mutable ref",
    '"data races"',
    "title:own -slice",
    "value of a reference",
  ],
  ...[
    "",
    " ",
    '"',
    "-",
    "所有权",
    "\u0301\u0301",
    "std::mem::swap",
    "a b c d e f g h i j k l m n o p q r s t u v",
  ],
  ...["x".repeat(3000), "- ".repeat(1000), '"a '.repeat(500), "\u{10ffff}\ud800"],
];

/** The memories of all modules that are started from now on. */
function watchMemories() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  const { instantiate } = WebAssembly;
  /** @param {any} module @param {any} imports */
  WebAssembly.instantiate = async (module, imports) => {
    const instance = await instantiate(module, imports);
    memories.push(/** @type {any} */ (instance).exports.memory);
    return /** @type {any} */ (instance);
  };
  return memories;
}

test(`memory does not grow over ${SEARCHES} searches`, async () => {
  const memories = watchMemories();
  const book = await open({ index: indexOf(at("tests/fixtures/book")) });
  const size = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  const ask = async (/** @type {number} */ times) => {
    for (let number = 0; number < times; number++) {
      const query = QUERIES[number % QUERIES.length] ?? "";
      await book.search(query, { limit: number % 12 });
      if (number % 10 === 0) await book.suggest(query);
    }
  };
  await ask(1000);
  const before = size();
  assert.ok(before > 0);
  await ask(SEARCHES);
  assert.equal(size(), before);
  book.close();
});
