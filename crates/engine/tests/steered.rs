//! What authors steer: pins, weights, keywords, synonyms, and an index without texts.

use thumbindex_engine::{Answer, Engine, Results, SearchOptions};
use thumbindex_index::{Book, Layout, Page, Section, Weight, write};

fn section(id: &str, heading: &str, text: &str) -> Section {
    let (heading, text) = (heading.into(), format!("{text}\n"));
    Section { id: Some(id.into()), level: 2, heading, text, ..Section::default() }
}

fn page(url: &str, sections: Vec<Section>) -> Page {
    let title = sections[0].heading.clone();
    Page { url: url.into(), title, is_chapter: true, sections, ..Page::default() }
}

fn book(pages: Vec<Page>) -> Book {
    Book { language: "en".into(), pages, ..Book::default() }
}

fn search(book: &Book, query: &str) -> Results {
    let files = write(std::slice::from_ref(book), Layout::Packed).expect("written");
    let mut engine = Engine::open(files.root).expect("opened");
    match engine.search(query, &SearchOptions::default()).expect("searched") {
        Answer::Ready(results) => results,
        Answer::Needs(needs) => panic!("all is inline: {needs:?}"),
    }
}

/// The addresses found, best first.
fn found(book: &Book, query: &str) -> Vec<String> {
    let results = search(book, query);
    let mut hits: Vec<_> = results.pages.iter().flat_map(|page| &page.sections).collect();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    hits.iter().map(|hit| hit.url.clone()).collect()
}

/// A page that nothing could answer the query better than, and others with its words; the last is what a test pins.
fn with_a_perfect_answer() -> Book {
    let mut perfect = section("install", "Install", &"install ".repeat(40));
    perfect.link_texts = vec!["install".into(); 50];
    let more = ["a", "b", "c"].map(|id| section(id, "More of it", "Other words that say nothing."));
    let above = page("install.html", [vec![perfect], more.to_vec()].concat());
    let others = (0..30).map(|number| {
        let text = if number < 3 { "Where you install." } else { "Words of other things." };
        page(&format!("{number}.html"), vec![section("x", &format!("Chapter {number}"), text)])
    });
    let last = section("packages", "Errors of installed packages and how to mend them", "Long stories.");
    let last = page("last.html", vec![section("top", "The last", "Words."), last]);
    book(std::iter::once(above).chain(others).chain([last]).collect())
}

#[test]
fn a_pinned_section_is_first_before_a_perfect_answer() {
    for query in ["install", "how to install", "mend packages", "install errors", "unheard"] {
        let mut book = with_a_perfect_answer();
        let best = found(&book, "install");
        assert_eq!(best.first().map(String::as_str), Some("install.html#install"));
        book.pages.last_mut().expect("a page").sections[1].pinned = vec![query.into()];
        for typed in [query.to_owned(), query.to_uppercase()] {
            let found = found(&book, &typed);
            assert_eq!(found.first().map(String::as_str), Some("last.html#packages"), "{typed}: {found:?}");
        }
    }
}

#[test]
fn a_pin_is_for_its_query_alone() {
    let mut book = with_a_perfect_answer();
    book.pages.last_mut().expect("a page").sections[1].pinned = vec!["install errors".into()];
    assert_eq!(found(&book, "install")[0], "install.html#install");
    assert_eq!(found(&book, "chapter 7")[0], "7.html#x");
}

#[test]
fn a_weight_moves_a_section_up_or_down_among_those_with_the_same_words() {
    let mut book = book(vec![
        page("a.html", vec![section("x", "Lifetimes of things", "A borrow checker reads it.")]),
        page("b.html", vec![section("x", "Lifetimes of things", "A borrow checker reads it.")]),
    ]);
    let weigh = |book: &mut Book, factor: f64| {
        book.pages[1].sections[0].weight = Weight::new(factor).expect("a weight");
    };
    for query in ["lifetimes", "checker", "lifetimes checker"] {
        for (factor, first) in [(0.5, "a.html#x"), (1.0, "a.html#x"), (3.0, "b.html#x")] {
            weigh(&mut book, factor);
            assert_eq!(found(&book, query)[0], first, "{query} at {factor}");
        }
    }
    assert_eq!([0.0, 0.09, 10.1, f64::NAN].map(Weight::new), [None; 4]);
}

#[test]
fn a_section_is_found_by_its_keywords() {
    let mut book = book(vec![
        page("a.html", vec![section("x", "Moving values", "An owner gives it away.")]),
        page("b.html", vec![section("x", "Something else", "Who speaks of transfer here.")]),
    ]);
    book.pages[0].sections[0].keywords = vec!["transfer of ownership".into()];
    assert_eq!(found(&book, "transfer"), ["a.html#x", "b.html#x"]);
    assert_eq!(found(&book, "ownership"), ["a.html#x"]);
}

#[test]
fn words_that_mean_the_same_find_each_other_in_all_forms_the_word_itself_first() {
    let mut book = book(vec![
        page("a.html", vec![section("x", "Deleting rows", "How to do it.")]),
        page("b.html", vec![section("x", "Remove a column", "How to do it.")]),
    ]);
    assert_eq!(found(&book, "removes"), ["b.html#x"]);
    book.synonyms = vec![vec!["delete".into(), "remove".into(), "erase".into()]];
    assert_eq!(found(&book, "remove"), ["b.html#x", "a.html#x"]);
    assert_eq!(found(&book, "deleting"), ["a.html#x", "b.html#x"]);
    let mut erased = found(&book, "erase");
    erased.sort();
    assert_eq!(erased, ["a.html#x", "b.html#x"]);
}

#[test]
fn an_index_without_texts_finds_their_words() {
    let mut book = book(vec![page("a.html", vec![section("x", "Heading", "A secret quince.")])]);
    book.without_texts = true;
    let results = search(&book, "quince");
    assert_eq!(results.pages.len(), 1);
    assert!(results.pages[0].sections[0].excerpt.iter().all(|piece| piece.text.trim().is_empty()));
}
