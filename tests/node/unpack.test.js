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

test("damaged bytes make no other module, wherever the damage is", async () => {
  const { length } = packed;
  const whole = readFileSync(at("dist/thumbindex.wasm"));
  for (const where of [3, 7, 9000, length - 20, length - 12, length - 1]) {
    const damaged = packed.slice();
    damaged[where] ^= 0x81;
    assert.equal((await unpack(damaged)).length, 0, `byte ${where}`);
  }
  // Of what ends the stream some bits say nothing, depending on what it holds: they may be wrong, the module may not.
  for (let where = length - 11; where < length - 4; where++) {
    const damaged = packed.slice();
    damaged[where] ^= 0x81;
    const module = Buffer.from(await unpack(damaged));
    assert.ok(module.length === 0 || module.equals(whole), `byte ${where}`);
  }
  for (const end of [0, 5, 12, 100, length - 1]) {
    assert.equal((await unpack(packed.subarray(0, end))).length, 0, `the first ${end}`);
  }
});
