//! What holds for every book and every query, on books that nobody would write.

use proptest::prelude::*;
use thumbindex_engine::{Answer, Engine, Results, SearchOptions};
use thumbindex_index::format::block::Block;
use thumbindex_index::format::chapters::Chapters;
use thumbindex_index::format::root::ChunkKind;
use thumbindex_index::format::testing::contents;
use thumbindex_index::{Book, Files, Layout, Page, Root, Section, write};

/// Words whose forms, accents, parts and scripts meet in many ways, and any text.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "owner",
        "owners",
        "ownership",
        "Own",
        "value",
        "read_line",
        "HashMap<K, V>",
        "std::mem::swap",
        "..=",
        "é",
        "e\u{301}",
        "所有权",
        "所有",
        "Vertrag",
        "Kaufvertrag",
        "x",
        "title:",
        "-",
        "\"",
        "\n",
        "א",
        "12",
        "👩‍👩‍👧‍👦",
    ]);
    let scrap = prop_oneof![9 => word.prop_map(String::from), 1 => any::<String>()];
    prop::collection::vec(scrap, 0..12).prop_map(|words| words.join(" "))
}

/// As readers of content leave texts: no control characters but line breaks and tabs.
fn text() -> impl Strategy<Value = String> {
    words().prop_map(|text| text.replace(|c: char| c.is_control() && c != '\n' && c != '\t', " ") + "\n")
}

fn line() -> impl Strategy<Value = String> {
    words().prop_map(|text| text.replace(char::is_control, " "))
}

prop_compose! {
    fn section()(id in prop::option::of("[a-z%#é ]{1,6}"), level in 0..7u8, heading in line(), text in text(), links in prop::collection::vec(line(), 0..3))
        -> Section {
        Section { id, level, heading, text, link_texts: links, ..Section::default() }
    }
}

prop_compose! {
    fn book()(title in line(), language in prop::sample::select(vec!["", "en", "de", "zh", "x-none"]),
              pages in prop::collection::vec((prop::collection::vec(section(), 1..5), line(), any::<bool>()), 1..6)) -> Book {
        let page = |(number, (sections, title, is_chapter))| {
            Page { url: format!("{number}.html"), title, breadcrumbs: vec!["Part".into()], is_chapter, sections }
        };
        Book { title, language: language.into(), pages: pages.into_iter().enumerate().map(page).collect(), ..Book::default() }
    }
}

fn written(book: &Book, layout: Layout) -> Files {
    write(std::slice::from_ref(book), layout).expect("a book")
}

fn search(files: &Files, query: &str, options: &SearchOptions) -> Results {
    let mut engine = Engine::open(files.root.clone()).expect("a sound root");
    loop {
        match engine.search(query, options).expect("a sound index") {
            Answer::Ready(results) => return results,
            Answer::Needs(needs) => {
                for need in needs {
                    let file = files.others.iter().find(|(name, _)| *name == need.name).expect("a file");
                    engine.supply(need.id, &file.1).expect("a sound chunk");
                }
            }
        }
    }
}

/// One form of Unicode, in which the writer keeps texts.
fn normal(text: &str) -> String {
    thumbindex_index::normal(text).into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_is_read(book in book()) {
        let files = written(&book, Layout::Packed);
        let root = Root::read(&files.root).expect("a sound root");
        let sections: Vec<(&Page, &Section)> =
            book.pages.iter().flat_map(|page| page.sections.iter().map(move |section| (page, section))).collect();
        prop_assert_eq!((root.title.clone(), root.language.clone()), (book.title.clone(), book.language.clone()));
        prop_assert_eq!((root.pages as usize, root.sections as usize), (book.pages.len(), sections.len()));
        let mut read = 0;
        for (id, (kind, bytes)) in contents(&files.root).expect("sound chunks").into_iter().enumerate() {
            if kind == ChunkKind::Chapters {
                let chapters = Chapters::open(&bytes).expect("sound");
                prop_assert_eq!(chapters.chapters.len(), book.pages.iter().filter(|page| page.is_chapter).count());
            }
            if kind == ChunkKind::Block {
                let block = Block::open(bytes, root.rows(id)).expect("sound");
                for number in 0..block.count() {
                    let row = block.section(number).expect("a section");
                    let (page, section) = sections[read];
                    let is = |read: &str, written: &str| read == normal(written);
                    prop_assert!(row.url() == page.url && is(row.title(), &page.title), "{}", row.title());
                    // A section without a heading of its own goes by its page's title.
                    let heading = if section.heading.is_empty() { &page.title } else { &section.heading };
                    prop_assert!(is(row.heading(), heading), "{}", row.heading());
                    prop_assert!(is(row.text(), &section.text), "{}", row.text());
                    prop_assert_eq!(row.id(), section.id.as_deref());
                    read += 1;
                }
            }
        }
        prop_assert_eq!(read, sections.len());
    }

    #[test]
    fn every_query_has_an_answer_inside_the_book_and_it_is_sorted(book in book(), query in words(), limit in 0..12usize) {
        let options = SearchOptions { limit, ..SearchOptions::default() };
        let results = search(&written(&book, Layout::Packed), &query, &options);
        let shown: usize = results.pages.iter().map(|page| page.sections.len()).sum();
        prop_assert!(shown <= limit && results.total as usize >= shown);
        prop_assert!(results.total as usize <= book.pages.iter().map(|page| page.sections.len()).sum());
        prop_assert!(results.pages.is_sorted_by(|a, b| a.score >= b.score));
        for found in &results.pages {
            let page = book.pages.iter().find(|page| page.url == found.url);
            prop_assert!(page.is_some(), "{} is no page", found.url);
            prop_assert!(found.sections.is_sorted_by(|a, b| a.score >= b.score));
            prop_assert!(found.sections.iter().all(|section| section.score.is_finite() && section.score >= 0.0));
            prop_assert!(found.sections.iter().all(|section| section.url.starts_with(&found.url)));
        }
    }

    #[test]
    fn layouts_agree(book in book(), query in words()) {
        let answer = |layout| search(&written(&book, layout), &query, &SearchOptions::default());
        let split = answer(Layout::Split);
        prop_assert_eq!(&answer(Layout::Packed), &split);
        prop_assert_eq!(&answer(Layout::Plain), &split);
    }
}
