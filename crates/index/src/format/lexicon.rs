//! The lexicon: the commonest terms of a book whose vocabulary takes many chunks.
//!
//! ```text
//! vocabulary      its terms
//! for each term   sections with it × 2 + 1 if it has a tail
//! ```
//!
//! It travels in the root and knows, before any chunk is here, how common a word is, what a typing mistake was likely meant to be, and how
//! a short beginning is likely to go on.

use crate::prelude::*;

use super::bytes::Cursor;
use super::vocabulary::Vocabulary;
use super::{FormatError, damaged};

/// The opened chunk.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// The terms themselves.
    pub vocabulary: Vocabulary,
    frequencies: Vec<u32>,
}

impl Lexicon {
    /// Checks all of it.
    pub fn open(bytes: &[u8]) -> Result<Self, FormatError> {
        Self::read(bytes).ok_or(damaged("lexicon"))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let vocabulary = Vocabulary::read(&mut cursor)?;
        let mut frequencies = Vec::new();
        for _ in 0..vocabulary.count() {
            frequencies.push(cursor.varint()?);
        }
        cursor.is_empty().then_some(Self { vocabulary, frequencies })
    }

    /// In how many sections a term stands.
    pub fn frequency(&self, ordinal: u32) -> Option<u32> {
        self.frequencies.get(ordinal as usize).map(|packed| packed >> 1)
    }

    /// In how many sections a term stands, and the number of its tail if it has one; `None` for a term that is not common.
    /// Tails are numbered in the order of their terms.
    pub fn look_up(&self, term: &str) -> Option<(u32, Option<u32>)> {
        let place = self.vocabulary.ordinal(term)? as usize;
        let packed = self.frequencies.get(place)?;
        let before = self.frequencies.get(..place)?.iter().filter(|packed| **packed & 1 == 1).count();
        Some((packed >> 1, (packed & 1 == 1).then_some(before as u32)))
    }
}

/// The writing side: terms in byte order, each with its frequency and whether it has a tail.
#[cfg(feature = "write")]
pub(crate) fn write(terms: &[(&str, u32, bool)]) -> Vec<u8> {
    use super::bytes::put_varint;
    let mut out = Vec::new();
    super::vocabulary::put(&mut out, terms.iter().map(|&(term, ..)| term));
    terms.iter().for_each(|&(_, frequency, tail)| put_varint(&mut out, frequency << 1 | u32::from(tail)));
    out
}
