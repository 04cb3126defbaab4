//! The contract between whoever writes an index and whoever reads it: the format, and the analysis of text into terms.
//!
//! A *book* is pages, a page is *sections*, and a section is what a search finds. The writing side (feature `write`)
//! turns a [`Book`] into [`Files`]; the reading side opens their bytes without trusting them:
//!
//! ```
//! # #[cfg(feature = "write")] {
//! use thumbindex_index::{Book, Layout, Page, Root, Section, write};
//!
//! let section = Section { heading: "Hello".into(), text: "A small book.\n".into(), level: 1, ..Section::default() };
//! let page = Page { url: "hello.html".into(), title: "Hello".into(), sections: vec![section], ..Page::default() };
//! let files = write(&[Book { title: "Greetings".into(), pages: vec![page], ..Book::default() }], Layout::Packed)?;
//!
//! let root = Root::read(&files.root)?;
//! assert_eq!((root.title.as_str(), root.pages, root.sections), ("Greetings", 1, 1));
//! assert_eq!(Root::read(b"<!doctype html>").unwrap_err().code(), "not-an-index");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # From a text to its terms
//!
//! Both sides cut texts by [`tokens`], and by nothing else: a search can only find what was cut in the same way. A term
//! is folded, and an identifier is a term besides its parts. [`analysis`] has the rules.
//!
//! # From a root to an answer
//!
//! [`Root::read`] looks at the first bytes of an index and knows its [chunks](format::root::Chunk): which file each is,
//! or where it stands behind the root, and which terms or sections are in it. [Terms](format::terms::Terms) are a
//! sorted [vocabulary](format::vocabulary::Vocabulary) and for each term a [record](format::postings::Record) of where
//! it stands; [blocks](format::block::Block) are the addresses, headings and texts that an answer shows. Whoever reads
//! an index by hand goes this way:
//!
//! ```
//! # #[cfg(feature = "write")] {
//! use thumbindex_index::format::{codec::Codec, root::ChunkKind, terms::Terms};
//! use thumbindex_index::{Book, Layout, Page, Root, Section, write};
//!
//! # let section = Section { heading: "Hello".into(), text: "A small book.\n".into(), level: 1, ..Section::default() };
//! # let page = Page { url: "hello.html".into(), title: "Hello".into(), sections: vec![section], ..Page::default() };
//! # let files = write(&[Book { title: "Greetings".into(), pages: vec![page], ..Book::default() }], Layout::Packed)?;
//! let root = Root::read(&files.root)?;
//! let chunk = &root.chunks[root.of_kind(ChunkKind::Terms).start];
//! let at = chunk.inline_at.expect("a packed index has every chunk behind its root");
//! let stored = &files.root[at..at + chunk.stored as usize];
//! let terms = Terms::open(chunk.unpack(stored, &Codec::plain(), root.sections)?, root.terms)?;
//!
//! let ordinal = terms.vocabulary.ordinal("small").expect("the text has it");
//! let record = terms.record(ordinal).expect("a term has a record");
//! assert_eq!(record.frequency, 1);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Every step can fail, and none panics: bytes are checked before they are believed. The bytes themselves are described
//! in [`mod@format`] and, with a hex dump of a real small index, in `FORMAT.md`. What ranks and answers is
//! `thumbindex-engine`; what reads books and sites into a [`Book`] is `thumbindex-indexer`.
//!
//! Without the standard library, which would bring its own way to panic: 4 KB (gzip) of texts, places and formatting.
#![cfg_attr(not(any(test, feature = "write")), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod analysis;
pub mod contents;
pub mod format;
pub mod maths;
mod model;
#[cfg(feature = "write")]
pub mod parallel;
pub mod percent;
mod strings;
#[cfg(feature = "write")]
mod write;

pub use analysis::{symbols, tokens};
pub use format::FormatError;
pub use format::root::{Root, SIGNATURE, VERSION};
pub use model::{Book, CODE_END, CODE_START, Page, Section, Weight};
#[cfg(feature = "write")]
pub use strings::primary_language;
pub use strings::{decimal, letters, part};
#[cfg(feature = "write")]
pub use write::{Files, Layout, PackedChunks, WriteError, normal, write, write_again};

/// What the standard library would have in scope.
mod prelude {
    pub(crate) use alloc::borrow::ToOwned;
    pub(crate) use alloc::string::{String, ToString};
    pub(crate) use alloc::vec::Vec;
}

#[cfg(all(doctest, feature = "write"))]
#[doc = include_str!("../README.md")]
mod readme {}
