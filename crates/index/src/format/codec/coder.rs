//! Binary range coding: one yes or no at a time, each with the probability that the model gives it.
//!
//! The decoder holds `range`, the width of the interval that is left, and `code`, where in it the stored number lies. A
//! decision splits the interval at `range × probability`: below lies *one*, above *zero*. Whenever `range` falls under 2²⁴
//! both move up by a byte and the next stored byte enters `code`. Behind the last stored byte there are only zeros, so the
//! writer drops those, and cut input is decoded to something in bounded time.

use alloc::vec::{IntoIter, Vec};

/// Takes decisions from somewhere or brings them somewhere.
pub(super) trait Coder {
    /// Whether the model adapts to what is coded.
    const LEARNS: bool = true;

    /// Codes one decision; `one` is the probability of 1 in 65,536ths, and neither 0 nor 65,536. A decoder does not look at
    /// `given`, the others return it.
    fn decide(&mut self, one: u32, given: u32) -> u32;
}

/// Reads decisions.
#[derive(Debug)]
pub(super) struct Decoder {
    stored: IntoIter<u8>,
    range: u32,
    code: u32,
}

impl Decoder {
    pub(super) fn new(stored: Vec<u8>) -> Self {
        let mut decoder = Self { stored: stored.into_iter(), range: u32::MAX, code: 0 };
        (0..4).for_each(|_| decoder.take());
        decoder
    }

    fn take(&mut self) {
        self.code = self.code << 8 | u32::from(self.stored.next().unwrap_or(0));
    }
}

impl Coder for Decoder {
    #[inline]
    fn decide(&mut self, one: u32, _: u32) -> u32 {
        let bound = split(self.range, one);
        let bit = u32::from(self.code < bound);
        if bit == 1 {
            self.range = bound;
        } else {
            self.range -= bound;
            self.code = self.code.wrapping_sub(bound);
        }
        while self.range < 1 << 24 {
            self.range <<= 8;
            self.take();
        }
        bit
    }
}

/// How much of `range` stands for *one*.
#[inline]
fn split(range: u32, one: u32) -> u32 {
    ((u64::from(range) * u64::from(one)) >> 16) as u32
}

/// Writes decisions.
#[cfg(feature = "write")]
pub(super) struct Encoder {
    low: u64,
    range: u32,
    out: Vec<u8>,
}

#[cfg(feature = "write")]
impl Encoder {
    pub(super) fn new() -> Self {
        Self { low: 0, range: u32::MAX, out: Vec::new() }
    }

    /// Moves the top byte of `low` out; a carry above it runs through the bytes that are out already.
    fn shift(&mut self) {
        if self.low >> 32 != 0 {
            for byte in self.out.iter_mut().rev() {
                *byte = byte.wrapping_add(1);
                if *byte != 0 {
                    break;
                }
            }
        }
        self.out.push((self.low >> 24) as u8);
        self.low = (self.low & 0x00ff_ffff) << 8;
    }

    /// The shortest bytes that stand for a number in what is left of the interval.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let end = self.low + u64::from(self.range) - 1;
        let mut kept = !0u64 << 32;
        while end & kept < self.low {
            kept = kept >> 1 | 1 << 63;
        }
        self.low = end & kept;
        (0..4).for_each(|_| self.shift());
        while self.out.last() == Some(&0) {
            self.out.pop();
        }
        self.out
    }
}

#[cfg(feature = "write")]
impl Coder for Encoder {
    #[inline]
    fn decide(&mut self, one: u32, given: u32) -> u32 {
        let bound = split(self.range, one);
        if given == 1 {
            self.range = bound;
        } else {
            self.range -= bound;
            self.low += u64::from(bound);
        }
        while self.range < 1 << 24 {
            self.range <<= 8;
            self.shift();
        }
        given
    }
}

/// Adds up what decisions would cost, and leaves the model as it is.
#[cfg(feature = "write")]
pub(super) struct Pricer<'a> {
    /// By probability in 256ths: bits times [`PRICE_ONE`].
    prices: &'a [u32; 256],
    pub(super) total: u32,
}

/// The price of one bit.
#[cfg(feature = "write")]
pub(super) const PRICE_ONE: u32 = 64;

#[cfg(feature = "write")]
impl<'a> Pricer<'a> {
    pub(super) fn new(prices: &'a [u32; 256]) -> Self {
        Self { prices, total: 0 }
    }

    /// −log₂ of every 256th, in whole numbers: squaring a number six times shows six more bits of its logarithm.
    pub(super) fn prices() -> [u32; 256] {
        core::array::from_fn(|at| {
            let (mut value, mut bits) = (2 * at as u64 + 1, 0);
            for _ in 0..6 {
                value *= value;
                bits *= 2;
                while value >= 1 << 16 {
                    value >>= 1;
                    bits += 1;
                }
            }
            // `value` has at most 16 bits now; what is left of its logarithm is its own length.
            9 * PRICE_ONE - bits - (63 - value.leading_zeros())
        })
    }
}

#[cfg(feature = "write")]
impl Coder for Pricer<'_> {
    const LEARNS: bool = false;

    #[inline]
    fn decide(&mut self, one: u32, given: u32) -> u32 {
        let likely = if given == 1 { one } else { 65_536 - one };
        self.total += self.prices[(likely >> 8 & 255) as usize];
        given
    }
}
