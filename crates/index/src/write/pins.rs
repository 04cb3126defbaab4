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
    let known = pinned.iter().filter_map(|&section| Some((section, outlines.get(section as usize)?)));
    let headings = known.clone().map(|(section, outline)| {
        let own = lists.headings.binary_search_by_key(&section, |(other, _)| *other);
        let heading = match own {
            Ok(at) => Heading { is_spelled: true, ..lists.headings[at].1 },
            // What stands under a section is no answer to a query just because the section is.
            Err(_) => Heading { below: 0, ..outline.heading(true) },
        };
        (section, heading)
    });
    let headings = headings.collect();
    put(&mut lists.headings, headings);
    put(&mut lists.links, known.clone().map(|(section, _)| (section, MOST_LINKS)).collect());
    put(&mut lists.body, known.map(|(section, _)| (section, MOST_IMPACT)).collect());
}

/// Sets what a list has for some sections, each at its place.
fn put<T>(list: &mut Vec<(u32, T)>, values: Vec<(u32, T)>) {
    list.retain(|(section, _)| values.binary_search_by_key(section, |(other, _)| *other).is_err());
    list.extend(values);
    list.sort_by_key(|(section, _)| *section);
}
