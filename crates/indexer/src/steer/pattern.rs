//! Patterns for pages and sections: `api/**`, `*/index.html`, `guide/cli.html#flags-*`.

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
        let is_sound = |glob: &str| fast_glob::validate(glob).is_ok();
        if is_sound(&page) && section.as_deref().is_none_or(is_sound) {
            return Ok(Self { page, section, written });
        }
        Err(format!("`{written}` is no pattern; `*`, `**`, `?`, `[a-z]` and `{{a,b}}` are understood"))
    }
}

impl Pattern {
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
}
