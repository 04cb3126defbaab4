//! Records of postings, number by number. Their bytes look like noise to a model of texts; as numbers, each kind with its own
//! counters, they take a sixth less.
//!
//! A section's length is what makes its impacts small or large, and nothing says it. But whoever has seen other terms of a chunk
//! knows the least impact that the section had there, which is that of one occurrence, as most are.
//!
//! Packing and unpacking are the same steps in the same order: when packing, `given` has the numbers and the coder takes
//! them; when unpacking, `given` is empty and the coder has them. Either way they arrive in `out`.

use alloc::{vec, vec::Vec};

use super::coder::Coder;
use super::model::{Counter, NUMBER, UNKNOWN, decide, number};
use crate::format::bytes::{Cursor, put_varint};
use crate::format::postings::{HEADINGS, LINKS, TAIL};

// Where the counters of each kind of number begin.
const FREQUENCY: usize = 0;
const TAIL_NUMBER: usize = FREQUENCY + NUMBER;
const ABSENT: usize = TAIL_NUMBER + NUMBER;
const COUNT: usize = ABSENT + NUMBER;
const RARITY: usize = COUNT + NUMBER;
const BELOW: usize = RARITY + NUMBER;
const GAPS: usize = BELOW + NUMBER;
const FIELDS: usize = GAPS + DENSITIES * NUMBER;
const FLAGS: usize = FIELDS + 8;
const TIMES: usize = FLAGS + 4;
const IMPACTS: usize = TIMES + 4;
const COUNTERS: usize = IMPACTS + 5 * 4;
/// Gaps are told apart by how far one posting stands from the next on average, in steps of a factor of √2.
const DENSITIES: usize = 48;

/// No impact of the section was seen yet.
const UNSEEN: u8 = 4;
/// Sections share their least impact with those that are so many further on.
const SEEN: usize = 1 << 14;

pub(super) struct Records<'a, C> {
    coder: &'a mut C,
    given: Cursor<'a>,
    /// Sections of the book.
    sections: u32,
    counters: Vec<Counter>,
    least: Vec<u8>,
    out: &'a mut Vec<u8>,
}

impl<'a, C: Coder> Records<'a, C> {
    pub(super) fn new(coder: &'a mut C, given: &'a [u8], sections: u32, out: &'a mut Vec<u8>) -> Self {
        let counters = vec![UNKNOWN; COUNTERS];
        Self { coder, given: Cursor::new(given), sections, counters, least: vec![UNSEEN; SEEN], out }
    }

    /// Codes records until `out` has exactly `end` bytes.
    pub(super) fn code(mut self, end: usize) -> Option<()> {
        while self.out.len() < end {
            self.record(end)?;
        }
        (self.out.len() == end).then_some(())
    }

    fn record(&mut self, end: usize) -> Option<()> {
        let given = self.given();
        let frequency = self.number(FREQUENCY, given >> 3);
        let fields = self.choice(FIELDS, 3, given & 7);
        self.put(frequency << 3 | fields);
        if fields & TAIL > 0 {
            self.pass(TAIL_NUMBER);
        }
        let mut body = frequency;
        if fields > 0 {
            let given = self.given();
            body = frequency.saturating_sub(self.number(ABSENT, frequency.saturating_sub(given)));
            self.put(body);
        }
        if fields & HEADINGS > 0 {
            let count = self.pass(COUNT);
            self.list(List::Headings, count, end)?;
        }
        if fields & LINKS > 0 {
            let count = self.pass(COUNT);
            self.list(List::Links, count, end)?;
        }
        self.list(List::Body, body, end)
    }

    fn list(&mut self, list: List, count: u32, end: usize) -> Option<()> {
        let mut next = 0u32;
        for left in (1..=count).rev() {
            // A damaged count ends here.
            if self.out.len() >= end {
                return None;
            }
            let given = self.given();
            let density = density(self.sections.saturating_sub(next), left);
            let gap = self.number(GAPS + density * NUMBER, given >> 2);
            let section = next.wrapping_add(gap);
            let seen = section as usize % SEEN;
            let beside = match list {
                List::Headings => FLAGS,
                List::Links => TIMES,
                List::Body => IMPACTS + usize::from(self.least[seen]) * 4,
            };
            let bits = self.choice(beside, 2, given & 3);
            self.put(gap << 2 | bits);
            match list {
                List::Headings => {
                    self.pass(RARITY);
                    self.pass(BELOW);
                }
                List::Links => {}
                List::Body => self.least[seen] = self.least[seen].min(bits as u8),
            }
            next = section.wrapping_add(1);
        }
        Some(())
    }

    /// The next number of what is packed; 0 when unpacking.
    fn given(&mut self) -> u32 {
        self.given.varint().unwrap_or(0)
    }

    fn put(&mut self, value: u32) {
        put_varint(self.out, value);
    }

    fn number(&mut self, at: usize, given: u32) -> u32 {
        number(&mut self.counters, at, self.coder, given.wrapping_add(1)) - 1
    }

    /// So many bits, highest first, each with a counter for those before it.
    fn choice(&mut self, at: usize, bits: u32, given: u32) -> u32 {
        let mut node = 1;
        for shift in (0..bits).rev() {
            let counter = &mut self.counters[at + node as usize];
            node = node << 1 | decide(counter, self.coder, given >> shift & 1);
        }
        node - (1 << bits)
    }

    /// A number that stands by itself.
    fn pass(&mut self, at: usize) -> u32 {
        let given = self.given();
        let value = self.number(at, given);
        self.put(value);
        value
    }
}

#[derive(Clone, Copy)]
enum List {
    Headings,
    Links,
    Body,
}

/// Which counters know the gaps of a list with `left` more postings in `sections` more sections.
fn density(sections: u32, left: u32) -> usize {
    let quarters = (sections.saturating_mul(4) / left).max(1);
    let bits = 31 - quarters.leading_zeros();
    let half = (quarters << 1 >> bits) & 1;
    ((bits * 2 + half) as usize).min(DENSITIES - 1)
}
