//! The engine: one opened index, and the questions that can be asked of it.

use crate::prelude::*;
use thumbindex_index::analysis::{fold, is_symbol, is_unspaced};
use thumbindex_index::format::block::Section;
use thumbindex_index::percent::encode_fragment;
use thumbindex_index::{symbols, tokens};

use crate::excerpt::{Marks, excerpt};
use crate::expand::{Completion, Expander, Expansion, Guess};
use crate::explain::Explanation;
use crate::fuzzy::Patience;
use crate::library::Library;
use crate::navigation::navigation;
use crate::order::keep_first;
use crate::query::{MAX_WORDS, Query, Word};
use crate::rank::{Ranker, Ranking, Scored, rarity};
use crate::results::{Answer, PageHit, Piece, Results, SectionHit, Suggestion};
use crate::shelf::Shelf;
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
///
/// Everything that is asked is answered at once, unless it was told to [work in steps](Engine::work_in_steps).
#[derive(Debug)]
pub struct Engine {
    library: Library,
    search: Search,
    /// What may be done before there is an answer, if only that there is more to do.
    step: usize,
}

/// How many of the best candidates a quoted phrase is looked for in.
const PHRASE_CANDIDATES: usize = 50;

/// Words of an excluded phrase that are looked for.
const MAX_EXCLUDED: usize = 24;

/// No query is longer than this; the rest is not read.
const MAX_QUERY: usize = 2_000;

impl Engine {
    /// Opens a root, with or without chunks behind it.
    pub fn open(root: Vec<u8>) -> Result<Self, Error> {
        Ok(Self { library: Library::open(root)?, search: Search::default(), step: usize::MAX })
    }

