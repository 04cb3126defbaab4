//! The vocabulary with its postings, cut into chunks.
//!
//! A book whose vocabulary takes many chunks also gets a lexicon of its commonest terms and, for terms that are nearly
//! everywhere, tails: a search for such a term alone wants only the sections that say most of it, and one with rarer words
//! beside it wants hardly more.

use std::collections::BTreeMap;

use super::Layout;
use super::cut::{Piece, cut_into};
use super::outline::Outline;
use super::pack::Raw;
use super::pins;
use crate::format::lexicon;
use crate::format::postings::{self, Lists};
use crate::format::root::ChunkKind;
use crate::format::terms::{self, Entry, Row};

/// Bytes of a chunk of terms before it is packed, where every word of a search has to fetch one, and where all are there.
const TERMS: usize = 4 << 10;
const INLINE_TERMS: usize = 8 << 10;
/// A larger vocabulary has larger chunks instead of more than this, and no more tails than that: each has a row in the root.
const MAX_TERMS: usize = 880;
const MAX_TAILS: usize = 300;
/// Bytes that a term takes beside its record.
const ROW: usize = 8;
/// A vocabulary of more bytes gets a lexicon: all of it is more than a reader should wait for to have a word corrected.
const MANY: usize = 384 << 10;
/// How many terms it has.
const LEXICON: usize = 6_000;
/// A longer record gets a tail.
const LONG: usize = 8 << 10;
/// How many sections stay before the tail.
const HEAD: usize = 500;
/// Forms of one word that stand further apart than this in the vocabulary are linked like compounds: no chunk could hold all
/// that is between.
const FAR: u32 = 300;

/// Chunks of terms, and lexicon and tails where there are many.
pub(super) fn write(terms: &BTreeMap<String, Entry>, outlines: &[Outline], layout: Layout) -> Vec<Raw> {
    let terms: Vec<(&str, &Entry)> = terms.iter().map(|(term, entry)| (term.as_str(), entry)).collect();
    let lists: Vec<Lists> = terms.iter().map(|(_, entry)| lists(entry, outlines)).collect();
    let frequencies: Vec<u32> = lists.iter().map(frequency).collect();
    let mut records: Vec<Vec<u8>> = lists
        .iter()
        .zip(&frequencies)
        .map(|(lists, &frequency)| postings::write(frequency, None, lists))
        .collect();
    let mut chunks = Vec::new();
    let size = |records: &[Vec<u8>]| records.iter().map(|record| record.len() + ROW).sum::<usize>();
    let is_large = size(&records) > MANY;
    if is_large {
        let longest = longest_without_tail(&records);
        let mut common = Vec::new();
        let mut tails = 0;
        for (at, record) in records.iter_mut().enumerate() {
            let has_tail = record.len() > longest;
            if has_tail {
                let (head, tail) = parted(&lists[at]);
                *record = postings::write(frequencies[at], Some(tails), &head);
                let bytes = postings::write(frequency(&tail), None, &tail);
                chunks.push(Raw { first: tails, ..Raw::new(ChunkKind::Tail, bytes) });
                tails += 1;
            }
            common.push((terms[at].0, frequencies[at], has_tail));
        }
        chunks.push(Raw::new(ChunkKind::Lexicon, lexicon::write(&commonest(common))));
    }
    let links = Links::of(&terms);
    let pieces = || {
        let rows = terms.iter().zip(&links.may_begin);
        rows.map(|(&(name, _), &may_begin)| Piece { name, may_begin })
    };
    // Where there is a lexicon, a search looks at few chunks: it answers alike in all layouts only if they hold the same.
    let target = if layout == Layout::Split || is_large { TERMS } else { INLINE_TERMS };
    let ranges = cut_into(MAX_TERMS, pieces, target, |at, _| records[at].len() + ROW);
    let firsts: Vec<u32> = ranges.iter().map(|range| range.start as u32).collect();
    let place = |ordinal: u32| {
        let chunk = firsts.partition_point(|&first| first <= ordinal) - 1;
        (chunk as u32, ordinal - firsts[chunk])
    };
    for range in ranges {
        let rows: Vec<Row<'_>> = range
            .clone()
            .map(|at| Row {
                term: terms[at].0,
                stem_link: links.stem_links[at],
                compounds: links.compounds[at].iter().map(|&ordinal| place(ordinal)).collect(),
                record: std::mem::take(&mut records[at]),
            })
            .collect();
        let from = terms.get(range.start).map(|(term, _)| (*term).to_string()).unwrap_or_default();
        let (bytes, records) = terms::write(&rows);
        chunks.push(Raw { kind: ChunkKind::Terms, first: range.start as u32, from, bytes, records });
    }
    chunks
}

