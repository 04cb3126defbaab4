//! `build --watch`: what it does when files change, and when they are broken.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::bench::{Bench, page};

/// A command that stays, and the lines of JSON that it prints.
struct Watch {
    child: Child,
    lines: Receiver<Value>,
}

impl Watch {
    /// Starts it, and waits for its first build.
    fn start(bench: &Bench, arguments: &[&str]) -> (Self, Value) {
        let mut command = bench.command(arguments);
        command.args(["--watch", "--json"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("run");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let (tell, lines) = channel();
        thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let json = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
                if tell.send(json).is_err() {
                    return;
                }
            }
        });
        let watch = Self { child, lines };
        let first = watch.next();
        (watch, first)
    }

    fn next(&self) -> Value {
        // Only a watcher that has missed something takes so long.
        self.lines.recv_timeout(Duration::from_secs(60)).expect("a line")
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn urls(bench: &Bench, out: &str, query: &str) -> Vec<String> {
    let found = bench.ok(&["search", out, query, "--literal", "--json"]).json();
    let pages = found["pages"].as_array().expect("pages");
    pages.iter().map(|page| page["url"].as_str().expect("a URL").to_owned()).collect()
}

#[test]
fn an_edited_page_is_found_by_its_new_words_and_only_it_is_read() {
    let bench = Bench::with_site();
    let (watch, first) = Watch::start(&bench, &["build", "site"]);
    assert_eq!((first["pages"].as_u64(), first["newPages"].as_u64()), (Some(3), Some(3)));
    bench.write("site/deep/own.html", page("Ownership", "<p>A quince.</p>"));
    let second = watch.next();
    assert_eq!((second["pages"].as_u64(), second["newPages"].as_u64()), (Some(3), Some(1)));
    assert_eq!(urls(&bench, "site/thumbindex", "quince"), ["deep/own.html"]);
    bench.write("site/new.html", page("New", "<p>A medlar.</p>"));
    std::fs::remove_file(bench.path("site/deep/own.html")).expect("removed");
    let third = watch.next();
    // Whether both changes were seen at once or one after the other.
    let last = if third["newPages"] == 1 && urls(&bench, "site/thumbindex", "quince").is_empty() {
        third
    } else {
        watch.next()
    };
    assert_eq!(last["pages"], 3);
    assert_eq!(urls(&bench, "site/thumbindex", "medlar"), ["new.html"]);
    assert_eq!(urls(&bench, "site/thumbindex", "quince"), Vec::<String>::new());
}

#[test]
fn what_it_leaves_is_what_a_build_from_the_beginning_leaves() {
    let bench = Bench::with_site();
    let (watch, _) = Watch::start(&bench, &["build", "site", "--out", "watched", "--keep", "1"]);
    bench.write("site/deep/own.html", page("Ownership", "<h2 id=rules>Rules</h2><p>A quince.</p>"));
    watch.next();
    bench.ok(&["build", "site", "--out", "built", "--keep", "1"]);
    assert_eq!(bench.files("watched"), bench.files("built"));
}

#[test]
fn a_page_that_was_written_anew_gets_the_tag_again_and_that_is_no_change_of_its_own() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    let (watch, first) = Watch::start(&bench, &["build", "site", "--inject"]);
    assert_eq!(first["injected"], 3);
    for words in ["quince", "medlar"] {
        bench.write("site/index.html", page("Welcome", &format!("<p>A {words}.</p>")));
        let next = watch.next();
        assert_eq!((next["injected"].as_u64(), next["newPages"].as_u64()), (Some(1), Some(1)), "{next}");
        let page = String::from_utf8(bench.read("site/index.html")).expect("text");
        assert!(page.contains(words) && page.contains("data-thumbindex"), "{page}");
    }
}

#[test]
fn a_file_that_is_emptied_before_it_is_written_is_read_when_it_is() {
    let bench = Bench::with_site();
    let (watch, _) = Watch::start(&bench, &["build", "site"]);
    bench.write("site/index.html", "");
    bench.write("site/new.html", "");
    thread::sleep(Duration::from_millis(50));
    bench.write("site/index.html", page("Welcome", "<p>A quince.</p>"));
    bench.write("site/new.html", page("New", "<p>A medlar.</p>"));
    let next = watch.next();
    assert_eq!((next["pages"].as_u64(), next["newPages"].as_u64()), (Some(4), Some(2)), "{next}");
}

