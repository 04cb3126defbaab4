//! The few settings of `book.toml` that change which pages a book has, where they lie, or what their text is.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::file;
use crate::error::one_line;
use crate::{Error, Source, paths};

const BOOK_TOML: &str = "book.toml";

/// Where a book lies and how mdBook was told to render it.
#[derive(Debug, Hash)]
pub(super) struct Config {
    pub(super) title: String,
    pub(super) language: Option<String>,
    /// The folder of `SUMMARY.md`, relative to the source's root; empty for the root itself.
    pub(super) folder: String,
    /// Whether `{{#include}}` and its kin are expanded.
    pub(super) expands_directives: bool,
    /// Whether `README.md` becomes `index.html`.
    pub(super) renames_readme: bool,
    pub(super) smart_punctuation: bool,
    pub(super) definition_lists: bool,
    pub(super) admonitions: bool,
    /// For each language of code blocks, what a hidden line starts with. Rust has a rule of its own.
    pub(super) hidden_lines: BTreeMap<String, String>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "kebab-case")]
struct Toml {
    book: BookTable,
    build: BuildTable,
    output: OutputTable,
    preprocessor: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct BookTable {
    title: Option<String>,
    language: Option<String>,
    src: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "kebab-case")]
struct BuildTable {
    use_default_preprocessors: Option<bool>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct OutputTable {
    html: HtmlTable,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "kebab-case")]
struct HtmlTable {
    smart_punctuation: Option<bool>,
    definition_lists: Option<bool>,
    admonitions: Option<bool>,
    code: CodeTable,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CodeTable {
    hidelines: BTreeMap<String, String>,
}

impl Config {
    /// Reads `book.toml`, or finds a bare `SUMMARY.md` at the root or in `src/`; `None` where there is neither.
    pub(super) fn find(source: &dyn Source) -> Result<Option<Self>, Error> {
        if let Some(bytes) = file::optional(source, BOOK_TOML)? {
            return Self::parse(&file::text(BOOK_TOML, bytes)?).map(Some);
        }
        for folder in ["", "src"] {
            let summary = file::join(folder, "SUMMARY.md");
            if file::optional(source, &summary)?.is_some() {
                return Ok(Some(Self::from_toml(Toml::default(), folder.to_owned())));
            }
        }
        Ok(None)
    }

    fn parse(text: &str) -> Result<Self, Error> {
        let bad = |at: usize, cause: &str| Error::BadConfig {
            path: BOOK_TOML.into(),
            line: file::line_of(text, at),
            cause: cause.into(),
        };
        let toml: Toml = toml::from_str(text)
            .map_err(|error| bad(error.span().map_or(0, |span| span.start), error.message()))?;
        let src = toml.book.src.clone().unwrap_or_else(|| "src".into());
        let folder = paths::resolve("", &src)
            .ok_or_else(|| bad(text.find("src").unwrap_or(0), "`src` leads out of the book's folder"))?;
        Ok(Self::from_toml(toml, folder))
    }

    fn from_toml(toml: Toml, folder: String) -> Self {
        let defaults = toml.build.use_default_preprocessors.unwrap_or(true);
        let html = toml.output.html;
        Self {
            title: one_line(&toml.book.title.unwrap_or_default()),
            language: toml.book.language.as_deref().map(one_line),
            folder,
            expands_directives: defaults || toml.preprocessor.contains_key("links"),
            renames_readme: defaults || toml.preprocessor.contains_key("index"),
            smart_punctuation: html.smart_punctuation.unwrap_or(true),
            definition_lists: html.definition_lists.unwrap_or(true),
            admonitions: html.admonitions.unwrap_or(true),
            hidden_lines: html.code.hidelines,
        }
    }

    /// The extensions of Markdown that mdBook switches on: heading ids depend on them.
    pub(super) fn markdown(&self) -> pulldown_cmark::Options {
        use pulldown_cmark::Options;
        let mut options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        options.set(Options::ENABLE_SMART_PUNCTUATION, self.smart_punctuation);
        options.set(Options::ENABLE_DEFINITION_LIST, self.definition_lists);
        options.set(Options::ENABLE_GFM, self.admonitions);
        options
    }

    /// Where the list of chapters is, relative to the source's root.
    pub(super) fn summary(&self) -> String {
        file::join(&self.folder, "SUMMARY.md")
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::from_toml(Toml::default(), "src".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_matter_are_read_and_others_ignored() {
        let config = Config::parse(
            "[book]\ntitle = \"T\"\nlanguage = \"de\"\nsrc = \"./text/\"\nmultilingual = false\n\
             [output.html]\nsmart-punctuation = false\ntheme = 3\n[output.html.code.hidelines]\npython = \"~\"\n",
        )
        .expect("parses");
        assert_eq!((config.title.as_str(), config.language.as_deref()), ("T", Some("de")));
        assert_eq!((config.folder.as_str(), config.smart_punctuation), ("text", false));
        assert_eq!(config.hidden_lines["python"], "~");
        assert!(config.expands_directives && config.renames_readme);
    }

    #[test]
    fn bad_toml_is_one_line_that_names_its_place() {
        let error = Config::parse("[book]\ntitle = \"open\n").expect_err("is bad").to_string();
        assert!(error.starts_with("book.toml line 2: "), "{error}");
        assert!(!error.contains('\n'), "{error}");
        let error = Config::parse("[book]\ntitle = 3\n").expect_err("is bad").to_string();
        assert!(error.starts_with("book.toml line 2: invalid type"), "{error}");
    }

    #[test]
    fn a_source_folder_outside_the_book_is_refused() {
        let error = Config::parse("[book]\nsrc = \"../other\"\n").expect_err("is bad").to_string();
        assert!(error.starts_with("book.toml line 2: `src` leads out"), "{error}");
    }

    #[test]
    fn without_default_preprocessors_only_the_named_ones_run() {
        let config = Config::parse("[build]\nuse-default-preprocessors = false\n[preprocessor.links]\n");
        let config = config.expect("parses");
        assert!(config.expands_directives && !config.renames_readme);
    }
}
