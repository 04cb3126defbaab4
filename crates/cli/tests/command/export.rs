//! `export`: the sections of an index as documents for other engines.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::bench::Bench;

fn lines(bench: &Bench, format: &str) -> Vec<Value> {
    let ran = bench.ok(&["export", "out", "--format", format]);
    ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn every_section_is_a_document_with_an_id_that_engines_take() {
    for layout in ["split", "single"] {
        let bench = Bench::with_large_site();
        if layout != "split" && !bench.has_widget() {
            continue;
        }
        bench.ok(&["build", "site", "--out", "out", "--layout", layout]);
        let told = bench.ok(&["inspect", "out", "--json"]).json();
        let documents = lines(&bench, "meilisearch");
        assert_eq!(documents.len() as u64, told["languages"][0]["sections"].as_u64().expect("a number"));
        let ids: BTreeSet<&str> =
            documents.iter().map(|document| document["id"].as_str().expect("an id")).collect();
        assert_eq!(ids.len(), documents.len());
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')));
        let rules =
            documents.iter().find(|document| document["url"] == "deep/own.html#rules").expect("there");
        assert_eq!((&rules["page"], &rules["heading"]), (&"Ownership".into(), &"Rules".into()));
        assert_eq!(
            (&rules["text"], &rules["language"]),
            (&"Each value has an owner.\n".into(), &"en".into())
        );
        assert_eq!(documents, lines(&bench, "typesense"));
    }
}

#[test]
fn opensearch_gets_an_action_before_each_document() {
    let bench = Bench::with_site();
    bench.ok(&["build", "site", "--out", "out"]);
    let lines = lines(&bench, "opensearch");
    assert_eq!(lines.len() % 2, 0);
    for pair in lines.chunks(2) {
        assert_eq!(pair[0], serde_json::json!({ "index": { "_id": pair[1]["id"] } }));
    }
}

#[test]
fn code_is_plain_text_for_others() {
    let bench = Bench::new();
    bench.write("site/a.html", crate::bench::page("A", "<p>See:<pre>let x;\n  y</pre>"));
    bench.ok(&["build", "site", "--out", "out"]);
    assert_eq!(lines(&bench, "typesense")[0]["text"], "See:\nlet x;\n  y\n");
    bench.refused(&["export", "site", "--format", "typesense"], "no-index");
    bench.refused(&["export", "out"], "usage");
}

#[cfg(target_os = "linux")]
#[test]
fn documents_that_find_no_room_are_told() {
    let bench = Bench::with_site();
    bench.ok(&["build", "site", "--out", "out"]);
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a full disk");
    let mut command = bench.command(&["export", "out", "--format", "typesense"]);
    let ran = command.stdout(full).output().expect("run");
    let told = String::from_utf8_lossy(&ran.stderr);
    assert_eq!((ran.status.code(), told.lines().count()), (Some(2), 1), "{told}");
    assert!(
        told.starts_with("error: cannot write standard output: ") && told.ends_with("[unwritable]\n"),
        "{told}"
    );
}
