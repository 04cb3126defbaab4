//! The configuration file: where it is found, what it does, and what is said of a slip in it.

use std::io::Write;
use std::process::Stdio;

use crate::bench::{Bench, Ran, page};

/// The addresses of what is found, best first.
fn found(bench: &Bench, out: &str, query: &str) -> Vec<String> {
    let json = bench.ok(&["search", out, query, "--literal", "--json"]).json();
    let pages = json["pages"].as_array().expect("pages");
    let sections = pages.iter().flat_map(|page| page["sections"].as_array().expect("sections"));
    let mut hits: Vec<_> =
        sections.map(|hit| (hit["score"].as_f64(), hit["url"].as_str().expect("a URL").to_owned())).collect();
    hits.sort_by(|a, b| b.0.partial_cmp(&a.0).expect("numbers"));
    hits.into_iter().map(|(_, url)| url).collect()
}

#[test]
fn the_file_is_found_in_the_folder_beside_it_and_here_and_can_be_named() {
    for file in ["work/site/thumbindex.toml", "work/thumbindex.toml", "thumbindex.toml"] {
        let bench = Bench::new();
        bench.write("work/site/a.html", page("A", "<p>Words.</p>"));
        bench.write(file, "language = 'fr'");
        let told = bench.ok(&["build", "work/site", "--out", "out", "--json"]).json();
        assert_eq!(
            (&told["config"], &told["languages"][0]["language"]),
            (&file.into(), &"fr".into()),
            "{file}"
        );
        bench.write("other.toml", "language = 'de'");
        let told =
            bench.ok(&["build", "work/site", "--out", "out", "--config", "other.toml", "--json"]).json();
        assert_eq!(told["languages"][0]["language"], "de");
    }
}

#[test]
fn a_table_in_book_toml_is_as_good_and_a_book_without_one_says_nothing() {
    let bench = Bench::with_site();
    bench.write("book.toml", "[book]\ntitle = 'T'\n");
    assert_eq!(bench.ok(&["build", "site", "--json"]).json()["config"], serde_json::Value::Null);
    bench.write("book.toml", "[book]\ntitle = 'T'\n[output.thumbindex]\ncommand = 'x'\nlanguage = 'fr'\n");
    let told = bench.ok(&["build", "site", "--json"]).json();
    assert_eq!((&told["config"], &told["languages"][0]["language"]), (&"book.toml".into(), &"fr".into()));
}

#[test]
fn the_command_line_comes_before_the_file_and_paths_are_relative_to_the_file() {
    let bench = Bench::new();
    bench.write("work/public/a.html", page("A", "<p>Words.</p>"));
    bench.write("work/thumbindex.toml", "dir = 'public'\nout = 'public/find'\nlanguage = 'fr'\nkeep = 1\n");
    let told = bench.ok(&["build", "--config", "work/thumbindex.toml", "--json"]).json();
    assert_eq!((&told["out"], &told["languages"][0]["language"]), (&"work/public/find".into(), &"fr".into()));
    let arguments = ["build", "--config", "work/thumbindex.toml", "--lang", "de", "--out", "out", "--json"];
    let told = bench.ok(&arguments).json();
    assert_eq!((&told["out"], &told["languages"][0]["language"]), (&"out".into(), &"de".into()));
}

#[test]
fn a_slip_is_one_line_with_its_place_and_what_was_meant() {
    let bench = Bench::with_site();
    for (text, place, says) in [
        ("\nlangauge = 'en'\n", "thumbindex.toml line 2: ", "did you mean `language`?"),
        ("[[pages]]\nmatch = '**'\nwieght = 2\n", "thumbindex.toml line 3: ", "did you mean `pages.weight`?"),
        ("keep = 'two'\n", "thumbindex.toml line 1: ", "correct that line"),
        ("keep = \n", "thumbindex.toml line 1: ", "correct that line"),
        ("leave-out = ['a > b']\n", "thumbindex.toml line 1: ", "write tag, .class"),
        ("skip = ['a{b']\n", "thumbindex.toml line 1: ", "is no pattern"),
    ] {
        bench.write("thumbindex.toml", text);
        let ran = bench.refused(&["build", "site"], "bad-config");
        assert!(ran.stderr.contains(place) && ran.stderr.contains(says), "{}", ran.stderr);
    }
    bench.write("thumbindex.toml", b"# \xff");
    bench.refused(&["build", "site"], "bad-config");
    bench.refused(&["build", "site", "--config", "nowhere.toml"], "unreadable");
    assert!(!bench.path("site/thumbindex").exists());
}

