// What an edit costs: how many files get another name when one word is added to one page, and how soon a watched book is
// ready again.

import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, buildPagefind, knows, link, thumbindexProgram } from "./builds.mjs";
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
 * @property {string} what
 * @property {string} from  the folder of the book
 * @property {string[]} files  all of it that is read
 * @property {(site: string, out: string) => void} build
 * @property {RegExp} counted  which files of the output are of interest
 * @property {number} [goal]
 */

/** @returns {Case[]} */
function cases() {
  const html = { from: join(HTML, "book"), files: PAGES() };
  const markdown = { from: MARKDOWN, files: filesOf(MARKDOWN).filter((file) => !file.startsWith("book/")) };
  /** @param {string} site @param {string} out */
  const ours = (site, out) => void build(site, out);
  /** @param {string} site @param {string} out */
  const pagefinds = (site, out) => void buildPagefind(site, out, "--root-selector", "main");
  return [
    { what: "Rust Book, HTML", ...html, build: ours, counted: /\.tix$/, goal: 4 },
    { what: `${titleOf(MARKDOWN)}, Markdown`, ...markdown, build: ours, counted: /\.tix$/, goal: 4 },
    { what: "Pagefind: Rust Book, index chunks", ...html, build: pagefinds, counted: /\.pf_index$/ },
    { what: "Pagefind: all files", ...html, build: pagefinds, counted: /\.pf_|pagefind-entry/ },
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
  const rows = cases().map((one) => rowOf(one, quick ? 3 : EDITS));
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
  const watch = knows("--watch") ? await watchRow() : "`thumbindex build --watch` is not there yet.";
  return [
    `One word that is nowhere else is added to a paragraph of one page, for ${quick ? 3 : EDITS} pages drawn by seed; each time the index is built
anew beside the old one. A file counts as renamed when the old index has none of its name.`,
    table(head, rows),
    watch,
  ].join("\n\n");
}

/** @param {Case} one @param {number} edits */
function rowOf({ what, from, files, build, counted, goal }, edits) {
  const site = link(from, files, work("edits/site"));
  const out = work("edits/out");
  const names = () => filesOf(out).filter((file) => counted.test(file));
  /** @param {Set<string>} before */
  const renamed = (before) => names().filter((name) => !before.has(name)).length;
  build(site, out);
  const before = new Set(names());
  build(site, out);
  const unchanged = renamed(before);
  const next = random(5);
  const editable = files.filter((file) => edited(readFileSync(join(from, file), "utf8"), file, next));
  const counts = draw(editable, edits, next).map((file) => {
    const text = readFileSync(join(from, file), "utf8");
    replace(join(site, file), edited(text, file, next) ?? text);
    build(site, out);
    replace(join(site, file), text);
    return renamed(before);
  });
  const most = Math.max(...counts);
  /** @param {number} figure @param {number | undefined} limit */
  const verdict = (figure, limit) => (limit === undefined ? NO_GOAL : atMost(figure, limit, count));
  return [
    what,
    count(before.size),
    count(unchanged),
    ...verdict(unchanged, goal === undefined ? undefined : 0),
    count(most),
    ...verdict(most, goal),
    count(quantile(counts, 0.5)),
    histogram(counts),
  ];
}

/** Links share their bytes with the original: it is never written into. @param {string} path @param {string} text */
function replace(path, text) {
  rmSync(path);
  writeFileSync(path, text);
}

/**
 * A page with one word more, or nothing when it has no paragraph.
 * @param {string} text
 * @param {string} file
 * @param {() => number} next
 */
function edited(text, file, next) {
  const pattern = file.endsWith(".html") ? /<p>\w[^<]{40,}/g : /^[A-Z][\w ,’']{40,}.*$/gm;
  if (!/\.(html|md)$/.test(file)) return;
  const start = file.endsWith(".html") ? text.indexOf("<main>") : 0;
  const paragraphs = [...text.matchAll(pattern)].filter((match) => match.index >= start);
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

/** From the moment a page is written to the moment the new root stands. */
async function watchRow() {
  const site = work("edits/watched");
  rmSync(site, { recursive: true, force: true });
  cpSync(MARKDOWN, site, { recursive: true });
  const out = work("edits/watched-out");
  rmSync(out, { recursive: true, force: true });
  const root = join(out, "index.tix");
  const watcher = spawn(thumbindexProgram, ["build", site, "--out", out, "--watch"], { stdio: "ignore" });
  try {
    await until(() => existsSync(root));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const next = random(6);
    const pages = filesOf(site).filter((file) => edited(readFileSync(join(site, file), "utf8"), file, next));
    const times = [];
    for (const file of draw(pages, EDITS, next)) {
      const path = join(site, file);
      const before = readFileSync(root);
      const text = edited(readFileSync(path, "utf8"), file, next);
      const start = performance.now();
      writeFileSync(path, text ?? "");
      await until(() => existsSync(root) && !readFileSync(root).equals(before));
      times.push(performance.now() - start);
      // A person saves again a little later.
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const worst = quantile(times, 0.95);
    return table(
      ["", "p50", "p95", "goal", ""],
      [
        [
          `\`--watch\`, ${titleOf(MARKDOWN)}: saved to searchable`,
          ms(quantile(times, 0.5)),
          ms(worst),
          ...atMost(worst, 100, ms),
        ],
      ],
    );
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
