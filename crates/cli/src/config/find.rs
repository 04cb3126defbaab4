//! Which configuration file is meant.

use std::path::{Path, PathBuf};

use super::{BOOK, Config, OWN};
use crate::failure::Failure;
use crate::folders;

/// The configuration for a folder: of the file named, else of the first of these that there is: `thumbindex.toml`, or a
/// `book.toml` with our table, in the folder itself, in the one that it is in, and here.
pub(crate) fn find(named: Option<&Path>, dir: Option<&Path>) -> Result<Config, Failure> {
    if let Some(path) = named {
        return Config::read(path);
    }
    let around = dir.and_then(around);
    for folder in [dir.map(Path::to_path_buf), around, Some(PathBuf::new())].into_iter().flatten() {
        if let Some(config) = within(&folder)? {
            return Ok(config);
        }
    }
    Ok(Config::default())
}

/// The configuration in a folder.
pub(crate) fn within(folder: &Path) -> Result<Option<Config>, Failure> {
    let own = folder.join(OWN);
    if own.is_file() {
        return Config::read(&own).map(Some);
    }
    let book = folder.join(BOOK);
    // One that is broken is no business of ours where it may not even have our table: whoever reads the book tells.
    let config = book.is_file().then(|| Config::read(&book)).transpose();
    match config {
        Err(Failure::Config { .. }) if !names_us(&book) => Ok(None),
        Ok(Some(config)) if config == (Config { path: config.path.clone(), ..Config::default() }) => Ok(None),
        config => config,
    }
}

fn names_us(book: &Path) -> bool {
    std::fs::read_to_string(book).is_ok_and(|text| text.contains("output.thumbindex"))
}

/// The folder that a folder is in, as it would be typed where that is possible.
fn around(dir: &Path) -> Option<PathBuf> {
    let is_named =
        dir.components().next_back().is_some_and(|last| matches!(last, std::path::Component::Normal(_)));
    match dir.parent() {
        Some(parent) if is_named => Some(parent.to_path_buf()),
        _ => folders::real(dir)?.parent().map(Path::to_path_buf),
    }
}
