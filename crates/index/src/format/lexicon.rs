//! The lexicon: the commonest terms of a book whose vocabulary takes many chunks.
//!
//! ```text
//! number of terms
//! length of the fst, fst   folded term → its place in the next column, in byte order
//! for each term            sections with it × 2 + 1 if it has a tail
//! ```
//!
//! It travels in the root and knows, before any chunk is here, how common a word is, what a typing mistake was likely meant to be, and how
//! a short beginning is likely to go on.

use crate::prelude::*;
use core::ops::Range;

use super::automaton::Automaton;
use super::bytes::Cursor;
use super::{FormatError, damaged};

/// The opened chunk.
#[derive(Debug, Clone)]
pub struct Lexicon {
    bytes: Vec<u8>,
    fst: Range<usize>,
    frequencies: Vec<u32>,
}

impl Lexicon {
    /// Checks the frame; the fst is checked as it is walked.
    pub fn open(bytes: Vec<u8>) -> Result<Self, FormatError> {
        Self::read(bytes).ok_or(damaged("lexicon"))
    }

    fn read(bytes: Vec<u8>) -> Option<Self> {
        let mut cursor = Cursor::new(&bytes);
        let count = cursor.count()?;
        let length = cursor.varint()? as usize;
        let start = bytes.len() - cursor.remaining();
        Automaton::open(cursor.take(length)?)?;
        let mut frequencies = Vec::new();
        for _ in 0..count {
            frequencies.push(cursor.varint()?);
        }
        if !cursor.is_empty() {
            return None;
        }
        Some(Self { fst: start..start + length, bytes, frequencies })
    }

    /// Its terms.
    pub fn automaton(&self) -> Option<Automaton<'_>> {
        Automaton::open(self.bytes.get(self.fst.clone())?)
    }

    /// In how many sections the term at this place of the fst stands.
    pub fn frequency(&self, place: u32) -> Option<u32> {
        self.frequencies.get(place as usize).map(|packed| packed >> 1)
    }

    /// In how many sections a term stands, and the number of its tail if it has one; `None` for a term that is not common.
    /// Tails are numbered in the order of their terms.
    pub fn look_up(&self, term: &str) -> Option<(u32, Option<u32>)> {
        let place = self.automaton()?.get(term.as_bytes())? as usize;
        let packed = self.frequencies.get(place)?;
        let before = self.frequencies.get(..place)?.iter().filter(|packed| **packed & 1 == 1).count();
        Some((packed >> 1, (packed & 1 == 1).then_some(before as u32)))
    }
}

/// The writing side: terms in byte order, each with its frequency and whether it has a tail.
#[cfg(feature = "write")]
pub(crate) fn write(terms: &[(&str, u32, bool)]) -> Result<Vec<u8>, fst::Error> {
    use super::bytes::put_varint;
    let fst = fst::Map::from_iter(terms.iter().map(|(term, ..)| term).zip(0..))?.into_fst().into_inner();
    let mut out = Vec::new();
    put_varint(&mut out, terms.len() as u32);
    put_varint(&mut out, fst.len() as u32);
    out.extend(fst);
    terms.iter().for_each(|&(_, frequency, tail)| put_varint(&mut out, frequency << 1 | u32::from(tail)));
    Ok(out)
}
