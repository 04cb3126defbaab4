//! Why a section stands where it does: the sums of [`rank`](crate::rank), kept apart instead of added up.

use crate::expand::{Concept, Expansion, Form};
use crate::prelude::*;
use crate::query::Query;
use crate::rank::{Gathered, Match, Place, Progress, Ranker, rarity};
use crate::shelf::Shelf;

/// What made the score of one section.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Explanation {
    /// (of words + of heading) × opening × spelling.
    pub score: f32,
    /// What the words add: coverage² × their mean.
    pub of_words: f32,
    /// What the heading adds by what it has in common with the query: overlap², and its weight.
    pub of_heading: f32,
    /// Mean of what the words are worth, weighed by rarity: 0 to 1 and a little more for mentions.
    pub words_mean: f32,
    /// Share of the query, by rarity, that the section has: 0 to 1.
    pub coverage: f32,
    /// How much of query and heading is the same: 0 to 1.
    pub overlap: f32,
    /// More than 1 for the section that opens a page of several.
    pub opening: f32,
    /// More than 1 where the heading spells words just as they were typed.
    pub spelling: f32,
    /// One for each word that was looked for.
    pub words: Vec<ExplainedWord>,
}

/// What one word of the query found in the section.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct ExplainedWord {
    /// Folded.
    pub word: String,
    /// How telling the word is (its inverse document frequency); 0 for one that only adds to others.
    pub idf: f32,
    /// What it is worth here, of at most `idf`.
    pub worth: f32,
    /// How much of the word the section has: 0 to 1.
    pub coverage: f32,
    /// The terms that were found.
    pub found: Vec<FoundTerm>,
}

/// A term that stands for a word, in one place.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct FoundTerm {
    /// As the vocabulary has it.
    pub term: String,
    /// `heading`, `heading above`, `links` or `text`.
    pub place: &'static str,
    /// Weighted frequency, before it saturates.
    pub frequency: f32,
    /// 1 for the word as it was typed, less for what it may stand for.
    pub evidence: f32,
}

impl Ranker<'_> {
    /// Adds up for one section what [`rank`](Self::rank) adds up for all.
    pub(crate) fn explain(&self, query: &Query, expansions: &[Expansion], section: u32) -> Explanation {
        let mut gathered = Gathered::default();
        let mut words = Vec::new();
        let rarity = rarity(expansions);
        for (word, expansion) in query.words.iter().zip(expansions) {
            let mut best = Match::default();
            let mut found = Vec::new();
            let concepts = expansion.concepts.iter().filter(|_| expansion.counts(rarity));
            for concept in concepts {
                let all = self.in_section(concept, word.in_title, section, |form, place, frequency| {
                    found.push(found_term(self.shelf, form.ordinal, place, frequency, concept.evidence));
                    if let Place::Heading(heading) = place {
                        gathered.note(heading, form, expansion.idf);
                    }
                });
                best.keep_best(concept.weigh(all));
            }
            gathered.add(expansion.idf, best);
            words.push(ExplainedWord {
                word: word.term.clone(),
                idf: expansion.idf,
                worth: best.amount,
                coverage: best.coverage,
                found,
            });
        }
        let parts = gathered.parts(rarity);
        Explanation {
            score: parts.score(),
            of_words: parts.of_words(),
            of_heading: parts.of_heading(),
            words_mean: parts.words,
            coverage: parts.coverage,
            overlap: parts.overlap,
            opening: parts.opened(),
            spelling: parts.spelled(),
            words,
        }
    }

    /// A concept's occurrences in one section, and what they come to.
    fn in_section(
        &self,
        concept: &Concept,
        in_title: bool,
        section: u32,
        mut each: impl FnMut(&Form, Place, f32),
    ) -> Match {
        let mut all = Match::default();
        for form in &concept.forms {
            let (progress, effort) = (&mut Progress::default(), &mut usize::MAX.clone());
            self.occurrences(form, in_title, progress, effort, |number, place, occurrence| {
                if number == section {
                    all.add(occurrence);
                    each(form, place, occurrence.amount);
                }
            });
        }
        all
    }
}

fn found_term(shelf: &Shelf<'_>, ordinal: u32, place: Place, frequency: f32, evidence: f32) -> FoundTerm {
    let place = match place {
        Place::Heading(_) => "heading",
        Place::Above => "heading above",
        Place::Links => "links",
        Place::Text => "text",
    };
    FoundTerm { term: shelf.term(ordinal).unwrap_or_default().to_string(), place, frequency, evidence }
}
