//! Bad input: one line that says what, where and how to mend it, exit code 2, and the old index as it was.

use crate::bench::{Bench, page};

/// Builds a good index, breaks the site, and sees that the failed build leaves everything in the output as it was.
fn refused_and_untouched(break_site: impl Fn(&Bench), code: &str, says: &[&str]) {
    let bench = Bench::with_site();
    bench.ok(&["build", "site", "--out", "out"]);
    let before = bench.files("out");
    assert!(before.len() >= 2, "a root and its list at least");
    std::fs::remove_dir_all(bench.path("site")).expect("removed");
    break_site(&bench);
    let ran = bench.refused(&["build", "site", "--out", "out"], code);
    for word in says {
        assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
    }
    assert_eq!(bench.files("out"), before);
}

#[test]
fn a_folder_that_does_not_exist() {
    refused_and_untouched(|_| (), "no-such-folder", &["site:", "name one that exists"]);
}

#[test]
fn a_folder_that_is_a_file() {
    refused_and_untouched(|bench| bench.write("site", "text"), "not-a-folder", &["site:", "name the folder"]);
}

#[test]
fn an_empty_folder() {
    let empty = |bench: &Bench| std::fs::create_dir(bench.path("site")).expect("a folder");
    refused_and_untouched(empty, "empty-folder", &["site:"]);
}

#[test]
fn a_folder_without_html() {
    refused_and_untouched(|bench| bench.write("site/notes.txt", "words"), "no-html", &["site:", "notes.txt"]);
}

#[test]
fn a_summary_that_names_a_missing_file() {
    let book = |bench: &Bench| {
        bench.write("site/book.toml", "[book]\ntitle = \"Book\"\n");
        bench.write("site/src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n- [Two](two.md)\n");
        bench.write("site/src/one.md", "# One\n\nWords.\n");
    };
    refused_and_untouched(book, "missing-chapter", &["SUMMARY.md line 4", "two.md"]);
}

