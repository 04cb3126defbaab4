//! Putting an index and the widget where a site can serve them, so that no reader ever meets half of it.
//!
//! Files named by their content go first, since nobody asks for them yet. Then the few files with stable names, each
//! replaced whole, the loader last. Only then goes what no kept generation names: a page that was opened before the
//! build still holds the old root, and asks for the old files.
//!
//! Where the files live is a [`Target`], so that the order can be tested without a disk, and a preview needs none.

mod base64;
mod embed;
mod single;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use thumbindex_index::Files;

pub use embed::{SECTION, embed, embedded};
pub use single::{MARKER, fill, filled, filling};

/// The root's file name.
pub const ROOT: &str = "index.tix";

/// The module's file name.
pub const MODULE: &str = "thumbindex.wasm";

/// The widget's file that is a template for the *single* layout, and serves no page as it is.
pub const SINGLE: &str = "single.js";
/// What a site's own service worker imports, so that it can be read without a network.
pub const OFFLINE: &str = "offline.js";

/// The file that lists what each kept build named: one generation a line, the newest first. `js/offline.js` reads it too, and
/// many a host serves no file whose name begins with a dot.
pub const GENERATIONS: &str = "thumbindex-files.txt";

/// A folder that is published into. Names are `/`-separated and relative to it.
pub trait Target {
    /// The content of a file, or `None` when there is no such file.
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>>;
    /// The names of the files directly in the folder; empty when it does not exist.
    fn names(&self) -> io::Result<Vec<String>>;
    /// Writes a file so that anybody sees either the old content or the new, even after a loss of power.
    fn replace(&mut self, name: &str, content: &[u8]) -> io::Result<()>;
    /// Writes several files as [`replace`](Self::replace) does, in any order or all at once: none of them matters before
    /// all are there.
    fn replace_all(&mut self, files: &[&File<'_>]) -> Result<(), PublishError> {
        files.iter().try_for_each(|(name, content)| {
            self.replace(name, content)
                .map_err(|cause| PublishError::Unwritable { name: name.clone(), cause })
        })
    }
    /// Removes a file; one that is not there is no error.
    fn remove(&mut self, name: &str) -> io::Result<()>;
}

impl Target for BTreeMap<String, Vec<u8>> {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.get(name).cloned())
    }

    fn names(&self) -> io::Result<Vec<String>> {
        Ok(self.keys().filter(|name| !name.contains('/')).cloned().collect())
    }

    fn replace(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.insert(name.to_owned(), content.to_owned());
        Ok(())
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        BTreeMap::remove(self, name);
        Ok(())
    }
}

/// Publishing failed. What was there before still works.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// A file could not be written or removed.
    #[error("cannot write {name}: {cause}; check that the output folder may be written and has room")]
    Unwritable {
        /// Relative to the target.
        name: String,
        /// The system's own word on it.
        cause: io::Error,
    },
    /// A file that is there already could not be read.
    #[error("cannot read {name}: {cause}; check that it is a file that may be read, or take it away")]
    Unreadable {
        /// Relative to the target.
        name: String,
        /// The system's own word on it.
        cause: io::Error,
    },
    /// What is there already could not be listed.
    #[error("cannot read the output folder: {0}; check that it may be read")]
    Unlisted(io::Error),
    /// The module that an index was to be put into, or read from, is something else.
    #[error("thumbindex.wasm is no WebAssembly module or is cut short; put a whole one there")]
    NotAModule,
    /// The embedded layout needs a module to be embedded in.
    #[error(
        "the embedded layout needs the widget's thumbindex.wasm; build it first, or use the split layout"
    )]
    NoModule,
    /// The single layout needs a script to put the index into.
    #[error("the single layout needs the widget's single.js; build it first, or use the split layout")]
    NoTemplate,
    /// The script for the single layout has no place for an index.
    #[error("single.js has no place for an index; put the one there that the widget's build makes")]
    NotATemplate,
}

impl PublishError {
    /// A stable name for programs to match on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unwritable { .. } => "unwritable",
            Self::Unreadable { .. } | Self::Unlisted(_) => "unreadable",
            Self::NotAModule => "not-a-module",
            Self::NoModule => "no-module",
            Self::NoTemplate => "no-template",
            Self::NotATemplate => "not-a-template",
        }
    }
}

