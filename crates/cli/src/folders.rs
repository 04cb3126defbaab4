//! Which folder lies in which: what decides whether a page can name the widget by a relative address.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::failure::Failure;

/// Says clearly what is wrong with a folder that is to be read.
pub(crate) fn check(folder: &Path) -> Result<(), Failure> {
    match fs::metadata(folder) {
        Ok(data) if data.is_dir() => Ok(()),
        Ok(_) => Err(Failure::NotAFolder(folder.into())),
        Err(cause) if is_absent(&cause) => Err(Failure::NoFolder(folder.into())),
        Err(cause) => Err(Failure::Unreadable { path: folder.into(), cause }),
    }
}

/// Nothing of that name, or a name below a file.
pub(crate) fn is_absent(cause: &std::io::Error) -> bool {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    matches!(cause.kind(), NotFound | NotADirectory)
}

/// The path from `dir` down to `out`, `/`-separated and empty when they are the same; `None` when `out` is elsewhere.
/// `out` need not exist yet.
pub(crate) fn below(dir: &Path, out: &Path) -> Option<String> {
    let rest = real(out)?.strip_prefix(real(dir)?).ok()?.to_path_buf();
    let parts: Option<Vec<&str>> = rest.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// The path with all links followed, as far as it exists.
pub(crate) fn real(path: &Path) -> Option<PathBuf> {
    let mut missing = Vec::new();
    let mut at = std::path::absolute(path).ok()?;
    loop {
        // WebAssembly follows no links for us: there the path counts as it is written, from the root on.
        let is_root = at.parent().is_none();
        if let Some(real) = fs::canonicalize(&at).ok().or_else(|| is_root.then(|| at.clone())) {
            return Some(missing.iter().rev().fold(real, step));
        }
        missing.push(at.components().next_back()?.as_os_str().to_owned());
        at = at.parent()?.to_path_buf();
    }
}

fn step(mut path: PathBuf, name: &std::ffi::OsString) -> PathBuf {
    match Path::new(name).components().next() {
        Some(Component::ParentDir) => {
            path.pop();
        }
        _ => path.push(name),
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_does_not_exist_yet_is_found_below_another() {
        let site = tempfile::tempdir().expect("a folder");
        let below = |out: &str| below(site.path(), &site.path().join(out));
        assert_eq!(below("search/here").as_deref(), Some("search/here"));
        assert_eq!(below("a/../search").as_deref(), Some("search"));
        assert_eq!(below("").as_deref(), Some(""));
        assert_eq!(below("../elsewhere"), None);
        assert_eq!(below("new/../../elsewhere"), None);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let site = tempfile::tempdir().expect("a folder");
        let other = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(site.path(), other.path().join("site")).expect("a link");
        assert_eq!(below(&other.path().join("site"), &site.path().join("t")).as_deref(), Some("t"));
    }
}
