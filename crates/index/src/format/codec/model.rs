//! The model: how likely each decision is, given what is known, and how that adapts.
//!
//! Whole numbers throughout, so that every machine comes to the same probabilities.
//!
//! - A **counter** is a probability of 1 that moves towards what comes: by 2/3 the first time, by 2/5 the second, up to 2/33.
//! - A **literal's bit** has three counters. Two are found by a hash of the one or two bytes before and of the bits so far, in a
//!   table that both share; the third by how sure the follower is, the position of the bit, and what the follower has there. A
//!   follower whose bits so far were others counts as not sure at all.
//! - Their log-odds (`Curves`) are added up with weights, and the sum is turned into a probability. The weights are chosen by
//!   how sure the follower is (0, 1–4, 5–8, 9–12, 13–15) and by how often the second counter was used (0, 1, 2, more). After the
//!   bit each moves by its log-odds × error.
//! - A **follower** is kept for each hash of three bytes, with how sure it is, 0 to 15: one more when it comes; when it does not,
//!   half as much, or, below 4, the byte that came takes its place with 1.

use alloc::boxed::Box;

use super::coder::Coder;

/// A probability of *one* that adapts: 12 bits of it, and below them 4 bits that count its uses up to 15.
pub(super) type Counter = u16;

/// One half, never used.
pub(super) const UNKNOWN: Counter = 0x8000;

/// How far the nth use moves a counter towards what came, in 32,768ths: 2 / (2n + 3).
const RATES: [i32; 16] = {
    let mut rates = [0; 16];
    let mut n = 0;
    while n < 16 {
        rates[n] = 65_536 / (2 * n as i32 + 3);
        n += 1;
    }
    rates
};

fn adapt(counter: &mut Counter, bit: u32) {
    let uses = *counter & 15;
    let old = i32::from(*counter & 0xfff0);
    let goal = bit as i32 * 0xfff0;
    let new = old + (((goal - old) * RATES[usize::from(uses)]) >> 15);
    *counter = new as u16 & 0xfff0 | (uses + 1).min(15);
}

/// One decision, by its counter.
pub(super) fn decide<C: Coder>(counter: &mut Counter, coder: &mut C, given: u32) -> u32 {
    let bit = coder.decide(u32::from(*counter | 8), given);
    if C::LEARNS {
        adapt(counter, bit);
    }
    bit
}

/// A number from 1, by the counters from `at` on: how many bits follow its leading one, then those, highest first. All below
/// the second are even odds.
pub(super) fn number<C: Coder>(counters: &mut [Counter], at: usize, coder: &mut C, given: u32) -> u32 {
    let bits = 31 - given.leading_zeros().min(31);
    let mut node = 1;
    for shift in (0..5).rev() {
        node = node << 1 | decide(&mut counters[at + node as usize], coder, bits >> shift & 1);
    }
    let bits = node & 31;
    let mut value = 1;
    for shift in (0..bits).rev() {
        let bit = given >> shift & 1;
        let bit = if value < 4 {
            decide(&mut counters[at + 32 + bits as usize * 4 + value as usize], coder, bit)
        } else {
            coder.decide(1 << 15, bit)
        };
        value = value << 1 | bit;
    }
    value
}

/// Log-odds and back. They are whole numbers, 256 for a natural unit, from −2048 to 2047.
#[derive(Debug, Clone)]
struct Curves {
    /// By the upper 12 bits of a probability.
    stretch: [i16; 4096],
    /// By log-odds + 2048.
    squash: [u16; 4096],
}

impl Curves {
    fn new() -> Self {
        let (mut stretch, mut squash) = ([0; 4096], [0; 4096]);
        // e^-x, in 2³²ths: each step multiplies it by 1 − 1/256 + 1/(2 · 256²).
        let mut decay = 1u64 << 32;
        for x in 0..2048 {
            let one = ((1u64 << 48) / (((1u64 << 32) + decay) | 1)) as u16;
            squash[2048 + x] = one.min(0xffef);
            squash[2047 - x] = (0xffff - one).max(16);
            decay -= (decay >> 8) - (decay >> 17);
        }
        let mut at = 0;
        for (x, &one) in squash.iter().enumerate() {
            while at < 4096 && at * 16 + 8 <= usize::from(one) {
                stretch[at] = x as i16 - 2048;
                at += 1;
            }
        }
        // A probability that no log-odds reach has the largest.
        stretch[4095] = 2047;
        Self { stretch, squash }
    }
}

/// What stands before a byte, as far as it tells anything about that byte.
#[derive(Clone, Copy, Default)]
pub(super) struct Context {
    /// The bytes before this one, the nearest lowest.
    last: u32,
    /// What came last after the three bytes before: confidence × 256 + byte.
    follower: u16,
}

impl Context {
    /// The byte before.
    pub(super) fn before(self) -> usize {
        (self.last & 255) as usize
    }
}

// Where each kind of counter begins.
const TRUST: usize = 0;
const COPIES: usize = TRUST + 16 * 16;
const RANKS: usize = COPIES + 256 * 4;
const LENGTHS: usize = RANKS + 32 * NUMBER;
const COUNTERS: usize = LENGTHS + NUMBER;
/// Counters of a number: 32 for how many bits it has, and for each of those 4 for its next two bits.
pub(super) const NUMBER: usize = 32 + 32 * 4;