    /// From now on no question takes long: where there is more to do than so much, counted in postings read and bytes unpacked,
    /// it is answered with [needs](Answer::Needs) of nothing, and goes on when it is asked again. A thousand take a small part of a
    /// millisecond. Another search in between lets the first begin anew.
    ///
    /// ```
    /// # use thumbindex_index::{Book, Layout, Page, Section, write};
    /// use thumbindex_engine::{Answer, Engine, SearchOptions};
    ///
    /// # let section = Section { heading: "Looms".into(), text: "A loom has a warp.\n".repeat(200), ..Section::default() };
    /// # let page = Page { url: "looms.html".into(), sections: vec![section], ..Page::default() };
    /// # let files = write(&[Book { pages: vec![page], ..Book::default() }], Layout::Packed)?;
    /// let mut engine = Engine::open(files.root)?;
    /// engine.work_in_steps(1_000);
    /// let mut steps = 1;
    /// let results = loop {
    ///     match engine.search("loom", &SearchOptions::default())? {
    ///         Answer::Ready(results) => break results,
    ///         Answer::Needs(nothing) => assert!(nothing.is_empty()),
    ///     }
    ///     // Here a page can draw and hear its reader.
    ///     steps += 1;
    /// };
    /// assert_eq!((results.total, steps > 2), (1, true));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn work_in_steps(&mut self, step: usize) {
        self.step = step.max(1);
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
        let mut search = core::mem::take(&mut self.search);
        search.is_for(clip(text), options);
        let answer = self.until_settled(|library, effort| search.go_on(library, effort));
        self.search = search;
        answer
    }

    /// Completions of the word being typed, the commonest in the book first; where a word leads nowhere, the whole query as
    /// it may have been meant.
    ///
    /// ```
    /// # use thumbindex_index::{Book, Layout, Page, Section, write};
    /// use thumbindex_engine::{Answer, Engine};
    ///
    /// # let section = Section { heading: "Looms".into(), text: "A shuttle, a shuttle, a shutter.\n".into(), ..Section::default() };
    /// # let page = Page { url: "looms.html".into(), sections: vec![section], ..Page::default() };
    /// # let files = write(&[Book { pages: vec![page], ..Book::default() }], Layout::Packed)?;
    /// let mut engine = Engine::open(files.root)?;
    /// let Answer::Ready(all) = engine.suggest("a shut", 10)? else { unreachable!() };
    /// let texts: Vec<_> = all.iter().map(|suggestion| suggestion.text.as_str()).collect();
    /// assert_eq!(texts, ["a shutter", "a shuttle"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn suggest(&mut self, text: &str, limit: usize) -> Result<Answer<Vec<Suggestion>>, Error> {
        let text = clip(text);
        self.until_settled(|library, _| {
            let ready = Ready { text, shelf: &Shelf::new(library) };
            let suggestions = ready.suggest(limit);
            ready.unless_wanted(suggestions)
        })
    }

    /// Where a page stands among the chapters; `None` for a page that is none.
    ///
    /// ```
    /// use thumbindex_engine::{Answer, Engine};
    /// use thumbindex_index::{Book, Layout, Page, write};
    ///
    /// let page = |name: &str| Page { url: format!("{name}.html"), title: name.into(), is_chapter: true, ..Page::default() };
    /// let files = write(&[Book { pages: vec![page("Warp"), page("Weft")], ..Book::default() }], Layout::Packed)?;
    /// let mut engine = Engine::open(files.root)?;
    ///
    /// let Answer::Ready(Some(place)) = engine.navigation("Warp.html?print#top")? else { unreachable!() };
    /// assert_eq!((place.position, place.count, place.previous), (1, 2, None));
    /// assert_eq!(place.next.map(|chapter| chapter.url).as_deref(), Some("Weft.html"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn navigation(&mut self, url: &str) -> Result<Answer<Option<Navigation>>, Error> {
        self.until_settled(|library, _| match library.chapters() {
            Ok(chapters) => Ok(navigation(chapters, url)),
            Err(chunk) => Err(vec![chunk]),
        })
    }

    /// Why the sections that such a search answers with stand where they do: one explanation for each, by the section's URL, best
    /// first. None while chunks are missing that the search would ask for.
    ///
    /// ```
    /// # use thumbindex_index::{Book, Layout, Page, Section, write};
    /// use thumbindex_engine::{Engine, SearchOptions};
    ///
    /// # let section = Section { heading: "Looms".into(), text: "A loom has a warp.\n".into(), ..Section::default() };
    /// # let page = Page { url: "looms.html".into(), sections: vec![section], ..Page::default() };
    /// # let files = write(&[Book { pages: vec![page], ..Book::default() }], Layout::Packed)?;
    /// let mut engine = Engine::open(files.root)?;
    /// let options = SearchOptions::default();
    /// engine.search("looms", &options)?;
    /// let why = engine.explain("looms", &options);
    /// assert_eq!((why[0].0.as_str(), why[0].1.words.len()), ("looms.html", 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, text: &str, options: &SearchOptions) -> Vec<(String, Explanation)> {
        let mut search = Search::default();
        search.is_for(clip(text), options);
        let shelf = Shelf::new(&self.library);
        let Ok(found) = search.find(&shelf, &mut usize::MAX.clone()) else { return Vec::new() };
        let Some(Understood { query, expansions, .. }) = &search.understood else { return Vec::new() };
        let explained = |hit: &Scored| {
            let row = self.library.section(hit.section)?;
            let why = Ranker { shelf: &shelf }.explain(query, expansions, hit.section);
            Some((address(row.url(), row.id()), why))
        };
        found.best.iter().filter_map(explained).collect()
    }

    /// Asks until nothing is missing that could be unpacked here; says what is missing otherwise, or nothing where a step is over.
    /// Each round takes a chunk or is an error, so that there is an end to it.
    fn until_settled<T>(
        &mut self,
        mut question: impl FnMut(&Library, &mut usize) -> Result<T, Vec<usize>>,
    ) -> Result<Answer<T>, Error> {
        let mut effort = self.step;
        loop {
            let answer = self.library.opened().and_then(|()| question(&self.library, &mut effort));
            let missing = match answer {
                Ok(answer) => return Ok(Answer::Ready(answer)),
                Err(missing) => missing,
            };
            let needs = self.library.settle(&missing, &mut effort)?;
            if effort == 0 || !needs.is_empty() {
                return Ok(Answer::Needs(needs));
            }
        }
    }
}

