//! A search from the query to what is shown, a step at a time.
//!
//! It knows no clock: what it does is counted in postings read (`effort`), and where that is used up it stops, keeps what it has, and
//! goes on when it is asked again.

use crate::prelude::*;
use thumbindex_index::format::block::Section;
use thumbindex_index::format::postings::Reading;
use thumbindex_index::percent::encode_fragment;

use crate::SearchOptions;
use crate::excerpt::{Marks, excerpt};
use crate::expand::{Expansion, Form, Guess};
use crate::explain::Explanation;
use crate::library::Library;
use crate::order::keep_first;
use crate::phrases::Phrases;
use crate::query::Query;
use crate::rank::{Ranker, Ranking, Scored};
use crate::results::{PageHit, Piece, Results, SectionHit};
use crate::shelf::Shelf;
use crate::understand::{Ready, corrected};

/// What it costs, in postings read, to see what a query may stand for, and to cut an excerpt; what it costs to look through a
/// byte of text.
const UNDERSTANDING: usize = 16_000;
const EXCERPT: usize = 1_000;
pub(crate) const BYTE: usize = 2;

/// A search, as far as it has come.
#[derive(Debug, Default)]
pub(crate) struct Search {
    text: String,
    options: SearchOptions,
    /// The chunks that it waits for.
    pub(crate) missing: Vec<usize>,
    guesses_all: bool,
    understood: Option<Understood>,
    unwanted: Unwanted,
    ranking: Ranking,
    /// How many candidates there are.
    candidates: Option<usize>,
    phrases: Phrases,
    found: Option<Found>,
}

/// What a query was understood as.
#[derive(Debug)]
struct Understood {
    query: Query,
    expansions: Vec<Expansion>,
    /// The forms of each phrase that it excludes.
    excluded: Vec<Vec<Form>>,
}

/// Which sections have what a query excludes, as far as that is known.
#[derive(Debug, Default)]
struct Unwanted {
    /// By section: how many words of the phrase that is looked at it has, or [`Self::OUT`]. Empty where nothing is excluded.
    counts: Vec<u8>,
    phrase: usize,
    word: u8,
    in_tail: bool,
    reading: Reading,
}

impl Unwanted {
    const OUT: u8 = u8::MAX;

    /// Looks on, as long as there is some `effort` left: whether all is done.
    fn look(&mut self, excluded: &[Vec<Form>], shelf: &Shelf<'_>, effort: &mut usize) -> bool {
        let Self { counts, phrase, word, in_tail, reading } = self;
        let sections = shelf.library.root.sections;
        while let Some(forms) = excluded.get(*phrase) {
            counts.resize(sections as usize, 0);
            while let Some(form) = forms.get(usize::from(*word)) {
                let record = match form.tail {
                    Some(tail) if *in_tail => shelf.library.tail(tail),
                    _ => shelf.record(form.ordinal),
                };
                let went_on = record.and_then(|record| {
                    record.go_on(reading, sections, |section, _| {
                        if let Some(count) = counts.get_mut(section as usize).filter(|count| **count == *word)
                        {
                            *count += 1;
                        }
                        *effort = effort.saturating_sub(1);
                        *effort > 0
                    })
                });
                if went_on.is_some() && !reading.is_done() {
                    return false;
                }
                *reading = Reading::default();
                *in_tail = form.tail.is_some() && !*in_tail;
                *word += u8::from(!*in_tail);
            }
            for count in counts.iter_mut().filter(|count| **count != Self::OUT) {
                *count = if count == word { Self::OUT } else { 0 };
            }
            (*phrase, *word) = (*phrase + 1, 0);
        }
        true
    }

    fn has(&self, section: u32) -> bool {
        self.counts.get(section as usize) == Some(&Self::OUT)
    }
}

/// What was found.
#[derive(Debug)]
struct Found {
    /// As many as were asked for, best first.
    best: Vec<Scored>,
    total: u32,
    total_is_exact: bool,
    /// For the excerpts, where they are wanted.
    marks: Option<Marks>,
    /// Those of the best that are ready to be shown.
    pages: Vec<PageHit>,
    shown: usize,
}

impl Search {
    /// Begins anew, unless it is the same that was asked last.
    pub(crate) fn is_for(&mut self, text: &str, options: &SearchOptions) {
        if self.text != text || self.options != *options {
            (self.text, self.options) = (text.to_string(), *options);
            self.restart();
        }
    }

    fn restart(&mut self) {
        self.ranking.restart();
        *self = Self {
            text: core::mem::take(&mut self.text),
            options: self.options,
            ranking: core::mem::take(&mut self.ranking),
            ..Self::default()
        };
    }

    /// Results, or the chunks that are missing; none of those when there is no `effort` left.
    pub(crate) fn go_on(&mut self, library: &Library, effort: &mut usize) -> Result<Results, Vec<usize>> {
        let shelf = Shelf::new(library);
        if self.found.is_none() {
            self.found = Some(self.find(&shelf, effort)?);
        }
        let (Some(found), Some(understood)) = (&mut self.found, &self.understood) else {
            return Err(Vec::new());
        };
        here(library, &found.best)?;
        while let Some(hit) = found.best.get(found.shown) {
            if let Some(row) = library.section(hit.section) {
                spend(effort, EXCERPT + BYTE * row.text().len())?;
                let text = found.marks.as_ref().map_or_else(Vec::new, |marks| excerpt(row.text(), marks));
                add_hit(&mut found.pages, &row, hit.score, text);
            }
            found.shown += 1;
        }
        let results = Results {
            query: self.text.clone(),
            corrected: corrected(&self.text, &understood.query, &understood.expansions),
            total: found.total,
            total_is_exact: found.total_is_exact,
            took_ms: 0.0,
            pages: core::mem::take(&mut found.pages),
        };
        self.restart();
        Ok(results)
    }