const FOLLOWER_BITS: u32 = 14;

/// Where the follower of the last three bytes is.
fn follower_of(last: u32) -> usize {
    ((last << 8).wrapping_mul(0x9e37_79b1) >> (32 - FOLLOWER_BITS)) as usize
}

/// Everything that adapts.
#[derive(Debug, Clone)]
pub(super) struct Model {
    curves: Curves,
    literals: [Counter; 1 << 16],
    counters: [Counter; COUNTERS],
    /// What each of three opinions about a literal's bit counts, in 65,536ths, by how well founded they are.
    weights: [[i32; 3]; 32],
    /// By a hash of three bytes: confidence × 256 + byte.
    followers: [u16; 1 << FOLLOWER_BITS],
    last: u32,
}

impl Model {
    pub(super) fn new() -> Box<Self> {
        Box::new(Self {
            curves: Curves::new(),
            literals: [UNKNOWN; 1 << 16],
            counters: [UNKNOWN; COUNTERS],
            weights: [[30_000; 3]; 32],
            followers: [0; 1 << FOLLOWER_BITS],
            last: 0,
        })
    }

    pub(super) fn context(&self) -> Context {
        Context { last: self.last, follower: self.followers[follower_of(self.last)] }
    }

    /// Takes in the byte that is next, copied or not.
    pub(super) fn advance(&mut self, byte: u8) {
        let slot = &mut self.followers[follower_of(self.last)];
        let sure = *slot >> 8;
        *slot = if *slot as u8 == byte {
            ((sure + 1).min(15) << 8) | u16::from(byte)
        } else if sure < 4 {
            1 << 8 | u16::from(byte)
        } else {
            ((sure / 2) << 8) | (*slot & 255)
        };
        self.last = self.last << 8 | u32::from(byte);
    }

    /// Whether a copy comes next. `since` counts the literals since the last one.
    pub(super) fn copies<C: Coder>(
        &mut self,
        coder: &mut C,
        context: Context,
        since: usize,
        given: u32,
    ) -> u32 {
        decide(&mut self.counters[COPIES + context.before() * 4 + since.min(3)], coder, given)
    }

    /// Which of `known` places a copy comes from.
    pub(super) fn rank<C: Coder>(&mut self, coder: &mut C, known: u32, given: u32) -> u32 {
        number(
            &mut self.counters,
            RANKS + ((31 - known.leading_zeros() as usize) & 31) * NUMBER,
            coder,
            given,
        )
    }

    /// How long a copy is beyond what it must be.
    pub(super) fn length<C: Coder>(&mut self, coder: &mut C, given: u32) -> u32 {
        number(&mut self.counters, LENGTHS, coder, given)
    }

    /// A byte, highest bit first.
    pub(super) fn literal<C: Coder>(&mut self, coder: &mut C, context: Context, given: u8) -> u8 {
        let Context { last, follower } = context;
        let expected = u32::from(follower & 255) | 256;
        let one = (last & 0xff).wrapping_add(7).wrapping_mul(0xb529_7a4d);
        let two = (last & 0xffff).wrapping_mul(0x9e37_79b1);
        let mut node = 1u32;
        for shift in (0..8).rev() {
            let salt = node.wrapping_mul(0x2545_f491);
            let near = (one.wrapping_add(salt) >> 16) as usize;
            let far = (two.wrapping_add(salt) >> 16) as usize;
            // The follower is believed as long as the bits so far are its own.
            let sure = if expected >> (shift + 1) == node { usize::from(follower >> 8) } else { 0 };
            let trust = TRUST + sure * 16 + shift as usize * 2 + (expected >> shift & 1) as usize;
            let odds = |counter: Counter| i32::from(self.curves.stretch[usize::from(counter >> 4)]);
            let inputs = [odds(self.literals[near]), odds(self.literals[far]), odds(self.counters[trust])];
            let uses = usize::from(self.literals[far] & 15);
            let weights = &mut self.weights[(sure.div_ceil(4) * 4 + uses.min(3)) & 31];
            let sum = weights[0]
                .wrapping_mul(inputs[0])
                .wrapping_add(weights[1].wrapping_mul(inputs[1]))
                .wrapping_add(weights[2].wrapping_mul(inputs[2]));
            let p = u32::from(self.curves.squash[((sum >> 16) + 2048).clamp(0, 4095) as usize]);
            let bit = coder.decide(p, u32::from(given) >> shift & 1);
            if C::LEARNS {
                let error = (bit << 12) as i32 - (p >> 4) as i32;
                weights[0] = weights[0].wrapping_add((inputs[0] * error + 0x800) >> 12);
                weights[1] = weights[1].wrapping_add((inputs[1] * error + 0x800) >> 12);
                weights[2] = weights[2].wrapping_add((inputs[2] * error + 0x800) >> 12);
                adapt(&mut self.literals[near], bit);
                adapt(&mut self.literals[far], bit);
                adapt(&mut self.counters[trust], bit);
            }
            node = node << 1 | bit;
        }
        node as u8
    }
}
