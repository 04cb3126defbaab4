//! From a word to the terms of the vocabulary that may stand for it, each with how strong that evidence is.
//!
//! A word the book knows stands for itself and its inflections. While it is being typed it also stands for what it begins,
//! and two neighbours stand for the one word they make. Only a word that leads nowhere is taken for a slip: an inflection
//! the book lacks, two words written as one, a typo.

mod guess;

use crate::prelude::*;
use thumbindex_index::letters;
use thumbindex_index::maths::idf;

use crate::fuzzy::Patience;
use crate::order::keep_first;
use crate::query::{Query, Word, is_one};
use crate::shelf::Shelf;

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
    /// Typed otherwise than folded: headings that spell it so come first among equals.
    pub(crate) is_spelled: bool,
    /// The tail of its postings, where that is wanted as well.
    pub(crate) tail: Option<u32>,
}

impl Form {
    pub(crate) fn new(ordinal: u32, weight: f32) -> Self {
        Self { ordinal, weight, is_inflection: false, is_spelled: false, tail: None }
    }

    fn inflection(ordinal: u32, weight: f32) -> Self {
        Self { is_inflection: true, ..Self::new(ordinal, weight) }
    }
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
/// Two words that the book writes as one.
const JOINED: f32 = 0.5;
/// A path or flag that is mentioned as it was typed, beside the words that it is made of.
const MENTION: f32 = 0.2;
/// Terms that a beginning of one letter, two letters, or more may stand for. One letter says next to nothing, and it is what
/// every keystroke of a new word begins with; 200 is enough for any beginning of three letters in a book.
const MAX_COMPLETIONS: [usize; 3] = [24, 80, 200];
/// Sections that they may be in, all added up: this bounds what a short beginning costs on a large site.
const MAX_COMPLETION_SECTIONS: u32 = 8_000;
/// Inflections and compounds of one word.
const MAX_FORMS: usize = 400;
/// In so many sections a word is taken to be that the lexicon does not have.
const UNCOMMON: u32 = 16;
/// A word with less of a query's rarity does without the tail of its postings.
const TELLING: f32 = 0.2;
/// The inflection that most words have, where words are inflected so.
const PLURAL: &str = "s";
/// Further chunks that a short beginning may cost on a site that has many.
const MAX_MORE_CHUNKS: usize = 3;
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
    pub(crate) shelf: &'a Shelf<'a>,
    /// What was typed.
    pub(crate) text: &'a str,
    pub(crate) patience: Patience,
}

/// A term that begins with what was typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Completion<'a> {
    pub(crate) term: &'a str,
    ordinal: u32,
    /// How many sections it is in.
    frequency: u32,
}

impl Completion<'_> {
    pub(crate) fn is_commoner(&self, other: &Self) -> bool {
        (other.frequency, self.ordinal) < (self.frequency, other.ordinal)
    }
}

