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
    pub(crate) fn primed(stored: &[u8], length: usize) -> Option<Self> {
        let mut codec = Self::plain();
        codec.fill(&mut begin(stored, length)?, length)?;
        Some(codec)
    }

    /// Exactly `length` bytes.
    pub(crate) fn unpack(&self, stored: &[u8], length: usize) -> Option<Vec<u8>> {
        let mut coder = begin(stored, length)?;
        let mut codec = self.clone();
        codec.fill(&mut coder, length)?;
        Some(codec.window.split_off(self.window.len()))
    }

    /// The same for bytes that end in records of postings, in a book of so many sections.
    pub(crate) fn unpack_records(&self, stored: &[u8], length: usize, sections: u32) -> Option<Vec<u8>> {
        let mut coder = begin(stored, length)?;
        let mut codec = self.clone();
        let before = codec.model.length(&mut coder, 0) as usize - 1;
        codec.fill(&mut coder, before.min(length))?;
        let mut out = codec.window.split_off(self.window.len());
        Records::new(&mut coder, &[], sections, &mut out).code(length)?;
        Some(out)
    }

    /// Unpacks `length` bytes behind those that are there.
    fn fill(&mut self, coder: &mut Decoder<'_>, length: usize) -> Option<()> {
        let end = self.window.len() + length;
        self.window.reserve_exact(length);
        let mut since = 0;
        while self.window.len() < end {
            let context = self.model.context();
            let places = self.places.get(context.before())?;
            let known = places.len();
            if known > 0 && self.model.copies(coder, context, since, 0) == 1 {
                let rank = self.model.rank(coder, known as u32, 0);
                let from = *places.get(known.wrapping_sub(rank as usize))? as usize;
                let count = self.model.length(coder, 0) as usize + MIN_COPY - 1;
                if count > end - self.window.len() {
                    return None;
                }
                for at in from..from + count {
                    self.push(*self.window.get(at)?);
                }
                since = 0;
            } else {
                let byte = self.model.literal(coder, context, 0);
                self.push(byte);
                since += 1;
            }
        }
        Some(())
    }

    fn push(&mut self, byte: u8) {
        if let Some(places) = self.places.get_mut(self.model.context().before()) {
            places.push(self.window.len() as u32);
        }
        self.model.advance(byte);
        self.window.push(byte);
    }
}

/// The beginning of packed bytes, unless they claim to be more than so few can be.
#[inline(never)]
fn begin(stored: &[u8], length: usize) -> Option<Decoder<'_>> {
    (length / MAX_RATIO <= stored.len()).then(|| Decoder::new(stored))
}
