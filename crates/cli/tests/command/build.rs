//! What `build` leaves, what it leaves alone, and what it says.

use std::collections::BTreeMap;
use std::time::SystemTime;

use crate::bench::{Bench, page};

fn times(bench: &Bench, folder: &str) -> BTreeMap<String, SystemTime> {
    let modified = |name: &str| bench.path(folder).join(name).metadata().and_then(|data| data.modified());
    bench
        .files(folder)
        .into_iter()
        .map(|(name, _)| (name.clone(), modified(&name).expect("a time")))
        .collect()
}

#[test]
fn the_index_goes_beside_the_pages_and_the_pages_stay_as_they_are() {
    let bench = Bench::with_site();
    let before = bench.files("site");
    let ran = bench.ok(&["build", "site"]);
    assert!(ran.stdout.starts_with("3 pages, "), "{}", ran.stdout);
    assert!(ran.stdout.contains("in site/thumbindex ("), "{}", ran.stdout);
    assert!(bench.index_files("site/thumbindex").contains(&"index.tix".into()));
    for file in before {
        assert!(bench.files("site").contains(&file), "{}", file.0);
    }
}

#[test]
fn the_same_site_gives_the_same_bytes_and_nothing_is_written_twice() {
    let bench = Bench::with_site();
    bench.ok(&["build", "site", "--out", "one"]);
    bench.ok(&["build", "site", "--out", "two"]);
    assert_eq!(bench.files("one"), bench.files("two"));
    let before = times(&bench, "one");
    let again = bench.ok(&["build", "site", "--out", "one", "--json"]).json();
    assert_eq!((again["written"].as_u64(), again["removed"].as_u64()), (Some(0), Some(0)));
    assert_eq!(times(&bench, "one"), before);
}

#[test]
fn an_index_in_the_site_does_not_become_part_of_the_next_one() {
    let bench = Bench::with_site();
    bench.ok(&["build", "site"]);
    let first = bench.files("site");
    bench.ok(&["build", "site"]);
    assert_eq!(bench.files("site"), first);
}

#[test]
fn files_of_old_builds_stay_for_as_many_builds_as_asked() {
    let bench = Bench::with_large_site();
    let build = |words: &str, keep: &str| {
        bench.write("site/new.html", page("New", &format!("<p>{words}</p>")));
        bench.ok(&["build", "site", "--out", "out", "--keep", keep]);
        bench.index_files("out")
    };
    let first = build("first", "2");
    let second = build("second", "2");
    assert!(first.iter().all(|name| second.contains(name)), "{first:?} {second:?}");
    let third = build("third", "2");
    assert!(!first.iter().all(|name| third.contains(name)), "{first:?} {third:?}");
    assert!(second.iter().filter(|name| !first.contains(name)).all(|name| third.contains(name)));
    let fourth = build("fourth", "1");
    assert_eq!(fourth.len(), first.len());
    let inspected = bench.ok(&["inspect", "out", "--json"]).json();
    assert_eq!(inspected["older"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_markdown_book_is_built_too() {
    let bench = Bench::new();
    bench.write("book/book.toml", "[book]\ntitle = \"Small\"\nlanguage = \"en\"\n");
    bench.write("book/src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n- [Two](two.md)\n");
    bench.write("book/src/one.md", "# One\n\nA quince.\n");
    bench.write("book/src/two.md", "# Two\n\n## Part\n\nA medlar.\n");
    let built = bench.ok(&["build", "book", "--json"]).json();
    assert_eq!((built["kind"].as_str(), built["pages"].as_u64()), (Some("markdown"), Some(2)));
    let found = bench.ok(&["search", "book/thumbindex", "medlar", "--json"]).json();
    assert_eq!(found["pages"][0]["sections"][0]["url"], "two.html#part");
}

#[test]
fn json_says_what_was_built() {
    let bench = Bench::with_site();
    let ran = bench.ok(&["build", "site", "--out", "out", "--json"]);
    let built = ran.json();
    assert_eq!(built["pages"], 3);
    assert_eq!(built["languages"][0]["language"], "en");
    assert_eq!(built["out"], "out");
    let weight: usize = bench
        .files("out")
        .iter()
        .filter(|(name, _)| name.ends_with(".tix"))
        .map(|(_, bytes)| bytes.len())
        .sum();
    assert_eq!(built["bytes"], weight);
}

#[test]
fn quiet_says_nothing() {
    let bench = Bench::with_site();
    let ran = bench.ok(&["build", "site", "--quiet"]);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
}

#[test]
fn no_temporary_file_is_left() {
    let bench = Bench::with_site();
    bench.ok(&["build", "site", "--inject"]);
    let hidden: Vec<String> =
        bench.files("site").into_iter().map(|(name, _)| name).filter(|name| name.contains("/.")).collect();
    assert_eq!(hidden, ["thumbindex/.thumbindex-lock"]);
}

#[test]
fn builds_at_the_same_time_into_one_folder_leave_a_whole_index() {
    let bench = Bench::with_site();
    for (folder, words) in [("other", "medlar"), ("third", "quince")] {
        bench.write(&format!("{folder}/index.html"), page("Fruit", &format!("<p>A {words}.</p>")));
    }
    for _ in 0..5 {
        let sources = ["site", "other", "third", "site", "other", "third"];
        let build = |source: &&str| {
            let mut command = bench.command(&["build", source, "--out", "out", "--keep", "1", "--quiet"]);
            command.stderr(std::process::Stdio::piped()).spawn().expect("run")
        };
        let builds: Vec<_> = sources.iter().map(build).collect();
        for build in builds {
            let ran = build.wait_with_output().expect("run");
            assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        }
        // Opens every part, and finds those of other builds.
        let inspected = bench.ok(&["inspect", "out", "--json"]).json();
        assert_eq!(inspected["older"].as_array().map(Vec::len), Some(0));
    }
}

#[test]
fn the_widget_goes_with_the_index_or_its_absence_is_told_in_one_line() {
    let bench = Bench::with_site();
    let has_widget = bench.has_widget();
    let ran = bench.ok(&["build", "site"]);
    assert_eq!(bench.path("site/thumbindex/thumbindex.js").exists(), has_widget);
    assert_eq!(bench.path("site/thumbindex/thumbindex.wasm").exists(), has_widget);
    if !has_widget {
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
        assert!(ran.stderr.contains("cargo xtask build"), "{}", ran.stderr);
    }
}

#[test]
fn the_embedded_layout_is_one_module_that_answers_the_same() {
    let bench = Bench::with_site();
    if !bench.has_widget() {
        let ran = bench.refused(&["build", "site", "--layout", "embedded"], "no-module");
        assert!(ran.stderr.contains("thumbindex.wasm"), "{}", ran.stderr);
        return;
    }
    bench.ok(&["build", "site", "--out", "split"]);
    bench.ok(&["build", "site", "--out", "one", "--layout", "embedded"]);
    assert_eq!(bench.index_files("one"), Vec::<String>::new());
    assert_eq!(bench.answer("one", "ownr"), bench.answer("split", "ownr"));
    let inspected = bench.ok(&["inspect", "one", "--json"]).json();
    assert_eq!(inspected["layout"], "embedded");
    // The layout may change its mind in the same folder.
    bench.ok(&["build", "site", "--out", "split", "--layout", "embedded", "--keep", "1"]);
    assert_eq!(bench.index_files("split"), Vec::<String>::new());
    bench.ok(&["build", "site", "--out", "one", "--keep", "1"]);
    assert!(bench.index_files("one").contains(&"index.tix".into()));
}
