//! What can go wrong on the reader's side.

use crate::prelude::*;
use core::fmt;
use thumbindex_index::{FormatError, decimal};

/// Errors are values with a code; nothing in this crate panics on what it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The index cannot be used.
    Index(FormatError),
    /// A chunk was supplied that the root does not list.
    UnknownChunk {
        /// As it was named.
        chunk: u32,
    },
}

impl Error {
    /// One line for people, put together without the standard library's formatting.
    pub fn message(&self) -> String {
        match self {
            Self::Index(error) => error.message(),
            Self::UnknownChunk { chunk } => [
                "there is no chunk ",
                &decimal(u64::from(*chunk), 1),
                " in this index; supply the chunks that a search asked for",
            ]
            .concat(),
        }
    }

    /// A stable name for programs to match on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Index(error) => error.code(),
            Self::UnknownChunk { .. } => "unknown-chunk",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl core::error::Error for Error {}

impl From<FormatError> for Error {
    fn from(error: FormatError) -> Self {
        Self::Index(error)
    }
}
