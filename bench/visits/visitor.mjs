// A visitor of the Rust Book in Chromium, who opens the search of one tool and asks twenty things. What travels meanwhile
// is counted by the host.

import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { box, launch } from "../../tests/support/browser.js";
import { build, buildPagefind, link } from "./builds.mjs";
import { HOSTS, host } from "./host.mjs";
import { at, draw, filesOf, HTML, random, readJson, readJsonLines, sum, work } from "./support.mjs";

/** @import { Browser, Page } from "playwright-core" */
/** @import { HostName, Sent } from "./host.mjs" */

/**
 * A tool in a copy of the book.
 * @typedef {object} Tool
 * @property {string} site
 * @property {RegExp} files  which of the requests are for it
 * @property {number} quiet  for how many ms nothing happens when it has done all it is going to do
 * @property {(page: Page) => Promise<void>} open
 * @property {(page: Page) => ReturnType<Page["locator"]>} box
 * @property {string} [poke]  the key that makes it notice a text that was pasted
 * @property {(page: Page) => Promise<void>} [look]  looks at the first ten results, where that takes more than a glance
 */

/**
 * What a visit has cost up to a moment.
 * @typedef {{ bytes: number, requests: number, files: string[] }} Sum
 * @typedef {{ idle: Sum, ready: Sum, first: Sum, session: Sum }} Visit
 */

export const PAGE = "ch04-01-what-is-ownership.html";
/** The loader waits up to three seconds for an idle moment. */
export const IDLE = 3500;
/** Ten letters a second: a quick typist. */
export const LETTER = 100;
/** How many queries of a kind a session has. */
const KINDS = { anchor: 6, heading: 5, typo: 3, prefix: 2, inflect: 2, sentence: 2 };
/** The book's own services elsewhere are of no interest. */
const OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/** The pages that are searched: those of the book, without redirects and `print.html`. */
export const PAGES = () =>
  readJson(at("target/bench/corpora/book.json")).pages.map((/** @type {{ url: string }} */ { url }) => url);

/** The twenty queries of a session, the same in every run. @returns {string[]} */
export function sessionQueries() {
  const all = readJsonLines(at("target/bench/queries/book.queries.jsonl"));
  const next = random(4);
  const drawn = Object.entries(KINDS).flatMap(([kind, count]) =>
    draw(
      all.filter((query) => query.kind === kind),
      count,
      next,
    ),
  );
  return draw(drawn, drawn.length, next).map(({ query }) => query);
}

/** @param {string} name */
function copyOfBook(name) {
  const site = work(`book/${name}`);
  rmSync(site, { recursive: true, force: true });
  cpSync(join(HTML, "book"), site, { recursive: true });
  return site;
}

/** @type {Record<string, () => Tool>} */
const TOOLS = {
  thumbindex() {
    const site = copyOfBook("thumbindex");
    build(site, join(site, "thumbindex"), "--inject");
    return {
      site,
      files: /^\/thumbindex\//,
      quiet: 250,
      open: (page) => page.keyboard.press("/"),
      box,
      async look(page) {
        for (let hit = 0; hit < 10; hit++) await page.keyboard.press("ArrowDown");
      },
    };
  },
  pagefind() {
    const site = copyOfBook("pagefind");
    const pages = link(join(HTML, "book"), PAGES(), work("book/pages"));
    buildPagefind(pages, join(site, "pagefind"), "--root-selector", "main");
    const html = readFileSync(join(site, PAGE), "utf8");
    writeFileSync(
      join(site, PAGE),
      html.replace(
        "<main>",
        `<main><link href="/pagefind/pagefind-ui.css" rel="stylesheet"><div id="search"></div>
<script src="/pagefind/pagefind-ui.js"></script>
<script>new PagefindUI({ element: "#search", showSubResults: true, pageSize: 10 });</script>`,
      ),
    );
    return {
      site,
      files: /^\/pagefind\//,
      // It waits 300 ms for another letter.
      quiet: 600,
      open: (page) => page.locator(".pagefind-ui__search-input").focus(),
      box: (page) => page.locator(".pagefind-ui__search-input"),
    };
  },
  mdbook() {
    return {
      site: copyOfBook("mdbook"),
      files: /^\/(searchindex|searcher|elasticlunr|mark)\b/,
      quiet: 400,
      open: (page) => page.keyboard.press("s"),
      box: (page) => page.locator("#mdbook-searchbar"),
      poke: "End",
    };
  },
};

/** @type {Map<string, Tool>} */
const tools = new Map();
/** @param {string} name */
export function toolOf(name) {
  const known = tools.get(name) ?? TOOLS[name]?.();
  if (!known) throw new Error(`there is no tool ${name}`);
  tools.set(name, known);
  return known;
}

/** @type {Map<string, Promise<Visit>>} */
const visits = new Map();

/**
 * One visit, made once however many questions want to know.
 * @param {string} name  of the tool
 * @param {HostName} hostName
 * @param {"pasted" | "typed"} manner
 * @returns {Promise<Visit>}
 */
export function visit(name, hostName, manner) {
  const key = [name, hostName, manner].join();
  const known = visits.get(key) ?? pay(toolOf(name), hostName, manner);
  visits.set(key, known);
  return known;
}

/** @type {Promise<Browser> | undefined} */
let browser;
export const chromium = () => {
  browser ??= launch([OFFLINE]);
  return browser;
};
export const closeChromium = async () => (await browser)?.close();

/** @param {Tool} tool @param {HostName} hostName @param {"pasted" | "typed"} manner @returns {Promise<Visit>} */
async function pay(tool, hostName, manner) {
  const server = await host(tool.site, HOSTS[hostName]);
  const context = await (await chromium()).newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const sofar = () => sumOf(server.sent, tool);
  /** @param {string} query */
  const ask = async (query) => {
    if (manner === "pasted") {
      await tool.box(page).fill(query);
      if (tool.poke) await tool.box(page).press(tool.poke);
    } else {
      await tool.box(page).fill("");
      await tool.box(page).pressSequentially(query, { delay: LETTER });
    }
    await server.settled(tool.quiet);
  };
  try {
    await page.goto(new URL(PAGE, server.url).href);
    await server.settled(IDLE);
    const idle = sofar();
    await tool.open(page);
    await tool.box(page).waitFor();
    await server.settled(tool.quiet);
    const ready = sofar();
    const [query = "", ...others] = sessionQueries();
    await ask(query);
    const first = sofar();
    const look = async () => {
      await tool.look?.(page);
      if (tool.look) await server.settled(tool.quiet);
    };
    await look();
    for (const other of others) {
      await ask(other);
      await look();
    }
    return { idle, ready, first, session: sofar() };
  } finally {
    await context.close();
    await server.close();
  }
}

/** @param {Sent[]} sent @param {Tool} tool @returns {Sum} */
function sumOf(sent, tool) {
  const own = sent.filter(({ path }) => tool.files.test(path));
  const files = [...new Set(own.map(({ path }) => path.slice(1)))];
  return { bytes: sum(own.map(({ bytes }) => bytes)), requests: own.length, files };
}

/** Whether a file of ours is the index's, rather than code. @param {string} file */
export const isIndex = (file) => extname(file) === ".tix";

/** The files that hold a tool's index. @param {string} name */
export function indexFiles(name) {
  const { site, files } = toolOf(name);
  const own = filesOf(site).filter((file) => files.test(`/${file}`));
  if (name === "thumbindex") return own.filter(isIndex);
  return own.filter((file) => /\.pf_\w+$|pagefind-entry\.json$|^searchindex/.test(file));
}
