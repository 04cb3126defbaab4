//! `thumbindex build --watch`: stays, and builds again whenever a file changes. `serve` looks at files the same way.
//!
//! Changes are found by looking at when files were written: what a system tells of them differs from one to the next, and is
//! nothing at all in many a network folder or container. That it tells anything only makes the next look come sooner, and spares a
//! look at all files where one has been saved.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{self, Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use thumbindex_indexer::inject::is_page;
use thumbindex_indexer::publish::GENERATIONS;
use thumbindex_indexer::{Folder, Source, Stamp};

use super::bell::Bell;
use super::build::{Job, Report, Since};
use super::make::{Known, Made, own_files};
use crate::failure::Failure;
use crate::plan::Plan;

/// Between two looks that nothing has rung for, at least; and this many times as long as a look takes, so that a large site is no
/// burden.
const PAUSE: Duration = Duration::from_millis(40);
const LOOKS: u32 = 10;

/// After pages have gone, when a file is empty all at once, and when what is there is broken, for how long nothing may change:
/// generators clear their folder first and take a while for the first page, files are emptied before they are written, and whoever
/// writes one file may be writing more.
const CALM: Duration = Duration::from_millis(500);

/// Files that never come to rest do not hold up a build for longer.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) fn run(job: &Job<'_>) -> Result<(), Failure> {
    let mut watcher = Watcher::new(&job.plan, job.below.as_deref(), Some(job.out.join(GENERATIONS)));
    let mut known = Known::default();
    let start = Instant::now();
    let mut seen = watcher.look();
    let first = job.publish(start, job.make(Some(&mut known))?, None)?;
    // Before anybody hears of it: who does may write into such a page at once, and that is a change.
    excuse(&mut seen, &first);
    first.tell_first();
    let mut told = first.warnings();
    known.pages.settle();
    let mut since = Since { tag: first.tag.clone(), ..Since::default() };
    let mut is_broken = false;
    loop {
        let change = watcher.next(&mut seen, || job.make(Some(&mut known)));
        since.files.extend(change.files);
        match change.made.and_then(|made| job.publish(change.noticed, made, Some(&since))) {
            Ok(report) => {
                excuse(&mut seen, &report);
                report.tell_again(&told, is_broken);
                is_broken = false;
                told = report.warnings();
                since = Since { tag: report.tag.clone(), ..Since::default() };
                known.pages.settle();
            }
            // A file that is half saved, or half thought through: what was built before stays.
            Err(failure) if failure.is_mendable() => {
                failure.tell(job.build.json);
                is_broken = true;
            }
            Err(fault) => return Err(fault),
        }
    }
}

/// When each file was written.
pub(crate) type Seen = BTreeMap<String, Stamp>;

/// What has come of a change.
pub(crate) struct Change {
    pub(crate) noticed: Instant,
    /// Files that are new or not what they were.
    pub(crate) files: BTreeSet<String>,
    pub(crate) made: Result<Made, Failure>,
}

fn differences<'s>(before: &'s Seen, now: &'s Seen) -> impl Iterator<Item = String> + 's {
    now.iter().filter(|(name, stamp)| before.get(*name) != Some(stamp)).map(|(name, _)| name.clone())
}

fn is_folder(name: &str, seen: &Seen) -> bool {
    let inside = format!("{name}/");
    seen.range(inside.clone()..).next().is_some_and(|(file, _)| file.starts_with(&inside))
}

/// Whether pages have gone, or files become empty, that may be about to be written.
fn is_unfinished(before: &Seen, now: &Seen) -> bool {
    let is_emptied = |(name, stamp): (&String, &Stamp)| stamp.is_empty() && before.get(name) != Some(stamp);
    before.keys().any(|name| is_page(name) && !now.contains_key(name)) || now.iter().any(is_emptied)
}

/// Looks at a folder and at its configuration.
pub(crate) struct Watcher {
    /// Absolute, as the bell tells paths.
    dir: PathBuf,
    folder: Folder,
    bell: Bell,
    /// Files that builds write, which are no reason for another.
    ours: BTreeSet<String>,
    /// Gone when somebody has emptied the output folder.
    sign_of_life: Option<PathBuf>,
    /// The folder of the configuration, and its name there.
    config: Option<(Folder, String)>,
}

