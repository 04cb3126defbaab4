//! `--layout single`: one script that holds everything.

use crate::bench::Bench;

/// Whether this command carries the template, which depends on how it was compiled.
fn has_template(bench: &Bench) -> bool {
    let ran = bench.run(&["build", "site", "--out", "probe", "--layout", "single"]);
    match ran.code {
        0 => true,
        _ => {
            bench.refused(&["build", "site", "--out", "probe", "--layout", "single"], "no-template");
            false
        }
    }
}

#[test]
fn one_script_answers_as_the_files_do() {
    let bench = Bench::with_site();
    if !has_template(&bench) {
        return;
    }
    bench.ok(&["build", "site", "--out", "split"]);
    bench.ok(&["build", "site", "--out", "one", "--layout", "single"]);
    let names: Vec<String> = bench.files("one").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, [".thumbindex-lock", "thumbindex-files.txt", "thumbindex.js"]);
    assert_eq!(bench.answer("one", "ownr"), bench.answer("split", "ownr"));
    let inspected = bench.ok(&["inspect", "one", "--json"]).json();
    assert_eq!(inspected["layout"], "single");
    let script = bench.read("one/thumbindex.js").len() as u64;
    assert!(inspected["widget"][0]["bytes"].as_u64().is_some_and(|bytes| bytes > 0 && bytes < script));
}

#[test]
fn every_language_of_a_site_is_in_the_script() {
    let bench = Bench::with_site();
    bench.write("site/de/index.html", "<html lang=de><main><h1>Willkommen</h1><p>Ein Besitzer.</main>");
    if !has_template(&bench) {
        return;
    }
    bench.ok(&["build", "site", "--out", "one", "--layout", "single"]);
    let found = bench.ok(&["search", "one", "besitzer", "--lang", "de", "--json"]).json();
    assert_eq!(found["pages"][0]["url"], "de/index.html");
    assert_eq!(bench.ok(&["inspect", "one", "--json"]).json()["languages"][1]["language"], "de");
}

#[test]
fn pages_get_the_tag_of_a_classic_script_and_another_layout_changes_it() {
    let bench = Bench::with_site();
    if !has_template(&bench) {
        return;
    }
    let before = bench.files("site");
    let tag = |kind: &str| {
        let src = "../thumbindex/thumbindex.js";
        format!(r#"<script {kind} src="{src}" data-root="../" data-thumbindex=""></script></head>"#)
    };
    for (layout, kind) in
        [("split", r#"type="module""#), ("single", "defer"), ("embedded", r#"type="module""#)]
    {
        let built =
            bench.ok(&["build", "site", "--layout", layout, "--keep", "1", "--inject", "--json"]).json();
        assert_eq!(built["injected"], 3);
        let page = String::from_utf8(bench.read("site/deep/own.html")).expect("text");
        assert_eq!((page.matches("data-thumbindex").count(), page.contains(&tag(kind))), (1, true), "{page}");
    }
    bench.ok(&["build", "site", "--uninject"]);
    for file in before {
        assert!(bench.files("site").contains(&file), "{}", file.0);
    }
}

#[test]
fn a_script_that_was_cut_short_is_no_index() {
    let bench = Bench::with_site();
    if !has_template(&bench) {
        return;
    }
    bench.ok(&["build", "site", "--out", "one", "--layout", "single"]);
    let script = bench.read("one/thumbindex.js");
    bench.write("one/thumbindex.js", &script[..script.len() / 2]);
    bench.refused(&["search", "one", "owner"], "no-index");
}
