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
    /// Groups of words that mean the same: whoever searches for one finds the others too, if a little lower.
    pub synonyms: Vec<Vec<String>>,
    /// Whether the texts stay out of the index: its words are found, but results have no excerpts, and quoted words are not
    /// looked for side by side.
    pub without_texts: bool,
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
    /// Other words that the author wants it found by. They count like the text of one link each.
    pub keywords: Vec<String>,
    /// Queries that this section is the first answer to.
    pub pinned: Vec<String>,
    /// How much it counts beside other sections with the same words.
    pub weight: Weight,
}

/// How much a section counts, in hundredths. Ranking moves it up or down among sections that have as much of a query; no weight
/// puts a section that lacks a word above one that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight(u16);

impl Weight {
    /// From a factor: 1 is as usual. `None` beyond 0.1 to 10, where ranking has no room for a difference.
    pub fn new(factor: f64) -> Option<Self> {
        (0.1..=10.0).contains(&factor).then_some(Self((factor * 100.0 + 0.5) as u16))
    }

    /// The factor.
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }
}

impl Default for Weight {
    fn default() -> Self {
        Self(100)
    }
}
