//! What files were read to, kept so that reading a source again takes only what has changed since.
//!
//! A file is known again without being opened when its [`Stamp`] is the same, and without being understood anew when its
//! bytes are: generators write all their pages again, and most of them as they were.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use crate::{Source, SourceError, Stamp};

/// A file that was changed so short a time ago may change again without a new stamp: file systems count time in steps, the
/// coarsest of two seconds.
const FRESH: Duration = Duration::from_secs(3);

/// Files and what was made of each; or nothing, for whoever reads once.
#[derive(Debug)]
pub(crate) struct Kept<T> {
    versions: Option<HashMap<String, Version<T>>>,
    /// A hash of what was read by.
    rules: u64,
}

/// One version of what was read under a name.
#[derive(Debug)]
pub(crate) struct Version<T> {
    /// The files that it was read from; `None` where only the content can tell it from another.
    stamps: Option<Arc<Stamps>>,
    hash: u64,
    pub(crate) made: Arc<T>,
    /// Whether it was made since everything was last called old.
    is_new: bool,
}

type Stamps = [(String, Stamp)];

impl<T> Kept<T> {
    /// Keeps nothing, and has no cost.
    pub(crate) fn nothing() -> Self {
        Self { versions: None, rules: 0 }
    }

    /// Keeps what it is [given](Self::keep).
    pub(crate) fn everything() -> Self {
        Self { versions: Some(HashMap::new()), rules: 0 }
    }

    /// Forgets what was read by other rules: they would have made something else of the same files.
    pub(crate) fn read_by(&mut self, rules: &impl Hash) {
        let rules = hash_of(rules);
        if self.rules != rules {
            self.rules = rules;
            self.versions.iter_mut().for_each(HashMap::clear);
        }
    }

    /// What `make` makes of what `read` reads from some files, or has made of them before under this name.
    pub(crate) fn of_files<C: Hash, E>(
        &self,
        name: &str,
        source: &dyn Source,
        read: impl FnOnce(&dyn Source) -> Result<C, E>,
        make: impl FnOnce(C) -> T,
    ) -> Result<Version<T>, E> {
        let Some(versions) = &self.versions else {
            return Ok(Version::new(None, 0, make(read(source)?)));
        };
        let old = versions.get(name);
        if let Some(same) = old.filter(|old| old.has_its_stamps(source)) {
            return Ok(same.clone());
        }
        let noting = Noting { source, read: Mutex::default() };
        let content = read(&noting)?;
        let stamps = noting.stamps();
        let hash = hash_of(&content);
        Ok(match old.filter(|old| old.hash == hash) {
            Some(same) => Version { stamps, ..same.clone() },
            None => Version::new(stamps, hash, make(content)),
        })
    }

    /// Calls all that is kept old.
    pub(crate) fn settle(&mut self) {
        for version in self.versions.iter_mut().flat_map(HashMap::values_mut) {
            version.is_new = false;
        }
    }

    /// Takes these versions in place of all before; says how many of them are new.
    pub(crate) fn keep<'v>(&mut self, read: impl Iterator<Item = (&'v str, &'v Version<T>)>) -> usize
    where
        T: 'v,
    {
        let Some(versions) = &mut self.versions else { return 0 };
        let kept: HashMap<_, _> = read.map(|(name, version)| (name.to_owned(), version.clone())).collect();
        let new = kept.values().filter(|version| version.is_new).count();
        *versions = kept;
        new
    }
}

impl<T> Version<T> {
    fn new(stamps: Option<Arc<Stamps>>, hash: u64, made: T) -> Self {
        Self { stamps, hash, made: Arc::new(made), is_new: true }
    }

    fn has_its_stamps(&self, source: &dyn Source) -> bool {
        let as_before = |(path, stamp): &(String, Stamp)| source.stamp(path) == Some(*stamp);
        self.stamps.as_ref().is_some_and(|stamps| stamps.iter().all(as_before))
    }
}

impl<T> Clone for Version<T> {
    fn clone(&self) -> Self {
        Self { stamps: self.stamps.clone(), made: Arc::clone(&self.made), ..*self }
    }
}

fn hash_of(content: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

/// A source that notes which files are read from it, and the stamps they had.
struct Noting<'a> {
    source: &'a dyn Source,
    read: Mutex<Vec<(String, Option<Stamp>)>>,
}

impl Noting<'_> {
    /// `None` where one of the files has no stamp, as those have that are not there, or one that is no proof.
    fn stamps(self) -> Option<Arc<Stamps>> {
        let now = SystemTime::now();
        let read = self.read.into_inner().unwrap_or_default();
        let proof = |stamp: &Stamp| !stamp.is_within(FRESH, now);
        let stamps = read.into_iter().map(|(path, stamp)| Some((path, stamp.filter(proof)?)));
        stamps.collect::<Option<Arc<Stamps>>>().filter(|stamps| !stamps.is_empty())
    }
}

