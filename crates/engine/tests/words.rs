//! What a word of a query may stand for, each promise on the smallest book that shows it.

use std::collections::BTreeMap;

use thumbindex_engine::{Answer, Engine, Explanation, Results, SearchOptions};
use thumbindex_index::{Book, Layout, Page, Section, write};

fn section(heading: &str, text: &str) -> Section {
    Section {
        id: Some("top".into()),
        level: 1,
        heading: heading.into(),
        text: format!("{text}\n"),
        ..Section::default()
    }
}

fn page(url: &str, title: &str, section: Section) -> Page {
    Page {
        url: url.into(),
        title: title.into(),
        is_chapter: true,
        sections: vec![section],
        ..Page::default()
    }
}

/// Heading and text of a few sections, each on a page of its own.
fn small(language: &str, sections: &[(&str, &str)]) -> Engine {
    let pages = sections
        .iter()
        .enumerate()
        .map(|(at, (heading, text))| page(&format!("{at}.html"), heading, section(heading, text)));
    let book = Book { language: language.into(), pages: pages.collect(), ..Book::default() };
    Engine::open(write(&[book], Layout::Packed).expect("a small book").root).expect("a sound index")
}

fn asked(engine: &mut Engine, query: &str, options: &SearchOptions) -> Results {
    match engine.search(query, options).expect("a sound index") {
        Answer::Ready(results) => results,
        Answer::Needs(needs) => panic!("a packed index needs nothing, but {needs:?}"),
    }
}

fn urls(engine: &mut Engine, query: &str) -> Vec<String> {
    asked(engine, query, &SearchOptions::default()).pages.into_iter().map(|page| page.url).collect()
}

#[test]
fn two_words_find_the_one_that_the_book_writes_and_the_other_way_round() {
    let mut engine = small(
        "en",
        &[
            ("Paths", "The filesystem holds them."),
            ("Words", "A data base and the data base of words."),
            ("Base", "A data base."),
        ],
    );
    assert_eq!(urls(&mut engine, "file system"), ["0.html"]);
    let results = asked(&mut engine, "database", &SearchOptions::default());
    assert_eq!(results.corrected.as_deref(), Some("data base"));
    assert_eq!(results.pages.len(), 2);
}

#[test]
fn a_reader_can_insist_on_what_was_typed() {
    let mut engine = small("en", &[("Ownership", "Who owns what.")]);
    assert_eq!(urls(&mut engine, "ownreship"), ["0.html"]);
    let literal = SearchOptions { correct: false, ..SearchOptions::default() };
    let results = asked(&mut engine, "ownreship", &literal);
    assert_eq!((results.total, results.corrected), (0, None));
}

#[test]
fn a_word_that_the_book_knows_is_only_a_slip_where_nothing_is_found_with_it() {
    let mut engine = small("en", &[("Traits", "Form follows function."), ("Struct", "Fields from a form.")]);
    assert_eq!(urls(&mut engine, "form"), ["0.html", "1.html"]);
    // `form` stands in no heading, and neither does anything near it.
    assert_eq!(urls(&mut engine, "title:form"), [""; 0]);
    assert_eq!(urls(&mut engine, "title:strict"), ["1.html"]);
}

#[test]
fn a_form_that_the_book_lacks_finds_the_ones_it_has_in_any_language() {
    let english = [("Lists", "Walking and reading."), ("References", "They borrow.")];
    assert_eq!(urls(&mut small("en", &english), "borrowing"), ["1.html"]);
    let spanish = [("Voz", "Ella habla y canta, hablando y cantando."), ("Hilos", "Un hilo trabaja.")];
    assert_eq!(urls(&mut small("es", &spanish), "trabajando"), ["1.html"]);
}

#[test]
fn the_spelling_that_was_typed_comes_first() {
    let texts = [
        ("Jobs", "To resume work is to go on with it."),
        ("Papers", "Send a résumé with your letter."),
        ("string", "A row of characters."),
        ("String", "A row of characters."),
    ];
    let mut engine = small("en", &texts);
    assert_eq!(urls(&mut engine, "résumé"), ["1.html", "0.html"]);
    assert_eq!(urls(&mut engine, "resume").len(), 2);
    assert_eq!(urls(&mut engine, "String"), ["3.html", "2.html"]);
    assert_eq!(urls(&mut engine, "string"), ["2.html", "3.html"]);
    assert_eq!(urls(&mut engine, "STRING").len(), 2);
}

