//! What an indexer hands to the writer: a book as pages and sections, in reading order.
//!
//! These types are the seam between "where content comes from" and "how it is stored". They hold plain text only:
//! no markup, no entities, nothing that a page could execute.

use crate::prelude::*;

/// Stands before the first line of a code block in [`Section::text`]: U+000E, SHIFT OUT. No text holds it otherwise, since
/// readers of content drop control characters; analysis takes it for a separator; and no excerpt shows it.
pub const CODE_START: char = '\u{e}';

/// Stands after the `\n` of the last line of a code block: U+000F, SHIFT IN.
pub const CODE_END: char = '\u{f}';

/// A book or site in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Shown beside results; empty when the source has no title.
    pub title: String,
    /// BCP 47 tag as the source wrote it (`en`, `zh-CN`); empty when unknown. Chooses the stemmer.
    pub language: String,
    /// In reading order. Sections are numbered through all pages in this order, and ties in ranking follow it.
    pub pages: Vec<Page>,
}

/// One HTML page, or the page that a Markdown chapter becomes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Path under the indexed folder, percent-encoded, without fragment (`ch04-01-what-is-ownership.html`).
    pub url: String,
    /// The page's own title.
    pub title: String,
    /// Titles of the parts and chapters above this page, outermost first, without the page's own.
    pub breadcrumbs: Vec<String>,
    /// Whether previous and next stop here. Pages outside the chapter order are still searched.
    pub is_chapter: bool,
    /// In document order; at least one for a page worth indexing.
    pub sections: Vec<Section>,
}

/// A heading and the text up to the next heading: the unit that is ranked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The fragment to link to, unencoded; `None` for text before the first heading with an id.
    pub id: Option<String>,
    /// 1 to 6; 0 for text before the first heading.
    pub level: u8,
    /// Heading text, white space squashed; the page's title when `level` is 0.
    pub heading: String,
    /// Plain text. Blocks (paragraphs, list items, table rows, lines of code) end with one `\n`; prose has its white
    /// space squashed. A code block keeps its blank lines and indentation and stands between [`CODE_START`] and
    /// [`CODE_END`], which never nest. There are no other control characters but `\n` and `\t`.
    pub text: String,
    /// Texts of links elsewhere that point at this section, in other people's words. Repeats are kept: they are votes.
    pub link_texts: Vec<String>,
    /// What the heading and the text mention as inline code (`<code>` outside of code blocks; Markdown backticks), as
    /// written, each occurrence kept in order. Plain words are left out, being in the text anyway: each has a character that
    /// is no letter, digit, `_` or white space (`?`, `..=`, `&mut`, `std::mem::swap`), and at most 64 characters.
    pub code: Vec<String>,
}
