//! The same content gives the same bytes, wherever and however it is built.

use std::ffi::OsStr;
use std::process::Command;

use crate::bench::{Bench, Ran, page};

type Files = Vec<(String, Vec<u8>)>;

const PAGES: usize = 40;

/// Writes the pages of a site in the order in which `place` puts them, which is the order in which many a disk lists them.
fn site(bench: &Bench, place: fn(usize) -> usize) {
    for number in (0..PAGES).map(place) {
        let text =
            format!("<p>Ärger mit İstanbul, straße {number}.</p><h2 id=x>Éclair ﬁn {}</h2>", number % 7);
        bench.write(&format!("site/part{}/page{number}.html", number % 3), page("Öffnung", &text));
    }
    bench.write("site/index.html", page("Start", "<p>Here.</p>"));
}

fn built<K: AsRef<OsStr>, V: AsRef<OsStr>>(
    bench: &Bench,
    environment: impl IntoIterator<Item = (K, V)>,
) -> Files {
    let mut command = bench.command(&["build", "site", "--out", "out", "--quiet"]);
    let ran = Ran::of(command.envs(environment).output().expect("run"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let files = bench.files("out");
    std::fs::remove_dir_all(bench.path("out")).expect("removed");
    files
}

fn plainly(bench: &Bench) -> Files {
    built(bench, [("LC_ALL", "C")])
}

#[test]
fn whatever_the_language_and_the_time_zone_of_the_machine() {
    let bench = Bench::new();
    site(&bench, |number| number);
    let first = plainly(&bench);
    for (language, zone) in
        [("tr_TR.UTF-8", "Asia/Tokyo"), ("de_DE.UTF-8", "Pacific/Marquesas"), ("zh_CN.GB18030", "UTC")]
    {
        assert_eq!(
            built(&bench, [("LC_ALL", language), ("LANG", language), ("TZ", zone)]),
            first,
            "{language}"
        );
    }
}

#[test]
fn whatever_the_order_in_which_the_files_were_written() {
    let forwards = Bench::new();
    site(&forwards, |number| number);
    let first = plainly(&forwards);
    for place in [|number| PAGES - 1 - number, |number| number * 17 % PAGES] {
        let other = Bench::new();
        site(&other, place);
        assert_eq!(plainly(&other), first);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn whatever_the_number_of_processors() {
    let bench = Bench::new();
    site(&bench, |number| number);
    let first = plainly(&bench);
    // On one processor pages are read one after another, on several by several threads.
    let mut command = Command::new("taskset");
    command.current_dir(bench.path("")).args(["--cpu-list", "0", env!("CARGO_BIN_EXE_thumbindex")]);
    let ran = Ran::of(command.args(["build", "site", "--out", "out", "--quiet"]).output().expect("run"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(bench.files("out"), first);
}
