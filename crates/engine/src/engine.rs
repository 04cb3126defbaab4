//! The engine: one opened index, and the questions that can be asked of it.

use crate::prelude::*;

use crate::explain::Explanation;
use crate::library::Library;
use crate::navigation::navigation;
use crate::results::{Answer, Results, Suggestion};
use crate::search::Search;
use crate::shelf::Shelf;
use crate::understand::Ready;
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
        let mut missing = core::mem::take(&mut search.missing);
        let answer = self.until_settled(&mut missing, |library, effort| search.go_on(library, effort));
        search.missing = missing;
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
        self.until_settled(&mut Vec::new(), |library, _| {
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
        self.until_settled(&mut Vec::new(), |library, _| match library.chapters() {
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
        search.explain(&self.library)
    }

    /// Asks until nothing is missing that could be unpacked here; says what is missing otherwise, or nothing where a step is over.
    /// Each round takes a chunk or is an error, so that there is an end to it. `missing` is what was found so before: to ask again until
    /// that is here would say the same, and may take longer than unpacking it.
    fn until_settled<T>(
        &mut self,
        missing: &mut Vec<usize>,
        mut question: impl FnMut(&Library, &mut usize) -> Result<T, Vec<usize>>,
    ) -> Result<Answer<T>, Error> {
        let mut effort = self.step;
        loop {
            self.library.leave_missing(missing);
            if missing.is_empty() {
                let answer = self.library.opened().and_then(|()| question(&self.library, &mut effort));
                *missing = match answer {
                    Ok(answer) => return Ok(Answer::Ready(answer)),
                    Err(missing) => missing,
                };
            }
            let needs = self.library.settle(missing, &mut effort)?;
            if effort == 0 || !needs.is_empty() {
                return Ok(Answer::Needs(needs));
            }
        }
    }
}

/// As much of a query as is read.
fn clip(text: &str) -> &str {
    let end = (0..=MAX_QUERY.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::tests::many_files;
    use thumbindex_index::Layout;
    use thumbindex_index::format::root::ChunkKind;

    #[test]
    fn nothing_is_asked_again_before_all_that_it_waits_for_is_here() {
        let mut engine = Engine::open(many_files(Layout::Packed).root).expect("a sound root");
        engine.work_in_steps(100);
        let wanted: Vec<usize> = engine.root().of_kind(ChunkKind::Terms).take(3).collect();
        let (mut asked, mut steps, mut missing) = (0, 0, Vec::new());
        let mut ask = |library: &Library, _: &mut usize| {
            asked += 1;
            let mut missing = wanted.clone();
            library.leave_missing(&mut missing);
            if missing.is_empty() { Ok(()) } else { Err(missing) }
        };
        while engine.until_settled(&mut missing, &mut ask) != Ok(Answer::Ready(())) {
            steps += 1;
        }
        assert_eq!((asked, steps > 20), (2, true));
    }

    #[test]
    fn another_question_does_not_wait_for_what_the_last_one_did() {
        let mut engine = Engine::open(many_files(Layout::Split).root).expect("a sound root");
        let mut needs = |query: &str, correct| {
            let options = SearchOptions { correct, ..SearchOptions::default() };
            match engine.search(query, &options).expect("a sound index") {
                Answer::Needs(needs) => needs.iter().map(|need| need.id).collect::<Vec<_>>(),
                Answer::Ready(_) => Vec::new(),
            }
        };
        let [first, other] = ["w1", "w9"].map(|query| needs(query, true));
        assert!(first != other && !first.is_empty());
        assert_eq!(needs("w1", true), first);
        assert_eq!(needs("w1", false), first);
        assert!(needs("", true).is_empty());
    }
}
