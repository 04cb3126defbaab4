// What an edit costs: how many files get another name when one word is added to one page, and how soon a watched book is
// ready again.

import { spawn } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, buildPagefind, link, thumbindexProgram } from "./builds.mjs";
import {
  atMost,
  count,
  draw,
  filesOf,
  HTML,
  MARKDOWN,
  ms,
  NO_GOAL,
  quantile,
  random,
  table,
  work,
} from "./support.mjs";
import { PAGES } from "./visitor.mjs";

export const title = "Edits";

/** How many pages are edited, one at a time. */
const EDITS = 20;

/**
 * @typedef {object} Case
 * @property {string} from  the folder of the book
 * @property {string[]} files  all of it that is read
 * @property {string[]} pages  what may be edited
 * @property {(site: string, out: string) => void} build
 * @property {{ what: string, counted: RegExp, goal?: number }[]} rows  which files of the output are of interest
 */

/** @param {string} site @param {string} out */
const ours = (site, out) => void build(site, out);

/** @returns {Case[]} */
function cases() {
  const pages = PAGES();
  const html = { from: join(HTML, "book"), files: pages, pages };
  const files = filesOf(MARKDOWN);
  const summary = readFileSync(join(MARKDOWN, "src/SUMMARY.md"), "utf8");
  const chapters = files.filter((file) => summary.includes(`(${file.replace("src/", "")})`));
  return [
    { ...html, build: ours, rows: [{ what: "Rust Book, HTML", counted: /\.tix$/, goal: 4 }] },
    {
      from: MARKDOWN,
      files,
      pages: chapters,
      build: ours,
      rows: [{ what: `${titleOf(MARKDOWN)}, Markdown`, counted: /\.tix$/, goal: 4 }],
    },
    {
      ...html,
      build: (site, out) => void buildPagefind(site, out, "--root-selector", "main"),
      rows: [
        { what: "Pagefind: Rust Book, index chunks", counted: /\.pf_index$/ },
        { what: "Pagefind: all files", counted: /\.pf_|pagefind-entry/ },
      ],
    },
  ];
}

/** @param {string} book */
export function titleOf(book) {
  const config = join(book, "book.toml");
  const line = existsSync(config) ? /^title\s*=\s*"(.*)"/m.exec(readFileSync(config, "utf8")) : null;
  return line?.[1] ?? "Guide";
}

/** @param {{ quick: boolean }} plan */
export async function run({ quick }) {
  const all = cases();
  const rows = all.flatMap((one) => rowsOf(one, quick ? 3 : EDITS));
  const head = [
    "",
    "files",
    "unchanged input",
    "goal",
    "",
    "one word more: most",
    "goal",
    "",
    "p50",
    "files renamed × pages",
  ];
  const watched = [];
  for (const one of all.filter(({ build }) => build === ours)) watched.push(await watchRow(one));
  return [
    `One word that is nowhere else is added to a paragraph of one page, for ${quick ? 3 : EDITS} pages drawn by seed; each time the index is built
anew beside the old one. A file counts as renamed when the old index has none of its name.`,
    table(head, rows),
    table(["`--watch`: from saved to searchable", "p50", "p95", "goal", ""], watched),
  ].join("\n\n");
}