/// A file to publish: its name, and its content.
pub type File<'a> = (String, Cow<'a, [u8]>);

/// Everything that one build publishes.
#[derive(Debug, Clone, Default)]
pub struct Output<'a> {
    /// Named by their content, so that they never change under a name.
    hashed: Vec<File<'a>>,
    /// Replaced in this order.
    stable: Vec<File<'a>>,
    /// What another layout may have left.
    obsolete: Vec<&'static str>,
}

impl<'a> Output<'a> {
    /// The *split* layout: the index in files of its own.
    pub fn split(files: &'a Files, widget: &[(&str, &'a [u8])]) -> Self {
        let mut output = Self::with_widget(widget);
        output.add_others(files);
        output.stable.push((ROOT.into(), Cow::Borrowed(&files.root)));
        output.order();
        output
    }

    /// The *embedded* layout: the index in the module. Other languages than the first stay files of their own.
    pub fn embedded(files: &'a Files, widget: &[(&str, &'a [u8])]) -> Result<Self, PublishError> {
        let mut output = Self::with_widget(widget);
        output.unpack_module();
        let module =
            output.stable.iter_mut().find(|(name, _)| name == MODULE).ok_or(PublishError::NoModule)?;
        module.1 = Cow::Owned(embed(&module.1, &files.root)?);
        output.add_others(files);
        output.obsolete.push(ROOT);
        output.order();
        Ok(output)
    }

    /// The *single* layout: the widget with module and index, all languages, as one classic script.
    pub fn single(files: &Files, widget: &[(&str, &'a [u8])]) -> Result<Self, PublishError> {
        let template = widget.iter().find(|(name, _)| *name == SINGLE).ok_or(PublishError::NoTemplate)?;
        let script = (crate::inject::LOADER.to_owned(), Cow::Owned(fill(template.1, files)?));
        Ok(Self { hashed: Vec::new(), stable: vec![script], obsolete: vec![ROOT, MODULE] })
    }

    /// A further file, that is found by its name.
    pub fn add(&mut self, name: &str, content: Vec<u8>) {
        self.stable.insert(0, (name.to_owned(), Cow::Owned(content)));
    }

    /// Every file, in the order of writing.
    pub fn files(&self) -> impl Iterator<Item = &File<'a>> {
        self.hashed.iter().chain(&self.stable)
    }

    fn with_widget(widget: &[(&str, &'a [u8])]) -> Self {
        let files = widget.iter().filter(|(name, _)| *name != SINGLE);
        let files = files.map(|&(name, content)| (name.to_owned(), Cow::Borrowed(content)));
        let (hashed, stable) = files.partition(|(name, _)| name.starts_with("chunks/"));
        Self { hashed, stable, obsolete: Vec::new() }
    }

    /// Makes the loader name the plain module, in which an index can be embedded, in place of the packed one.
    fn unpack_module(&mut self) {
        let is_packed = |(name, _): &File<'_>| name.starts_with("chunks/engine-") && name.ends_with(".bin");
        let Some(at) = self.hashed.iter().position(is_packed) else { return };
        let (packed, _) = self.hashed.remove(at);
        if let Some((_, loader)) = self.stable.iter_mut().find(|(name, _)| name == crate::inject::LOADER)
            && let Some(at) = loader.windows(packed.len()).position(|window| window == packed.as_bytes())
        {
            loader.to_mut().splice(at..at + packed.len(), MODULE.bytes());
        }
    }

    fn add_others(&mut self, files: &'a Files) {
        self.hashed
            .extend(files.others.iter().map(|(name, content)| (name.clone(), Cow::Borrowed(&content[..]))));
    }

    /// The loader last: whoever has the new loader finds all that it wants.
    fn order(&mut self) {
        let rank = |name: &str| match name {
            crate::inject::LOADER => 2,
            ROOT => 1,
            _ => 0,
        };
        self.stable.sort_by_key(|(name, _)| rank(name));
    }
}

/// What publishing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that were written; files that were the same already are not.
    pub written: usize,
    /// Files that were removed.
    pub removed: usize,
}

/// Publishes into `target`, where the files of the newest `keep` builds stay (this one counts; at least 1).
pub fn publish(output: &Output<'_>, keep: usize, target: &mut dyn Target) -> Result<Published, PublishError> {
    let mut publication = Publication { target, done: Published::default() };
    publication.write_all(&output.hashed)?;
    let old = publication.generations()?;
    let new: BTreeSet<String> = output.hashed.iter().map(|(name, _)| name.clone()).collect();
    let mut kept = vec![new.clone()];
    kept.extend(old.iter().filter(|&generation| *generation != new).cloned());
    kept.truncate(keep.max(1));
    publication.write(GENERATIONS, list(&kept).as_bytes())?;
    for (name, content) in &output.stable {
        publication.write(name, content)?;
    }
    for name in publication.stale(&old, &kept)? {
        publication.remove(&name)?;
    }
    for name in &output.obsolete {
        publication.remove(name)?;
    }
    Ok(publication.done)
}

struct Publication<'t> {
    target: &'t mut dyn Target,
    done: Published,
}

