//! A section that is very long is several to the index, and one to a reader.

use thumbindex_engine::{Answer, Engine, Results, SearchOptions};
use thumbindex_index::{Book, Layout, Page, Section, write};

/// A table of six thousand functions between two short sections, and a page about one of them.
fn engine() -> Engine {
    let rows: String =
        (0..6_000).map(|row| format!("fn_{row} does what fn_{} did before\n", row / 7)).collect();
    let section = |id: &str, heading: &str, text: &str| Section {
        id: Some(id.into()),
        level: 2,
        heading: heading.into(),
        text: text.into(),
        ..Section::default()
    };
    let sections = vec![
        section("about", "About", "What there is.\n"),
        section("functions", "Functions", &rows),
        section("types", "Types", "There are none.\n"),
    ];
    let page =
        |url: &str, sections| Page { url: url.into(), title: "Module".into(), sections, ..Page::default() };
    let alone = vec![section("alone", "fn_5990", "One of the functions, on a page of its own.\n")];
    let pages = vec![page("all.html", sections), page("alone.html", alone)];
    let book = Book { language: "en".into(), pages, ..Book::default() };
    Engine::open(write(&[book], Layout::Packed).expect("the book is written").root).expect("an index")
}

fn search(engine: &mut Engine, query: &str) -> Results {
    match engine.search(query, &SearchOptions::default()).expect("sound bytes") {
        Answer::Ready(results) => results,
        Answer::Needs(needs) => panic!("one piece needs {needs:?}"),
    }
}

fn urls(results: &Results) -> Vec<&str> {
    results.pages.iter().flat_map(|page| &page.sections).map(|section| section.url.as_str()).collect()
}

#[test]
fn it_is_found_once_however_many_of_its_parts_match() {
    let results = search(&mut engine(), "does before");
    assert_eq!((urls(&results), results.total), (vec!["all.html#functions"], 1));
}

#[test]
fn its_excerpt_is_from_the_part_that_has_the_words() {
    let results = search(&mut engine(), "fn_5991");
    assert_eq!(urls(&results)[0], "all.html#functions");
    let section = &results.pages[0].sections[0];
    assert_eq!(section.heading, "Functions");
    assert!(
        section.excerpt.iter().any(|piece| piece.mark && piece.text == "fn_5991"),
        "{:?}",
        section.excerpt
    );
}

#[test]
fn a_page_about_a_word_comes_before_it() {
    assert_eq!(urls(&search(&mut engine(), "fn_5990")), ["alone.html#alone", "all.html#functions"]);
}

#[test]
fn a_phrase_is_found_in_any_of_its_parts() {
    let results = search(&mut engine(), "\"fn_5983 does what fn_854 did\"");
    assert_eq!((urls(&results), results.total), (vec!["all.html#functions"], 1));
}

#[test]
fn the_words_of_its_heading_find_it_together_with_those_of_any_part() {
    let results = search(&mut engine(), "functions fn_4444");
    assert_eq!(urls(&results)[0], "all.html#functions");
    assert!(results.pages[0].sections[0].excerpt.iter().any(|piece| piece.mark && piece.text == "fn_4444"));
}

#[test]
fn what_explains_it_is_its_best_part() {
    let mut engine = engine();
    let options = SearchOptions::default();
    let found = search(&mut engine, "fn_5991");
    let why = engine.explain("fn_5991", &options);
    assert_eq!(why[0].0, "all.html#functions");
    assert!((why[0].1.score - found.pages[0].sections[0].score).abs() < 1e-6);
}

#[test]
fn the_sections_beside_it_are_themselves() {
    let mut engine = engine();
    assert_eq!(urls(&search(&mut engine, "none")), ["all.html#types"]);
    assert_eq!(urls(&search(&mut engine, "what there is")).first(), Some(&"all.html#about"));
}
