#!/usr/bin/env node
// The command `thumbindex` for whoever has Node and no more: the native command, compiled to WebAssembly (command.wasm). It sees
// the disk as one tree, as it does on its own, and finds the widget beside this file.

import { chmodSync, readFileSync, statSync } from "node:fs";
import { parse } from "node:path";
import { fileURLToPath } from "node:url";

const WINDOWS = process.platform === "win32";
const PACKAGE = fileURLToPath(new URL(".", import.meta.url));

// Of Node's WASI we use what has been the same in all versions since 20.
const { emitWarning } = process;
process.emitWarning = (/** @type {any[]} */ ...warning) => {
  if (warning[1] !== "ExperimentalWarning") Reflect.apply(emitWarning, process, warning);
};
const { WASI } = await import("node:wasi");

const [cwd, home, ...words] = [process.cwd(), PACKAGE, ...process.argv.slice(2)].map(inTree);
const drives = WINDOWS ? new Set([process.cwd(), PACKAGE, ...process.argv.slice(2)].flatMap(driveOf)) : ["/"];
const roots = new Map([...drives].map((drive) => [inTree(drive), drive]));
const wasi = new WASI({
  version: "preview1",
  args: ["thumbindex", ...words],
  env: { ...process.env, PWD: cwd, THUMBINDEX_PACKAGE: home },
  preopens: Object.fromEntries(roots),
});

/** @typedef {(...words: number[]) => number} Call */
/** @type {{ path_rename: Call } & { [name: string]: Call }} */
const system = /** @type {any} */ (wasi.getImportObject()).wasi_snapshot_preview1;
// Node 20 spoils its own memory, and ends in a crash, where a module calls the system without a function in between.
const detours = Object.entries(system).map(([name, call]) => [
  name,
  (/** @type {number[]} */ ...words) => call(...words),
]);

const module = new WebAssembly.Module(readFileSync(new URL("command.wasm", import.meta.url)));
const instance = new WebAssembly.Instance(module, {
  wasi_snapshot_preview1: { ...Object.fromEntries(detours), path_rename: renameKeepingMode },
});
const memory = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
process.exitCode = start();

/** Runs the command. @returns {number} its exit code */
function start() {
  let code = 1;
  try {
    code = wasi.start(instance);
  } catch (error) {
    // A fault that the command has told of itself ends in this instruction.
    if (!/unreachable/.test(String(error)))
      console.error(
        `error: thumbindex failed: ${error}; this is a fault of thumbindex, please report it [internal]`,
      );
  }
  if (code === 0 || !isFull()) return code;
  // The index is made before anything of it is written.
  console.error(
    "error: this site needs more memory than WebAssembly has, and its index was left as it is; the native command takes it [too-large]",
  );
  return 2;
}

/** Whether little is left of the 4 GB that a module can have: large requests fail before the last byte is taken. */
function isFull() {
  const margin = 2 ** 13;
  try {
    memory.grow(margin);
    return false;
  } catch {
    return true;
  }
}

/**
 * A path as the command sees it: drives are folders of the root, and slashes lean one way.
 * @param {string} path
 */
function inTree(path) {
  return WINDOWS ? path.replaceAll("\\", "/").replace(/(^|=)(?=[a-z]:\/)/i, "$1/") : path;
}

/** @param {string} path */
function driveOf(path) {
  const drive = parse(path.replace(/^--\w+=/, "")).root;
  return /^[a-z]:/i.test(drive) ? [drive] : [];
}

/**
 * Files are replaced by a rename, and WASI has no permissions: the new file gets those of the old one here.
 * @param {number} folder @param {number} from @param {number} fromLength
 * @param {number} toFolder @param {number} to @param {number} toLength
 * @returns {number}
 */
function renameKeepingMode(folder, from, fromLength, toFolder, to, toLength) {
  const path = (/** @type {number} */ root, /** @type {number} */ at, /** @type {number} */ length) =>
    [...roots.values()][root - 3] + Buffer.from(memory.buffer, at, length).toString();
  const old = statSync(path(toFolder, to, toLength), { throwIfNoEntry: false });
  if (old?.isFile()) chmodSync(path(folder, from, fromLength), old.mode);
  return system.path_rename(folder, from, fromLength, toFolder, to, toLength);
}
