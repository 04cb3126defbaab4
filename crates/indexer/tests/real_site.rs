//! The HTML reader against sites as they are: the books that come with the toolchain (`rustup component add rust-docs`).

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use thumbindex_indexer::{Book, Folder, Indexed, Kind, Options, html};

fn docs() -> PathBuf {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output().expect("rustc runs");
    let sysroot = String::from_utf8(output.stdout).expect("a path in UTF-8");
    let docs = Path::new(sysroot.trim()).join("share/doc/rust/html");
    assert!(docs.is_dir(), "no {}: run `rustup component add rust-docs`", docs.display());
    docs
}

fn index(folder: &str) -> Indexed {
    let indexed = html::read(&Folder::new(docs().join(folder)), &Options::default(), &mut |_| {});
    let indexed = indexed.expect("the site is indexed");
    assert_eq!((indexed.kind, &indexed.warnings), (Kind::Html, &Vec::new()));
    indexed
}

/// The values of an attribute as they are written, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let before = format!(" {attribute}=\"");
    html.split(before.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn assert_ids_exist(folder: &str, book: &Book) {
    for page in &book.pages {
        let html = fs::read_to_string(docs().join(folder).join(&page.url)).expect("the page exists");
        let ids: HashSet<&str> = values(&html, "id").into_iter().collect();
        assert!(!page.sections.is_empty(), "{} has no section", page.url);
        for id in page.sections.iter().filter_map(|section| section.id.as_deref()) {
            let written = id.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            assert!(ids.contains(written.as_str()), "{}#{id} does not exist", page.url);
        }
    }
}

#[test]
fn every_section_of_the_book_is_where_its_address_says() {
    let indexed = index("book");
    assert_eq!(indexed.books.len(), 1);
    assert_eq!(indexed.books[0].title, "The Rust Programming Language");
    assert_eq!(indexed.books[0].language, "en");
    assert_ids_exist("book", &indexed.books[0]);
}

#[test]
fn sections_of_the_other_books_are_where_their_addresses_say() {
    for folder in ["reference", "cargo", "nomicon", "rustc"] {
        assert_ids_exist(folder, &index(folder).books[0]);
    }
}

#[test]
fn the_books_chapters_stand_in_the_order_of_its_table_of_contents() {
    let book = index("book").books.swap_remove(0);
    let toc = fs::read_to_string(docs().join("book/toc.html")).expect("the table of contents");
    let listed: Vec<&str> = values(&toc, "href").into_iter().filter(|href| href.ends_with(".html")).collect();
    let chapters: Vec<&str> = book.pages.iter().map(|page| page.url.as_str()).collect();
    assert!(book.pages.iter().all(|page| page.is_chapter));
    assert_eq!(chapters, listed);
}

#[test]
fn the_books_pages_are_called_as_their_headings_say() {
    let book = index("book").books.swap_remove(0);
    let titles: HashMap<&str, &str> = book.pages.iter().map(|page| (&*page.url, &*page.title)).collect();
    assert_eq!(titles["ch04-01-what-is-ownership.html"], "What Is Ownership?");
    assert_eq!(titles["title-page.html"], "The Rust Programming Language");
    let distinct: HashSet<&str> = titles.values().copied().collect();
    assert_eq!(distinct.len(), titles.len());
    let ownership = book.pages.iter().find(|page| page.title == "What Is Ownership?").expect("the chapter");
    assert_eq!(ownership.breadcrumbs, ["Understanding Ownership"]);
}

#[test]
fn links_call_sections_by_other_peoples_words() {
    let book = index("book").books.swap_remove(0);
    let appendix =
        book.pages.iter().find(|page| page.url == "appendix-01-keywords.html").expect("the appendix");
    let texts: Vec<&String> = appendix.sections.iter().flat_map(|section| &section.link_texts).collect();
    assert!(texts.iter().any(|text| text.contains("Appendix A")), "{texts:?}");
}

#[test]
fn translations_are_books_of_their_own() {
    let indexed = index("rust-by-example");
    let languages: Vec<&str> = indexed.books.iter().map(|book| book.language.as_str()).collect();
    assert_eq!(languages[0], "en");
    assert_eq!(languages.iter().collect::<HashSet<_>>().len(), languages.len());
    assert!(languages.contains(&"ja") && languages.contains(&"zh"));
}

#[test]
fn methods_are_sections_of_what_rustdoc_writes() {
    let book = index("alloc").books.swap_remove(0);
    let vec = book.pages.iter().find(|page| page.url == "vec/struct.Vec.html").expect("the page of Vec");
    assert_eq!((&*vec.title, vec.is_chapter), ("Struct Vec", false));
    assert_eq!(vec.breadcrumbs, ["alloc", "vec"]);
    let method = vec.sections.iter().find(|section| section.id.as_deref() == Some("method.with_capacity"));
    let method = method.expect("the section of with_capacity");
    assert_eq!(method.heading, "pub fn with_capacity(capacity: usize) -> Self");
    assert!(
        method.text.starts_with("Constructs a new, empty Vec<T> with at least the specified capacity.\n")
    );
    assert_ids_exist("alloc", &book);
}
