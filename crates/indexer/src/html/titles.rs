//! What a site calls itself, read off what its pages' titles have in common.

use std::collections::HashMap;

use super::text::squash;

/// What stands between a page's title and the site's.
const SEPARATORS: [&str; 9] = [" - ", " — ", " – ", " | ", " · ", " • ", " :: ", " » ", " / "];

/// Bytes of an ending. A title can hold a separator at every third of them, and each ending is counted.
const LONGEST: usize = 300;

/// The ending that most titles share, separator included (` - The Rust Programming Language`); empty where there is none.
pub(super) fn common_suffix<'a>(titles: impl Iterator<Item = &'a str>) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut total = 0;
    for title in titles {
        total += 1;
        for separator in SEPARATORS {
            for (at, _) in title.rmatch_indices(separator).take_while(|(at, _)| title.len() - at <= LONGEST) {
                *counts.entry(&title[at..]).or_default() += 1;
            }
        }
    }
    let shared = counts.into_iter().filter(|(_, count)| *count >= 2 && *count * 2 > total);
    // Of endings that are equally common the longest says most.
    let best =
        shared.max_by(|(a, many), (b, more)| many.cmp(more).then(a.len().cmp(&b.len())).then(a.cmp(b)));
    best.map(|(suffix, _)| suffix.to_owned()).unwrap_or_default()
}

/// The site's title in such an ending.
pub(super) fn site_title(suffix: &str) -> String {
    let title = SEPARATORS.iter().find_map(|separator| suffix.strip_prefix(separator)).unwrap_or(suffix);
    squash(title)
}

/// A page's `<title>` without the site's.
pub(super) fn without_suffix<'a>(title: &'a str, suffix: &str) -> &'a str {
    let own = title.strip_suffix(suffix).unwrap_or(title);
    if own.trim().is_empty() { title } else { own }
}

/// A title for a page that has none: its file's name, or its folder's.
pub(super) fn from_path(path: &str) -> String {
    let path = path.strip_suffix("/index.html").unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shared_ending_is_the_sites_title() {
        let titles = ["A - B - My Book", "C - My Book", "D - My Book", "Print"];
        let suffix = common_suffix(titles.into_iter());
        assert_eq!(suffix, " - My Book");
        assert_eq!(site_title(&suffix), "My Book");
        assert_eq!(without_suffix(titles[0], &suffix), "A - B");
        assert_eq!(without_suffix(titles[3], &suffix), "Print");
    }

    #[test]
    fn titles_with_nothing_in_common_have_no_ending() {
        assert_eq!(common_suffix(["A - B", "C - D", "E"].into_iter()), "");
        assert_eq!(common_suffix(["A - B"].into_iter()), "");
        assert_eq!(without_suffix("A", ""), "A");
    }

    #[test]
    fn an_ending_is_no_longer_than_a_sites_title_can_be() {
        let title = format!("A{}", " - x".repeat(LONGEST));
        let suffix = common_suffix([title.as_str(); 2].into_iter());
        assert!(suffix.len() <= LONGEST && title.ends_with(&suffix) && !suffix.is_empty(), "{suffix}");
    }

    #[test]
    fn a_file_name_is_the_last_resort() {
        assert_eq!(from_path("a/b.html"), "b");
        assert_eq!(from_path("a/index.html"), "a");
        assert_eq!(from_path("index.html"), "index");
    }
}
