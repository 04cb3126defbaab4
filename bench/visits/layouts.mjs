// The book inside its module, or in one script: what that weighs, how soon it answers, and that every layout gives the same
// answers.

import { copyFileSync, cpSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { box, hits } from "../../tests/support/browser.js";
import { build, knows } from "./builds.mjs";
import { titleOf } from "./edits.mjs";
import { HOSTS, host } from "./host.mjs";
import { weigh } from "./peers.mjs";
import { sections } from "./reader.mjs";
import {
  at,
  atMost,
  count,
  filesOf,
  HTML,
  kb,
  MARKDOWN,
  ms,
  NO_GOAL,
  quantile,
  readJsonLines,
  table,
  work,
} from "./support.mjs";
import { chromium, sessionQueries } from "./visitor.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Book, Results } from "../../dist/index.js" */

export const title = "The book in its module, or in one script";

/** What `cargo xtask embed` has made of the Markdown book. */
const COMPILED = process.env.BENCH_EMBEDDED ?? "";
/** A frame at 60 Hz. */
const FRAME = 1000 / 60;
const GZIP = 520e3;
const BROTLI = 420e3;
/** As many results as the dialog asks for. */
const DIALOG = 10;

export async function run() {
  const site = join(HTML, "book");
  const [split, embedded] = ["split", "embedded"].map((layout) => {
    const out = join(work("layouts"), layout);
    build(site, out, "--layout", layout);
    return out;
  });
  if (!split || !embedded) throw new Error("there are two layouts at least");
  const module = heaviest(embedded);
  const single = knows("single:") ? join(work("layouts"), "single") : undefined;
  if (single) build(site, single, "--layout", "single");
  const weights = [
    weightRow("Rust Book, `--layout embedded`", module, GZIP, BROTLI),
    weightRow(
      `${titleOf(MARKDOWN)}, compiled in by \`build.rs\``,
      join(COMPILED, "thumbindex.wasm"),
      GZIP,
      BROTLI,
    ),
  ];
  if (single) weights.push(weightRow("Rust Book, `--layout single`", heaviest(single), GZIP * 1.4));
  else weights.push(["`--layout single` is not there yet", "", ...NO_GOAL, "", ...NO_GOAL]);
  return [
    table(["", "gzip −9", "goal", "", "brotli −11", "goal", ""], weights),
    await readyTable(libraryWith(module)),
    "### The same answers",
    await sameTable(split, module, single),
  ].join("\n\n");
}

/** The one file that everything is in. @param {string} folder */
function heaviest(folder) {
  const size = (/** @type {string} */ file) => statSync(join(folder, file)).size;
  return join(folder, filesOf(folder).sort((a, b) => size(b) - size(a))[0] ?? "");
}

/** @param {string} what @param {string} path @param {number} gzip @param {number} [brotli] */
function weightRow(what, path, gzip, brotli) {
  const weight = weigh(readFileSync(path));
  const second = brotli ? atMost(weight.brotli, brotli, kb) : NO_GOAL;
  return [what, kb(weight.gzip), ...atMost(weight.gzip, gzip, kb), kb(weight.brotli), ...second];
}

let copies = 0;
/** A copy of the library, so that it starts a module of its own. @param {string} [module] */
function libraryWith(module) {
  const folder = join(work("layouts"), `library-${copies++}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(at("dist"), folder, { recursive: true });
  if (module) copyFileSync(module, join(folder, "thumbindex.wasm"));
  writeFileSync(join(folder, "page.html"), "<!doctype html><title>A page</title>");
  return folder;
}

/** From the module's last byte to a book that is open, and to its first answer. @param {string} folder */
async function readyTable(folder) {
  const server = await host(folder, HOSTS.full);
  /** @type {{ ready: number, answered: number }[]} */
  const times = [];
  try {
    for (let visit = 0; visit < 7; visit++) {
      const page = await (await chromium()).newPage();
      await page.goto(new URL("page.html", server.url).href);
      times.push(
        await page.evaluate(async () => {
          const library = "/index.js";
          const { open } = await import(library);
          const book = await open();
          const ready = performance.now();
          await book.search("ownership");
          const answered = performance.now();
          const entries = /** @type {PerformanceResourceTiming[]} */ (
            performance.getEntriesByType("resource")
          );
          const arrived = entries.find(({ name }) => name.endsWith(".wasm"))?.responseEnd ?? Number.NaN;
          return { ready: ready - arrived, answered: answered - arrived };
        }),
      );
      await page.close();
    }
  } finally {
    await server.close();
  }
  const median = (/** @type {"ready" | "answered"} */ moment) =>
    quantile(
      times.map((time) => time[moment]),
      0.5,
    );
  return table(
    ["after the module's last byte, median of 7", "", "goal", ""],
    [
      ["search ready", ms(median("ready")), ...atMost(median("ready"), FRAME, ms)],
      ["first answer", ms(median("answered")), ...NO_GOAL],
    ],
  );
}

/** @param {Book} book @param {string[]} queries */
async function answersOf(book, queries) {
  const answers = [];
  for (const query of queries)
    answers.push(sections(await book.search(query, { limit: 20, excerpts: false })));
  return answers.map((found) => JSON.stringify(found.map(({ url }) => url)));
}

/** @param {string} folder @param {string} [index] @returns {Promise<Book>} */
async function openIn(folder, index) {
  const { open } = await import(pathToFileURL(join(folder, "index.js")).href);
  return open({ index });
}

/** @param {string} split @param {string} module @param {string} [single] */
async function sameTable(split, module, single) {
  const queries = readJsonLines(at("target/bench/queries/book.queries.jsonl")).map(({ query }) => query);
  const book = await openIn(libraryWith(), split);
  const expected = await answersOf(book, queries);
  /** @param {string} what @param {number} same @param {number} of */
  const row = (what, same, of) => [
    what,
    `${count(same)} of ${count(of)}`,
    same === of ? "met" : "**not met**",
  ];
  /** @param {string[]} answers @param {string[]} others */
  const alike = (answers, others) => answers.filter((answer, at) => answer === others[at]).length;
  const embedded = await answersOf(await openIn(libraryWith(module)), queries);
  const markdown = join(work("layouts"), "markdown");
  build(MARKDOWN, markdown);
  const compiled = await answersOf(await openIn(COMPILED), queries);
  const files = await answersOf(await openIn(libraryWith(), markdown), queries);
  const rows = [
    row("Rust Book: split and embedded", alike(expected, embedded), queries.length),
    row(`${titleOf(MARKDOWN)}: split and compiled in`, alike(files, compiled), queries.length),
  ];
  if (single)
    rows.push(
      row(
        "Rust Book: split and single, from a disk",
        await sameInSingle(book, single),
        sessionQueries().length,
      ),
    );
  return table(["the same sections in the same order", "queries (goal: all)", ""], rows);
}

/** Single has no face for programs: its dialog is asked, from a disk. @param {Book} book @param {string} folder */
async function sameInSingle(book, folder) {
  const script = heaviest(folder).slice(folder.length + 1);
  const path = join(folder, "page.html");
  writeFileSync(
    path,
    `<!doctype html><title>A page</title><script src="${script}" data-root="./"></script><p>Text`,
  );
  const page = await (await chromium()).newPage();
  await page.goto(pathToFileURL(path).href);
  await page.locator("thumb-index").first().waitFor({ state: "attached" });
  await page.keyboard.press("/");
  let same = 0;
  for (const query of sessionQueries()) {
    const { pages } = await book.search(query, { limit: DIALOG });
    const urls = pages.flatMap((found) => found.sections.map(({ url }) => url));
    await box(page).fill(query);
    same += Number(await showsSoon(page, urls));
  }
  await page.close();
  return same;
}

/** Whether the dialog comes to show just these. @param {Page} page @param {string[]} urls */
async function showsSoon(page, urls) {
  const base = page.url();
  const wanted = JSON.stringify(urls.map((url) => new URL(url, base).href));
  for (let wait = 0; wait < 40; wait++) {
    const shown = await hits(page).evaluateAll((all) =>
      all.map((hit) => /** @type {HTMLAnchorElement} */ (hit).href),
    );
    if (JSON.stringify(shown) === wanted) return true;
    await page.waitForTimeout(50);
  }
  return false;
}
