//! The contract between whoever writes an index and whoever reads it: the format, and the analysis of text into terms.
//!
//! A *book* is pages, a page is *sections*, and a section is what a search finds. The writing side (feature `write`) turns
//! a [`Book`] into [`Files`]; the reading side opens their bytes without trusting them:
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
//! Terms are made by [`tokens`], which both sides share. The bytes are described in [`mod@format`] and, with a hex dump of a
//! real small index, in `FORMAT.md`.
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
pub mod percent;
mod strings;
#[cfg(feature = "write")]
mod write;

pub use analysis::{symbols, tokens};
pub use format::FormatError;
pub use format::root::{Root, SIGNATURE, VERSION};
pub use model::{Book, CODE_END, CODE_START, Page, Section, Weight};
pub use strings::{decimal, letters, part};
#[cfg(feature = "write")]
pub use write::{Files, Layout, PackedChunks, WriteError, normal, write, write_again};

/// What the standard library would have in scope.
mod prelude {
    pub(crate) use alloc::borrow::ToOwned;
    pub(crate) use alloc::string::{String, ToString};
    pub(crate) use alloc::vec::Vec;
}
