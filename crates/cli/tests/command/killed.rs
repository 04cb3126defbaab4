//! A build that ends too early, however it ends: who searches finds the index of before or the new one, whole, never a mixture.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use thumbindex_engine::{Answer, Engine, SearchOptions};
use thumbindex_index::{Files, Layout, write};
use thumbindex_indexer::publish::{Output, PublishError, ROOT, Target, publish};
use thumbindex_indexer::{Memory, Options, read};

use crate::bench::{Bench, page};

/// How many builds are killed, and how many of a disk's operations fail at most.
const KILLS: usize = 200;

/// Enough for an index of several files.
const PAGES: u32 = 20;

/// Two editions of one site, of which each page says which it is of.
fn edition(word: &str) -> Vec<(String, String)> {
    let mut chance = 1u64;
    let mut letter = move || {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + (chance >> 59) as u8 % 26)
    };
    let mut words = |count: usize| -> String {
        (0..count * 7).map(|at| if at % 7 == 6 { ' ' } else { letter() }).collect()
    };
    let page =
        |number| (format!("page{number}.html"), page(word, &format!("<p>A {word}.</p>{}", words(500))));
    (0..PAGES).map(page).collect()
}

#[test]
fn a_build_that_is_killed_while_it_writes_leaves_the_index_of_before_or_the_new_one() {
    let bench = Bench::new();
    for word in ["medlar", "quince"] {
        edition(word).into_iter().for_each(|(name, text)| bench.write(&format!("{word}/{name}"), text));
    }
    let build = |word: &'static str| ["build", word, "--out", "out", "--keep", "1", "--quiet"];
    let started = Instant::now();
    bench.ok(&build("medlar"));
    let whole = started.elapsed();
    let (mut killed, mut editions) = (0, BTreeMap::new());
    for point in 0..KILLS {
        let word = if point % 2 == 0 { "quince" } else { "medlar" };
        let mut command = bench.command(&build(word));
        let mut running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("run");
        // Every other two are killed after a part of the time that a build takes, and the others when the folder has changed so many
        // times: a file comes, gets its name, or goes. On a busy machine those may all be over before anybody looks.
        let (by_time, started) = (point % 4 > 1, Instant::now());
        let (mut seen, mut changes) = (listing(&bench.path("out")), 0);
        let is_due = |changes: usize| {
            if by_time {
                started.elapsed() * KILLS as u32 > whole * point as u32
            } else {
                changes > point / 2
            }
        };
        while !is_due(changes) && running.try_wait().expect("a process").is_none() {
            let now = listing(&bench.path("out"));
            changes += usize::from(now != seen);
            seen = now;
            // Looking without pause would take the processor from the build.
            std::thread::sleep(Duration::from_micros(200));
        }
        running.kill().expect("killed");
        killed += usize::from(!running.wait().expect("ended").success());
        *editions.entry(edition_of(&bench.files("out").into_iter().collect())).or_insert(0) += 1;
    }
    assert!(killed > 20, "{killed} of {KILLS} builds were killed before their end");
    assert!(editions.len() == 2, "{editions:?}");
    bench.ok(&build("medlar"));
    assert_eq!(edition_of(&bench.files("out").into_iter().collect()), "medlar");
    // What killed builds left goes after an hour: another build may be at work. All else is as a first build leaves it.
    bench.ok(&["build", "medlar", "--out", "fresh", "--keep", "1", "--quiet"]);
    let left = |folder: &str| -> BTreeMap<String, Vec<u8>> {
        bench.files(folder).into_iter().filter(|(name, _)| !name.ends_with(".thumbindex-tmp")).collect()
    };
    let (out, fresh) = (left("out"), left("fresh"));
    assert!(out.keys().eq(fresh.keys()), "{:?} {:?}", out.keys(), fresh.keys());
    let others: Vec<&String> = out.keys().filter(|name| out[*name] != fresh[*name]).collect();
    assert!(others.is_empty(), "{others:?} are not as a first build leaves them");
}

