//! Decompression of raw deflate (RFC 1951) into a buffer of known length.
//!
//! Chunks are a few KB each and an excerpt should be on screen in the frame after the key press, so the module inflates
//! them itself: 2.2 KB gzip of module against 1.1 ms for each block through the browser's `DecompressionStream`, which
//! is asynchronous, knows no shared dictionary and is not everywhere this engine runs. The declared length bounds time and
//! memory whatever the bytes say.

use crate::prelude::*;

/// The longest code that deflate allows.
const MAX_BITS: usize = 15;

/// Inflates `input` to exactly `length` bytes. `None` when the bytes are not that.
pub(crate) fn inflate(input: &[u8], length: usize) -> Option<Vec<u8>> {
    // Deflate gains at most 1032 to 1: a declared length beyond that is a lie, and not worth an allocation.
    if length > input.len().checked_mul(1032)? {
        return None;
    }
    let mut out = Vec::with_capacity(length);
    let mut bits = Bits { input, at: 0, held: 0, count: 0 };
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => stored(&mut bits, &mut out, length)?,
            1 => {
                let (literals, distances) = fixed_codes()?;
                compressed(&mut bits, &mut out, length, &literals, &distances)?;
            }
            2 => {
                let (literals, distances) = dynamic_codes(&mut bits)?;
                compressed(&mut bits, &mut out, length, &literals, &distances)?;
            }
            _ => return None,
        }
        if last {
            break;
        }
    }
    (out.len() == length).then_some(out)
}

/// Bits, lowest first.
struct Bits<'a> {
    input: &'a [u8],
    at: usize,
    held: u32,
    count: u32,
}

impl Bits<'_> {
    /// Fills up with whole bytes, as far as there are any.
    fn refill(&mut self) {
        while self.count <= 24
            && let Some(&byte) = self.input.get(self.at)
        {
            self.held |= u32::from(byte) << self.count;
            self.at += 1;
            self.count += 8;
        }
    }

    /// The next `wanted` (at most 16) bits as a number.
    fn take(&mut self, wanted: u32) -> Option<usize> {
        self.refill();
        let value = self.held & ((1 << wanted) - 1);
        self.skip(wanted)?;
        Some(value as usize)
    }

    fn skip(&mut self, wanted: u32) -> Option<()> {
        self.count = self.count.checked_sub(wanted)?;
        self.held >>= wanted;
        Some(())
    }

    /// Drops what is left of the current byte.
    fn align(&mut self) {
        let extra = self.count % 8;
        self.held >>= extra;
        self.count -= extra;
    }
}

/// Codes of up to this many bits, which are nearly all that occur, are looked up in one step.
const TABLE_BITS: usize = 9;

/// A canonical Huffman code.
struct Code {
    /// By the next [`TABLE_BITS`] bits: the symbol × 16 + the length of its code; 0 for a longer code.
    table: [u16; 1 << TABLE_BITS],
    /// For longer codes: how many symbols have each length, and the symbols in the order of their codes.
    counts: [u16; MAX_BITS + 1],
    symbols: [u16; 288],
}

impl Code {
    /// `None` when the lengths promise more codes than there are.
    fn new(lengths: &[u8]) -> Option<Self> {
        let mut counts = [0u16; MAX_BITS + 1];
        for &length in lengths {
            *counts.get_mut(usize::from(length))? += 1;
        }
        counts[0] = 0;
        let mut next_slot = [0u16; MAX_BITS + 2];
        let mut next_code = [0u32; MAX_BITS + 2];
        for bits in 1..=MAX_BITS {
            let after = next_code[bits] + u32::from(counts[bits]);
            if after > 1 << bits {
                return None;
            }
            next_code[bits + 1] = after << 1;
            next_slot[bits + 1] = next_slot[bits] + counts[bits];
        }
        let mut code = Self { table: [0; 1 << TABLE_BITS], counts, symbols: [0; 288] };
        for (symbol, &length) in (0u16..).zip(lengths) {
            let bits = usize::from(length);
            if bits == 0 {
                continue;
            }
            *code.symbols.get_mut(usize::from(next_slot[bits]))? = symbol;
            next_slot[bits] += 1;
            // Codes come highest bit first, everything else lowest first.
            let reversed = (next_code[bits].reverse_bits() >> (32 - bits)) as usize;
            next_code[bits] += 1;
            if bits <= TABLE_BITS {
                let entries = code.table.iter_mut().skip(reversed).step_by(1 << bits);
                entries.for_each(|entry| *entry = symbol << 4 | u16::from(length));
            }
        }
        Some(code)
    }

    fn read(&self, bits: &mut Bits<'_>) -> Option<usize> {
        bits.refill();
        let entry = self.table[bits.held as usize & ((1 << TABLE_BITS) - 1)];
        if entry == 0 {
            return self.read_long(bits);
        }
        bits.skip(u32::from(entry & 15))?;
        Some(usize::from(entry >> 4))
    }

