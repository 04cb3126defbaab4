//! What a check finds in the pages of a site before they become a book: titles, ids and links.
//!
//! A link is called broken only where that is sure: addresses that lead out of the folder may well be something on the host
//! that the site is served from.

use std::collections::{BTreeMap, HashSet};

use super::addresses::has_scheme;
use super::elements::Name;
use super::site::Site;
use super::tokens::{Attr, Tag};
use crate::check::{Finding, Kind};
use crate::paths::{folder_of, resolve};
use thumbindex_index::percent::decode;

/// Every id and link of a page, wherever they stand in it; links as they are written.
#[derive(Debug, Default)]
pub(super) struct Audit {
    ids: HashSet<String>,
    links: Vec<String>,
}

impl Audit {
    /// An element opens.
    pub(super) fn element(&mut self, name: Name, tag: &Tag) {
        self.ids.extend(tag.filled(Attr::Id).map(str::to_owned));
        if name == Name::A {
            self.ids.extend(tag.filled(Attr::Name).map(str::to_owned));
            self.links.extend(tag.filled(Attr::Href).map(str::to_owned));
        }
    }
}

/// All findings in the pages that are content; `files` is everything that the folder holds.
pub(super) fn findings(site: &Site, files: &[String]) -> Vec<Finding> {
    let content = || (0..site.pages.len()).filter(|page| site.is_content(*page));
    let mut found = Vec::new();
    for page in content() {
        let parsed = &site.pages[page];
        let path = site.addresses.path(page);
        if parsed.meta.title.trim().is_empty() {
            found.push(Finding::new(Kind::NoTitle, path, String::from("the page has no <title>")));
        }
        found.extend(parsed.content.nameless.iter().map(|heading| {
            Finding::new(
                Kind::NoId,
                path,
                format!("the heading “{heading}” has no id, so that no result can lead to it"),
            )
        }));
    }
    let places = Places::of(files);
    // The same link stands in the navigation of many pages: it is one finding.
    let mut broken: BTreeMap<(Kind, String), Vec<usize>> = BTreeMap::new();
    for page in content() {
        let mut told = HashSet::new();
        for href in site.pages[page].audit.iter().flat_map(|audit| &audit.links) {
            if let Some(fault) = fault(site, &places, page, href)
                && told.insert(fault.clone())
            {
                broken.entry(fault).or_default().push(page);
            }
        }
    }
    for ((kind, target), pages) in broken {
        let what = if kind == Kind::BrokenAnchor { "which has no such id" } else { "which is not there" };
        let also = match pages.len() {
            1 => String::new(),
            2 => String::from(" (and so does one other page)"),
            count => format!(" (and so do {} other pages)", count - 1),
        };
        let told = format!("the page links to {target}, {what}{also}");
        found.push(Finding::new(kind, site.addresses.path(pages[0]), told));
    }
    found
}

/// What is wrong with a link, if anything surely is.
fn fault(site: &Site, places: &Places<'_>, page: usize, href: &str) -> Option<(Kind, String)> {
    let base = site.pages[page].meta.base.as_deref();
    let Some(target) = site.addresses.locate(page, base, href) else {
        let path = path(site, places, page, href)?;
        return (!places.has(&path)).then_some((Kind::BrokenLink, path));
    };
    let fragment = target.fragment.as_deref()?;
    // Line numbers of a source listing are made by a script, and some frameworks route by fragments.
    if fragment.eq_ignore_ascii_case("top") || fragment.starts_with(['/', '!']) {
        return None;
    }
    let settled = site.follow(page, href).map_or(target.page, |settled| settled.page);
    let has = |page: usize| {
        let parsed = &site.pages[page];
        let ids = parsed.audit.as_ref().map(|audit| &audit.ids);
        parsed.meta.listing || ids.is_none_or(|ids| ids.contains(fragment) || ids.contains(&decode(fragment)))
    };
    let is_broken = !has(target.page) && !has(settled);
    is_broken.then(|| (Kind::BrokenAnchor, format!("{}#{fragment}", site.addresses.path(target.page))))
}

/// The path that a link names, where it is surely one of this folder.
fn path(site: &Site, places: &Places<'_>, page: usize, href: &str) -> Option<String> {
    let address = href.trim().split(['#', '?']).next().unwrap_or_default();
    if has_scheme(address) || address.is_empty() {
        return None;
    }
    let address = decode(address);
    if let Some(rooted) = address.strip_prefix('/') {
        let path = resolve("", rooted)?;
        let first = path.split('/').next().unwrap_or_default();
        return places.folders.contains(first).then_some(path);
    }
    let folder = folder_of(site.addresses.path(page));
    match site.pages[page].meta.base.as_deref() {
        None => resolve(folder, &address),
        Some(base) if base.starts_with('/') || has_scheme(base) => None,
        Some(base) => resolve(&resolve(folder, folder_of(base))?, &address),
    }
}

/// Everything that an address can name.
struct Places<'f> {
    files: HashSet<&'f str>,
    folders: HashSet<&'f str>,
}

impl<'f> Places<'f> {
    fn of(files: &'f [String]) -> Self {
        let parents = |file: &'f String| file.match_indices('/').map(|(at, _)| &file[..at]);
        Self {
            files: files.iter().map(String::as_str).collect(),
            folders: files.iter().flat_map(parents).collect(),
        }
    }

    fn has(&self, path: &str) -> bool {
        path.is_empty()
            || self.files.contains(path)
            || self.folders.contains(path)
            || self.files.contains(format!("{path}.html").as_str())
    }
}
