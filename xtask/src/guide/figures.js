// The figures of the comparison, taken from the reports of the bench, so that the page never says other ones.

import { table } from "./markdown.js";

/**
 * @typedef {object} Figures
 * @property {string} report
 * @property {string[]} under  the headings above the table, outermost first
 * @property {string[]} columns  in this order; the first column comes without asking
 * @property {string[]} [rows]  what they begin with; all, when left out
 */

/** Each by the name that the page has in its markers. @type {{ [name: string]: Figures }} */
const FIGURES = {
  finding: {
    report: "bench/RESULTS.md",
    under: ["Books one by one", "MRR@10, page"],
    columns: ["anchor", "heading", "typo", "prefix", "inflect", "sentence", "mean"],
  },
  speed: {
    report: "bench/RESULTS.md",
    under: ["Books one by one", "latency per keystroke, wall ms"],
    columns: ["book", "rustc"],
  },
  code: {
    report: "bench/VISITS.md",
    under: ["Code: scripts, styles and modules"],
    columns: ["gzip −9", "brotli −11"],
    rows: ["thumbindex: ", "Pagefind", "mdBook", "DocSearch", "MiniSearch", "FlexSearch", "Lunr"],
  },
  visit: {
    report: "bench/VISITS.md",
    under: ["Rust Book, files that are fetched", "A host that compresses whatever is worth it"],
    columns: ["thumbindex", "Pagefind", "mdBook", "MiniSearch"],
  },
  large: {
    report: "bench/VISITS.md",
    under: ["std, core and alloc"],
    columns: ["thumbindex", "Pagefind"],
    rows: ["root", "200 queries", "– p95", "– most", "query answered"],
  },
  build: {
    report: "bench/VISITS.md",
    under: ["std, core and alloc", "Build"],
    columns: ["thumbindex", "Pagefind"],
  },
};

/**
 * A page with the figures between its markers put in anew.
 * @param {string} page
 * @param {(path: string) => string} read
 */
export function withFigures(page, read) {
  return page.replaceAll(/(<!-- figures: (\w+) -->\n).*?(<!-- end -->)/gs, (_, start, name, end) => {
    const figures = FIGURES[name];
    if (!figures) throw new Error(`no figures are called ${name}`);
    return `${start}\n${rowsOf(figures, read(figures.report))}\n${end}`;
  });
}

/**
 * Head, rule and rows of the first table below these headings of a report.
 * @param {string} path  to say where something is missing
 * @param {string} report
 * @param {string[]} under  headings, outermost first
 */
export function tableOf(path, report, under) {
  return firstTable(under.reduce((text, heading) => below(heading, text, path), report));
}

/** @param {Figures} figures @param {string} report */
function rowsOf({ report: path, under, columns, rows }, report) {
  const [head = [], , ...body] = tableOf(path, report, under);
  const places = columns.map((column) => {
    const place = head.indexOf(column);
    if (place < 0) throw new Error(`${path}, ${under.join(", ")}: no column ${column}`);
    return place;
  });
  // A row that begins with a dash says more of the row above it: where that is not taken, neither is it.
  let taken = true;
  const wanted = body.filter(([name = ""]) => {
    const isPart = name.startsWith("–");
    const fits = !rows || rows.some((row) => name.startsWith(row));
    taken = isPart ? taken && fits : fits;
    return taken;
  });
  if (!wanted.length) throw new Error(`${path}, ${under.join(", ")}: no such rows`);
  return table(
    [head[0] ?? "", ...columns],
    wanted.map((row) => [row[0] ?? "", ...places.map((place) => row[place] ?? "")]),
  );
}

/** What stands below a heading, up to the next of its rank. @param {string} heading @param {string} text @param {string} path */
function below(heading, text, path) {
  const found = text.split(/^(?=#+ )/m);
  const start = found.findIndex((part) => part.replace(/^#+ /, "").startsWith(heading));
  if (start < 0) throw new Error(`${path}: no heading “${heading}”`);
  const rank = (/** @type {string} */ part) => /^#*/.exec(part)?.[0].length ?? 0;
  const end = found.findIndex((part, at) => at > start && rank(part) <= rank(found[start] ?? ""));
  return found.slice(start, end < 0 ? undefined : end).join("");
}

/** Its lines, each as its cells. @param {string} text */
function firstTable(text) {
  const lines = /(^\|.*\n)+/m.exec(text)?.[0].trim().split("\n") ?? [];
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
