//! A site's pages to [`Book`]s: titles, languages, and what links call their targets.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::order;
use super::page::ParsedPage;
use super::site::Site;
use super::titles::{common_suffix, from_path, site_title, without_suffix};
use crate::paths::address;
use crate::steer::set_part;
use crate::{Book, Options, Page, Section};
use thumbindex_index::percent::decode;
use thumbindex_index::primary_language;

/// One book for each language, the one with most pages first.
pub(super) fn books(mut site: Site, options: &Options) -> Vec<Book> {
    let chapters = order::chapters(&site);
    let mut reading = chapters.clone();
    let mut is_chapter = vec![false; site.pages.len()];
    chapters.iter().for_each(|page| is_chapter[*page] = true);
    reading.extend((0..site.pages.len()).filter(|page| site.is_content(*page) && !is_chapter[*page]));

    let suffixes = Suffixes::new(&site, &reading);
    let mut link_texts = link_texts(&mut site, &reading);
    let pretty = options.pretty_urls.unwrap_or_else(|| site.links_to_folders());
    let mut books = Vec::new();
    for (language, pages) in languages(&site, &reading, options) {
        let title = suffixes.book_title(&site, &pages);
        // All of a book's titles are read before any page gives its sections away.
        let heads: Vec<Page> =
            pages.iter().map(|page| head(&site, &suffixes, *page, &title, pretty)).collect();
        books.push((Book { title, language, pages: heads, ..Book::default() }, pages));
    }
    let mut keywords = own_keywords(&site, &reading);
    for (book, pages) in &mut books {
        for (made, page) in book.pages.iter_mut().zip(pages) {
            made.is_chapter = is_chapter[*page];
            let parsed = std::mem::take(&mut site.pages[*page]);
            made.sections = sections(parsed, &made.title, *page, &mut link_texts);
            if let Some(first) = made.sections.first_mut() {
                first.keywords.extend(keywords.remove(page).unwrap_or_default());
            }
        }
    }
    books.into_iter().map(|(book, _)| book).collect()
}

/// A page without its sections.
fn head(site: &Site, suffixes: &Suffixes, page: usize, book_title: &str, pretty: bool) -> Page {
    let title = page_title(site, page, suffixes.of(site, page));
    let mut breadcrumbs = suffixes.outer_title(site, page, book_title);
    breadcrumbs.extend(order::breadcrumbs(site, page, &title, book_title));
    let url = address(site.addresses.path(page), pretty);
    let mut head = Page { url, title, breadcrumbs, ..Page::default() };
    if let Some(part) = &site.pages[page].meta.part {
        set_part(&mut head, part);
    }
    head
}

/// What the titles of a site's pages end with: that of the mdBook they are in, or of the site.
struct Suffixes {
    site: String,
    books: Vec<String>,
}

impl Suffixes {
    fn new(site: &Site, pages: &[usize]) -> Self {
        let mut titles: HashMap<Option<usize>, Vec<&str>> = HashMap::new();
        for &page in pages {
            titles.entry(site.book_of(page)).or_default().push(&site.pages[page].meta.title);
        }
        let suffix =
            |book: Option<usize>| titles.get(&book).map(|titles| common_suffix(titles.iter().copied()));
        Self {
            site: suffix(None).unwrap_or_default(),
            books: (0..site.books.len()).map(|book| suffix(Some(book)).unwrap_or_default()).collect(),
        }
    }

    fn of(&self, site: &Site, page: usize) -> &str {
        site.book_of(page).map_or(&self.site, |book| &self.books[book])
    }

    /// What most pages of a book say, else what its front page is called.
    fn book_title(&self, site: &Site, pages: &[usize]) -> String {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for &page in pages {
            *votes.entry(self.of(site, page)).or_default() += 1;
        }
        let best = votes.into_iter().find(|(suffix, count)| !suffix.is_empty() && count * 2 > pages.len());
        if let Some((suffix, _)) = best {
            return site_title(suffix);
        }
        let fronts = pages.iter().filter(|page| site.addresses.path(**page).ends_with("index.html"));
        let front = fronts.min_by_key(|page| site.addresses.path(**page).matches('/').count());
        front.map(|page| page_title(site, *page, self.of(site, *page))).unwrap_or_default()
    }

    /// The title of the book that a page is in, where the site holds several.
    fn outer_title(&self, site: &Site, page: usize, whole: &str) -> Vec<String> {
        let Some(book) = site.book_of(page) else { return Vec::new() };
        let title = site_title(&self.books[book]);
        if title.is_empty() || title == whole || site.books[book].folder.is_empty() {
            Vec::new()
        } else {
            vec![title]
        }
    }
}

/// The first heading, or what the page's head says when that heading comes only after other text.
fn page_title(site: &Site, page: usize, suffix: &str) -> String {
    let parsed = &site.pages[page];
    let head = super::text::squash(without_suffix(&parsed.meta.title, suffix));
    let head = Some(head).filter(|title| !title.is_empty());
    let starts_late = parsed
        .content
        .sections
        .first()
        .is_some_and(|lead| lead.level == 0 && !lead.text.is_empty() && parsed.content.title_is_late);
    let heading = parsed.content.title.clone();
    let og_title = || parsed.meta.og_title.clone();
    let title =
        if starts_late { head.or_else(og_title).or(heading) } else { heading.or(head).or_else(og_title) };
    title.unwrap_or_else(|| from_path(site.addresses.path(page)))
}

