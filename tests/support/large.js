// A site whose index is too large for one file: what is fetched piece by piece can only be seen there.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratch } from "./paths.js";

const PAGES = 60;
/** On a page: with them the texts of two pages lie in different files. */
const WORDS = 400;

/** A word that nobody says, and no rule can pack. @param {number} at */
const word = (at) => (Math.imul(at + 1, 2654435761) >>> 0).toString(36).replace(/\d/g, "q");

/**
 * Writes the site. Each page speaks of "weaving", and each of `named` is said on one page only, far from the others.
 * @param {string[]} [named]
 * @param {string[]} [parts]  to which the pages belong in turn
 * @returns {string} its folder
 */
export function largeSite(named = [], parts = []) {
  const folder = scratch("large");
  mkdirSync(join(folder, "pages"));
  for (let page = 0; page < PAGES; page++) {
    const own = named.filter((_, at) => Math.floor(((at + 1) * PAGES) / (named.length + 1)) === page);
    const text = Array.from({ length: WORDS }, (_, at) => word(page * WORDS + at)).join(" ");
    const part = parts[page % parts.length];
    const trail = part
      ? `<nav aria-label="Breadcrumb"><ol><li>${part}</li><li>Page ${page}</li></ol></nav>`
      : "";
    write(
      join(folder, "pages", `${page}.html`),
      `Page ${page}`,
      `${trail}<p>Of ${["weaving", ...own].join(" and ")}.</p><p>${text}</p>`,
    );
  }
  write(join(folder, "index.html"), "Contents", "<p>Sixty pages.</p>");
  return folder;
}

/** @param {string} file @param {string} title @param {string} body */
function write(file, title, body) {
  writeFileSync(
    file,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
    <body><main><h1>${title}</h1>${body}</main></body></html>`,
  );
}
