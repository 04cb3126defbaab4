//! From a word to the terms of the vocabulary that may stand for it, each with how strong that evidence is.
//!
//! A word the book knows stands for itself and its inflections. While it is being typed it also stands for what it begins,
//! and two neighbours stand for the one word they make. Only a word that leads nowhere is taken for a slip: an inflection
//! the book lacks, two words written as one, a typo.

use thumbindex_index::format::automaton::Automaton;
use thumbindex_index::format::terms::Terms;
use thumbindex_index::maths::{idf, ln};

use crate::fuzzy::{self, Near, Patience};
use crate::order::keep_first;
use crate::prelude::*;
use crate::query::{Query, Word};
use crate::vocabulary::{Under, under};

/// What a word may stand for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expansion {
    /// A section's score for the word is that of its best concept.
    pub(crate) concepts: Vec<Concept>,
    /// What the word was taken for, when it was not found as it is.
    pub(crate) corrected: Option<String>,
    /// How telling the word is: the rarity of its most likely concept; 0 where it only adds to other words.
    pub(crate) idf: f32,
}

/// Terms that mean the same to a reader: occurrences of all of them add up.
#[derive(Debug, Clone)]
pub(crate) struct Concept {
    pub(crate) forms: Vec<Form>,
    /// What all forms begin with, where they are the completions of a beginning.
    pub(crate) beginning: Option<String>,
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
/// A compound is about one of its parts among other things.
const COMPOUND: f32 = 0.5;
/// The word as it is known to the book, and what it may be the beginning of.
const BEGINNING_OF_KNOWN: f32 = 0.45;
const BEGINNING: f32 = 0.9;
/// Of what a beginning says, the part that does not depend on how much of the word is there.
const BEGINNING_AT_LEAST: f32 = 0.4;
/// Two words that the book writes as one, and the other way round.
const JOINED: f32 = 0.5;
const SPLIT: f32 = 0.8;
/// A path or flag that is mentioned as it was typed, beside the words that it is made of.
const MENTION: f32 = 0.2;
/// Guesses at a word, best first: how much they count.
const GUESS: f32 = 0.7;
/// Slips, by distance.
const SLIPS: [f32; 3] = [0.8, 0.7, 0.5];
/// The first letter of a word is seldom wrong.
const OTHER_FIRST_LETTER: f32 = 0.5;
/// A term whose beginning lies close, rather than all of it.
const SLIP_AND_BEGINNING: f32 = 0.6;
/// Terms that a beginning of one letter, two letters, or more may stand for. One letter says next to nothing, and it is what
/// every keystroke of a new word begins with; 200 is enough for any beginning of three letters in a book.
const MAX_COMPLETIONS: [usize; 3] = [24, 80, 200];
/// Sections that they may be in, all added up: this bounds what a short beginning costs on a large site.
const MAX_COMPLETION_SECTIONS: u32 = 8_000;
/// Inflections and compounds of one word.
const MAX_FORMS: usize = 400;
/// Guesses at one misspelt word.
const MAX_GUESSES: usize = 4;
/// A word is not taken apart into shorter pieces than this.
const MIN_SPLIT: usize = 3;

/// Which words are guessed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guess {
    /// None: the reader insists.
    Never,
    /// Those that the book does not know.
    Unknown,
    /// Those that it knows too, since nothing was found with them.
    All,
}

pub(crate) struct Expander<'a> {
    pub(crate) terms: &'a Terms,
    pub(crate) automaton: Automaton<'a>,
    pub(crate) sections: u32,
    pub(crate) patience: Patience,
}

/// A guess at what a word was meant to be.
struct Likely {
    term: String,
    likelihood: f32,
    ordinal: u32,
}

