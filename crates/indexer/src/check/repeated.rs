//! Sections with the same text: readers get both as results, and one of them is mostly out of date.

use std::collections::HashMap;

use super::{Finding, Kind, address};
use crate::Book;

/// Characters of a text that is no coincidence.
const LONG: usize = 200;

/// How many other places are named.
const NAMED: usize = 3;

pub(super) fn findings(book: &Book) -> Vec<Finding> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<Vec<String>> = Vec::new();
    for page in &book.pages {
        for section in page.sections.iter().filter(|section| section.text.chars().count() >= LONG) {
            let group = *first.entry(&section.text).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(address(page, section));
        }
    }
    let repeated = groups.into_iter().filter_map(|places| {
        let (first, others) = places.split_first()?;
        let named = others.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = others.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let what = format!("the same text stands in {named}{more}");
        (!others.is_empty()).then(|| Finding::new(Kind::Repeated, first, what))
    });
    repeated.collect()
}
