//! The tree that headings and chapters form, flattened for ranking.
//!
//! Sections are numbered in reading order, so what stands under a heading is a range: the sections up to the next heading of
//! the same or a higher level, and for a page's first heading also the chapters below that page.

use thumbindex_index::format::documents::Documents;

/// For each section, where the sections under its heading end.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    ends: Vec<u32>,
    /// Mean length of a section's text in terms.
    pub(crate) mean_length: f32,
}

impl Structure {
    pub(crate) fn of(documents: &Documents) -> Self {
        let count = documents.section_count();
        let mut ends = vec![count; count as usize];
        // Open headings, innermost last: (depth, section). A page's depth counts its breadcrumbs; headings lie below.
        let mut open: Vec<(usize, u32)> = Vec::new();
        let mut total = 0u64;
        for number in 0..documents.page_count() {
            let Some(page) = documents.page(number) else { continue };
            let page_depth = page.breadcrumbs().len() * 8;
            for section in page.sections.clone() {
                let is_first = section == page.sections.start;
                let Some(row) = documents.section(section) else { continue };
                total += u64::from(row.length());
                let depth = if is_first { page_depth } else { page_depth + 1 + usize::from(row.level()) };
                while let Some((_, closed)) = open.pop_if(|&mut (above, _)| above >= depth) {
                    ends[closed as usize] = section;
                }
                open.push((depth, section));
            }
            // Only chapters nest; a loose page's headings end with it.
            let end = page.sections.end;
            while let Some((_, closed)) =
                open.pop_if(|&mut (above, _)| above > page_depth || !page.is_chapter())
            {
                ends[closed as usize] = end;
            }
        }
        Self { ends, mean_length: total as f32 / count.max(1) as f32 }
    }

    /// The sections under this section's heading, without itself.
    pub(crate) fn below(&self, section: u32) -> std::ops::Range<u32> {
        section + 1..self.ends.get(section as usize).copied().unwrap_or(0).max(section + 1)
    }
}
