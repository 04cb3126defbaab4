// What an index holds and weighs, part by part.

import { h } from "../../../js/dom.js";
import { bar } from "./explanation.js";
import { counted, size, time } from "./words.js";

/** @import { Language, Part, Report } from "./types.js" */

/** What each part is for, in a few words. @type {{ [name: string]: string }} */
const PURPOSE = {
  root: "what is fetched first",
  dictionary: "what texts are packed with",
  chapters: "the pages in order",
  lexicon: "the commonest words",
  terms: "words, and where they are",
  block: "headings and texts",
  tail: "the rest of words that are everywhere",
};

/** @param {Report} report */
export function weights(report) {
  const { kind, read, bytes, languages, warnings, readingMs, indexingMs } = report;
  const made = kind === "markdown" ? "a Markdown book" : "a site of HTML pages";
  return [
    h(
      "p",
      { class: "lead" },
      `Read as ${made}: ${size(read)} of text became an index of `,
      h("b", {}, size(bytes)),
      ` (${Math.round((bytes / read) * 100)} %) in `,
      h("b", {}, time(indexingMs)),
      `, after ${time(readingMs)} for reading the files.`,
    ),
    ...languages.flatMap(language),
    warnings.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, counted(warnings.length, "warning")),
        h("ul", {}, ...warnings.map((warning) => h("li", {}, warning))),
      ),
  ];
}

/** @param {Language} language */
function language({ language, title, pages, sections, terms, parts }) {
  const most = Math.max(...parts.map((part) => part.bytes));
  const name = [title || "No title", language && `(${language})`].filter(Boolean).join(" ");
  const facts = [counted(pages, "page"), counted(sections, "section"), counted(terms, "term")];
  return [
    h("p", { class: "facts" }, h("b", {}, name), h("span", {}, facts.join(", "))),
    h(
      "table",
      { class: "parts" },
      h("caption", {}, `Parts of the index: ${title || "no title"}`),
      h(
        "thead",
        {},
        h("tr", {}, ...["Part", "Bytes", "Unpacked", "Where"].map((head) => h("th", { scope: "col" }, head))),
      ),
      h("tbody", {}, ...parts.map((part) => row(part, most))),
    ),
  ];
}

/** @param {Part} part @param {number} most */
function row({ name, files, bytes, unpacked }, most) {
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name, h("span", { class: "purpose" }, PURPOSE[name] ?? "")),
    h("td", {}, h("span", { class: "amount" }, size(bytes), bar(bytes / most))),
    h("td", {}, size(unpacked)),
    h("td", {}, files ? counted(files, "file") : "in the root"),
  );
}
