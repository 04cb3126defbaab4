//! Text analysis: the one way in which text becomes terms, at build time and at query time alike.
//!
//! A search can only find what both sides cut the same way, so there is a single tokenizer, it depends on nothing but the
//! text, and it is small enough to ship: no dictionaries, no segmenter that a browser might do differently.

mod fold;
mod script;
mod symbol;
mod token;

pub use fold::{fold, fold_char, lower};
pub use script::{is_unspaced, is_word};
pub use symbol::{is_symbol, symbols};
#[cfg(feature = "write")]
pub(crate) use token::MAX_TERM_CHARS;
pub use token::{Kind, Token, tokens, tokens_beginning};