impl Source for Noting<'_> {
    fn files(&self) -> Result<Vec<String>, SourceError> {
        self.source.files()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        // Before the content: should it change in between, the stamp is too old and the file is read once more.
        let stamp = self.source.stamp(path);
        if let Ok(mut read) = self.read.lock() {
            read.push((path.to_owned(), stamp));
        }
        self.source.read(path)
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.source.stamp(path)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::Memory;

    /// Files that were written when a test says, and the number of times that one of them was opened.
    struct Stamped {
        files: Memory,
        written: Option<SystemTime>,
        opened: std::sync::atomic::AtomicUsize,
    }

    impl Source for Stamped {
        fn files(&self) -> Result<Vec<String>, SourceError> {
            self.files.files()
        }

        fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
            self.opened.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            self.files.read(path)
        }

        fn stamp(&self, path: &str) -> Option<Stamp> {
            Some(Stamp::new(self.written?, self.files.read(path).ok()?.len() as u64))
        }
    }

    /// What is behind the last # means nothing.
    fn stripped(bytes: &[u8]) -> Vec<u8> {
        bytes.strip_suffix(b"#").unwrap_or(bytes).to_vec()
    }

    /// Reads `a` in each of these states, and says for each whether it was opened and whether it was understood.
    fn steps(states: &[(&str, Option<Duration>)]) -> Vec<(bool, bool)> {
        let mut kept = Kept::everything();
        let read = |(content, age): &(&str, Option<Duration>)| {
            let written = age.map(|age| SystemTime::UNIX_EPOCH + age);
            let source = Stamped { files: Memory::new([("a", *content)]), written, opened: 0.into() };
            let made = Cell::new(false);
            let read = |source: &dyn Source| source.read("a").map(|bytes| stripped(&bytes));
            let version = kept.of_files("a", &source, read, |bytes| {
                made.set(true);
                bytes
            });
            let version = version.expect("read");
            assert_eq!(*version.made, content.trim_end_matches('#').as_bytes());
            assert_eq!(kept.keep([("a", &version)].into_iter()), usize::from(made.get()));
            kept.settle();
            (source.opened.into_inner() > 0, made.get())
        };
        states.iter().map(read).collect()
    }

    #[test]
    fn a_file_with_the_same_stamp_is_not_opened_again() {
        let old = Some(Duration::from_secs(1));
        assert_eq!(steps(&[("x", old), ("x", old)]), [(true, true), (false, false)]);
        let later = Some(Duration::from_secs(2));
        assert_eq!(steps(&[("x", old), ("y", later), ("yy", later)]), [(true, true); 3]);
    }

    #[test]
    fn a_file_that_was_written_again_as_it_was_is_not_understood_again() {
        let (old, later) = (Some(Duration::from_secs(1)), Some(Duration::from_secs(2)));
        assert_eq!(
            steps(&[("x", old), ("x", later), ("x", later)]),
            [(true, true), (true, false), (false, false)]
        );
    }

    #[test]
    fn what_means_nothing_makes_no_new_version() {
        let (old, later) = (Some(Duration::from_secs(1)), Some(Duration::from_secs(2)));
        assert_eq!(
            steps(&[("x", old), ("x#", later), ("#x", old)]),
            [(true, true), (true, false), (true, true)]
        );
    }

    #[test]
    fn without_a_stamp_or_with_a_fresh_one_the_content_decides() {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok();
        for age in [None, now] {
            assert_eq!(
                steps(&[("x", age), ("x", age), ("y", age)]),
                [(true, true), (true, false), (true, true)]
            );
        }
    }

    fn made<T>(kept: &Kept<T>, name: &str, content: &str, make: impl FnOnce() -> T) -> Version<T> {
        kept.of_files(name, &Memory::default(), |_| Ok::<_, ()>(content), |_| make()).expect("read")
    }

    #[test]
    fn content_is_known_again_under_its_name() {
        let mut kept = Kept::everything();
        let first = made(&kept, "a", "x", || 1);
        kept.keep([("a", &first)].into_iter());
        assert_eq!(*made(&kept, "a", "x", || 2).made, 1);
        assert_eq!(*made(&kept, "a", "y", || 2).made, 2);
        assert_eq!(*made(&kept, "b", "x", || 2).made, 2);
    }

    #[test]
    fn what_several_files_tell_is_read_again_when_one_of_them_changes_or_comes() {
        let mut kept = Kept::everything();
        let mut opens = |files: &[(&str, &str)]| {
            let files = Memory::new(files.iter().map(|(path, text)| (*path, *text)));
            let source = Stamped { files, written: Some(SystemTime::UNIX_EPOCH), opened: 0.into() };
            let all = |source: &dyn Source| Ok::<_, ()>(["a", "b"].map(|path| source.read(path).ok()));
            let version = kept.of_files("a", &source, all, |_| ()).expect("read");
            kept.keep([("a", &version)].into_iter());
            source.opened.into_inner() > 0
        };
        let (both, other) = ([("a", "x"), ("b", "x")], [("a", "x"), ("b", "longer")]);
        assert_eq!([&both[..], &both, &other, &other].map(&mut opens), [true, false, true, false]);
        // A file that is not there has no stamp.
        assert_eq!([&both[..1], &both[..1], &both].map(&mut opens), [true; 3]);
    }

    #[test]
    fn other_rules_make_something_else() {
        let mut kept = Kept::everything();
        let mut made_by = |rule: &str, new: i32| {
            kept.read_by(&rule);
            let version = made(&kept, "a", "x", || new);
            kept.keep([("a", &version)].into_iter());
            *version.made
        };
        assert_eq!([made_by("one", 1), made_by("one", 2), made_by("other", 3)], [1, 1, 3]);
    }

    #[test]
    fn what_was_made_is_new_until_it_is_called_old() {
        let mut kept = Kept::everything();
        let mut keep = |content: &str| {
            let version = made(&kept, "a", content, || ());
            let new = kept.keep([("a", &version)].into_iter());
            if content == "settle" {
                kept.settle();
            }
            new
        };
        assert_eq!(["x", "x", "settle", "settle", "x"].map(&mut keep), [1, 1, 1, 0, 1]);
    }

    #[test]
    fn files_that_are_gone_are_forgotten() {
        let mut kept = Kept::everything();
        let first = made(&kept, "a", "x", || 1);
        kept.keep([("a", &first)].into_iter());
        kept.keep(std::iter::empty());
        assert_eq!(*made(&kept, "a", "x", || 2).made, 2);
    }
}
