//! Authors' content in, [`Book`]s out: Markdown books and built HTML sites.
//!
//! The way of a site through this crate, from its files to pages that have a search:
//!
//! 1. A [`Source`] hands over files: a [`Folder`] on disk, [`Memory`] in tests and in WebAssembly, or anything with two
//!    methods. Nothing else here touches a file system to read.
//! 2. [`read`] finds out whether it is a Markdown book or HTML, and makes a [`Book`] for each language of it. What the
//!    author has said about the content stands in [`Options::steering`]. [`read_again`] does the same for a source that
//!    changes.
//! 3. `thumbindex_index::write` turns books into the files of an index.
//! 4. [`publish`](mod@publish) puts these beside the widget, in an order in which no reader meets half of them.
//! 5. [`inject`](mod@inject) puts the widget's script tag into pages.
//!
//! ```
//! use std::collections::BTreeMap;
//! use thumbindex_index::{Layout, write};
//! use thumbindex_indexer::inject::{Script, Widget, inject};
//! use thumbindex_indexer::publish::{Output, publish};
//! use thumbindex_indexer::{Kind, Memory, Options, read};
//!
//! let page = "<title>Looms</title><main><h1>Looms</h1><h2 id=warp>The warp</h2><p>Threads that are stretched.</main>";
//! let site = Memory::new([("guide/looms.html", page)]);
//! let indexed = read(&site, &Options::default(), &mut |_| {})?;
//! assert_eq!((indexed.kind, indexed.books[0].pages[0].url.as_str()), (Kind::Html, "guide/looms.html"));
//! assert_eq!(indexed.books[0].pages[0].sections[0].heading, "The warp");
//!
//! let files = write(&indexed.books, Layout::Split)?;
//! let mut folder = BTreeMap::new();
//! publish(&Output::split(&files, &[("thumbindex.js", b"// the widget")]), 2, &mut folder)?;
//! assert!(folder.contains_key("index.tix") && folder.contains_key("thumbindex.js"));
//!
//! let widget = Widget { out: "search", script: Script::Module, base_url: None, opensearch: None };
//! let with = inject(page.as_bytes(), "guide/looms.html", &widget)?.expect("it has no tag yet");
//! assert!(String::from_utf8_lossy(&with).contains(r#"src="../search/thumbindex.js""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`check`](mod@check) reads a site as `read` does and says what its author may want to mend. Whatever is wrong with
//! what was handed over is an [`Error`] with a code, in one line; what does not stop a build is a warning in
//! [`Indexed`].
//!
//! Each reader is a feature, `markdown` and `html`, so that a build script compiles only the one that it needs.
#![forbid(unsafe_code)]

#[cfg(any(feature = "markdown", feature = "html"))]
mod chars;
#[cfg(feature = "html")]
pub mod check;
mod error;
#[cfg(feature = "html")]
pub mod html;
pub mod inject;
// Each reader uses a part of it.
#[cfg_attr(not(all(feature = "markdown", feature = "html")), allow(dead_code))]
mod kept;
#[cfg(feature = "markdown")]
pub mod markdown;
#[cfg(any(feature = "markdown", feature = "html"))]
mod mention;
pub mod opensearch;
#[cfg(any(feature = "markdown", feature = "html"))]
mod parallel;
mod paths;
pub mod publish;
mod refresh;
mod source;
#[cfg(any(feature = "markdown", feature = "html"))]
mod steer;

pub use error::Error;
pub use source::{Folder, Memory, Source, SourceError, Stamp, read_file};
#[cfg(any(feature = "markdown", feature = "html"))]
pub use steer::{Pattern, Pin, Rule, Selector, Steering};
pub use thumbindex_index::{Book, CODE_END, CODE_START, Page, Section};

/// What an author can steer.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Overrides the language the source declares.
    pub language: Option<String>,
    /// Whether to write `guide/` instead of `guide/index.html`; if nobody says, as most links of the site itself do.
    pub pretty_urls: Option<bool>,
    /// Folders and files to leave out, relative to the source's root, such as our own output.
    pub ignore: Vec<String>,
    /// What the author says about the content.
    #[cfg(any(feature = "markdown", feature = "html"))]
    pub steering: Steering,
}

/// What was read.
#[derive(Debug, Clone)]
pub struct Indexed {
    /// One for each language, the language with most pages first.
    pub books: Vec<Book>,
    /// One line each: something an author would want to know, that did not stop the build.
    pub warnings: Vec<String>,
    /// Which reader understood the source.
    pub kind: Kind,
}

