//! Putting the script tag into every page of a folder, and taking it out again.

use std::fs;
use std::path::Path;

use thumbindex_indexer::inject::{self, Skip, Widget};
use thumbindex_indexer::{Folder, Source, SourceError};

use crate::disk::{self, Sync};
use crate::failure::Failure;
use crate::terminal::Progress;

/// What became of the pages.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// Pages that were written anew, by their names.
    pub(crate) changed: Vec<String>,
    /// Pages that carry the tag now, ours or one that somebody wrote by hand.
    pub(crate) with_tag: usize,
    /// One line for each page that could not be given the tag.
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
    each_page(dir, names, progress, |name, bytes| {
        let path = dir.join(name);
        // Writing through a link would change a file elsewhere, and replacing the link could not be undone.
        if fs::symlink_metadata(&path).is_ok_and(|data| data.is_symlink()) {
            pages.warnings.push(format!("{name} is a link to a file elsewhere; add the script tag there"));
            return Ok(());
        }
        match inject::inject(bytes, name, widget) {
            Ok(Some(with)) => {
                write(&path, &with)?;
                pages.changed.push(name.to_owned());
                pages.with_tag += 1;
            }
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
    each_page(dir, &all(dir)?, progress, |name, bytes| {
        if let Some(without) = inject::remove(bytes) {
            write(&dir.join(name), &without)?;
            pages.changed.push(name.to_owned());
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

fn each_page(
    dir: &Path,
    names: &[String],
    progress: &mut Progress,
    mut visit: impl FnMut(&str, &[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let folder = Folder::new(dir);
    for (done, name) in names.iter().enumerate() {
        visit(name, &folder.read(name).map_err(|fault| unreadable(dir, fault))?)?;
        progress.show("pages", done, names.len());
    }
    Ok(())
}

fn unreadable(dir: &Path, fault: SourceError) -> Failure {
    Failure::Source { folder: dir.into(), error: thumbindex_indexer::Error::Unreadable(fault) }
}

fn write(path: &Path, page: &[u8]) -> Result<(), Failure> {
    disk::replace(path, page, Sync::Leave).map_err(|cause| Failure::Unwritable { path: path.into(), cause })
}
