// Whole books by the command from the npm package: to the byte what the native command makes, in whatever order their files
// were made, and no crash on the way.

import { join } from "node:path";
import { test } from "node:test";
import { thumbindex } from "../support/command.js";
import { assertSame, builtByNpx, shuffled } from "../support/npx.js";
import { scratch } from "../support/paths.js";

const { RUST_HTML = "", MARKDOWN_BOOK } = process.env;
const BOOKS = ["book", "reference", "cargo", "nomicon", "rust-by-example"];

/** @type {[what: string, folder: string, copy: (folder: string) => string][]} */
const books = BOOKS.map((name) => [`the toolchain's ${name}`, join(RUST_HTML, name), shuffled]);
if (MARKDOWN_BOOK) books.push(["a book in Markdown", MARKDOWN_BOOK, shuffled]);
// Too many files to copy.
books.push(["the toolchain's std", join(RUST_HTML, "std"), (folder) => folder]);

for (const [what, folder, copy] of books) {
  test(what, () => {
    const [native, ours] = [scratch("native"), scratch("npx")];
    thumbindex("build", folder, "--out", native, "--quiet");
    builtByNpx(copy(folder), "--out", ours);
    assertSame(native, ours);
  });
}
