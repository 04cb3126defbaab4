//! The engine: one opened index, and the questions that can be asked of it.

use thumbindex_index::analysis::{fold, is_symbol};
use thumbindex_index::format::automaton::Automaton;
use thumbindex_index::format::documents::Documents;
use thumbindex_index::format::terms::Terms;
use thumbindex_index::percent::encode_fragment;
use thumbindex_index::{symbols, tokens};

use crate::excerpt::{Marks, excerpt};
use crate::expand::{Expander, Expansion, Guess};
use crate::explain::Explanation;
use crate::fuzzy::Patience;
use crate::library::Library;
use crate::navigation::navigation;
use crate::order::keep_first;
use crate::prelude::*;
use crate::query::{Query, Word};
use crate::rank::{Ranker, Scored, Table, rarity};
use crate::results::{Answer, Need, PageHit, Results, SectionHit, Suggestion};
use crate::{Error, Navigation};

/// What a search should answer with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchOptions {
    /// How many sections at most.
    pub limit: usize,
    /// Whether to cut excerpts, which needs the text of the sections shown.
    pub excerpts: bool,
    /// Whether words that lead nowhere may be taken for slips. False where a reader insists on what was typed.
    pub correct: bool,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self { limit: 10, excerpts: true, correct: true }
    }
}

/// An index, opened. It does no input or output: it says what it needs, is given it, and is asked again.
#[derive(Debug)]
pub struct Engine {
    library: Library,
    /// Kept from search to search.
    table: Table,
}

/// How many of the best candidates a quoted phrase is looked for in.
const PHRASE_CANDIDATES: usize = 50;

/// How many of the best candidates are looked at for how their headings spell the words.
const SPELLING_CANDIDATES: usize = 20;
/// What a heading that spells all words as they were typed is worth: enough to come first among equals.
const SPELLING: f32 = 0.02;

/// No query is longer than this; the rest is not read.
const MAX_QUERY: usize = 2_000;

impl Engine {
    /// Opens a root, with or without chunks behind it.
    pub fn open(root: Vec<u8>) -> Result<Self, Error> {
        Ok(Self { library: Library::open(root)?, table: Table::default() })
    }

    /// Takes a chunk that was asked for, as it was stored.
    pub fn supply(&mut self, chunk: u32, bytes: &[u8]) -> Result<(), Error> {
        self.library.supply(chunk as usize, bytes)
    }

    /// What the root says: title, language, counts, chunks.
    pub fn root(&self) -> &thumbindex_index::Root {
        &self.library.root
    }

    /// Answers a query, or says what is missing to answer it.
    pub fn search(&mut self, text: &str, options: &SearchOptions) -> Result<Answer<Results>, Error> {
        let text = clip(text);
        let needs = self.library.missing_essentials();
        if !needs.is_empty() {
            return Ok(Answer::Needs(needs));
        }
        let mut table = core::mem::take(&mut self.table);
        let Some(ready) = self.ready() else { return Ok(Answer::Needs(Vec::new())) };
        let guess = if options.correct { Guess::Unknown } else { Guess::Never };
        let (mut query, mut expansions) = ready.expand(ready.understand(text), guess);
        let mut found = ready.rank(&query, &expansions, &mut table);
        // A word that the book knows is left alone, unless nothing is found with it.
        if found.is_empty() && options.correct {
            (query, expansions) = ready.expand(ready.understand(text), Guess::All);
            found = ready.rank(&query, &expansions, &mut table);
        }
        self.table = table;
        let mut total_is_exact = true;
        if !query.phrases.is_empty() {
            total_is_exact = found.len() <= PHRASE_CANDIDATES;
            keep_first(&mut found, PHRASE_CANDIDATES, Scored::before);
            let needs = self.want(&found)?;
            if !needs.is_empty() {
                return Ok(Answer::Needs(needs));
            }
            found.retain(|hit| self.has_phrases(hit.section, &query.phrases));
        }
        let total = found.len() as u32;
        keep_first(&mut found, options.limit.max(SPELLING_CANDIDATES), Scored::before);
        self.prefer_spelling(text, &query, &expansions, &mut found);
        keep_first(&mut found, options.limit, Scored::before);
        if options.excerpts {
            let needs = self.want(&found)?;
            if !needs.is_empty() {
                return Ok(Answer::Needs(needs));
            }
        }
        let marks = if options.excerpts { self.marks(&expansions) } else { Marks::default() };
        Ok(Answer::Ready(Results {
            query: text.to_string(),
            corrected: corrected(text, &query, &expansions),
            total,
            total_is_exact,
            took_ms: 0.0,
            pages: self.pages(&found, options.excerpts.then_some(&marks)),
        }))
    }

