// The module as pages get it, unpacked.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { unpack } from "../../js/unpack.js";
import { at } from "../support/paths.js";

const name = readdirSync(at("dist/chunks")).find((file) => /^engine-.*\.bin$/.test(file));
const packed = new Uint8Array(readFileSync(at(`dist/chunks/${name}`)));

test("what was packed is the module", async () => {
  assert.deepEqual(Buffer.from(await unpack(packed)), readFileSync(at("dist/thumbindex.wasm")));
});

test("the loader names it", () => {
  assert.ok(readFileSync(at("dist/thumbindex.js"), "utf8").includes(`"chunks/${name}"`));
});

test("damaged bytes make another module, and never one without end", async () => {
  const plain = readFileSync(at("dist/thumbindex.wasm"));
  for (const [where, value] of [
    [3, 255],
    [7, 200],
    [9000, 1],
  ]) {
    const damaged = packed.slice();
    damaged[where] ^= value;
    const unpacked = await unpack(damaged);
    assert.ok(unpacked.length <= packed.length * 8);
    assert.notDeepEqual(Buffer.from(unpacked), plain);
  }
  assert.ok((await unpack(packed.subarray(0, 100))).length <= 800);
});
