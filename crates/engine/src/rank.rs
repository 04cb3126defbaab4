//! Which section comes first, and why: the one place where relevance is decided.
//!
//! For a query of words *w* with rarity *idf*, a section scores
//!
//! ```text
//! score = (coverage² × Σ idf(w) · saturated(w) / Σ idf(w)  +  OVERLAP × overlap²)
//!         × (1 + OPENING if its heading opens a page) × (1 + SPELLING · share of the query that its heading spells as typed)
//!
//! saturated(w) = evidence · tf / (tf + K1)              BM25F: fields are added up before they saturate
//! tf           = HEADING · in heading + TRAIL · in a heading above + LINKS · frequency in link texts + impact in text
//! coverage     = share of the query's rarity that the section has; an inflected word is had in part
//! overlap      = 2 · rarity shared by query and heading / (rarity of the query + rarity of the heading)      (Dice)
//! ```
//!
//! All of it comes from postings, so the order never depends on which text is at hand. The impact is the frequency in the text
//! over 1 − b + b · length / mean length, worked out when the index is made.

use crate::prelude::*;
use thumbindex_index::format::postings::{Heading, Posting, Reading};

use crate::expand::{Concept, Expansion, Form};
use crate::query::{MAX_WORDS, Query};
use crate::shelf::Shelf;

/// A word in the heading says more than any number of times in the text.
const HEADING: f32 = 10.0;
/// A word in the heading of a chapter or section above.
const TRAIL: f32 = 2.0;
/// A link text describes a section in other people's words.
const LINKS: f32 = 10.0;
/// How soon more of the same word stops counting.
const K1: f32 = 2.0;
/// How much of a word a section has that only has another form of it: in what it is called, and in its text.
const INFLECTED_NAME: f32 = 0.9;
const INFLECTED_TEXT: f32 = 0.6;
/// What a heading that is the query counts, against the words themselves.
const OVERLAP: f32 = 0.5;
/// The section that opens a page of several speaks for all of them.
const OPENING: f32 = 0.1;
/// What a heading that spells all words as they were typed is worth: enough to come first among equals.
const SPELLING: f32 = 0.02;

/// A word with less of the query's rarity is in nearly every section, and says nothing beside the others.
const NEGLIGIBLE: f32 = 0.02;

/// How often a search visits a section for the sake of the headings above it: more than any book has levels, for each of a query's
/// words. Damaged headings that all claim the whole book below them would take hours.
const MAX_BELOW: u32 = 16 * MAX_WORDS as u32;

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
    pub(crate) shelf: &'a Shelf<'a>,
}

/// How well a section answers one word.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Match {
    /// Weighted frequency, then what it saturates to.
    pub(crate) amount: f32,
    /// How much of the word it has at all.
    pub(crate) coverage: f32,
    /// How surely the word is in its heading.
    pub(crate) in_heading: f32,
}

impl Match {
    /// One occurrence more of the same concept.
    pub(crate) fn add(&mut self, occurrence: Self) {
        self.amount += occurrence.amount;
        self.coverage = larger(self.coverage, occurrence.coverage);
        self.in_heading = larger(self.in_heading, occurrence.in_heading);
    }

    /// Another concept that the word may stand for.
    pub(crate) fn keep_best(&mut self, other: Self) {
        self.amount = larger(self.amount, other.amount);
        self.coverage = larger(self.coverage, other.coverage);
        self.in_heading = larger(self.in_heading, other.in_heading);
    }
}

/// What a section has gathered from the words so far.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Gathered {
    /// Σ idf · saturated.
    pub(crate) amount: f32,
    /// Rarity of the words it has.
    pub(crate) covered: f32,
    /// Rarity of the words in its heading.
    pub(crate) shared: f32,
    /// Rarity of the words that its heading spells as they were typed.
    pub(crate) spelled: f32,
    /// What its heading says, and whether that opens a page: known once a word was found in it.
    pub(crate) heading_rarity: f32,
    pub(crate) opens_page: bool,
}

