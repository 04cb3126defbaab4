//! The index format, version 4, and its checked reader.
//!
//! ```text
//! index.tix   header │ root body │ inline chunks …
//! 89ab….tix   one chunk
//! ```
//!
//! The root says what the index is and lists its chunks; a chunk is *inline* behind the root or a file of its own, named
//! by its content. Which is which is the only difference between the layouts. Chunks are packed unless that gains
//! nothing, and are checked against the length and hash that the root promised. `FORMAT.md` draws all of it with an
//! annotated hex dump.
//!
//! | chunk | holds | module |
//! | --- | --- | --- |
//! | terms | a range of the vocabulary with its stem groups and postings | [`terms`], [`vocabulary`], [`postings`] |
//! | block | addresses, titles, headings and texts of a run of sections | [`block`] |
//! | dictionary | what blocks are compressed against | [`codec`] |
//! | chapters | where previous and next stop | [`chapters`] |
//! | lexicon | the commonest terms of a large vocabulary | [`lexicon`] |
//! | tail | the rest of the postings of a term that is nearly everywhere | [`postings`] |

pub mod block;
pub(crate) mod bytes;
pub mod chapters;
pub mod codec;
pub mod lexicon;
pub mod postings;
pub mod root;
pub mod terms;
#[cfg(feature = "write")]
pub mod testing;
pub mod vocabulary;

use crate::prelude::*;
use crate::strings::decimal;
use core::fmt;

/// The index could not be used. Every variant says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormatError {
    /// Something else was served or named: a web page, another kind of file.
    NotAnIndex,
    /// A real index, but not one of this version.
    Version {
        /// What the header says.
        found: u16,
        /// What this engine reads.
        supported: u16,
    },
    /// Fewer bytes than the header promises.
    Truncated {
        /// Bytes at hand.
        found: usize,
        /// Bytes promised.
        expected: usize,
    },
    /// The bytes are not what was written.
    Damaged {
        /// Which part.
        part: &'static str,
    },
    /// A chunk file holds something other than the root promised, such as that of another build.
    WrongChunk {
        /// The file's name.
        name: String,
    },
}

impl FormatError {
    /// One line for people. It is put together without the standard library's formatting, which would bring 2 KB of module.
    pub fn message(&self) -> String {
        match self {
            Self::NotAnIndex => [
                "this is not a thumbindex index: it does not begin with the index signature; ",
                "check the address it was read from",
            ]
            .concat(),
            Self::Version { found, supported } => [
                "the index has format version ",
                &decimal(u64::from(*found), 1),
                ", this engine reads version ",
                &decimal(u64::from(*supported), 1),
                "; load the page again, or build the index again with this version of thumbindex",
            ]
            .concat(),
            Self::Truncated { found, expected } => [
                "the index is cut short: ",
                &decimal(*found as u64, 1),
                " of ",
                &decimal(*expected as u64, 1),
                " bytes; copy or build it again",
            ]
            .concat(),
            Self::Damaged { part } => ["the index is damaged (", part, "); copy or build it again"].concat(),
            Self::WrongChunk { name } => [
                "index file ",
                name,
                " does not belong to this index; reload the page, or copy the whole index again",
            ]
            .concat(),
        }
    }

    /// A stable name for programs to match on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnIndex => "not-an-index",
            Self::Version { .. } => "index-version",
            Self::Truncated { .. } => "index-truncated",
            Self::Damaged { .. } => "index-damaged",
            Self::WrongChunk { .. } => "index-wrong-chunk",
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl core::error::Error for FormatError {}

/// For `ok_or`: the part whose shape was wrong.
pub(crate) fn damaged(part: &'static str) -> FormatError {
    FormatError::Damaged { part }
}
