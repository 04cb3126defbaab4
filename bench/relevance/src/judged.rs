//! The bench's corpora and judged queries, as `bench/extract.py` and `bench/queries.py` write them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A file of the bench that is missing or not what it should be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    #[error("{}: {fault}; `cargo xtask relevance` makes it", path.display())]
    Unreadable { path: PathBuf, fault: io::Error },
    #[error("{}, line {line}: {fault}", path.display())]
    Malformed { path: PathBuf, line: usize, fault: serde_json::Error },
}

/// A query and the sections and pages that answer it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Judged {
    pub(crate) query: String,
    pub(crate) kind: String,
    pub(crate) relevant: HashSet<String>,
    pub(crate) relevant_pages: HashSet<String>,
    /// What the query was made from, where it is a misspelt, half-typed or inflected copy.
    pub(crate) base: Option<String>,
}

/// The sections of a book as the bench knows them.
#[derive(Debug, Deserialize)]
pub(crate) struct Corpus {
    pub(crate) sections: Vec<Section>,
    /// From any URL with a fragment to the section that holds it.
    ids: HashMap<String, usize>,
    #[serde(skip)]
    by_url: HashMap<String, usize>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Section {
    pub(crate) url: String,
    pub(crate) page: String,
    pub(crate) heading: String,
}

impl Corpus {
    pub(crate) fn load(path: &Path) -> Result<Self, BenchError> {
        let mut corpus: Self = parse(path, 1, &read(path)?)?;
        corpus.by_url =
            corpus.sections.iter().enumerate().map(|(at, section)| (section.url.clone(), at)).collect();
        Ok(corpus)
    }

    /// The folders that the pages of several books lie in.
    pub(crate) fn folders(&self) -> Vec<&str> {
        let folders = self.sections.iter().filter_map(|section| Some(section.url.split_once('/')?.0));
        folders.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The section that a result's URL opens.
    pub(crate) fn section(&self, url: &str) -> Option<&Section> {
        let page = url.split('#').next().unwrap_or_default();
        let at = self.by_url.get(url).or_else(|| self.ids.get(url)).or_else(|| self.ids.get(page))?;
        self.sections.get(*at)
    }

    /// Whether a query was made from a heading that answers it.
    pub(crate) fn is_from_heading(&self, judged: &Judged) -> bool {
        let base = judged.base.as_ref().unwrap_or(&judged.query).to_lowercase();
        let answers = self.sections.iter().filter(|section| judged.relevant.contains(&section.url));
        answers.into_iter().any(|section| section.heading.to_lowercase() == base)
    }
}

/// A file with one value in each line.
pub(crate) fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, BenchError> {
    let text = read(path)?;
    (1..).zip(text.lines()).map(|(number, line)| parse(path, number, line)).collect()
}

fn parse<T: DeserializeOwned>(path: &Path, line: usize, text: &str) -> Result<T, BenchError> {
    serde_json::from_str(text).map_err(|fault| BenchError::Malformed {
        path: path.to_path_buf(),
        line,
        fault,
    })
}

fn read(path: &Path) -> Result<String, BenchError> {
    fs::read_to_string(path).map_err(|fault| BenchError::Unreadable { path: path.to_path_buf(), fault })
}