    /// Bit by bit: codes of one length are consecutive numbers.
    fn read_long(&self, bits: &mut Bits<'_>) -> Option<usize> {
        let (mut code, mut first, mut index) = (0usize, 0usize, 0usize);
        for &count in &self.counts[1..] {
            code |= bits.take(1)?;
            let count = usize::from(count);
            if code < first + count {
                return self.symbols.get(index + code - first).map(|&symbol| usize::from(symbol));
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        None
    }
}

/// The codes of blocks that bring none.
fn fixed_codes() -> Option<(Code, Code)> {
    let mut lengths = [8u8; 288];
    lengths[144..256].fill(9);
    lengths[256..280].fill(7);
    Some((Code::new(&lengths)?, Code::new(&[5; 30])?))
}

fn stored(bits: &mut Bits<'_>, out: &mut Vec<u8>, limit: usize) -> Option<()> {
    bits.align();
    let length = bits.take(16)?;
    if bits.take(16)? != length ^ 0xffff || out.len() + length > limit {
        return None;
    }
    for _ in 0..length {
        out.push(bits.take(8)? as u8);
    }
    Some(())
}

/// The order in which a dynamic block sends the lengths of its code length code.
const LENGTH_ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

fn dynamic_codes(bits: &mut Bits<'_>) -> Option<(Code, Code)> {
    let literals = bits.take(5)? + 257;
    let distances = bits.take(5)? + 1;
    let given = bits.take(4)? + 4;
    let mut lengths = [0u8; 19];
    for &position in &LENGTH_ORDER[..given] {
        lengths[position] = bits.take(3)? as u8;
    }
    let code = Code::new(&lengths)?;
    let mut lengths = [0u8; 320];
    let mut at = 0;
    while at < literals + distances {
        let symbol = code.read(bits)?;
        let (value, repeat) = match symbol {
            0..=15 => (symbol as u8, 1),
            16 => (*lengths.get(at.checked_sub(1)?)?, 3 + bits.take(2)?),
            17 => (0, 3 + bits.take(3)?),
            _ => (0, 11 + bits.take(7)?),
        };
        if at + repeat > literals + distances {
            return None;
        }
        lengths[at..at + repeat].fill(value);
        at += repeat;
    }
    let (literal_lengths, rest) = lengths.split_at(literals);
    Some((Code::new(literal_lengths)?, Code::new(&rest[..distances])?))
}

fn compressed(
    bits: &mut Bits<'_>,
    out: &mut Vec<u8>,
    limit: usize,
    literals: &Code,
    distances: &Code,
) -> Option<()> {
    loop {
        let symbol = literals.read(bits)?;
        if symbol == 256 {
            return Some(());
        }
        if symbol < 256 {
            if out.len() == limit {
                return None;
            }
            out.push(symbol as u8);
            continue;
        }
        let length = match_length(symbol - 257, bits)?;
        let distance = match_distance(distances.read(bits)?, bits)?;
        let from = out.len().checked_sub(distance)?;
        if out.len() + length > limit {
            return None;
        }
        if distance >= length {
            out.extend_from_within(from..from + length);
        } else {
            // The match overlaps what it writes, so it is copied byte by byte.
            for at in from..from + length {
                out.push(out[at]);
            }
        }
    }
}

/// Lengths 3 to 258: four codes for each number of extra bits.
fn match_length(code: usize, bits: &mut Bits<'_>) -> Option<usize> {
    match code {
        0..=7 => Some(code + 3),
        8..=27 => {
            let extra = code / 4 - 1;
            Some(((4 + code % 4) << extra) + 3 + bits.take(extra as u32)?)
        }
        28 => Some(258),
        _ => None,
    }
}

/// Distances 1 to 32,768: two codes for each number of extra bits.
fn match_distance(code: usize, bits: &mut Bits<'_>) -> Option<usize> {
    match code {
        0..=3 => Some(code + 1),
        4..=29 => {
            let extra = code / 2 - 1;
            Some(((2 + code % 2) << extra) + 1 + bits.take(extra as u32)?)
        }
        _ => None,
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = Vec<u8>> {
        let words =
            prop::collection::vec("[a-e]{1,6} ", 0..2000).prop_map(|words| words.concat().into_bytes());
        prop_oneof![words, prop::collection::vec(any::<u8>(), 0..3000)]
    }

    proptest! {
        #[test]
        fn gives_back_what_was_compressed(data in text(), level in 0u8..10) {
            let compressed = compress_to_vec(&data, level);
            prop_assert_eq!(inflate(&compressed, data.len()), Some(data));
        }

        #[test]
        fn any_bytes_end_in_a_result(input in prop::collection::vec(any::<u8>(), 0..200), length in 0usize..5000) {
            if let Some(out) = inflate(&input, length) {
                prop_assert_eq!(out.len(), length);
            }
        }

        #[test]
        fn cut_or_wrongly_measured_input_is_refused(data in text(), cut in any::<prop::sample::Index>()) {
            let compressed = compress_to_vec(&data, 6);
            prop_assert_eq!(inflate(&compressed[..cut.index(compressed.len())], data.len()), None);
            prop_assert_eq!(inflate(&compressed, data.len() + 1), None);
        }
    }

    #[test]
    fn declared_lengths_cannot_exhaust_memory() {
        assert_eq!(inflate(&[0x03, 0x00], usize::MAX), None);
        assert_eq!(inflate(&[0x03, 0x00], 1 << 31), None);
    }
}
