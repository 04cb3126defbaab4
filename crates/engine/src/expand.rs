//! From a word to the terms of the vocabulary that may stand for it, each with how strong that evidence is.
//!
//! A word the book knows stands for itself and its inflections. While it is being typed it also stands for what it begins.
//! Only a word that leads nowhere is taken for a slip: two words written as one, an inflection the book lacks, a typo.

use thumbindex_index::format::automaton::{Automaton, Node};
use thumbindex_index::format::terms::Terms;

use crate::fuzzy::{self, Near};
use crate::order::keep_first;
use crate::query::Word;
use thumbindex_index::maths::{idf, ln};

/// What a word may stand for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expansion {
    /// A section's score for the word is that of its best concept.
    pub(crate) concepts: Vec<Concept>,
    /// What the word was taken for, when it was not found as it is.
    pub(crate) corrected: Option<String>,
    /// How telling the word is: the rarity of its most likely concept.
    pub(crate) idf: f32,
}

/// Terms that mean the same to a reader: occurrences of all of them add up.
#[derive(Debug, Clone)]
pub(crate) struct Concept {
    pub(crate) forms: Vec<Form>,
    /// 1 for the word itself, less for guesses.
    pub(crate) evidence: f32,
    pub(crate) idf: f32,
}

/// One term of a concept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    pub(crate) ordinal: u32,
    /// 1 for the form that was typed, less for others.
    pub(crate) weight: f32,
    /// Another form than the one that was typed.
    pub(crate) is_inflection: bool,
}

/// An inflection counts a little less than the form that was typed, so that an exact form comes first.
const INFLECTION: f32 = 0.85;
/// The word as it is known to the book, and what it may be the beginning of.
const BEGINNING_OF_KNOWN: f32 = 0.45;
const BEGINNING: f32 = 0.9;
/// Slips, by distance.
const SLIPS: [f32; 3] = [0.8, 0.7, 0.5];
/// The first letter of a word is seldom wrong.
const OTHER_FIRST_LETTER: f32 = 0.5;
/// A term whose beginning lies close, rather than all of it.
const SLIP_AND_BEGINNING: f32 = 0.6;
/// Terms that one beginning may stand for: enough for any beginning of three letters in a book.
const MAX_COMPLETIONS: usize = 200;
/// Guesses at one misspelt word.
const MAX_GUESSES: usize = 4;

pub(crate) struct Expander<'a> {
    pub(crate) terms: &'a Terms,
    pub(crate) automaton: Automaton<'a>,
    pub(crate) sections: u32,
}