impl Gathered {
    pub(crate) fn add(&mut self, idf: f32, word: Match) {
        self.amount += word.amount;
        self.covered += idf * word.coverage;
        self.shared += idf * word.in_heading;
    }

    /// A word of rarity `idf` is in its heading.
    pub(crate) fn note(&mut self, heading: Heading, form: &Form, idf: f32) {
        self.heading_rarity = heading.rarity;
        self.opens_page = heading.opens_page;
        if heading.is_spelled && form.is_spelled {
            self.spelled += idf;
        }
    }

    /// What the words come to.
    pub(crate) fn parts(&self, rarity: f32) -> Parts {
        // What the heading says, but never less than what it shares: inflections are rarer than the word itself.
        let heading_rarity = larger(self.heading_rarity, self.shared);
        Parts {
            words: self.amount / rarity,
            coverage: self.covered / rarity,
            overlap: 2.0 * self.shared / (rarity + heading_rarity),
            opens_page: self.opens_page,
            spelling: self.spelled / rarity,
        }
    }
}

/// A section's place in the working table.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    concept: Match,
    word: Match,
    gathered: Gathered,
}

/// A ranking, as far as it has come.
#[derive(Debug, Default)]
pub(crate) struct Ranking {
    /// One place for each section. It outlives a ranking, all zero between two: clearing what was touched is far less work than
    /// clearing all of a large site.
    table: Vec<Cell>,
    /// The word that is looked at, the concept of that, and the form of that.
    word: usize,
    concept: usize,
    form: usize,
    of_form: Progress,
    /// Sections that the concept was found in, the word, and any word.
    of_concept: Vec<u32>,
    of_word: Vec<u32>,
    matched: Vec<u32>,
    /// Sections with their scores, in no order.
    pub(crate) scored: Vec<Scored>,
}

impl Ranking {
    /// Forgets everything, to rank anew.
    pub(crate) fn restart(&mut self) {
        let mut table = core::mem::take(&mut self.table);
        // Left in the middle, it is not all zero.
        if !(self.of_concept.is_empty() && self.of_word.is_empty() && self.matched.is_empty()) {
            table.fill(Cell::default());
        }
        *self = Self { table, ..Self::default() };
    }
}

/// How far the postings of a form have been read, and how often what is below headings was visited in all.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Progress {
    in_tail: bool,
    reading: Reading,
    below: u32,
}

/// The parts that make a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Parts {
    /// Mean of what the words saturate to, weighed by rarity.
    pub(crate) words: f32,
    pub(crate) coverage: f32,
    pub(crate) overlap: f32,
    pub(crate) opens_page: bool,
    pub(crate) spelling: f32,
}

impl Parts {
    pub(crate) fn score(&self) -> f32 {
        (self.of_words() + self.of_heading()) * self.opened() * self.spelled()
    }

    /// What the words add to a score.
    pub(crate) fn of_words(&self) -> f32 {
        self.coverage * self.coverage * self.words
    }

    /// What a heading adds that is much like the query.
    pub(crate) fn of_heading(&self) -> f32 {
        OVERLAP * self.overlap * self.overlap
    }

    /// What opening a page makes of a score.
    pub(crate) fn opened(&self) -> f32 {
        if self.opens_page { 1.0 + OPENING } else { 1.0 }
    }

    /// What spelling makes of a score.
    pub(crate) fn spelled(&self) -> f32 {
        1.0 + SPELLING * self.spelling
    }
}

