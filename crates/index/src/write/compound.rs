//! Compounds: words written as one, which a reader may look for by one of their parts.
//!
//! ```text
//! Kaufvertrag       kauf · vertrag
//! Arbeitsvertrag    arbeit  s  vertrag         with what the language puts between
//! Unternehmen       –                          a preposition is no part
//! ```
//!
//! There is no dictionary: a part is a word that the book itself has, or what two of its compounds share beside such words
//! (`Vertrag`, where the book only has `Kaufvertrag` and `Mietvertrag`). A part then stands for its compounds as it does for
//! its inflections, so the compound itself is what is ranked and marked. Giving the part the compound's postings instead
//! would repeat them for every part, and an excerpt would have nothing to mark.
//!
//! Every word is cut once at each of its letters and looked up, so the work grows with the letters of the vocabulary.

mod rules;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::format::terms::Entry;
use rules::Rules;

/// Fewer letters are a syllable more often than a word, but for those that a language's rules list.
const MIN_PART: usize = 4;
const SHORT_PART: usize = 3;
/// What stands beside a part of three letters has at least so many.
const BESIDE_SHORT_PART: usize = 5;
/// What only compounds have must be longer.
const MIN_SHARED: usize = 6;
/// Compounds that must share a part which the book never says alone; more for a head, since words that are none begin alike
/// more often than they end alike.
const MIN_SHARING: usize = 2;
const MIN_SHARING_HEAD: usize = 3;
/// A shorter part must stand in several sections, and be no rarity beside the compound: `verz` is no part of `verzeichnis`.
const LONG_PART: usize = 6;
const ENOUGH: u32 = 2;
const RARER: u32 = 2;
/// What the stemmer may take off a part at the end; more makes another word of it.
const MAX_ENDING: usize = 3;
/// Compounds that one part may stand for, the commonest of them: this bounds what a search for the part costs.
const MAX_COMPOUNDS: usize = 256;

/// A word of the book.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    /// Folded.
    pub(super) term: &'a str,
    pub(super) stem: Option<&'a str>,
    /// How many sections have it.
    pub(super) sections: u32,
}

/// Compounds by part. A part need not be a word of the book.
pub(super) type Compounds = BTreeMap<String, Vec<String>>;

/// Takes the words of a book apart; nothing in languages that write their compounds as several words.
pub(super) fn find(language: &str, words: &[Word<'_>]) -> Compounds {
    Rules::of(language).map_or_else(Compounds::new, |rules| Parts::new(rules, words).compounds(words))
}

/// Writes down with each part where its compounds stand in the vocabulary.
pub(super) fn link(terms: &mut BTreeMap<String, Entry>, compounds: Compounds) {
    let ordinals: HashMap<String, u32> = terms.keys().cloned().zip(0..).collect();
    for (part, compounds) in compounds {
        let Some(entry) = terms.get_mut(&part) else { continue };
        entry.compounds = compounds.iter().filter_map(|compound| ordinals.get(compound).copied()).collect();
        entry.compounds.sort_unstable();
        entry.compounds.dedup();
    }
}

struct Parts<'a> {
    rules: Rules,
    words: HashMap<&'a str, u32>,
    /// The commonest word with each stem.
    stems: HashMap<&'a str, &'a str>,
    /// What only compounds have, with how many share it.
    shared: HashMap<String, u32>,
}

/// How surely something is a part, surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    Shared,
    Stem,
    Word,
}

/// The word or stem that a piece of a compound is.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    term: &'a str,
    evidence: Evidence,
    sections: u32,
}

/// A way to cut a word in two.
struct Cut<'t> {
    head: &'t str,
    tail: &'t str,
    /// The tail without its ending.
    tail_stem: &'t str,
}

