//! No index bytes can make the engine panic, hang, or point outside the book.

use thumbindex_engine::{Answer, Engine, Results, SearchOptions};
use thumbindex_index::format::codec::Codec;
use thumbindex_index::{Book, Layout, Page, Root, Section, write};

fn book() -> Book {
    let section = |id: &str, heading: &str, text: &str| Section {
        id: (!id.is_empty()).then(|| id.to_string()),
        level: 2,
        heading: heading.into(),
        text: text.into(),
        link_texts: vec!["see the rules".into()],
        ..Section::default()
    };
    let page = |url: &str, sections| Page {
        url: url.into(),
        title: "Ownership".into(),
        breadcrumbs: vec!["Part".into()],
        is_chapter: true,
        sections,
    };
    Book {
        title: "A book".into(),
        language: "de".into(),
        pages: vec![
            page(
                "a.html",
                vec![
                    section("", "Ownership", "Each value has an owner.\n"),
                    section("rules", "Rules", "Values move.\n"),
                ],
            ),
            page(
                "b.html",
                vec![section(
                    "borrowing",
                    "Borrowing",
                    "A reference borrows a value, 所有权. Partner, Vertrag, Partnervertrag.\n",
                )],
            ),
        ],
        ..Book::default()
    }
}

fn ask_everything(engine: &mut Engine) {
    let options = SearchOptions::default();
    for query in ["value", "o", "ownreship", "\"has an\"", "rules -owner", "所有", "title:rul", "vertrag "]
    {
        if let Ok(Answer::Ready(results)) = engine.search(query, &options) {
            check(&results);
        }
        let _ = engine.suggest(query, 5);
    }
    let _ = engine.navigation("a.html");
}

fn check(results: &Results) {
    let shown: usize = results.pages.iter().map(|page| page.sections.len()).sum();
    assert!(shown <= 10 && results.total as usize >= shown);
    assert!(results.pages.iter().all(|page| page.score.is_finite()));
}

#[test]
fn every_flipped_bit_gives_an_error_or_an_answer() {
    let good = write(&[book()], Layout::Packed).expect("a book").root;
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bytes = good.clone();
            bytes[at] ^= 1 << bit;
            if let Ok(mut engine) = Engine::open(bytes) {
                ask_everything(&mut engine);
            }
        }
    }
}

#[test]
fn every_truncation_is_refused() {
    let good = write(&[book()], Layout::Packed).expect("a book").root;
    for length in 0..good.len() {
        let error = Engine::open(good[..length].to_vec()).expect_err("a cut index must not open");
        assert_eq!(error.code(), "index-truncated", "{length}");
    }
    Engine::open(good).expect("the whole index opens");
}

#[test]
fn damaged_chunks_with_repaired_checksums_give_an_error_or_an_answer() {
    let good = write(&[book()], Layout::Packed).expect("a book").root;
    let root = Root::read(&good).expect("a root");
    let mut tried = 0;
    for (number, chunk) in root.chunks.iter().enumerate() {
        let stored = &good[chunk.inline_at.expect("packed")..][..chunk.stored as usize];
        let raw = chunk.unpack(stored, &Codec::plain(), root.sections).expect("a good chunk");
        for at in 0..raw.len() {
            for bit in 0..8 {
                let mut raw = raw.clone();
                raw[at] ^= 1 << bit;
                let bytes =
                    thumbindex_index::format::testing::with_chunk(&good, number, &raw).expect("a good root");
                if let Ok(mut engine) = Engine::open(bytes) {
                    ask_everything(&mut engine);
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 1000);
}
