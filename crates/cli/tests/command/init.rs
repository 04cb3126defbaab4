//! `init`: what made a site, and what to do about it.

use crate::bench::{Bench, page};

fn recognised(bench: &Bench, dir: &str) -> (serde_json::Value, serde_json::Value) {
    let json = bench.ok(&["init", dir, "--json"]).json();
    (json["generator"].clone(), json["site"].clone())
}

#[test]
fn a_project_is_told_by_its_files() {
    for (file, name, site) in [
        ("book.toml", "mdBook", "book"),
        ("docusaurus.config.ts", "Docusaurus", "build"),
        (".vitepress/config.mts", "VitePress", ".vitepress/dist"),
        ("src/content/docs/index.mdx", "Starlight", "dist"),
        ("conf.py", "Sphinx", "_build/html"),
        ("mkdocs.yml", "MkDocs", "site"),
        ("hugo.toml", "Hugo", "public"),
        ("content/_index.md", "Zola", "public"),
        ("_config.yml", "Jekyll", "_site"),
        ("Cargo.toml", "rustdoc", "target/doc"),
        ("astro.config.mjs", "Astro", "dist"),
    ] {
        let bench = Bench::new();
        bench.write(&format!("p/{file}"), "");
        assert_eq!(recognised(&bench, "p"), (name.into(), site.into()), "{file}");
    }
}

#[test]
fn a_built_site_is_told_by_what_its_pages_say() {
    for (head, name) in [
        ("<!-- Book generated using mdBook -->", "mdBook"),
        ("<meta name=\"generator\" content=\"Docusaurus v3.5.2\">", "Docusaurus"),
        ("<meta name=\"generator\" content=\"VitePress v1.3.4\">", "VitePress"),
        (
            "<meta name=\"generator\" content=\"Astro v4\"/><meta name=\"generator\" content=\"Starlight v0.28\"/>",
            "Starlight",
        ),
        ("<script src=\"_static/documentation_options.js?v=1\"></script>", "Sphinx"),
        ("<meta name=\"generator\" content=\"mkdocs-1.6, mkdocs-material-9.5\">", "MkDocs"),
        ("<meta name=\"generator\" content=\"Hugo 0.134\">", "Hugo"),
        ("<meta name=\"generator\" content=\"rustdoc\">", "rustdoc"),
        ("<meta name=\"generator\" content=\"Jekyll v4.3\" />", "Jekyll"),
    ] {
        let bench = Bench::new();
        bench.write("work/out/index.html", page("A", "").replace("<title>", &format!("{head}<title>")));
        assert_eq!(recognised(&bench, "work/out"), (name.into(), "out".into()), "{head}");
    }
    let bench = Bench::with_site();
    assert_eq!(recognised(&bench, "site"), (serde_json::Value::Null, "site".into()));
}

#[test]
fn a_site_is_told_by_its_first_page_and_not_by_what_lies_beside_it() {
    let bench = Bench::new();
    let says = |generator: &str| {
        page("A", "").replace("<title>", &format!("<meta name=\"generator\" content=\"{generator}\"><title>"))
    };
    bench.write("site/README.html", says("rustdoc"));
    bench.write("site/index.html", says("mkdocs-1.6"));
    assert_eq!(recognised(&bench, "site"), ("MkDocs".into(), "site".into()));
}

#[test]
fn a_site_in_a_folder_below_is_found_from_the_folder_around_it() {
    let bench = Bench::with_site();
    assert_eq!(recognised(&bench, "."), (serde_json::Value::Null, "site".into()));
    bench.ok(&["init", "--apply"]);
    assert!(bench.read("thumbindex.toml").starts_with(b"dir = \"site\"\n"));
    // Of two, neither is the site.
    bench.write("other/index.html", page("B", ""));
    assert_ne!(recognised(&bench, ".").1, "site");
}

#[test]
fn nothing_is_written_unless_asked_and_never_over_a_file() {
    let bench = Bench::with_site();
    let before = bench.files(".");
    let ran = bench.ok(&["init", "site"]);
    assert!(ran.stdout.contains("thumbindex build site --inject"), "{}", ran.stdout);
    assert_eq!(bench.files("."), before);
    bench.ok(&["init", "site", "--apply"]);
    let written = bench.read("thumbindex.toml");
    bench.refused(&["init", "site", "--apply"], "exists");
    assert_eq!(bench.read("thumbindex.toml"), written);
}

#[test]
fn after_apply_build_needs_no_arguments() {
    let bench = Bench::with_site().with_loader("site/thumbindex");
    bench.ok(&["init", "site", "--apply"]);
    let told = bench.ok(&["build", "--json"]).json();
    assert_eq!(
        (&told["pages"], &told["injected"], &told["config"]),
        (&3.into(), &3.into(), &"thumbindex.toml".into())
    );
}

#[test]
fn mdbook_gets_the_one_line_hook() {
    let bench = Bench::new();
    bench.write("book.toml", "");
    let ran = bench.ok(&["init"]);
    assert!(ran.stdout.contains("command = \"thumbindex mdbook\""), "{}", ran.stdout);
    assert!(ran.stdout.contains("  mdbook build\n"), "{}", ran.stdout);
}

#[test]
fn a_hook_that_stands_is_not_proposed_again() {
    let bench = Bench::new();
    bench.write("book.toml", "[output.html]\n[output.thumbindex]\ncommand = \"thumbindex mdbook\"\n");
    let ran = bench.ok(&["init"]);
    assert!(ran.stdout.contains("  mdbook build\n"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("thumbindex build book"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("command ="), "{}", ran.stdout);
}
