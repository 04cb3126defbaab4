// Puts the operands of a module back behind their instructions: `xtask/src/pack/streams.rs` has taken them apart, so that like
// stands beside like.

/** Numbers of locals, offsets of loads and stores, constants; then all else. */
const [LOCALS, OFFSETS, CONSTANTS, REST] = [0, 1, 2, 3];
/** Instructions with one number behind them that is in its place. */
const WITH_NUMBER = [2, 3, 4, 0x0c, 0x0d, 0x10, 0x23, 0x24, 0x3f, 0x40, 0x42];

/**
 * The module. Damaged bytes give another one of the same length.
 * @param {Uint8Array} parts  one after the other
 * @param {number} from  where the bodies of functions begin in the module
 * @param {number} to  where they end
 * @param {number[]} lengths  of the first three parts
 */
export function join(parts, from, to, [locals = 0, offsets = 0, constants = 0]) {
  const module = new Uint8Array(parts.length);
  const at = [0, locals, locals + offsets, locals + offsets + constants];
  let end = 0;

  const byte = (stream = REST) => (module[end++] = parts[at[stream]++]);

  /** Of any size: LEB128. */
  const number = (stream = REST) => {
    let value = 0;
    for (let place = 1; ; place *= 128) {
      const next = byte(stream);
      value += (next & 127) * place;
      if (!(next > 127)) return value;
    }
  };

  /** @param {number} count @param {() => void} one */
  const times = (count, one) => {
    while (count-- > 0 && end < to) one();
  };

  const instruction = () => {
    const code = byte();
    if (code > 0x1f && code < 0x23) number(LOCALS);
    else if (code === 0x41) number(CONSTANTS);
    else if (code > 0x27 && code < 0x3f) {
      number();
      number(OFFSETS);
    } else if (code === 0x0e) times(number() + 1, number);
    else if (code === 0x11) times(2, number);
    else if (code === 0x43) times(4, byte);
    else if (code === 0x44) times(8, byte);
    else if (code === 0xfc) {
      // To fill memory takes one number, to copy it two.
      const which = number();
      times(which > 9 ? 12 - which : 0, number);
    } else if (WITH_NUMBER.includes(code)) number();
  };

  times(from, byte);
  while (end < to) {
    const size = number();
    const last = end + size;
    times(number(), () => {
      number();
      byte();
    });
    while (end < last && end < to) instruction();
  }
  while (end < module.length) byte();
  return module;
}
