//! In which order a reader goes through the pages, and what stands above each.
//!
//! In an mdBook its table of contents says. For all other pages their links to the previous and next page do, or, where there are
//! none, the site's lists of its pages.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::nav::{NavEntry, NavList};
use super::site::Site;
use crate::chars::{LONGEST_CRUMB, MOST_CRUMBS, beginning};

/// The chapters, in order; every page at most once.
pub(super) fn chapters(site: &Site) -> Vec<usize> {
    let mut chapters = Vec::new();
    let mut loose = Vec::new();
    for page in (0..site.pages.len()).filter(|page| site.is_content(*page)) {
        // rustdoc's pages are looked up, not read through.
        if site.book_of(page).is_none() && !site.pages[page].meta.rustdoc {
            loose.push(page);
        }
    }
    let lists = page_lists(site, &loose);
    let turns = turns(site, &loose);
    chapters.extend(if turns.is_empty() { joined(&lists) } else { walk(site, &turns, &joined(&lists)) });
    let listed = site.books.iter().flat_map(|book| &book.chapters).map(|chapter| chapter.page);
    chapters.extend(listed.filter(|page| site.is_content(*page)));
    let mut seen = HashSet::new();
    chapters.retain(|page| seen.insert(*page));
    chapters
}

/// For each page the one after it, as the pages' own links to their neighbours have it.
fn turns(site: &Site, pages: &[usize]) -> BTreeMap<usize, usize> {
    let among: HashSet<usize> = pages.iter().copied().collect();
    let follow = |page: usize, href: &Option<String>| {
        let target = site.follow(page, href.as_deref()?)?.page;
        (target != page && among.contains(&target)).then_some(target)
    };
    let mut next = BTreeMap::new();
    for &page in pages {
        if let Some(after) = follow(page, &site.pages[page].meta.next) {
            next.insert(page, after);
        }
    }
    for &page in pages {
        if let Some(before) = follow(page, &site.pages[page].meta.previous) {
            next.entry(before).or_insert(page);
        }
    }
    next
}

/// Goes along `next` from every page that nothing leads to. Where there are several such ways, `hint` says which comes first.
fn walk(site: &Site, next: &BTreeMap<usize, usize>, hint: &[usize]) -> Vec<usize> {
    let places: HashMap<usize, usize> = hint.iter().enumerate().map(|(place, page)| (*page, place)).collect();
    let reached: BTreeSet<usize> = next.values().copied().collect();
    // What is left after the ways with a beginning goes round in a circle.
    let mut starts: Vec<usize> = next.keys().copied().collect();
    starts.sort_by_key(|page| {
        let path = site.addresses.path(*page);
        (
            reached.contains(page),
            places.get(page).copied().unwrap_or(usize::MAX),
            path.replace("index.html", ""),
        )
    });
    let mut order = Vec::new();
    let mut seen = HashSet::new();
    for start in starts {
        let mut at = Some(start);
        while let Some(page) = at.filter(|page| seen.insert(*page)) {
            order.push(page);
            at = next.get(&page).copied();
        }
    }
    order
}

/// Every different list of pages, the longest first. A list that does not hold the page it stands on is a menu or a footer.
fn page_lists(site: &Site, pages: &[usize]) -> Vec<Vec<usize>> {
    let among: HashSet<usize> = pages.iter().copied().collect();
    let mut different: BTreeSet<Vec<usize>> = BTreeSet::new();
    for &page in pages {
        for list in &site.pages[page].navs {
            let mut seen = HashSet::new();
            let listed = entries(site, page, list).map(|(target, _)| target);
            let listed: Vec<usize> =
                listed.filter(|target| among.contains(target) && seen.insert(*target)).collect();
            if listed.len() > 1 && seen.contains(&page) {
                different.insert(listed);
            }
        }
    }
    let mut lists: Vec<_> = different.into_iter().collect();
    lists.sort_by_key(|list| std::cmp::Reverse(list.len()));
    lists
}

fn joined(lists: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = HashSet::new();
    lists.iter().flatten().copied().filter(|page| seen.insert(*page)).collect()
}

/// The pages in a list, with the index of the label each stands under.
fn entries<'a>(
    site: &'a Site,
    page: usize,
    list: &'a NavList,
) -> impl Iterator<Item = (usize, Option<usize>)> + 'a {
    list.entries.iter().filter_map(move |entry| {
        // A bare `#` is the page itself, whatever <base> says.
        let target = if entry.href == "#" {
            Some(page)
        } else {
            site.follow(page, &entry.href).map(|target| target.page)
        };
        target.map(|target| (target, entry.label))
    })
}

/// Titles above a page, outermost first: from a table of contents, the page's sidebar, its own trail, or the folders above.
pub(super) fn breadcrumbs(site: &Site, page: usize, title: &str, book_title: &str) -> Vec<String> {
    if let Some(book) = site.book_of(page) {
        let chapter = site.books[book].chapter(page);
        return chapter.map(|chapter| chapter.above.clone()).unwrap_or_default();
    }
    sidebar(site, page)
        .filter(|path| !path.is_empty())
        .or_else(|| {
            Some(trail(&site.pages[page].crumbs, title, book_title)).filter(|trail| !trail.is_empty())
        })
        .unwrap_or_else(|| folders(site, page))
}

/// A page's own trail without its two ends: the site's front page, and the page itself.
fn trail(crumbs: &[String], title: &str, book_title: &str) -> Vec<String> {
    let is_front = |crumb: &String| crumb == book_title || crumb.eq_ignore_ascii_case("home");
    let start = usize::from(crumbs.first().is_some_and(is_front));
    let end =
        crumbs.len() - usize::from(crumbs.len() > start && crumbs.last().is_some_and(|last| last == title));
    crumbs[start..end].to_vec()
}

/// The labels above a page's own entry in the longest list that has one.
fn sidebar(site: &Site, page: usize) -> Option<Vec<String>> {
    if site.pages[page].meta.rustdoc {
        return None;
    }
    let longest = site.pages[page].navs.iter().rev().max_by_key(|list| list.entries.len())?;
    let (_, label) = entries(site, page, longest).find(|(target, _)| *target == page)?;
    // A label above everything is the list's own title.
    let shared = longest.entries.first().and_then(|entry| longest.path(entry.label).first().copied());
    let outermost = longest.outermost();
    let is_below = |entry: &NavEntry, title: &str| {
        entry.label.is_some_and(|label| longest.labels[outermost[label]].0 == title)
    };
    let shared = shared.filter(|title| {
        longest.entries.len() > 1 && longest.entries.iter().all(|entry| is_below(entry, title))
    });
    let path = longest.path(label);
    Some(path.into_iter().skip(usize::from(shared.is_some())).map(str::to_owned).collect())
}

/// Titles of the index pages of the folders that a page lies in, the site's own front page left out.
fn folders(site: &Site, page: usize) -> Vec<String> {
    let path = site.addresses.path(page);
    let inside = path.strip_suffix("/index.html").unwrap_or(path);
    let above = inside
        .match_indices('/')
        .filter_map(|(at, _)| site.addresses.page(&format!("{}/index.html", &inside[..at])));
    let titles =
        above.filter(|above| *above != page).filter_map(|above| site.pages[above].content.title.as_deref());
    titles.take(MOST_CRUMBS).map(|title| beginning(title, LONGEST_CRUMB).to_owned()).collect()
}
