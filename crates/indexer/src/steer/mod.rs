//! What authors steer: which parts of a site are content, and what its sections count and are called.
//!
//! [`Steering`] says it, in the words of a configuration file. `selector` and `pattern` are the two small languages in it;
//! `apply` does to the books what concerns sections, once they are read, and `phrases` what synonyms of several words ask for.

mod apply;
mod pattern;
mod phrases;
// Only HTML has elements.
#[cfg_attr(not(feature = "html"), allow(dead_code))]
pub(crate) mod selector;

use serde::{Deserialize, Deserializer};
use thumbindex_index::Weight;

pub(crate) use apply::apply;
#[cfg(feature = "html")]
pub(crate) use apply::set_part;
pub use pattern::Pattern;
pub(crate) use pattern::Patterns;
pub use selector::Selector;

/// What an author says about the content. Nothing of it is needed.
///
/// ```
/// # #[cfg(feature = "markdown")] {
/// use thumbindex_indexer::Steering;
///
/// let steering: Steering = toml::from_str(
///     r##"
///     leave-out = [".sidebar", "div[role=note] .more"]
///     skip = ["drafts/**"]
///     synonyms = [["js", "javascript"]]
///     pages = [{ match = "api/**", weight = 0.5 }]
///     pins = [{ query = "install", page = "guide/install.html#linux" }]
///     "##,
/// )?;
/// assert_eq!(steering.pins[0].page, "guide/install.html#linux");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Steering {
    /// The elements that hold a page's content; pages without any are read as usual. For HTML.
    #[serde(deserialize_with = "selectors")]
    pub content: Vec<Selector>,
    /// Elements to leave out, with all that is in them. For HTML.
    #[serde(deserialize_with = "selectors")]
    pub leave_out: Vec<Selector>,
    /// Pages to leave out.
    pub skip: Vec<Pattern>,
    /// The name of the `<meta>` whose content says which part of the site a page belongs to. For HTML.
    pub part_from: Option<String>,
    /// Whether results show excerpts. Without, texts stay out of the index.
    pub excerpts: bool,
    /// Groups of words or phrases that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// What holds for some pages or sections.
    pub pages: Vec<Rule>,
    /// First answers to queries.
    pub pins: Vec<Pin>,
}

impl Default for Steering {
    fn default() -> Self {
        Self {
            content: Vec::new(),
            leave_out: Vec::new(),
            skip: Vec::new(),
            part_from: None,
            excerpts: true,
            synonyms: Vec::new(),
            pages: Vec::new(),
            pins: Vec::new(),
        }
    }
}

impl Steering {
    /// What leaves out pages.
    pub(crate) fn skipping(&self) -> Patterns<'_> {
        Patterns::of(self.skip.iter())
    }
}

/// What holds for the pages or sections that a pattern names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// Pages, or, with a `#`, sections.
    #[serde(rename = "match")]
    pub pattern: Pattern,
    /// How much their sections count. Of several rules the last one with a weight decides.
    #[serde(default, deserialize_with = "weight")]
    pub weight: Option<Weight>,
    /// Further words for the page, that is its first section, or for the section.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// The part of the site that the pages belong to: their outermost breadcrumb, by which readers narrow results.
    #[serde(default)]
    pub part: Option<String>,
}

/// The first answer to a query.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Pin {
    /// All of it, in any case and without regard to accents.
    pub query: String,
    /// The address under the folder: `guide/install.html`, or `guide/install.html#linux` for a section.
    pub page: String,
}

fn weight<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Weight>, D::Error> {
    let weight = Weight::new(f64::deserialize(value)?);
    weight
        .map(Some)
        .ok_or_else(|| serde::de::Error::custom("a weight is a number from 0.1 to 10; 1 is as usual"))
}

/// Every element of every page is compared with each of them.
const MOST_SELECTORS: usize = 1_000;

fn selectors<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<Selector>, D::Error> {
    let selectors = Vec::deserialize(value)?;
    if selectors.len() <= MOST_SELECTORS {
        return Ok(selectors);
    }
    let fault = format!("there are {} selectors, and {MOST_SELECTORS} are the most", selectors.len());
    Err(serde::de::Error::custom(fault))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_no_more_selectors_than_elements_can_be_compared_with() {
        let written = |count| format!("leave-out = [{}]", "'.a',".repeat(count));
        assert!(toml::from_str::<Steering>(&written(MOST_SELECTORS)).is_ok());
        let fault = toml::from_str::<Steering>(&written(MOST_SELECTORS + 1)).expect_err("too many");
        assert_eq!(fault.message(), "there are 1001 selectors, and 1000 are the most");
    }
}
