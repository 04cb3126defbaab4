//! Content that is made to crash, stall or mislead a build: an index, or one line that says what is wrong.

use crate::bench::{Bench, page};

/// Builds `site` and finds in it the word that stands behind everything hostile.
fn built(bench: &Bench) {
    let built = bench.ok(&["build", "site", "--out", "out", "--json"]).json();
    assert!(built["pages"].as_u64() > Some(0));
    let found = bench.ok(&["search", "out", "medlar", "--json"]).json();
    assert!(found["total"].as_u64() > Some(0), "{found}");
}

fn built_with(text: &str) {
    let bench = Bench::new();
    bench.write("site/index.html", text);
    built(&bench);
}

#[test]
fn elements_nested_without_end() {
    for opening in ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<svg>", "<span class=x>"]
    {
        let nested = opening.repeat(200_000 / opening.len() * 5);
        built_with(&page("Nested", &format!("<p>A medlar.</p>{nested}")));
    }
}

#[test]
fn markup_that_never_ends() {
    for open in
        ["<!--", "<", "</", "<a href=\"", "&", "<script>", "<![CDATA[", "<a b=c d=e ", "<p>&#x", "<title>"]
    {
        built_with(&page("Open", &format!("<p>A medlar.</p>{}", open.repeat(1_000_000 / open.len()))));
    }
}

#[test]
fn a_single_page_of_twenty_megabytes() {
    built_with(&page(
        "Long",
        &format!("<p>A medlar.</p>{}", "<p>Words that fill a very long page.</p>\n".repeat(500_000)),
    ));
}

#[test]
fn a_page_that_is_larger_than_any_memory() {
    let bench = Bench::new();
    bench.write("site/index.html", page("Start", "<p>A medlar.</p>"));
    let file = std::fs::File::create(bench.path("site/large.html")).expect("a file");
    if file.set_len(1 << 40).is_ok() {
        let ran = bench.refused(&["build", "site", "--out", "out"], "unreadable");
        assert!(ran.stderr.contains("site/large.html: this has more than 1 GB"), "{}", ran.stderr);
    }
}

#[test]
fn a_hundred_thousand_headings() {
    let headings: String = (0..100_000).map(|number| format!("<h2 id=h{number}>Heading</h2>\n")).collect();
    built_with(&page("Headings", &format!("<p>A medlar.</p>{headings}")));
}

#[test]
fn markdown_nested_without_end() {
    let bombs = [
        "> ", "- ", "[", "![", "*a ", "**a _b ", "`", "<b>", "((((", "| a ", "\\", "&#", "1. ", "[a](",
        "~~a ",
    ];
    for bomb in bombs {
        let bench = Bench::new();
        bench.write("site/src/SUMMARY.md", "- [One](one.md)\n- [Two](two.md)\n");
        bench.write("site/src/one.md", "# One\n\nA medlar.\n");
        bench.write("site/src/two.md", format!("# Two\n\n{}\n", bomb.repeat(100_000 / bomb.len())));
        built(&bench);
    }
}

#[test]
fn chapters_that_include_each_other_or_lead_out_of_the_book() {
    let bench = Bench::new();
    bench.write("secret.md", "A quince.\n");
    bench.write("site/src/SUMMARY.md", "- [One](one.md)\n- [Two](two.md)\n");
    let includes =
        "{{#include one.md}} {{#include two.md}} {{#include ../../secret.md}} {{#include /etc/passwd}}\n";
    bench.write("site/src/one.md", format!("# One\n\nA medlar.\n\n{includes}"));
    bench.write("site/src/two.md", format!("# Two\n\n{}", includes.repeat(50)));
    built(&bench);
    let found = bench.ok(&["search", "out", "quince", "--literal", "--json"]).json();
    assert_eq!(found["total"], 0);
}