impl<'a> Expander<'a> {
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
        // Nothing is known yet of a word whose chunk is still to come.
        let may_guess = guess != Guess::Never && self.shelf.wants_nothing();
        let mut all = Vec::new();
        for (word, mut expansion) in words.into_iter().zip(expansions) {
            let unknown = expansion.concepts.is_empty();
            let may_guess = may_guess && !word.is_exact && !word.is_gram;
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
            let says_nothing = expansion.concepts.is_empty() && word.is_prefix && is_one(&word.term);
            if word.is_extra || says_nothing {
                expansion.idf = 0.0;
                expansion.concepts.iter_mut().for_each(|concept| concept.evidence *= MENTION);
            }
            all.push(expansion);
            query.words.push(word);
        }
        self.add_tails(&query.words, &mut all);
        all
    }

    /// Of words that are nearly everywhere, most postings are only wanted where they tell something. How rare the words are is
    /// taken from the lexicon, so that this is known before any chunk is here.
    fn add_tails(&self, words: &[Word], expansions: &mut [Expansion]) {
        let Some(lexicon) = self.shelf.lexicon() else { return };
        let known: Vec<Option<(u32, Option<u32>)>> =
            words.iter().map(|word| lexicon.look_up(&word.term)).collect();
        let rarity =
            |known: &Option<(u32, Option<u32>)>| self.idf(known.map_or(UNCOMMON, |(frequency, _)| frequency));
        let all: f32 = known.iter().map(rarity).sum();
        for (known, expansion) in known.iter().zip(expansions) {
            let Some((_, Some(tail))) = *known else { continue };
            if words.len() < 2 || rarity(known) < TELLING * all {
                continue;
            }
            self.shelf.want_tail(tail);
            if let Some(form) = expansion.concepts.first_mut().and_then(|concept| concept.forms.first_mut()) {
                form.tail = Some(tail);
            }
        }
    }

    /// What the word stands for as it is. One letter after other words could become anything, so it says nothing yet; a character
    /// that is a word says something.
    fn known(&self, word: &Word, alone: bool) -> Expansion {
        let mut expansion = Expansion::default();
        let known = self.shelf.ordinal(&word.term);
        if !word.is_exact && self.shelf.is_ending(PLURAL) {
            // It may stand far behind, where many identifiers begin with the word, and nothing says so before the word's chunk is here.
            self.shelf.foresee(&word.term, &[&word.term, PLURAL].concat());
        }
        if let Some(ordinal) = known {
            let mut concept = self.concept(ordinal, 1.0, !word.is_exact);
            let written = self.text.get(word.start..word.end).unwrap_or_default();
            if let Some(form) = concept.forms.first_mut() {
                form.is_spelled = written != word.term;
            }
            // Where the book spells a word in several ways, the one that was typed counts most.
            let spelled = word.spelled.as_ref().and_then(|spelled| self.shelf.ordinal(spelled));
            if let Some(ordinal) = spelled {
                for form in &mut concept.forms {
                    *form = Form { weight: INFLECTION * form.weight, is_inflection: true, ..*form };
                }
                concept.forms.push(Form::new(ordinal, 1.0));
            }
            expansion.concepts.push(concept);
        }
        if word.is_prefix && (alone || word.is_gram || !is_one(&word.term)) {
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
        idf(self.shelf.library.root.sections, frequency)
    }

    fn concept(&self, ordinal: u32, evidence: f32, with_inflections: bool) -> Concept {
        let mut forms = vec![Form::new(ordinal, 1.0)];
        if with_inflections {
            self.shelf.other_forms(ordinal, &mut |form| {
                if forms.len() < MAX_FORMS {
                    forms.push(Form::inflection(form, INFLECTION));
                }
            });
            self.add_compounds(&mut forms);
        }
        let frequency = forms.iter().map(|form| self.shelf.frequency(form.ordinal)).sum();
        Concept { forms, beginning: None, evidence, idf: self.idf(frequency) }
    }

    /// Adds the words that are made with one of these.
    fn add_compounds(&self, forms: &mut Vec<Form>) {
        for at in 0..forms.len() {
            let part = forms[at].ordinal;
            self.shelf.compounds(part, &mut |ordinal| {
                if forms.len() < MAX_FORMS && forms.iter().all(|form| form.ordinal != ordinal) {
                    forms.push(Form::inflection(ordinal, COMPOUND));
                }
            });
        }
    }

    /// Everything that begins with what was typed, the less the more is missing.
    fn beginning(&self, typed: &str, evidence: f32) -> Option<Concept> {
        let typed_letters = letters(typed);
        let most = MAX_COMPLETIONS[typed_letters.clamp(1, 3) - 1];
        let mut found = self.completions(typed, most);
        let mut frequency = 0;
        found.retain(|completion| {
            let kept = completion.term != typed && frequency < MAX_COMPLETION_SECTIONS;
            frequency += if kept { completion.frequency } else { 0 };
            kept
        });
        let forms = found.iter().map(|completion| {
            let share = typed_letters as f32 / letters(completion.term) as f32;
            let weight = BEGINNING_AT_LEAST + (1.0 - BEGINNING_AT_LEAST) * share;
            Form::new(completion.ordinal, weight)
        });
        let forms: Vec<Form> = forms.collect();
        (!forms.is_empty()).then(|| Concept {
            forms,
            beginning: Some(typed.to_string()),
            evidence,
            idf: self.idf(frequency),
        })
    }

    /// Terms that begin with `typed`, itself included; the commonest of them, in order, when there are more than `limit`.
    pub(crate) fn completions(&self, typed: &str, limit: usize) -> Vec<Completion<'a>> {
        let Some(chunks) = self.shelf.beginning(typed) else { return self.common_completions(typed, limit) };
        let mut found = Vec::new();
        for (terms, first) in chunks {
            for ordinal in terms.vocabulary.beginning(typed) {
                if let Some((term, record)) = terms.vocabulary.term(ordinal).zip(terms.record(ordinal)) {
                    let frequency = record.frequency.max(1);
                    found.push(Completion { term, ordinal: first + ordinal, frequency });
                }
            }
        }
        if found.len() > limit {
            keep_first(&mut found, limit, Completion::is_commoner);
        }
        found
    }

    /// The same where the terms would be in too many chunks: what the lexicon knows, the commonest first, as long as it is in
    /// few of them.
    fn common_completions(&self, typed: &str, limit: usize) -> Vec<Completion<'a>> {
        let Some(lexicon) = self.shelf.lexicon() else { return Vec::new() };
        let mut common = Vec::new();
        for ordinal in lexicon.vocabulary.beginning(typed) {
            if let Some((term, frequency)) = lexicon.vocabulary.term(ordinal).zip(lexicon.frequency(ordinal))
            {
                common.push(Completion { term, ordinal, frequency });
            }
        }
        keep_first(&mut common, limit, Completion::is_commoner);
        let mut chunks = Vec::new();
        common.retain_mut(|completion| {
            let Some(chunk) = self.shelf.chunk_for(completion.term) else { return false };
            if !chunks.contains(&chunk) {
                if chunks.len() > MAX_MORE_CHUNKS {
                    return false;
                }
                chunks.push(chunk);
            }
            let ordinal = self.shelf.ordinal(completion.term);
            completion.ordinal = ordinal.unwrap_or_default();
            ordinal.is_some()
        });
        common
    }

    /// The word that two neighbours make, where the book writes them as one.
    fn joined(&self, left: &Word, right: &Word) -> Option<Concept> {
        let neighbours = left.end + 1 == right.start && left.in_title == right.in_title;
        if !neighbours || left.is_exact || right.is_exact || left.is_gram || right.is_gram {
            return None;
        }
        let joined = [left.term.as_str(), &right.term].concat();
        if !self.shelf.are_together(&left.term, &joined) {
            return None;
        }
        Some(self.concept(self.shelf.ordinal(&joined)?, JOINED, true))
    }
}
