//! The terms chunk: vocabulary, stem groups and postings.
//!
//! ```text
//! length of the fst, fst            folded term → ordinal, in byte order
//! endings        n × string         how words of this book inflect, the commonest first
//! for each term  stem link          0, or how many terms back the one before it in its stem group stands
//! compounds      n × (steps on to the part, steps on to one of its compounds: from 0 where the part is another)
//! for each term  length of its record
//! records        body sections × 4 + 2 if linked to + 1 if in headings
//!                [headings: n, n × gap]
//!                [link texts: n, n × (gap × 4 + frequency code)]
//!                body × (gap × 4 + frequency code)
//! ```
//!
//! A gap is the distance to the section before in the same list (to −1 for the first), less one. A frequency code stands for 1, 2, 3–4, or
//! 5 and more occurrences. There are no positions: they would double what the postings weigh, and ranking does without.

use crate::prelude::*;
use core::ops::Range;

use super::automaton::Automaton;
use super::bytes::Cursor;
use super::root::Root;
use super::{FormatError, damaged};

/// Where in a section a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The section's own heading.
    Heading,
    /// Texts of links that point at it.
    Links,
    /// Its text.
    Body,
}

/// What each frequency code stands for in a score.
const FREQUENCIES: [f32; 4] = [1.0, 2.0, 3.5, 6.0];

/// The opened chunk.
#[derive(Debug, Clone)]
pub struct Terms {
    bytes: Vec<u8>,
    fst: Range<usize>,
    /// Where each record begins, and where the last one ends.
    records: Vec<u32>,
    /// How words inflect.
    endings: Vec<String>,
    /// Stem groups as rings: the next form in the same group.
    next_form: Vec<u32>,
    /// Parts with the compounds that hold them, in order.
    compounds: Vec<(u32, u32)>,
    sections: u32,
}

impl Terms {
    /// Checks the frame; postings are checked as they are read, and the fst as it is walked.
    pub fn open(bytes: Vec<u8>, root: &Root) -> Result<Self, FormatError> {
        Self::read(bytes, root).ok_or(damaged("terms"))
    }

    fn read(bytes: Vec<u8>, root: &Root) -> Option<Self> {
        let mut cursor = Cursor::new(&bytes);
        let length = cursor.varint()? as usize;
        let start = bytes.len() - cursor.remaining();
        Automaton::open(cursor.take(length)?)?;
        let count = root.terms as usize;
        let mut endings = Vec::new();
        for _ in 0..cursor.count()? {
            endings.push(cursor.string()?.to_string());
        }
        // A stem link and a record length take a byte each.
        if cursor.remaining() < count.checked_mul(2)? {
            return None;
        }
        let mut next_form: Vec<u32> = (0..root.terms).collect();
        for ordinal in 0..count {
            let back = cursor.varint()? as usize;
            if back > 0 {
                next_form.swap(ordinal, ordinal.checked_sub(back)?);
            }
        }
        let compounds = compounds(&mut cursor, root.terms)?;
        let mut records = Vec::with_capacity(count + 1);
        let mut total = 0u32;
        for _ in 0..count {
            records.push(total);
            total = total.checked_add(cursor.varint()?)?;
        }
        records.push(total);
        if total as usize != cursor.remaining() {
            return None;
        }
        let first = (bytes.len() - cursor.remaining()) as u32;
        for record in &mut records {
            *record = record.checked_add(first)?;
        }
        Some(Self {
            fst: start..start + length,
            bytes,
            records,
            endings,
            next_form,
            compounds,
            sections: root.sections,
        })
    }

    /// How many terms there are.
    pub fn count(&self) -> u32 {
        self.next_form.len() as u32
    }

    /// Whether words of this book end like this where they are inflected.
    pub fn is_ending(&self, tail: &str) -> bool {
        self.endings.iter().any(|ending| ending == tail)
    }

