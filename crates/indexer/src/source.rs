//! Where files come from. Nothing else in this crate touches a file system.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::error::one_line;

/// A read-only tree of files, addressed by `/`-separated paths relative to its root. Several threads may read at once.
///
/// A source of one's own, such as an archive or a database, says what there is and hands it over:
///
/// ```
/// use std::io::ErrorKind;
/// use thumbindex_indexer::{Options, Source, SourceError, read};
///
/// struct OnePage;
///
/// impl Source for OnePage {
///     fn files(&self) -> Result<Vec<String>, SourceError> {
///         Ok(vec!["index.html".into()])
///     }
///     fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
///         match path {
///             "index.html" => Ok(b"<h1>The only page</h1><p>There is no other.".to_vec()),
///             _ => Err(SourceError { path: path.into(), cause: ErrorKind::NotFound.into() }),
///         }
///     }
/// }
///
/// let indexed = read(&OnePage, &Options::default(), &mut |_| {})?;
/// assert_eq!(indexed.books[0].pages[0].title, "The only page");
/// # Ok::<(), thumbindex_indexer::Error>(())
/// ```
pub trait Source: Sync {
    /// Every regular file, sorted, so that the same tree gives the same index on every machine.
    fn files(&self) -> Result<Vec<String>, SourceError>;
    /// The bytes of one file; `NotFound` is the cause of the error where there is none, since some are only asked for in case.
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError>;
    /// What tells this version of a file from the one before without reading it; `None` where only its content can.
    fn stamp(&self, _path: &str) -> Option<Stamp> {
        None
    }
}

/// When a file was last written, and how long it was then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    modified: SystemTime,
    bytes: u64,
}

impl Stamp {
    /// From what a file system says.
    pub fn new(modified: SystemTime, bytes: u64) -> Self {
        Self { modified, bytes }
    }

    /// Whether there was nothing in it.
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Whether the file was written less than `span` before `now`, or by a clock that is ahead.
    #[cfg_attr(not(feature = "html"), allow(dead_code))]
    pub(crate) fn is_within(&self, span: Duration, now: SystemTime) -> bool {
        now.duration_since(self.modified).map_or(true, |age| age < span)
    }
}

/// A file or folder that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}: {cause}", one_line(path))]
pub struct SourceError {
    /// As it was asked for.
    pub path: String,
    /// The system's own word on it.
    pub cause: io::Error,
}

/// A folder on disk.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Reads below `root`; nothing is touched until the first call.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn walk(&self, folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<(), SourceError> {
        let fault = |cause| SourceError { path: folder.display().to_string(), cause };
        for entry in fs::read_dir(folder).map_err(fault)? {
            let entry = entry.map_err(fault)?;
            // A name that is not UTF-8 can be no URL that a reader could open either.
            let Ok(name) = entry.file_name().into_string() else { continue };
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}{name}");
            let kind = entry.file_type().map_err(fault)?;
            if kind.is_dir() {
                self.walk(&entry.path(), &format!("{path}/"), files)?;
            } else if kind.is_file() || entry.path().is_file() {
                // A link to a file is that file; a link to a folder is not followed, since it could lead in a circle.
                files.push(path);
            }
        }
        Ok(())
    }
}

impl Source for Folder {
    fn files(&self) -> Result<Vec<String>, SourceError> {
        let mut files = Vec::new();
        self.walk(&self.root, "", &mut files)?;
        files.sort();
        Ok(files)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        let file = self.root.join(path);
        read_file(&file).map_err(|cause| SourceError { path: file.display().to_string(), cause })
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        let data = fs::metadata(self.root.join(path)).ok()?;
        Some(Stamp::new(data.modified().ok()?, data.len()))
    }
}

/// A longer file is not read: it takes a few bytes to make one that is larger than any memory.
const LONGEST: u64 = 1 << 30;

/// The bytes of a regular file of no more than 1 GB. Reading a pipe or a device might never end.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let data = fs::metadata(path)?;
    let refused = |what| Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    match data.file_type() {
        kind if !kind.is_file() && !kind.is_dir() => refused("this is no regular file"),
        _ if data.len() > LONGEST => refused("this has more than 1 GB"),
        _ => fs::read(path),
    }
}

/// Files held in memory: for tests, and where there is no file system.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// From pairs of path and content.
    pub fn new<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect() }
    }
}

impl Source for Memory {
    fn files(&self) -> Result<Vec<String>, SourceError> {
        Ok(self.files.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        self.files
            .get(path)
            .cloned()
            .ok_or_else(|| SourceError { path: path.into(), cause: io::ErrorKind::NotFound.into() })
    }
}
