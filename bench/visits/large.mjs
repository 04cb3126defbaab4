// The documentation of std, core and alloc: what a reader of 28,670 pages downloads, and whether everything is found.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pagefindOnce } from "./builds.mjs";
import { pagefindReader } from "./peers.mjs";
import { costsOf, found, rootOf, siteOf, warmTimes } from "./sites.mjs";
import {
  atMost,
  bytesOf,
  count,
  filesOf,
  kb,
  mb,
  ms,
  NO_GOAL,
  quantile,
  seconds,
  table,
  work,
} from "./support.mjs";

/** @import { Cost } from "./builds.mjs" */
/** @import { Traffic } from "./reader.mjs" */
/** @import { Sample } from "./sites.mjs" */

export const title = "std, core and alloc";

/** @param {{ quick: boolean }} plan  a quick run takes a sixteenth of the pages, and no peer */
export async function run({ quick }) {
  const { site, index, sample, cost } = siteOf(quick ? 1 : 16);
  const pagefind = quick ? undefined : besidePagefind(site, sample);
  return [
    `${count(sample.pages.length)} pages. A reader has the code and the root, and nothing else (cold), and gets ten results with
their excerpts. Requests that start together are one round trip.`,
    await downloads(index, sample, pagefind),
    await runsFound(index, sample),
    "### Build",
    builds(index, cost, pagefind),
  ].join("\n\n");
}

/** @typedef {ReturnType<typeof pagefindOnce> & ReturnType<typeof pagefindReader>} Beside */

/** @param {string} site @param {Sample} sample @returns {Beside} */
function besidePagefind(site, sample) {
  const build = pagefindOnce(site, "std", `${sample.pages.length} pages`);
  return { ...build, ...pagefindReader(build.out, sample.queries) };
}

/** @param {Traffic[]} costs */
const bytes = (costs) => costs.map((cost) => cost.bytes);
/** @param {Traffic[]} costs */
const rounds = (costs) => Math.max(...costs.map((cost) => cost.rounds));

/** @param {string} index @param {Sample} sample @param {Beside} [pagefind] */
async function downloads(index, sample, pagefind) {
  const root = await rootOf(index);
  const queries = await costsOf(index, sample.queries);
  const typos = await costsOf(index, sample.typos);
  const words = sample.words.slice(0, 50);
  const common = await costsOf(index, words);
  const letters = await costsOf(index, sample.words.slice(50));
  const times = await warmTimes(index, sample.queries);
  const worst = words[bytes(common).indexOf(Math.max(...bytes(common)))];
  /** @param {string} what @param {number[]} values @param {number} share @param {number} [goal] @param {number[]} [peer] */
  const at = (what, values, share, goal, peer) => [
    what,
    kb(quantile(values, share)),
    ...(goal ? atMost(quantile(values, share), goal, kb) : NO_GOAL),
    peer ? kb(quantile(peer, share)) : "",
  ];
  /** @param {string} what @param {number} figure @param {number} goal */
  const roundTrips = (what, figure, goal) => [what, count(figure), ...atMost(figure, goal, count), ""];
  return table(
    ["", "thumbindex", "goal", "", "Pagefind"],
    [
      [
        "root (Pagefind: with its code)",
        kb(root.bytes),
        ...atMost(root.bytes, 100e3, kb),
        pagefind ? kb(pagefind.ready) : "",
      ],
      at(`${queries.length} queries, p50`, bytes(queries), 0.5, 45e3, pagefind?.costs),
      at("– p95", bytes(queries), 0.95, 90e3, pagefind?.costs),
      at("– most", bytes(queries), 1, undefined, pagefind?.costs),
      roundTrips("– round trips, most", rounds(queries), 2),
      at(`each of the ${words.length} commonest words, most (${worst})`, bytes(common), 1, 150e3),
      at("– p50", bytes(common), 0.5),
      roundTrips("– round trips, most", rounds(common), 2),
      at(`the ${letters.length} letters that are as common, most`, bytes(letters), 1),
      at(`${typos.length} misspelt queries, p50`, bytes(typos), 0.5),
      at("– p95", bytes(typos), 0.95),
      at("– most", bytes(typos), 1),
      roundTrips("– round trips, most", rounds(typos), 3),
      [
        "query answered, all there, p50",
        ms(quantile(times, 0.5)),
        ...NO_GOAL,
        pagefind ? ms(quantile(pagefind.times, 0.5)) : "",
      ],
      [
        "– p95",
        ms(quantile(times, 0.95)),
        ...atMost(quantile(times, 0.95), 5, ms),
        pagefind ? ms(quantile(pagefind.times, 0.95)) : "",
      ],
    ],
  );
}

/** @param {string} index @param {Sample} sample */
async function runsFound(index, sample) {
  const rows = [];
  /** @type {Record<string, string[]>} */
  const misses = {};
  for (const [what, runs] of /** @type {const} */ ([
    ["any", sample.runs],
    ["that one page alone has", sample.own],
  ])) {
    const plain = await found(index, runs, (text) => text);
    const quoted = await found(index, runs, (text) => `"${text}"`);
    /** @param {number} hits */
    const verdict = (hits) => [`${hits} of ${runs.length}`, hits === runs.length ? "met" : "**not met**"];
    rows.push([
      `${runs.length} runs of four words, ${what}`,
      ...verdict(plain.found),
      ...verdict(quoted.found),
    ]);
    misses[what] = plain.missed;
    misses[`${what}, quoted`] = quoted.missed;
  }
  writeFileSync(join(work("std-index"), "missed.json"), JSON.stringify(misses, null, 1));
  const head = ["on one of the first three pages (goal: all)", "as words", "", "in quotation marks", ""];
  return table(head, rows);
}

/** @param {string} index @param {Cost} cost @param {Beside} [pagefind] */
function builds(index, cost, pagefind) {
  const files = filesOf(index).length;
  const peer = pagefind?.cost;
  const peerFiles = pagefind ? filesOf(pagefind.out) : [];
  const rows = [
    [
      "wall time",
      seconds(cost.wall),
      ...(peer ? atMost(cost.wall, peer.wall / 2, seconds) : NO_GOAL),
      peer ? seconds(peer.wall) : "",
    ],
    [
      "CPU time",
      seconds(cost.cpu),
      ...(peer ? atMost(cost.cpu, peer.cpu / 2, seconds) : NO_GOAL),
      peer ? seconds(peer.cpu) : "",
    ],
    [
      "peak memory",
      mb(cost.peak),
      ...(peer ? atMost(cost.peak, peer.peak / 4, mb) : NO_GOAL),
      peer ? mb(peer.peak) : "",
    ],
    [
      "output",
      mb(bytesOf(index)),
      ...atMost(bytesOf(index), 20e6, mb),
      pagefind ? mb(bytesOf(pagefind.out, peerFiles)) : "",
    ],
    ["files", count(files), ...atMost(files, 4000, count), pagefind ? count(peerFiles.length) : ""],
  ];
  const note = pagefind?.kept ? "\n\nPagefind's build is of an earlier run on the same machine." : "";
  return table(["", "thumbindex", "goal", "", "Pagefind"], rows) + note;
}
