//! `search` and `inspect`: what a person reads, and what a program reads.

use std::process::Stdio;

use crate::bench::Bench;

fn built() -> Bench {
    let bench = Bench::with_site();
    bench.ok(&["build", "site", "--out", "out"]);
    bench
}

#[test]
fn a_program_gets_the_results_object() {
    let answer = built().ok(&["search", "out", "each value", "--json"]).json();
    assert_eq!(answer["query"], "each value");
    assert_eq!(answer["corrected"], serde_json::Value::Null);
    assert_eq!(answer["totalIsExact"], true);
    assert!(answer["tookMs"].as_f64().is_some_and(|time| time > 0.0));
    let first = &answer["pages"][0];
    assert_eq!((first["url"].as_str(), first["title"].as_str()), (Some("deep/own.html"), Some("Ownership")));
    assert_eq!(first["sections"][0]["url"], "deep/own.html#rules");
    let excerpt = first["sections"][0]["excerpt"].as_array().expect("an excerpt");
    let text: String = excerpt.iter().filter_map(|piece| piece["text"].as_str()).collect();
    assert!(text.contains("Each value has an owner."), "{text}");
    assert!(excerpt.iter().any(|piece| piece["mark"] == true));
}

#[test]
fn only_the_time_differs_between_two_runs() {
    let bench = built();
    let answer = bench.answer("out", "ownreship");
    assert_eq!(answer, bench.answer("out", "ownreship"));
    assert_eq!(answer["corrected"], "ownership");
}

#[test]
fn a_person_gets_plain_text_without_colours_in_a_pipe() {
    let ran = built().ok(&["search", "out", "owner"]);
    assert!(
        ran.stdout.contains("  Rules  deep/own.html#rules\n    Each value has an owner.\n"),
        "{}",
        ran.stdout
    );
    assert!(!ran.stdout.contains('\x1b'));
    assert_eq!(ran.stderr, "");
}

#[test]
fn nothing_found_is_no_failure() {
    let bench = built();
    assert_eq!(bench.ok(&["search", "out", "xyzzyplugh"]).stdout, "nothing found for “xyzzyplugh”\n");
    let answer = bench.ok(&["search", "out", "xyzzyplugh", "--json"]).json();
    assert_eq!((answer["total"].as_u64(), answer["pages"].as_array().map(Vec::len)), (Some(0), Some(0)));
    bench.ok(&["search", "out", ""]);
}

#[test]
fn the_limit_counts_sections() {
    let bench = built();
    let answer = bench.ok(&["search", "out", "owner", "--limit", "1", "--json"]).json();
    assert_eq!(answer["pages"].as_array().map(Vec::len), Some(1));
    assert!(answer["total"].as_u64() > Some(1));
}

#[test]
fn words_need_no_quotes_and_the_root_may_be_named_itself() {
    let bench = built();
    let apart = bench.ok(&["search", "out/index.tix", "each", "value", "--json"]).json();
    assert_eq!(apart["query"], "each value");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let bench = built();
    let mut child = bench
        .command(&["search", "out", "owner", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ended");
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn inspecting_says_what_is_there_and_what_it_weighs() {
    let bench = built();
    let ran = bench.ok(&["inspect", "out"]);
    assert!(ran.stdout.contains("(en): 3 pages, "), "{}", ran.stdout);
    let report = bench.ok(&["inspect", "out", "--json"]).json();
    assert_eq!(report["languages"][0]["pages"], 3);
    let on_disk: usize = bench
        .files("out")
        .iter()
        .filter(|(name, _)| name.ends_with(".tix"))
        .map(|(_, bytes)| bytes.len())
        .sum();
    assert_eq!(report["bytes"], on_disk);
    let names: Vec<&str> = report["languages"][0]["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .filter_map(|part| part["name"].as_str())
        .collect();
    assert_eq!(names, ["root", "chapters", "terms", "block"]);
}

#[test]
fn each_language_is_searched_by_its_name() {
    let bench = built();
    bench.write(
        "site/fr.html",
        "<html lang=fr><head><title>Bonjour</title></head><body><main><h1>Bonjour</h1><p>Un coquelicot.</p></main></body></html>",
    );
    let built = bench.ok(&["build", "site", "--out", "out", "--json"]).json();
    assert_eq!(built["languages"].as_array().map(Vec::len), Some(2));
    assert_eq!(bench.ok(&["search", "out", "coquelicot", "--json"]).json()["total"], 0);
    let found = bench.ok(&["search", "out", "coquelicot", "--lang", "FR", "--json"]).json();
    assert_eq!(found["pages"][0]["url"], "fr.html");
    assert_eq!(bench.ok(&["inspect", "out", "--json"]).json()["languages"][1]["language"], "fr");
}

#[test]
fn help_and_version_are_no_errors() {
    let bench = Bench::new();
    assert!(bench.ok(&["--help"]).stdout.contains("inspect"));
    assert!(bench.ok(&["build", "--help"]).stdout.contains("--inject"));
    assert!(bench.ok(&["--version"]).stdout.starts_with("thumbindex "));
    assert_eq!(bench.run(&[]).code, 2);
}
