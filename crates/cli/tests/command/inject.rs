//! The script tag goes into pages once, and comes out without a trace.

use crate::bench::{Bench, page};

/// Pages with everything that a careless writer would spoil.
fn awkward_site() -> Bench {
    let bench = Bench::with_site();
    bench.write("site/bytes.html", b"<head>\r\n</head>\n\r<body><p>caf\xe9 \xff\xfe\0 words</body>");
    bench.write("site/bare.html", "just <b>words</b> without an end");
    bench.write("site/tricky.html", "<head><!-- </head> --><script>'</head>'</script></head><p>words");
    bench.write("site/away.html", "<meta http-equiv=refresh content='0;url=index.html'>");
    bench.write("site/data.json", "{\"html\": \"</head>\"}");
    bench.write("site/utf16.html", b"\xff\xfe<\0p\0>\0");
    bench.with_loader("site/thumbindex")
}

const TAG: &str = "data-thumbindex=\"\"></script>";

fn tags_in(bench: &Bench, name: &str) -> usize {
    String::from_utf8_lossy(&bench.read(name)).matches(TAG).count()
}

#[test]
fn every_page_gets_the_tag_once_and_nothing_else_changes() {
    let bench = awkward_site();
    for _ in 0..2 {
        bench.ok(&["build", "site", "--inject"]);
        for name in ["index.html", "deep/own.html", "bytes.html", "bare.html", "tricky.html"] {
            assert_eq!(tags_in(&bench, &format!("site/{name}")), 1, "{name}");
        }
        for name in ["away.html", "data.json", "utf16.html"] {
            assert_eq!(tags_in(&bench, &format!("site/{name}")), 0, "{name}");
        }
    }
    let tricky = String::from_utf8(bench.read("site/tricky.html")).expect("text");
    assert!(tricky.starts_with("<head><!-- </head> --><script>'</head>'</script><"), "{tricky}");
}

#[test]
fn a_second_injection_writes_nothing() {
    let bench = awkward_site();
    bench.ok(&["build", "site", "--inject"]);
    let before = bench.files("site");
    let modified = bench.path("site/index.html").metadata().expect("a file").modified().expect("a time");
    let again = bench.ok(&["build", "site", "--inject", "--json"]).json();
    assert_eq!(again["injected"], 0);
    assert_eq!(bench.files("site"), before);
    assert_eq!(
        bench.path("site/index.html").metadata().expect("a file").modified().expect("a time"),
        modified
    );
}

#[test]
fn taking_it_out_restores_every_byte() {
    let bench = awkward_site();
    let before = bench.files("site");
    bench.ok(&["build", "site", "--inject"]);
    let out = bench.ok(&["build", "site", "--uninject", "--json"]).json();
    assert_eq!(out["uninjected"], 6);
    let after = bench.files("site");
    for file in &before {
        assert!(after.contains(file), "{}", file.0);
    }
    assert_eq!(bench.ok(&["build", "site", "--uninject", "--json"]).json()["uninjected"], 0);
}

#[test]
fn the_tag_names_the_widget_from_wherever_the_page_is() {
    let bench = Bench::with_site().with_loader("site/my search");
    bench.ok(&["build", "site", "--out", "site/my search", "--inject"]);
    let deep = String::from_utf8(bench.read("site/deep/own.html")).expect("text");
    let tag = r#"<script type="module" src="../my%20search/thumbindex.js" data-root="../" data-thumbindex=""></script>"#;
    assert!(deep.contains(&format!("{tag}</head>")), "{deep}");
}

#[test]
fn what_was_injected_is_not_found_by_a_search() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    bench.ok(&["build", "site", "--out", "one"]);
    bench.ok(&["build", "site", "--inject"]);
    bench.ok(&["build", "site", "--out", "two"]);
    let index = |out: &str| {
        bench.files(out).into_iter().filter(|(name, _)| name.ends_with(".tix")).collect::<Vec<_>>()
    };
    assert_eq!(index("one"), index("two"));
}

#[test]
fn pages_of_the_site_in_the_output_folder_are_pages_still() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    bench.write("site/thumbindex/index.html", page("Thumb index", "<p>A quincunx of notches.</p>"));
    bench.ok(&["build", "site", "--inject"]);
    let found = bench.ok(&["search", "site/thumbindex", "quincunx", "--json"]).json();
    assert_eq!(found["pages"][0]["url"], "thumbindex/index.html");
    assert_eq!(tags_in(&bench, "site/thumbindex/index.html"), 1);
}

#[cfg(unix)]
#[test]
fn a_page_that_is_a_link_is_left_alone() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    bench.write("shared.html", page("Shared", "<p>Words.</p>"));
    std::os::unix::fs::symlink(bench.path("shared.html"), bench.path("site/link.html")).expect("a link");
    let before = bench.read("shared.html");
    bench.ok(&["build", "site", "--inject"]);
    assert_eq!(bench.read("shared.html"), before);
    assert!(bench.path("site/link.html").symlink_metadata().expect("a link").is_symlink());
}

#[cfg(unix)]
#[test]
fn taking_the_tag_out_leaves_a_link_to_another_page_a_link() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    std::os::unix::fs::symlink("index.html", bench.path("site/again.html")).expect("a link");
    bench.ok(&["build", "site", "--inject"]);
    assert_eq!(bench.ok(&["build", "site", "--uninject", "--json"]).json()["uninjected"], 3);
    assert!(bench.path("site/again.html").symlink_metadata().expect("a link").is_symlink());
}

#[test]
fn without_a_loader_no_page_is_touched_and_that_is_said() {
    let bench = Bench::with_site();
    if !bench.has_widget() {
        let before = bench.read("site/index.html");
        let ran = bench.ok(&["build", "site", "--inject"]);
        assert!(ran.stderr.contains("no page was given the script tag"), "{}", ran.stderr);
        assert_eq!(bench.read("site/index.html"), before);
    }
}

#[test]
fn more_pages_with_the_tag_than_in_the_index_are_explained() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    let report = || bench.ok(&["build", "site", "--inject"]).stdout;
    assert!(!report().contains("not indexed"));
    bench.write(
        "site/404.html",
        page("Not here", "").replace("<title>", "<meta name=robots content=noindex><title>"),
    );
    let told = report();
    assert!(told.contains("4 pages (1 new; those that are not indexed have it too)"), "{told}");
}
