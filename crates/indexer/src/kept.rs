//! What files were read to, kept so that reading a source again takes only what has changed since.
//!
//! A file is known again without being opened when its [`Stamp`] is the same, and without being understood anew when its
//! bytes are: generators write all their pages again, and most of them as they were.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::{Source, SourceError, Stamp};

/// A file that was changed so short a time ago may change again without a new stamp: file systems count time in steps, the
/// coarsest of two seconds.
const FRESH: Duration = Duration::from_secs(3);

/// Files and what was made of each; or nothing, for whoever reads once.
#[derive(Debug)]
pub(crate) struct Kept<T> {
    versions: Option<HashMap<String, Version<T>>>,
}

/// One version of a file.
#[derive(Debug)]
pub(crate) struct Version<T> {
    /// `None` where only the content can tell it from another.
    stamp: Option<Stamp>,
    hash: u64,
    pub(crate) made: Arc<T>,
    /// Whether it was made since everything was last called old.
    is_new: bool,
}

impl<T> Kept<T> {
    /// Keeps nothing, and has no cost.
    pub(crate) fn nothing() -> Self {
        Self { versions: None }
    }

    /// Keeps what it is [given](Self::keep).
    pub(crate) fn everything() -> Self {
        Self { versions: Some(HashMap::new()) }
    }

    /// What `make` makes of a file's bytes, or has made of them before. `strip` takes out what means nothing to it, if there is
    /// such a thing, so that only the rest tells versions apart.
    pub(crate) fn of_file(
        &self,
        source: &dyn Source,
        path: &str,
        strip: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
        make: impl FnOnce(Vec<u8>) -> T,
    ) -> Result<Version<T>, SourceError> {
        let Some(versions) = &self.versions else {
            return Ok(Version::new(None, 0, make(source.read(path)?)));
        };
        // Before the content: should it change in between, the stamp is too old and the file is read once more.
        let stamp = source.stamp(path).filter(|stamp| !stamp.is_within(FRESH, SystemTime::now()));
        let old = versions.get(path);
        if let Some(same) = old.filter(|old| stamp.is_some() && old.stamp == stamp) {
            return Ok(same.again(stamp));
        }
        let bytes = source.read(path)?;
        let bytes = strip(&bytes).unwrap_or(bytes);
        let hash = hash_of(&bytes);
        Ok(match old.filter(|old| old.hash == hash) {
            Some(same) => same.again(stamp),
            None => Version::new(stamp, hash, make(bytes)),
        })
    }

    /// What `make` makes of `content`, or has made of it before under this name.
    pub(crate) fn of_content(&self, name: &str, content: &impl Hash, make: impl FnOnce() -> T) -> Version<T> {
        let Some(versions) = &self.versions else { return Version::new(None, 0, make()) };
        let hash = hash_of(content);
        let same = versions.get(name).filter(|old| old.hash == hash);
        same.map_or_else(|| Version::new(None, hash, make()), |same| same.again(None))
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
    fn new(stamp: Option<Stamp>, hash: u64, made: T) -> Self {
        Self { stamp, hash, made: Arc::new(made), is_new: true }
    }

    fn again(&self, stamp: Option<Stamp>) -> Self {
        Self { stamp, ..self.clone() }
    }
}

impl<T> Clone for Version<T> {
    fn clone(&self) -> Self {
        Self { made: Arc::clone(&self.made), ..*self }
    }
}

fn hash_of(content: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::Memory;

    /// Files whose stamps a test sets, and the number of times that one of them was opened.
    struct Stamped {
        files: Memory,
        stamp: Option<Stamp>,
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

        fn stamp(&self, _: &str) -> Option<Stamp> {
            self.stamp
        }
    }

    /// Reads `a` in each of these states, and says for each whether it was opened and whether it was understood.
    fn steps(states: &[(&str, Option<Duration>)]) -> Vec<(bool, bool)> {
        let mut kept = Kept::everything();
        let read = |(content, age): &(&str, Option<Duration>)| {
            let stamp = age.map(|age| Stamp::new(SystemTime::UNIX_EPOCH + age, content.len() as u64));
            let source = Stamped { files: Memory::new([("a", *content)]), stamp, opened: 0.into() };
            let made = Cell::new(false);
            let strip = |bytes: &[u8]| bytes.strip_suffix(b"#").map(<[u8]>::to_vec);
            let version = kept.of_file(&source, "a", strip, |bytes| {
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

    #[test]
    fn content_is_known_again_under_its_name() {
        let mut kept = Kept::everything();
        let first = kept.of_content("a", &"x", || 1);
        kept.keep([("a", &first)].into_iter());
        assert_eq!(*kept.of_content("a", &"x", || 2).made, 1);
        assert_eq!(*kept.of_content("a", &"y", || 2).made, 2);
        assert_eq!(*kept.of_content("b", &"x", || 2).made, 2);
    }

    #[test]
    fn what_was_made_is_new_until_it_is_called_old() {
        let mut kept = Kept::everything();
        let mut keep = |content: &str| {
            let version = kept.of_content("a", &content, || ());
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
        let first = kept.of_content("a", &"x", || 1);
        kept.keep([("a", &first)].into_iter());
        kept.keep(std::iter::empty());
        assert_eq!(*kept.of_content("a", &"x", || 2).made, 2);
    }
}
