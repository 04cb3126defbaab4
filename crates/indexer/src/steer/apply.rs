//! What is done to books that are read: weights, keywords, parts, synonyms and pins find their sections.

use std::collections::HashMap;

use thumbindex_index::percent::decode;

use super::phrases::Phrases;
use super::{Patterns, Pin, Rule, Steering};
use crate::chars::MOST_CRUMBS;
use crate::{Book, Page};

/// Does all of it. Rules and pins that mean nothing are told in `warnings`: they are mostly slips, or outlived their page.
pub(crate) fn apply(books: &mut [Book], steering: &Steering, warnings: &mut Vec<String>) {
    let phrases = Phrases::of(&steering.synonyms);
    let patterns = Patterns::of(steering.pages.iter().map(|rule| &rule.pattern));
    let mut is_used = vec![false; steering.pages.len()];
    for book in &mut *books {
        book.synonyms.clone_from(&steering.synonyms);
        book.without_texts = !steering.excerpts;
        for page in &mut book.pages {
            let rules = patterns.of_page(&path(page));
            let places = if rules.is_empty() { HashMap::new() } else { places(page) };
            for rule in rules {
                is_used[rule] |= follow(&steering.pages[rule], page, &places);
            }
            page.sections.iter_mut().for_each(|section| phrases.add_to(section));
        }
    }
    let idle = steering.pages.iter().zip(is_used).filter(|(_, is_used)| !is_used);
    warnings.extend(
        idle.map(|(rule, _)| format!("pages: `{}` matches nothing that is indexed", rule.pattern.written)),
    );
    pin(books, &steering.pins, warnings);
}

/// Gives each pin to its section.
fn pin(books: &mut [Book], pins: &[Pin], warnings: &mut Vec<String>) {
    if pins.is_empty() {
        return;
    }
    let places = Places::of(books);
    for pin in pins {
        match places.section(&pin.page) {
            Some((book, page, section)) => {
                books[book].pages[page].sections[section].pinned.push(pin.query.clone());
            }
            None => warnings.push(format!(
                "pins: {} is no section of the index, so that nothing is pinned for `{}`",
                pin.page, pin.query
            )),
        }
    }
}

/// The sections of a page by their ids.
fn places(page: &Page) -> HashMap<String, Vec<usize>> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, section) in page.sections.iter().enumerate() {
        places.entry(section.id.clone().unwrap_or_default()).or_default().push(at);
    }
    places
}

/// Does what a rule for the page says; whether it means something of it.
fn follow(rule: &Rule, page: &mut Page, places: &HashMap<String, Vec<usize>>) -> bool {
    if let Some(part) = rule.part.as_ref().filter(|_| !rule.pattern.is_for_sections()) {
        set_part(page, part);
    }
    let sections = match rule.pattern.literal_section() {
        Some(id) => places.get(id).cloned().unwrap_or_default(),
        None => {
            let id = |at: &usize| page.sections[*at].id.as_deref();
            (0..page.sections.len()).filter(|at| rule.pattern.is_section(id(at))).collect()
        }
    };
    if let Some(weight) = rule.weight {
        sections.iter().for_each(|at| page.sections[*at].weight = weight);
    }
    let named = if rule.pattern.is_for_sections() { sections.len() } else { sections.len().min(1) };
    for at in &sections[..named] {
        page.sections[*at].keywords.extend_from_slice(&rule.keywords);
    }
    !sections.is_empty()
}

/// Puts a page below a part of the site, unless it is there.
pub(crate) fn set_part(page: &mut Page, part: &str) {
    if page.breadcrumbs.first().is_none_or(|first| first != part) {
        page.breadcrumbs.insert(0, part.to_owned());
        page.breadcrumbs.truncate(MOST_CRUMBS);
    }
}

/// The path of a page as authors write it: not encoded, and with its file's name where that is left out.
fn path(page: &Page) -> String {
    let path = decode(&page.url);
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}

/// All that can be pinned, by book, page and section.
struct Places {
    /// By path and by address; of several pages the first.
    pages: HashMap<String, (usize, usize)>,
    /// By page and id.
    sections: HashMap<(usize, usize, String), usize>,
}

impl Places {
    fn of(books: &[Book]) -> Self {
        let mut places = Self { pages: HashMap::new(), sections: HashMap::new() };
        for (number, book) in books.iter().enumerate() {
            for (at, page) in book.pages.iter().enumerate() {
                places.pages.entry(path(page)).or_insert((number, at));
                places.pages.entry(page.url.clone()).or_insert((number, at));
                for (section, id) in page.sections.iter().map(|section| section.id.clone()).enumerate() {
                    places.sections.entry((number, at, id.unwrap_or_default())).or_insert(section);
                }
                // Whoever names no section means the first.
                if !page.sections.is_empty() {
                    places.sections.insert((number, at, String::new()), 0);
                }
            }
        }
        places
    }

