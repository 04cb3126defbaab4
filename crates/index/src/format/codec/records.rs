//! Records of postings, number by number. Their bytes look like noise to a model of texts; as numbers, each kind with its own
//! counters, they take a sixth less.
//!
//! A section's length is what makes its impacts small or large, and nothing says it. But whoever has seen other terms of a chunk
//! knows the least impact that the section had there, which is that of one occurrence, as most are.
//!
//! Packing and unpacking are the same steps in the same order: when packing, `given` has the numbers and the coder takes
//! them; when unpacking, `given` is empty and the coder has them. Either way they arrive in `out`. A step is one posting, or
//! what stands before a list: between any two it can be left and taken up again.

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

/// What is kept from step to step.
#[derive(Debug)]
pub(super) struct Records {
    /// Sections of the book.
    sections: u32,
    counters: Vec<Counter>,
    least: Vec<u8>,
    /// Lists of the record whose counts are still to come, and how many postings the last one will have.
    fields: u32,
    body: u32,
    /// The list that is being coded, how many postings it still has, and the least section of the next.
    list: List,
    left: u32,
    next: u32,
}

impl Records {
    pub(super) fn new(sections: u32) -> Self {
        Self {
            sections,
            counters: vec![UNKNOWN; COUNTERS],
            least: vec![UNSEEN; SEEN],
            fields: 0,
            body: 0,
            list: List::Body,
            left: 0,
            next: 0,
        }
    }

    /// Codes records until `out` has `stop` bytes, or a few more.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        given: &mut Cursor<'_>,
        out: &mut Vec<u8>,
        stop: usize,
    ) {
        let mut step = Step { records: self, coder, given, out };
        while step.out.len() < stop {
            step.take();
        }
    }
}

/// One step, with where numbers come from and where they go.
struct Step<'a, 'b, C> {
    records: &'a mut Records,
    coder: &'a mut C,
    given: &'a mut Cursor<'b>,
    out: &'a mut Vec<u8>,
}

impl<C: Coder> Step<'_, '_, C> {
    fn take(&mut self) {
        if self.records.left > 0 {
            return self.posting();
        }
        self.records.next = 0;
        for (list, field) in [(List::Headings, HEADINGS), (List::Links, LINKS)] {
            if self.records.fields & field > 0 {
                self.records.fields ^= field;
                self.records.list = list;
                self.records.left = self.pass(COUNT);
                return;
            }
        }
        self.records.list = List::Body;
        self.records.left = core::mem::take(&mut self.records.body);
        if self.records.left == 0 {
            self.head();
        }
    }

    /// What stands before the lists of the next record.
    fn head(&mut self) {
        let given = self.given();
        let frequency = self.number(FREQUENCY, given >> 3);
        let fields = self.choice(FIELDS, 3, given & 7);
        self.put(frequency << 3 | fields);
        if fields & TAIL > 0 {
            self.pass(TAIL_NUMBER);
        }
        self.records.fields = fields;
        self.records.body = frequency;
        if fields > 0 {
            let given = self.given();
            let absent = self.number(ABSENT, frequency.saturating_sub(given));
            self.records.body = frequency.saturating_sub(absent);
            self.put(self.records.body);
        }
    }

    fn posting(&mut self) {
        let given = self.given();
        let Records { list, left, next, .. } = *self.records;
        let density = density(self.records.sections.saturating_sub(next), left);
        let gap = self.number(GAPS + density * NUMBER, given >> 2);
        let section = next.wrapping_add(gap);
        let seen = section as usize % SEEN;
        let beside = match list {
            List::Headings => FLAGS,
            List::Links => TIMES,
            List::Body => IMPACTS + usize::from(self.records.least[seen]) * 4,
        };
        let bits = self.choice(beside, 2, given & 3);
        self.put(gap << 2 | bits);
        match list {
            List::Headings => {
                self.pass(RARITY);
                self.pass(BELOW);
            }
            List::Links => {}
            List::Body => self.records.least[seen] = self.records.least[seen].min(bits as u8),
        }
        self.records.left -= 1;
        self.records.next = section.wrapping_add(1);
    }

    /// The next number of what is packed; 0 when unpacking.
    fn given(&mut self) -> u32 {
        self.given.varint().unwrap_or(0)
    }

    fn put(&mut self, value: u32) {
        put_varint(self.out, value);
    }

    fn number(&mut self, at: usize, given: u32) -> u32 {
        number(&mut self.records.counters, at, self.coder, given.wrapping_add(1)) - 1
    }

    /// So many bits, highest first, each with a counter for those before it.
    fn choice(&mut self, at: usize, bits: u32, given: u32) -> u32 {
        let mut node = 1;
        for shift in (0..bits).rev() {
            let counter = &mut self.records.counters[at + node as usize];
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

#[derive(Debug, Clone, Copy)]
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
