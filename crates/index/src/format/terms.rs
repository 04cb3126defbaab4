//! A terms chunk: a range of the vocabulary, its stem groups and postings.
//!
//! ```text
//! vocabulary     the folded terms, as in `vocabulary`; their places are their ordinals
//! for each term  stem link          0, or how many terms back the one before it in its stem group stands
//! compounds      n × (steps on to the part, steps on to the chunk of a compound of it, steps on to the compound there)
//! for each term  its record         as in `postings`
//! ```
//!
//! Chunks of terms are cut where no stem group goes on, so that the links of a term stay in its chunk.

use crate::prelude::*;

use super::bytes::Cursor;
use super::postings::Record;
use super::vocabulary::Vocabulary;
use super::{FormatError, damaged};

/// The opened chunk. Ordinals count from its first term.
#[derive(Debug, Clone)]
pub struct Terms {
    bytes: Vec<u8>,
    /// The terms themselves.
    pub vocabulary: Vocabulary,
    /// Where each record begins.
    records: Vec<u32>,
    /// Stem groups as rings: the next form in the same group.
    next_form: Vec<u32>,
    /// Parts with the compounds that hold them, in order.
    compounds: Vec<Compound>,
}

/// A part, and a compound that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Compound {
    /// Ordinal of the part.
    pub part: u32,
    /// Among the chunks of terms, the one that the compound is in.
    pub chunk: u32,
    /// The compound's ordinal there.
    pub ordinal: u32,
}

impl Terms {
    /// Checks the terms, and how long postings are; sections are checked as they are read. `count` is how many terms the root
    /// promised.
    pub fn open(bytes: Vec<u8>, count: u32) -> Result<Self, FormatError> {
        Self::read(bytes, count).ok_or(damaged("terms"))
    }

    fn read(bytes: Vec<u8>, count: u32) -> Option<Self> {
        let mut cursor = Cursor::new(&bytes);
        let vocabulary = Vocabulary::read(&mut cursor)?;
        if vocabulary.count() != count {
            return None;
        }
        let mut next_form: Vec<u32> = (0..count).collect();
        for ordinal in 0..count as usize {
            let back = cursor.varint()? as usize;
            if back > 0 {
                next_form.swap(ordinal, ordinal.checked_sub(back)?);
            }
        }
        let compounds = compounds(&mut cursor)?;
        let mut records = Vec::with_capacity(count as usize);
        for _ in 0..count {
            records.push((bytes.len() - cursor.remaining()) as u32);
            cursor = Record::begin(cursor)?.end()?;
        }
        if !cursor.is_empty() {
            return None;
        }
        Some(Self { bytes, vocabulary, records, next_form, compounds })
    }

    /// The other forms of a term: those that the build's stemmer gave the same stem.
    pub fn other_forms(&self, ordinal: u32) -> impl Iterator<Item = u32> + '_ {
        let next =
            move |&form: &u32| self.next_form.get(form as usize).copied().filter(|&form| form != ordinal);
        core::iter::successors(next(&ordinal), next)
    }

    /// The compounds that a term is a part of.
    pub fn compounds(&self, ordinal: u32) -> &[Compound] {
        let from = self.compounds.partition_point(|compound| compound.part < ordinal);
        let rest = self.compounds.get(from..).unwrap_or_default();
        let count = rest.iter().take_while(|compound| compound.part == ordinal).count();
        rest.get(..count).unwrap_or_default()
    }

    /// What is known of a term's postings without reading them.
    pub fn record(&self, ordinal: u32) -> Option<Record<'_>> {
        let start = *self.records.get(ordinal as usize)? as usize;
        Record::begin(Cursor::new(self.bytes.get(start..)?))
    }
}

/// Reads the table of compounds. Each takes three bytes, so that a damaged count ends soon.
fn compounds(cursor: &mut Cursor<'_>) -> Option<Vec<Compound>> {
    let mut pairs = Vec::new();
    let mut last = Compound { part: 0, chunk: 0, ordinal: 0 };
    for _ in 0..cursor.count()? {
        let (part, chunk, ordinal) = (cursor.varint()?, cursor.varint()?, cursor.varint()?);
        if part > 0 {
            (last.chunk, last.ordinal) = (0, 0);
        }
        if chunk > 0 {
            last.ordinal = 0;
        }
        last.part = last.part.checked_add(part)?;
        last.chunk = last.chunk.checked_add(chunk)?;
        last.ordinal = last.ordinal.checked_add(ordinal)?;
        pairs.push(last);
    }
    Some(pairs)
}

/// What the writer knows of one term. Sections ascend in each list.
#[cfg(feature = "write")]
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Entry {
    /// Sections whose heading has it, and whether it is spelled there otherwise than folded.
    pub(crate) headings: Vec<(u32, bool)>,
    /// Sections that links with it point at, and how often.
    pub(crate) links: Vec<(u32, u32)>,
    /// Sections whose text has it, and how often.
    pub(crate) body: Vec<(u32, u32)>,
    /// Sections that are pinned for a query with it.
    pub(crate) pinned: Vec<u32>,
    /// Ordinal in the book of the form before this one in its stem group.
    pub(crate) previous_form: Option<u32>,
    /// Ordinals in the book of the compounds that the term is a part of, ascending.
    pub(crate) compounds: Vec<u32>,
}

/// One term of a chunk, ready to be written.
#[cfg(feature = "write")]
pub(crate) struct Row<'a> {
    pub(crate) term: &'a str,
    /// How many terms back the form before this one stands.
    pub(crate) stem_link: u32,
    /// Chunk and ordinal of each compound, ascending.
    pub(crate) compounds: Vec<(u32, u32)>,
    pub(crate) record: Vec<u8>,
}

/// The writing side, and where the records begin. Rows are in byte order.
#[cfg(feature = "write")]
pub(crate) fn write(rows: &[Row<'_>]) -> (Vec<u8>, usize) {
    use super::bytes::put_varint;
    let mut out = Vec::new();
    super::vocabulary::put(&mut out, rows.iter().map(|row| row.term));
    rows.iter().for_each(|row| put_varint(&mut out, row.stem_link));
    put_compounds(&mut out, rows);
    let records = out.len();
    rows.iter().for_each(|row| out.extend(&row.record));
    (out, records)
}

#[cfg(feature = "write")]
fn put_compounds(out: &mut Vec<u8>, rows: &[Row<'_>]) {
    use super::bytes::put_varint;
    put_varint(out, rows.iter().map(|row| row.compounds.len() as u32).sum());
    let mut last_part = 0;
    for (part, row) in (0u32..).zip(rows) {
        let (mut last_chunk, mut last) = (0, 0);
        for &(chunk, ordinal) in &row.compounds {
            if chunk != last_chunk {
                last = 0;
            }
            put_varint(out, part - last_part);
            put_varint(out, chunk - last_chunk);
            put_varint(out, ordinal - last);
            (last_part, last_chunk, last) = (part, chunk, ordinal);
        }
    }
}
