//! Doing nothing twice: a step remembers the content of what it was made from.
//!
//! Content rather than time, since a checkout or a copy gives files new times and the same bytes.

use crate::sh::{Done, at};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// Runs `work` unless `made` exists and was made from exactly these `sources` (files or folders, relative to the
/// checkout).
pub(crate) fn unless_fresh(made: &Path, sources: &[&str], work: impl FnOnce() -> Done) -> Done {
    let stamp = stamp_of(made);
    let now = fingerprint(sources)?;
    if made.exists() && fs::read_to_string(&stamp).is_ok_and(|then| then == now) {
        return Ok(());
    }
    // A step that fails halfway must not look fresh.
    let _ = fs::remove_file(&stamp);
    work()?;
    write(&stamp, now.as_bytes())
}

/// Writes a file, with its folder, and only when that changes something: Cargo looks at the time of assets.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Done {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let fault = |fault| format!("cannot write {}: {fault}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    fs::write(path, bytes).map_err(fault)
}

/// Makes `to` hold exactly the files of `from`.
pub(crate) fn mirror(from: &Path, to: &Path) -> Done {
    let wanted = files(from)?;
    if to.exists() {
        for old in files(to)?.into_iter().filter(|old| !wanted.contains(old)) {
            let old = to.join(old);
            fs::remove_file(&old).map_err(|fault| format!("cannot remove {}: {fault}", old.display()))?;
        }
    }
    copy(from, to)
}

/// Copies the files of a folder, leaving what else is there.
pub(crate) fn copy(from: &Path, to: &Path) -> Done {
    for file in files(from)? {
        write(&to.join(&file), &read(&from.join(&file))?)?;
    }
    Ok(())
}

pub(crate) fn read(path: &Path) -> Done<Vec<u8>> {
    fs::read(path).map_err(|fault| format!("cannot read {}: {fault}", path.display()))
}

/// Every file below a folder, sorted, relative to it.
pub(crate) fn files(folder: &Path) -> Done<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, Path::new(""), &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, below: &Path, found: &mut Vec<PathBuf>) -> Done {
    let fault = |fault| format!("cannot read {}: {fault}", folder.display());
    for entry in fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let name = below.join(entry.file_name());
        if entry.path().is_dir() {
            collect(&entry.path(), &name, found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}

fn stamp_of(made: &Path) -> PathBuf {
    let name = made.display().to_string().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    at("target/xtask/stamps").join(name)
}

fn fingerprint(sources: &[&str]) -> Done<String> {
    let mut hasher = DefaultHasher::new();
    for source in sources {
        let path = at(source);
        if path.is_dir() {
            for file in files(&path)? {
                file.hash(&mut hasher);
                read(&path.join(&file))?.hash(&mut hasher);
            }
        } else {
            source.hash(&mut hasher);
            read(&path)?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}