#[test]
fn configuration_that_is_nested_huge_or_leads_out_of_the_book() {
    for (config, code) in [
        (format!("a = {}", "[".repeat(100_000)), "bad-config"),
        (format!("{}a = 1", "[x".repeat(100_000)), "bad-config"),
        ("[book]\nsrc = \"../..\"".to_owned(), "bad-config"),
        ("[book]\nsrc = \"nowhere\"".to_owned(), "no-summary"),
        ("title = \"\u{0}\"".to_owned(), "bad-config"),
    ] {
        let bench = Bench::new();
        bench.write("site/src/SUMMARY.md", "- [One](one.md)\n");
        bench.write("site/book.toml", config);
        bench.refused(&["build", "site", "--out", "out"], code);
    }
}

#[test]
fn pages_that_lead_to_each_other_in_a_circle() {
    let bench = Bench::new();
    bench.write("site/index.html", page("Start", "<p>A medlar, <a href=a.html>on</a>.</p>"));
    for (name, next) in [("a", "b"), ("b", "c"), ("c", "a")] {
        let refresh = format!(
            "<meta http-equiv=refresh content='0;url={next}.html'><link rel=canonical href={next}.html>"
        );
        bench
            .write(&format!("site/{name}.html"), format!("<head>{refresh}</head><a href={next}.html>on</a>"));
    }
    built(&bench);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_files_that_are_none() {
    use std::os::unix::fs::symlink;
    let bench = Bench::new();
    bench.write("site/index.html", page("Start", "<p>A medlar.</p>"));
    symlink(".", bench.path("site/again")).expect("a link");
    symlink("loop.html", bench.path("site/loop.html")).expect("a link");
    symlink("nowhere.html", bench.path("site/gone.html")).expect("a link");
    symlink("/dev/zero", bench.path("site/zero.html")).expect("a link");
    let made =
        std::process::Command::new("mkfifo").arg(bench.path("site/pipe.html")).status().expect("mkfifo");
    assert!(made.success());
    std::os::unix::net::UnixListener::bind(bench.path("site/socket.html")).expect("a socket");
    built(&bench);
}

#[cfg(unix)]
#[test]
fn a_book_whose_files_are_no_files() {
    for name in ["book.toml", "src/SUMMARY.md", "src/one.md", "src/included.md"] {
        let bench = Bench::new();
        bench.write("site/src/SUMMARY.md", "- [One](one.md)\n");
        bench.write("site/src/one.md", "# One\n\nA medlar.\n\n{{#include included.md}}\n");
        bench.write("site/src/included.md", "Included.\n");
        bench.write("site/book.toml", "[book]\n");
        std::fs::remove_file(bench.path("site").join(name)).expect("removed");
        let made =
            std::process::Command::new("mkfifo").arg(bench.path("site").join(name)).status().expect("mkfifo");
        assert!(made.success());
        let ran = bench.run(&["build", "site", "--out", "out"]);
        assert_eq!((ran.code, ran.stderr.lines().count()), (2, 1), "{name}: {ran:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_output_folder_whose_files_are_no_files() {
    for name in ["index.tix", "thumbindex-files.txt", ".thumbindex-lock"] {
        let bench = Bench::new();
        bench.write("site/index.html", page("Start", "<p>A medlar.</p>"));
        std::fs::create_dir(bench.path("out")).expect("a folder");
        let made =
            std::process::Command::new("mkfifo").arg(bench.path("out").join(name)).status().expect("mkfifo");
        assert!(made.success());
        if name == ".thumbindex-lock" {
            built(&bench);
        } else {
            bench.refused(&["build", "site", "--out", "out"], "unreadable");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_list_of_old_files_that_leads_out_of_the_output_folder_removes_nothing_there() {
    let bench = Bench::new();
    bench.write("site/index.html", page("Start", "<p>A medlar.</p>"));
    bench.write("elsewhere/thesis.txt", "Words.");
    std::fs::create_dir(bench.path("out")).expect("a folder");
    std::os::unix::fs::symlink("../elsewhere", bench.path("out/chunks")).expect("a link");
    let old = "0123456789abcdef.tix chunks/thesis.txt chunks/../../elsewhere/thesis.txt\n";
    bench.write("out/thumbindex-files.txt", old);
    bench.ok(&["build", "site", "--out", "out", "--keep", "1"]);
    assert_eq!(bench.read("elsewhere/thesis.txt"), b"Words.");
}
