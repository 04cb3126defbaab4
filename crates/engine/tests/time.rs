//! No query and no content takes long, however it is made: what grows with a square shows here.

use std::time::{Duration, Instant};

use thumbindex_engine::{Answer, Engine, SearchOptions};
use thumbindex_index::{Book, Layout, Page, Section, write};

fn engine(language: &str, sections: Vec<Section>) -> Engine {
    let page = Page { url: "a.html".into(), sections, ..Page::default() };
    let book = Book { language: language.into(), pages: vec![page], ..Book::default() };
    Engine::open(write(&[book], Layout::Packed).expect("a book").root).expect("a good index")
}

fn section(text: &str) -> Section {
    Section { heading: "Heading".into(), text: format!("{text}\n"), ..Section::default() }
}

/// A busy machine takes a tenth of the time that is allowed, and a square ten times as long as that.
fn assert_quick(engine: &mut Engine, query: &str, times: usize) {
    let began = Instant::now();
    for _ in 0..times {
        let answer = engine.search(query, &SearchOptions::default());
        assert!(matches!(answer, Ok(Answer::Ready(_))));
    }
    let took = began.elapsed();
    assert!(took < Duration::from_secs(8), "{took:?}");
}

#[test]
fn an_identifier_of_a_thousand_parts() {
    assert_quick(&mut engine("en", vec![section("Each value has an owner.")]), &"aB".repeat(1_000), 400);
}

#[test]
fn a_text_of_marks_that_no_font_has() {
    // The table of marks ends with these.
    let word = "\u{1e8d0}".repeat(47);
    let text = format!("-{word}").repeat(160);
    let mut engine = engine("en", (0..10).map(|_| section(&text)).collect());
    assert_quick(&mut engine, &word, 1);
}

#[test]
fn words_with_hundreds_of_compounds() {
    let syllables = ["ba", "co", "du", "fi", "ge", "lo", "mi", "na", "pe", "qui", "ro", "tu", "ve", "zi"];
    let syllable = |at: usize| syllables[at % syllables.len()];
    let words: Vec<String> =
        (0..400).map(|at| [syllable(at), syllable(at / 14), syllable(at / 196), "r"].concat()).collect();
    let parts: Vec<String> =
        (0..24).rev().map(|at| [syllable(at), syllable(at / 14), "nder"].concat()).collect();
    let compounds =
        parts.iter().flat_map(|part| words.iter().map(move |word| [part.as_str(), word].concat()));
    let all: Vec<String> = words.iter().chain(&parts).cloned().chain(compounds).collect();
    let mut engine = engine("de", vec![section(&all.join(" ")), section(&all.join(" "))]);
    assert_quick(&mut engine, &parts.join(" "), 50);
}
