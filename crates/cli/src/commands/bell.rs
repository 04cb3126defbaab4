//! Rings when the system tells that a file has changed, so that a look at the files need not wait for its time, nor be a look at all of
//! them. Where the system cannot tell, as in many a network folder or container, it is silent.

use std::path::{Path, PathBuf};
use std::time::Duration;

#[cfg(not(target_family = "wasm"))]
pub(crate) use of_system::Bell;
#[cfg(target_family = "wasm")]
pub(crate) use silent::Bell;

#[cfg(not(target_family = "wasm"))]
mod of_system {
    use std::sync::mpsc::{self, Receiver, Sender};

    use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};

    use super::{Duration, Path, PathBuf};

    /// Who saves a file often writes another first, and renames it: so long it may be until that is over.
    const ECHO: Duration = Duration::from_millis(3);
    const MOST_RINGS: usize = 20;
    /// A path that is no file's.
    const SOMEWHERE: &str = "";

    pub(crate) struct Bell {
        rung: Receiver<PathBuf>,
        /// Without one that is kept, waiting would be over at once.
        _rope: Sender<PathBuf>,
        system: Option<RecommendedWatcher>,
    }

    impl Bell {
        /// One that rings for what is in a folder and below.
        pub(crate) fn on(folder: &Path) -> Self {
            let (rope, rung) = mpsc::channel();
            let pull = rope.clone();
            // That a file was read is no change: looking at files would ring for the next look.
            let ring = move |event: notify::Result<Event>| {
                let paths = match event {
                    Ok(event) if event.kind.is_access() => return,
                    Ok(event) if !event.paths.is_empty() => event.paths,
                    // Something was missed.
                    _ => vec![SOMEWHERE.into()],
                };
                paths.into_iter().for_each(|path| drop(pull.send(path)));
            };
            let system = recommended_watcher(ring).ok();
            let system = system.and_then(|mut system| {
                system.watch(folder, RecursiveMode::Recursive).ok()?;
                Some(system)
            });
            Self { rung, _rope: rope, system }
        }

        /// Waits until it rings, or has rung since it was last waited for, but not much longer than that: what it has rung for.
        pub(crate) fn wait(&self, most: Duration) -> Vec<PathBuf> {
            let ring = |most| self.rung.recv_timeout(most).ok();
            let Some(first) = ring(most) else { return Vec::new() };
            let mut rung = vec![first];
            rung.extend((0..MOST_RINGS).map_while(|_| ring(ECHO)));
            rung.extend(self.rung.try_iter());
            rung
        }

        /// Whether it may have rung since it was last waited for; a silent one may always have.
        pub(crate) fn may_have_rung(&self) -> bool {
            self.system.is_none() || self.rung.try_iter().count() > 0
        }
    }
}

#[cfg(target_family = "wasm")]
mod silent {
    use super::{Duration, Path, PathBuf};

    pub(crate) struct Bell;

    impl Bell {
        pub(crate) fn on(_: &Path) -> Self {
            Self
        }

        pub(crate) fn wait(&self, most: Duration) -> Vec<PathBuf> {
            std::thread::sleep(most);
            Vec::new()
        }

        pub(crate) fn may_have_rung(&self) -> bool {
            true
        }
    }
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use std::fs;
    use std::time::Instant;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn rings_for(bell: &Bell, path: &Path) -> bool {
        bell.wait(LONG).iter().any(|rung| rung.ends_with(path))
    }

    #[test]
    fn it_rings_for_a_file_that_is_written_however_deep_and_for_one_that_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = Path::new("a/b/page.html");
        let page = folder.path().join(name);
        fs::create_dir_all(folder.path().join("a/b")).expect("folders in it");
        let bell = Bell::on(folder.path());
        fs::write(&page, "new").expect("written");
        assert!(rings_for(&bell, name));
        // Another, which has heard nothing of the file before.
        let bell = Bell::on(folder.path());
        fs::remove_file(&page).expect("removed");
        assert!(rings_for(&bell, name));
    }

    #[test]
    fn it_does_not_ring_for_a_file_that_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("page.html"), "new").expect("written");
        let bell = Bell::on(folder.path());
        fs::read(folder.path().join("page.html")).expect("read");
        let (start, short) = (Instant::now(), Duration::from_millis(50));
        assert!(bell.wait(short).is_empty());
        assert!(start.elapsed() >= short && !bell.may_have_rung());
    }

    #[test]
    fn a_folder_that_cannot_be_watched_has_a_silent_one() {
        let bell = Bell::on(Path::new("no/such/folder"));
        let (start, short) = (Instant::now(), Duration::from_millis(5));
        assert!(bell.wait(short).is_empty());
        assert!(start.elapsed() >= short && bell.may_have_rung());
    }
}
