// Where the tests find what the build has left, and a place for what they make.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @param {string} path  relative to the checkout */
export const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where `js/` is: tests/mutations.js has a broken one. */
export const SOURCES = process.env.SOURCES ?? at("js");

/** @type {string[]} */
const folders = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * A folder of this process's own, removed when it ends.
 * @param {string} name
 */
export function scratch(name) {
  const folder = mkdtempSync(join(tmpdir(), `thumbindex-${name}-`));
  folders.push(folder);
  return folder;
}
