//! A list of terms in byte order, front-coded: each is spelled from where it departs from the one before.
//!
//! ```text
//! length of all that follows
//! for each term   how many bytes it shares with the term before (0 to 31), its other bytes
//! ```
//!
//! No term has a byte below 32, so that the next count also ends the term before it, and nothing says how long a term is.
//! Packed by the codec this takes about half of an fst of the same terms: an fst is made to be searched as it lies,
//! while a chunk is unpacked once, and what is unpacked is as easily spelled out.

use crate::prelude::*;
use core::ops::Range;

use super::bytes::Cursor;

/// A term shares at most so much with the one before: the bytes below 32 are those that no term has.
const MOST_SHARED: u8 = 31;

/// The terms, spelled out. Ordinals count from the first.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// All terms, one behind the other.
    text: String,
    /// Where each begins and ends.
    spans: Vec<(u32, u32)>,
}

impl Vocabulary {
    /// Spells the terms out; `None` where they do not ascend or are not UTF-8.
    pub(crate) fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let length = cursor.varint()? as usize;
        let mut bytes = cursor.take(length)?;
        let mut terms = Self { text: String::new(), spans: Vec::new() };
        let (mut start, mut end) = (0, 0);
        while let Some((&shared, rest)) = bytes.split_first() {
            let length = rest.iter().take_while(|&&byte| byte > MOST_SHARED).count();
            let (other, rest) = rest.split_at_checked(length)?;
            let shared = start..start + usize::from(shared);
            // Checked before it is copied, also for whole characters.
            if shared.end > end || terms.text.get(shared.clone()).is_none() {
                return None;
            }
            terms.text.extend_from_within(shared);
            terms.text.push_str(core::str::from_utf8(other).ok()?);
            let before = start..end;
            (start, end) = (end, terms.text.len());
            if !terms.spans.is_empty() && terms.text.get(before)? >= terms.text.get(start..)? {
                return None;
            }
            terms.spans.push((start as u32, end as u32));
            bytes = rest;
        }
        Some(terms)
    }

    /// From terms in byte order; `None` where they do not ascend.
    #[cfg(feature = "write")]
    pub fn of<'a>(terms: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut bytes = Vec::new();
        put(&mut bytes, terms);
        Self::read(&mut Cursor::new(&bytes))
    }

    /// How many terms there are.
    pub fn count(&self) -> u32 {
        self.spans.len() as u32
    }

    /// The term with this ordinal.
    pub fn term(&self, ordinal: u32) -> Option<&str> {
        self.spans.get(ordinal as usize).map(|span| self.spell(span))
    }

    /// The ordinal of a term.
    pub fn ordinal(&self, term: &str) -> Option<u32> {
        let ordinal = self.spans.partition_point(|span| self.spell(span) < term) as u32;
        (self.term(ordinal) == Some(term)).then_some(ordinal)
    }

    /// The ordinals of the terms that begin like this.
    pub fn beginning(&self, beginning: &str) -> Range<u32> {
        let start = self.spans.partition_point(|span| self.spell(span) < beginning);
        let more = self.spans.get(start..).unwrap_or_default();
        let count = more.partition_point(|span| self.spell(span).starts_with(beginning));
        start as u32..(start + count) as u32
    }

    fn spell(&self, &(start, end): &(u32, u32)) -> &str {
        crate::part(&self.text, start as usize, end as usize)
    }
}

/// The writing side. Terms ascend.
#[cfg(feature = "write")]
pub(crate) fn put<'a>(out: &mut Vec<u8>, terms: impl IntoIterator<Item = &'a str>) {
    let mut list = Vec::new();
    let mut before = "";
    for term in terms {
        let alike = term.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
        let most = alike.min(usize::from(MOST_SHARED));
        let shared = (0..=most).rev().find(|&at| term.is_char_boundary(at)).unwrap_or(0);
        list.push(shared as u8);
        list.extend(&term.as_bytes()[shared..]);
        before = term;
    }
    super::bytes::put_varint(out, list.len() as u32);
    out.extend(list);
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn terms() -> impl Strategy<Value = BTreeSet<String>> {
        prop::collection::btree_set("[a-c]{1,6}|[a-zäöü語–]{1,9}|[a-b]{30,34}", 0..200)
    }

    fn written<'a>(terms: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, terms);
        out
    }

    fn read(bytes: &[u8]) -> Option<Vocabulary> {
        Vocabulary::read(&mut Cursor::new(bytes))
    }

    proptest! {
        #[test]
        fn reads_the_terms_that_were_written(terms in terms()) {
            let vocabulary = read(&written(terms.iter().map(String::as_str))).expect("what was written is read");
            prop_assert_eq!(vocabulary.count(), terms.len() as u32);
            for (ordinal, term) in (0..).zip(&terms) {
                prop_assert_eq!(vocabulary.ordinal(term), Some(ordinal));
                prop_assert_eq!(vocabulary.term(ordinal), Some(term.as_str()));
            }
            prop_assert_eq!(vocabulary.term(terms.len() as u32), None);
        }

        #[test]
        fn finds_what_begins_like_something(terms in terms(), beginning in "[a-c]{0,2}|[a-z語]") {
            let vocabulary = read(&written(terms.iter().map(String::as_str))).expect("what was written is read");
            let found: Vec<&str> =
                vocabulary.beginning(&beginning).filter_map(|ordinal| vocabulary.term(ordinal)).collect();
            let expected: Vec<&str> =
                terms.iter().map(String::as_str).filter(|term| term.starts_with(&beginning)).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn damaged_bytes_are_refused_or_still_a_list_in_order(terms in terms(), at in any::<prop::sample::Index>(), byte: u8) {
            let mut bytes = written(terms.iter().map(String::as_str));
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Some(vocabulary) = read(&bytes) {
                let all: Vec<_> = (0..vocabulary.count()).map(|ordinal| vocabulary.term(ordinal)).collect();
                prop_assert!(all.is_sorted() && all.iter().all(Option::is_some));
            }
        }
    }

    #[test]
    fn a_term_that_is_not_there_has_no_ordinal() {
        let vocabulary = read(&written(["borrow", "borrowed", "box"])).expect("three terms");
        for absent in ["", "bo", "borro", "borrowe", "borrowing", "boxes", "z"] {
            assert_eq!(vocabulary.ordinal(absent), None, "{absent}");
        }
    }
}