#[test]
fn a_chapter_that_is_no_utf8() {
    let book = |bench: &Bench| {
        bench.write("site/src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
        bench.write("site/book.toml", "[book]\n");
        bench.write("site/src/one.md", b"# One\n\nW\xffrds.\n");
    };
    refused_and_untouched(book, "not-utf8", &["one.md", "save the file as UTF-8"]);
}

#[test]
fn an_output_folder_that_is_a_file() {
    let bench = Bench::with_site();
    bench.write("out", "a file of somebody's");
    bench.refused(&["build", "site", "--out", "out"], "not-a-folder");
    bench.refused(&["build", "site", "--out", "out/below"], "unwritable");
    assert_eq!(bench.read("out"), b"a file of somebody's");
}

#[test]
fn an_output_that_cannot_be_replaced_leaves_the_old_index() {
    let bench = Bench::with_site();
    bench.ok(&["build", "site", "--out", "out"]);
    let before = bench.files("out");
    let total = || bench.ok(&["search", "out", "owner", "--json"]).json()["total"].clone();
    let total_before = total();
    // A folder where the list of generations is looked for stands for a disk that refuses; permissions do not bind root.
    std::fs::remove_file(bench.path("out/thumbindex-files.txt")).expect("removed");
    bench.write("out/thumbindex-files.txt/in-the-way", "");
    bench.write("site/new.html", page("New", "<p>Unheard-of words.</p>"));
    let ran = bench.refused(&["build", "site", "--out", "out"], "unreadable");
    assert!(ran.stderr.starts_with("error: cannot read out/thumbindex-files.txt: "), "{}", ran.stderr);
    let after = bench.files("out");
    for file in before.iter().filter(|(name, _)| name != "thumbindex-files.txt") {
        assert!(after.contains(file), "{} is as it was", file.0);
    }
    assert_eq!(total(), total_before);
}

#[test]
fn a_folder_without_an_index() {
    let bench = Bench::with_site();
    for command in [&["search", "site", "words"][..], &["inspect", "site"]] {
        let ran = bench.refused(command, "no-index");
        assert!(ran.stderr.contains("thumbindex build"), "{}", ran.stderr);
    }
    bench.refused(&["search", "nowhere", "words"], "no-index");
    bench.refused(&["search", "site/index.html", "words"], "not-a-folder");
    bench.ok(&["build", "site"]);
    let ran = bench.refused(&["search", "site", "words"], "no-index");
    assert!(ran.stderr.contains("did you mean site/thumbindex?"), "{}", ran.stderr);
}

#[test]
fn an_index_that_is_cut_short_wherever() {
    let bench = Bench::with_site();
    bench.ok(&["build", "site", "--out", "out"]);
    let root = bench.read("out/index.tix");
    for length in [0, 1, 8, 9, 20, 24, 40, root.len() / 2, root.len() - 1] {
        bench.write("out/index.tix", &root[..length]);
        bench.refused(&["search", "out", "owner"], "index-truncated");
        bench.refused(&["inspect", "out"], "index-truncated");
    }
    bench.write("out/index.tix", &root);
    bench.ok(&["search", "out", "owner"]);
}

#[test]
fn an_index_of_another_version() {
    let bench = Bench::with_site();
    bench.ok(&["build", "site", "--out", "out"]);
    let mut root = bench.read("out/index.tix");
    root[8] += 1;
    bench.write("out/index.tix", &root);
    for command in [&["search", "out", "owner"][..], &["inspect", "out"]] {
        let ran = bench.refused(command, "index-version");
        assert!(ran.stderr.contains("out/index.tix: "), "{}", ran.stderr);
    }
    // Building again is how to mend it.
    bench.ok(&["build", "site", "--out", "out"]);
    bench.ok(&["search", "out", "owner"]);
}

#[test]
fn an_index_that_is_something_else_or_damaged() {
    let bench = Bench::with_large_site();
    bench.ok(&["build", "site", "--out", "out"]);
    let root = bench.read("out/index.tix");
    let mut damaged = root.clone();
    damaged[30] ^= 1;
    bench.write("out/index.tix", &damaged);
    bench.refused(&["search", "out", "owner"], "index-damaged");
    bench.write("out/index.tix", "<!doctype html><title>404</title>");
    bench.refused(&["search", "out", "owner"], "not-an-index");
    // Chunks that belong to another index, and chunks that are gone.
    bench.write("out/index.tix", &root);
    let chunks = bench.index_files("out").into_iter().filter(|name| name != "index.tix");
    let chunks: Vec<String> = chunks.map(|name| format!("out/{name}")).collect();
    for chunk in &chunks {
        bench.write(chunk, "of another build");
    }
    bench.refused(&["search", "out", "owner"], "index-wrong-chunk");
    for chunk in &chunks {
        std::fs::remove_file(bench.path(chunk)).expect("removed");
    }
    bench.refused(&["search", "out", "owner"], "missing-chunk");
    bench.refused(&["inspect", "out"], "missing-chunk");
}

#[test]
fn injecting_where_no_page_could_name_the_widget() {
    let bench = Bench::with_site();
    let before = bench.files("site");
    let ran = bench.refused(&["build", "site", "--out", "elsewhere", "--inject"], "out-outside-site");
    assert!(ran.stderr.contains("--out"), "{}", ran.stderr);
    assert!(!bench.path("elsewhere").exists());
    assert_eq!(bench.files("site"), before);
}

#[test]
fn injecting_into_and_serving_a_book_that_is_not_rendered() {
    let bench = Bench::new();
    bench.write("book/src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    bench.write("book/book.toml", "[book]\n");
    bench.write("book/src/one.md", "# One\n\nWords.\n");
    let ran = bench.refused(&["build", "book", "--inject"], "no-pages");
    assert!(ran.stderr.contains("mdbook build"), "{}", ran.stderr);
    assert!(!bench.path("book/thumbindex").exists());
    bench.refused(&["serve", "book", "--port", "0"], "no-pages");
}

#[test]
fn a_language_that_is_not_there() {
    let bench = Bench::with_site();
    bench.ok(&["build", "site"]);
    let ran = bench.refused(&["search", "site/thumbindex", "owner", "--lang", "fr"], "no-language");
    assert!(ran.stderr.contains("there is en"), "{}", ran.stderr);
}

#[test]
fn a_port_that_is_taken() {
    let bench = Bench::with_site();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port().to_string();
    let ran = bench.refused(&["serve", "site", "--port", &port], "port-taken");
    assert!(ran.stderr.contains(&port), "{}", ran.stderr);
}

#[test]
fn arguments_that_make_no_sense() {
    let bench = Bench::with_site();
    for arguments in [
        &["build"][..],
        &["build", "site", "--layout", "round"],
        &["build", "site", "--inject", "--uninject"],
        &["build", "site", "--keep", "0"],
        &["search", "out"],
        &["search", "out", "words", "--limit", "many"],
        &["bake", "site"],
        &["build", "site", "--unknown"],
    ] {
        bench.refused(arguments, "usage");
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::new();
    let mut command = bench.command(&["search", "out"]);
    let ran = command.arg(std::ffi::OsStr::from_bytes(b"\xff")).output().expect("run");
    let told = String::from_utf8_lossy(&ran.stderr);
    assert_eq!((ran.status.code(), told.lines().count()), (Some(2), 1), "{told}");
    assert!(told.starts_with("error: invalid UTF-8") && told.ends_with("[usage]\n"), "{told}");
}

#[test]
fn a_name_that_would_upset_a_terminal() {
    let bench = Bench::new();
    let ran = bench.refused(&["build", "no\nsuch\x1b[31m folder"], "no-such-folder");
    assert!(!ran.stderr.contains('\x1b'));
}

#[test]
fn a_program_gets_the_error_as_json() {
    let bench = Bench::with_site();
    for (arguments, code) in [
        (&["build", "nowhere", "--json"][..], "no-such-folder"),
        (&["search", "nowhere", "words", "--json"], "no-index"),
        (&["inspect", "site", "--json"], "no-index"),
        (&["serve", "nowhere", "--json"], "no-such-folder"),
        (&["search", "--json"], "usage"),
    ] {
        let ran = bench.run(arguments);
        assert_eq!((ran.code, ran.stderr.lines().count()), (2, 1), "{arguments:?}: {ran:?}");
        let error = &ran.json()["error"];
        assert_eq!(error["code"], code);
        let message = error["message"].as_str().expect("a message");
        assert!(ran.stderr.contains(message), "{message}");
    }
}
