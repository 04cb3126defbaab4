//! What a word was meant to be that the book does not know: an inflection that it lacks, two words written as one, a slip.

use crate::prelude::*;
use thumbindex_index::maths::ln;
use thumbindex_index::{letters, part};

use super::{Expander, Expansion};
use crate::fuzzy::{self, Near};
use crate::order::keep_first;
use crate::query::Word;

/// One word that the book writes as two.
const SPLIT: f32 = 0.8;
/// Guesses at a word, best first: how much they count.
const GUESS: f32 = 0.7;
/// Slips, by distance.
const SLIPS: [f32; 3] = [0.8, 0.7, 0.5];
/// The first letter of a word is seldom wrong.
const OTHER_FIRST_LETTER: f32 = 0.5;
/// A term whose beginning lies close, rather than all of it.
const SLIP_AND_BEGINNING: f32 = 0.6;
/// Guesses at one misspelt word.
const MAX_GUESSES: usize = 4;
/// A word is not taken apart into shorter pieces than this.
const MIN_SPLIT: usize = 3;
/// Shorter words have too little in common with others to tell an inflection from a slip.
const MIN_STEM: usize = 4;
/// Longer endings are words of their own.
const MAX_ENDING: usize = 4;

/// A guess at what a word was meant to be.
struct Likely<'a> {
    term: &'a str,
    likelihood: f32,
}

impl<'a> Expander<'a> {
    /// The two words of the book that an unknown one is made of, unless a single slip explains it; the first of them says
    /// so.
    pub(super) fn halves(&self, word: &Word) -> Option<[(Word, Option<String>); 2]> {
        let bounds: Vec<usize> = word.term.char_indices().map(|(at, _)| at).collect();
        let last = bounds.len().checked_sub(MIN_SPLIT)?;
        let frequency = |term: &str| {
            let frequency = match self.shelf.lexicon() {
                Some(lexicon) => lexicon.look_up(term)?.0,
                None => self.shelf.frequency(self.shelf.ordinal(term)?),
            };
            (frequency > 1).then_some(frequency)
        };
        let mut best = None;
        let mut most = 0;
        for &at in bounds.get(MIN_SPLIT..=last)? {
            let (left, right) = (part(&word.term, 0, at), part(&word.term, at, word.term.len()));
            let Some(rarer) = frequency(left).zip(frequency(right)).map(|(a, b)| a.min(b)) else { continue };
            if rarer > most {
                (best, most) = (Some((left, right)), rarer);
            }
        }
        let (left, right) = best?;
        if !self.inflections(&word.term).is_empty() || !self.slips(&word.term, 1, false).is_empty() {
            return None;
        }
        let half = |term: &str, is_prefix| Word { term: term.to_string(), is_prefix, ..word.clone() };
        let corrected = Some([left, " ", right].concat());
        Some([(half(left, false), corrected), (half(right, word.is_prefix), None)])
    }

    pub(super) fn half(&self, word: &Word, corrected: Option<String>) -> Expansion {
        let mut expansion = Expansion { corrected, ..self.known(word, false) };
        expansion.concepts.iter_mut().for_each(|concept| concept.evidence *= SPLIT);
        expansion
    }

    pub(super) fn guess(&self, word: &Word, expansion: &mut Expansion) {
        let furthest = match letters(&word.term) {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        let mut guesses = self.inflections(&word.term);
        for distance in 1..=furthest {
            if guesses.is_empty() {
                guesses = self.slips(&word.term, distance, word.is_prefix);
            }
        }
        guesses.retain(|guess| guess.term != word.term);
        keep_first(&mut guesses, MAX_GUESSES, |a, b| {
            a.likelihood > b.likelihood || (a.likelihood == b.likelihood && a.term < b.term)
        });
        let Some(best) = guesses.first() else { return };
        expansion.corrected = Some(best.term.to_string());
        for guess in &guesses {
            if let Some(ordinal) = self.shelf.ordinal(guess.term) {
                let evidence = GUESS * guess.likelihood / best.likelihood;
                expansion.concepts.push(self.concept(ordinal, evidence, true));
            }
        }
    }

    /// Terms a few slips away.
    fn slips(&self, term: &str, distance: u8, prefixes: bool) -> Vec<Likely<'a>> {
        let mut likely: Vec<Likely<'a>> = Vec::new();
        let mut add = |near: Near<'a>, frequency: u32| {
            if likely.iter().all(|known| known.term != near.term) {
                likely.push(Likely { likelihood: likelihood(&near, term, frequency), term: near.term });
            }
        };
        for (vocabulary, first) in self.shelf.around(term) {
            for near in fuzzy::near(vocabulary, term, distance, prefixes, &self.patience) {
                let frequency = self.shelf.frequency(first.saturating_add(near.ordinal));
                add(near, frequency);
            }
        }
        if let Some(lexicon) = self.shelf.lexicon() {
            for near in fuzzy::near(&lexicon.vocabulary, term, distance, prefixes, &self.patience) {
                let frequency = lexicon.frequency(near.ordinal).unwrap_or(1);
                add(near, frequency);
            }
        }
        likely
    }

    /// Forms of the same word, for a form that the book lacks and no stemmer is here to take apart: terms that share all but
    /// endings by which the book's words inflect.
    fn inflections(&self, term: &str) -> Vec<Likely<'a>> {
        let bounds: Vec<usize> = term.char_indices().map(|(at, _)| at).collect();
        let mut guesses = Vec::new();
        for ending in 1..=MAX_ENDING {
            let Some(kept) = bounds.len().checked_sub(ending).filter(|&kept| kept >= MIN_STEM) else { break };
            let Some((stem, tail)) = term.split_at_checked(bounds[kept]) else { continue };
            if !self.shelf.is_ending(tail) {
                continue;
            }
            for (terms, _) in self.shelf.beginning(stem).unwrap_or_default() {
                for ordinal in terms.vocabulary.beginning(stem) {
                    let known = terms.vocabulary.term(ordinal).zip(terms.record(ordinal));
                    let Some((term, record)) = known else { continue };
                    let tail = part(term, stem.len(), term.len());
                    if tail.is_empty() || self.shelf.is_ending(tail) {
                        let frequency = record.frequency.max(1) as f32;
                        let likelihood = (1.0 + ln(1.0 + frequency)) / ending as f32;
                        guesses.push(Likely { term, likelihood });
                    }
                }
            }
            if !guesses.is_empty() {
                break;
            }
        }
        guesses
    }
}

/// How likely a term was meant by a misspelt word.
fn likelihood(near: &Near<'_>, word: &str, frequency: u32) -> f32 {
    let same_first = if near.term.chars().next() == word.chars().next() { 1.0 } else { OTHER_FIRST_LETTER };
    let whole = if near.is_prefix { SLIP_AND_BEGINNING } else { 1.0 };
    let slips = SLIPS[usize::from(near.distance.min(2))];
    slips * same_first * whole * (1.0 + ln(1.0 + frequency as f32))
}
