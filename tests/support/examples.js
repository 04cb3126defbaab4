// The code examples of the documents: every fenced block, and where it stands.

import { readdirSync, readFileSync } from "node:fs";
import { at } from "./paths.js";

/**
 * @typedef {object} Example
 * @property {string} page  relative to the checkout
 * @property {string} name  page and line, for the test's name
 * @property {string} language  as the fence says it
 * @property {string} code
 */

/** What authors, programmers and contributors read. @type {string[]} */
export const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "npm/README.md",
  ...readdirSync(at("crates")).map((name) => `crates/${name}/README.md`),
  ...readdirSync(at("guide/src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `guide/src/${name}`)
    .sort(),
];

/** @param {string} page */
export const textOf = (page) => readFileSync(at(page), "utf8");

/** Every fenced block, in order. @type {Example[]} */
export const EXAMPLES = DOCUMENTS.flatMap((page) => {
  const text = textOf(page);
  return [...text.matchAll(/^ *```([\w-]*)[^\n]*\n(.*?)^ *```$/gms)].map((fence) => {
    const line = text.slice(0, fence.index).split("\n").length;
    return { page, name: `${page}:${line}`, language: fence[1] ?? "", code: fence[2] ?? "" };
  });
});

/** The examples in these languages. @param {...string} languages */
export const examplesIn = (...languages) => EXAMPLES.filter(({ language }) => languages.includes(language));

/** Code that stands in a sentence or a table. @type {{ page: string, code: string }[]} */
export const MENTIONS = DOCUMENTS.flatMap((page) =>
  [
    ...textOf(page)
      .replaceAll(/^ *```.*?^ *```$/gms, "")
      .matchAll(/(?<!`)`([^`]+)`(?!`)/g),
  ].map((span) => ({ page, code: (span[1] ?? "").replaceAll(/\s+/g, " ") })),
);

/** @param {string} text */
const linesOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** Whether all lines of an example stand in a file, in their order. @param {string} code @param {string} file */
export function standsIn(code, file) {
  const lines = linesOf(file);
  let next = 0;
  return linesOf(code).every((line) => {
    next = lines.indexOf(line, next) + 1;
    return next > 0;
  });
}
