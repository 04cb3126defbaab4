// Whole books by the command from the npm package: to the byte what the native command makes, and no crash on the way.

import { join } from "node:path";
import { test } from "node:test";
import { thumbindex } from "../support/command.js";
import { assertSame, builtByNpx } from "../support/npx.js";
import { scratch } from "../support/paths.js";

const { RUST_HTML = "", MARKDOWN_BOOK } = process.env;

/** @type {[what: string, folder: string][]} */
const books = ["book", "reference", "std"].map((name) => [`the toolchain's ${name}`, join(RUST_HTML, name)]);
if (MARKDOWN_BOOK) books.push(["a book in Markdown", MARKDOWN_BOOK]);

for (const [what, folder] of books) {
  test(what, () => {
    const [native, ours] = [scratch("native"), scratch("npx")];
    thumbindex("build", folder, "--out", native, "--quiet");
    builtByNpx(folder, "--out", ours);
    assertSame(native, ours);
  });
}
