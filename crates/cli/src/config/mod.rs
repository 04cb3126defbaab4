//! The configuration file: `thumbindex.toml`, or the table `[output.thumbindex]` of a `book.toml`.
//!
//! `find` says which file that is, `options` what may be in it; here it is read, and every fault is told with its line.

mod find;
pub(crate) mod options;

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thumbindex_indexer::Steering;
use thumbindex_indexer::opensearch::Address;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use crate::args::Layout;
use crate::failure::Failure;

pub(crate) use find::find;

/// The file in which everything is ours.
pub(crate) const OWN: &str = "thumbindex.toml";

/// mdBook's file, in which one table is ours.
pub(crate) const BOOK: &str = "book.toml";

/// What a file says: what the command does, and how content is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Config {
    /// The file, unless there is none.
    pub(crate) path: Option<PathBuf>,
    pub(crate) settings: Settings,
    pub(crate) steering: Steering,
}

/// All but the steering. Paths are relative to the file until it has been [read](Config::read).
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(crate) struct Settings {
    pub(crate) dir: Option<PathBuf>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) layout: Option<Layout>,
    pub(crate) language: Option<String>,
    pub(crate) pretty: bool,
    pub(crate) inject: bool,
    pub(crate) keep: Option<std::num::NonZero<u16>>,
    pub(crate) base_url: Option<String>,
    pub(crate) opensearch: Option<Address>,
}

impl Config {
    /// Reads a file. A `book.toml` without the table says nothing.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read(path).map_err(|cause| Failure::Unreadable { path: path.into(), cause })?;
        let text = String::from_utf8(text).map_err(|fault| {
            let line = 1 + fault.as_bytes()[..fault.utf8_error().valid_up_to()]
                .iter()
                .filter(|b| **b == b'\n')
                .count();
            Failure::Config {
                path: path.into(),
                line,
                cause: "this is not UTF-8; save the file as UTF-8".into(),
            }
        })?;
        let is_book = path.file_name().is_some_and(|name| name == BOOK);
        let mut config = Self::parse(&text, is_book).map_err(|Fault { at, cause }| Failure::Config {
            path: path.into(),
            line: 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count(),
            cause,
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for path in [&mut config.settings.dir, &mut config.settings.out].into_iter().flatten() {
            *path = folder.join(&*path);
        }
        config.path = Some(path.into());
        Ok(config)
    }

    fn parse(text: &str, is_book: bool) -> Result<Self, Fault> {
        let whole = DeTable::parse(text)?;
        let Some(table) = (if is_book { ours(whole) } else { Some(whole) }) else {
            return Ok(Self::default());
        };
        let reserved: &[&str] = if is_book { &MDBOOKS } else { &[] };
        options::check(table.get_ref(), reserved)?;
        let settings = Settings::deserialize(Deserializer::from(table.clone()))?;
        let steering = Steering::deserialize(Deserializer::from(table))?;
        Ok(Self { path: None, settings, steering })
    }
}

/// What mdBook itself reads in the table of a renderer.
const MDBOOKS: [&str; 2] = ["command", "optional"];

/// The table `[output.thumbindex]`.
fn ours(book: Spanned<DeTable<'_>>) -> Option<Spanned<DeTable<'_>>> {
    inner(inner(book, "output")?, "thumbindex")
}

fn inner<'t>(table: Spanned<DeTable<'t>>, name: &str) -> Option<Spanned<DeTable<'t>>> {
    let (_, value) = table.into_inner().into_iter().find(|(key, _)| key.get_ref() == name)?;
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => Some(Spanned::new(span, table)),
        _ => None,
    }
}

/// What is wrong with a file, and at which byte.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    at: usize,
    cause: String,
}

impl Fault {
    fn new(span: Range<usize>, cause: String) -> Self {
        Self { at: span.start, cause }
    }
}

impl From<toml::de::Error> for Fault {
    fn from(error: toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        Self { at, cause: format!("{}; correct that line", error.message().replace('\n', ", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (usize, String) {
        let fault = Config::parse(text, false).expect_err(text);
        (1 + text[..fault.at].matches('\n').count(), fault.cause)
    }

    #[test]
    fn faults_are_told_with_their_line() {
        let (line, cause) = refused("language = 'en'\n\n[[pages]]\nmatch = '**'\nweight = 99\n");
        assert_eq!(
            (line, cause.as_str()),
            (5, "a weight is a number from 0.1 to 10; 1 is as usual; correct that line")
        );
        assert_eq!(refused("keep = 2\nkeep = 3").0, 2);
        assert_eq!(refused("\nlayout = 'round'").0, 2);
        assert_eq!(refused("inject = 1").0, 1);
        assert_eq!(refused("keep = 0").0, 1);
        assert_eq!(refused("\nopensearch = '/docs/'").0, 2);
        let (line, cause) = refused("skip = ['a']\nleave-out = [\n'a > b',\n]");
        assert!(line >= 2 && cause.starts_with("`a > b` is no selector"), "{line} {cause}");
    }

    #[test]
    fn of_a_book_one_table_is_read_without_what_mdbook_keeps_there() {
        let book =
            "[book]\ntitle = 'T'\n[output.html]\n[output.thumbindex]\ncommand = 'x'\nlanguage = 'de'\n";
        let config = Config::parse(book, true).expect("a book");
        assert_eq!(config.settings.language.as_deref(), Some("de"));
        assert_eq!(Config::parse("[book]\n", true), Ok(Config::default()));
        let fault = Config::parse("[output.thumbindex]\nlangage = 'de'\n", true).expect_err("unknown");
        assert!(fault.cause.contains("did you mean `language`?"), "{}", fault.cause);
    }
}