impl Watcher {
    /// `below` is where the output folder is in the one that is read.
    pub(crate) fn new(plan: &Plan, below: Option<&str>, sign_of_life: Option<PathBuf>) -> Self {
        let ours = below.map(own_files).unwrap_or_default();
        let config = plan.config().and_then(|path| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            Some((Folder::new(folder.unwrap_or(Path::new("."))), path.file_name()?.to_str()?.to_owned()))
        });
        let dir = path::absolute(&plan.dir).unwrap_or_else(|_| plan.dir.clone());
        let (folder, bell) = (Folder::new(&dir), Bell::on(&dir));
        Self { dir, folder, bell, ours: ours.into_iter().collect(), sign_of_life, config }
    }

    /// All that can be seen; files that come and go meanwhile are seen next time.
    pub(crate) fn look(&self) -> Seen {
        let names = self.folder.files().unwrap_or_default().into_iter();
        let names = names.filter(|name| !name.ends_with(".tix") && !self.ours.contains(name));
        let pages = names.filter_map(|name| self.folder.stamp(&name).map(|stamp| (name, stamp)));
        pages.chain(self.look_at_config()).collect()
    }

    fn look_at_config(&self) -> Option<(String, Stamp)> {
        let (folder, name) = self.config.as_ref()?;
        // No file below a folder has a name that begins so.
        Some((format!("/{name}"), folder.stamp(name)?))
    }

    /// What a look would see where nothing has changed but the content of files for which the bell has rung. `None` where more
    /// may have: files that are new or gone.
    fn glance(&self, rung: &[PathBuf], seen: &Seen) -> Option<Seen> {
        let mut now = seen.clone();
        for path in rung {
            let parts = path.strip_prefix(&self.dir).ok()?.iter();
            let name = parts.map(|part| part.to_str()).collect::<Option<Vec<_>>>()?.join("/");
            match (self.folder.stamp(&name), now.get_mut(&name)) {
                (Some(stamp), Some(known)) => *known = stamp,
                // It came and has gone, as what an editor writes first, and was no folder.
                (None, None) if !is_folder(&name, seen) => {}
                _ => return None,
            }
        }
        now.extend(self.look_at_config());
        Some(now)
    }

    /// Waits for a change, and makes what there is then until nothing has changed meanwhile.
    pub(crate) fn next(
        &mut self,
        seen: &mut Seen,
        mut make: impl FnMut() -> Result<Made, Failure>,
    ) -> Change {
        let (noticed, mut now) = self.wait(seen);
        let made = loop {
            let made = make();
            let is_calm = made.is_ok() && !is_unfinished(seen, &now);
            if !is_calm {
                thread::sleep(CALM);
                // The folder itself may be another by now, which nothing rings for.
                self.bell = Bell::on(&self.dir);
            }
            // Only what nobody has written into meanwhile was whole when it was read. What the bell has missed is found by the next
            // look after this build.
            let next = if is_calm && !self.bell.may_have_rung() { now.clone() } else { self.look() };
            if next == now || noticed.elapsed() > PATIENCE {
                break made;
            }
            now = next;
        };
        let files = differences(seen, &now).collect();
        *seen = now;
        Change { noticed, files, made }
    }

    /// Waits until something has changed: when that was noticed, and what is there now.
    fn wait(&self, seen: &Seen) -> (Instant, Seen) {
        let mut rung = Vec::new();
        loop {
            let start = Instant::now();
            let glance = if rung.is_empty() { None } else { self.glance(&rung, seen) };
            // However often it rings for nothing, every other look is one at all.
            let is_glance = glance.is_some();
            let now = glance.unwrap_or_else(|| self.look());
            let is_alive = self.sign_of_life.as_ref().is_none_or(|sign| sign.is_file());
            if !is_alive {
                // Whoever empties a folder may still be at it.
                thread::sleep(CALM);
                return (Instant::now(), self.look());
            }
            if now != *seen {
                return (Instant::now(), now);
            }
            let look = start.elapsed();
            if !rung.is_empty() {
                // However much is written: half of the time at most goes into looks.
                thread::sleep(look);
            }
            rung = self.bell.wait(PAUSE.max(look * LOOKS));
            if is_glance {
                rung.clear();
            }
        }
    }
}

