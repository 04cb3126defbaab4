//! Pinned queries: what makes a section the first answer, in the postings that there are anyway.
//!
//! Each word of the query is written down for the section as if it stood in its heading, in many links and all over its
//! text. Nothing ranks better than that but a section of which all this is true and which opens its page as well; so in the
//! postings of these words no other section does.

use super::outline::Outline;
use crate::format::postings::{Heading, Lists, MOST_IMPACT, MOST_LINKS};

/// Adds the sections that a term is pinned for, which ascend.
pub(super) fn add(pinned: &[u32], outlines: &[Outline], lists: &mut Lists) {
    if pinned.is_empty() {
        return;
    }
    for (section, heading) in &mut lists.headings {
        heading.opens_page &= pinned.binary_search(section).is_ok();
    }
    for &section in pinned {
        let Some(outline) = outlines.get(section as usize) else { continue };
        // What stands under a section is no answer to a query just because the section is.
        let heading = Heading { below: 0, ..outline.heading(true) };
        let own = lists.headings.iter().find(|(other, _)| *other == section);
        let heading = own.map_or(heading, |(_, own)| Heading { is_spelled: true, ..*own });
        put(&mut lists.headings, section, heading);
        put(&mut lists.links, section, MOST_LINKS);
        put(&mut lists.body, section, MOST_IMPACT);
    }
}

/// Sets what a list has for a section, at its place.
fn put<T>(list: &mut Vec<(u32, T)>, section: u32, value: T) {
    match list.binary_search_by_key(&section, |(other, _)| *other) {
        Ok(at) => list[at].1 = value,
        Err(at) => list.insert(at, (section, value)),
    }
}
