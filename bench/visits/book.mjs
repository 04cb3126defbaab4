// What visitors of the Rust Book download, tool by tool: until they can search, until they see results, in a session.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { library, miniSearchIndex, pagefindReader } from "./peers.mjs";
import { costsOf, rootOf } from "./sites.mjs";
import {
  at,
  atMost,
  bytesOf,
  count,
  gzip,
  kb,
  NO_GOAL,
  quantile,
  readJsonLines,
  sum,
  table,
} from "./support.mjs";
import { indexFiles, sessionQueries, toolOf, visit } from "./visitor.mjs";

/** @import { HostName } from "./host.mjs" */
/** @import { Sum, Visit } from "./visitor.mjs" */

const TOOLS = ["thumbindex", "pagefind", "mdbook"];
const HEAD = ["", "thumbindex", "goal", "", "Pagefind", "mdBook", "MiniSearch"];

const HOSTS = {
  full: "A host that compresses whatever is worth it (gzip)",
  modest: "A host that compresses nothing but `.js`, `.css` and `.html`",
};

/** @param {Sum} sum */
const show = ({ bytes, requests }) => `${kb(bytes)} in ${count(requests)}`;

export const title = "Rust Book, files that are fetched as they are needed";

/** @param {{ quick: boolean }} plan */
export async function run({ quick }) {
  const parts = [
    `Bodies of all that is requested for the search, as they travel, and the number of requests: code, style and index. A page
is loaded and left alone, then the search is opened, then twenty things are asked, one after the other, and the first ten
results of each are looked at: ${sessionQueries()
      .map((query) => `\`${query}\``)
      .join(", ")}. MiniSearch has no dialog of its own: its library and its index with the text.`,
  ];
  for (const name of /** @type {HostName[]} */ (Object.keys(HOSTS)))
    parts.push(`### ${HOSTS[name]}`, await tableFor(name, quick));
  parts.push("### A query after the root", await queriesTable());
  return parts.join("\n\n");
}

/** Without a page around it: what a query costs a reader who has the code and the root. */
async function queriesTable() {
  const traces = readJsonLines(at("target/bench/queries/book.traces.jsonl"));
  const queries = traces.map(({ query }) => query);
  const index = join(toolOf("thumbindex").site, "thumbindex");
  const own = await costsOf(index, queries);
  const pagefind = pagefindReader(join(toolOf("pagefind").site, "pagefind"), queries);
  /** @param {string} what @param {number} share */
  const row = (what, share) => [
    what,
    kb(
      quantile(
        own.map(({ bytes }) => bytes),
        share,
      ),
    ),
    kb(quantile(pagefind.costs, share)),
  ];
  const trips = Math.max(...own.map(({ rounds }) => rounds));
  return table(
    ["", "thumbindex", "Pagefind"],
    [
      ["the root (Pagefind: with its code)", kb((await rootOf(index)).bytes), kb(pagefind.ready)],
      row(`${queries.length} queries, ten excerpts each, p50`, 0.5),
      row("– p95", 0.95),
      ["– round trips, most", count(trips), ""],
    ],
  );
}

/** @param {HostName} host @param {boolean} quick */
async function tableFor(host, quick) {
  const index = (await miniSearchIndex()).gzip;
  const mini = kb(index + library("minisearch").gzip);
  /** @param {keyof Visit} moment @param {string} what @param {"pasted" | "typed"} manner @param {number} [goal] */
  const row = async (moment, what, manner, goal) => {
    const sums = [];
    for (const tool of TOOLS) sums.push((await visit(tool, host, manner))[moment]);
    const [own = "", ...peers] = sums.map(show);
    const verdict = goal ? atMost(sums[0]?.bytes ?? Number.NaN, goal, kb) : NO_GOAL;
    return [what, own, ...verdict, ...peers, moment === "idle" ? "–" : mini];
  };
  const rows = [
    await row("idle", "page loaded, browser idle", "pasted"),
    await row("ready", "search open", "pasted"),
    await row("first", "first query, pasted", "pasted", 120e3),
    await row("session", "20 queries, pasted", "pasted", 330e3),
  ];
  if (host === "full" && !quick) {
    rows.push(
      await row("first", "first query, ten letters a second", "typed", 120e3),
      await row("session", "20 queries, ten letters a second", "typed", 330e3),
    );
  }
  const [own = 0, ...peers] = TOOLS.map(everything);
  rows.push(["everything the index holds", kb(own), ...atMost(own, 480e3, kb), ...peers.map(kb), kb(index)]);
  return table(HEAD, rows);
}

/** All of a tool's index, as it travels. Only mdBook's is a script, which every host compresses. @param {string} tool */
function everything(tool) {
  const { site } = toolOf(tool);
  const files = indexFiles(tool);
  if (tool !== "mdbook") return bytesOf(site, files);
  return sum(files.map((file) => gzip(readFileSync(join(site, file)))));
}
