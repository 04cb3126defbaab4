//! Patterns for pages and sections: `api/**`, `*/index.html`, `guide/cli.html#flags-*`.

use std::collections::HashMap;

use serde::Deserialize;

/// A glob over the path of a page, and after a `#` one over the id of a section.
///
/// `*` and `?` stand for anything within a folder, `**` for any folders, `{a,b}` for one of several.
///
/// ```
/// use thumbindex_indexer::Pattern;
///
/// assert!(Pattern::try_from("guide/{cli,api}.html#flag-*".to_owned()).is_ok());
/// assert!(Pattern::try_from("guide/[a".to_owned()).unwrap_err().starts_with("`guide/[a` is no pattern;"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    pub(crate) written: String,
    page: String,
    section: Option<String>,
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let (page, section) = match written.split_once('#') {
            Some((page, section)) => (page, Some(section.to_owned())),
            None => (written.as_str(), None),
        };
        let page = page.trim_start_matches("./").trim_start_matches('/').to_owned();
        let globs = || [page.as_str()].into_iter().chain(section.as_deref());
        if globs().any(|glob| choices(glob) > MOST_CHOICES) {
            return Err(format!(
                "`{written}` stands for more than {MOST_CHOICES} patterns; write fewer braces into it"
            ));
        }
        if globs().all(|glob| fast_glob::validate(glob).is_ok()) {
            return Ok(Self { page, section, written });
        }
        Err(format!("`{written}` is no pattern; `*`, `**`, `?`, `[a-z]` and `{{a,b}}` are understood"))
    }
}

impl Pattern {
    /// The one page that it can mean, where it is no more than a path.
    fn literal(&self) -> Option<&str> {
        Some(self.page.as_str()).filter(|page| !page.contains(SIGNS))
    }

    /// The id of the one section that it can mean, where it is no more than that.
    pub(crate) fn literal_section(&self) -> Option<&str> {
        self.section.as_deref().filter(|section| !section.contains(SIGNS))
    }

    /// Whether it speaks of sections.
    pub(crate) fn is_for_sections(&self) -> bool {
        self.section.is_some()
    }

    /// Whether a page is meant, or sections of it. `path` is not percent-encoded.
    pub(crate) fn is_page(&self, path: &str) -> bool {
        fast_glob::glob_match(&self.page, path)
    }

    /// Whether a section of such a page is meant.
    pub(crate) fn is_section(&self, id: Option<&str>) -> bool {
        self.section.as_ref().is_none_or(|section| fast_glob::glob_match(section, id.unwrap_or_default()))
    }
}

/// How many patterns one with braces may stand for: what nearly matches a page is compared with each.
const MOST_CHOICES: usize = 10_000;

/// How many patterns one stands for, at the most.
fn choices(glob: &str) -> usize {
    let (mut all, mut open) = (1_usize, Vec::new());
    for sign in glob.chars() {
        match (sign, open.last_mut()) {
            ('{', _) => open.push(1),
            (',', Some(branches)) => *branches += 1,
            ('}', Some(_)) => all = all.saturating_mul(open.pop().unwrap_or(1)),
            _ => {}
        }
    }
    all
}

/// What means more than itself in a pattern.
const SIGNS: [char; 8] = ['*', '?', '[', ']', '{', '}', '!', '\\'];

/// Patterns by the pages that they mean: a configuration made by a program has one for each page.
pub(crate) struct Patterns<'p> {
    all: Vec<&'p Pattern>,
    literal: HashMap<&'p str, Vec<usize>>,
    /// Those that can mean several pages.
    globs: Vec<usize>,
}

impl<'p> Patterns<'p> {
    pub(crate) fn of(patterns: impl Iterator<Item = &'p Pattern>) -> Self {
        let mut patterns = Self { all: patterns.collect(), literal: HashMap::new(), globs: Vec::new() };
        for (number, pattern) in patterns.all.iter().enumerate() {
            match pattern.literal() {
                Some(page) => patterns.literal.entry(page).or_default().push(number),
                None => patterns.globs.push(number),
            }
        }
        patterns
    }

    /// The numbers of those that mean a page, or sections of it, in ascending order.
    pub(crate) fn of_page(&self, path: &str) -> Vec<usize> {
        let literal = self.literal.get(path).into_iter().flatten();
        let globs = self.globs.iter().filter(|number| self.all[**number].is_page(path));
        let mut numbers: Vec<usize> = literal.chain(globs).copied().collect();
        numbers.sort_unstable();
        numbers
    }

    /// The first that means a page.
    pub(crate) fn first(&self, path: &str) -> Option<&'p Pattern> {
        self.of_page(path).first().map(|number| self.all[*number])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(written: &str) -> Pattern {
        Pattern::try_from(written.to_owned()).expect("a pattern")
    }

    #[test]
    fn pages_match_within_a_folder_or_in_any() {
        for (glob, path, expected) in [
            ("api/**", "api/a/b.html", true),
            ("api/*", "api/a/b.html", false),
            ("/api/*.html", "api/a.html", true),
            ("**/draft-*", "a/b/draft-c.html", true),
            ("{a,b}.html", "b.html", true),
            ("api", "api/a.html", false),
        ] {
            assert_eq!(pattern(glob).is_page(path), expected, "{glob} {path}");
        }
    }

    #[test]
    fn sections_match_by_their_ids() {
        let flags = pattern("cli.html#flag-*");
        assert!(flags.is_for_sections() && flags.is_page("cli.html") && flags.is_section(Some("flag-out")));
        assert!(!flags.is_section(Some("intro")) && !flags.is_section(None));
        assert!(pattern("cli.html").is_section(None));
    }

    #[test]
    fn a_pattern_that_is_not_closed_is_refused() {
        let refused = Pattern::try_from(String::from("a{b")).expect_err("no pattern");
        assert!(refused.starts_with("`a{b` is no pattern"), "{refused}");
    }

    #[test]
    fn a_pattern_that_stands_for_very_many_is_refused() {
        let written = |groups| "{a,b,c,d,e,f,g,h,i,j}".repeat(groups);
        assert!(pattern(&written(4)).is_page("jjjj"));
        for glob in [written(5), format!("a.html#{}", written(5))] {
            let refused = Pattern::try_from(glob).expect_err("no pattern");
            assert!(refused.contains("write fewer braces"), "{refused}");
        }
    }

    #[test]
    fn of_several_patterns_those_that_mean_a_page_are_found_in_order() {
        let all = ["a.html", "*.html", "b.html", "./a.html#x", "**", "a\\.html"].map(pattern);
        let patterns = Patterns::of(all.iter());
        for path in ["a.html", "b.html", "c/a.html", "c"] {
            let one_by_one = (0..all.len()).filter(|number| all[*number].is_page(path));
            assert_eq!(patterns.of_page(path), one_by_one.collect::<Vec<_>>(), "{path}");
        }
        assert_eq!(patterns.first("b.html").map(|pattern| pattern.written.as_str()), Some("*.html"));
    }
}
