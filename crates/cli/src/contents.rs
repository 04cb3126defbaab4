//! What an index holds, language by language, as its roots say.

use serde::Serialize;
use thumbindex_index::{Files, FormatError, Root};

/// One language of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Language {
    pub(crate) language: String,
    pub(crate) title: String,
    pub(crate) pages: u32,
    pub(crate) sections: u32,
    pub(crate) terms: u32,
}

impl From<&Root> for Language {
    fn from(root: &Root) -> Self {
        Self {
            language: root.language.clone(),
            title: root.title.clone(),
            pages: root.pages,
            sections: root.sections,
            terms: root.terms,
        }
    }
}

/// What has just been written; the first language comes first.
pub(crate) fn of_files(files: &Files) -> Vec<Language> {
    let read = |bytes: &[u8]| -> Result<Root, FormatError> { Root::read(bytes) };
    let Ok(first) = read(&files.root) else { return Vec::new() };
    let content =
        |name: &str| files.others.iter().find(|(other, _)| other == name).map(|(_, content)| content);
    let others = first.languages.iter().filter_map(|(_, name)| read(content(name)?).ok());
    std::iter::once(&first).map(Language::from).chain(others.map(|root| Language::from(&root))).collect()
}
