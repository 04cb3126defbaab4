//! What was dropped, made a source that the indexer understands: a book, a site, or chapters that nobody has listed yet.

use std::collections::BTreeMap;

use thumbindex_indexer::{Memory, inject, markdown};

use crate::made::Error;

/// Where mdBook's list of chapters stands in a folder without a configuration.
const SUMMARY: &str = "SUMMARY.md";

/// Files by their paths.
#[derive(Debug, Default)]
pub(crate) struct Dropped {
    files: BTreeMap<String, Vec<u8>>,
}

impl Dropped {
    pub(crate) fn add(&mut self, path: String, content: Vec<u8>) {
        self.files.insert(path, content);
    }

    /// How many bytes chapters and pages have.
    pub(crate) fn bytes(&self) -> usize {
        let texts = self.files.iter().filter(|(path, _)| is_chapter(path) || inject::is_page(path));
        texts.map(|(_, content)| content.len()).sum()
    }

    /// The files below the folder that was dropped, with a list of chapters where there is none and most texts are Markdown.
    pub(crate) fn source(mut self) -> Result<Memory, Error> {
        let pages = self.files.keys().filter(|path| inject::is_page(path)).count();
        let chapters = self.files.keys().filter(|path| is_chapter(path)).count();
        if pages + chapters == 0 {
            return Err(Error::NothingToRead);
        }
        self.enter_folder();
        let source = Memory::new(self.files.clone());
        if pages >= chapters || markdown::is_book(&source)? {
            return Ok(source);
        }
        let list = list(&self.files);
        self.files.insert(SUMMARY.into(), list.into_bytes());
        Ok(Memory::new(self.files))
    }

    /// Takes the folders that hold everything off all paths.
    fn enter_folder(&mut self) {
        while let Some(folder) = self.files.keys().next().and_then(|path| path.split_inclusive('/').next())
            && folder.ends_with('/')
            && self.files.keys().all(|path| path.starts_with(folder))
        {
            let length = folder.len();
            let files = std::mem::take(&mut self.files).into_iter();
            self.files = files.map(|(path, content)| (path[length..].to_owned(), content)).collect();
        }
    }
}

fn is_chapter(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    path.ends_with(".md") || path.ends_with(".markdown")
}

/// The chapters in the order of their paths; in each folder the one comes first that introduces it.
fn list(files: &BTreeMap<String, Vec<u8>>) -> String {
    let parts = |path: &&str| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let name = name.to_lowercase();
        (folder.to_owned(), !name.starts_with("readme.") && !name.starts_with("index."), name)
    };
    let mut paths: Vec<&str> = files.keys().map(String::as_str).filter(|path| is_chapter(path)).collect();
    paths.sort_by_cached_key(parts);
    paths.into_iter().filter(|path| !path.contains(char::is_control)).map(entry).collect()
}

/// A line of the list. Chapters are called by their own headings, and only without any by their names.
fn entry(path: &str) -> String {
    let escaped = |text: &str| -> String {
        let escape = |c: char| if c.is_ascii_punctuation() && c != '/' { Some('\\') } else { None };
        text.chars().flat_map(|c| escape(c).into_iter().chain([c])).collect()
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("- [{}](<{}>)\n", escaped(stem), escaped(path))
}
