// How long the engine works at a stretch while a reader types, as it is and on a processor slowed down four times. A stretch is
// all calls into the module until the page has its turn, and may draw and hear its reader. Chromium's trace says how long the thread
// really ran, so other programs on the machine do not count, nor other threads of the browser.

import { launch } from "../../tests/support/browser.js";
import { HOSTS, host } from "./host.mjs";
import { siteOf } from "./sites.mjs";
import { atMost, count, ms, quantile, table } from "./support.mjs";
import { chromium, LETTER, PAGE, sessionQueries, toolOf } from "./visitor.mjs";

/** @import { Browser } from "playwright-core" */
/** @import { TraceEvent } from "./frames.mjs" */
/** @typedef {{ question: number, time: number }} Step  the question that took most of it, and the time of all of them */
/** @typedef {{ name: string, site: string, path: string, queries: string[] }} Case */

export const title = "The engine's steps";

const GOAL = 8;
const QUERIES = 10;
/** A browser compiles what is called for the first time, and what is called often once more; so it does all of that before. */
const COMPILED = "--js-flags=--no-wasm-lazy-compilation --liftoff-only";
/** The numbers of src/lib.rs. */
const QUESTIONS = [
  { what: "opening", questions: [0, 1, 5, 6] },
  { what: "taking chunks", questions: [2] },
  { what: "searching", questions: [3] },
];

/** @param {{ quick: boolean }} plan  a quick run takes a sixteenth of the large site's pages, and few queries */
export async function run({ quick }) {
  const tool = toolOf("thumbindex");
  const { index, sample } = siteOf(quick ? 1 : 16);
  const few = quick ? 2 : QUERIES;
  const cases = [
    { name: "Rust Book", site: tool.site, path: PAGE, queries: sessionQueries().slice(0, few) },
    {
      name: `${count(sample.pages.length)} pages`,
      site: index,
      path: "a-page.html",
      queries: sample.queries.slice(0, few),
    },
  ];
  const rows = [];
  for (const { name, ...measured } of cases) {
    const browser = await chromium();
    const plain = await steps(measured, browser, 1);
    const slowed = await steps(measured, browser, 4);
    const ready = await launch([COMPILED]);
    const compiled = await steps(measured, ready, 1).finally(() => ready.close());
    for (const { what, questions } of QUESTIONS) {
      const of = (/** @type {Step[]} */ all) =>
        all.filter(({ question }) => questions.includes(question)).map(({ time }) => time);
      const [fast, slow] = [of(plain), of(slowed)];
      const longest = Math.max(...of(compiled));
      rows.push([
        `${name}: ${what}`,
        ms(longest),
        ...atMost(longest, GOAL, ms),
        ms(Math.max(...fast)),
        ms(quantile(slow, 0.5)),
        ms(quantile(slow, 0.99)),
        ms(Math.max(...slow)),
        `${count(slow.filter((time) => time > GOAL).length)} of ${count(slow.length)}`,
      ]);
    }
  }
  const head = [
    "",
    "longest",
    "goal",
    "",
    "compiling too",
    "slowed: p50",
    "p99",
    "longest",
    `longer than ${GOAL} ms`,
  ];
  return [
    `What the module does between two turns of the page, while ${few} queries are typed letter by letter: time of the thread itself, by the ` +
      "question that took most of it. The first column is of a browser that has compiled the module before; all others are of one that " +
      "compiles each function when it is called for the first time, and again when it is called often. The last four are slowed " +
      "down 4 times.",
    table(head, rows),
  ].join("\n\n");
}

/**
 * @param {Omit<Case, "name">} measured
 * @param {Browser} browser
 * @param {number} rate  how much slower the processor is made
 * @returns {Promise<Step[]>}
 */
async function steps({ site, path, queries }, browser, rate) {
  const server = await host(site, HOSTS.full);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(noted, { BEGIN, END, TURN });
    // An index that lies beside no page gets one.
    await page.route("**/a-page.html", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: '<!doctype html><html lang="en"><script type="module" src="thumbindex.js"></script><h1>A page</h1>',
      }),
    );
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    await browser.startTracing(page, { categories: ["devtools.timeline"] });
    await page.goto(new URL(path, server.url).href);
    await page.locator("thumb-index").waitFor({ state: "attached" });
    const tool = toolOf("thumbindex");
    await tool.open(page);
    for (const query of queries) {
      await tool.box(page).fill("");
      await tool.box(page).pressSequentially(query, { delay: LETTER });
      await server.settled(tool.quiet);
    }
    return stretches(JSON.parse((await browser.stopTracing()).toString()).traceEvents);
  } finally {
    await context.close();
    await server.close();
  }
}

/** What stands in the trace before and after each call, and when the page has had its turn. */
const BEGIN = "thumbindex: asks ";
const END = "thumbindex: is answered";
const TURN = "thumbindex: the page's turn";

/** @param {(TraceEvent & { ts: number, tts: number })[]} events  `ts` and `tts` are microseconds, the second ones of the thread */
function stretches(events) {
  const noted = events.filter(({ args }) => args.data?.message?.startsWith("thumbindex: "));
  /** @type {Step[]} */
  const steps = [];
  /** By question, since the last turn. @type {Map<number, number>} */
  let stretch = new Map();
  let [question, begun] = [-1, 0];
  for (const { tts, args } of noted.sort((a, b) => a.ts - b.ts)) {
    const { message } = args.data;
    if (message.startsWith(BEGIN)) [question, begun] = [Number(message.slice(BEGIN.length)), tts];
    else if (message === END) stretch.set(question, (stretch.get(question) ?? 0) + (tts - begun) / 1000);
    else {
      const longest = Math.max(...stretch.values());
      const most = [...stretch.keys()].find((question) => stretch.get(question) === longest) ?? -1;
      steps.push({ question: most, time: [...stretch.values()].reduce((sum, time) => sum + time, 0) });
      stretch = new Map();
    }
  }
  return steps;
}

/** In the page, before any script of it: notes when the module works, and when the page has its next turn. @param {Record<string, string>} notes */
function noted({ BEGIN, END, TURN }) {
  const { instantiate } = WebAssembly;
  let isNoted = false;
  const turn = () => {
    console.timeStamp(TURN);
    isNoted = false;
  };
  /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} [imports] */
  const started = async (module, imports) => {
    const { exports } = await instantiate(module, imports);
    const ask = /** @type {(...given: number[]) => unknown} */ (exports.book_ask);
    /** @param {...number} given */
    const book_ask = (...given) => {
      // What others have given their turn to comes before all else that waits, but not before what blocks a reader.
      if (!isNoted) void scheduler.postTask(turn, { priority: "user-blocking" });
      isNoted = true;
      console.timeStamp(BEGIN + given[1]);
      try {
        return ask(...given);
      } finally {
        console.timeStamp(END);
      }
    };
    return { exports: { ...exports, book_ask } };
  };
  Object.assign(WebAssembly, { instantiate: started });
}
