//! The engine's hands and feet on a disk: opens an index folder, and fetches what a search asks for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use thumbindex_engine::{Answer, Engine, Explanation, Results, SearchOptions};
use thumbindex_index::normal;
use thumbindex_indexer::publish::{MODULE, ROOT, embedded};

use crate::failure::Failure;
use crate::folders::{self, is_absent};
use crate::terminal::milliseconds;

/// The root of an index, and where it was found.
#[derive(Debug)]
pub(crate) struct Located {
    pub(crate) folder: PathBuf,
    /// The file that it is, or is in.
    pub(crate) path: PathBuf,
    pub(crate) root: Vec<u8>,
    pub(crate) is_embedded: bool,
}

/// Finds the root in a folder, or in the module there. Naming `index.tix` itself is as good as naming its folder.
pub(crate) fn locate(out: &Path) -> Result<Located, Failure> {
    let folder = match out.file_name() {
        Some(name) if name == ROOT && out.is_file() => out.parent().unwrap_or(out),
        _ => out,
    };
    match folders::check(folder) {
        Err(Failure::NoFolder(out)) => {
            let hint = format!("build one with `thumbindex build DIR --out {}`", out.display());
            return Err(Failure::NoIndex { out, hint });
        }
        checked => checked?,
    }
    let path = folder.join(ROOT);
    if let Some(root) = read(&path)? {
        return Ok(Located { folder: folder.into(), path, root, is_embedded: false });
    }
    let path = folder.join(MODULE);
    if let Some(module) = read(&path)? {
        let index = embedded(&module).map_err(|error| Failure::Publish { out: folder.into(), error })?;
        if let Some(root) = index {
            return Ok(Located { folder: folder.into(), path, root: root.into(), is_embedded: true });
        }
    }
    Err(Failure::NoIndex { out: folder.into(), hint: hint(folder) })
}

fn hint(folder: &Path) -> String {
    let usual = folder.join("thumbindex");
    match usual.join(ROOT).is_file() {
        true => format!("did you mean {}?", usual.display()),
        false => {
            String::from("name the folder that holds index.tix, or build one with `thumbindex build DIR`")
        }
    }
}

/// An opened index in a folder.
#[derive(Debug)]
pub(crate) struct Book {
    folder: PathBuf,
    path: PathBuf,
    engine: Engine,
}

impl Book {
    /// Opens the index in `out`, in the language asked for or in its first one.
    pub(crate) fn open(out: &Path, language: Option<&str>) -> Result<Self, Failure> {
        let Located { folder, path, root, .. } = locate(out)?;
        let book = Self::from_root(folder, path, root)?;
        match language {
            Some(language) if !language.eq_ignore_ascii_case(&book.engine.root().language) => {
                book.other(language)
            }
            _ => Ok(book),
        }
    }

    /// Searches, and fetches what that takes.
    pub(crate) fn search(&mut self, query: &str, options: &SearchOptions) -> Result<Results, Failure> {
        let start = Instant::now();
        let query = &normal(query);
        loop {
            let answer = self.engine.search(query, options);
            match answer.map_err(|error| Failure::Engine { path: self.path.clone(), error })? {
                Answer::Ready(mut results) => {
                    results.took_ms = milliseconds(start.elapsed());
                    return Ok(results);
                }
                Answer::Needs(needs) if needs.is_empty() => {
                    return Err(Failure::Fault(String::from(
                        "the engine wants something and cannot say what",
                    )));
                }
                Answer::Needs(needs) => {
                    for need in needs {
                        self.supply(need.id, &need.name)?;
                    }
                }
            }
        }
    }

    /// Why a section found by `search` stands where it does.
    pub(crate) fn explain(&self, query: &str, url: &str, options: &SearchOptions) -> Option<Explanation> {
        self.engine.explain(&normal(query), url, options)
    }

    fn supply(&mut self, id: u32, name: &str) -> Result<(), Failure> {
        let path = self.folder.join(name);
        let bytes = read(&path)?.ok_or_else(|| Failure::MissingChunk(path.clone()))?;
        self.engine.supply(id, &bytes).map_err(|error| Failure::Engine { path, error })
    }

    fn other(self, language: &str) -> Result<Self, Failure> {
        let root = self.engine.root();
        let Some((_, name)) = root.languages.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(language))
        else {
            let present: Vec<&str> = std::iter::once(&root.language)
                .chain(root.languages.iter().map(|(tag, _)| tag))
                .map(|tag| if tag.is_empty() { "one that is not named" } else { tag.as_str() })
                .collect();
            let present = present.join(", ");
            return Err(Failure::NoLanguage { out: self.folder, asked: language.into(), present });
        };
        let path = self.folder.join(name);
        let bytes = read(&path)?.ok_or_else(|| Failure::MissingChunk(path.clone()))?;
        Self::from_root(self.folder, path, bytes)
    }

    fn from_root(folder: PathBuf, path: PathBuf, root: Vec<u8>) -> Result<Self, Failure> {
        let engine = Engine::open(root).map_err(|error| Failure::Engine { path: path.clone(), error })?;
        Ok(Self { folder, path, engine })
    }
}

/// A file's content, or `None` when there is no such file.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if is_absent(&cause) || cause.kind() == io::ErrorKind::IsADirectory => Ok(None),
        Err(cause) => Err(Failure::Unreadable { path: path.into(), cause }),
    }
}
