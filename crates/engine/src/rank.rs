//! Which section comes first, and why: the one place where relevance is decided.
//!
//! For a query of words *w* with rarity *idf*, a section scores
//!
//! ```text
//! score = (coverage² × Σ idf(w) · saturated(w) / Σ idf(w)  +  OVERLAP × overlap²) × (1 + OPENING if it opens a page)
//!
//! saturated(w) = evidence · tf / (tf + K1)              BM25F: fields are added up before they saturate
//! tf           = HEADING · in heading + TRAIL · in a heading above + LINKS · frequency in link texts
//!              + frequency in text / (1 − B + B · length / mean length)
//! coverage     = share of the query's rarity that the section has at all
//! overlap      = 2 · rarity shared by query and heading / (rarity of the query + rarity of the heading)      (Dice)
//! ```
//!
//! All of it comes from postings and the documents table, so the order never depends on which text is at hand.

use thumbindex_index::format::documents::Documents;
use thumbindex_index::format::terms::{Field, Terms};

use crate::expand::{Concept, Expansion};
use crate::query::Query;
use crate::structure::Structure;

/// A word in the heading says more than any number of times in the text.
const HEADING: f32 = 10.0;
/// A word in the heading of a chapter or section above.
const TRAIL: f32 = 2.0;
/// A link text describes a section in other people's words.
const LINKS: f32 = 10.0;
/// How soon more of the same word stops counting.
const K1: f32 = 1.2;
/// How much long sections are held back.
const B: f32 = 0.4;
/// What a heading that is the query counts, against the words themselves.
const OVERLAP: f32 = 0.5;
/// The section that opens a page of several speaks for all of them.
const OPENING: f32 = 0.05;

/// A section and its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scored {
    pub(crate) section: u32,
    pub(crate) score: f32,
}

impl Scored {
    /// Whether this one is shown first: ties go in document order.
    pub(crate) fn before(&self, other: &Self) -> bool {
        self.score > other.score || (self.score == other.score && self.section < other.section)
    }
}

/// What ranking reads.
pub(crate) struct Ranker<'a> {
    pub(crate) terms: &'a Terms,
    pub(crate) documents: &'a Documents,
    pub(crate) structure: &'a Structure,
}

/// Sums for each section.
struct Sums {
    /// Weighted frequency of the concept at hand.
    frequency: Vec<f32>,
    /// Evidence that the concept at hand is in the heading.
    heading: Vec<f32>,
    /// The best concept of the word at hand: its saturated frequency, and its evidence in the heading.
    word: Vec<f32>,
    word_heading: Vec<f32>,
    /// The words so far.
    total: Vec<f32>,
    covered: Vec<f32>,
    /// Rarity of the words that query and heading share.
    shared: Vec<f32>,
}

impl Sums {
    fn new(sections: usize) -> Self {
        let zeros = || vec![0.0; sections];
        Self {
            frequency: zeros(),
            heading: zeros(),
            word: zeros(),
            word_heading: zeros(),
            total: zeros(),
            covered: zeros(),
            shared: zeros(),
        }
    }
}

impl Ranker<'_> {
    /// Sections that match, in no order. `expansions` belong to the query's words, one each.
    pub(crate) fn rank(&self, query: &Query, expansions: &[Expansion]) -> Vec<Scored> {
        let count = self.documents.section_count() as usize;
        let mut sums = Sums::new(count);
        let rarity: f32 = expansions.iter().map(|expansion| expansion.idf).sum();
        let mut matched: Vec<u32> = Vec::new();
        for (word, expansion) in query.words.iter().zip(expansions) {
            self.add_word(expansion, word.in_title, &mut sums, &mut matched);
        }
        let mut scored: Vec<Scored> = Vec::with_capacity(matched.len());
        for section in matched {
            let at = section as usize;
            let Some(row) = self.documents.section(section) else { continue };
            let coverage = sums.covered[at] / rarity;
            // What the heading says, but never less than what it shares: inflections are rarer than the word itself.
            let heading_rarity = row.heading_rarity().max(sums.shared[at]);
            let overlap = 2.0 * sums.shared[at] / (rarity + heading_rarity);
            let prior = if self.opens_page(section, row.page()) { 1.0 + OPENING } else { 1.0 };
            let score = coverage * coverage * sums.total[at] / rarity + OVERLAP * overlap * overlap;
            scored.push(Scored { section, score: score * prior });
        }
        scored
    }

    /// Whether the section is the first of a page that has more to say.
    fn opens_page(&self, section: u32, page: u32) -> bool {
        let sections = self.documents.page(page).map_or(0..0, |page| page.sections);
        sections.start == section && sections.len() > 2
    }

    fn add_word(&self, expansion: &Expansion, in_title: bool, sums: &mut Sums, matched: &mut Vec<u32>) {
        let mut touched: Vec<u32> = Vec::new();
        for concept in &expansion.concepts {
            self.add_concept(concept, in_title, sums, &mut touched);
        }
        for section in touched {
            let at = section as usize;
            // A section is touched once for each concept; the first visit takes the sum and clears it.
            let saturated = std::mem::take(&mut sums.word[at]);
            if saturated > 0.0 {
                if sums.total[at] == 0.0 {
                    matched.push(section);
                }
                sums.total[at] += saturated;
                sums.covered[at] += expansion.idf;
                let in_heading = std::mem::take(&mut sums.word_heading[at]);
                sums.shared[at] += expansion.idf * in_heading;
            }
        }
    }

    fn add_concept(&self, concept: &Concept, in_title: bool, sums: &mut Sums, touched: &mut Vec<u32>) {
        let from = touched.len();
        let mean_length = self.structure.mean_length.max(1.0);
        for form in &concept.forms {
            self.terms.postings(form.ordinal, |field, section, frequency| {
                let at = section as usize;
                let mut add = |section: u32, amount: f32| {
                    let sum = &mut sums.frequency[section as usize];
                    if *sum == 0.0 {
                        touched.push(section);
                    }
                    *sum += amount;
                };
                match field {
                    Field::Heading => {
                        add(section, HEADING * form.weight);
                        if !in_title {
                            self.structure.below(section).for_each(|below| add(below, TRAIL * form.weight));
                        }
                        let heading = &mut sums.heading[at];
                        *heading = heading.max(form.weight);
                    }
                    Field::Links if !in_title => add(section, LINKS * form.weight * frequency),
                    Field::Body if !in_title => {
                        let length = self.documents.section(section).map_or(0, |row| row.length()) as f32;
                        add(section, form.weight * frequency / (1.0 - B + B * length / mean_length));
                    }
                    _ => {}
                }
            });
        }
        for &section in &touched[from..] {
            let at = section as usize;
            let frequency = std::mem::take(&mut sums.frequency[at]);
            let heading = std::mem::take(&mut sums.heading[at]);
            let saturated = concept.idf * concept.evidence * frequency / (frequency + K1);
            sums.word[at] = sums.word[at].max(saturated);
            sums.word_heading[at] = sums.word_heading[at].max(heading * concept.evidence);
        }
    }
}