#[test]
fn what_is_content_and_which_pages_there_are_is_the_authors_to_say() {
    let bench = Bench::with_site();
    bench.write("site/drafts/x.html", page("Draft", "<p>A quince.</p>"));
    bench.write("site/more.html", page("More", "<div class=ad>Buy quinces.</div><p>A medlar.</p>"));
    bench.write("thumbindex.toml", "skip = ['drafts/**']\nleave-out = ['.ad']\n");
    bench.ok(&["build", "site", "--out", "out", "--skip", "deep/borrow.html"]);
    assert_eq!(found(&bench, "out", "quince"), [""; 0]);
    assert_eq!(found(&bench, "out", "medlar"), ["more.html#top"]);
    assert_eq!(found(&bench, "out", "borrow"), [""; 0]);
}

#[test]
fn keywords_synonyms_weights_and_pins_reach_the_index() {
    let bench = Bench::with_site();
    bench.write(
        "site/deep/again.html",
        page("Ownership", "<h2 id=rules>Rules</h2><p>Each value has an owner.</p>"),
    );
    bench.write(
        "thumbindex.toml",
        "synonyms = [['reference', 'pointer']]\n\
         pins = [{ query = 'start here', page = 'deep/borrow.html' }]\n\
         [[pages]]\nmatch = 'deep/again.html'\nweight = 0.2\n\
         [[pages]]\nmatch = 'deep/own.html#rules'\nkeywords = ['regulations']\n",
    );
    bench.ok(&["build", "site", "--out", "out"]);
    assert_eq!(found(&bench, "out", "regulations"), ["deep/own.html#rules"]);
    assert_eq!(found(&bench, "out", "pointer"), ["deep/borrow.html#top"]);
    assert_eq!(found(&bench, "out", "start here")[0], "deep/borrow.html#top");
    let rules = found(&bench, "out", "rules");
    let place = |url: &str| rules.iter().position(|found| found == url).expect("found");
    assert!(place("deep/own.html#rules") < place("deep/again.html#rules"), "{rules:?}");
}

