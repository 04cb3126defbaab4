//! What can go wrong on the reader's side.

use thumbindex_index::FormatError;

/// Errors are values with a code; nothing in this crate panics on what it is given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The index cannot be used.
    #[error(transparent)]
    Index(#[from] FormatError),
    /// A chunk was supplied that the root does not list.
    #[error("there is no chunk {chunk} in this index; supply the chunks that a search asked for")]
    UnknownChunk {
        /// As it was named.
        chunk: u32,
    },
}

impl Error {
    /// A stable name for programs to match on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Index(error) => error.code(),
            Self::UnknownChunk { .. } => "unknown-chunk",
        }
    }
}