    /// The vocabulary.
    pub fn automaton(&self) -> Option<Automaton<'_>> {
        Automaton::open(self.bytes.get(self.fst.clone())?)
    }

    /// The ordinal of a folded term.
    pub fn ordinal(&self, term: &str) -> Option<u32> {
        self.automaton()?.get(term.as_bytes()).filter(|&ordinal| ordinal < self.count())
    }

    /// The other forms of a term: those that the build's stemmer gave the same stem.
    pub fn other_forms(&self, ordinal: u32) -> impl Iterator<Item = u32> + '_ {
        let next =
            move |&form: &u32| self.next_form.get(form as usize).copied().filter(|&form| form != ordinal);
        core::iter::successors(next(&ordinal), next)
    }

    /// The compounds that a term is a part of.
    pub fn compounds(&self, ordinal: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.compounds.partition_point(|&(part, _)| part < ordinal);
        let of_part = self.compounds.get(from..).unwrap_or_default().iter();
        of_part.take_while(move |&&(part, _)| part == ordinal).map(|&(_, compound)| compound)
    }

    /// In how many sections a term stands, taking the larger of heading and body.
    pub fn document_frequency(&self, ordinal: u32) -> u32 {
        let frequency = || {
            let mut cursor = Cursor::new(self.record(ordinal)?);
            let head = cursor.varint()?;
            let headings = if head & 1 == 1 { cursor.varint()? } else { 0 };
            Some((head >> 2).max(headings).max(1).min(self.sections))
        };
        frequency().unwrap_or(0)
    }

    /// Calls `each` with every section that holds the term, field by field, sections ascending within each.
    /// `None` when the record is damaged; what was visited before stands inside the book.
    pub fn postings(&self, ordinal: u32, mut each: impl FnMut(Field, u32, f32)) -> Option<()> {
        let mut cursor = Cursor::new(self.record(ordinal)?);
        let head = cursor.varint()?;
        if head & 1 == 1 {
            let count = cursor.varint()?;
            let mut next = 0u32;
            for _ in 0..count {
                let section = self.step(&mut next, cursor.varint()?)?;
                each(Field::Heading, section, 1.0);
            }
        }
        if head & 2 == 2 {
            let count = cursor.varint()?;
            self.list(&mut cursor, count, |section, frequency| each(Field::Links, section, frequency))?;
        }
        self.list(&mut cursor, head >> 2, |section, frequency| each(Field::Body, section, frequency))
    }

    /// The term with this ordinal: ordinals ascend with the keys, so the way to it never takes an output too large.
    pub fn term(&self, ordinal: u32) -> Option<String> {
        let automaton = self.automaton()?;
        let mut node = automaton.root()?;
        let mut left = ordinal;
        let mut key = Vec::new();
        while !(node.is_final && node.final_output == left) {
            let transition = node.transitions().take_while(|transition| transition.output <= left).last()?;
            left -= transition.output;
            key.push(transition.input);
            node = automaton.follow(&transition)?;
        }
        String::from_utf8(key).ok()
    }

    fn record(&self, ordinal: u32) -> Option<&[u8]> {
        let start = *self.records.get(ordinal as usize)? as usize;
        let end = *self.records.get(ordinal as usize + 1)? as usize;
        self.bytes.get(start..end)
    }

    fn list(&self, cursor: &mut Cursor<'_>, count: u32, mut each: impl FnMut(u32, f32)) -> Option<()> {
        let mut next = 0u32;
        for _ in 0..count {
            let packed = cursor.small_varint()?;
            let section = self.step(&mut next, packed >> 2)?;
            each(section, FREQUENCIES[(packed & 3) as usize]);
        }
        Some(())
    }

    fn step(&self, next: &mut u32, gap: u32) -> Option<u32> {
        let section = next.checked_add(gap).filter(|&section| section < self.sections)?;
        *next = section + 1;
        Some(section)
    }
}