#[test]
fn an_operator_finds_where_it_is_explained() {
    let mention = |heading: &str, text: &str, code: &[&str]| Section {
        code: code.iter().map(|code| code.to_string()).collect(),
        ..section(heading, text)
    };
    let pages = vec![
        page("a.html", "Ranges", mention("Ranges", "Write 1..=5 with the ..= operator.", &["1..=5", "..="])),
        page("b.html", "Errors", mention("The ? Operator", "It returns early.", &["?"])),
        page("c.html", "Paths", mention("Swapping", "Call std::mem::swap on both.", &["std::mem::swap"])),
        page("d.html", "Memory", mention("Swap", "What std has to swap mem.", &[])),
        page("e.html", "Types", mention("Generics", "Say it with Vec::<T>.", &["path::<...>"])),
    ];
    let book = Book { language: "en".into(), pages, ..Book::default() };
    let mut engine =
        Engine::open(write(&[book], Layout::Packed).expect("a small book").root).expect("a sound index");
    assert_eq!(urls(&mut engine, "..="), ["a.html"]);
    assert_eq!(urls(&mut engine, "?"), ["b.html"]);
    assert_eq!(urls(&mut engine, "std::mem::swap")[0], "c.html");
    assert_eq!(urls(&mut engine, "::<>"), ["e.html"]);
    assert_eq!(urls(&mut engine, "~~~"), [""; 0]);
    let results = asked(&mut engine, "..=", &SearchOptions::default());
    let marked: Vec<&str> = results.pages[0].sections[0]
        .excerpt
        .iter()
        .filter(|piece| piece.mark)
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(marked, ["..=", "..="]);
}

#[test]
fn an_explanation_adds_up_to_the_score() {
    let mut engine = small(
        "en",
        &[
            ("Ownership", "Every value has one owner. Moving a value is cheap."),
            ("Hash Maps", "A HashMap keeps values. Use read_line for input."),
            ("Clone", "A clone is a copy of the heap that an owner asked for."),
        ],
    );
    for query in [
        "ownership",
        "hash map",
        "moving valu",
        "clne",
        "read_line",
        "owner -clone",
        "title:clone",
        "\"one owner\"",
        "Hash Maps",
    ] {
        let options = SearchOptions::default();
        let results = asked(&mut engine, query, &options);
        let explained: BTreeMap<String, Explanation> = engine.explain(query, &options).into_iter().collect();
        let sections: Vec<_> = results.pages.iter().flat_map(|page| &page.sections).collect();
        assert_eq!(explained.len(), sections.len(), "{query}");
        for section in sections {
            let why = &explained[&section.url];
            let sum = (why.of_words + why.of_heading) * why.opening * why.spelling;
            for score in [why.score, sum] {
                assert!((score - section.score).abs() < 1e-6, "{query}: {score} is not {}", section.score);
            }
            assert!(why.words.iter().any(|word| !word.found.is_empty()));
        }
    }
    assert_eq!(engine.explain("qqqqqqqq", &SearchOptions::default()), []);
}

#[test]
fn a_phrase_goes_on_behind_words_of_a_script_without_spaces() {
    let mut engine = small(
        "ko",
        &[("하나", "소유권을 이동한다."), ("둘", "이동과 소유권을 본다."), ("셋", "使用Rust写的程序。")],
    );
    assert_eq!(urls(&mut engine, "\"소유권을 이동\""), ["0.html"]);
    assert_eq!(urls(&mut engine, "\"소유권\""), ["0.html", "1.html"]);
    assert_eq!(urls(&mut engine, "\"使用Rust\""), ["2.html"]);
    assert!(urls(&mut engine, "\"이동 소유권을\"").is_empty());
    assert_eq!(urls(&mut engine, "\"Rust写\""), ["2.html"]);
}

#[test]
fn a_character_that_is_a_word_is_found_in_front_of_others() {
    let mut engine = small("zh", &[("一", "互斥锁定线程。"), ("二", "线程很快。"), ("三", "定时器。")]);
    assert_eq!(urls(&mut engine, "锁 线程")[0], "0.html");
    assert_eq!(urls(&mut engine, "锁 thread"), ["0.html"]);
}

#[test]
fn the_excerpt_of_a_path_is_where_the_path_stands() {
    let filler = "Nothing of it is here but words to fill lines with. ".repeat(20);
    let text = format!("In std there is much, and mem too. {filler}Then std::mem::swap swaps. {filler}");
    let mut swapping = section("Swapping", &text);
    swapping.code = vec!["std::mem::swap".into()];
    let pages = vec![page("a.html", "Swapping", swapping)];
    let book = Book { language: "en".into(), pages, ..Book::default() };
    let mut engine =
        Engine::open(write(&[book], Layout::Packed).expect("a book").root).expect("a sound index");
    let results = asked(&mut engine, "std::mem::swap", &SearchOptions::default());
    let excerpt = &results.pages[0].sections[0].excerpt;
    assert!(excerpt.iter().any(|piece| piece.mark && piece.text == "std::mem::swap"), "{excerpt:?}");
}