    /// Why a section that a search has found stands where it does: `url` is the section's. `None` for a section that is not
    /// in the book, or while chunks are missing.
    pub fn explain(&self, text: &str, url: &str, options: &SearchOptions) -> Option<Explanation> {
        let ready = self.ready()?;
        let guess = if options.correct { Guess::Unknown } else { Guess::Never };
        let (query, expansions) = ready.expand(ready.understand(clip(text)), guess);
        let section = (0..ready.documents.section_count()).find(|&section| {
            let page = ready
                .documents
                .section(section)
                .and_then(|row| Some((row, ready.documents.page(row.page())?)));
            page.is_some_and(|(row, page)| address(page.url(), row.id()) == url)
        })?;
        let mut why = ready.ranker().explain(&query, &expansions, section)?;
        let mut hit = [Scored { section, score: why.score }];
        self.prefer_spelling(text, &query, &expansions, &mut hit);
        why.spelling = hit[0].score / why.score.max(f32::MIN_POSITIVE);
        why.score = hit[0].score;
        Some(why)
    }

    /// Completions of the word being typed, the commonest in the book first; where a word leads nowhere, the whole query as
    /// it may have been meant.
    pub fn suggest(&self, text: &str, limit: usize) -> Answer<Vec<Suggestion>> {
        let text = clip(text);
        let Some(ready) = self.ready() else { return Answer::Needs(self.library.missing_essentials()) };
        let parsed = Query::parse(text);
        let (query, expansions) = ready.expand(parsed.clone(), Guess::Unknown);
        if let Some(meant) = corrected(text, &query, &expansions) {
            return Answer::Ready(vec![Suggestion { text: meant }]);
        }
        let Some(word) = parsed.words.last().filter(|word| word.is_prefix) else {
            return Answer::Ready(Vec::new());
        };
        let Some(expander) = ready.expander() else { return Answer::Ready(Vec::new()) };
        let mut completions = expander.completions(&word.term, usize::MAX);
        let letters = word.term.chars().count();
        completions.retain(|(term, _)| term.letters > letters);
        keep_first(&mut completions, limit, |a, b| (b.1, a.0.ordinal) < (a.1, b.0.ordinal));
        let before = text.get(..word.start).unwrap_or_default();
        let terms = completions.iter().filter_map(|(term, _)| ready.terms.term(term.ordinal));
        Answer::Ready(terms.map(|term| Suggestion { text: [before, &term].concat() }).collect())
    }

    /// Where a page stands among the chapters; `None` for a page that is none, or while the documents are not here.
    pub fn navigation(&self, url: &str) -> Option<Navigation> {
        navigation(self.library.documents.as_ref()?, url)
    }