    fn section(&self, address: &str) -> Option<(usize, usize, usize)> {
        let (wanted, id) = address.split_once('#').unwrap_or((address, ""));
        let wanted = wanted.trim_start_matches("./").trim_start_matches('/');
        let (book, page) = self.pages.get(wanted).copied()?;
        let section = self.sections.get(&(book, page, id.to_owned())).copied()?;
        Some((book, page, section))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Section;

    fn section(id: &str, heading: &str) -> Section {
        Section { id: Some(id.into()), heading: heading.into(), ..Section::default() }
    }

    /// Two pages of two sections each, steered; and what was warned of.
    fn steered(toml: &str) -> (Vec<Page>, Vec<String>) {
        let page = |url: &str, heading: &str| Page {
            url: url.into(),
            sections: vec![section("top", heading), section("more", "More")],
            ..Page::default()
        };
        let pages = vec![page("api/a%20b.html", "Machine learning"), page("guide/", "Start")];
        let mut books = [Book { pages, ..Book::default() }];
        let mut warnings = Vec::new();
        apply(&mut books, &toml::from_str(toml).expect("steering"), &mut warnings);
        let [book] = books;
        (book.pages, warnings)
    }

    #[test]
    fn a_rule_for_pages_weighs_all_sections_and_names_the_first() {
        let (pages, warnings) =
            steered("pages = [{ match = 'api/*', weight = 2, keywords = ['reference'], part = 'API' }]");
        let weights: Vec<f32> = pages[0].sections.iter().map(|section| section.weight.factor()).collect();
        assert_eq!((weights.as_slice(), pages[1].sections[0].weight.factor()), ([2.0, 2.0].as_slice(), 1.0));
        assert_eq!(pages[0].sections[0].keywords, ["reference"]);
        assert_eq!(pages[0].sections[1].keywords, [""; 0]);
        assert_eq!(
            (pages[0].breadcrumbs.as_slice(), pages[1].breadcrumbs.len()),
            (["API".to_owned()].as_slice(), 0)
        );
        assert_eq!(warnings, [""; 0]);
    }

    #[test]
    fn a_rule_for_sections_is_for_them_alone_and_the_last_weight_decides() {
        let (pages, _) = steered(
            "pages = [{ match = '**', weight = 0.5 }, { match = 'guide/index.html#more', weight = 3, keywords = ['x'] }]",
        );
        let weights = pages.iter().flat_map(|page| &page.sections).map(|section| section.weight.factor());
        assert_eq!(weights.collect::<Vec<_>>(), [0.5, 0.5, 0.5, 3.0]);
        assert_eq!(pages[1].sections[1].keywords, ["x"]);
    }

    #[test]
    fn pins_find_pages_by_path_or_address_and_sections_by_id() {
        let (pages, warnings) = steered(
            "pins = [{ query = 'a', page = 'api/a b.html' }, { query = 'b', page = '/guide/#more' }, \
             { query = 'c', page = 'guide/index.html#gone' }]",
        );
        assert_eq!((&*pages[0].sections[0].pinned[0], &*pages[1].sections[1].pinned[0]), ("a", "b"));
        assert_eq!(
            warnings,
            ["pins: guide/index.html#gone is no section of the index, so that nothing is pinned for `c`"]
        );
    }

    #[test]
    fn a_rule_that_matches_nothing_is_told() {
        let (_, warnings) = steered("pages = [{ match = 'apis/*' }, { match = 'guide/*#gone' }]");
        assert_eq!(warnings.len(), 2);
        assert_eq!(warnings[0], "pages: `apis/*` matches nothing that is indexed");
    }

    #[test]
    fn a_phrase_that_names_a_section_brings_what_means_the_same() {
        let (pages, _) =
            steered("synonyms = [['ML', 'machine learning', 'statistical models'], ['start', 'begin']]");
        assert_eq!(pages[0].sections[0].keywords, ["ML", "statistical models"]);
        assert_eq!(pages[1].sections[0].keywords, [""; 0]);
    }

    #[test]
    fn a_weight_out_of_range_is_refused() {
        let fault =
            toml::from_str::<Steering>("pages = [{ match = 'a', weight = 0 }]").expect_err("no weight");
        assert!(fault.message().contains("from 0.1 to 10"), "{fault}");
    }
}
