//! What a reader is promised, each promise on the smallest book that shows it.

use thumbindex_engine::{Answer, Engine, Navigation, Results, SearchOptions};
use thumbindex_index::{Book, Files, Layout, Page, Section, write};

fn section(id: &str, level: u8, heading: &str, text: &str) -> Section {
    Section {
        id: Some(id.into()),
        level,
        heading: heading.into(),
        text: format!("{text}\n"),
        ..Section::default()
    }
}

fn page(url: &str, title: &str, sections: Vec<Section>) -> Page {
    Page { url: url.into(), title: title.into(), breadcrumbs: Vec::new(), is_chapter: true, sections }
}

fn book() -> Book {
    let filler = "Nothing of note stands here, only words that fill a chapter of a book about other things.";
    Book {
        title: "A Small Book".into(),
        language: "en".into(),
        pages: vec![
            page(
                "ownership.html",
                "Ownership",
                vec![
                    section(
                        "ownership",
                        1,
                        "Ownership",
                        "A set of rules about memory. Every value has one owner.",
                    ),
                    section(
                        "moves",
                        2,
                        "Moves",
                        "An assignment moves a value. Moving is cheap, and a moved value is gone.",
                    ),
                    section(
                        "clone",
                        2,
                        "Clone",
                        "A clone is a copy. Call clone where a copy of the heap is wanted.",
                    ),
                ],
            ),
            page(
                "collections.html",
                "Collections",
                vec![
                    section("vectors", 2, "Vectors", "A vector keeps values in a row."),
                    section(
                        "hash-maps",
                        2,
                        "Hash Maps",
                        "A HashMap<K, V> keeps values by key. Use read_line for input.",
                    ),
                ],
            ),
            page(
                "other.html",
                "Other",
                (0..20).map(|n| section(&format!("other-{n}"), 2, &format!("Other {n}"), filler)).collect(),
            ),
        ],
        ..Book::default()
    }
}

fn files(layout: Layout) -> Files {
    write(&[book()], layout).expect("a small book")
}

/// Drives an engine over files, as a loader would.
fn ask(engine: &mut Engine, files: &Files, query: &str, options: &SearchOptions) -> Results {
    for _ in 0..3 {
        match engine.search(query, options).expect("a sound index") {
            Answer::Ready(results) => return results,
            Answer::Needs(needs) => {
                for need in needs {
                    let file = files
                        .others
                        .iter()
                        .find(|(name, _)| *name == need.name)
                        .expect("a file of this index");
                    engine.supply(need.id, &file.1).expect("a sound chunk");
                }
            }
        }
    }
    panic!("asked for more than it was given")
}

fn search(query: &str) -> Results {
    let files = files(Layout::Packed);
    let mut engine = Engine::open(files.root.clone()).expect("a sound index");
    ask(&mut engine, &files, query, &SearchOptions::default())
}

fn urls(results: &Results) -> Vec<String> {
    let mut hits: Vec<_> = results.pages.iter().flat_map(|page| &page.sections).collect();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    hits.into_iter().map(|hit| hit.url.clone()).collect()
}

fn first(query: &str) -> String {
    urls(&search(query)).into_iter().next().unwrap_or_default()
}

#[test]
fn a_heading_is_found_before_sections_that_mention_it() {
    assert_eq!(first("ownership"), "ownership.html#ownership");
    assert_eq!(first("clone"), "ownership.html#clone");
}

#[test]
fn the_last_word_may_still_be_being_typed() {
    assert_eq!(first("owne"), "ownership.html#ownership");
    assert_eq!(first("hash ma"), "collections.html#hash-maps");
}

#[test]
fn slips_are_forgiven_and_said() {
    for slip in ["ownreship", "ownershp", "onwership", "ownershipp"] {
        let results = search(slip);
        assert_eq!(results.corrected.as_deref(), Some("ownership"), "{slip}");
        assert_eq!(urls(&results)[0], "ownership.html#ownership", "{slip}");
    }
    assert_eq!(search("ownership").corrected, None);
    assert_eq!(search("the ownreship rules").corrected.as_deref(), Some("the ownership rules"));
}

#[test]
fn a_slip_in_a_word_still_being_typed_is_forgiven_too() {
    assert_eq!(first("ownresh"), "ownership.html#ownership");
}

#[test]
fn inflections_are_one_word_and_are_marked() {
    let results = search("moving");
    assert_eq!(urls(&results)[0], "ownership.html#moves");
    let marked: Vec<&str> = results.pages[0].sections[0]
        .excerpt
        .iter()
        .filter(|piece| piece.mark)
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(marked, ["moves", "Moving", "moved"]);
}

#[test]
fn identifiers_are_found_by_their_parts_and_whole() {
    assert_eq!(first("read_line"), "collections.html#hash-maps");
    assert_eq!(first("HashMap"), "collections.html#hash-maps");
    assert_eq!(first("line input"), "collections.html#hash-maps");
}

#[test]
fn a_phrase_must_stand_as_it_is() {
    assert_eq!(urls(&search("\"values by key\"")), ["collections.html#hash-maps"]);
    assert!(urls(&search("\"key by values\"")).is_empty());
}

