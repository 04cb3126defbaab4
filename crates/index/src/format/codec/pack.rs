//! The packing side: which bytes to copy from where, and which to spell out.
//!
//! A block is taken in segments. In each, the cheapest way from its beginning to every later byte is found in one pass, with
//! the prices that the model has at the segment's beginning; the cheapest way to its end is what is coded, and the model
//! learns from that before the next segment.

use super::coder::{Encoder, Pricer};
use super::model::{Context, Model};
use super::records::Records;
use super::{Codec, Cursor, MAX_RATIO, MIN_COPY};

/// Bytes that are decided on at once: longer ones fit the model less, shorter ones cut more copies in two.
const SEGMENT: usize = 512;
/// A copy of this length is taken without weighing it.
const LONG: usize = 48;
/// How many places are tried at each byte.
const TRIES: usize = 16;
/// What a literal is taken to cost on top of its price, in 64ths of a bit: reading one takes as long as copying thirty bytes.
/// Packed texts are 0.9 % larger for it, and are unpacked a fifth faster.
const SPELLING: u32 = 24;
const HASH_BITS: u32 = 15;

/// A codec that can pack, too.
pub(crate) struct Packer {
    codec: Codec,
    index: Index,
    prices: [u32; 256],
}

impl Packer {
    /// For blocks that stand alone.
    pub(crate) fn plain() -> Self {
        Self { codec: Codec::plain(), index: Index::new(), prices: Pricer::prices() }
    }

    /// The stored form of a dictionary, and what packs against it.
    pub(crate) fn primed(dictionary: &[u8]) -> (Vec<u8>, Self) {
        let plain = Self::plain();
        let stored = plain.pack(dictionary);
        let Some(codec) = Codec::primed(&stored, dictionary.len()) else {
            // Never, as long as what is packed can be unpacked; and then an empty one is as good for what it promises.
            return (Vec::new(), plain);
        };
        let mut index = plain.index;
        (0..dictionary.len()).for_each(|at| index.insert(dictionary, at));
        (stored, Self { codec, index, prices: plain.prices })
    }

    /// Same bytes in, same bytes out, whatever was packed before.
    pub(crate) fn pack(&self, raw: &[u8]) -> Vec<u8> {
        let mut coder = Encoder::new();
        self.run(raw, self.codec.model.clone(), &mut coder);
        finish(coder, raw.len())
    }

    /// The same for bytes that end in records of postings, from `start` on, in a book of so many sections.
    pub(crate) fn pack_records(&self, raw: &[u8], start: usize, sections: u32) -> Vec<u8> {
        let mut coder = Encoder::new();
        let mut model = self.codec.model.clone();
        let (before, records) = raw.split_at(start);
        model.length(&mut coder, start as u32 + 1);
        self.run(before, model, &mut coder);
        let mut out = Vec::with_capacity(records.len());
        Records::new(sections).code(&mut coder, &mut Cursor::new(records), &mut out, records.len());
        debug_assert!(out == records, "what is packed are records as `postings` writes them");
        finish(coder, raw.len())
    }

    fn run(&self, raw: &[u8], model: Box<Model>, coder: &mut Encoder) {
        let window = &self.codec.window;
        let text = &[window, raw].concat();
        Run { packer: self, model, index: self.index.clone(), text, at: window.len(), since: 0, coder }
            .finish();
    }
}

/// The reader takes zeros for granted behind the end, and refuses what promises too much.
fn finish(coder: Encoder, length: usize) -> Vec<u8> {
    let mut out = coder.finish();
    out.resize(out.len().max(length / MAX_RATIO), 0);
    out
}

/// Where the same four bytes came before, the first of them being the byte before a copy.
#[derive(Clone)]
struct Index {
    /// By a hash of four bytes, or of three: one more than the last place.
    heads: Vec<u32>,
    short: Vec<u32>,
    /// By place: the one before it with the same four bytes, and how many came after the same byte.
    previous: Vec<u32>,
    nth: Vec<u32>,
    /// How many places come after each byte.
    counts: [u32; 256],
}

/// A copy that is possible.
#[derive(Clone, Copy)]
struct Copy {
    rank: u32,
    length: usize,
}

impl Index {
    fn new() -> Self {
        Self {
            heads: vec![0; 1 << HASH_BITS],
            short: vec![0; 1 << HASH_BITS],
            previous: Vec::new(),
            nth: Vec::new(),
            counts: [0; 256],
        }
    }