fn lists(entry: &Entry, outlines: &[Outline]) -> Lists {
    let outline = |section: u32| outlines.get(section as usize);
    let headings = entry
        .headings
        .iter()
        .filter_map(|&(section, is_spelled)| Some((section, outline(section)?.heading(is_spelled))));
    let links =
        entry.links.iter().filter_map(|&(section, count)| Some((section, outline(section)?.links(count))));
    let body =
        entry.body.iter().filter_map(|&(section, count)| Some((section, outline(section)?.impact(count))));
    let mut lists = Lists { headings: headings.collect(), links: links.collect(), body: body.collect() };
    pins::add(&entry.pinned, outlines, &mut lists);
    lists
}

/// In how many sections a term stands, taking the larger of headings and texts.
fn frequency(lists: &Lists) -> u32 {
    lists.headings.len().max(lists.body.len()) as u32
}

/// The length from which on records get a tail.
fn longest_without_tail(records: &[Vec<u8>]) -> usize {
    let mut lengths: Vec<usize> = records.iter().map(Vec::len).collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    lengths.get(MAX_TAILS).copied().unwrap_or(0).max(LONG)
}

/// The commonest terms, in byte order.
fn commonest(mut terms: Vec<(&str, u32, bool)>) -> Vec<(&str, u32, bool)> {
    terms.sort_by_key(|&(term, frequency, _)| (std::cmp::Reverse(frequency), term));
    terms.truncate(LEXICON);
    terms.sort_unstable();
    terms
}

/// Postings in two: of the sections that say most of the term when it is all that is asked for, and of the others.
fn parted(lists: &Lists) -> (Lists, Lists) {
    // A heading with little else in it, then what links call by it, then the texts that have most of it.
    let mut worth: BTreeMap<u32, f32> = BTreeMap::new();
    let mut add = |section: u32, more: f32| *worth.entry(section).or_default() += more;
    lists.headings.iter().for_each(|(section, heading)| add(*section, 300.0 - heading.rarity));
    lists.links.iter().for_each(|&(section, count)| add(section, 20.0 + count.min(20) as f32));
    lists.body.iter().for_each(|&(section, impact)| add(section, f32::from(impact)));
    let mut best: Vec<(f32, u32)> = worth.into_iter().map(|(section, worth)| (-worth, section)).collect();
    best.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    best.truncate(HEAD);
    let mut kept: Vec<u32> = best.into_iter().map(|(_, section)| section).collect();
    kept.sort_unstable();
    let is_kept = |section: u32| kept.binary_search(&section).is_ok();
    let part = |wanted: bool| Lists {
        headings: lists.headings.iter().filter(|(section, _)| is_kept(*section) == wanted).copied().collect(),
        links: lists.links.iter().filter(|(section, _)| is_kept(*section) == wanted).copied().collect(),
        body: lists.body.iter().filter(|(section, _)| is_kept(*section) == wanted).copied().collect(),
    };
    (part(true), part(false))
}

/// How terms hang together: what may be cut apart, and what is linked across chunks.
struct Links {
    may_begin: Vec<bool>,
    stem_links: Vec<u32>,
    compounds: Vec<Vec<u32>>,
}

impl Links {
    fn of(terms: &[(&str, &Entry)]) -> Self {
        let mut links = Self {
            may_begin: vec![true; terms.len()],
            stem_links: vec![0; terms.len()],
            compounds: terms.iter().map(|(_, entry)| entry.compounds.clone()).collect(),
        };
        for (ordinal, (_, entry)) in (0u32..).zip(terms) {
            let Some(previous) = entry.previous_form else { continue };
            if ordinal - previous > FAR {
                links.compounds[ordinal as usize].push(previous);
                links.compounds[previous as usize].push(ordinal);
                continue;
            }
            links.stem_links[ordinal as usize] = ordinal - previous;
            links.may_begin[previous as usize + 1..=ordinal as usize].fill(false);
        }
        for compounds in &mut links.compounds {
            compounds.sort_unstable();
            compounds.dedup();
        }
        links
    }
}
