//! Which chapter comes before and after a page.

use thumbindex_index::format::chapters::Chapters;
use thumbindex_index::percent::decode;

use crate::prelude::*;
use crate::results::{Chapter, Navigation};

/// Takes any form of a page's URL: absolute or relative, with query and fragment, with or without `index.html` or `.html`.
pub(crate) fn navigation(all: &Chapters, url: &str) -> Option<Navigation> {
    let wanted = path(url);
    let chapters = &all.chapters;
    // The longest page path that the wanted one ends with: a site may live under any base path.
    let mut best: Option<(usize, Option<usize>)> = None;
    let others = all.others.iter().map(|url| (url, None));
    for (url, position) in chapters.iter().enumerate().map(|(at, (url, _))| (url, Some(at))).chain(others) {
        let page = path(url);
        if is_suffix(&page, &wanted) && best.is_none_or(|(length, _)| page.len() > length) {
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

/// The path of a URL in one canonical form: no scheme, host, query, fragment, `index.html` or `.html`; decoded.
fn path(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    // `scheme://host/path`; a colon elsewhere is part of the path.
    let path = match url.split_once(':').and_then(|(_, rest)| rest.strip_prefix("//")) {
        Some(rest) => rest.split_once('/').map_or("", |(_, path)| path),
        None => url,
    };
    let mut segments: Vec<String> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(decode(segment)),
        }
    }
    if let Some(last) = segments.last_mut() {
        let stem = last.strip_suffix(".html").or(last.strip_suffix(".htm")).unwrap_or(last);
        *last = stem.to_string();
    }
    segments.pop_if(|last| last == "index");
    segments.join("/")
}

fn is_suffix(page: &str, wanted: &str) -> bool {
    match wanted.strip_suffix(page) {
        Some(base) => base.is_empty() || page.is_empty() || base.ends_with('/'),
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
            assert_eq!(path(url), "guide/first", "{url}");
        }
        assert_eq!(path("https://example.com/guide/index.html"), "guide");
        assert_eq!(path("https://example.com/guide/"), "guide");
        assert_eq!(path("https://example.com"), "");
        assert_eq!(path("file:///a/b%zz.html"), "a/b%zz");
    }

    #[test]
    fn a_page_is_found_under_any_base_path() {
        assert!(is_suffix("guide/first", "some/base/guide/first"));
        assert!(!is_suffix("first", "guide/my-first"));
        assert!(is_suffix("", "some/base"));
    }
}
