//! A block: what a result shows of a run of sections, and the texts that excerpts are cut from.
//!
//! ```text
//! number of pages
//! for each page     url, title                                    strings
//!                   breadcrumbs: shared with the page before, new, strings
//!                   sections of it in this block
//! for each section  id, empty for none                            string
//! for each section  heading, empty where it is the page's title   string
//! for each section  length of its text in bytes
//! texts
//! ```
//!
//! Columns of like values compress better than rows of unlike ones. A page that goes on from the block before is told again.

use super::bytes::Cursor;
use super::{FormatError, damaged};
use crate::prelude::*;

/// Deeper breadcrumbs are no help to a reader, and no book has them.
pub(crate) const MAX_BREADCRUMBS: usize = 16;

/// The opened chunk.
#[derive(Debug, Clone)]
pub struct Block {
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
}

#[derive(Debug, Clone, Copy, Default)]
struct SectionRow {
    page: u32,
    id: Span,
    heading: Span,
    text: Span,
}

impl Block {
    /// Checks the whole chunk, once; everything after is a look-up. `count` is how many sections the root promised.
    pub fn open(bytes: Vec<u8>, count: u32) -> Result<Self, FormatError> {
        let mut block =
            Self { bytes: Vec::new(), pages: Vec::new(), sections: Vec::new(), breadcrumbs: Vec::new() };
        block.read(&bytes, count as usize).ok_or(damaged("block"))?;
        block.bytes = bytes;
        Ok(block)
    }

    fn read(&mut self, bytes: &[u8], promised: usize) -> Option<()> {
        let mut cursor = Cursor::new(bytes);
        let total = bytes.len();
        let string = |cursor: &mut Cursor<'_>| {
            let length = cursor.string()?.len();
            Some(Span { start: (total - cursor.remaining() - length) as u32, length: length as u32 })
        };
        let mut above: Vec<Span> = Vec::new();
        for page in 0..cursor.count()? as u32 {
            let (url, title) = (string(&mut cursor)?, string(&mut cursor)?);
            let (shared, new) = (cursor.varint()? as usize, cursor.varint()? as usize);
            if shared > above.len() || new > MAX_BREADCRUMBS - shared {
                return None;
            }
            above.truncate(shared);
            for _ in 0..new {
                above.push(string(&mut cursor)?);
            }
            let breadcrumbs = Span { start: self.breadcrumbs.len() as u32, length: above.len() as u32 };
            self.breadcrumbs.extend_from_slice(&above);
            // A page that has no section has nothing to show.
            let count = cursor.count()?;
            if count == 0 || count > promised - self.sections.len() {
                return None;
            }
            self.sections.resize(self.sections.len() + count, SectionRow { page, ..SectionRow::default() });
            self.pages.push(PageRow { url, title, breadcrumbs });
        }
        if self.sections.len() != promised {
            return None;
        }
        for section in &mut self.sections {
            section.id = string(&mut cursor)?;
        }
        for section in &mut self.sections {
            section.heading = string(&mut cursor)?;
            if section.heading.length == 0 {
                section.heading = self.pages.get(section.page as usize)?.title;
            }
        }
        for section in &mut self.sections {
            section.text.length = cursor.varint()?;
        }
        for section in &mut self.sections {
            section.text.start = (total - cursor.remaining()) as u32;
            core::str::from_utf8(cursor.take(section.text.length as usize)?).ok()?;
        }
        cursor.is_empty().then_some(())
    }

    fn text(&self, span: Span) -> &str {
        let range = span.start as usize..(span.start + span.length) as usize;
        // Checked at `open`.
        self.bytes.get(range).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// How many sections.
    pub fn count(&self) -> usize {
        self.sections.len()
    }

    /// The nth section of this block.
    pub fn section(&self, index: usize) -> Option<Section<'_>> {
        let row = *self.sections.get(index)?;
        Some(Section { block: self, page: *self.pages.get(row.page as usize)?, row })
    }
}

/// One section's rows.
#[derive(Debug, Clone, Copy)]
pub struct Section<'a> {
    block: &'a Block,
    page: PageRow,
    row: SectionRow,
}

impl<'a> Section<'a> {
    /// Path of its page under the indexed folder.
    pub fn url(&self) -> &'a str {
        self.block.text(self.page.url)
    }

    /// Its page's own title.
    pub fn title(&self) -> &'a str {
        self.block.text(self.page.title)
    }

    /// Titles above its page, outermost first.
    pub fn breadcrumbs(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let block = self.block;
        let Span { start, length } = self.page.breadcrumbs;
        (start..start + length)
            .map(move |at| block.breadcrumbs.get(at as usize).map_or("", |&span| block.text(span)))
    }

    /// The fragment to link to, unencoded; `None` for the page itself.
    pub fn id(&self) -> Option<&'a str> {
        Some(self.block.text(self.row.id)).filter(|id| !id.is_empty())
    }

    /// Its heading, or the page's title.
    pub fn heading(&self) -> &'a str {
        self.block.text(self.row.heading)
    }

    /// Its text.
    pub fn text(&self) -> &'a str {
        self.block.text(self.row.text)
    }
}

/// The writing side: pages, each with the sections of it that the block holds.
#[cfg(feature = "write")]
pub(crate) fn write(pages: &[(&crate::Page, core::ops::Range<usize>)]) -> Vec<u8> {
    use super::bytes::{put_string, put_varint};
    let mut out = Vec::new();
    put_varint(&mut out, pages.len() as u32);
    let mut above: &[String] = &[];
    for (page, sections) in pages {
        put_string(&mut out, &page.url);
        put_string(&mut out, &page.title);
        let breadcrumbs = &page.breadcrumbs[..page.breadcrumbs.len().min(MAX_BREADCRUMBS)];
        let shared = above.iter().zip(breadcrumbs).take_while(|(a, b)| a == b).count();
        put_varint(&mut out, shared as u32);
        put_varint(&mut out, (breadcrumbs.len() - shared) as u32);
        breadcrumbs[shared..].iter().for_each(|title| put_string(&mut out, title));
        put_varint(&mut out, sections.len() as u32);
        above = breadcrumbs;
    }
    let sections = || {
        pages.iter().flat_map(|&(page, ref range)| {
            page.sections[range.clone()].iter().map(move |section| (page, section))
        })
    };
    sections().for_each(|(_, section)| put_string(&mut out, section.id.as_deref().unwrap_or_default()));
    for (page, section) in sections() {
        put_string(&mut out, if section.heading == page.title { "" } else { &section.heading });
    }
    sections().for_each(|(_, section)| put_varint(&mut out, section.text.len() as u32));
    sections().for_each(|(_, section)| out.extend(section.text.as_bytes()));
    out
}
