//! All pages of a site together, and what each is: content, a way to another page, or nothing to index.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::addresses::{Addresses, Target, strip_host};
use super::mdbook::MdBook;
use super::page::ParsedPage;
use super::titles::common_suffix;
use crate::paths::folder_of;

/// The pages read, in path order.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) addresses: Addresses,
    pub(super) pages: Vec<Arc<ParsedPage>>,
    pub(super) books: Vec<MdBook>,
    /// The mdBook that each page lies in.
    holding: Vec<Option<usize>>,
    /// Whether each mdBook is an old edition of the one around it.
    outdated: Vec<bool>,
    roles: Vec<Role>,
}

/// What a page is to a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role {
    Content,
    /// Its words are found elsewhere; links to it mean that place.
    Alias(Target),
    LeftOut,
}

/// The mdBooks by their folders.
struct Shelf<'b>(HashMap<&'b str, usize>);

impl<'b> Shelf<'b> {
    fn of(books: &'b [MdBook]) -> Self {
        Self(books.iter().enumerate().map(|(index, book)| (book.folder.as_str(), index)).collect())
    }

    /// The innermost book that a page or a folder lies in.
    fn book_around(&self, path: &str) -> Option<usize> {
        if self.0.is_empty() || path.is_empty() {
            return None;
        }
        let folders = path.rmatch_indices('/').map(|(at, _)| &path[..at]).chain([""]);
        folders.into_iter().find_map(|folder| self.0.get(folder).copied())
    }
}

/// Redirects may lead to redirects, or in a circle.
const MAX_HOPS: usize = 8;

impl Site {
    /// Decides what every page is.
    pub(super) fn new(mut addresses: Addresses, pages: Vec<Arc<ParsedPage>>, books: Vec<MdBook>) -> Self {
        addresses.learn_prefix(pages.iter().flat_map(|page| {
            let navs = page.navs.iter().flat_map(|list| &list.entries).map(|entry| entry.href.as_str());
            navs.chain(page.content.links.iter().map(|(href, _)| href)).take(100)
        }));
        let roles = vec![Role::Content; pages.len()];
        let shelf = Shelf::of(&books);
        let holding = (0..pages.len()).map(|page| shelf.book_around(addresses.path(page))).collect();
        let around: Vec<Option<usize>> = books.iter().map(|book| shelf.book_around(&book.folder)).collect();
        let mut site = Self { addresses, roles, pages, books, holding, outdated: Vec::new() };
        site.outdated = site.outdated(&around);
        let home = canonical_home(&site);
        site.roles = (0..site.pages.len()).map(|page| site.role(page, home.as_deref())).collect();
        site.break_circles();
        site.drop_doubles();
        site
    }

    /// Follows a link to the page that a reader ends on; `None` where that is no page of the index.
    pub(super) fn follow(&self, page: usize, href: &str) -> Option<Target> {
        self.settle(self.addresses.locate(page, self.pages[page].meta.base.as_deref(), href)?)
    }

    /// Whether most of the site's links to the front page of a folder name the folder, not the file in it.
    pub(super) fn links_to_folders(&self) -> bool {
        let (mut folders, mut files) = (0, 0);
        for (page, parsed) in self.pages.iter().enumerate() {
            let navs = parsed.navs.iter().flat_map(|list| &list.entries).map(|entry| entry.href.as_str());
            for href in navs.chain(parsed.content.links.iter().map(|(href, _)| href)) {
                let address = href.split(['#', '?']).next().unwrap_or_default();
                let target = self.addresses.locate(page, parsed.meta.base.as_deref(), address);
                let is_front =
                    |page: usize| self.addresses.path(page).rsplit('/').next() == Some("index.html");
                if !address.is_empty() && target.is_some_and(|target| is_front(target.page)) {
                    *(if address.ends_with(".html") { &mut files } else { &mut folders }) += 1;
                }
            }
        }
        folders > files
    }

    fn settle(&self, mut target: Target) -> Option<Target> {
        for _ in 0..MAX_HOPS {
            match &self.roles[target.page] {
                Role::Content => return Some(target),
                Role::LeftOut => return None,
                Role::Alias(next) => {
                    let fragment = next.fragment.clone().or(target.fragment);
                    target = Target { page: next.page, fragment };
                }
            }
        }
        None
    }