/// The pages of each language in reading order, under the tag that most of them carry.
fn languages(site: &Site, reading: &[usize], options: &Options) -> Vec<(String, Vec<usize>)> {
    if let Some(language) = &options.language {
        return vec![(language.clone(), reading.to_vec())];
    }
    let primary = |page: usize| {
        let tag = site.pages[page].meta.language.as_deref().unwrap_or_default();
        primary_language(tag)
    };
    let mut by_language: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &page in reading {
        by_language.entry(primary(page)).or_default().push(page);
    }
    let undeclared = by_language.remove("").unwrap_or_default();
    let mut by_size: Vec<Vec<usize>> = by_language.into_values().collect();
    by_size.sort_by_key(|pages| Reverse(pages.len()));
    // Pages that say nothing are taken for the biggest language, each at its place among those.
    if by_size.is_empty() && !undeclared.is_empty() {
        by_size.push(undeclared);
    } else if let Some(biggest) = by_size.first_mut().filter(|_| !undeclared.is_empty()) {
        let own: HashSet<usize> = biggest.drain(..).chain(undeclared).collect();
        biggest.extend(reading.iter().filter(|page| own.contains(page)));
    }
    by_size.into_iter().map(|pages| (tag(site, &pages), pages)).collect()
}

fn tag(site: &Site, pages: &[usize]) -> String {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for language in pages.iter().filter_map(|page| site.pages[*page].meta.language.as_deref()) {
        *votes.entry(language).or_default() += 1;
    }
    let best = votes.into_iter().max_by(|(a, many), (b, more)| many.cmp(more).then(b.cmp(a)));
    best.map(|(tag, _)| tag.to_owned()).unwrap_or_default()
}

/// The texts of links, by the page and the section they lead to. The links are taken from pages that nobody else keeps.
fn link_texts(site: &mut Site, reading: &[usize]) -> HashMap<(usize, usize), Vec<String>> {
    let take = |&page: &usize| match Arc::get_mut(&mut site.pages[page]) {
        Some(parsed) => (page, std::mem::take(&mut parsed.content.links)),
        None => (page, site.pages[page].content.links.clone()),
    };
    let links: Vec<_> = reading.iter().map(take).collect();
    let site = &*site;
    let mut texts: HashMap<(usize, usize), Vec<String>> = HashMap::new();
    let mut ids: HashMap<usize, HashMap<&str, usize>> = HashMap::new();
    for (page, links) in links {
        for (href, words) in links.iter() {
            let Some(target) = site.follow(page, href) else { continue };
            let known = ids.entry(target.page).or_insert_with(|| section_ids(&site.pages[target.page]));
            let section = target.fragment.as_deref().and_then(|fragment| {
                known.get(fragment).or_else(|| known.get(decode(fragment).as_str())).copied()
            });
            texts.entry((target.page, section.unwrap_or(0))).or_default().push(words.to_owned());
        }
    }
    texts
}

/// What the heads of pages call keywords, without those that most pages have: they are the theme's, and say nothing of a page.
fn own_keywords(site: &Site, reading: &[usize]) -> HashMap<usize, Vec<String>> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in reading.iter().flat_map(|page| &site.pages[*page].meta.keywords) {
        *counts.entry(word).or_default() += 1;
    }
    let is_own = |word: &&String| reading.len() < 2 || counts[word.as_str()] * 2 <= reading.len();
    let of = |page: &usize| site.pages[*page].meta.keywords.iter().filter(is_own).cloned().collect();
    reading.iter().map(|page| (*page, of(page))).collect()
}

/// The section that each id of a page is in; of two with one id browsers know the first.
fn section_ids(page: &ParsedPage) -> HashMap<&str, usize> {
    let mut ids = HashMap::new();
    for (index, section) in page.content.sections.iter().enumerate() {
        for id in &section.ids {
            ids.entry(id.as_str()).or_insert(index);
        }
    }
    ids
}

/// A page's sections, taken from it where nobody else keeps it.
fn sections(
    parsed: Arc<ParsedPage>,
    title: &str,
    page: usize,
    link_texts: &mut HashMap<(usize, usize), Vec<String>>,
) -> Vec<Section> {
    let sections = match Arc::try_unwrap(parsed) {
        Ok(parsed) => parsed.content.sections,
        Err(kept) => kept.content.sections.clone(),
    };
    let section = sections.into_iter().enumerate().map(|(index, section)| Section {
        id: section.id,
        level: section.level,
        heading: if section.heading.is_empty() { title.to_owned() } else { section.heading },
        text: section.text,
        code: section.code,
        link_texts: link_texts.remove(&(page, index)).unwrap_or_default(),
        keywords: section.keywords,
        ..Section::default()
    });
    section.collect()
}
