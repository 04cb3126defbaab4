//! `thumbindex bundle`: one module with the index in it.

use crate::bench::Bench;

#[test]
fn one_module_answers_as_the_files_do() {
    let bench = Bench::with_site();
    if !bench.has_widget() {
        bench.refused(&["bundle", "site", "--out", "search.wasm"], "no-module");
        return;
    }
    let before = bench.files("site");
    let told = bench.ok(&["bundle", "site", "--out", "made/thumbindex.wasm", "--json"]);
    assert_eq!(bench.files("site"), before);
    assert_eq!(told.json()["pages"], 3);
    assert_eq!(told.json()["bytes"], bench.read("made/thumbindex.wasm").len());
    let bundled = bench.answer("made", "ownr");
    bench.ok(&["build", "site"]);
    assert_eq!(bundled, bench.answer("site/thumbindex", "ownr"));
    let once = bench.read("made/thumbindex.wasm");
    bench.ok(&["bundle", "site", "--out", "made/thumbindex.wasm", "--quiet"]);
    assert_eq!(bench.read("made/thumbindex.wasm"), once, "what `build` left is no content");
}

#[test]
fn what_a_module_cannot_hold_is_told() {
    let bench = Bench::with_site();
    bench.write("site/de/index.html", "<html lang=de><main><h1>Willkommen</h1><p>Ein Besitzer.</main>");
    if !bench.has_widget() {
        return;
    }
    let told = bench.ok(&["bundle", "site", "--out", "search.wasm", "--json"]).json();
    assert_eq!(told["warnings"][0], "a module holds one language, en: 1 page in de is left out");
}

#[test]
fn nothing_but_a_module_is_replaced() {
    let bench = Bench::with_site();
    for out in ["site/index.html", "site"] {
        let before = bench.files("site");
        bench.refused(&["bundle", "site", "--out", out], "out-taken");
        assert_eq!(bench.files("site"), before);
    }
    bench.refused(&["bundle", "site"], "usage");
    bench.refused(&["bundle", "nowhere", "--out", "search.wasm"], "no-such-folder");
}