    /// Whether a page is to be indexed.
    pub(super) fn is_content(&self, page: usize) -> bool {
        self.roles[page] == Role::Content
    }

    /// The innermost mdBook that a page lies in.
    pub(super) fn book_of(&self, page: usize) -> Option<usize> {
        self.holding[page]
    }

    /// A book inside another of the same title and language is an older edition, kept for the links that lead there.
    fn outdated(&self, around: &[Option<usize>]) -> Vec<bool> {
        let title = |book: &MdBook| {
            let pages = book.chapters.iter().map(|chapter| &self.pages[chapter.page].meta.title);
            common_suffix(pages.map(String::as_str))
        };
        let language = |book: &MdBook| self.pages[book.chapters.first()?.page].meta.language.clone();
        let names: Vec<_> = self.books.iter().map(|book| (language(book), title(book))).collect();
        names.iter().zip(around).map(|(own, around)| around.is_some_and(|book| names[book] == *own)).collect()
    }

    fn role(&self, page: usize, home: Option<&str>) -> Role {
        let parsed = &self.pages[page];
        let base = parsed.meta.base.as_deref();
        let locate =
            |href: &str| self.addresses.locate(page, base, href).filter(|target| target.page != page);
        if let Some(href) = &parsed.meta.refresh {
            match self.addresses.locate(page, base, href) {
                // A page that loads itself anew now and then is a page.
                Some(target) if target.page == page => {}
                Some(target) => return Role::Alias(target),
                None => return Role::LeftOut,
            }
        }
        let path = self.addresses.path(page);
        let book = self.book_of(page);
        let kept_out = book.is_some_and(|book| self.outdated[book] || self.books[book].keeps_out(path));
        let kept_out = kept_out || is_print_view(path, book.map(|book| &self.books[book]), page);
        if parsed.meta.noindex
            || parsed.meta.listing
            || kept_out
            || is_machinery(path, parsed)
            || is_bare(parsed)
        {
            return Role::LeftOut;
        }
        let canonical = parsed.meta.canonical.as_deref().and_then(|href| match home {
            _ if !href.contains("//") => locate(href),
            Some(home) => {
                self.addresses.locate_from_root(href.strip_prefix(home)?).filter(|target| target.page != page)
            }
            None => None,
        });
        canonical.map_or(Role::Content, Role::Alias)
    }

    /// A page whose canonical address leads back to it (by a redirect, mostly) is content.
    fn break_circles(&mut self) {
        for page in 0..self.pages.len() {
            if matches!(self.roles[page], Role::Alias(_)) && self.pages[page].meta.refresh.is_none() {
                let start = Target { page, fragment: None };
                if self.settle(start).is_none_or(|target| target.page == page) {
                    self.roles[page] = Role::Content;
                }
            }
        }
    }

    /// How often each page is linked to from the text of others.
    fn count_inlinks(&self) -> Vec<usize> {
        let mut inlinks = vec![0; self.pages.len()];
        for (page, parsed) in self.pages.iter().enumerate().filter(|(page, _)| self.is_content(*page)) {
            for (href, _) in parsed.content.links.iter() {
                let target = self.follow(page, href).map(|target| target.page);
                if let Some(target) = target.filter(|target| *target != page) {
                    inlinks[target] += 1;
                }
            }
        }
        inlinks
    }

    /// Of pages that say the same in the same place one stays: a chapter, else the one linked to most, else the first.
    fn drop_doubles(&mut self) {
        let inlinks = self.count_inlinks();
        let mut same: HashMap<(&str, &str, Vec<Words>), Vec<usize>> = HashMap::new();
        for page in (0..self.pages.len()).filter(|page| self.is_content(*page)) {
            let parsed = &self.pages[page];
            let language = parsed.meta.language.as_deref().unwrap_or_default();
            let title = parsed.content.title.as_deref().unwrap_or(&parsed.meta.title);
            let words = parsed.content.sections.iter();
            let words =
                words.map(|section| (section.id.as_deref(), &*section.heading, &*section.text)).collect();
            same.entry((language, title, words)).or_default().push(page);
        }
        let chapters: HashSet<usize> =
            self.books.iter().flat_map(|book| &book.chapters).map(|chapter| chapter.page).collect();
        let rank = |page: &usize| {
            let path = self.addresses.path(*page);
            Reverse((chapters.contains(page), inlinks[*page], Reverse(path)))
        };
        let mut aliases = Vec::new();
        for mut pages in same.into_values().filter(|pages| pages.len() > 1) {
            pages.sort_by_key(rank);
            let mut stay = Places::default();
            for page in pages {
                let best = stay.same_as(self.addresses.path(page), page);
                aliases.extend(best.map(|best| (page, best)));
            }
        }
        for (page, best) in aliases {
            self.roles[page] = Role::Alias(Target { page: best, fragment: None });
        }
    }
}

