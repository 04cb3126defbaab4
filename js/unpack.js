// Unpacks the module. It travels as LZMA, with its commonest operands apart from the instructions, which makes it smaller than any
// server would (a fifth less than gzip), and just as small where the host compresses nothing that it does not know. Browsers bring
// no LZMA, but the decoder is a kilobyte.
//
// The names are those of the LZMA specification. `xtask/src/pack.rs` writes: six numbers, a stream without header, with
// lc = 2, lp = 0, pb = 0, and a checksum.

import { join } from "./streams.js";
import { turns } from "./turns.js";

/** Where each kind of probability begins. */
const MATCH = 0;
const REP = 12;
const REP_0 = 24;
const REP_1 = 36;
const REP_2 = 48;
const REP_0_LONG = 60;
const LENGTH = 72;
const REP_LENGTH = 346;
const SLOT = 620;
const SPECIAL = 876;
const ALIGN = 1004;
const LITERAL = 1024;
const COUNT = LITERAL + 0x300 * 4;

/** What stands before and after what is decoded: six numbers and what fills the coder; the checksum. */
const HEADER = 29;
const TRAILER = 4;

/**
 * The module; nothing when what is packed is damaged.
 * @param {Uint8Array} packed
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function unpack(packed) {
  if (packed.length < HEADER + TRAILER) return new Uint8Array();
  const header = new DataView(packed.buffer, packed.byteOffset);
  // Damaged bytes may say any length; a module is a third of itself when packed.
  const out = new Uint8Array(Math.min(header.getUint32(0, true), packed.length * 8));
  const probabilities = new Uint16Array(COUNT).fill(1024);
  // Numbers of 32 bits, outside of which an engine would box every one of them: this way it is five times as fast.
  const [RANGE, CODE, SUM] = [0, 1, 2];
  const coder = Uint32Array.of(0xffffffff, header.getUint32(HEADER - 4), 0);
  let at = HEADER;
  let end = 0;
  let state = 0;
  let distances = [0, 0, 0, 0];

  const normalize = () => {
    if (coder[RANGE] < 0x1000000) {
      coder[RANGE] <<= 8;
      coder[CODE] = (coder[CODE] << 8) | packed[at++];
    }
  };

  /** @param {number} index */
  const bit = (index) => {
    const bound = (coder[RANGE] >>> 11) * probabilities[index];
    const is = coder[CODE] < bound ? 0 : 1;
    if (is) {
      coder[RANGE] -= bound;
      coder[CODE] -= bound;
      probabilities[index] -= probabilities[index] >> 5;
    } else {
      coder[RANGE] = bound;
      probabilities[index] += (2048 - probabilities[index]) >> 5;
    }
    normalize();
    return is;
  };

  /** @param {number} base @param {number} count  of bits */
  const tree = (base, count) => {
    let node = 1;
    while (!(node >> count)) node = node * 2 + bit(base + node);
    return node - (1 << count);
  };

  /** Lowest bit first. @param {number} base @param {number} count */
  const reverse = (base, count) => {
    let node = 1;
    let value = 0;
    for (let place = 0; place < count; place++) {
      const is = bit(base + node);
      node = node * 2 + is;
      value |= is << place;
    }
    return value;
  };

  /** @param {number} count */
  const direct = (count) => {
    let value = 0;
    for (let left = count; left--; ) {
      coder[RANGE] >>>= 1;
      const is = coder[CODE] < coder[RANGE] ? 0 : 1;
      if (is) coder[CODE] -= coder[RANGE];
      value = value * 2 + is;
      normalize();
    }
    return value;
  };

  /** @param {number} base */
  const length = (base) => {
    if (!bit(base)) return tree(base + 2, 3);
    return bit(base + 1) ? 16 + tree(base + 18, 8) : 8 + tree(base + 10, 3);
  };

  /** @param {number} slot */
  const distance = (slot) => {
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const high = (2 | (slot & 1)) << bits;
    if (slot < 14) return high + reverse(SPECIAL + high - slot, bits);
    return high + direct(bits - 4) * 16 + reverse(ALIGN, 4);
  };

  const literal = () => {
    const base = LITERAL + 0x300 * (out[end - 1] >> 6);
    let symbol = 1;
    if (state > 6) {
      // After a match, the byte that would have continued it says what this one is not.
      for (let other = out[end - distances[0] - 1]; symbol < 256; other <<= 1) {
        const expected = (other >> 7) & 1;
        const is = bit(base + ((1 + expected) << 8) + symbol);
        symbol = symbol * 2 + is;
        if (is !== expected) break;
      }
    }
    while (symbol < 256) symbol = symbol * 2 + bit(base + symbol);
    out[end++] = symbol;
    state = state < 4 ? 0 : state - (state < 10 ? 3 : 6);
  };

  /** The length of a match; its distance comes first in `distances`. */
  const match = () => {
    const late = state < 7 ? 0 : 3;
    if (!bit(REP + state)) {
      const long = length(LENGTH);
      distances = [distance(tree(SLOT + Math.min(long, 3) * 64, 6)), ...distances.slice(0, 3)];
      state = 7 + late;
      return long + 2;
    }
    if (bit(REP_0 + state)) {
      const place = bit(REP_1 + state) ? 2 + bit(REP_2 + state) : 1;
      distances.unshift(...distances.splice(place, 1));
    } else if (!bit(REP_0_LONG + state)) {
      state = late ? 11 : 9;
      return 1;
    }
    const long = length(REP_LENGTH);
    state = late ? 11 : 8;
    return long + 2;
  };

  const turn = turns();
  for (let steps = 1; end < out.length; steps++) {
    if (bit(MATCH + state)) for (let left = match(); left--; ) out[end] = out[end++ - distances[0] - 1];
    else literal();
    if (steps % 512 === 0) await turn();
  }
  const [from, to, ...lengths] = [4, 8, 12, 16, 20].map((place) => header.getUint32(place, true));
  const module = join(out, from, to, lengths);
  for (const byte of module) coder[SUM] = Math.imul(coder[SUM], 31) + byte;
  // Nothing is no module, and so is told to be damaged.
  return coder[SUM] === header.getUint32(packed.length - TRAILER, true) ? module : module.subarray(0, 0);
}
