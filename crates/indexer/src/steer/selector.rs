//! A small part of CSS: `tag`, `.class`, `#id`, `[attribute]`, `[attribute=value]`, any of them written together, and spaces
//! for "somewhere inside". What an element matches is known when it opens, so that a page is still read in one pass.

use serde::Deserialize;

/// One selector, from the outermost element named to the one that is meant.
///
/// ```
/// use thumbindex_indexer::Selector;
///
/// assert!(Selector::try_from("main .note[role=note]".to_owned()).is_ok());
/// assert!(Selector::try_from("main > p".to_owned()).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Selector(Vec<Compound>);

/// What one element has to be, all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct Compound {
    tag: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    attributes: Vec<(String, Option<String>)>,
}

/// An element that selectors are asked about.
pub(crate) trait Element {
    fn tag(&self) -> &[u8];
    fn attribute(&self, name: &str) -> Option<&str>;
}

impl TryFrom<String> for Selector {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let refused = || {
            format!(
                "`{written}` is no selector that is understood here; write tag, .class, #id, [attribute] or \
                 [attribute=value], and spaces between an element and one inside it"
            )
        };
        let mut compounds = Vec::new();
        let mut rest = written.trim();
        while !rest.is_empty() {
            let (compound, after) = Compound::read(rest).ok_or_else(refused)?;
            compounds.push(compound);
            rest = after.trim_start();
        }
        if compounds.is_empty() { Err(refused()) } else { Ok(Self(compounds)) }
    }
}

impl Selector {
    /// Goes on to an element inside one with `progress`, the number of compounds met so far; the element's own progress, and
    /// whether it is the one that is meant. Ancestors that come first are taken, which with nothing but "inside" loses none.
    pub(crate) fn step(&self, progress: usize, element: &impl Element) -> (usize, bool) {
        let last = self.0.len() - 1;
        let is_next = self.0[progress].matches(element);
        if progress == last { (progress, is_next) } else { (progress + usize::from(is_next), false) }
    }

    /// The attributes it asks for.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|compound| compound.attributes.iter().map(|(name, _)| name.as_str()))
    }
}

impl Compound {
    /// Reads one from the beginning of `text`, up to a space; what is left behind it.
    fn read(text: &str) -> Option<(Self, &str)> {
        let mut compound = Self::default();
        let mut rest = text;
        if let Some(after) = rest.strip_prefix('*') {
            rest = after;
        } else if rest.starts_with(is_name) {
            let (tag, after) = name(rest)?;
            (compound.tag, rest) = (Some(tag.to_ascii_lowercase()), after);
        }
        while let Some(sign) = rest.chars().next().filter(|sign| !sign.is_whitespace()) {
            let after = &rest[sign.len_utf8()..];
            rest = match sign {
                '.' => {
                    let (class, after) = name(after)?;
                    compound.classes.push(class.to_owned());
                    after
                }
                '#' => {
                    let (id, after) = name(after)?;
                    compound.id = Some(id.to_owned());
                    after
                }
                '[' => {
                    let (inside, after) = after.split_once(']')?;
                    compound.attributes.push(attribute(inside)?);
                    after
                }
                _ => return None,
            };
        }
        Some((compound, rest))
    }

    fn matches(&self, element: &impl Element) -> bool {
        let has_class = |class: &String| {
            element.attribute("class").is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
        };
        self.tag.as_ref().is_none_or(|tag| tag.as_bytes() == element.tag())
            && self.id.as_ref().is_none_or(|id| element.attribute("id") == Some(id))
            && self.classes.iter().all(has_class)
            && self.attributes.iter().all(|(name, wanted)| {
                let value = element.attribute(name);
                wanted.as_ref().map_or(value.is_some(), |wanted| value == Some(wanted))
            })
    }
}

fn is_name(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '-' | '_') || !sign.is_ascii()
}

fn name(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|sign| !is_name(sign)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// What stands in brackets.
fn attribute(inside: &str) -> Option<(String, Option<String>)> {
    let (name, value) = match inside.split_once('=') {
        Some((name, value)) => (name.trim(), Some(value.trim())),
        None => (inside.trim(), None),
    };
    let unquoted = |value: &str| value.trim_matches(['"', '\'']).to_owned();
    let is_plain = !name.is_empty() && name.chars().all(|sign| is_name(sign) || sign == ':');
    is_plain.then(|| (name.to_ascii_lowercase(), value.map(unquoted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Tag(&'static str, &'static [(&'static str, &'static str)]);

    impl Element for Tag {
        fn tag(&self) -> &[u8] {
            self.0.as_bytes()
        }
        fn attribute(&self, name: &str) -> Option<&str> {
            self.1.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
        }
    }

    /// Whether the innermost of these elements is meant.
    fn means(selector: &str, elements: &[Tag]) -> bool {
        let selector = Selector::try_from(selector.to_owned()).expect("a selector");
        let step = |(progress, _): (usize, bool), element: &Tag| selector.step(progress, element);
        elements.iter().fold((0, false), step).1
    }

    #[test]
    fn an_element_is_told_by_all_that_is_written_together() {
        let note = || [Tag("div", &[("class", "big note"), ("id", "n"), ("data-x", "1")])];
        for selector in [
            "div",
            ".note",
            "#n",
            "[data-x]",
            "[data-x=1]",
            "[data-x='1']",
            "DIV.note.big#n[data-x=\"1\"]",
            "*",
        ] {
            assert!(means(selector, &note()), "{selector}");
        }
        for selector in ["p", ".no", "#m", "[data-y]", "[data-x=2]", "div.note.small", "div div"] {
            assert!(!means(selector, &note()), "{selector}");
        }
    }

    #[test]
    fn a_space_means_somewhere_inside() {
        let path =
            || [Tag("main", &[]), Tag("ul", &[("class", "a")]), Tag("ul", &[]), Tag("li", &[("class", "b")])];
        assert!(means("main .b", &path()) && means("main ul ul li", &path()) && means(" .a  .b ", &path()));
        assert!(!means(".b main", &path()) && !means("main ul ul ul li", &path()));
    }

    #[test]
    fn the_rest_of_css_is_refused_with_what_there_is() {
        for selector in ["", "a > b", "a:hover", "a, b", "a::before", "[a^=b]", "[", "..a", "a+b"] {
            let refused = Selector::try_from(selector.to_owned()).expect_err(selector);
            assert!(refused.contains("write tag, .class"), "{refused}");
        }
    }
}