/** @param {Case} one @param {number} edits */
function rowsOf({ from, files, pages, build, rows }, edits) {
  const site = link(from, files, work("edits/site"));
  const out = work("edits/out");
  build(site, out);
  const before = new Set(filesOf(out));
  /** Builds again: the names that are new. */
  const renamed = () => {
    build(site, out);
    return filesOf(out).filter((name) => !before.has(name));
  };
  const unchanged = renamed();
  const next = random(5);
  const editable = pages.filter((file) => edited(readFileSync(join(from, file), "utf8"), file, next));
  const changes = draw(editable, edits, next).map((file) => {
    const text = readFileSync(join(from, file), "utf8");
    replace(join(site, file), edited(text, file, next) ?? text);
    const names = renamed();
    replace(join(site, file), text);
    return names;
  });
  return rows.map(({ what, counted, goal }) => {
    const few = (/** @type {Iterable<string>} */ names) =>
      [...names].filter((name) => counted.test(name)).length;
    const counts = changes.map(few);
    const most = Math.max(...counts);
    const verdict = (/** @type {number} */ figure, /** @type {number} */ limit) =>
      goal === undefined ? NO_GOAL : atMost(figure, limit, count);
    return [
      what,
      count(few(before)),
      count(few(unchanged)),
      ...verdict(few(unchanged), 0),
      count(most),
      ...verdict(most, goal ?? 0),
      count(quantile(counts, 0.5)),
      histogram(counts),
    ];
  });
}

/** Links share their bytes with the original: it is never written into. @param {string} path @param {string} text */
function replace(path, text) {
  writeFileSync(`${path}~`, text);
  renameSync(`${path}~`, path);
}

/**
 * A page with one word more, or nothing when it has no paragraph.
 * @param {string} text
 * @param {string} file
 * @param {() => number} next
 */
function edited(text, file, next) {
  const isHtml = file.endsWith(".html");
  if (!isHtml && !file.endsWith(".md")) return;
  // What no reader sees keeps its length, so that places stay the same.
  const hidden = isHtml ? /^[\s\S]*?<main>/ : /<!--[\s\S]*?-->|^```[\s\S]*?^```/gm;
  const seen = text.replace(hidden, (part) => " ".repeat(part.length));
  const paragraphs = [...seen.matchAll(isHtml ? /<p>\w[^<]{40,}/g : /^[A-Z][\w ,’']{40,}.*$/gm)];
  const paragraph = paragraphs[Math.floor(next() * paragraphs.length)];
  if (!paragraph) return;
  // After the first word: not into a link, a tag or code.
  const at = paragraph.index + paragraph[0].indexOf(" ");
  return `${text.slice(0, at)} ${newWord(next)}${text.slice(at)}`;
}

/** Ten letters, so that it may come anywhere in the vocabulary. @param {() => number} next */
const newWord = (next) =>
  Array.from({ length: 10 }, () => String.fromCharCode(97 + Math.floor(next() * 26))).join("");

/** @param {number[]} counts */
function histogram(counts) {
  const values = [...new Set(counts)].sort((a, b) => a - b);
  return values.map((value) => `${value} × ${counts.filter((count) => count === value).length}`).join(", ");
}

/** From the moment a page is written to the moment the new root stands. @param {Case} one */
async function watchRow({ from, files, pages, rows }) {
  const site = link(from, files, work("edits/watched"));
  const out = work("edits/watched-out");
  rmSync(out, { recursive: true, force: true });
  const root = join(out, "index.tix");
  const watcher = spawn(thumbindexProgram, ["build", site, "--out", out, "--watch"], { stdio: "ignore" });
  try {
    await until(() => existsSync(root));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const next = random(6);
    const editable = pages.filter((file) => edited(readFileSync(join(site, file), "utf8"), file, next));
    const times = [];
    for (const file of draw(editable, EDITS, next)) {
      const path = join(site, file);
      const before = readFileSync(root);
      const text = edited(readFileSync(path, "utf8"), file, next);
      const start = performance.now();
      replace(path, text ?? "");
      await until(() => existsSync(root) && !readFileSync(root).equals(before));
      times.push(performance.now() - start);
      // A person saves again a little later, at no particular time.
      await new Promise((resolve) => setTimeout(resolve, 300 + next() * 100));
    }
    const worst = quantile(times, 0.95);
    return [rows[0]?.what ?? "", ms(quantile(times, 0.5)), ms(worst), ...atMost(worst, 100, ms)];
  } finally {
    watcher.kill();
  }
}

/** @param {() => boolean} holds */
async function until(holds) {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error("`thumbindex build --watch` does not build");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
