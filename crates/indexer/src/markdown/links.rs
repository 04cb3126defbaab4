//! From the links of a book to the sections they point at, so that other people's words describe them.

use std::collections::HashMap;

use super::draft::Link;
use super::file;
use crate::{Page, paths};
use thumbindex_index::percent;

/// One chapter, as its links need to know it.
#[derive(Debug)]
pub(super) struct Target {
    /// The Markdown file, relative to the folder of `SUMMARY.md`.
    pub(super) location: String,
    /// The page it becomes, not encoded.
    pub(super) html: String,
    pub(super) anchors: HashMap<String, usize>,
    pub(super) links: Vec<Link>,
}

/// Gives every link's text to the section it points at. `targets` and `pages` stand in the same order.
pub(super) fn resolve(targets: &[Target], pages: &mut [Page]) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (number, target) in targets.iter().enumerate() {
        places.entry(&target.location).or_insert(number);
        places.entry(&target.html).or_insert(number);
    }
    for (number, target) in targets.iter().enumerate() {
        for link in &target.links {
            let Some((page, fragment)) = locate(&link.href, number, target, &places) else { continue };
            let section = targets[page].anchors.get(&percent::decode(fragment)).copied().unwrap_or(0);
            if let Some(section) = pages[page].sections.get_mut(section) {
                section.link_texts.push(link.text.clone());
            }
        }
    }
}

/// The page a link leads to, and the fragment on it; `None` for a link out of the book.
fn locate<'h>(
    href: &'h str,
    own: usize,
    from: &Target,
    places: &HashMap<&str, usize>,
) -> Option<(usize, &'h str)> {
    let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
    let path = path.split('?').next().unwrap_or(path);
    if path.is_empty() {
        return Some((own, fragment));
    }
    let mut place = paths::resolve(paths::folder_of(&from.location), &percent::decode(path))?;
    if path.ends_with('/') || place.is_empty() {
        place = file::join(&place, "index.html");
    }
    Some((*places.get(place.as_str())?, fragment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Section;

    fn landing(href: &str) -> Option<(usize, usize)> {
        let target = |location: &str, html: &str, links| Target {
            location: location.into(),
            html: html.into(),
            anchors: HashMap::from([("second".to_owned(), 1)]),
            links,
        };
        let link = Link { href: href.into(), text: "words".into() };
        let targets =
            [target("a/one.md", "a/one.html", vec![link]), target("b/README.md", "b/index.html", Vec::new())];
        let page = Page { sections: vec![Section::default(); 2], ..Page::default() };
        let mut pages = [page.clone(), page];
        resolve(&targets, &mut pages);
        let hit = |page: &Page| page.sections.iter().position(|section| section.link_texts == ["words"]);
        pages.iter().enumerate().find_map(|(number, page)| Some((number, hit(page)?)))
    }

    #[test]
    fn links_to_files_and_to_pages_land_alike() {
        for href in
            ["../b/README.md#second", "../b/index.html#second", "../b/#second", "../b/README.md?x#%73econd"]
        {
            assert_eq!(landing(href), Some((1, 1)), "{href}");
        }
    }

    #[test]
    fn a_link_without_a_known_fragment_lands_at_the_top() {
        assert_eq!(landing("../b/README.md"), Some((1, 0)));
        assert_eq!(landing("../b/README.md#gone"), Some((1, 0)));
        assert_eq!(landing("#second"), Some((0, 1)));
    }

    #[test]
    fn links_out_of_the_book_land_nowhere() {
        for href in [
            "https://example.org/a/one.html",
            "//example.org/",
            "mailto:a@b.c",
            "/b/README.md",
            "../../x.md",
            "two.md",
        ] {
            assert_eq!(landing(href), None, "{href}");
        }
    }
}