#[test]
fn what_a_configuration_says_of_the_tag_counts_as_soon_as_it_says_so() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    bench.write("thumbindex.toml", "base-url = '/one/'\n");
    let (watch, first) = Watch::start(&bench, &["build", "site"]);
    assert_eq!(first["injected"], Value::Null);
    for (config, says) in [
        ("inject = true\nbase-url = '/one'\n", "data-root=\"/one/\""),
        ("inject = true\nbase-url = '/the/other/'\n", "data-root=\"/the/other/\""),
        ("inject = true\nopensearch = 'https://docs.example.org/'\n", "/opensearch.xml\""),
    ] {
        bench.write("thumbindex.toml", config);
        let next = watch.next();
        assert_eq!((next["injected"].as_u64(), next["newPages"].as_u64()), (Some(3), Some(0)), "{next}");
        for name in ["site/index.html", "site/deep/own.html", "site/deep/borrow.html"] {
            let page = String::from_utf8(bench.read(name)).expect("text");
            assert!(page.contains(says), "{name}: {page}");
        }
    }
    assert!(bench.path("site/thumbindex/opensearch.xml").exists());
}

#[test]
fn a_page_that_is_edited_while_others_are_given_the_tag_is_read_again() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    bench.write("site/a.html", page("A", "<p>Words.</p>"));
    for number in 0..2_000 {
        bench.write(&format!("site/page{number}.html"), page("Page", &format!("<p>Number {number}.</p>")));
    }
    thread::scope(|scope| {
        scope.spawn(|| {
            while !String::from_utf8_lossy(&bench.read("site/a.html")).contains("data-thumbindex") {
                thread::sleep(Duration::from_millis(1));
            }
            bench.write("site/a.html", page("A", "<p>A quince.</p>"));
        });
        let (watch, _) = Watch::start(&bench, &["build", "site", "--inject"]);
        while urls(&bench, "site/thumbindex", "quince").is_empty() {
            watch.next();
        }
    });
    assert!(String::from_utf8_lossy(&bench.read("site/a.html")).contains("data-thumbindex"));
}

#[test]
fn how_many_builds_stay_is_what_the_configuration_says_now() {
    let bench = Bench::with_large_site();
    bench.write("thumbindex.toml", "keep = 2\n");
    let (watch, _) = Watch::start(&bench, &["build", "site", "--out", "out"]);
    let first = bench.index_files("out");
    assert!(first.len() > 1, "{first:?}");
    bench.write("site/page0.html", page("Page 0", "<p>A quince.</p>"));
    watch.next();
    assert!(bench.index_files("out").len() > first.len());
    bench.write("thumbindex.toml", "keep = 1\n");
    assert!(watch.next()["removed"].as_u64() > Some(0));
    bench.ok(&["build", "site", "--out", "built"]);
    assert_eq!(bench.index_files("out"), bench.index_files("built"));
}

#[test]
fn a_broken_book_is_told_and_the_old_index_stays_until_it_is_mended() {
    let bench = Bench::new();
    bench.write("book/src/SUMMARY.md", "- [One](one.md)\n");
    bench.write("book/src/one.md", "# One\n\nA quince.\n");
    let (watch, _) = Watch::start(&bench, &["build", "book", "--out", "out"]);
    bench.write("book/src/SUMMARY.md", "- [One](one.md)\n- [Two](two.md)\n");
    assert_eq!(watch.next()["error"]["code"], "missing-chapter");
    assert_eq!(urls(&bench, "out", "quince"), ["one.html"]);
    bench.write("book/src/SUMMARY.md", "- [One](one.md)\n");
    assert_eq!(watch.next()["newPages"], 0);
    bench.write("book/src/two.md", "# Two\n\nA medlar.\n");
    bench.write("book/src/SUMMARY.md", "- [One](one.md)\n- [Two](two.md)\n");
    let mended = watch.next();
    assert_eq!((mended["pages"].as_u64(), mended["newPages"].as_u64()), (Some(2), Some(1)));
    assert_eq!(urls(&bench, "out", "medlar"), ["two.html"]);
}

#[test]
fn an_output_folder_that_was_emptied_is_filled_again() {
    let bench = Bench::with_site();
    let (watch, _) = Watch::start(&bench, &["build", "site", "--out", "out"]);
    let before = bench.index_files("out");
    // In one step: removed file by file, it would be filled again meanwhile.
    std::fs::rename(bench.path("out"), bench.path("gone")).expect("renamed");
    watch.next();
    assert_eq!(bench.index_files("out"), before);
}