    /// Why the sections that it answers with stand where they do, by URL; none while chunks are missing.
    pub(crate) fn explain(&mut self, library: &Library) -> Vec<(String, Explanation)> {
        let shelf = Shelf::new(library);
        let Ok(found) = self.find(&shelf, &mut usize::MAX.clone()) else { return Vec::new() };
        let Some(Understood { query, expansions, .. }) = &self.understood else { return Vec::new() };
        let explained = |hit: &Scored| {
            let row = library.section(hit.section)?;
            let why = Ranker { shelf: &shelf }.explain(query, expansions, hit.section);
            Some((address(row.url(), row.id()), why))
        };
        found.best.iter().filter_map(explained).collect()
    }

    /// Finds sections, or the chunks that are missing to find them.
    fn find(&mut self, shelf: &Shelf<'_>, effort: &mut usize) -> Result<Found, Vec<usize>> {
        let library = shelf.library;
        loop {
            self.understand(shelf, effort)?;
            self.rank(shelf, effort)?;
            // A word that the book knows is left alone, unless nothing is found with it.
            if self.candidates != Some(0) || !self.options.correct || self.guesses_all {
                break;
            }
            self.restart();
            self.guesses_all = true;
        }
        let Some(Understood { query, expansions, .. }) = &self.understood else { return Err(Vec::new()) };
        let best = &mut self.ranking.scored;
        let mut total_is_exact = true;
        if !query.phrases.is_empty() {
            self.phrases.look(best, &query.phrases, library, effort)?;
            total_is_exact = self.candidates.is_none_or(|count| count <= self.phrases.checked());
        }
        spend(effort, best.len())?;
        let mut best = core::mem::take(best);
        library.parts.join(&mut best);
        let mut total = best.len() as u32;
        // What was left out of a common term's postings was found all the same.
        for form in expansions.iter().filter_map(|expansion| expansion.concepts.first()?.forms.first()) {
            if let Some(record) = shelf.record(form.ordinal)
                && record.tail.is_some()
                && form.tail.is_none()
                && query.phrases.is_empty()
            {
                total = total.max(record.frequency);
                total_is_exact = false;
            }
        }
        keep_first(&mut best, self.options.limit, Scored::before);
        let marks = self.options.excerpts.then(|| Ready { text: &self.text, shelf }.marks(expansions));
        Ok(Found { best, total, total_is_exact, marks, pages: Vec::new(), shown: 0 })
    }

    /// Knows what the query may stand for, or the chunks that are missing to say it.
    fn understand(&mut self, shelf: &Shelf<'_>, effort: &mut usize) -> Result<(), Vec<usize>> {
        if self.understood.is_some() {
            return Ok(());
        }
        let guess = match (self.options.correct, self.guesses_all) {
            (false, _) => Guess::Never,
            (true, false) => Guess::Unknown,
            (true, true) => Guess::All,
        };
        spend(effort, 0)?;
        let ready = Ready { text: &self.text, shelf };
        let (query, expansions) = ready.expand(guess);
        let excluded = query.excluded.iter().map(|words| ready.excluded(words));
        let excluded = excluded.filter(|forms| !forms.is_empty()).collect();
        ready.unless_wanted(())?;
        // Not before: what is wanted has to be unpacked with what is left.
        spend(effort, UNDERSTANDING)?;
        self.understood = Some(Understood { query, expansions, excluded });
        Ok(())
    }

    fn rank(&mut self, shelf: &Shelf<'_>, effort: &mut usize) -> Result<(), Vec<usize>> {
        let Some(Understood { query, expansions, excluded }) = &self.understood else { return Ok(()) };
        let ranker = Ranker { shelf };
        if !self.unwanted.look(excluded, shelf, effort)
            || !ranker.rank(query, expansions, &mut self.ranking, effort)
        {
            return Err(Vec::new());
        }
        let (scored, unwanted) = (&mut self.ranking.scored, &self.unwanted);
        scored.retain(|hit| !unwanted.has(hit.section));
        self.candidates.get_or_insert(scored.len());
        Ok(())
    }
}

/// Whether all that is shown of these is here.
pub(crate) fn here(library: &Library, found: &[Scored]) -> Result<(), Vec<usize>> {
    let sections: Vec<u32> = found.iter().map(|hit| hit.section).collect();
    let missing = library.missing_for(&sections);
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}

/// Adds a section to its page, which comes where its first section did.
fn add_hit(pages: &mut Vec<PageHit>, row: &Section<'_>, score: f32, excerpt: Vec<Piece>) {
    let section =
        SectionHit { url: address(row.url(), row.id()), heading: row.heading().to_string(), score, excerpt };
    match pages.iter_mut().find(|page| page.url == row.url()) {
        Some(page) => page.sections.push(section),
        None => pages.push(PageHit {
            url: row.url().to_string(),
            title: row.title().to_string(),
            breadcrumbs: row.breadcrumbs().map(str::to_string).collect(),
            score,
            sections: vec![section],
        }),
    }
}

/// Takes some effort for what is done next, if there is any left.
pub(crate) fn spend(effort: &mut usize, much: usize) -> Result<(), Vec<usize>> {
    if *effort == 0 {
        return Err(Vec::new());
    }
    *effort = effort.saturating_sub(much);
    Ok(())
}

/// The page's URL with the section's id as fragment.
fn address(page: &str, id: Option<&str>) -> String {
    id.map_or_else(|| page.to_string(), |id| [page, "#", &encode_fragment(id)].concat())
}