/// Pages that a build has put the script tag into are as they should be; not what has been written into them since.
fn excuse(seen: &mut Seen, report: &Report<'_>) {
    let changed = report.pages.iter().flat_map(|pages| &pages.changed);
    seen.extend(changed.filter_map(|(name, stamp)| Some((name.clone(), (*stamp)?))));
}

#[cfg(test)]
mod tests {
    use std::fs;

    use thumbindex_indexer::opensearch::DESCRIPTION;

    use super::*;

    fn watcher(folder: &tempfile::TempDir) -> Watcher {
        let sign_of_life = folder.path().join("alive");
        fs::write(&sign_of_life, "").expect("written");
        let ours = own_files("").into_iter().collect();
        let dir = folder.path().to_owned();
        let (folder, bell) = (Folder::new(&dir), Bell::on(&dir));
        Watcher { dir, folder, bell, ours, sign_of_life: Some(sign_of_life), config: None }
    }

    #[test]
    fn what_builds_write_is_no_change() {
        let folder = tempfile::tempdir().expect("a folder");
        let watcher = watcher(&folder);
        let seen = watcher.look();
        for name in [GENERATIONS, DESCRIPTION, "0123456789abcdef.tix", ".hidden"] {
            fs::write(folder.path().join(name), "new").expect("written");
        }
        assert_eq!(watcher.look(), seen);
    }

    #[test]
    fn changes_are_waited_for_and_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let watcher = watcher(&folder);
        for name in ["a.html", "b.html", "c.html"] {
            fs::write(folder.path().join(name), "old").expect("written");
        }
        let before = watcher.look();
        fs::write(folder.path().join("a.html"), "newer").expect("written");
        fs::remove_file(folder.path().join("b.html")).expect("removed");
        fs::write(folder.path().join("d.html"), "new").expect("written");
        let (_, now) = watcher.wait(&before);
        assert_eq!(differences(&before, &now).collect::<Vec<_>>(), ["a.html", "d.html"]);
        assert!(is_unfinished(&before, &now) && !is_unfinished(&now, &now));
    }

    #[test]
    fn a_file_that_is_empty_all_at_once_may_be_about_to_be_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let watcher = watcher(&folder);
        let write =
            |name: &str, content: &str| fs::write(folder.path().join(name), content).expect("written");
        write("a.md", "old");
        write("b.md", "");
        let before = watcher.look();
        write("a.md", "");
        let emptied = watcher.look();
        write("a.md", "newer");
        let written = watcher.look();
        write("c.md", "");
        let begun = watcher.look();
        let are = [(&before, &emptied), (&before, &written), (&written, &begun), (&begun, &begun)];
        assert_eq!(are.map(|(before, now)| is_unfinished(before, now)), [true, false, true, false]);
    }

    #[test]
    fn a_glance_sees_what_a_look_would_or_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let watcher = watcher(&folder);
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("chapters")).expect("created");
        for name in ["a.html", "b.html", "chapters/c.html"] {
            fs::write(path(name), "old").expect("written");
        }
        let seen = watcher.look();
        let glance = |names: &[&str]| {
            let rung: Vec<PathBuf> = names.iter().map(|name| path(name)).collect();
            watcher.glance(&rung, &seen)
        };
        fs::write(path("a.html"), "newer").expect("written");
        fs::write(path("chapters/c.html"), "newer").expect("written");
        assert_eq!(glance(&["a.html", "a.html~", "chapters/c.html"]), Some(watcher.look()));
        assert_eq!(glance(&["b.html"]), Some(seen.clone()));
        fs::remove_file(path("b.html")).expect("removed");
        fs::write(path("d.html"), "new").expect("written");
        fs::remove_dir_all(path("chapters")).expect("removed");
        for name in ["b.html", "d.html", "chapters", ""] {
            assert_eq!(glance(&["a.html", name]), None, "{name}");
        }
        assert_eq!(watcher.glance(&[PathBuf::new()], &seen), None);
    }

    #[test]
    fn an_emptied_output_folder_is_a_change() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut watcher = watcher(&folder);
        watcher.folder = Folder::new(folder.path().join("pages"));
        let seen = watcher.look();
        fs::remove_file(folder.path().join("alive")).expect("removed");
        assert_eq!(watcher.wait(&seen).1, seen);
    }
}
