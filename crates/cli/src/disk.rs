//! Writing files so that nobody ever sees half of one: a temporary file in the same folder, then one rename.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use thumbindex_indexer::publish::{File, PublishError, Target};
use thumbindex_indexer::read_file;

use crate::terminal::Progress;

/// Whether content must have reached the disk before its name changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sync {
    /// What comes next relies on it, even after a loss of power.
    Wait,
    /// It can be made again.
    Leave,
}

/// How temporary files end. Their names begin with a dot, which web servers and our own reader pass over.
const TEMPORARY: &str = ".thumbindex-tmp";

/// Replaces a file. Its permissions stay as they are, and its owner where that is allowed.
pub(crate) fn replace(path: &Path, content: &[u8], sync: Sync) -> io::Result<()> {
    let temporary = Temporary::beside(path)?;
    let mut file = fs::File::create(&temporary.path)?;
    // Before there is anything to read.
    if let Ok(old) = fs::metadata(path) {
        keep_owner(&file, &old);
        or_unsupported(file.set_permissions(old.permissions()))?;
    }
    file.write_all(content)?;
    if sync == Sync::Wait {
        file.sync_all()?;
    }
    drop(file);
    temporary.rename_to(path)
}

/// What root writes into a site must stay readable for whoever serves it. Others may give no file away, but to a group of theirs.
#[cfg(unix)]
fn keep_owner(file: &fs::File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(old.uid()), Some(old.gid())).or_else(|_| fchown(file, None, Some(old.gid())));
}

#[cfg(not(unix))]
fn keep_owner(_file: &fs::File, _old: &fs::Metadata) {}

/// Removes what a killed build left in a folder. Another build may be at work, so that fresh files stay.
pub(crate) fn sweep(folder: &Path) {
    const OLD: Duration = Duration::from_secs(3600);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().ends_with(TEMPORARY);
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
        if is_ours && age.is_some_and(|age| age > OLD) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A file that is gone when it was not renamed.
struct Temporary {
    path: PathBuf,
    is_renamed: bool,
}

impl Temporary {
    fn beside(path: &Path) -> io::Result<Self> {
        path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        // A number of our own: processes have none in WebAssembly, and the same one in two containers that share a folder. Not the
        // file's name with it, which may be as long as names can be.
        let temporary = format!(".{:016x}{TEMPORARY}", RandomState::new().hash_one(path));
        Ok(Self { path: path.with_file_name(temporary), is_renamed: false })
    }

    fn rename_to(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.is_renamed = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.is_renamed {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// A folder on disk that is published into. It is made when the first file is written.
pub(crate) struct Disk<'p> {
    folder: PathBuf,
    sync: Sync,
    total: usize,
    done: usize,
    progress: &'p mut Progress,
}

impl<'p> Disk<'p> {
    /// `total` is how many files there will be at most; waiting for the disk is what takes time here.
    pub(crate) fn new(
        folder: impl Into<PathBuf>,
        sync: Sync,
        total: usize,
        progress: &'p mut Progress,
    ) -> Self {
        Self { folder: folder.into(), sync, total, done: 0, progress }
    }

    fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
        replace(&path, content, self.sync)
    }

    /// Removes what a killed build left behind.
    pub(crate) fn sweep(&self) {
        [self.folder.clone(), self.folder.join("chunks")].iter().for_each(|folder| sweep(folder));
    }
}

impl Target for Disk<'_> {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        or_none(read_file(&self.folder.join(name)))
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let Some(entries) = or_none(fs::read_dir(&self.folder))? else { return Ok(Vec::new()) };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                names.extend(entry.file_name().into_string().ok());
            }
        }
        Ok(names)
    }

    fn replace(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.done += 1;
        self.progress.show("writing", self.done, self.total);
        self.write(name, content)
    }

    /// Several at once: a disk that is asked to make many files last does so for all of them together.
    fn replace_all(&mut self, files: &[&File<'_>]) -> Result<(), PublishError> {
        const AT_ONCE: usize = 16;
        for some in files.chunks(AT_ONCE) {
            let disk = &*self;
            let write = |(name, content): &File<'_>| {
                disk.write(name, content)
                    .map_err(|cause| PublishError::Unwritable { name: name.clone(), cause })
            };
            thread::scope(|scope| {
                let begin = |&file| {
                    let writer = thread::Builder::new().spawn_scoped(scope, move || write(file));
                    // Where no thread can be had, as in WebAssembly, this one writes.
                    writer.map_err(|_| write(file))
                };
                let writers: Vec<_> = some.iter().map(begin).collect();
                writers.into_iter().try_for_each(|writer| match writer {
                    Ok(writer) => writer.join().unwrap_or_else(|fault| resume_unwind(fault)),
                    Err(written) => written,
                })
            })?;
            self.done += some.len();
            self.progress.show("writing", self.done, self.total);
        }
        Ok(())
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        // What lies behind a link was never ours, whatever a list in the folder says.
        if Path::new(name).parent().is_some_and(|folder| self.folder.join(folder).is_symlink()) {
            return Ok(());
        }
        or_none(fs::remove_file(self.folder.join(name))).map(|_| ())
    }
}

