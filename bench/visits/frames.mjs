// How long the page's main thread is held up while a reader searches, on a processor slowed down four times. Chromium's trace
// says for each task how long the thread really ran, so other programs on the machine do not count.

import { HOSTS, host } from "./host.mjs";
import { atMost, count, ms, NO_GOAL, quantile, table } from "./support.mjs";
import { chromium, IDLE, LETTER, PAGE, sessionQueries, toolOf } from "./visitor.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Tool } from "./visitor.mjs" */

/**
 * An event of the trace; times in microseconds, `tdur` is of the thread itself.
 * @typedef {{ name: string, pid: number, tid: number, tdur?: number, args: any }} TraceEvent
 */

export const title = "Main thread";

/** How much slower the processor is made. */
const SLOWED = 4;
const GOAL = 8;
/** Tracing is slow, and so is the processor: a few queries must do. */
const QUERIES = 5;
const TASK = "ThreadControllerImpl::RunTask";
const SCRIPT = /^(EvaluateScript|v8\.compile|v8\.compileModule|FunctionCall|RunMicrotasks)$/;

/** @param {{ quick: boolean }} plan */
export async function run({ quick }) {
  const rows = [];
  for (const [name, shown] of /** @type {const} */ ([
    ["thumbindex", "thumbindex"],
    ["pagefind", "Pagefind"],
  ])) {
    const { own, tasks } = await measure(toolOf(name), sessionQueries().slice(0, quick ? 1 : QUERIES));
    const verdict = (/** @type {number} */ worst) =>
      name === "thumbindex" ? atMost(worst, GOAL, ms) : NO_GOAL;
    const worst = Math.max(0, ...own);
    rows.push([
      `${shown}: its scripts while the page loads and idles`,
      ms(worst),
      ...verdict(worst),
      over(own),
      "",
    ]);
    const longest = Math.max(0, ...tasks);
    rows.push([
      `${shown}: any task while a reader types, drawing counted`,
      ms(longest),
      ...verdict(longest),
      over(tasks),
      ms(quantile(tasks, 0.99)),
    ]);
  }
  return [
    `Time of the thread itself, on a processor slowed down ${SLOWED} times; the first ${quick ? 1 : QUERIES} queries of the session above, typed.`,
    table(["", "longest", "goal", "", `longer than ${GOAL} ms`, "p99"], rows),
  ].join("\n\n");
}

/** @param {number[]} times */
const over = (times) => `${count(times.filter((time) => time > GOAL).length)} of ${count(times.length)}`;

/** @param {Tool} tool @param {string[]} queries */
async function measure(tool, queries) {
  const server = await host(tool.site, HOSTS.full);
  const context = await (await chromium()).newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
    const loading = await traced(page, async () => {
      await page.goto(new URL(PAGE, server.url).href);
      await server.settled(IDLE);
    });
    const searching = await traced(page, async () => {
      await tool.open(page);
      for (const query of queries) {
        await tool.box(page).fill("");
        await tool.box(page).pressSequentially(query, { delay: LETTER });
        await server.settled(tool.quiet);
      }
    });
    const isOwn = (/** @type {TraceEvent} */ { name, args }) =>
      SCRIPT.test(name) && tool.files.test(pathOf(args));
    return {
      own: times(loading.filter(isOwn)),
      tasks: times(searching.filter(({ name }) => name === TASK)),
    };
  } finally {
    await context.close();
    await server.close();
  }
}

/** The events of the page's main thread during some work. @param {Page} page @param {() => Promise<void>} work */
async function traced(page, work) {
  const browser = await chromium();
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "v8"] });
  await work();
  /** @type {TraceEvent[]} */
  const events = JSON.parse((await browser.stopTracing()).toString()).traceEvents;
  const isMain = (/** @type {TraceEvent} */ { name, args }) =>
    name === "thread_name" && args.name === "CrRendererMain";
  const threads = events.filter(isMain).map(({ pid, tid }) => `${pid} ${tid}`);
  return events.filter(({ pid, tid }) => threads.includes(`${pid} ${tid}`));
}

/** @param {any} args  of an event that runs a script */
function pathOf(args) {
  const url = args.data?.url ?? args.fileName ?? "";
  return URL.canParse(url) ? new URL(url).pathname : "";
}

/** In milliseconds. @param {TraceEvent[]} events */
const times = (events) => events.map(({ tdur = 0 }) => tdur / 1000);