/// A search, as far as it has come.
#[derive(Debug, Default)]
struct Search {
    text: String,
    options: SearchOptions,
    guesses_all: bool,
    understood: Option<Understood>,
    ranking: Ranking,
    /// How many candidates there are, and of how many it is known that they have the query's phrases.
    candidates: Option<usize>,
    checked: usize,
    found: Option<Found>,
}

/// What it costs, in postings read, to see what a query may stand for, and to cut an excerpt; what it costs to look through a
/// byte of text.
const UNDERSTANDING: usize = 16_000;
const EXCERPT: usize = 1_000;
const BYTE: usize = 2;

/// Takes some effort for what is done next, if there is any left.
fn spend(effort: &mut usize, much: usize) -> Result<(), Vec<usize>> {
    if *effort == 0 {
        return Err(Vec::new());
    }
    *effort = effort.saturating_sub(much);
    Ok(())
}

/// What a query was understood as.
#[derive(Debug)]
struct Understood {
    query: Query,
    expansions: Vec<Expansion>,
    /// Sections with what it excludes, ascending, for each phrase.
    unwanted: Vec<Vec<u32>>,
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
    fn is_for(&mut self, text: &str, options: &SearchOptions) {
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
    fn go_on(&mut self, library: &Library, effort: &mut usize) -> Result<Results, Vec<usize>> {
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
            total_is_exact = self.candidates.is_none_or(|count| count <= PHRASE_CANDIDATES);
            keep_first(best, PHRASE_CANDIDATES, Scored::before);
            here(library, best)?;
            while let Some(hit) = best.get(self.checked) {
                let row = library.section(hit.section);
                spend(effort, row.as_ref().map_or(0, |row| BYTE * row.text().len()))?;
                if row.is_some_and(|row| has_phrases(&row, &query.phrases)) {
                    self.checked += 1;
                } else {
                    best.remove(self.checked);
                }
            }
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
        let unwanted = query.excluded.iter().map(|words| ready.sections_with_all(words)).collect();
        ready.unless_wanted(())?;
        // Not before: what is wanted has to be unpacked with what is left.
        spend(effort, UNDERSTANDING)?;
        self.understood = Some(Understood { query, expansions, unwanted });
        Ok(())
    }

    fn rank(&mut self, shelf: &Shelf<'_>, effort: &mut usize) -> Result<(), Vec<usize>> {
        let Some(Understood { query, expansions, unwanted }) = &self.understood else { return Ok(()) };
        if !(Ranker { shelf }).rank(query, expansions, &mut self.ranking, effort) {
            return Err(Vec::new());
        }
        let scored = &mut self.ranking.scored;
        scored.retain(|hit| !unwanted.iter().any(|sections| sections.binary_search(&hit.section).is_ok()));
        self.candidates.get_or_insert(scored.len());
        Ok(())
    }
}

/// Whether all that is shown of these is here.
fn here(library: &Library, found: &[Scored]) -> Result<(), Vec<usize>> {
    let sections: Vec<u32> = found.iter().map(|hit| hit.section).collect();
    let missing = library.missing_for(&sections);
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}

fn has_phrases(row: &Section<'_>, phrases: &[Vec<String>]) -> bool {
    let (heading, text) = (words(row.heading()), words(row.text()));
    phrases.iter().all(|phrase| is_within(&heading, phrase) || is_within(&text, phrase))
}

/// Whether the words of a phrase stand in a row. Where no spaces are, a character alone may begin a pair.
fn is_within(words: &[String], phrase: &[String]) -> bool {
    let stands = |(word, wanted): (&String, &String)| {
        word == wanted || (wanted.starts_with(is_unspaced) && word.starts_with(wanted))
    };
    words.windows(phrase.len()).any(|run| run.iter().zip(phrase).all(stands))
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

/// A query before the vocabulary, all of it or what is here.
struct Ready<'a> {
    text: &'a str,
    shelf: &'a Shelf<'a>,
}

impl<'a> Ready<'a> {
    fn expander(&self) -> Expander<'a> {
        Expander { shelf: self.shelf, text: self.text, patience: Patience::default() }
    }

    /// What was found out, unless that was without chunks that were looked for.
    fn unless_wanted<T>(&self, answer: T) -> Result<T, Vec<usize>> {
        let wanted = self.shelf.wanted();
        if wanted.is_empty() { Ok(answer) } else { Err(wanted) }
    }