/// In WebAssembly there are no permissions to set: whoever runs the module keeps them (`npm/command.js`).
fn or_unsupported(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::Unsupported { Ok(()) } else { Err(error) })
}

fn or_none<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        result => result.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut progress = Progress::new(false);
        let mut disk = Disk::new(folder.path().join("new/out"), Sync::Wait, 2, &mut progress);
        for content in [&b"one"[..], b"two"] {
            disk.replace("chunks/a.js", content).expect("written");
            assert_eq!(disk.read("chunks/a.js").expect("read").as_deref(), Some(content));
        }
        let left: Vec<_> = fs::read_dir(folder.path().join("new/out/chunks")).expect("a folder").collect();
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn many_files_are_written_together_and_one_that_cannot_be_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut progress = Progress::new(false);
        let mut disk = Disk::new(folder.path(), Sync::Wait, 0, &mut progress);
        let files: Vec<File<'_>> =
            (0..50_u8).map(|number| (format!("{number}.tix"), vec![number; 9].into())).collect();
        disk.replace_all(&files.iter().collect::<Vec<_>>()).expect("written");
        for (name, content) in &files {
            assert_eq!(disk.read(name).expect("read").as_deref(), Some(&content[..]), "{name}");
        }
        fs::create_dir_all(folder.path().join("taken/something")).expect("a folder");
        let taken = ("taken".into(), b"x"[..].into());
        let fault = disk.replace_all(&[&files[0], &taken]).expect_err("not written");
        assert!(fault.to_string().starts_with("cannot write taken: "), "{fault}");
    }

    #[test]
    fn a_replacement_that_fails_leaves_no_temporary_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let taken = folder.path().join("index.tix");
        fs::create_dir_all(taken.join("something")).expect("a folder");
        assert!(replace(&taken, b"new", Sync::Wait).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn what_is_not_there_is_nothing_and_no_error() {
        let mut progress = Progress::new(false);
        let mut disk = Disk::new("/nowhere/at/all", Sync::Wait, 0, &mut progress);
        assert_eq!(disk.read("a").expect("no error"), None);
        assert_eq!(disk.names().expect("no error"), Vec::<String>::new());
        disk.remove("a").expect("no error");
    }

    #[cfg(unix)]
    #[test]
    fn a_page_keeps_its_owner() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        let folder = tempfile::tempdir().expect("a folder");
        let page = folder.path().join("a.html");
        fs::write(&page, "old").expect("written");
        fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).expect("set");
        // Only root may give files away; whoever else runs this keeps them.
        let _ = chown(&page, Some(33), Some(34));
        let before = fs::metadata(&page).expect("a file");
        replace(&page, b"new", Sync::Leave).expect("replaced");
        let data = fs::metadata(&page).expect("a file");
        assert_eq!((data.uid(), data.gid()), (before.uid(), before.gid()));
        assert_eq!(data.permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_file_whose_name_is_as_long_as_names_can_be_is_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let page = folder.path().join("a".repeat(255));
        fs::write(&page, "old").expect("written");
        replace(&page, b"new", Sync::Leave).expect("replaced");
        assert_eq!(fs::read(&page).expect("read"), b"new");
    }

    #[test]
    fn what_a_killed_build_left_goes_when_it_is_old() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, "half").expect("written");
            fs::File::options().append(true).open(path).expect("opened")
        };
        let old = std::time::SystemTime::now() - Duration::from_secs(7200);
        for name in [".0123456789abcdef.thumbindex-tmp", "page.html"] {
            write(name).set_modified(old).expect("set");
        }
        write(".fresh.thumbindex-tmp");
        sweep(folder.path());
        let left = fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.file_name());
        let mut left: Vec<_> = left.collect();
        left.sort();
        assert_eq!(left, [".fresh.thumbindex-tmp", "page.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_page_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let page = folder.path().join("a.html");
        fs::write(&page, "old").expect("written");
        fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).expect("set");
        replace(&page, b"new", Sync::Leave).expect("replaced");
        assert_eq!(fs::metadata(&page).expect("a file").permissions().mode() & 0o777, 0o640);
    }
}