    fn keys(text: &[u8], at: usize) -> Option<(Option<usize>, usize)> {
        let bytes = text.get(at.checked_sub(1)?..)?;
        let three = u32::from_le_bytes([*bytes.first()?, *bytes.get(1)?, *bytes.get(2)?, 0]);
        let hash = |key: u32| (key.wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS)) as usize;
        Some((bytes.get(3).map(|&last| hash(three | u32::from(last) << 24)), hash(three)))
    }

    fn insert(&mut self, text: &[u8], at: usize) {
        let before = if at == 0 { 0 } else { usize::from(text[at - 1]) };
        self.nth.push(self.counts[before]);
        self.counts[before] += 1;
        let mut previous = 0;
        if let Some((long, short)) = Self::keys(text, at) {
            self.short[short] = at as u32 + 1;
            if let Some(long) = long {
                previous = core::mem::replace(&mut self.heads[long], at as u32 + 1);
            }
        }
        self.previous.push(previous);
    }

    /// The nearest copy of each length, shortest and nearest first.
    fn find(&self, text: &[u8], at: usize, copies: &mut Vec<Copy>) {
        copies.clear();
        let Some((long, short)) = Self::keys(text, at) else { return };
        let before = text[at - 1];
        let count = self.counts[usize::from(before)];
        let rest = &text[at..];
        let mut best = MIN_COPY - 1;
        let mut offer = |place: usize| {
            // A longer copy must go on after the longest so far.
            if text[place - 1] != before || rest.get(best) != text.get(place + best) {
                return;
            }
            let length = rest.iter().zip(&text[place..]).take_while(|(a, b)| a == b).count();
            if length > best {
                best = length;
                copies.push(Copy { rank: count - self.nth[place], length });
            }
        };
        if let Some(place) = (self.short[short] as usize).checked_sub(1)
            && place > 0
        {
            offer(place);
        }
        let mut next = long.map_or(0, |long| self.heads[long]) as usize;
        for _ in 0..TRIES {
            if next < 2 {
                break;
            }
            offer(next - 1);
            next = self.previous[next - 1] as usize;
        }
    }
}

/// The cheapest way to a byte.
#[derive(Clone, Copy)]
struct Way {
    price: u32,
    /// The step that leads here: a copy of `length` bytes, or one byte with rank 0.
    step: Copy,
    /// Bytes spelled out since the last copy.
    since: usize,
}

struct Run<'a> {
    packer: &'a Packer,
    model: Box<Model>,
    index: Index,
    text: &'a [u8],
    at: usize,
    since: usize,
    coder: &'a mut Encoder,
}

impl Run<'_> {
    fn finish(mut self) {
        let (mut ways, mut contexts, mut steps) = (Vec::new(), Vec::new(), Vec::new());
        while self.at < self.text.len() {
            contexts.clear();
            let long = self.weigh(&mut ways, &mut contexts);
            steps.clear();
            steps.extend(long);
            let mut end = ways.len() - 1;
            while end > 0 {
                steps.push(ways[end].step);
                end -= ways[end].step.length;
            }
            let start = self.at;
            for step in steps.iter().rev() {
                let (context, known) = contexts[self.at - start];
                self.code(*step, context, known);
            }
        }
    }

    fn take(&mut self, at: usize) {
        self.index.insert(self.text, at);
        self.model.advance(self.text[at]);
    }

    /// Fills `ways` for the next segment, and takes its bytes in. A long copy ends it.
    fn weigh(&mut self, ways: &mut Vec<Way>, contexts: &mut Vec<(Context, u32)>) -> Option<Copy> {
        let size = SEGMENT.min(self.text.len() - self.at);
        let nowhere = Way { price: u32::MAX, step: Copy { rank: 0, length: 1 }, since: 0 };
        ways.clear();
        ways.resize(size + 1, nowhere);
        ways[0] = Way { price: 0, since: self.since, ..nowhere };
        let mut row = Vec::new();
        let mut copies = Vec::new();
        let prices = &self.packer.prices;
        for x in 0..size {
            let at = self.at + x;
            let context = self.model.context();
            let known = self.index.counts[context.before()];
            contexts.push((context, known));
            self.index.find(self.text, at, &mut copies);
            if let Some(long) = copies.last().filter(|copy| copy.length >= LONG) {
                (at..at + long.length).for_each(|at| self.take(at));
                ways.truncate(x + 1);
                return Some(*long);
            }
            self.take(at);
            let Way { price, since, .. } = ways[x];
            let mut coder = Pricer::new(prices);
            if known > 0 {
                self.model.copies(&mut coder, context, since, 0);
            }
            self.model.literal(&mut coder, context, self.text[at]);
            let literal = price + coder.total + SPELLING;
            if literal < ways[x + 1].price {
                ways[x + 1] = Way { price: literal, since: since + 1, ..nowhere };
            }
            if copies.is_empty() {
                continue;
            }
            let mut coder = Pricer::new(prices);
            self.model.copies(&mut coder, context, since, 1);
            let price = price + coder.total;
            let mut shortest = MIN_COPY;
            for &Copy { rank, length } in &copies {
                let mut coder = Pricer::new(prices);
                self.model.rank(&mut coder, known, rank);
                let price = price + coder.total;
                let length = length.min(size - x);
                for length in shortest..=length {
                    while row.len() <= length - MIN_COPY {
                        let mut coder = Pricer::new(prices);
                        self.model.length(&mut coder, (row.len() + 1) as u32);
                        row.push(coder.total);
                    }
                    let price = price + row[length - MIN_COPY];
                    if price < ways[x + length].price {
                        ways[x + length] = Way { price, step: Copy { rank, length }, since: 0 };
                    }
                }
                shortest = shortest.max(length + 1);
            }
        }
        None
    }

    fn code(&mut self, step: Copy, context: Context, known: u32) {
        let copies = u32::from(step.rank > 0);
        if known > 0 {
            self.model.copies(self.coder, context, self.since, copies);
        }
        if copies == 1 {
            self.model.rank(self.coder, known, step.rank);
            self.model.length(self.coder, (step.length - MIN_COPY + 1) as u32);
            self.since = 0;
        } else {
            let byte = self.text[self.at];
            self.model.literal(self.coder, context, byte);
            self.since += 1;
        }
        self.at += step.length;
    }
}
