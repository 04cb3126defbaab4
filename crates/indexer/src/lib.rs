//! Authors' content in, [`Book`]s out: Markdown books and built HTML sites.
//!
//! Files are reached through the small [`Source`] trait, so that the same code runs natively and in WebAssembly.
#![forbid(unsafe_code)]

#[cfg(any(feature = "markdown", feature = "html"))]
mod chars;
mod error;
#[cfg(feature = "html")]
pub mod html;
pub mod inject;
#[cfg(feature = "markdown")]
pub mod markdown;
#[cfg(any(feature = "markdown", feature = "html"))]
mod mention;
mod paths;
pub mod publish;
mod source;

pub use error::Error;
pub use source::{Folder, Memory, Source, SourceError};
pub use thumbindex_index::{Book, CODE_END, CODE_START, Page, Section};

/// What an author can steer.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Overrides the language the source declares.
    pub language: Option<String>,
    /// Write `guide/` instead of `guide/index.html`.
    pub pretty_urls: bool,
    /// Folders to leave out, relative to the source's root; our own output is one of them.
    pub ignore: Vec<String>,
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

/// Reads whichever kind of input `source` holds: a Markdown book where there is a `book.toml` or a `SUMMARY.md`, else HTML.
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
