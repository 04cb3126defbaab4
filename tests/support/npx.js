// The command from the npm package, as Node runs it, and folders that it is compared by.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { at, scratch } from "./paths.js";

/**
 * @param {string[]} words
 * @param {{ cwd?: string, flags?: string[] }} [options]  `flags` are Node's own
 */
export function npx(words, { cwd, flags = [] } = {}) {
  const program = [...flags, at("dist/command.js"), ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** A build that must succeed, and quietly. @param {string} folder @param {...string} options */
export function builtByNpx(folder, ...options) {
  assert.deepEqual(npx(["build", folder, "--quiet", ...options]), { status: 0, stdout: "", stderr: "" });
}

/** Every file below a folder. @param {string} folder @returns {string[]} */
export const files = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

/** A copy whose files were made in another order. @param {string} folder */
export function shuffled(folder) {
  const copy = scratch("shuffled");
  for (const name of files(folder).reverse()) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    copyFileSync(join(folder, name), join(copy, name));
  }
  return copy;
}

/** @param {string} one @param {string} other @param {...string} added  what the other has more */
export function assertSame(one, other, ...added) {
  assert.deepEqual([...files(one), ...added].sort(), files(other));
  for (const name of files(one))
    assert.ok(readFileSync(join(one, name)).equals(readFileSync(join(other, name))), `${name} differs`);
}
