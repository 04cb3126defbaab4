//! What an author hands over: a book or an error of one line, and never more than what was there.

use thumbindex_engine::{Answer, Engine, SearchOptions};
use thumbindex_index::{CODE_END, CODE_START, Files, Layout, write};
use thumbindex_indexer::inject::{Script, Widget, inject as put, remove};
use thumbindex_indexer::publish::{MARKER, embed, embedded, fill, filled};
use thumbindex_indexer::{Error, Indexed};
use thumbindex_indexer::{Memory, Options, html as site, markdown as book};

use crate::books::SMALL;

/// A chapter that another includes, and that may include itself.
pub(crate) fn markdown(chapter: &[u8]) {
    let summary = b"# S\n\n- [A](a.md)\n  - [B](b.md)\n".to_vec();
    let b = b"# B\n\n{{#include a.md:2:9}}\n\n[a](a.md#x)\n".to_vec();
    read_book([("src/SUMMARY.md", summary), ("src/a.md", chapter.to_vec()), ("src/b.md", b)]);
}

pub(crate) fn summary(summary: &[u8]) {
    let chapter = b"# A\n\nText.\n".to_vec();
    let files =
        [("src/SUMMARY.md", summary.to_vec()), ("src/a.md", chapter.clone()), ("src/b/README.md", chapter)];
    read_book(files);
}

pub(crate) fn config(config: &[u8]) {
    let summary = b"- [A](a.md)\n".to_vec();
    let chapter =
        b"# A\n\n```python\n~hidden\nshown\n```\n\n> [!NOTE]\n> {{#include b.md}} -- \"quoted\"\n".to_vec();
    read_book([("book.toml", config.to_vec()), ("src/SUMMARY.md", summary), ("src/a.md", chapter)]);
}

/// A page, beside another that leads to it.
pub(crate) fn html(page: &[u8]) {
    let other =
        b"<nav><a href=a.html>A</a></nav><main><h1>B</h1><p>See <a href=a.html#x>there</a>.</main>".to_vec();
    let source = Memory::new([("a.html", page.to_vec()), ("b.html", other)]);
    check(site::read(&source, &Options::default(), &mut |_| {}));
}

/// The tag goes in once and comes out again, and nothing else ever changes.
pub(crate) fn inject(page: &[u8]) {
    let bare = remove(page).unwrap_or_else(|| page.to_vec());
    let widgets = [
        ("a/b.html", Widget { out: "search", script: Script::Module, base_url: None, opensearch: None }),
        (
            "c.html",
            Widget {
                out: "",
                script: Script::Classic,
                base_url: Some("/docs/"),
                opensearch: Some("\"A\" & <B>"),
            },
        ),
    ];
    for (path, widget) in &widgets {
        let Ok(Some(with)) = put(page, path, widget) else { continue };
        assert_eq!(put(&with, path, widget), Ok(None), "a second time does nothing");
        assert_eq!(remove(&with), Some(bare.clone()));
    }
}

/// A module that an index may be in, and a script.
pub(crate) fn container(bytes: &[u8]) {
    if let Ok(with) = embed(bytes, b"an index") {
        assert_eq!(embedded(&with).expect("a module"), Some(&b"an index"[..]));
        assert_eq!(embed(&with, b"an index").expect("a module"), with);
    }
    let _ = embedded(bytes);
    let _ = filled(bytes);
}

pub(crate) fn containers() -> Vec<Vec<u8>> {
    let module = embed(b"\0asm\x01\0\0\0", &SMALL.plain).expect("a module");
    let files = Files { root: b"a root".to_vec(), others: vec![("0123456789abcdef.tix".into(), vec![0; 9])] };
    vec![module, fill(MARKER.as_bytes(), &files).expect("a template")]
}

fn read_book<const N: usize>(files: [(&str, Vec<u8>); N]) {
    check(book::read(&Memory::new(files), &Options::default(), &mut |_| {}));
}

/// What was read keeps the promises of the model, and can be written, opened and searched.
fn check(read: Result<Indexed, Error>) {
    let indexed = match read {
        Ok(indexed) => indexed,
        Err(error) => {
            let line = error.to_string();
            assert!(!line.contains(char::is_control), "{line:?}");
            return;
        }
    };
    assert!(!indexed.warnings.iter().any(|line| line.contains(char::is_control)), "{:?}", indexed.warnings);
    for book in &indexed.books {
        let of_pages =
            book.pages.iter().flat_map(|page| page.breadcrumbs.iter().chain([&page.title, &page.url]));
        for line in of_pages.chain([&book.title, &book.language]) {
            assert!(!line.contains(char::is_control), "{line:?}");
        }
    }
    for section in indexed.books.iter().flat_map(|book| &book.pages).flat_map(|page| &page.sections) {
        assert!(!section.heading.contains(char::is_control), "{section:?}");
        assert!(section.code.iter().all(|code| code.chars().count() <= 64));
        check_text(&section.text);
    }
    let files = write(&indexed.books, Layout::Plain).expect("an index");
    let mut engine = Engine::open(files.root).expect("a sound index");
    let answer = engine.search("text", &SearchOptions::default()).expect("a sound index");
    assert!(matches!(answer, Answer::Ready(_)));
}

/// No control characters but line breaks, tabs, and the marks around code, which never nest.
fn check_text(text: &str) {
    let mut in_code = false;
    for c in text.chars() {
        match c {
            CODE_START | CODE_END => {
                assert_ne!(c == CODE_START, in_code, "{text:?}");
                in_code = c == CODE_START;
            }
            '\n' | '\t' => {}
            _ => assert!(!c.is_control(), "{text:?}"),
        }
    }
    assert!(!in_code, "{text:?}");
}
