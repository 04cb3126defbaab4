// How costs grow with a site: a sixteenth of the standard library's pages, a quarter, all.

import { costsOf, rootOf, SHARES, siteOf } from "./sites.mjs";
import { bytesOf, count, filesOf, kb, mb, quantile, seconds, table } from "./support.mjs";

export const title = "Growth";

/** What a site of this many pages would cost if it went on as from the second size to the third. */
const AFAR = 1_000_000;

/** @param {{ quick: boolean }} plan */
export async function run({ quick }) {
  /** @type {Awaited<ReturnType<typeof measure>>[]} */
  const sizes = [];
  for (const share of quick ? SHARES.slice(0, 2) : SHARES) sizes.push(await measure(share));
  const [before, last] = sizes.slice(-2);
  if (!before || !last) throw new Error("growth takes two sizes");
  /** @param {(size: typeof last) => number} figure @param {(value: number) => string} show */
  const row = (figure, show) => {
    // The power of the number of pages that leads from one size to the next.
    const power = Math.log(figure(last) / figure(before)) / Math.log(last.pages / before.pages);
    const afar = figure(last) * (AFAR / last.pages) ** power;
    return [...sizes.map((size) => show(figure(size))), show(afar), `n^${power.toFixed(2)}`];
  };
  return [
    `The same pages, one of sixteen, one of four${quick ? "" : ", all"}; each size has queries from its own headings and links. The last columns
carry on as it grew between the last two sizes.`,
    table(
      ["", ...sizes.map(({ pages }) => `${count(pages)} pages`), `${count(AFAR)} pages, drawn out`, "growth"],
      [
        ["root", ...row(({ root }) => root, kb)],
        ["a query, cold, p50", ...row(({ p50 }) => p50, kb)],
        ["– p95", ...row(({ p95 }) => p95, kb)],
        ["build, wall time", ...row(({ wall }) => wall, seconds)],
        ["– peak memory", ...row(({ peak }) => peak, mb)],
        ["– output", ...row(({ output }) => output, mb)],
        ["– files", ...row(({ files }) => files, count)],
      ],
    ),
  ].join("\n\n");
}

/** @param {number} share */
async function measure(share) {
  const { index, sample, cost } = siteOf(share);
  const bytes = (await costsOf(index, sample.queries)).map((query) => query.bytes);
  return {
    pages: sample.pages.length,
    root: (await rootOf(index)).bytes,
    p50: quantile(bytes, 0.5),
    p95: quantile(bytes, 0.95),
    wall: cost.wall,
    peak: cost.peak,
    output: bytesOf(index),
    files: filesOf(index).length,
  };
}
