// The chart of the README: how well pages are found, and what a first search downloads, as bars from the reports of the bench.

import { tableOf } from "./figures.js";

/** @typedef {{ name: string, value: number, label: string }} Bar */

const WIDTH = 760;
const LINE = 24;
/** Where bars begin, and how long the longest is. */
const START = 130;
const LONGEST = 500;

const RESULTS = "bench/RESULTS.md";
const VISITS = "bench/VISITS.md";
const OURS = "thumbindex";

/** A picture that is as good on a dark page. @param {(path: string) => string} read */
export function chart(read) {
  const finding = tableOf(RESULTS, read(RESULTS), ["Books one by one", "MRR@10, page"]);
  const visit = tableOf(VISITS, read(VISITS), [
    "Rust Book, files that are fetched",
    "A host that compresses whatever is worth it",
  ]);
  const panels = [
    panel("Right page found, six Rust books (MRR; 1 is always first)", column(finding, "mean"), "most"),
    panel("The same with a typing mistake", column(finding, "typo"), "most"),
    panel(
      "First search of the Rust Book, downloaded in all (KB, gzip)",
      line(visit, "first query, pasted"),
      "least",
    ),
  ];
  const parts = [];
  let top = 0;
  for (const { title, bars } of panels) {
    parts.push(`<text class="title" y="${top + 18}">${title}</text>`);
    top += 28;
    const longest = Math.max(...bars.map(({ value }) => value));
    for (const { name, value, label } of bars) {
      const length = Math.round((LONGEST * value) / longest);
      const ours = name === OURS ? ' class="ours"' : "";
      parts.push(
        `<g${ours}><text x="${START - 10}" y="${top + 16}" text-anchor="end">${name}</text>`,
        `<rect x="${START}" y="${top + 3}" width="${length}" height="${LINE - 7}" rx="3"/>`,
        `<text x="${START + length + 8}" y="${top + 16}">${label}</text></g>`,
      );
      top += LINE;
    }
    top += 14;
  }
  const words = panels.map(
    ({ title, bars }) => `${title}: ${bars.map(({ name, label }) => `${name} ${label}`).join(", ")}.`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img">
<title>${words.join(" ")}</title>
<style>
text { font: 14px system-ui, sans-serif; fill: #44485a; }
.title { font-weight: 600; }
rect { fill: #b9bdcc; }
.ours text { font-weight: 600; fill: #3a42b8; }
.ours rect { fill: #4b55d6; }
@media (prefers-color-scheme: dark) {
  text { fill: #c3c6d4; }
  rect { fill: #565b70; }
  .ours text { fill: #a9b0ff; }
  .ours rect { fill: #7f88ff; }
}
</style>
${parts.join("\n")}
</svg>
`;
}

/** Best first. @param {string} title @param {Bar[]} bars @param {"most" | "least"} best */
function panel(title, bars, best) {
  const order = best === "most" ? -1 : 1;
  return { title, bars: bars.sort((one, other) => order * (one.value - other.value)) };
}

/** A bar for each row. @param {string[][]} table @param {string} name  of the column */
function column([head = [], , ...rows], name) {
  const place = head.indexOf(name);
  return rows.map((row) => bar(row[0] ?? "", row[place] ?? ""));
}

/** A bar for each column that holds an amount. @param {string[][]} table @param {string} name  of the row */
function line([head = [], , ...rows], name) {
  const row = rows.find(([first]) => first === name) ?? [];
  const bars = head.map((peer, at) => bar(peer, row[at] ?? ""));
  return bars.slice(1).filter(({ name, label }) => name && /^[\d.]+ KB$/.test(label));
}

/** "**0.971**", "100 KB in 20" @param {string} name @param {string} cell @returns {Bar} */
function bar(name, cell) {
  const label = cell.replaceAll("*", "").replace(/ in .*/, "");
  return { name, value: Number.parseFloat(label), label };
}
