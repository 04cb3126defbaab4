// The workflows run other people's code with this project's name on it: what they may run, and what it may do, is held here.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const FOLDER = new URL("../../.github/workflows/", import.meta.url);

/** @type {[string, string][]} */
const workflows = readdirSync(FOLDER).map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]);

test("every action is pinned to a commit, with its version beside it", () => {
  let actions = 0;
  for (const [name, text] of workflows) {
    for (const [line] of text.matchAll(/^.*\buses:.*$/gm)) {
      assert.match(line, /uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, name);
      actions += 1;
    }
  }
  assert.ok(actions > 0);
});

test("a workflow may read, and nothing but publishing may more", () => {
  for (const [name, text] of workflows) {
    assert.match(text, /^permissions:\n {2}contents: read\n(?! )/m, name);
    const more = [...text.matchAll(/^ {6}([\w-]+): write/gm)].map(([, what]) => what);
    assert.deepEqual([...new Set(more)], name === "release.yml" ? ["id-token"] : [], name);
    assert.doesNotMatch(text, /pull_request_target|secrets\./, name);
  }
});

test("every command of xtask that a workflow calls is there", () => {
  const help = readFileSync(new URL("../../xtask/src/main.rs", import.meta.url), "utf8");
  for (const [name, text] of workflows) {
    for (const [, command] of text.matchAll(/cargo xtask ([a-z]+)/g)) {
      assert.match(help, new RegExp(`^ {2}${command} `, "m"), `${name}: ${command}`);
    }
  }
});