impl Ranker<'_> {
    /// Ranks on, as long as there is some `effort` left: whether all is done. `expansions` belong to the query's words, one each.
    pub(crate) fn rank(
        &self,
        query: &Query,
        expansions: &[Expansion],
        ranking: &mut Ranking,
        effort: &mut usize,
    ) -> bool {
        let sections = self.shelf.library.root.sections as usize;
        // Of a large site it is megabytes, and their first use takes as long as a search.
        ranking.table.reserve_exact(sections - ranking.table.len());
        let missing = (sections - ranking.table.len()).min(*effort);
        ranking.table.resize(ranking.table.len() + missing, Cell::default());
        *effort -= missing;
        if ranking.table.len() < sections {
            return false;
        }
        let rarity = rarity(expansions);
        while let Some((word, expansion)) = query.words.get(ranking.word).zip(expansions.get(ranking.word)) {
            if expansion.counts(rarity) && !self.add_word(expansion, word.in_title, ranking, effort) {
                return false;
            }
            ranking.word += 1;
        }
        while let Some(section) = next(&mut ranking.matched, effort) {
            if let Some(cell) = ranking.table.get_mut(section as usize) {
                let gathered = core::mem::take(cell).gathered;
                ranking.scored.push(Scored { section, score: gathered.parts(rarity).score() });
            }
        }
        ranking.matched.is_empty()
    }

    fn add_word(
        &self,
        expansion: &Expansion,
        in_title: bool,
        ranking: &mut Ranking,
        effort: &mut usize,
    ) -> bool {
        // Most words stand for one thing, and then what is found need not be compared with anything.
        let is_one = expansion.concepts.len() == 1;
        let gather = |cell: &mut Cell, section: u32, word: Match, matched: &mut Vec<u32>| {
            if cell.gathered.amount == 0.0 {
                matched.push(section);
            }
            cell.gathered.add(expansion.idf, word);
        };
        while let Some(concept) = expansion.concepts.get(ranking.concept) {
            if !self.add_concept(concept, expansion.idf, in_title, ranking, effort) {
                return false;
            }
            while let Some(section) = next(&mut ranking.of_concept, effort) {
                let Some(cell) = ranking.table.get_mut(section as usize) else { continue };
                let found = concept.weigh(core::mem::take(&mut cell.concept));
                if is_one {
                    gather(cell, section, found, &mut ranking.matched);
                    continue;
                }
                if cell.word.amount == 0.0 {
                    ranking.of_word.push(section);
                }
                cell.word.keep_best(found);
            }
            if !ranking.of_concept.is_empty() {
                return false;
            }
            ranking.concept += 1;
            ranking.form = 0;
        }
        while let Some(section) = next(&mut ranking.of_word, effort) {
            let Some(cell) = ranking.table.get_mut(section as usize) else { continue };
            let word = core::mem::take(&mut cell.word);
            gather(cell, section, word, &mut ranking.matched);
        }
        let is_done = ranking.of_word.is_empty();
        if is_done {
            ranking.concept = 0;
        }
        is_done
    }

    fn add_concept(
        &self,
        concept: &Concept,
        idf: f32,
        in_title: bool,
        ranking: &mut Ranking,
        effort: &mut usize,
    ) -> bool {
        let Ranking { table, of_concept, of_form, form: at, .. } = ranking;
        while let Some(form) = concept.forms.get(*at) {
            let is_done = self.occurrences(form, in_title, of_form, effort, |section, place, occurrence| {
                let Some(cell) = table.get_mut(section as usize) else { return };
                if cell.concept.amount == 0.0 {
                    of_concept.push(section);
                }
                cell.concept.add(occurrence);
                if let Place::Heading(heading) = place {
                    cell.gathered.note(heading, form, idf);
                }
            });
            if !is_done {
                return false;
            }
            *at += 1;
        }
        true
    }

    /// What each section gets from a form, place by place, as long as there is some `effort` left: whether that was all.
    pub(crate) fn occurrences(
        &self,
        form: &Form,
        in_title: bool,
        progress: &mut Progress,
        effort: &mut usize,
        mut each: impl FnMut(u32, Place, Match),
    ) -> bool {
        let sections = self.shelf.library.root.sections;
        let covers = |part: f32| if form.is_inflection { part } else { 1.0 };
        let name = Match { amount: 0.0, coverage: covers(INFLECTED_NAME), in_heading: 0.0 };
        let text = Match { coverage: covers(INFLECTED_TEXT), ..name };
        let Progress { in_tail, reading, below: visited } = progress;
        let mut visit = |section: u32, posting: Posting| {
            *effort = effort.saturating_sub(1);
            match posting {
                Posting::Heading(heading) => {
                    let named = Match { amount: HEADING * form.weight, in_heading: form.weight, ..name };
                    each(section, Place::Heading(heading), named);
                    if !in_title {
                        let above = Match { amount: TRAIL * form.weight, ..name };
                        let below = heading.below.min(sections.saturating_mul(MAX_BELOW) - *visited);
                        *visited += below;
                        *effort = effort.saturating_sub(below as usize);
                        (section + 1..=section + below).for_each(|below| each(below, Place::Above, above));
                    }
                }
                Posting::Links(frequency) if !in_title => {
                    each(section, Place::Links, Match { amount: LINKS * form.weight * frequency, ..name });
                }
                Posting::Body(impact) if !in_title => {
                    each(section, Place::Text, Match { amount: impact * form.weight, ..text });
                }
                _ => {}
            }
            *effort > 0
        };
        loop {
            let record = match form.tail {
                Some(tail) if *in_tail => self.shelf.library.tail(tail),
                _ => self.shelf.record(form.ordinal),
            };
            // A damaged record ends early; what came before it is sound.
            let went_on = record.and_then(|record| record.go_on(reading, sections, &mut visit));
            if went_on.is_some() && !reading.is_done() {
                return false;
            }
            *reading = Reading::default();
            *in_tail = form.tail.is_some() && !*in_tail;
            if !*in_tail {
                return true;
            }
        }
    }
}