    fn suggest(&self, limit: usize) -> Vec<Suggestion> {
        let (query, expansions) = self.expand(Guess::Unknown);
        if let Some(meant) = corrected(self.text, &query, &expansions) {
            return vec![Suggestion { text: meant }];
        }
        let parsed = Query::parse(self.text);
        let Some(word) = parsed.words.last().filter(|word| word.is_prefix) else { return Vec::new() };
        let mut completions = self.expander().completions(&word.term, usize::MAX);
        completions.retain(|completion| completion.term != word.term);
        keep_first(&mut completions, limit, Completion::is_commoner);
        let before = self.text.get(..word.start).unwrap_or_default();
        completions.iter().map(|completion| Suggestion { text: [before, completion.term].concat() }).collect()
    }

    fn marks(&self, expansions: &[Expansion]) -> Marks {
        let all = rarity(expansions);
        let mut marks = Marks::new(expansions.iter().map(|expansion| {
            // Completions are told by what they begin with: there may be hundreds.
            let spelled_out = expansion.concepts.iter().filter(|concept| concept.beginning.is_none());
            let forms = spelled_out.flat_map(|concept| &concept.forms);
            // A path or an operator adds nothing to the ranking of its words, and where it stands is what all of them say.
            let weight = if expansion.idf > 0.0 { expansion.idf } else { all };
            (weight, forms.filter_map(|form| self.shelf.term(form.ordinal).map(ToString::to_string)))
        }));
        for (word, expansion) in expansions.iter().enumerate() {
            let beginnings = expansion.concepts.iter().filter_map(|concept| concept.beginning.as_deref());
            beginnings.for_each(|beginning| marks.add_beginning(beginning, word));
        }
        marks
    }

    /// Parses; takes identifiers apart, and operators and paths whole where the book mentions them.
    fn understand(&self) -> Query {
        let mut query = Query::parse(self.text);
        let words = core::mem::take(&mut query.words);
        for word in words {
            if word.parts.is_empty() || word.is_exact {
                query.words.push(word);
                continue;
            }
            // While its chunk is still to come it may be known, and then what it is the beginning of is wanted as well.
            if self.shelf.ordinal(&word.term).is_some() || !self.shelf.wants_nothing() {
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
        // A single identifier may have hundreds of parts.
        query.words.truncate(MAX_WORDS);
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
        let known = |term: &str| self.shelf.ordinal(term).is_some();
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
        if !found && written.is_prefix && self.shelf.has_beginning(&folded) {
            add(&folded, true);
        }
    }

    fn expand(&self, guess: Guess) -> (Query, Vec<Expansion>) {
        let mut query = self.understand();
        let expansions = self.expander().expand(&mut query, guess);
        (query, expansions)
    }

    fn sections_with_all(&self, words: &[String]) -> Vec<u32> {
        let sections = self.shelf.library.root.sections;
        let mut counts = vec![0u8; sections as usize];
        for (number, word) in words.iter().take(MAX_EXCLUDED).enumerate() {
            let record = self.shelf.ordinal(word).and_then(|ordinal| self.shelf.record(ordinal));
            // A common word goes on elsewhere.
            let tail = record.as_ref().and_then(|record| record.tail);
            tail.into_iter().for_each(|tail| self.shelf.want_tail(tail));
            let tail = tail.and_then(|tail| self.shelf.library.tail(tail));
            let mut count = |section: u32, _| {
                if let Some(count) =
                    counts.get_mut(section as usize).filter(|count| usize::from(**count) == number)
                {
                    *count += 1;
                }
            };
            for record in [record, tail] {
                let _ = record.map(|record| record.postings(sections, &mut count));
            }
        }
        let all = words.len().min(MAX_EXCLUDED) as u8;
        (0..sections).zip(counts).filter(|&(_, count)| count == all).map(|(section, _)| section).collect()
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

/// What a phrase is compared with.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, |token| {
        if token.kind != thumbindex_index::analysis::Kind::Part {
            words.push(token.term.to_string());
        }
    });
    words
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
