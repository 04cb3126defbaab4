import assert from "node:assert/strict";
import { test } from "node:test";
import { driver } from "./drive.js";

/** A question that needs these chunks before it has an answer. @param {Set<number>} have @param {...number} ids */
function needing(have, ...ids) {
  return () => {
    const needs = ids.filter((id) => !have.has(id)).map((id) => ({ id, name: `${id}.tix` }));
    return needs.length ? { needs } : { results: "found" };
  };
}

/** A driver over a network that the test holds in its hand. */
function setUp() {
  /** @type {Set<number>} */
  const have = new Set();
  /** @type {string[]} */
  const asked = [];
  /** @type {{ resolve: (bytes: Uint8Array) => void, reject: (error: Error) => void }[]} */
  const answers = [];
  const drive = driver(
    (id) => have.add(id),
    (name) => {
      asked.push(name);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
  );
  return { have, asked, answers, drive };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const bytes = new Uint8Array();

test("an answer that needs nothing comes without a request", async () => {
  const { have, asked, drive } = setUp();
  assert.deepEqual(await drive.ask(needing(have)), { results: "found" });
  assert.deepEqual(asked, []);
});

test("all chunks of a round are fetched at once", async () => {
  const { have, asked, answers, drive } = setUp();
  const answer = drive.ask(needing(have, 1, 2));
  await settle();
  assert.deepEqual(asked, ["1.tix", "2.tix"]);
  for (const { resolve } of answers) resolve(bytes);
  assert.deepEqual(await answer, { results: "found" });
});

test("what would only show an answer is not fetched while somebody types on", async () => {
  const { asked, answers, drive } = setUp();
  const question = () => ({ needs: [{ id: 1, name: "1.tix", shows: true }] });
  const typing = new AbortController();
  const dropped = drive.ask(question, typing.signal, 5);
  typing.abort();
  await assert.rejects(dropped);
  void drive.ask(question, undefined, 5).catch(() => {});
  await settle();
  assert.deepEqual(asked, []);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(asked, ["1.tix"]);
  assert.equal(answers.length, 1);
});

test("a chunk that several questions wait for is fetched once", async () => {
  const { have, asked, answers, drive } = setUp();
  const both = Promise.all([drive.ask(needing(have, 1)), drive.ask(needing(have, 1))]);
  await settle();
  assert.deepEqual(asked, ["1.tix"]);
  answers[0]?.resolve(bytes);
  assert.equal((await both).length, 2);
});

test("a chunk that was lost is fetched again by the next question", async () => {
  const { have, asked, answers, drive } = setUp();
  const lost = drive.ask(needing(have, 1));
  await settle();
  answers[0]?.reject(new Error("gone"));
  await assert.rejects(lost, /gone/);
  const second = drive.ask(needing(have, 1));
  await settle();
  answers[1]?.resolve(bytes);
  await second;
  assert.deepEqual(asked, ["1.tix", "1.tix"]);
});

test("an aborted question stops waiting, and its chunk still arrives for the next one", async () => {
  const { have, asked, answers, drive } = setUp();
  const abort = new AbortController();
  const first = drive.ask(needing(have, 1), abort.signal);
  await settle();
  abort.abort();
  await assert.rejects(first, { name: "AbortError" });
  const second = drive.ask(needing(have, 1));
  answers[0]?.resolve(bytes);
  await second;
  assert.deepEqual(asked, ["1.tix"]);
});

test("a signal that is aborted already asks nothing", async () => {
  const { have, asked, drive } = setUp();
  await assert.rejects(drive.ask(needing(have, 1), AbortSignal.abort()), { name: "AbortError" });
  assert.deepEqual(asked, []);
});

/** A question with so many steps of a millisecond. @param {number} steps @param {() => void} [onstep] */
function stepping(steps, onstep = () => {}) {
  return () => {
    onstep();
    for (const start = performance.now(); performance.now() < start + 1; );
    return --steps > 0 ? { needs: [] } : { results: "found" };
  };
}

test("a question that takes long lets others have their turn between its steps", async () => {
  const { drive } = setUp();
  let turns = 0;
  const ticking = setInterval(() => turns++);
  assert.deepEqual(await drive.ask(stepping(40)), { results: "found" });
  clearInterval(ticking);
  assert.ok(turns >= 3, `${turns}`);
});

test("two questions that take long are worked on one after the other", async () => {
  const { drive } = setUp();
  let log = "";
  const asked = ["a", "b"].map((name) => drive.ask(stepping(20, () => (log += name))));
  await Promise.all(asked);
  assert.equal(log, "a".repeat(20) + "b".repeat(20));
});

test("nobody works on for a question that is no longer wanted, nor for a book that is closed", async () => {
  const { drive } = setUp();
  const typing = new AbortController();
  let steps = 0;
  const dropped = drive.ask(
    stepping(1_000, () => steps++),
    typing.signal,
  );
  setTimeout(() => typing.abort(), 20);
  await assert.rejects(dropped, { name: "AbortError" });
  assert.ok(steps < 500, `${steps}`);
  const shut = drive.ask(stepping(1_000));
  setTimeout(() => drive.close(), 20);
  await assert.rejects(shut, { code: "closed" });
});

test("an index that asks without end is a damaged one", async () => {
  const drive = driver(
    () => {},
    async () => bytes,
  );
  const endless = drive.ask(() => ({ needs: [{ id: 1, name: "1.tix" }] }));
  await assert.rejects(endless, { code: "index-damaged" });
});

test("a closed book answers nobody, and takes no bytes that come late", async () => {
  const { have, answers, drive } = setUp();
  const waiting = drive.ask(needing(have, 1));
  await settle();
  drive.close();
  answers[0]?.resolve(bytes);
  await assert.rejects(waiting, { code: "closed" });
  await assert.rejects(drive.ask(needing(have, 1)), { code: "closed" });
  assert.equal(have.size, 0);
});

test("twenty downloads at once are nothing that Node warns of", async (t) => {
  /** @type {Error[]} */
  const warnings = [];
  const warn = (/** @type {Error} */ warning) => warnings.push(warning);
  process.on("warning", warn);
  t.after(() => process.off("warning", warn));
  const have = new Set();
  const drive = driver(
    (id) => have.add(id),
    async (_name, signal) => {
      signal.addEventListener("abort", () => {});
      await settle();
      return bytes;
    },
  );
  await drive.ask(needing(have, ...Array(20).keys()));
  await settle();
  assert.deepEqual(warnings, []);
});
