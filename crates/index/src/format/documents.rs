//! The documents chunk: what a result shows but its excerpt, what ranking needs to know of a section, chapter order.
//!
//! ```text
//! number of pages
//! for each page     url, title                                   strings
//!                   breadcrumbs: shared with the page before, new, strings
//!                   sections × 2 + 1 if previous and next stop here
//! for each section  level                                        1 byte
//! for each section  rarity of its heading, in quarters            1 byte, 255 for more
//! for each section  length of its text in terms
//! for each section  id, empty for none                           string
//! for each section  heading, empty where it is the page's title  string
//! ```
//!
//! Columns of like values compress better than rows of unlike ones.

use super::bytes::Cursor;
use super::root::Root;
use super::{FormatError, damaged};
use crate::prelude::*;

/// Deeper breadcrumbs are no help to a reader, and no book has them.
pub(crate) const MAX_BREADCRUMBS: usize = 16;

/// A heading's rarity is stored in steps of this fraction: 255 quarters are a heading of ten rare words.
const RARITY_UNIT: f32 = 4.0;

/// What the writer knows of a section beside its words.
#[cfg(feature = "write")]
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Measure {
    /// Sum of the inverse document frequencies of its heading's words.
    pub(crate) heading_rarity: f32,
    /// Words in its text.
    pub(crate) length: u32,
}

/// The opened chunk.
#[derive(Debug, Clone)]
pub struct Documents {
    bytes: Vec<u8>,
    pages: Vec<PageRow>,
    sections: Vec<SectionRow>,
    breadcrumbs: Vec<Span>,
}

/// A string's place in the chunk.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    length: u32,
}

#[derive(Debug, Clone, Copy)]
struct PageRow {
    url: Span,
    title: Span,
    breadcrumbs: Span,
    first_section: u32,
    is_chapter: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct SectionRow {
    page: u32,
    level: u8,
    heading_rarity: u8,
    length: u32,
    id: Span,
    heading: Span,
}

impl Documents {
    /// Checks the whole chunk, once; everything after is a look-up.
    pub fn open(bytes: Vec<u8>, root: &Root) -> Result<Self, FormatError> {
        let mut documents = Self { bytes, pages: Vec::new(), sections: Vec::new(), breadcrumbs: Vec::new() };
        documents.read(root).ok_or(damaged("documents"))?;
        Ok(documents)
    }

    fn read(&mut self, root: &Root) -> Option<()> {
        let bytes = core::mem::take(&mut self.bytes);
        let mut cursor = Cursor::new(&bytes);
        let total = bytes.len();
        let span = |cursor: &mut Cursor<'_>| {
            let length = cursor.string()?.len();
            Some(Span { start: (total - cursor.remaining() - length) as u32, length: length as u32 })
        };
        let mut above: Vec<Span> = Vec::new();
        for page in 0..cursor.count()? as u32 {
            let (url, title) = (span(&mut cursor)?, span(&mut cursor)?);
            let (shared, new) = (cursor.varint()? as usize, cursor.varint()? as usize);
            if shared > above.len() || shared + new > MAX_BREADCRUMBS {
                return None;
            }
            above.truncate(shared);
            for _ in 0..new {
                above.push(span(&mut cursor)?);
            }
            let breadcrumbs = Span { start: self.breadcrumbs.len() as u32, length: above.len() as u32 };
            self.breadcrumbs.extend_from_slice(&above);
            let packed = cursor.varint()?;
            let first_section = self.sections.len() as u32;
            let count = (packed >> 1) as usize;
            // Every section takes at least five bytes further on.
            if count > cursor.remaining() || self.sections.len() + count > root.sections as usize {
                return None;
            }
            self.sections.resize(self.sections.len() + count, SectionRow { page, ..SectionRow::default() });
            self.pages.push(PageRow { url, title, breadcrumbs, first_section, is_chapter: packed & 1 == 1 });
        }
        for section in &mut self.sections {
            section.level = cursor.byte()?.min(6);
        }
        for section in &mut self.sections {
            section.heading_rarity = cursor.byte()?;
        }
        for section in &mut self.sections {
            section.length = cursor.varint()?;
        }
        for section in &mut self.sections {
            section.id = span(&mut cursor)?;
        }
        for section in &mut self.sections {
            section.heading = span(&mut cursor)?;
            if section.heading.length == 0 {
                section.heading = self.pages.get(section.page as usize)?.title;
            }
        }
        let complete =
            self.pages.len() == root.pages as usize && self.sections.len() == root.sections as usize;
        if !complete || !cursor.is_empty() {
            return None;
        }
        self.bytes = bytes;
        Some(())
    }

