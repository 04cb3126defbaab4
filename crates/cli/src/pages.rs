//! Putting the script tag into every page of a folder, and taking it out again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use thumbindex_indexer::inject::{self, Skip, Widget};
use thumbindex_indexer::{Folder, Source, SourceError, Stamp};

use crate::disk::{self, Sync};
use crate::failure::Failure;
use crate::terminal::Progress;

/// What became of the pages.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// Pages that were written anew, by their names, and when that was.
    pub(crate) changed: Vec<(String, Option<Stamp>)>,
    /// Pages that carry the tag now, ours or one that somebody wrote by hand.
    pub(crate) with_tag: usize,
    /// One line for each page that was to be changed and could not be.
    pub(crate) warnings: Vec<String>,
}

/// Adds the tag to the pages under `dir` that are named.
pub(crate) fn inject(
    dir: &Path,
    names: &[String],
    widget: &Widget<'_>,
    progress: &mut Progress,
) -> Result<Pages, Failure> {
    let mut pages = Pages::default();
    each_page(dir, names, progress, |page| {
        let name = page.name;
        if page.is_link() {
            pages.warnings.push(format!("{name} is a link to a file elsewhere; add the script tag there"));
            return Ok(());
        }
        match inject::inject(&page.bytes, name, widget) {
            Ok(Some(with)) => pages.with_tag += usize::from(page.replace(&with, &mut pages)?),
            Ok(None) | Err(Skip::HasItsOwn) => pages.with_tag += 1,
            Err(Skip::Redirect | Skip::Empty) => {}
            Err(reason) => pages.warnings.push(format!("{name} was left as it is: {reason}")),
        }
        Ok(())
    })?;
    Ok(pages)
}

/// Takes the tag out of every page under `dir`.
pub(crate) fn uninject(dir: &Path, progress: &mut Progress) -> Result<Pages, Failure> {
    let mut pages = Pages::default();
    each_page(dir, &all(dir)?, progress, |page| {
        if let Some(without) = inject::remove(&page.bytes).filter(|_| !page.is_link()) {
            page.replace(&without, &mut pages)?;
        }
        Ok(())
    })?;
    Ok(pages)
}

/// The names of all pages under a folder.
pub(crate) fn all(dir: &Path) -> Result<Vec<String>, Failure> {
    let names = Folder::new(dir).files().map_err(|fault| unreadable(dir, fault))?;
    Ok(names.into_iter().filter(|name| inject::is_page(name)).collect())
}

/// A page as it was read.
struct Page<'p> {
    folder: &'p Folder,
    path: PathBuf,
    name: &'p str,
    bytes: Vec<u8>,
    stamp: Option<Stamp>,
}

impl<'p> Page<'p> {
    fn read(folder: &'p Folder, dir: &Path, name: &'p str) -> Result<Self, SourceError> {
        // Before the content, so that what is written meanwhile is noticed.
        let stamp = folder.stamp(name);
        Ok(Self { folder, path: dir.join(name), name, bytes: folder.read(name)?, stamp })
    }

    /// Writing through a link would change a file elsewhere, and replacing the link could not be undone.
    fn is_link(&self) -> bool {
        fs::symlink_metadata(&self.path).is_ok_and(|data| data.is_symlink())
    }

    /// Writes it anew, unless somebody else has meanwhile: what they wrote would be lost.
    fn replace(&self, content: &[u8], pages: &mut Pages) -> Result<bool, Failure> {
        if self.folder.stamp(self.name) != self.stamp {
            let name = self.name;
            pages.warnings.push(format!("{name} was left as it is: it was being written; build again"));
            return Ok(false);
        }
        disk::replace(&self.path, content, Sync::Leave)
            .map_err(|cause| Failure::Unwritable { path: self.path.clone(), cause })?;
        pages.changed.push((self.name.to_owned(), self.folder.stamp(self.name)));
        Ok(true)
    }
}

fn each_page(
    dir: &Path,
    names: &[String],
    progress: &mut Progress,
    mut visit: impl FnMut(&Page<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let folder = Folder::new(dir);
    let mut folders = BTreeSet::new();
    for (done, name) in names.iter().enumerate() {
        let page = Page::read(&folder, dir, name).map_err(|fault| unreadable(dir, fault))?;
        visit(&page)?;
        folders.extend(page.path.parent().map(Path::to_path_buf));
        progress.show("pages", done, names.len());
    }
    folders.iter().for_each(|folder| disk::sweep(folder));
    Ok(())
}

fn unreadable(dir: &Path, fault: SourceError) -> Failure {
    Failure::Source { folder: dir.into(), error: thumbindex_indexer::Error::Unreadable(fault) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_written_after_it_was_read_keeps_what_was_written() {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |text: &str| fs::write(dir.path().join("a.html"), text).expect("written");
        write("old");
        let folder = Folder::new(dir.path());
        let page = Page::read(&folder, dir.path(), "a.html").expect("read");
        write("newer");
        let mut pages = Pages::default();
        assert!(!page.replace(b"old and a tag", &mut pages).expect("no fault"));
        assert_eq!(fs::read(dir.path().join("a.html")).expect("read"), b"newer");
        assert_eq!((pages.changed.len(), pages.warnings.len()), (0, 1));
    }
}