    fn ready(&self) -> Option<Ready<'_>> {
        let library = &self.library;
        Some(Ready { library, terms: library.terms.as_ref()?, documents: library.documents.as_ref()? })
    }

    /// Lets headings that spell a word just as it was typed come before those that only fold to it. Small letters say
    /// nothing: everybody types them.
    fn prefer_spelling(&self, text: &str, query: &Query, expansions: &[Expansion], found: &mut [Scored]) {
        let Some(documents) = &self.library.documents else { return };
        let words = query.words.iter().zip(expansions);
        let typed = words
            .filter_map(|(word, expansion)| Some((text.get(word.start..word.end)?, word, expansion.idf)));
        let typed: Vec<(&str, f32)> = typed
            .filter(|(written, word, _)| *written != word.term)
            .map(|(written, _, idf)| (written, idf))
            .collect();
        if typed.is_empty() {
            return;
        }
        let rarity = rarity(expansions);
        for hit in found.iter_mut().take(SPELLING_CANDIDATES) {
            if let Some(row) = documents.section(hit.section) {
                hit.score *= 1.0 + SPELLING * spelled_alike(row.heading(), &typed) / rarity;
            }
        }
    }

    fn want(&mut self, found: &[Scored]) -> Result<Vec<Need>, Error> {
        let sections: Vec<u32> = found.iter().map(|hit| hit.section).collect();
        self.library.want_texts(&sections)
    }

    fn has_phrases(&self, section: u32, phrases: &[Vec<String>]) -> bool {
        let heading = self.library.documents.as_ref().and_then(|documents| documents.section(section));
        let texts = [heading.map_or("", |row| row.heading()), self.library.text(section).unwrap_or_default()];
        phrases.iter().all(|phrase| texts.iter().any(|text| contains_phrase(text, phrase)))
    }

    fn marks(&self, expansions: &[Expansion]) -> Marks {
        let Some(terms) = &self.library.terms else { return Marks::default() };
        let mut marks = Marks::new(expansions.iter().map(|expansion| {
            // Completions are told by what they begin with: there may be hundreds.
            let spelled_out = expansion.concepts.iter().filter(|concept| concept.beginning.is_none());
            let forms = spelled_out.flat_map(|concept| &concept.forms);
            (expansion.idf, forms.filter_map(|form| terms.term(form.ordinal)))
        }));
        for (word, expansion) in expansions.iter().enumerate() {
            let beginnings = expansion.concepts.iter().filter_map(|concept| concept.beginning.as_deref());
            beginnings.for_each(|beginning| marks.add_beginning(beginning, word));
        }
        marks
    }

    fn pages(&self, found: &[Scored], marks: Option<&Marks>) -> Vec<PageHit> {
        let Some(documents) = &self.library.documents else { return Vec::new() };
        let mut pages: Vec<(u32, PageHit)> = Vec::new();
        for hit in found {
            let Some(section) = documents.section(hit.section) else { continue };
            let Some(page) = documents.page(section.page()) else { continue };
            let text = self.library.text(hit.section).unwrap_or_default();
            let section_hit = SectionHit {
                url: address(page.url(), section.id()),
                heading: section.heading().to_string(),
                score: hit.score,
                excerpt: marks.map_or_else(Vec::new, |marks| excerpt(text, marks)),
            };
            match pages.iter_mut().find(|(number, _)| *number == section.page()) {
                Some((_, page)) => page.sections.push(section_hit),
                None => pages.push((
                    section.page(),
                    PageHit {
                        url: page.url().to_string(),
                        title: page.title().to_string(),
                        breadcrumbs: page.breadcrumbs().map(str::to_string).collect(),
                        score: hit.score,
                        sections: vec![section_hit],
                    },
                )),
            }
        }
        pages.into_iter().map(|(_, page)| page).collect()
    }
}

/// The parts of an index that a search reads, all of them here.
struct Ready<'a> {
    library: &'a Library,
    terms: &'a Terms,
    documents: &'a Documents,
}