impl<'a> Parts<'a> {
    fn new(rules: Rules, words: &[Word<'a>]) -> Self {
        let mut parts = Self { rules, words: HashMap::new(), stems: HashMap::new(), shared: HashMap::new() };
        let mut commonest: HashMap<&str, u32> = HashMap::new();
        for word in words.iter().filter(|word| is_plain(word.term)) {
            parts.words.insert(word.term, word.sections);
            let Some(stem) = word.stem else { continue };
            let most = commonest.entry(stem).or_default();
            if word.sections > *most {
                *most = word.sections;
                parts.stems.insert(stem, word.term);
            }
        }
        parts
    }

    fn compounds(mut self, words: &[Word<'_>]) -> Compounds {
        let mut words: Vec<&Word<'_>> = words.iter().filter(|word| is_plain(word.term)).collect();
        words.sort_by_key(|word| (word.term.len(), word.term));
        self.shared = self.shared(&words);
        // Shorter words first, so that a part which is a compound itself has been taken apart.
        let mut taken_apart: HashMap<&str, Vec<String>> = HashMap::new();
        let mut compounds: BTreeMap<String, Vec<&Word<'_>>> = BTreeMap::new();
        for &word in &words {
            let Some(halves) = self.best(word) else { continue };
            let mut parts = BTreeSet::new();
            for half in halves {
                parts.extend(taken_apart.get(half).into_iter().flatten().cloned());
                parts.insert(half.to_string());
            }
            parts.iter().for_each(|part| compounds.entry(part.clone()).or_default().push(word));
            taken_apart.insert(word.term, parts.into_iter().collect());
        }
        compounds.retain(|part, of| self.words.contains_key(part.as_str()) || of.len() >= MIN_SHARING);
        compounds.into_iter().map(|(part, of)| (part, commonest(of))).collect()
    }

    /// What unknown pieces stand beside known ones in several words.
    fn shared(&self, words: &[&Word<'_>]) -> HashMap<String, u32> {
        let mut heads: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        let mut tails: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for &word in words.iter().filter(|word| self.best(word).is_none()) {
            self.cuts(word, |cut| match (self.head(&cut), self.tail(&cut)) {
                (Some(head), None) if head.is_plausible(word) && self.may_share(cut.tail_stem) => {
                    tails.entry(cut.tail_stem).or_default().insert(head.term);
                }
                (None, Some(tail)) if tail.is_plausible(word) && self.may_share(cut.head) => {
                    heads.entry(bare(cut.head).unwrap_or(cut.head)).or_default().insert(tail.term);
                }
                _ => {}
            });
        }
        tails.retain(|_, heads| heads.len() >= MIN_SHARING);
        heads.retain(|_, tails| tails.len() >= MIN_SHARING_HEAD);
        let pieces = heads.into_iter().chain(tails);
        pieces.map(|(piece, others)| (piece.to_string(), others.len() as u32)).collect()
    }

    fn may_share(&self, piece: &str) -> bool {
        self.rules.guesses
            && piece.len() >= MIN_SHARED
            && !self.words.contains_key(piece)
            && !self.rules.is_never_a_part(piece)
            && !self.rules.is_ending(piece)
    }

    /// The two parts that a word most likely has, and how surely.
    fn best(&self, word: &Word<'_>) -> Option<[&str; 2]> {
        let mut most = None;
        let mut best = None;
        self.cuts(word, |cut| {
            let Some((head, tail)) = self.head(&cut).zip(self.tail(&cut)) else { return };
            let plausible = [head, tail].iter().all(|part| part.is_plausible(word));
            if !plausible || head.evidence.max(tail.evidence) == Evidence::Shared {
                return;
            }
            // Of cuts that are as likely, the one with the least between the parts.
            let letters = cut.head.len() + cut.tail.len();
            let worth = Some((head.evidence.min(tail.evidence), head.sections.min(tail.sections), letters));
            if worth > most {
                most = worth;
                best = Some([head.term, tail.term]);
            }
        });
        best
    }

    /// Every way to cut a word in two, with and without a link.
    fn cuts<'t>(&self, word: &Word<'t>, mut each: impl FnMut(Cut<'t>)) {
        let term = word.term;
        let stem = word.stem.filter(|stem| term.starts_with(stem)).unwrap_or(term);
        for at in SHORT_PART..=term.len().saturating_sub(SHORT_PART) {
            let (head, rest) = term.split_at(at);
            for link in self.rules.links {
                let Some(tail) = rest.strip_prefix(link) else { continue };
                let (shorter, longer) = (head.len().min(tail.len()), head.len().max(tail.len()));
                let long_enough =
                    shorter >= MIN_PART || (shorter == SHORT_PART && longer >= BESIDE_SHORT_PART);
                if long_enough && !self.rules.is_never_a_part(&term[..at + link.len()]) {
                    let tail_stem = stem.get(at + link.len()..).unwrap_or(tail);
                    each(Cut { head, tail, tail_stem });
                }
            }
        }
    }

    fn head<'s>(&'s self, cut: &Cut<'_>) -> Option<Part<'s>> {
        // Where the book also has it without, the `s` is a link.
        let is_linked = bare(cut.head).is_some_and(|bare| self.words.contains_key(bare));
        self.part(cut.head, cut.head).filter(|_| !is_linked)
    }

    fn tail<'s>(&'s self, cut: &Cut<'_>) -> Option<Part<'s>> {
        self.part(cut.tail, cut.tail_stem).filter(|_| !self.rules.is_ending(cut.tail))
    }

    /// The part that a piece is: a word as it stands, a form of one, or what compounds share.
    fn part<'s>(&'s self, piece: &str, stem: &str) -> Option<Part<'s>> {
        if self.rules.is_never_a_part(piece) || (piece.len() < MIN_PART && !self.rules.is_short_part(piece)) {
            return None;
        }
        if let Some((&term, &sections)) = self.words.get_key_value(piece) {
            return Some(Part { term, sections, evidence: Evidence::Word });
        }
        let is_form = stem.len() >= MIN_PART && piece.len() <= stem.len() + MAX_ENDING;
        if let Some(&term) = self.stems.get(stem)
            && is_form
            && !self.rules.is_never_a_part(term)
        {
            let sections = self.words.get(term).copied().unwrap_or_default();
            return Some(Part { term, sections, evidence: Evidence::Stem });
        }
        let (term, &sections) = self.shared.get_key_value(stem)?;
        Some(Part { term, sections, evidence: Evidence::Shared })
    }
}

impl Part<'_> {
    /// Whether the book says it often enough to have made the word with it.
    fn is_plausible(&self, word: &Word<'_>) -> bool {
        let is_common = self.sections >= ENOUGH && self.sections >= word.sections / RARER;
        self.term != word.term && (is_common || self.term.len() >= LONG_PART)
    }
}

/// A head without an `s` that is likely a link: after these letters it seldom belongs to the word (`vertrags`, but `kreis`).
fn bare(head: &str) -> Option<&str> {
    head.strip_suffix('s').filter(|bare| bare.ends_with(['d', 'g', 't']))
}

fn commonest(mut words: Vec<&Word<'_>>) -> Vec<String> {
    words.sort_by_key(|word| (Reverse(word.sections), word.term));
    words.into_iter().take(MAX_COMPOUNDS).map(|word| word.term.to_string()).collect()
}

/// Letters only: the languages with compounds fold to them.
fn is_plain(term: &str) -> bool {
    term.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests;