/// The names of the files in a folder.
fn listing(folder: &Path) -> Vec<std::ffi::OsString> {
    std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name()).collect()
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_index_of_before() {
    let bench = Bench::new();
    for word in ["medlar", "quince"] {
        edition(word).into_iter().for_each(|(name, text)| bench.write(&format!("{word}/{name}"), text));
    }
    bench.ok(&["build", "medlar", "--out", "out", "--keep", "1", "--quiet"]);
    // A shell can forbid files of more than so many blocks of 512 bytes: writing them fails half way, as on a disk that is full.
    bench.ok(&["build", "quince", "--out", "whole", "--keep", "1", "--quiet"]);
    let before: BTreeMap<String, Vec<u8>> = bench.files("out").into_iter().collect();
    let new = bench.files("whole").into_iter().filter(|(name, bytes)| before.get(name) != Some(bytes));
    let largest = new.map(|(_, bytes)| bytes.len()).max().unwrap_or(0);
    for blocks in (0..8).filter(|blocks| blocks * 512 < largest) {
        let mut shell = std::process::Command::new("sh");
        let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        shell.current_dir(bench.path("")).args(["-c", &limited, env!("CARGO_BIN_EXE_thumbindex")]);
        let ran = shell.args(["build", "quince", "--out", "out", "--keep", "1"]).output().expect("run");
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!((ran.status.code(), told.lines().count()), (Some(2), 1), "{blocks} blocks: {told}");
        assert!(told.ends_with("[unwritable]\n"), "{told}");
        assert_eq!(edition_of(&bench.files("out").into_iter().collect()), "medlar");
        assert!(!listing(&bench.path("out")).iter().any(|name| name.to_string_lossy().ends_with("-tmp")));
    }
}

/// A folder in memory on which only so many operations are done: all after that fail.
struct Dying {
    files: BTreeMap<String, Vec<u8>>,
    left: usize,
}

impl Dying {
    fn change(&mut self) -> io::Result<&mut dyn Target> {
        self.left = self.left.checked_sub(1).ok_or(io::ErrorKind::StorageFull)?;
        Ok(&mut self.files)
    }
}

impl Target for Dying {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        self.files.read(name)
    }

    fn names(&self) -> io::Result<Vec<String>> {
        self.files.names()
    }

    fn replace(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.change()?.replace(name, content)
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        self.change()?.remove(name)
    }
}

#[test]
fn after_every_single_operation_of_a_build_every_search_is_answered_by_one_edition() {
    let [old, new] = ["medlar", "quince"].map(files);
    let mut before = BTreeMap::new();
    publish(&Output::split(&old, &[]), 1, &mut before).expect("published");
    assert_eq!(edition_of(&before), "medlar");
    for left in 0..KILLS {
        let mut target = Dying { files: before.clone(), left };
        let published = publish(&Output::split(&new, &[]), 1, &mut target);
        let edition = edition_of(&target.files);
        match published {
            Ok(_) => {
                assert_eq!(edition, "quince");
                assert!(left > 4, "{left} operations are too few to say anything");
                return;
            }
            Err(PublishError::Unwritable { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
    panic!("{KILLS} operations were not enough");
}

fn files(word: &str) -> Files {
    let source = Memory::new(edition(word));
    let books = read(&source, &Options::default(), &mut |_| {}).expect("a site").books;
    write(&books, Layout::Split).expect("an index")
}

/// Which edition all that a reader finds is of, for whom every file is there that is asked for.
fn edition_of(files: &BTreeMap<String, Vec<u8>>) -> &'static str {
    let total = |word: &str| {
        let mut engine = Engine::open(files[ROOT].clone()).expect("a root");
        let options = SearchOptions { correct: false, limit: PAGES as usize, ..SearchOptions::default() };
        loop {
            match engine.search(word, &options).expect("a sound index") {
                Answer::Ready(results) => return results.total,
                Answer::Needs(needs) => {
                    needs.iter().for_each(|need| engine.supply(need.id, &files[&need.name]).expect("sound"));
                }
            }
        }
    };
    match (total("medlar"), total("quince")) {
        (PAGES, 0) => "medlar",
        (0, PAGES) => "quince",
        mixture => panic!("a mixture: {mixture:?}"),
    }
}