impl Expander<'_> {
    pub(crate) fn expand(&self, word: &Word) -> Expansion {
        let mut expansion = Expansion::default();
        let known = self.terms.ordinal(&word.term);
        if let Some(ordinal) = known {
            expansion.concepts.push(self.concept(ordinal, 1.0, !word.is_exact));
        }
        if word.is_prefix {
            let evidence = if known.is_some() { BEGINNING_OF_KNOWN } else { BEGINNING };
            expansion.concepts.extend(self.beginning(&word.term, evidence));
        }
        if expansion.concepts.is_empty() && !word.is_exact && !word.is_gram {
            self.guess(word, &mut expansion);
        }
        let idf = expansion.concepts.first().map(|concept| concept.idf);
        expansion.idf = idf.unwrap_or_else(|| self.idf(1));
        expansion
    }

    fn idf(&self, frequency: u32) -> f32 {
        idf(self.sections, frequency)
    }

    fn concept(&self, ordinal: u32, evidence: f32, with_inflections: bool) -> Concept {
        let mut forms = vec![Form { ordinal, weight: 1.0, is_inflection: false }];
        if with_inflections {
            let others = self.terms.other_forms(ordinal);
            forms.extend(others.map(|ordinal| Form { ordinal, weight: INFLECTION, is_inflection: true }));
        }
        self.weighed(forms, evidence)
    }

    fn weighed(&self, forms: Vec<Form>, evidence: f32) -> Concept {
        let frequency = forms.iter().map(|form| self.terms.document_frequency(form.ordinal)).sum();
        Concept { forms, evidence, idf: self.idf(frequency) }
    }

    /// Everything that begins with what was typed, the less the more is missing.
    fn beginning(&self, typed: &str, evidence: f32) -> Option<Concept> {
        let mut found = self.completions(typed, MAX_COMPLETIONS);
        found.retain(|(term, _)| term != typed);
        let typed_length = typed.chars().count() as f32;
        let forms = found.iter().map(|(term, ordinal)| {
            let share = typed_length / term.chars().count() as f32;
            Form { ordinal: *ordinal, weight: 0.4 + 0.6 * share, is_inflection: false }
        });
        (!found.is_empty()).then(|| self.weighed(forms.collect(), evidence))
    }

    /// Terms that begin with `typed`, the commonest of them when there are more than `limit`.
    pub(crate) fn completions(&self, typed: &str, limit: usize) -> Vec<(String, u32)> {
        let Some((node, output)) = self.automaton.descend(typed.as_bytes()) else { return Vec::new() };
        let mut found = Vec::new();
        collect(&self.automaton, node, output, typed.as_bytes().to_vec(), usize::MAX, &mut found);
        found.retain(|&(_, ordinal)| ordinal < self.terms.count());
        if found.len() > limit {
            let frequency = |found: &(String, u32)| self.terms.document_frequency(found.1);
            keep_first(&mut found, limit, |a, b| (frequency(b), a.1) < (frequency(a), b.1));
        }
        found
    }

    fn guess(&self, word: &Word, expansion: &mut Expansion) {
        let letters = word.term.chars().count();
        let furthest = match letters {
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
        keep_first(&mut guesses, MAX_GUESSES, |a, b| a.1 > b.1 || (a.1 == b.1 && a.2 < b.2));
        expansion.corrected = guesses.first().map(|(near, _, _)| near.clone());
        let best = guesses.first().map_or(1.0, |guess| guess.1);
        let concepts = guesses.into_iter().map(|(_, likelihood, ordinal)| {
            let mut concept = self.concept(ordinal, 1.0, true);
            concept.evidence = SLIPS[1] * likelihood / best;
            concept
        });
        expansion.concepts.extend(concepts);
    }

    /// Terms a few slips away, with how likely each was meant.
    fn slips(&self, term: &str, distance: u8, prefixes: bool) -> Vec<(String, f32, u32)> {
        let first = term.chars().next();
        let likelihood = |near: &Near| {
            let frequency = self.terms.document_frequency(near.ordinal) as f32;
            let same_first = if near.term.chars().next() == first { 1.0 } else { OTHER_FIRST_LETTER };
            let whole = if near.is_prefix { SLIP_AND_BEGINNING } else { 1.0 };
            let slips = SLIPS[usize::from(near.distance.min(2))];
            slips * same_first * whole * (1.0 + ln(1.0 + frequency))
        };
        let found = fuzzy::near(&self.automaton, term, distance, prefixes);
        let known = found.into_iter().filter(|near| near.ordinal < self.terms.count());
        known.map(|near| (near.term.clone(), likelihood(&near), near.ordinal)).collect()
    }

    /// Forms of the same word, for a form that the book lacks and no stemmer is here to take apart: terms that share all but
    /// the last letters and differ by short endings.
    fn inflections(&self, term: &str) -> Vec<(String, f32, u32)> {
        let bounds: Vec<usize> = term.char_indices().map(|(at, _)| at).collect();
        let mut guesses = Vec::new();
        for ending in 1..=3usize {
            let Some(kept) = bounds.len().checked_sub(ending).filter(|&kept| kept >= 3) else { break };
            let Some((stem, tail)) = term.split_at_checked(bounds[kept]) else { continue };
            if !is_ending(tail) {
                continue;
            }
            let Some((node, output)) = self.automaton.descend(stem.as_bytes()) else { continue };
            let mut found = Vec::new();
            collect(&self.automaton, node, output, stem.as_bytes().to_vec(), stem.len() + 3, &mut found);
            let same_word = found.into_iter().filter(|(near, ordinal)| {
                near.strip_prefix(stem).is_some_and(|tail| tail.is_empty() || is_ending(tail))
                    && *ordinal < self.terms.count()
            });
            guesses.extend(same_word.map(|(near, ordinal)| {
                let frequency = self.terms.document_frequency(ordinal) as f32;
                (near, (1.0 + ln(1.0 + frequency)) / ending as f32, ordinal)
            }));
            if !guesses.is_empty() {
                break;
            }
        }
        guesses
    }
}

/// The endings by which English words are inflected; other languages' forms are found as slips.
fn is_ending(tail: &str) -> bool {
    matches!(
        tail,
        "s" | "es" | "ed" | "d" | "ing" | "e" | "er" | "ers" | "ly" | "y" | "ies" | "ied" | "or" | "ors"
    )
}

/// Every term under a node, at most `longest` bytes long, in no order.
fn collect(
    automaton: &Automaton<'_>,
    node: Node<'_>,
    output: u32,
    key: Vec<u8>,
    longest: usize,
    found: &mut Vec<(String, u32)>,
) {
    /// A damaged fst may hold more ways than terms; no vocabulary has more completions than this to offer.
    const MAX_NODES: usize = 200_000;
    let mut stack = vec![(node, output, key)];
    let mut visited = 0;
    while let Some((node, output, key)) = stack.pop() {
        visited += 1;
        if visited > MAX_NODES || key.len() > longest.min(255) {
            continue;
        }
        for transition in node.transitions() {
            let Some(next) = automaton.follow(&transition) else { continue };
            let mut longer = key.clone();
            longer.push(transition.input);
            stack.push((next, output.wrapping_add(transition.output), longer));
        }
        if node.is_final
            && let Ok(term) = String::from_utf8(key)
        {
            found.push((term, output.wrapping_add(node.final_output)));
        }
    }
}