/// Reads the table of compounds. Each takes two bytes, so that a damaged count ends soon.
fn compounds(cursor: &mut Cursor<'_>, terms: u32) -> Option<Vec<(u32, u32)>> {
    let mut pairs = Vec::new();
    let (mut part, mut compound) = (0u32, 0u32);
    for _ in 0..cursor.count()? {
        let gap = cursor.varint()?;
        if gap > 0 {
            compound = 0;
        }
        part = part.checked_add(gap)?;
        compound = compound.checked_add(cursor.varint()?).filter(|&compound| compound < terms)?;
        pairs.push((part, compound));
    }
    Some(pairs)
}

/// What the writer knows of one term. Lists ascend by section.
#[cfg(feature = "write")]
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct TermEntry {
    pub(crate) headings: Vec<u32>,
    pub(crate) links: Vec<(u32, u32)>,
    pub(crate) body: Vec<(u32, u32)>,
    /// Ordinal of the form before this one in its stem group.
    pub(crate) previous_form: Option<u32>,
    /// Ordinals of the compounds that the term is a part of, ascending.
    pub(crate) compounds: Vec<u32>,
}

/// The writing side. `terms` are in byte order.
#[cfg(feature = "write")]
pub(crate) fn write(terms: &[(&str, TermEntry)], endings: &[String]) -> Result<Vec<u8>, fst::Error> {
    use super::bytes::{put_string, put_varint};
    let fst = fst::Map::from_iter(terms.iter().map(|(term, _)| term).zip(0..))?.into_fst().into_inner();
    let mut out = Vec::new();
    put_varint(&mut out, fst.len() as u32);
    out.extend(fst);
    put_varint(&mut out, endings.len() as u32);
    endings.iter().for_each(|ending| put_string(&mut out, ending));
    for (ordinal, (_, entry)) in (0u32..).zip(terms) {
        put_varint(&mut out, entry.previous_form.map_or(0, |previous| ordinal - previous));
    }
    put_compounds(&mut out, terms);
    let records: Vec<Vec<u8>> = terms.iter().map(|(_, entry)| record(entry)).collect();
    records.iter().for_each(|record| put_varint(&mut out, record.len() as u32));
    records.iter().for_each(|record| out.extend(record));
    Ok(out)
}

#[cfg(feature = "write")]
fn put_compounds(out: &mut Vec<u8>, terms: &[(&str, TermEntry)]) {
    use super::bytes::put_varint;
    put_varint(out, terms.iter().map(|(_, entry)| entry.compounds.len() as u32).sum());
    let mut last_part = 0;
    for (part, (_, entry)) in (0u32..).zip(terms) {
        let mut last = 0;
        for &compound in &entry.compounds {
            put_varint(out, part - last_part);
            put_varint(out, compound - last);
            (last_part, last) = (part, compound);
        }
    }
}

#[cfg(feature = "write")]
fn record(entry: &TermEntry) -> Vec<u8> {
    use super::bytes::put_varint;
    let mut out = Vec::new();
    let has_links = u32::from(!entry.links.is_empty());
    let has_headings = u32::from(!entry.headings.is_empty());
    put_varint(&mut out, (entry.body.len() as u32) << 2 | has_links << 1 | has_headings);
    if has_headings == 1 {
        put_varint(&mut out, entry.headings.len() as u32);
        let mut next = 0;
        for &section in &entry.headings {
            put_varint(&mut out, section - next);
            next = section + 1;
        }
    }
    if has_links == 1 {
        put_varint(&mut out, entry.links.len() as u32);
    }
    for list in [&entry.links, &entry.body] {
        let mut next = 0;
        for &(section, frequency) in list {
            let code = match frequency {
                0 | 1 => 0,
                2 => 1,
                3 | 4 => 2,
                _ => 3,
            };
            put_varint(&mut out, (section - next) << 2 | code);
            next = section + 1;
        }
    }
    out
}