impl Publication<'_> {
    fn write(&mut self, name: &str, content: &[u8]) -> Result<(), PublishError> {
        if self.is_there(name, content)? {
            return Ok(());
        }
        let failed = |cause| PublishError::Unwritable { name: name.into(), cause };
        self.target.replace(name, content).map_err(failed)?;
        self.done.written += 1;
        Ok(())
    }

    fn write_all(&mut self, files: &[File<'_>]) -> Result<(), PublishError> {
        let mut new = Vec::new();
        for file in files {
            if !self.is_there(&file.0, &file.1)? {
                new.push(file);
            }
        }
        self.target.replace_all(&new)?;
        self.done.written += new.len();
        Ok(())
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, PublishError> {
        self.target.read(name).map_err(|cause| PublishError::Unreadable { name: name.into(), cause })
    }

    fn is_there(&self, name: &str, content: &[u8]) -> Result<bool, PublishError> {
        Ok(self.read(name)?.is_some_and(|old| old == content))
    }

    fn remove(&mut self, name: &str) -> Result<(), PublishError> {
        if self.read(name)?.is_some() {
            let failed = |cause| PublishError::Unwritable { name: name.into(), cause };
            self.target.remove(name).map_err(failed)?;
            self.done.removed += 1;
        }
        Ok(())
    }

    /// What earlier builds named, the newest first.
    fn generations(&self) -> Result<Vec<BTreeSet<String>>, PublishError> {
        let Some(list) = self.read(GENERATIONS)? else {
            // A copy without the list: all that lies here is taken for one generation.
            let chunks: BTreeSet<String> = self.chunks()?.collect();
            return Ok(if chunks.is_empty() { Vec::new() } else { vec![chunks] });
        };
        let list = String::from_utf8_lossy(&list).into_owned();
        Ok(list
            .lines()
            .map(|line| line.split(' ').filter(|name| is_ours(name)).map(String::from).collect())
            .collect())
    }

    /// Files named by their content, of whatever build: complete ones and what a broken one left.
    fn chunks(&self) -> Result<impl Iterator<Item = String>, PublishError> {
        Ok(self.target.names().map_err(PublishError::Unlisted)?.into_iter().filter(|name| is_chunk(name)))
    }

    fn stale(
        &self,
        old: &[BTreeSet<String>],
        kept: &[BTreeSet<String>],
    ) -> Result<BTreeSet<String>, PublishError> {
        let known = old.iter().flatten().cloned().chain(self.chunks()?);
        let kept: BTreeSet<&String> = kept.iter().flatten().collect();
        Ok(known.filter(|name| !kept.contains(name)).collect())
    }
}

fn list(generations: &[BTreeSet<String>]) -> String {
    let line =
        |names: &BTreeSet<String>| names.iter().map(String::as_str).collect::<Vec<_>>().join(" ") + "\n";
    generations.iter().map(line).collect()
}

/// A file of the index that is named by its content: 16 hexadecimal digits.
fn is_chunk(name: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    name.strip_suffix(".tix").is_some_and(|hash| hash.len() == 16 && hash.bytes().all(is_digit))
}

/// A name that a build of ours could have listed. Anything else in the list is not ours to remove.
fn is_ours(name: &str) -> bool {
    let plain = |name: &str| !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':']);
    is_chunk(name) || name.strip_prefix("chunks/").is_some_and(plain)
}

#[cfg(test)]
mod tests;
