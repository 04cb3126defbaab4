//! Compression of chunks that are a few KB each: copies out of what came before, and what is left spelled out bit by bit,
//! each bit with a probability that adapts.
//!
//! A chunk must be readable alone, and deflate gains little on 8 KB. So a book has a *dictionary*, packed like any chunk and
//! unpacked first: afterwards its bytes are there to be copied, and all probabilities are what it has taught. Every other
//! chunk starts from this state. The Rust Book's text (1.2 MB, blocks of 8 KB) takes 307 KB in this way, its dictionary of
//! 12 KB included; deflate with a dictionary of the same size takes 353 KB.
//!
//! # Decisions
//!
//! Everything is a sequence of yes (1) and no (0), read by a range decoder (module `coder`) with probabilities from counters
//! (module `model`). Per byte or copy, until the declared length is there:
//!
//! 1. *Copy?* Not asked where no byte came after the same byte before. Its counter is chosen by the byte before and by how
//!    many literals there were since the last copy (0, 1, 2, more; 0 in the beginning).
//! 2. A **copy** is two numbers. The *rank*: of all places so far, the dictionary's included, that stand after a byte equal to
//!    the byte before, the nearest is 1, the one before that 2, and so on. There are far fewer of these than there are
//!    distances, and the phrase sought is among them. Then the *length*, less one: a copy has two bytes or more, and may run into itself.
//! 3. A **literal** is 8 bits, highest first. Each is the mixture of three opinions: the counter for the byte before, the one for
//!    the two bytes before, and the one for the *follower*, the byte that last came after the same three bytes.
//!
//! A **number** from 1 is first how many bits follow its leading 1, as 5 decisions, highest first, each with a counter for
//! the decisions before it. Then those bits, highest first: the first two have counters, by how many follow in all and by the
//! value so far; the others are even odds. The rank's counters are chosen by the number of bits of the count of places.
//!
//! Before the first byte of all stands a byte 0, and more of them before that.
//!
//! Postings are numbers and are packed as such (module `records`), by the same coder behind the bytes before them.

use alloc::boxed::Box;
use alloc::{vec, vec::Vec};

mod coder;
mod model;
#[cfg(feature = "write")]
mod pack;
mod records;
#[cfg(all(test, feature = "write"))]
mod tests;

#[cfg(feature = "write")]
pub(crate) use pack::Packer;

use super::bytes::Cursor;
use coder::Decoder;
use model::Model;
use records::Records;

/// The shortest copy.
const MIN_COPY: usize = 2;
/// No chunk is packed better than 1024 to 1, so that a declared length cannot ask for more memory than that; the writer adds
/// zeros where it could do better.
const MAX_RATIO: usize = 1024;

/// What is known before the first byte.
#[derive(Debug, Clone)]
pub struct Codec {
    model: Box<Model>,
    /// The dictionary, and while unpacking what there is so far.
    window: Vec<u8>,
    /// By the byte before it, where each byte of the window stands, oldest first.
    places: Vec<Vec<u32>>,
}

impl Codec {
    /// Nothing is known.
    pub fn plain() -> Self {
        Self { model: Model::new(), window: Vec::new(), places: vec![Vec::new(); 256] }
    }

    /// Unpacks a dictionary: it becomes what is copied from, and the model stays as it has adapted to it.
    #[cfg(feature = "write")]
    pub(crate) fn primed(stored: &[u8], length: usize) -> Option<Self> {
        let mut unpacking = Self::plain().unpacking(stored, length, None)?;
        unpacking.go_on(usize::MAX)?;
        Some(unpacking.into_codec())
    }

    /// Begins to unpack exactly `length` bytes. Those that end in records of postings want to know of how many sections the
    /// book is.
    #[inline(never)]
    pub(crate) fn unpacking(&self, stored: &[u8], length: usize, records: Option<u32>) -> Option<Unpacking> {
        // Packed bytes that claim to be more than so few can be.
        if length / MAX_RATIO > stored.len() {
            return None;
        }
        let mut codec = self.clone();
        let mut coder = Decoder::new(stored.to_vec());
        let start = codec.window.len();
        let end = start + length;
        let text = match records {
            Some(_) => end.min(start + codec.model.length(&mut coder, 0) as usize - 1),
            None => end,
        };
        codec.window.reserve_exact(length);
        Some(Unpacking {
            codec,
            coder,
            since: 0,
            copying: (0, 0),
            start,
            text,
            end,
            records: records.map(Records::new),
        })
    }

    /// What is not packed, as if it had been unpacked.
    pub(crate) fn unpacked(&self, bytes: &[u8]) -> Option<Unpacking> {
        let mut unpacking = self.unpacking(&[], 0, None)?;
        unpacking.codec.window.extend(bytes);
        unpacking.end = unpacking.codec.window.len();
        Some(unpacking)
    }

    fn push(&mut self, byte: u8) {
        if let Some(places) = self.places.get_mut(self.model.context().before()) {
            places.push(self.window.len() as u32);
        }
        self.model.advance(byte);
        self.window.push(byte);
    }
}

/// Packed bytes on their way out. Who has a page to keep alive unpacks them a few thousand at a time.
#[derive(Debug)]
pub struct Unpacking {
    /// What is unpacked so far stands behind its window.
    codec: Codec,
    coder: Decoder,
    /// Literals since the last copy.
    since: usize,
    /// Where in the window the copy goes on that a stretch has left in the middle, and how many bytes of it are still to come.
    copying: (usize, usize),
    /// Where in the window the bytes begin, where records follow on them, and where all ends.
    start: usize,
    text: usize,
    end: usize,
    records: Option<Records>,
}

impl Unpacking {
    /// How many bytes are still to come.
    pub fn left(&self) -> usize {
        self.end.saturating_sub(self.codec.window.len())
    }

    /// Unpacks so many bytes more, or a few further than that in records; `None` where they are damaged.
    pub fn go_on(&mut self, bytes: usize) -> Option<()> {
        let stop = self.codec.window.len().saturating_add(bytes).min(self.end);
        while self.codec.window.len() < stop.min(self.text) {
            let (from, left) = &mut self.copying;
            if *left == 0 {
                self.copy_or_spell()?;
                continue;
            }
            self.codec.push(*self.codec.window.get(*from)?);
            *from += 1;
            *left -= 1;
        }
        if let Some(records) = &mut self.records {
            records.code(&mut self.coder, &mut Cursor::new(&[]), &mut self.codec.window, stop);
        }
        (self.codec.window.len() <= self.end).then_some(())
    }

    fn copy_or_spell(&mut self) -> Option<()> {
        let Self { codec, coder, .. } = self;
        let context = codec.model.context();
        let places = codec.places.get(context.before())?;
        let known = places.len();
        if known > 0 && codec.model.copies(coder, context, self.since, 0) == 1 {
            let rank = codec.model.rank(coder, known as u32, 0);
            let from = *places.get(known.wrapping_sub(rank as usize))? as usize;
            // In 32 bits the longest would be none, and packed bytes could be copies of nothing.
            let count = (codec.model.length(coder, 0) as usize).saturating_add(MIN_COPY - 1);
            if count > self.text - codec.window.len() {
                return None;
            }
            self.copying = (from, count);
            self.since = 0;
        } else {
            let byte = codec.model.literal(coder, context, 0);
            codec.push(byte);
            self.since += 1;
        }
        Some(())
    }

    /// All of them.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.codec.window.split_off(self.start)
    }

    /// What others may be unpacked with that were packed behind these bytes.
    pub fn into_codec(self) -> Codec {
        self.codec
    }
}
