//! What ranking asks of every section, laid out for asking often.
//!
//! Sections are numbered in reading order, so what stands under a heading is a range: the sections up to the next heading of
//! the same or a higher level, and for a page's first heading also the chapters below that page.

use crate::prelude::*;
use thumbindex_index::format::documents::Documents;

/// One section, as ranking sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outline {
    /// Where the sections under its heading end.
    end: u32,
    /// Its length against the mean length.
    pub(crate) length: f32,
    /// Sum of the inverse document frequencies of its heading's words.
    pub(crate) heading_rarity: f32,
    /// Whether it is the first of a page that has more to say.
    pub(crate) opens_page: bool,
}

/// All sections.
#[derive(Debug, Default)]
pub(crate) struct Structure(Vec<Outline>);

impl Structure {
    pub(crate) fn of(documents: &Documents) -> Self {
        let count = documents.section_count();
        let mut outlines: Vec<Outline> = (0..count).map(|section| outline(documents, section)).collect();
        let mean = outlines.iter().map(|outline| outline.length).sum::<f32>() / count.max(1) as f32;
        for (outline, end) in outlines.iter_mut().zip(ends(documents)) {
            outline.length /= mean.max(1.0);
            outline.end = end;
        }
        Self(outlines)
    }

    pub(crate) fn section(&self, section: u32) -> Option<&Outline> {
        self.0.get(section as usize)
    }

    /// The sections under this section's heading, without itself.
    pub(crate) fn below(&self, section: u32) -> core::ops::Range<u32> {
        section + 1..self.section(section).map_or(0, |outline| outline.end).max(section + 1)
    }
}

fn outline(documents: &Documents, section: u32) -> Outline {
    let row = documents.section(section);
    let siblings = row.and_then(|row| documents.page(row.page())).map_or(0..0, |page| page.sections);
    Outline {
        end: 0,
        length: row.map_or(0, |row| row.length()) as f32,
        heading_rarity: row.map_or(0.0, |row| row.heading_rarity()),
        opens_page: siblings.start == section && siblings.len() > 2,
    }
}

/// For each section, where the sections under its heading end.
fn ends(documents: &Documents) -> Vec<u32> {
    let count = documents.section_count();
    let mut ends = vec![count; count as usize];
    // Open headings, innermost last: (depth, section). A page's depth counts its breadcrumbs; headings lie below.
    let mut open: Vec<(usize, u32)> = Vec::new();
    for number in 0..documents.page_count() {
        let Some(page) = documents.page(number) else { continue };
        let page_depth = page.breadcrumbs().len() * 8;
        for section in page.sections.clone() {
            let is_first = section == page.sections.start;
            let Some(row) = documents.section(section) else { continue };
            let depth = if is_first { page_depth } else { page_depth + 1 + usize::from(row.level()) };
            while let Some((_, closed)) = open.pop_if(|&mut (above, _)| above >= depth) {
                ends[closed as usize] = section;
            }
            open.push((depth, section));
        }
        // Only chapters nest; a loose page's headings end with it.
        let end = page.sections.end;
        while let Some((_, closed)) = open.pop_if(|&mut (above, _)| above > page_depth || !page.is_chapter())
        {
            ends[closed as usize] = end;
        }
    }
    ends
}
