// Command lines as an author types them: `thumbindex` and `npx thumbindex` are what the build has left, the rest is the machine's.

import { spawn } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { program } from "./command.js";
import { at, scratch } from "./paths.js";

const bin = scratch("bin");
script("thumbindex", `exec '${program}' "$@"`);
script("npx", `[ "$1" = thumbindex ] && shift && exec '${process.execPath}' '${at("dist/command.js")}' "$@"`);

/** @param {string} name @param {string} line */
function script(name, line) {
  const file = join(bin, name);
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
}

/**
 * Runs a line in a folder to its end or, if it is to stay, until it has said something.
 * @param {string} line
 * @param {string} folder
 * @param {{ stays?: boolean }} [options]
 * @returns {Promise<{ status: number | null, said: string }>}  `status`: null of one that stayed until it was ended
 */
export function run(line, folder, { stays = false } = {}) {
  // A group of its own: what the shell has started ends with it.
  const shell = spawn("sh", ["-c", line], {
    cwd: folder,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  });
  let said = "";
  const hear = (/** @type {Buffer} */ bytes) => {
    said += bytes;
  };
  shell.stdout.on("data", hear);
  shell.stderr.on("data", hear);
  // What goes wrong is told on the other stream, and ends it by itself.
  if (stays) shell.stdout.once("data", () => process.kill(-Number(shell.pid)));
  return new Promise((resolve, reject) => {
    shell.on("error", reject);
    shell.on("close", (status) => resolve({ status, said }));
  });
}
