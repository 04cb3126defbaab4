// Three small books side by side on one site, each with an index of its own; one of them is in German.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { thumbindex } from "./command.js";
import { scratch } from "./paths.js";

const FILLER = "<p>Nothing of note stands in this paragraph.</p>".repeat(20);

/** What stands in each page. @type {{ [book: string]: { title: string, lang: string, pages: [title: string, body: string][] } }} */
const BOOKS = {
  weaving: {
    title: "The Weaver",
    lang: "en",
    pages: [
      ["The warp", "<p>A warp thread is stretched on the loom. Madder is dear.</p>"],
      ["Selvage", `<p>The edge of the cloth. A thread, a thread, a thread.</p>${FILLER}`],
      ["Patterns", `<p>Twill and satin. One thread over two.</p>${FILLER}`],
    ],
  },
  dyeing: {
    title: "The Dyer",
    lang: "en",
    pages: [
      ["Madder", "<p>A red from a root. Simmer the thread.</p>"],
      ["Mordants", `<p>Alum binds the colour to the thread.</p>${FILLER}`],
    ],
  },
  spinnen: {
    title: "Die Spinnerin",
    lang: "de",
    pages: [
      ["Der Faden", "<p>Das Spinnrad dreht den Faden. Auf Englisch heißt er „thread“.</p>"],
      ["Die Spindel", "<p>Sie hält, was gesponnen ist.</p>"],
    ],
  },
};

/** @typedef {{ folder: string, out: (book: string) => string }} Site  `out`: the folder of a book's index */

/**
 * Writes the books, and indexes each.
 * @param {...string} options  of the command
 * @returns {Site}
 */
export function threeBooks(...options) {
  const folder = scratch("books");
  for (const [name, { title, lang, pages }] of Object.entries(BOOKS)) {
    mkdirSync(join(folder, name));
    const fileOf = (/** @type {string} */ heading) => `${heading.toLowerCase().replaceAll(" ", "-")}.html`;
    const links = pages.map(([heading]) => `<li><a href="${fileOf(heading)}">${heading}</a></li>`).join("");
    for (const [heading, body] of pages) {
      const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${heading} - ${title}</title></head>
        <body><nav aria-label="Chapters"><ul>${links}</ul></nav><main><h1>${heading}</h1>${body}</main></body></html>`;
      writeFileSync(join(folder, name, fileOf(heading)), html);
    }
    thumbindex("build", join(folder, name), "--quiet", ...options);
  }
  return { folder, out: (book) => join(folder, book, "thumbindex") };
}