impl<'a> Ready<'a> {
    fn expander(&self) -> Option<Expander<'a>> {
        let automaton = self.terms.automaton()?;
        let sections = self.documents.section_count();
        Some(Expander { terms: self.terms, automaton, sections, patience: Patience::default() })
    }

    /// Parses; takes identifiers apart, and operators and paths whole where the book mentions them.
    fn understand(&self, text: &str) -> Query {
        let mut query = Query::parse(text);
        let words = core::mem::take(&mut query.words);
        for word in words {
            if word.parts.is_empty() || word.is_exact {
                query.words.push(word);
                continue;
            }
            if self.terms.ordinal(&word.term).is_some() {
                query.words.push(word.clone());
            }
            let last = word.parts.len() - 1;
            let parts = word.parts.iter().enumerate().map(|(at, part)| Word {
                term: part.clone(),
                spelled: None,
                parts: Vec::new(),
                is_prefix: word.is_prefix && at == last,
                ..word.clone()
            });
            query.words.extend(parts);
        }
        for symbol in core::mem::take(&mut query.symbols) {
            self.mentioned(&symbol, &mut query.words);
        }
        query
    }

    /// Adds what the book mentions of an operator or path: as it was typed, without the marks of a sentence around it, by
    /// its shape, or what it is the beginning of.
    fn mentioned(&self, written: &Word, words: &mut Vec<Word>) {
        let mut add = |term: &str, is_prefix: bool| {
            words.push(Word { term: term.to_string(), is_prefix, ..written.clone() });
        };
        let known = |term: &str| self.terms.ordinal(term).is_some();
        let mut folded = String::new();
        fold(&written.term, &mut folded);
        let inner = folded.trim_matches(['`', '"', '\'', ',', '.', ';', ':', '!', '?', '(', ')']);
        for term in [folded.as_str(), inner] {
            if is_symbol(term) && known(term) {
                return add(term, false);
            }
        }
        let mut found = false;
        symbols(&folded, |term| {
            if known(term) && !found {
                found = true;
                add(term, false);
            }
        });
        let begins = |automaton: Automaton<'_>| automaton.descend(folded.as_bytes()).is_some();
        if !found && written.is_prefix && self.terms.automaton().is_some_and(begins) {
            add(&folded, true);
        }
    }

    fn expand(&self, mut query: Query, guess: Guess) -> (Query, Vec<Expansion>) {
        let expansions = self.expander().map_or_else(Vec::new, |expander| expander.expand(&mut query, guess));
        (query, expansions)
    }

    fn rank(&self, query: &Query, expansions: &[Expansion], table: &mut Table) -> Vec<Scored> {
        let mut found = self.ranker().rank(query, expansions, table);
        for words in &query.excluded {
            let unwanted = self.sections_with_all(words);
            found.retain(|hit| !unwanted.contains(&hit.section));
        }
        found
    }

    fn ranker(&self) -> Ranker<'a> {
        Ranker { terms: self.terms, documents: self.documents, structure: &self.library.structure }
    }

    fn sections_with_all(&self, words: &[String]) -> Vec<u32> {
        let mut all: Option<Vec<u32>> = None;
        for word in words {
            let mut with = vec![false; self.documents.section_count() as usize];
            if let Some(ordinal) = self.terms.ordinal(word) {
                self.terms.postings(ordinal, |_, section, _| with[section as usize] = true);
            }
            let before = all.unwrap_or_else(|| (0..self.documents.section_count()).collect());
            all = Some(before.into_iter().filter(|&section| with[section as usize]).collect());
        }
        all.unwrap_or_default()
    }
}

/// The query with each misspelt word replaced; `None` when there was none.
fn corrected(text: &str, query: &Query, expansions: &[Expansion]) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    for (word, expansion) in query.words.iter().zip(expansions) {
        if let Some(replacement) = &expansion.corrected {
            // Parts of one identifier share its place: the first of them replaces it.
            out.push_str(text.get(at..word.start).unwrap_or_default());
            out.push_str(replacement);
            at = at.max(word.end);
        }
    }
    if at == 0 {
        return None;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Some(out)
}

/// Rarity of the words that a heading spells in just the same way.
fn spelled_alike(heading: &str, typed: &[(&str, f32)]) -> f32 {
    typed.iter().filter(|(word, _)| has_word(heading, word)).map(|(_, rarity)| rarity).sum()
}

/// Whether a word stands in a text as it is, with no letter beside it. Cutting the text into words would say the same at ten
/// times the cost.
fn has_word(text: &str, word: &str) -> bool {
    let bytes = text.as_bytes();
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
    };
    let mut places = bytes.windows(word.len().max(1)).enumerate();
    places.any(|(at, window)| {
        window == word.as_bytes() && !is_letter(at.checked_sub(1)) && !is_letter(Some(at + word.len()))
    })
}

fn contains_phrase(text: &str, phrase: &[String]) -> bool {
    let mut words = Vec::new();
    tokens(text, |token| {
        if token.kind != thumbindex_index::analysis::Kind::Part {
            words.push(token.term.to_string());
        }
    });
    words.windows(phrase.len()).any(|window| window == phrase)
}

/// As much of a query as is read.
fn clip(text: &str) -> &str {
    let end = (0..=MAX_QUERY.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

/// The page's URL with the section's id as fragment.
fn address(page: &str, id: Option<&str>) -> String {
    id.map_or_else(|| page.to_string(), |id| [page, "#", &encode_fragment(id)].concat())
}
