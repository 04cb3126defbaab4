//! What answers a reader: search, chapter navigation, and what a key press means.
//!
//! An [`Engine`] holds one opened index and does no input or output. A search answers either results or the chunks it needs
//! first; whoever drives it (a loader in a page, Node, the command line, a test that loses every third chunk) fetches them,
//! [supplies](Engine::supply) them and asks again. So there is one engine, nothing in it waits, and every fault of a network
//! can be played in a native test.
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
//! What a key press means is decided in [`shortcuts`], a pure function.
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
mod query;
mod rank;
mod results;
mod shelf;
pub mod shortcuts;

pub use engine::{Engine, SearchOptions};
pub use error::Error;
pub use explain::{ExplainedWord, Explanation, FoundTerm};
pub use results::{Answer, Chapter, Navigation, Need, PageHit, Piece, Results, SectionHit, Suggestion};
pub use thumbindex_index::part;

/// What the standard library would have in scope.
mod prelude {
    pub(crate) use alloc::string::{String, ToString};
    pub(crate) use alloc::vec;
    pub(crate) use alloc::vec::Vec;
}
