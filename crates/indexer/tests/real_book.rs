//! The Markdown reader against books as they are: ids must be those of the pages that mdBook built.
//!
//! `THUMBINDEX_CORPORA` names a folder with the Markdown of the Rust Book (`rust-book`) and of its Chinese translation
//! (`rust-book-zh`); the built Book comes with the toolchain (`rustup component add rust-docs`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use thumbindex_indexer::{CODE_END, Folder, Indexed, Kind, Options, Page, markdown};

fn corpus(name: &str) -> Indexed {
    let corpora = env::var("THUMBINDEX_CORPORA").expect("THUMBINDEX_CORPORA names the folder of real books");
    let folder = Folder::new(Path::new(&corpora).join(name));
    assert!(markdown::is_book(&folder).expect("the folder can be read"));
    let mut done = 0;
    let indexed = markdown::read(&folder, &Options::default(), &mut |progress| {
        assert!(progress.done > done);
        done = progress.done;
    })
    .expect("the book is indexed");
    assert_eq!(indexed.books[0].pages.len(), done);
    assert_eq!(indexed.kind, Kind::Markdown);
    indexed
}

fn built_book() -> PathBuf {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output().expect("rustc runs");
    let sysroot = String::from_utf8(output.stdout).expect("a path in UTF-8");
    let book = Path::new(sysroot.trim()).join("share/doc/rust/html/book");
    assert!(book.is_dir(), "no {}: run `rustup component add rust-docs`", book.display());
    book
}

/// The ids of headings between `<main>` and `</main>`, and all ids there.
fn built_ids(html: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let start = html.find("<main>").expect("the page has a main part");
    let main = &html[start..start + html[start..].find("</main>").expect("main is closed")];
    let (mut headings, mut all) = (BTreeSet::new(), BTreeSet::new());
    for tag in main.split('<').skip(1).filter_map(|tag| tag.split('>').next()) {
        let Some(id) = tag.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next()) else { continue };
        if matches!(tag.as_bytes(), [b'h', b'1'..=b'6', b' ', ..]) {
            headings.insert(id.to_owned());
        }
        all.insert(id.to_owned());
    }
    (headings, all)
}

fn section_ids(page: &Page) -> BTreeSet<String> {
    page.sections.iter().filter_map(|section| section.id.clone()).collect()
}

#[test]
fn every_heading_of_the_rust_book_has_the_id_that_mdbook_gave_it() {
    let book = built_book();
    let indexed = corpus("rust-book");
    assert_eq!(indexed.warnings, Vec::<String>::new());
    let (mut same, mut ours, mut theirs) = (0, BTreeMap::new(), BTreeMap::new());
    for page in &indexed.books[0].pages {
        let html =
            fs::read_to_string(book.join(&page.url)).unwrap_or_else(|_| panic!("no page {}", page.url));
        let (headings, all) = built_ids(&html);
        let ids = section_ids(page);
        same += ids.intersection(&headings).count();
        let dead: Vec<_> = ids.difference(&all).cloned().collect();
        let missed: Vec<_> = headings.difference(&ids).cloned().collect();
        if !dead.is_empty() {
            ours.insert(page.url.clone(), dead);
        }
        if !missed.is_empty() {
            theirs.insert(page.url.clone(), missed);
        }
    }
    println!(
        "{same} ids agree\nours that the built page lacks: {ours:#?}\nbuilt ones that we lack: {theirs:#?}"
    );
    assert!(same > 500);
    assert!(ours.is_empty() && theirs.is_empty());
}

#[test]
fn the_rust_book_reads_as_a_book() {
    let indexed = corpus("rust-book");
    let book = &indexed.books[0];
    assert_eq!((book.title.as_str(), book.language.as_str()), ("The Rust Programming Language", "en"));
    let page = book.pages.iter().find(|page| page.url == "ch04-01-what-is-ownership.html").expect("is there");
    assert_eq!((page.title.as_str(), page.is_chapter), ("What Is Ownership?", true));
    assert_eq!(page.breadcrumbs, ["Understanding Ownership"]);
    assert!(page.sections[0].link_texts.len() + page.sections[1].link_texts.len() > 0);
    for page in &book.pages {
        assert!(!page.sections.is_empty() && !page.title.is_empty(), "{}", page.url);
        for section in &page.sections {
            let text = &section.text;
            assert!(!text.contains("{{#") && !text.contains("ANCHOR"), "{}: {text}", page.url);
            assert!(text.is_empty() || text.ends_with(['\n', CODE_END]), "{}", page.url);
        }
    }
}

#[test]
fn a_book_without_its_listings_is_indexed_with_warnings() {
    let indexed = corpus("rust-book-zh");
    assert_eq!(indexed.books[0].language, "zh");
    assert!(indexed.warnings.len() > 100);
    for warning in &indexed.warnings {
        assert!(warning.contains(".md line ") && warning.contains("does not exist"), "{warning}");
    }
}

/// What each section mentions as inline code.
#[cfg(feature = "html")]
fn mentions(indexed: &Indexed) -> BTreeMap<String, Vec<String>> {
    let mut mentions = BTreeMap::new();
    for page in &indexed.books[0].pages {
        for section in &page.sections {
            let url = format!("{}#{}", page.url, section.id.as_deref().unwrap_or_default());
            mentions.insert(url, section.code.clone());
        }
    }
    mentions
}

#[cfg(feature = "html")]
#[test]
fn a_chapter_mentions_the_same_code_as_markdown_and_as_built_html() {
    let source = mentions(&corpus("rust-book"));
    let built = thumbindex_indexer::html::read(&Folder::new(built_book()), &Options::default(), &mut |_| {});
    let built = mentions(&built.expect("the site is indexed"));
    // The source is a little newer than the pages that come with the toolchain.
    let changed: Vec<_> = source.iter().filter(|(url, code)| built.get(*url) != Some(code)).collect();
    println!("{} of {} sections differ: {changed:#?}", changed.len(), source.len());
    assert!(source.values().flatten().count() > 2_000);
    assert!(changed.len() * 50 < source.len());
}