    fn text(&self, span: Span) -> &str {
        let range = span.start as usize..(span.start + span.length) as usize;
        // Checked at `open`; an empty string can only stand for a span that was never read.
        self.bytes.get(range).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// How many pages.
    pub fn page_count(&self) -> u32 {
        self.pages.len() as u32
    }

    /// How many sections.
    pub fn section_count(&self) -> u32 {
        self.sections.len() as u32
    }

    /// The page with this number.
    pub fn page(&self, number: u32) -> Option<Page<'_>> {
        let row = self.pages.get(number as usize)?;
        let next =
            self.pages.get(number as usize + 1).map_or(self.section_count(), |page| page.first_section);
        Some(Page { documents: self, row: *row, sections: row.first_section..next })
    }

    /// The section with this number.
    pub fn section(&self, number: u32) -> Option<Section<'_>> {
        Some(Section { documents: self, row: *self.sections.get(number as usize)? })
    }
}

/// A page's row.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    documents: &'a Documents,
    row: PageRow,
    /// Numbers of its sections.
    pub sections: core::ops::Range<u32>,
}

impl<'a> Page<'a> {
    /// Path under the indexed folder.
    pub fn url(&self) -> &'a str {
        self.documents.text(self.row.url)
    }

    /// The page's own title.
    pub fn title(&self) -> &'a str {
        self.documents.text(self.row.title)
    }

    /// Titles above it, outermost first.
    pub fn breadcrumbs(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let documents = self.documents;
        let Span { start, length } = self.row.breadcrumbs;
        (start..start + length)
            .map(move |at| documents.breadcrumbs.get(at as usize).map_or("", |&span| documents.text(span)))
    }

    /// Whether previous and next stop here.
    pub fn is_chapter(&self) -> bool {
        self.row.is_chapter
    }
}

/// A section's row.
#[derive(Debug, Clone, Copy)]
pub struct Section<'a> {
    documents: &'a Documents,
    row: SectionRow,
}

impl<'a> Section<'a> {
    /// Number of its page.
    pub fn page(&self) -> u32 {
        self.row.page
    }

    /// 1 to 6; 0 before the first heading.
    pub fn level(&self) -> u8 {
        self.row.level
    }

    /// Sum of the inverse document frequencies of its heading's words.
    pub fn heading_rarity(&self) -> f32 {
        f32::from(self.row.heading_rarity) / RARITY_UNIT
    }

    /// Terms in its text.
    pub fn length(&self) -> u32 {
        self.row.length
    }

    /// The fragment to link to, unencoded; `None` for the page itself.
    pub fn id(&self) -> Option<&'a str> {
        Some(self.documents.text(self.row.id)).filter(|id| !id.is_empty())
    }

    /// Its heading, or the page's title.
    pub fn heading(&self) -> &'a str {
        self.documents.text(self.row.heading)
    }
}

/// The writing side; `measures` has one for each section.
#[cfg(feature = "write")]
pub(crate) fn write(book: &crate::Book, measures: &[Measure]) -> Vec<u8> {
    use super::bytes::{put_string, put_varint};
    let mut out = Vec::new();
    put_varint(&mut out, book.pages.len() as u32);
    let mut above: &[String] = &[];
    for page in &book.pages {
        put_string(&mut out, &page.url);
        put_string(&mut out, &page.title);
        let breadcrumbs = &page.breadcrumbs[..page.breadcrumbs.len().min(MAX_BREADCRUMBS)];
        let shared = above.iter().zip(breadcrumbs).take_while(|(a, b)| a == b).count();
        put_varint(&mut out, shared as u32);
        put_varint(&mut out, (breadcrumbs.len() - shared) as u32);
        breadcrumbs[shared..].iter().for_each(|title| put_string(&mut out, title));
        put_varint(&mut out, (page.sections.len() as u32) << 1 | u32::from(page.is_chapter));
        above = breadcrumbs;
    }
    let sections =
        || book.pages.iter().flat_map(|page| page.sections.iter().map(move |section| (page, section)));
    out.extend(sections().map(|(_, section)| section.level.min(6)));
    out.extend(measures.iter().map(|measure| (measure.heading_rarity * RARITY_UNIT).min(255.0) as u8));
    measures.iter().for_each(|measure| put_varint(&mut out, measure.length));
    sections().for_each(|(_, section)| put_string(&mut out, section.id.as_deref().unwrap_or_default()));
    for (page, section) in sections() {
        put_string(&mut out, if section.heading == page.title { "" } else { &section.heading });
    }
    out
}
