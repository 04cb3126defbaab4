//! The engine's hands and feet on a disk: opens an index folder, and fetches what a search asks for.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use thumbindex_engine::{Answer, Engine, Error, Explanation, Results, SearchOptions};
use thumbindex_index::normal;
use thumbindex_indexer::inject::LOADER;
use thumbindex_indexer::publish::{MODULE, ROOT, embedded, filled};
use thumbindex_indexer::read_file;

use crate::args::Layout;
use crate::failure::Failure;
use crate::folders::{self, is_absent};
use crate::terminal::milliseconds;

/// The root of an index, and where it was found.
#[derive(Debug)]
pub(crate) struct Located {
    pub(crate) shelf: Shelf,
    /// The file that it is, or is in.
    pub(crate) path: PathBuf,
    pub(crate) root: Vec<u8>,
    pub(crate) layout: Layout,
}

/// Where the other files of an index are.
#[derive(Debug)]
pub(crate) struct Shelf {
    pub(crate) folder: PathBuf,
    /// What a script of the single layout holds; empty in other layouts.
    pub(crate) inside: BTreeMap<String, Vec<u8>>,
}

impl Shelf {
    /// A file that a root names, with the path to call it by.
    pub(crate) fn read(&self, name: &str) -> Result<(PathBuf, Vec<u8>), Failure> {
        let path = self.folder.join(name);
        let bytes = match self.inside.get(name) {
            Some(bytes) => bytes.clone(),
            None => read(&path)?.ok_or_else(|| Failure::MissingChunk(path.clone()))?,
        };
        Ok((path, bytes))
    }
}

/// Finds the root in a folder, or in the module or the script there. Naming `index.tix` itself is as good as naming its folder.
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
    let located = |path, root, layout, inside| {
        Ok(Located { shelf: Shelf { folder: folder.into(), inside }, path, root, layout })
    };
    let path = folder.join(ROOT);
    if let Some(root) = read(&path)? {
        return located(path, root, Layout::Split, BTreeMap::new());
    }
    let path = folder.join(MODULE);
    if let Some(module) = read(&path)? {
        let index = embedded(&module).map_err(|error| Failure::Publish { out: folder.into(), error })?;
        if let Some(root) = index {
            return located(path, root.into(), Layout::Embedded, BTreeMap::new());
        }
    }
    let path = folder.join(LOADER);
    if let Some(mut inside) = read(&path)?.and_then(|script| filled(&script))
        && let Some(root) = inside.remove(ROOT)
    {
        return located(path, root, Layout::Single, inside);
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
    shelf: Shelf,
    path: PathBuf,
    engine: Engine,
    fetched: Fetched,
}

/// What an engine has asked for so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Fetched {
    pub(crate) files: usize,
    pub(crate) bytes: usize,
    /// How often it asked, for however many files at once.
    pub(crate) round_trips: usize,
}

impl Book {
    /// Opens the index in `out`, in the language asked for or in its first one.
    pub(crate) fn open(out: &Path, language: Option<&str>) -> Result<Self, Failure> {
        let Located { shelf, path, root, .. } = locate(out)?;
        let book = Self::from_root(shelf, path, root)?;
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
        let mut results = self.drive(|engine| engine.search(query, options))?;
        results.took_ms = milliseconds(start.elapsed());
        Ok(results)
    }

    /// The commonest words that begin so.
    pub(crate) fn suggest(&mut self, beginning: &str, limit: usize) -> Result<Vec<String>, Failure> {
        let suggestions = self.drive(|engine| engine.suggest(beginning, limit))?;
        Ok(suggestions.into_iter().map(|suggestion| suggestion.text).collect())
    }

    /// Why the sections found by `search` stand where they do, by URL.
    pub(crate) fn explain(&self, query: &str, options: &SearchOptions) -> Vec<(String, Explanation)> {
        self.engine.explain(&normal(query), options)
    }

    pub(crate) fn fetched(&self) -> Fetched {
        self.fetched
    }

    /// Asks until there is an answer, and fetches what the engine needs first.
    fn drive<T>(
        &mut self,
        mut ask: impl FnMut(&mut Engine) -> Result<Answer<T>, Error>,
    ) -> Result<T, Failure> {
        loop {
            let answer = ask(&mut self.engine);
            match answer.map_err(|error| Failure::Engine { path: self.path.clone(), error })? {
                Answer::Ready(answer) => return Ok(answer),
                Answer::Needs(needs) if needs.is_empty() => {
                    return Err(Failure::Fault(String::from(
                        "the engine wants something and cannot say what",
                    )));
                }
                Answer::Needs(needs) => {
                    self.fetched.round_trips += 1;
                    for need in needs {
                        self.supply(need.id, &need.name)?;
                    }
                }
            }
        }
    }

    fn supply(&mut self, id: u32, name: &str) -> Result<(), Failure> {
        let (path, bytes) = self.shelf.read(name)?;
        self.fetched.files += 1;
        self.fetched.bytes += bytes.len();
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
            return Err(Failure::NoLanguage { out: self.shelf.folder, asked: language.into(), present });
        };
        let (path, bytes) = self.shelf.read(name)?;
        Self::from_root(self.shelf, path, bytes)
    }

    fn from_root(shelf: Shelf, path: PathBuf, root: Vec<u8>) -> Result<Self, Failure> {
        let engine = Engine::open(root).map_err(|error| Failure::Engine { path: path.clone(), error })?;
        Ok(Self { shelf, path, engine, fetched: Fetched::default() })
    }
}

/// A file's content, or `None` when there is no such file.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match read_file(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if is_absent(&cause) || cause.kind() == io::ErrorKind::IsADirectory => Ok(None),
        Err(cause) => Err(Failure::Unreadable { path: path.into(), cause }),
    }
}
