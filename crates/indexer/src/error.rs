//! Everything that can stop a build because of what an author handed over.

use crate::SourceError;

/// Each message is one line, whatever an author's names and texts hold: what, where, and how to mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No Markdown book, where nothing else can be read.
    #[error("no book found: there is no book.toml and no SUMMARY.md; name the folder that holds one of them")]
    NotABook,
    /// The folder, or a file in it, could not be read.
    #[error("{0}; check that it exists and may be read")]
    Unreadable(#[from] SourceError),
    /// `book.toml` is no TOML, or a value in it has the wrong type.
    #[error("{} line {line}: {}; correct that line", one_line(path), one_line(cause))]
    BadConfig {
        /// The configuration file.
        path: String,
        /// Counted from 1.
        line: usize,
        /// What the TOML parser found wrong.
        cause: String,
    },
    /// `book.toml` is there, but the list of chapters is not where it says.
    #[error(
        "{} is missing; write one that lists the chapters, or set `src` under [book] in book.toml",
        one_line(path)
    )]
    NoSummary {
        /// Where it was looked for.
        path: String,
    },
    /// `SUMMARY.md` cannot be understood.
    #[error("{} line {line}: {}", one_line(path), one_line(cause))]
    BadSummary {
        /// The list of chapters.
        path: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong, and how to mend it.
        cause: String,
    },
    /// `SUMMARY.md` names a file that does not exist. mdBook would create an empty one; an indexer must not.
    #[error(
        "{} line {line} names {}, which does not exist; create it, or take the line out",
        one_line(path),
        one_line(chapter)
    )]
    MissingChapter {
        /// The list of chapters.
        path: String,
        /// Counted from 1.
        line: usize,
        /// The missing file, relative to the source's root.
        chapter: String,
    },
    /// Chapters include so much, again and again, that no memory would hold it.
    #[error(
        "the chapters include more than 256 MB of files in all; look for large files that many chapters include"
    )]
    TooMuchIncluded,
    /// A file that must be text is not.
    #[error("{} is not valid UTF-8 at byte {offset}; save the file as UTF-8", one_line(path))]
    NotUtf8 {
        /// Relative to the source's root.
        path: String,
        /// Where the first bad byte is, counted from 0.
        offset: usize,
    },
    /// The folder holds no file at all, or none but what a build has put there.
    #[error("there are no files of a site; build the site first, then name the folder that it is built into")]
    Empty,
    /// Files, but none that is a page.
    #[error(
        "no HTML among {files} file{} (the first is {}); name the folder that the site is built into",
        if *files == 1 { "" } else { "s" },
        one_line(first)
    )]
    NoHtml {
        /// How many files there are.
        files: usize,
        /// One of them, so that an author sees which folder was meant.
        first: String,
    },
    /// Pages or chapters, but what the author wants skipped is all of them.
    #[error(
        "`skip` leaves out every page ({} by `{}`); take that pattern out, or narrow it",
        one_line(first),
        one_line(pattern)
    )]
    AllSkipped {
        /// One of them.
        first: String,
        /// What leaves it out, as it is written.
        pattern: String,
    },
    /// Pages, but all of them are redirects, marked `noindex`, or without words.
    #[error(
        "nothing to index in {pages} HTML pages (the first is {}): all are redirects, noindex or empty; name the folder with the content",
        one_line(first)
    )]
    NothingToIndex {
        /// How many pages there are.
        pages: usize,
        /// One of them.
        first: String,
    },
}

impl Error {
    /// A stable name for programs to match on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotABook => "not-a-book",
            Self::Unreadable(_) => "unreadable",
            Self::BadConfig { .. } => "bad-config",
            Self::NoSummary { .. } => "no-summary",
            Self::BadSummary { .. } => "bad-summary",
            Self::MissingChapter { .. } => "missing-chapter",
            Self::TooMuchIncluded => "too-much-included",
            Self::NotUtf8 { .. } => "not-utf8",
            Self::Empty => "empty-folder",
            Self::NoHtml { .. } => "no-html",
            Self::AllSkipped { .. } => "all-skipped",
            Self::NothingToIndex { .. } => "nothing-to-index",
        }
    }
}

/// A line break in a name, a title or a value would make two lines of one.
pub(crate) fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
