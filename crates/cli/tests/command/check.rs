//! `check`: what is found, and how a program is told.

use crate::bench::{Bench, page};

fn with_faults() -> Bench {
    let bench = Bench::with_site();
    bench.write(
        "site/deep/own.html",
        page("Ownership", "<p>See <a href=gone.html>there</a>.</p><h2>No id</h2>"),
    );
    bench
}

#[test]
fn findings_are_told_and_are_no_failure_unless_it_is_strict() {
    let bench = with_faults();
    let before = bench.files("site");
    let ran = bench.ok(&["check", "site"]);
    assert!(ran.stdout.contains("deep/own.html: the page links to deep/gone.html"), "{}", ran.stdout);
    assert!(ran.stdout.contains("headings without an id (1)"), "{}", ran.stdout);
    assert_eq!(bench.run(&["check", "site", "--strict"]).code, 3);
    assert_eq!(bench.files("site"), before);
}

#[test]
fn a_site_in_order_has_nothing_to_mend_with_an_index_in_it_or_without() {
    let bench = Bench::with_site();
    assert_eq!(bench.ok(&["check", "site", "--strict"]).stdout, "nothing to mend\n");
    bench.ok(&["build", "site", "--inject"]);
    assert_eq!(bench.ok(&["check", "site", "--strict"]).stdout, "nothing to mend\n");
}

#[test]
fn a_program_gets_them_as_json() {
    let bench = with_faults();
    let json = bench.ok(&["check", "site", "--json"]).json();
    let findings = json["findings"].as_array().expect("findings");
    let told: Vec<_> = findings.iter().map(|finding| (&finding["kind"], &finding["page"])).collect();
    let own = serde_json::Value::from("deep/own.html");
    assert_eq!(told, [(&"broken-link".into(), &own), (&"no-id".into(), &own)]);
}

#[test]
fn pages_that_the_author_skips_are_not_checked_but_links_to_them_are_good() {
    let bench = with_faults();
    bench.write("site/index.html", page("Welcome", "<a href=deep/own.html>x</a>"));
    bench.write("thumbindex.toml", "skip = ['deep/own.html']");
    assert_eq!(bench.ok(&["check", "site"]).stdout, "nothing to mend\n");
    bench.refused(&["check", "nowhere"], "no-such-folder");
    bench.refused(&["check"], "usage");
}
