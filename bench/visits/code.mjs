// What code weighs: everything but the index that a page requests for searching, tool by tool.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { addUp, docSearch, library, weigh, weighFiles } from "./peers.mjs";
import { at, atMost, filesOf, kb, NO_GOAL, table } from "./support.mjs";
import { indexFiles, isIndex, toolOf, visit } from "./visitor.mjs";

/** @import { Weight } from "./peers.mjs" */

export const title = "Code: scripts, styles and modules";

/** @param {string} what @param {Weight} weight @param {{ gzip?: number, brotli?: number }} [goal] */
const row = (what, weight, goal = {}) => [
  what,
  kb(weight.gzip),
  ...(goal.gzip ? atMost(weight.gzip, goal.gzip, kb) : NO_GOAL),
  kb(weight.brotli),
  ...(goal.brotli ? atMost(weight.brotli, goal.brotli, kb) : NO_GOAL),
];

export async function run() {
  const { site } = toolOf("thumbindex");
  const { files } = (await visit("thumbindex", "full", "pasted")).first;
  const first = files.filter((file) => !isIndex(file));
  const rows = [
    row("thumbindex: before a reader shows interest", weighFiles(site, ["thumbindex/thumbindex.js"]), {
      gzip: 3e3,
    }),
    row("thumbindex: a first search", weighFiles(site, first), { gzip: 45e3, brotli: 40e3 }),
    row("thumbindex: all that one session can load", wholeSession(site), { gzip: 60e3 }),
    ...first.map((file) => row(`– ${basename(file)}`, weighFiles(site, [file]))),
  ];
  for (const [tool, name] of [
    ["pagefind", "Pagefind with its UI"],
    ["mdbook", "mdBook's own search"],
  ]) {
    const index = indexFiles(tool);
    const code = (await visit(tool, "full", "pasted")).first.files.filter((file) => !index.includes(file));
    rows.push(row(`${name}: a first search`, weighFiles(toolOf(tool).site, code)));
  }
  rows.push(row("DocSearch: script and style", docSearch()));
  for (const [peer, name] of [
    ["minisearch", "MiniSearch"],
    ["flexsearch", "FlexSearch"],
    ["lunr", "Lunr"],
  ])
    rows.push(row(`${name}: the library alone`, library(peer)));
  return table(["", "gzip −9", "goal", "", "brotli −11", "goal", ""], rows);
}

/**
 * Every file but the index; of the languages' tables the heaviest, and of the module's two forms the one that pages load.
 * @param {string} site
 */
function wholeSession(site) {
  const languages = new Set(filesOf(at("js/languages")).map((file) => basename(file, ".js")));
  const all = filesOf(join(site, "thumbindex")).filter((file) => !isIndex(file) && !file.startsWith("."));
  const isPacked = all.some((file) => file.endsWith(".bin"));
  const files = all.filter((file) => !(isPacked && file.endsWith(".wasm")));
  /** @param {string} file */
  const isTable = (file) => languages.has(basename(file).replace(/-[^-]*$/, ""));
  /** @param {string} file */
  const weight = (file) => weigh(readFileSync(join(site, "thumbindex", file)));
  const tables = files.filter(isTable).map(weight);
  const heaviest = tables.sort((a, b) => b.gzip - a.gzip).slice(0, 1);
  return addUp([...files.filter((file) => !isTable(file)).map(weight), ...heaviest]);
}