/// Where pages stand that say the same, best first. Two of them are one page under two names where they are the front page of a
/// folder and the chapter that it is a copy of, or a folder's front page and the file called as the folder. Elsewhere the same
/// words may well be about something else, and whoever reads of it wants to be led there: those of `f32/consts` are those of
/// `f64/consts`.
#[derive(Default)]
struct Places<'p> {
    count: usize,
    /// The first with a name, in a folder, and in front of a folder, each with its place among all.
    names: HashMap<&'p str, (usize, usize)>,
    folders: HashMap<&'p str, (usize, usize)>,
    fronts: HashMap<&'p str, (usize, usize)>,
}

impl<'p> Places<'p> {
    /// The first page that is this one under another name; where there is none, this one stands beside those before.
    fn same_as(&mut self, path: &'p str, page: usize) -> Option<usize> {
        let is_front = path.rsplit('/').next() == Some("index.html");
        let name = path.trim_end_matches("/index.html").trim_end_matches(".html");
        let folder = folder_of(path);
        let in_folder = if is_front { &self.folders } else { &self.fronts };
        let same = [self.names.get(name), in_folder.get(folder)].into_iter().flatten().min();
        if let Some((_, page)) = same {
            return Some(*page);
        }
        let place = (self.count, page);
        self.count += 1;
        self.names.entry(name).or_insert(place);
        self.folders.entry(folder).or_insert(place);
        if is_front {
            self.fronts.entry(folder).or_insert(place);
        }
        None
    }
}

/// A section as a reader sees it: id, heading, text.
type Words<'a> = (Option<&'a str>, &'a str, &'a str);

/// The address that canonical links put before a page's path: most pages name themselves.
fn canonical_home(site: &Site) -> Option<String> {
    let mut votes: HashMap<&str, usize> = HashMap::new();
    for (page, parsed) in site.pages.iter().enumerate() {
        let Some(canonical) = parsed.meta.canonical.as_deref() else { continue };
        let path = site.addresses.path(page);
        let names = [
            path,
            path.trim_end_matches("index.html"),
            path.trim_end_matches("/index.html"),
            path.trim_end_matches(".html"),
        ];
        let home = names.iter().find_map(|name| canonical.strip_suffix(name));
        if let Some(home) = home.filter(|home| home.ends_with('/') && strip_host(home).starts_with('/')) {
            *votes.entry(home).or_default() += 1;
        }
    }
    let best = votes
        .into_iter()
        .max_by(|(a, many), (b, more)| many.cmp(more).then(b.len().cmp(&a.len())).then(b.cmp(a)));
    best.map(|(home, _)| home.to_owned())
}

/// The whole book on one page, unless a chapter happens to be called so.
fn is_print_view(path: &str, book: Option<&MdBook>, page: usize) -> bool {
    let is_chapter = || book.is_some_and(|book| book.chapter(page).is_some());
    path.rsplit('/').next() == Some("print.html") && !is_chapter()
}

/// Pages that generators write for themselves.
fn is_machinery(path: &str, page: &ParsedPage) -> bool {
    let folder = folder_of(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = if name == "index.html" { folder.rsplit('/').next().unwrap_or_default() } else { name };
    match name.trim_end_matches(".html") {
        "toc" => name.ends_with(".html"),
        "404" | "not_found" | "genindex" | "py-modindex" | "print_page" => true,
        "help" | "settings" => page.meta.rustdoc,
        // A chapter may be about searching; a page to search on has little to say.
        "search" => page.content.sections.iter().map(|section| section.text.len()).sum::<usize>() < 300,
        name => name.starts_with("genindex-") || path.starts_with("_modules/") || path.contains("/_modules/"),
    }
}

/// Whether there is neither a heading nor a word.
fn is_bare(page: &ParsedPage) -> bool {
    page.content.sections.iter().all(|section| section.heading.is_empty() && section.text.is_empty())
        && page.content.title.is_none()
}
