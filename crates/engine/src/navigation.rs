//! Which chapter comes before and after a page.

use thumbindex_index::format::chapters::Chapters;
use thumbindex_index::percent::decode;

use crate::prelude::*;
use crate::results::{Chapter, Navigation};

/// Takes any form of a page's URL: absolute or relative, with query and fragment, with or without `index.html` or `.html`.
pub(crate) fn navigation(all: &Chapters, url: &str) -> Option<Navigation> {
    let (wanted, of_folder) = path(url);
    let chapters = &all.chapters;
    // The longest page path that the wanted one ends with: a site may live under any base path.
    let mut best: Option<(usize, Option<usize>)> = None;
    let others = all.others.iter().map(|url| (url, None));
    for (url, position) in chapters.iter().enumerate().map(|(at, (url, _))| (url, Some(at))).chain(others) {
        let (page, _) = path(url);
        if is_suffix(&page, &wanted, of_folder) && best.is_none_or(|(length, _)| page.len() > length) {
            best = Some((page.len(), position));
        }
    }
    let position = match best {
        Some((_, position)) => position?,
        // mdBook's `index.html` is a copy of the first chapter, and copies are not indexed.
        None if wanted.is_empty() && !chapters.is_empty() => 0,
        None => return None,
    };
    let chapter = |at: Option<usize>| {
        let (url, title) = chapters.get(at?)?;
        Some(Chapter { url: url.clone(), title: title.clone() })
    };
    Some(Navigation {
        previous: chapter(position.checked_sub(1)),
        next: chapter(Some(position + 1)),
        position: position as u32 + 1,
        count: chapters.len() as u32,
    })
}

/// The path of a URL in one canonical form: no scheme, host, query, fragment, `index.html` or `.html`; decoded. And whether it is
/// that of a folder's own page.
fn path(url: &str) -> (String, bool) {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    // `scheme://host/path`; a colon elsewhere is part of the path.
    let path = match url.split_once(':').and_then(|(_, rest)| rest.strip_prefix("//")) {
        Some(rest) => rest.split_once('/').map_or("", |(_, path)| path),
        None => url,
    };
    let mut segments: Vec<String> = Vec::new();
    let mut is_folder = true;
    for segment in path.split('/') {
        is_folder = matches!(segment, "" | "." | "..");
        if segment == ".." {
            segments.pop();
        } else if !is_folder {
            segments.push(decode(segment));
        }
    }
    if let Some(last) = segments.last_mut().filter(|_| !is_folder) {
        let stem = last.strip_suffix(".html").or(last.strip_suffix(".htm")).unwrap_or(last);
        *last = stem.to_string();
    }
    is_folder |= segments.pop_if(|last| last == "index").is_some();
    (segments.join("/"), is_folder)
}

/// Whether the path of a wanted page, which may be that of a folder, ends with the path of this one. The page in the root of a
/// site has an empty path: any folder may be the root, but no other page is in it.
fn is_suffix(page: &str, wanted: &str, of_folder: bool) -> bool {
    match wanted.strip_suffix(page) {
        Some(base) => base.is_empty() || if page.is_empty() { of_folder } else { base.ends_with('/') },
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_url_has_one_path() {
        for url in [
            "guide/first.html",
            "./guide/first",
            "/guide/first.html?a=b#c",
            "https://example.com/guide/first.html",
            "guide//x/../first.html",
            "guide/f%69rst.html",
        ] {
            assert_eq!(path(url).0, "guide/first", "{url}");
        }
        assert_eq!(path("https://example.com/guide/index.html").0, "guide");
        assert_eq!(path("https://example.com/guide/").0, "guide");
        assert_eq!(path("https://example.com").0, "");
        assert_eq!(path("file:///a/b%zz.html").0, "a/b%zz");
    }

    #[test]
    fn a_page_is_found_under_any_base_path() {
        assert!(is_suffix("guide/first", "some/base/guide/first", false));
        assert!(!is_suffix("first", "guide/my-first", false));
        assert!(is_suffix("", "some/base", true));
    }

    #[test]
    fn a_page_that_no_book_has_is_not_taken_for_the_one_in_the_root() {
        let chapter = |url: &str| (url.to_string(), "A chapter".to_string());
        let all =
            Chapters { chapters: vec![chapter("index.html"), chapter("warp.html")], others: Vec::new() };
        let place = |url: &str| navigation(&all, url).map(|found| found.position);
        for root in [
            "",
            "/",
            "index.html",
            "https://example.com",
            "https://example.com/base/?s=a/b#c",
            "/base/index.html",
        ] {
            assert_eq!(place(root), Some(1), "{root}");
        }
        for other in ["404.html", "/base/404", "https://example.com/print.html?a=/"] {
            assert_eq!(place(other), None, "{other}");
        }
        assert_eq!(place("/base/warp"), Some(2));
    }
}