#[test]
fn parts_come_from_metadata_or_from_rules() {
    let bench = Bench::with_site();
    let tagged =
        page("Api", "<p>A quince.</p>").replace("<title>", "<meta name=section content=Reference><title>");
    bench.write("site/api.html", tagged);
    bench.write("thumbindex.toml", "part-from = 'section'\npages = [{ match = 'deep/*', part = 'Guide' }]\n");
    bench.ok(&["build", "site", "--out", "out"]);
    let part = |query: &str| {
        let json = bench.ok(&["search", "out", query, "--json"]).json();
        json["pages"][0]["breadcrumbs"][0].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!([part("quince"), part("borrow"), part("traveller")], ["Reference", "Guide", ""]);
}

#[test]
fn rules_and_pins_that_mean_nothing_are_told_and_stop_nothing() {
    let bench = Bench::with_site();
    bench.write(
        "thumbindex.toml",
        "pages = [{ match = 'dep/*' }]\npins = [{ query = 'q', page = 'gone.html' }]\n",
    );
    let ran = bench.ok(&["build", "site"]);
    assert!(ran.stderr.contains("warning: pages: `dep/*` matches nothing"), "{}", ran.stderr);
    assert!(ran.stderr.contains("warning: pins: gone.html is no section"), "{}", ran.stderr);
    assert!(ran.stdout.contains("as thumbindex.toml says"), "{}", ran.stdout);
}

#[test]
fn without_excerpts_no_text_is_in_the_index() {
    let bench = Bench::with_site();
    bench.write("thumbindex.toml", "excerpts = false");
    bench.ok(&["build", "site", "--out", "out"]);
    let ran = bench.ok(&["search", "out", "traveller", "--json"]);
    assert_eq!(ran.json()["total"], 1);
    assert!(!ran.stdout.contains("Start here"), "{}", ran.stdout);
}

#[test]
fn injected_tags_lead_where_the_base_url_says() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    bench.write("thumbindex.toml", "inject = true\nbase-url = 'https://example.org/docs'\n");
    bench.ok(&["build", "site"]);
    let own = String::from_utf8(bench.read("site/deep/own.html")).expect("text");
    assert!(
        own.contains(r#"src="../thumbindex/thumbindex.js" data-root="https://example.org/docs/""#),
        "{own}"
    );
    bench.ok(&["build", "site", "--base-url", "/elsewhere/"]);
    assert!(String::from_utf8_lossy(&bench.read("site/index.html")).contains(r#"data-root="/elsewhere/""#));
    bench.ok(&["build", "site", "--uninject"]);
    assert!(!String::from_utf8_lossy(&bench.read("site/deep/own.html")).contains("thumbindex"));
}

#[test]
fn browsers_are_told_of_the_search_of_a_site_that_says_where_it_is() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    bench.write("thumbindex.toml", "inject = true\nopensearch = 'https://docs.example.org/?a'\n");
    let fault = bench.refused(&["build", "site"], "bad-config").stderr;
    assert!(
        fault.contains("thumbindex.toml line 2: `https://docs.example.org/?a` is no full address"),
        "{fault}"
    );
    bench.write("thumbindex.toml", "inject = true\nopensearch = 'https://docs.example.org/'\n");
    bench.ok(&["build", "site"]);
    let description = || String::from_utf8(bench.read("site/thumbindex/opensearch.xml")).expect("text");
    let template = r#"template="https://docs.example.org/?search={searchTerms}""#;
    assert!(description().contains(template), "{}", description());
    let own = String::from_utf8(bench.read("site/deep/own.html")).expect("text");
    assert!(own.contains(r#"href="../thumbindex/opensearch.xml""#), "{own}");
    let fault = bench.refused(&["build", "site", "--opensearch", "docs.example.org"], "usage").stderr;
    assert!(fault.contains("`docs.example.org` is no full address of the site"), "{fault}");
    bench.ok(&["build", "site", "--opensearch", "https://elsewhere.example/a&b/"]);
    assert!(description().contains("https://elsewhere.example/a&amp;b/?search="), "{}", description());
    bench.ok(&["build", "site", "--uninject"]);
    assert!(!String::from_utf8_lossy(&bench.read("site/deep/own.html")).contains("thumbindex"));
}

/// Runs `thumbindex mdbook` as mdBook does.
fn mdbook(bench: &Bench, message: &str) -> Ran {
    let mut command = bench.command(&["mdbook"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("run");
    child.stdin.take().expect("a pipe").write_all(message.as_bytes()).expect("written");
    Ran::of(child.wait_with_output().expect("ended"))
}

#[test]
fn mdbook_runs_it_on_the_pages_that_it_has_just_made() {
    let bench = Bench::new().with_loader("my/book/html/thumbindex");
    bench.write("my/book/html/index.html", page("One", "<p>A quince.</p>"));
    bench.write(
        "my/book.toml",
        "[output.html]\n[output.thumbindex]\ncommand = 'thumbindex mdbook'\nlanguage = 'fr'\n",
    );
    let root = bench.path("my");
    let message = serde_json::json!({
        "version": "0.5.4", "root": root, "destination": root.join("book/thumbindex"), "book": {}, "config": {},
    });
    let ran = mdbook(&bench, &message.to_string());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(String::from_utf8_lossy(&bench.read("my/book/html/index.html")).contains("data-thumbindex"));
    let told = bench.ok(&["inspect", "my/book/html/thumbindex", "--json"]).json();
    assert_eq!(told["languages"][0]["language"], "fr");
}

#[test]
fn what_mdbook_would_not_say_or_do_is_told_with_the_way_to_mend_it() {
    let bench = Bench::new();
    let ran = mdbook(&bench, "hello");
    assert!(ran.code == 2 && ran.stderr.contains("[output.thumbindex]"), "{ran:?}");
    let root = bench.path("my");
    let message = serde_json::json!({ "root": root, "destination": root.join("book") });
    let ran = mdbook(&bench, &message.to_string());
    assert!(ran.code == 2 && ran.stderr.contains("write `[output.html]`"), "{ran:?}");
}
