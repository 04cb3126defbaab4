//! Books to measure: built HTML, one folder or several side by side as one site.

use std::path::Path;

use thumbindex_engine::Engine;
use thumbindex_index::{Book, Layout, write};
use thumbindex_indexer::{Folder, Options, Source, SourceError, html};

/// Folders under one roof, each under its own name.
struct Several(Vec<(String, Folder)>);

impl Source for Several {
    fn files(&self) -> Result<Vec<String>, SourceError> {
        let mut files = Vec::new();
        for (name, folder) in &self.0 {
            files.extend(folder.files()?.into_iter().map(|file| format!("{name}/{file}")));
        }
        files.sort();
        Ok(files)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        let (name, rest) = path.split_once('/').unwrap_or_default();
        let folder = self.0.iter().find(|(known, _)| known == name);
        let missing = || SourceError { path: path.into(), cause: std::io::ErrorKind::NotFound.into() };
        folder.ok_or_else(missing)?.1.read(rest)
    }
}

/// Reads one built book, or several as one site.
pub(crate) fn read(html: &Path, folders: &[&str]) -> Result<Vec<Book>, thumbindex_indexer::Error> {
    let source: Box<dyn Source> = match folders {
        [one] => Box::new(Folder::new(html.join(one))),
        _ => Box::new(Several(
            folders.iter().map(|name| (name.to_string(), Folder::new(html.join(name)))).collect(),
        )),
    };
    Ok(html::read(&*source, &Options::default(), &mut |_| {})?.books)
}

/// Takes away what other pages say of a section.
pub(crate) fn without_links(books: &mut [Book]) {
    let pages = books.iter_mut().flat_map(|book| &mut book.pages);
    pages.flat_map(|page| &mut page.sections).for_each(|section| section.link_texts.clear());
}

/// Indexes and opens.
pub(crate) fn engine(books: &[Book]) -> Result<Engine, Box<dyn std::error::Error>> {
    Ok(Engine::open(write(books, Layout::Packed)?.root)?)
}