/// Takes one off a list, for which there must be some effort left.
fn next(list: &mut Vec<u32>, effort: &mut usize) -> Option<u32> {
    *effort = effort.checked_sub(1)?;
    list.pop()
}

/// Where a word was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Place {
    Heading(Heading),
    Above,
    Links,
    Text,
}

impl Expansion {
    /// Whether the word is worth looking for, in a query of this rarity. What only adds to other words always is.
    pub(crate) fn counts(&self, rarity: f32) -> bool {
        self.idf >= NEGLIGIBLE * rarity || self.idf == 0.0
    }
}

impl Concept {
    /// What occurrences of the concept are worth together.
    pub(crate) fn weigh(&self, found: Match) -> Match {
        Match {
            amount: self.idf * self.evidence * found.amount / (found.amount + K1),
            coverage: found.coverage,
            in_heading: found.in_heading * self.evidence,
        }
    }
}

/// `f32::max` without its care for what is no number, which costs a call.
fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// How telling a query is.
pub(crate) fn rarity(expansions: &[Expansion]) -> f32 {
    expansions.iter().map(|expansion| expansion.idf).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use thumbindex_index::{Book, Layout, Page, Section, write};

    #[test]
    fn a_search_visits_what_is_below_headings_a_bounded_number_of_times() {
        let level =
            |number: u8| Section { level: number.min(6), heading: "loom".into(), ..Section::default() };
        let sections = (1..=255).map(level);
        let page = Page { url: "a.html".into(), sections: sections.collect(), ..Page::default() };
        let files = write(&[Book { pages: vec![page], ..Book::default() }], Layout::Plain).expect("a book");
        let mut library = Library::open(files.root).expect("a good index");
        let all: Vec<usize> = (0..library.root.chunks.len()).collect();
        library.settle(&all, &mut usize::MAX.clone()).expect("good chunks");
        let shelf = Shelf::new(&library);
        let form = Form::new(shelf.ordinal("loom").expect("the book has it"), 1.0);
        let visits = |times: u32| {
            let (mut visits, mut progress) = (0, Progress::default());
            for _ in 0..times {
                Ranker { shelf: &shelf }.occurrences(
                    &form,
                    false,
                    &mut progress,
                    &mut usize::MAX.clone(),
                    |_, place, _| visits += u32::from(place == Place::Above),
                );
            }
            visits
        };
        // All 250 of the lowest level are below five, and those have one, two… above them.
        assert_eq!(visits(1), 250 * 5 + 1 + 2 + 3 + 4);
        assert_eq!(visits(100), 255 * MAX_BELOW);
    }
}
