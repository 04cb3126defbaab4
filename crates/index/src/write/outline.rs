//! What ranking wants to know of a section, worked out once so that postings can carry it.
//!
//! Sections are numbered in reading order, so what stands under a heading is a range: the sections up to the next heading of
//! the same or a higher level, and for a page's first heading also the chapters below that page.

use super::vocabulary::Measure;
use crate::Book;
use crate::format::postings::{Heading, frequency, impact};

/// How much long sections are held back (BM25F's *b*).
const LENGTH: f32 = 0.4;

/// One section.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline {
    heading: Heading,
    /// What a frequency in its text is divided by.
    length: f32,
    /// What its author says it counts.
    weight: f32,
}

impl Outline {
    /// What its heading says, for a term that is spelled there in small letters or not.
    pub(super) fn heading(&self, is_spelled: bool) -> Heading {
        Heading { is_spelled, ..self.heading }
    }

    /// What so many occurrences in its text say.
    pub(super) fn impact(&self, count: u32) -> u8 {
        impact(self.weight * frequency(count) / self.length)
    }

    /// As how many links so many links to it count.
    pub(super) fn links(&self, count: u32) -> u32 {
        ((count as f32 * self.weight).round() as u32).max(1)
    }
}

/// All sections of a book; `measures` has one for each.
pub(super) fn outlines(book: &Book, measures: &[Measure]) -> Vec<Outline> {
    let mean = usual_length(measures);
    let ends = ends(book);
    let opens_page = book.pages.iter().flat_map(|page| {
        let count = page.sections.len();
        (0..count).map(move |at| at == 0 && count > 2)
    });
    let rows = (0u32..).zip(measures).zip(ends).zip(opens_page);
    rows.map(|(((number, measure), end), opens_page)| Outline {
        heading: Heading {
            // A heading that says more is less to the point of a query that has only some of it.
            rarity: measure.heading_rarity / measure.weight,
            below: end.saturating_sub(number + 1),
            opens_page: opens_page || measure.is_pinned,
            is_spelled: false,
        },
        weight: measure.weight,
        length: 1.0 - LENGTH + LENGTH * measure.length as f32 / mean,
    })
    .collect()
}

/// The mean length of a section, to a fifth of it: an edit of one section must not move what all others say.
fn usual_length(measures: &[Measure]) -> f32 {
    let sum: u64 = measures.iter().map(|measure| u64::from(measure.length)).sum();
    let mean = (sum as f32 / measures.len().max(1) as f32).max(1.0);
    ((mean.log2() * 4.0).round() / 4.0).exp2()
}

/// For each section, where the sections under its heading end.
fn ends(book: &Book) -> Vec<u32> {
    let count = book.pages.iter().map(|page| page.sections.len()).sum::<usize>();
    let mut ends = vec![count as u32; count];
    // Open headings, innermost last: (depth, section). A page's depth counts its breadcrumbs; headings lie below.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut number = 0;
    for page in &book.pages {
        let page_depth = page.breadcrumbs.len().min(crate::format::block::MAX_BREADCRUMBS) * 8;
        for (at, section) in page.sections.iter().enumerate() {
            let depth = if at == 0 { page_depth } else { page_depth + 1 + usize::from(section.level.min(6)) };
            while let Some((_, closed)) = open.pop_if(|&mut (above, _)| above >= depth) {
                ends[closed] = number as u32;
            }
            open.push((depth, number));
            number += 1;
        }
        // Only chapters nest; a loose page's headings end with it.
        while let Some((_, closed)) = open.pop_if(|&mut (above, _)| above > page_depth || !page.is_chapter) {
            ends[closed] = number as u32;
        }
    }
    ends
}
