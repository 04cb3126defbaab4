//! Heading ids, letter for letter as mdBook 0.5 makes them: a link to any other id lands nowhere.

use std::collections::{HashMap, HashSet};

/// The ids given out on one page. Ids that an author wrote are not among them: mdBook does not look at those.
#[derive(Debug, Default)]
pub(super) struct Ids {
    used: HashSet<String>,
    /// For an id asked for before, the last suffix tried; without it, equal headings would take quadratic time.
    suffixes: HashMap<String, u32>,
}

impl Ids {
    /// The id of a heading with this text; `-1`, `-2`, … make it the only one.
    pub(super) fn make(&mut self, text: &str) -> String {
        let id = normalise(text);
        if self.used.insert(id.clone()) {
            return id;
        }
        let suffix = self.suffixes.entry(id.clone()).or_default();
        loop {
            *suffix += 1;
            let candidate = format!("{id}-{suffix}");
            if self.used.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

fn normalise(text: &str) -> String {
    text.trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
            c if c.is_whitespace() => Some('-'),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_lowered_spaces_become_hyphens_and_the_rest_goes() {
        let mut ids = Ids::default();
        assert_eq!(ids.make("`?` Operator: Über 🐙 alles"), "-operator-über--alles");
        assert_eq!(ids.make("  什么是 Rust？ "), "什么是-rust");
        assert_eq!(ids.make("a\nb_c-d"), "a-b_c-d");
    }

    #[test]
    fn equal_headings_are_counted() {
        let mut ids = Ids::default();
        let made: Vec<_> = ["A", "A", "A-1", "a", "", ""].into_iter().map(|text| ids.make(text)).collect();
        assert_eq!(made, ["a", "a-1", "a-1-1", "a-2", "", "-1"]);
    }

    #[test]
    fn many_equal_headings_take_linear_time() {
        let mut ids = Ids::default();
        let last = (0..100_000).map(|_| ids.make("Same")).last();
        assert_eq!(last.as_deref(), Some("same-99999"));
    }
}
