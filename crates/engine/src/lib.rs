//! What answers a reader: search, chapter navigation, and what a key press means.
//!
//! # Searching
//!
//! An [`Engine`] holds one opened index. Here all of it is at hand, so that a search answers at once; the word is
//! misspelt:
//!
//! ```
//! use thumbindex_engine::{Answer, Engine, SearchOptions};
//! use thumbindex_index::{Book, Layout, Page, Section, write};
//!
//! let section = Section { id: Some("rules".into()), level: 2, heading: "Ownership Rules".into(),
//!     text: "Each value has an owner.\n".into(), ..Section::default() };
//! let page = Page { url: "ownership.html".into(), title: "Ownership".into(), sections: vec![section], ..Page::default() };
//! let files = write(&[Book { pages: vec![page], ..Book::default() }], Layout::Packed)?;
//!
//! let mut engine = Engine::open(files.root)?;
//! let Answer::Ready(results) = engine.search("ownreship", &SearchOptions::default())? else { unreachable!() };
//! assert_eq!(results.corrected.as_deref(), Some("ownership"));
//! assert_eq!(results.pages[0].sections[0].url, "ownership.html#rules");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Searching what is not here yet
//!
//! An engine does no input or output. A search answers either results or the chunks it needs first; whoever drives it
//! (a loader in a page, Node, the command line, a test that loses every third chunk) fetches them,
//! [supplies](Engine::supply) them and asks again. So there is one engine, nothing in it waits, and every fault of a
//! network can be played in a native test. This is a whole driver:
//!
//! ```
//! use std::error::Error;
//! use thumbindex_engine::{Answer, Engine, Results, SearchOptions};
//!
//! fn drive(
//!     engine: &mut Engine,
//!     query: &str,
//!     fetch: impl Fn(&str) -> Result<Vec<u8>, Box<dyn Error>>,
//! ) -> Result<Results, Box<dyn Error>> {
//!     loop {
//!         match engine.search(query, &SearchOptions::default())? {
//!             Answer::Ready(results) => return Ok(results),
//!             Answer::Needs(chunks) => {
//!                 for chunk in chunks {
//!                     engine.supply(chunk.id, &fetch(&chunk.name)?)?;
//!                 }
//!             }
//!         }
//!     }
//! }
//! # use thumbindex_index::{Book, Layout, Page, Section, write};
//! # let words = |n: usize| (0..900).map(|at| format!("w{} ", (at * 7919 + n * 104_729) % 99_991)).collect::<String>();
//! # let section = |n| Section { heading: "Owner".into(), text: words(n) + "\n", ..Section::default() };
//! # let page = Page { url: "owner.html".into(), sections: (0..40).map(section).collect(), ..Page::default() };
//! # let files = write(&[Book { pages: vec![page], ..Book::default() }], Layout::Split)?;
//! # let find = |name: &str| files.others.iter().find(|file| file.0 == name).map(|file| file.1.clone());
//! # let mut engine = Engine::open(files.root.clone())?;
//! # assert!(matches!(engine.search("owner", &SearchOptions::default())?, Answer::Needs(_)));
//! # assert_eq!(drive(&mut engine, "owner", |name| find(name).ok_or_else(|| name.into()))?.total, 40);
//! # Ok::<(), Box<dyn Error>>(())
//! ```
//!
//! [`Engine::suggest`] and [`Engine::navigation`] are asked in the same way. [`Engine::explain`] says why a result
//! stands where it does.
//!
//! # Keys
//!
//! What a key press means is decided in [`shortcuts`], by a pure function of the press and of what the page is doing.
//!
//! # How it is put together
//!
//! A query is read (`query`), taken apart as this book has it (`understand`), each of its words expanded to the terms that
//! it may stand for (`expand`: forms, beginnings, compounds; `fuzzy`: slips), the sections that have them scored (`rank`,
//! one formula), quoted phrases looked for in the best (`phrases`), and for what is left an excerpt is cut (`excerpt`).
//! `search` goes through all of that step by step. `library` keeps the chunks that are here and `shelf` notes what was missing.
//!
//! Without the standard library, which would bring its own way to panic: 4 KB (gzip) of texts, places and formatting.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod engine;
mod error;
mod excerpt;
mod expand;
mod explain;
mod fuzzy;
pub mod json;
mod library;
mod navigation;
mod order;
mod parts;
mod phrases;
mod query;
mod rank;
mod results;
mod search;
mod shelf;
pub mod shortcuts;
mod understand;

pub use engine::{Engine, SearchOptions};
pub use error::Error;
pub use explain::{ExplainedWord, Explanation, FoundTerm};
pub use results::{Answer, Chapter, Navigation, Need, PageHit, Piece, Results, SectionHit, Suggestion};
pub use thumbindex_index::part;

/// What the standard library would have in scope.
mod prelude {
    pub(crate) use alloc::boxed::Box;
    pub(crate) use alloc::string::{String, ToString};
    pub(crate) use alloc::vec;
    pub(crate) use alloc::vec::Vec;
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