impl Expander<'_> {
    /// One expansion for each word of the query. A word that turns out to be two becomes two words.
    pub(crate) fn expand(&self, query: &mut Query, guess: Guess) -> Vec<Expansion> {
        let words = core::mem::take(&mut query.words);
        let alone = words.len() == 1;
        let mut expansions: Vec<Expansion> = words.iter().map(|word| self.known(word, alone)).collect();
        for at in 1..words.len() {
            if let Some(joined) = self.joined(&words[at - 1], &words[at]) {
                expansions[at - 1].concepts.push(joined.clone());
                expansions[at].concepts.push(joined);
            }
        }
        let mut all = Vec::new();
        for (word, mut expansion) in words.into_iter().zip(expansions) {
            let unknown = expansion.concepts.is_empty();
            let may_guess = !word.is_exact && !word.is_gram && guess != Guess::Never;
            if may_guess
                && unknown
                && let Some(halves) = self.halves(&word)
            {
                for (half, corrected) in halves {
                    all.push(self.weighed(self.half(&half, corrected)));
                    query.words.push(half);
                }
                continue;
            }
            if may_guess && (unknown || guess == Guess::All) {
                self.guess(&word, &mut expansion);
            }
            let mut expansion = self.weighed(expansion);
            let says_nothing =
                expansion.concepts.is_empty() && word.is_prefix && word.term.chars().nth(1).is_none();
            if word.is_extra || says_nothing {
                expansion.idf = 0.0;
                expansion.concepts.iter_mut().for_each(|concept| concept.evidence *= MENTION);
            }
            all.push(expansion);
            query.words.push(word);
        }
        all
    }

    /// What the word stands for as it is. One letter after other words could become anything, so it says nothing yet.
    fn known(&self, word: &Word, alone: bool) -> Expansion {
        let mut expansion = Expansion::default();
        let known = self.terms.ordinal(&word.term);
        if let Some(ordinal) = known {
            let mut concept = self.concept(ordinal, 1.0, !word.is_exact);
            // Where the book spells a word in several ways, the one that was typed counts most.
            let spelled = word.spelled.as_ref().and_then(|spelled| self.terms.ordinal(spelled));
            if let Some(ordinal) = spelled {
                for form in &mut concept.forms {
                    *form = Form { weight: INFLECTION * form.weight, is_inflection: true, ..*form };
                }
                concept.forms.push(Form { ordinal, weight: 1.0, is_inflection: false });
            }
            expansion.concepts.push(concept);
        }
        if word.is_prefix && (alone || word.term.chars().nth(1).is_some()) {
            let evidence = if known.is_some() { BEGINNING_OF_KNOWN } else { BEGINNING };
            expansion.concepts.extend(self.beginning(&word.term, evidence));
        }
        expansion
    }

    fn weighed(&self, mut expansion: Expansion) -> Expansion {
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
            self.add_compounds(&mut forms);
        }
        let frequency = forms.iter().map(|form| self.terms.document_frequency(form.ordinal)).sum();
        Concept { forms, beginning: None, evidence, idf: self.idf(frequency) }
    }

    /// Adds the words that are made with one of these.
    fn add_compounds(&self, forms: &mut Vec<Form>) {
        for at in 0..forms.len() {
            for ordinal in self.terms.compounds(forms[at].ordinal) {
                if forms.len() < MAX_FORMS && forms.iter().all(|form| form.ordinal != ordinal) {
                    forms.push(Form { ordinal, weight: COMPOUND, is_inflection: true });
                }
            }
        }
    }

    /// Everything that begins with what was typed, the less the more is missing.
    fn beginning(&self, typed: &str, evidence: f32) -> Option<Concept> {
        let typed_letters = typed.chars().count();
        let most = MAX_COMPLETIONS[typed_letters.clamp(1, 3) - 1];
        let mut found = self.completions(typed, most);
        let mut frequency = 0;
        found.retain(|&(term, sections)| {
            let kept = term.letters > typed_letters && frequency < MAX_COMPLETION_SECTIONS;
            frequency += if kept { sections } else { 0 };
            kept
        });
        let forms = found.iter().map(|(term, _)| {
            let share = typed_letters as f32 / term.letters as f32;
            let weight = BEGINNING_AT_LEAST + (1.0 - BEGINNING_AT_LEAST) * share;
            Form { ordinal: term.ordinal, weight, is_inflection: false }
        });
        let forms: Vec<Form> = forms.collect();
        (!forms.is_empty()).then(|| Concept {
            forms,
            beginning: Some(typed.to_string()),
            evidence,
            idf: self.idf(frequency),
        })
    }

    /// Terms that begin with `typed`, itself included, with the number of sections each is in; the commonest of them, in
    /// order, when there are more than `limit`.
    pub(crate) fn completions(&self, typed: &str, limit: usize) -> Vec<(Under, u32)> {
        let mut found = Vec::new();
        under(&self.automaton, typed, usize::MAX, |term, _| {
            if term.ordinal < self.terms.count() {
                found.push((term, self.terms.document_frequency(term.ordinal)));
            }
        });
        if found.len() > limit {
            keep_first(&mut found, limit, |a, b| (b.1, a.0.ordinal) < (a.1, b.0.ordinal));
        }
        found
    }

    /// The word that two neighbours make, where the book writes them as one.
    fn joined(&self, left: &Word, right: &Word) -> Option<Concept> {
        let neighbours = left.end + 1 == right.start && left.in_title == right.in_title;
        if !neighbours || left.is_exact || right.is_exact || left.is_gram || right.is_gram {
            return None;
        }
        let ordinal = self.terms.ordinal(&[left.term.as_str(), &right.term].concat())?;
        Some(self.concept(ordinal, JOINED, true))
    }

    /// The two words of the book that an unknown one is made of, unless a single slip explains it; the first of them says
    /// so.
    fn halves(&self, word: &Word) -> Option<[(Word, Option<String>); 2]> {
        let bounds: Vec<usize> = word.term.char_indices().map(|(at, _)| at).collect();
        let last = bounds.len().checked_sub(MIN_SPLIT)?;
        let frequency = |term: &str| {
            let frequency = self.terms.document_frequency(self.terms.ordinal(term)?);
            (frequency > 1).then_some(frequency)
        };
        let mut best = None;
        let mut most = 0;
        for &at in bounds.get(MIN_SPLIT..=last)? {
            let (left, right) = word.term.split_at(at);
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

    fn half(&self, word: &Word, corrected: Option<String>) -> Expansion {
        let mut expansion = Expansion { corrected, ..self.known(word, false) };
        expansion.concepts.iter_mut().for_each(|concept| concept.evidence *= SPLIT);
        expansion
    }

    fn guess(&self, word: &Word, expansion: &mut Expansion) {
        let furthest = match word.term.chars().count() {
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
            a.likelihood > b.likelihood || (a.likelihood == b.likelihood && a.ordinal < b.ordinal)
        });
        let Some(best) = guesses.first() else { return };
        expansion.corrected = Some(best.term.clone());
        let concepts = guesses
            .iter()
            .map(|guess| self.concept(guess.ordinal, GUESS * guess.likelihood / best.likelihood, true));
        expansion.concepts.extend(concepts);
    }

    /// Terms a few slips away.
    fn slips(&self, term: &str, distance: u8, prefixes: bool) -> Vec<Likely> {
        let first = term.chars().next();
        let likelihood = |near: &Near| {
            let frequency = self.terms.document_frequency(near.ordinal) as f32;
            let same_first = if near.term.chars().next() == first { 1.0 } else { OTHER_FIRST_LETTER };
            let whole = if near.is_prefix { SLIP_AND_BEGINNING } else { 1.0 };
            let slips = SLIPS[usize::from(near.distance.min(2))];
            slips * same_first * whole * (1.0 + ln(1.0 + frequency))
        };
        let found = fuzzy::near(&self.automaton, term, distance, prefixes, &self.patience);
        let known = found.into_iter().filter(|near| near.ordinal < self.terms.count());
        known
            .map(|near| Likely { likelihood: likelihood(&near), ordinal: near.ordinal, term: near.term })
            .collect()
    }

    /// Forms of the same word, for a form that the book lacks and no stemmer is here to take apart: terms that share all but
    /// endings by which the book's words inflect.
    fn inflections(&self, term: &str) -> Vec<Likely> {
        let bounds: Vec<usize> = term.char_indices().map(|(at, _)| at).collect();
        let mut guesses = Vec::new();
        for ending in 1..=MAX_ENDING {
            let Some(kept) = bounds.len().checked_sub(ending).filter(|&kept| kept >= MIN_STEM) else { break };
            let Some((stem, tail)) = term.split_at_checked(bounds[kept]) else { continue };
            if !self.terms.is_ending(tail) {
                continue;
            }
            under(&self.automaton, stem, MAX_ENDING, |near, tail| {
                let Ok(tail) = core::str::from_utf8(tail) else { return };
                if near.ordinal < self.terms.count() && (tail.is_empty() || self.terms.is_ending(tail)) {
                    let frequency = self.terms.document_frequency(near.ordinal) as f32;
                    guesses.push(Likely {
                        term: [stem, tail].concat(),
                        likelihood: (1.0 + ln(1.0 + frequency)) / ending as f32,
                        ordinal: near.ordinal,
                    });
                }
            });
            if !guesses.is_empty() {
                break;
            }
        }
        guesses
    }
}

/// Shorter words have too little in common with others to tell an inflection from a slip.
const MIN_STEM: usize = 4;
/// Longer endings are words of their own.
const MAX_ENDING: usize = 4;