#[test]
fn a_phrase_of_common_words_is_looked_for_further_down_unless_it_is_found_above() {
    let found = |above: usize, in_one_above: bool| {
        let filler = "Nothing of note stands here. ".repeat(30);
        let mut sections: Vec<Section> =
            (0..above).map(|n| section(&format!("s{n}"), 2, "Section", "far near")).collect();
        sections.push(section("long", 2, "Section", &format!("{filler} near far")));
        if in_one_above {
            sections[0].text = "near far\n".into();
        }
        let book =
            Book { pages: vec![page("a.html", "A", sections)], language: "en".into(), ..Book::default() };
        let files = write(&[book], Layout::Packed).expect("a book");
        let mut engine = Engine::open(files.root.clone()).expect("a sound index");
        let results = ask(&mut engine, &files, "\"near far\"", &SearchOptions::default());
        (urls(&results), results.total_is_exact)
    };
    let (long, first) = (vec!["a.html#long".to_string()], vec!["a.html#s0".to_string()]);
    assert_eq!(found(150, false), (long, true));
    assert_eq!(found(150, true), (first, false));
    assert_eq!(found(250, false), (vec![], false));
}

#[test]
fn excluded_words_leave_their_sections_out() {
    assert!(urls(&search("values")).contains(&"collections.html#vectors".to_string()));
    assert!(!urls(&search("values -vector")).contains(&"collections.html#vectors".to_string()));
}

#[test]
fn title_looks_in_headings_only() {
    assert_eq!(urls(&search("title:clone")), ["ownership.html#clone"]);
    assert!(urls(&search("title:heap")).is_empty());
}

#[test]
fn what_matches_nothing_is_no_error() {
    for query in ["", "   ", "zzzzzzzz", "\"", "-", "title:", "?!", "\u{0}"] {
        let results = search(query);
        assert_eq!((results.total, results.pages.len()), (0, 0), "{query:?}");
    }
}

#[test]
fn the_limit_counts_sections_and_the_total_all_of_them() {
    let files = files(Layout::Packed);
    let mut engine = Engine::open(files.root.clone()).expect("a sound index");
    let results = ask(
        &mut engine,
        &files,
        "words",
        &SearchOptions { limit: 3, excerpts: false, ..SearchOptions::default() },
    );
    assert_eq!((results.total, results.pages[0].sections.len()), (20, 3));
    assert!(results.pages[0].sections.iter().all(|hit| hit.excerpt.is_empty()));
}

#[test]
fn equal_sections_come_in_the_order_of_the_book() {
    let expected: Vec<String> = (0..10).map(|n| format!("other.html#other-{n}")).collect();
    assert_eq!(urls(&search("note")), expected);
}

#[test]
fn every_layout_gives_the_same_answer() {
    let (packed, split) = (files(Layout::Packed), files(Layout::Split));
    let mut one = Engine::open(packed.root.clone()).expect("a sound index");
    let mut other = Engine::open(split.root.clone()).expect("a sound index");
    for query in
        ["ownership", "val", "hash map", "ownreship", "\"a row\"", "words -other", "copy of the heap"]
    {
        let options = SearchOptions::default();
        assert_eq!(
            ask(&mut one, &packed, query, &options),
            ask(&mut other, &split, query, &options),
            "{query}"
        );
    }
}

#[test]
fn any_length_of_query_is_answered() {
    for query in ["a".repeat(4000), "value ".repeat(1000), "所".repeat(3000), "ownreship ".repeat(20)] {
        search(&query);
    }
}

#[test]
fn suggestions_complete_the_last_word() {
    let mut engine = Engine::open(files(Layout::Packed).root).expect("a sound index");
    let mut suggest = |text: &str| match engine.suggest(text, 5).expect("a sound index") {
        Answer::Ready(suggestions) => suggestions.into_iter().map(|suggestion| suggestion.text).collect(),
        Answer::Needs(needs) => vec![format!("{needs:?}")],
    };
    assert_eq!(suggest("the own"), ["the owner", "the ownership"]);
    assert_eq!(suggest("own "), [""; 0]);
}

fn chapter(url: &str) -> Option<Navigation> {
    let mut engine = Engine::open(files(Layout::Packed).root).expect("a sound index");
    let Answer::Ready(chapter) = engine.navigation(url).expect("a sound index") else {
        panic!("everything is there")
    };
    chapter
}

#[test]
fn chapters_follow_the_order_of_the_book() {
    let here = chapter("https://example.com/base/collections.html?q#vectors").expect("a chapter");
    assert_eq!((here.position, here.count), (2, 3));
    assert_eq!(here.previous.expect("one before").url, "ownership.html");
    assert_eq!(here.next.expect("one after").title, "Other");
    assert!(chapter("ownership.html").expect("the first").previous.is_none());
    assert_eq!(chapter("missing.html"), None);
}

#[test]
fn the_index_page_stands_for_the_first_chapter() {
    assert_eq!(chapter("index.html").expect("an alias").position, 1);
}

#[test]
fn a_page_that_ends_like_a_chapter_is_none_in_whatever_form_it_is_asked_for() {
    let page = |url: &str, is_chapter| Page { url: url.into(), is_chapter, ..Page::default() };
    let chapters = ["guide/index.html", "warp", "weft.html"].map(|url| page(url, true));
    let others = ["a/guide.html", "b/guide/", "c/guide/index.htm", "d/warp.html", "e/warp/index", "f/weft"];
    let pages = chapters.into_iter().chain(others.map(|url| page(url, false))).collect();
    let book = Book { pages, ..Book::default() };
    let mut engine =
        Engine::open(write(&[book], Layout::Packed).expect("a book").root).expect("a sound index");
    let mut position = |url: &str| match engine.navigation(url).expect("a sound index") {
        Answer::Ready(place) => place.map(|place| place.position),
        Answer::Needs(needs) => panic!("asks for {needs:?}"),
    };
    for (url, found) in [("/base/guide/", 1), ("/base/warp.html", 2), ("/base/weft/", 3)] {
        assert_eq!(position(url), Some(found), "{url}");
    }
    for url in others {
        assert_eq!(position(&format!("https://example.com/base/{url}?q")), None, "{url}");
    }
}