#[cfg(any(feature = "markdown", feature = "html"))]
impl Indexed {
    fn new(books: Vec<Book>, warnings: Vec<String>, kind: Kind) -> Self {
        Self { books, warnings: warnings.iter().map(|warning| error::one_line(warning)).collect(), kind }
    }
}

/// The kinds of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Chapters listed by a `SUMMARY.md`.
    Markdown,
    /// A folder of built HTML pages, whatever made them.
    Html,
}

/// How far a long read has come, in files.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Files read.
    pub done: usize,
    /// Files in all.
    pub total: usize,
}

/// What the files of a source were read to, so that [`read_again`] takes only what has changed.
#[derive(Debug)]
pub struct Cache {
    #[cfg(feature = "markdown")]
    chapters: markdown::Chapters,
    #[cfg(feature = "html")]
    pages: html::Pages,
    new: usize,
}

impl Default for Cache {
    fn default() -> Self {
        Self {
            #[cfg(feature = "markdown")]
            chapters: markdown::Chapters::everything(),
            #[cfg(feature = "html")]
            pages: html::Pages::everything(),
            new: 0,
        }
    }
}

impl Cache {
    /// How many pages or chapters of the last read are not what they were when the cache was last
    /// [settled](Self::settle).
    pub fn new_pages(&self) -> usize {
        self.new
    }

    /// Calls everything read so far old, as after it was published.
    pub fn settle(&mut self) {
        #[cfg(feature = "markdown")]
        self.chapters.settle();
        #[cfg(feature = "html")]
        self.pages.settle();
    }
}

/// Reads whichever kind of input `source` holds: a Markdown book where there is a `book.toml` or a `SUMMARY.md`, else
/// HTML.
///
/// The result does not depend on how many threads there are, nor on the order in which files are found.
///
/// ```
/// use thumbindex_indexer::{Kind, Memory, Options, read};
///
/// let book = Memory::new([
///     ("src/SUMMARY.md", "- [Looms](looms.md)\n"),
///     ("src/looms.md", "# Looms\n\n## The warp\n\nThreads that are stretched.\n"),
/// ]);
/// let indexed = read(&book, &Options::default(), &mut |_| {})?;
/// assert_eq!(indexed.kind, Kind::Markdown);
/// // Where mdBook would put it.
/// assert_eq!(indexed.books[0].pages[0].url, "looms.html");
///
/// let error = read(&Memory::new([("SUMMARY.md", "- [Looms](looms.md)\n")]), &Options::default(), &mut |_| {}).unwrap_err();
/// assert_eq!(error.code(), "missing-chapter");
/// # Ok::<(), thumbindex_indexer::Error>(())
/// ```
pub fn read(
    source: &dyn Source,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Indexed, Error> {
    #[cfg(feature = "markdown")]
    if markdown::is_book(source)? {
        return markdown::read(source, options, progress);
    }
    #[cfg(feature = "html")]
    return html::read(source, options, progress);
    #[cfg(not(feature = "html"))]
    Err(Error::NotABook)
}

/// As [`read`], for a source that is read again and again: files that have not changed since are not read another time.
/// A read that fails leaves what is kept as it was.
///
/// ```
/// use thumbindex_indexer::{Cache, Memory, Options, read_again};
///
/// let site = |owner: &str| Memory::new([
///     ("borrowing.html", "<h1>Borrowing</h1>".to_owned()),
///     ("ownership.html", format!("<h1>Ownership</h1><p>{owner}")),
/// ]);
/// let mut cache = Cache::default();
/// for (owner, new) in [("Ferris", 2), ("Ferris", 0), ("Corro", 1)] {
///     read_again(&site(owner), &Options::default(), &mut cache, &mut |_| {})?;
///     assert_eq!(cache.new_pages(), new);
///     cache.settle();
/// }
/// # Ok::<(), thumbindex_indexer::Error>(())
/// ```
pub fn read_again(
    source: &dyn Source,
    options: &Options,
    cache: &mut Cache,
    progress: &mut dyn FnMut(Progress),
) -> Result<Indexed, Error> {
    #[cfg(feature = "markdown")]
    if markdown::is_book(source)? {
        let (indexed, new) = markdown::read_with(source, options, &mut cache.chapters, progress)?;
        cache.new = new;
        return Ok(indexed);
    }
    #[cfg(feature = "html")]
    {
        let (indexed, new) = html::read_with(source, options, &mut cache.pages, progress)?;
        cache.new = new;
        Ok(indexed)
    }
    #[cfg(not(feature = "html"))]
    Err(Error::NotABook)
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
