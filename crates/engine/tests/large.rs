//! What is promised of a book so large that its vocabulary and texts are in hundreds of files: few round trips, the same
//! answers in every layout, and edits that stay where they are.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use thumbindex_engine::{Answer, Engine, Results, SearchOptions};
use thumbindex_index::format::codec::Codec;
use thumbindex_index::format::root::ChunkKind;
use thumbindex_index::format::testing::with_chunk;
use thumbindex_index::{Book, Files, Layout, Page, Root, Section, write};

const PAGES: usize = 900;
const SECTIONS: usize = 9;

/// Numbers that look like chance and are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn word(&mut self) -> String {
        let syllables =
            ["ba", "co", "du", "fi", "ge", "lo", "mi", "nar", "pel", "qui", "ros", "tun", "vex", "zim"];
        (0..3 + self.roll(2)).map(|_| syllables[self.roll(syllables.len())]).collect()
    }
}

fn book() -> Book {
    let mut dice = Dice(7);
    let mut section = |page: usize, number: usize| {
        let words: Vec<String> = (0..5).map(|_| dice.word()).collect();
        Section {
            id: Some(format!("s{number}")),
            level: if number == 0 { 1 } else { 2 },
            heading: format!("{} of {}", dice.word(), page % 300),
            text: format!("Everywhere the common text. {} ownership{page}.\n", words.join(" ")),
            ..Section::default()
        }
    };
    let pages = (0..PAGES).map(|page| Page {
        url: format!("page-{page}.html"),
        title: format!("Page {page}"),
        breadcrumbs: vec![format!("Part {}", page / 100)],
        is_chapter: true,
        sections: (0..SECTIONS).map(|number| section(page, number)).collect(),
    });
    Book { title: "A large book".into(), language: "en".into(), pages: pages.collect(), ..Book::default() }
}

fn files(layout: Layout) -> &'static Files {
    static SPLIT: OnceLock<Files> = OnceLock::new();
    static PACKED: OnceLock<Files> = OnceLock::new();
    let files = if layout == Layout::Split { &SPLIT } else { &PACKED };
    files.get_or_init(|| write(&[book()], layout).expect("a book"))
}

/// A search by a reader who has nothing but the root, and how often it had to fetch something.
fn visit(files: &Files, query: &str) -> (Results, usize) {
    let mut engine = Engine::open(files.root.clone()).expect("a sound root");
    let mut rounds = 0;
    loop {
        match engine.search(query, &SearchOptions::default()).expect("a sound index") {
            Answer::Ready(results) => return (results, rounds),
            Answer::Needs(needs) => {
                rounds += 1;
                assert!(rounds < 9, "{query}: asks without end");
                for need in needs {
                    let file = files.others.iter().find(|(name, _)| *name == need.name).expect("a file");
                    engine.supply(need.id, &file.1).expect("a sound chunk");
                }
            }
        }
    }
}

/// What an engine answers that is asked until there is nothing more to do, and how many steps it takes; every round trip is a step.
fn search_in_steps(engine: &mut Engine, files: &Files, query: &str) -> (Results, usize) {
    let (results, steps, _) = steps_and_rounds(engine, files, query);
    (results, steps)
}

fn steps_and_rounds(engine: &mut Engine, files: &Files, query: &str) -> (Results, usize, usize) {
    let (mut steps, mut rounds) = (0, 0);
    loop {
        steps += 1;
        match engine.search(query, &SearchOptions::default()).expect("a sound index") {
            Answer::Ready(results) => return (results, steps, rounds),
            Answer::Needs(needs) => {
                rounds += usize::from(!needs.is_empty());
                for need in needs {
                    let file = files.others.iter().find(|(name, _)| *name == need.name).expect("a file");
                    engine.supply(need.id, &file.1).expect("a sound chunk");
                }
            }
        }
    }
}

fn heading_of(page: usize, section: usize) -> String {
    book().pages[page].sections[section].heading.clone()
}

#[test]
fn a_large_book_has_all_kinds_of_chunks_and_a_small_root() {
    let files = files(Layout::Split);
    let root = Root::read(&files.root).expect("a sound root");
    for kind in [ChunkKind::Lexicon, ChunkKind::Tail, ChunkKind::Terms, ChunkKind::Block, ChunkKind::Chapters]
    {
        assert!(!root.of_kind(kind).is_empty(), "{kind:?}");
    }
    assert!(files.root.len() < 100_000, "{}", files.root.len());
    assert!(files.others.len() < 4_000, "{}", files.others.len());
}

#[test]
fn words_take_two_round_trips_and_typing_mistakes_three() {
    let files = files(Layout::Split);
    let heading = heading_of(444, 3);
    let (word, _) = heading.split_once(' ').expect("two words");
    for query in [&heading, word, "common", "common everywhere text", &word[..5]] {
        let (results, rounds) = visit(files, query);
        assert!(results.total > 0 && rounds <= 2, "{query}: {} in {rounds} rounds", results.total);
    }
    for typo in ["everywehre", "veerywhere", "commmon"] {
        let (results, rounds) = visit(files, typo);
        assert!(results.corrected.is_some() && rounds <= 3, "{typo}: {:?} in {rounds}", results.corrected);
    }
}

#[test]
fn every_layout_gives_the_same_answer() {
    let heading = heading_of(100, 0);
    for query in [
        &heading,
        &heading[..4],
        "c",
        "common text",
        "everywehre",
        "\"the common\"",
        "common -text",
        "ownership7",
    ] {
        let mut split = visit(files(Layout::Split), query).0;
        let packed = visit(files(Layout::Packed), query).0;
        split.took_ms = packed.took_ms;
        assert_eq!(split, packed, "{query}");
    }
}

#[test]
fn an_excluded_word_that_is_everywhere_leaves_nothing() {
    for layout in [Layout::Split, Layout::Packed] {
        assert_eq!(visit(files(layout), "ownership7 -everywhere").0.total, 0);
    }
}

#[test]
fn a_section_is_found_by_its_rare_words_however_common_the_others() {
    let book = book();
    for (page, section) in [(0, 0), (555, 4), (899, 8)] {
        let text = &book.pages[page].sections[section].text;
        let words: Vec<&str> = text.split(' ').skip(2).take(4).collect();
        let (results, _) = visit(files(Layout::Split), &words.join(" "));
        assert_eq!(results.pages[0].sections[0].url, format!("page-{page}.html#s{section}"), "{words:?}");
    }
}

#[test]
fn one_new_word_renames_four_files_at_most_and_nothing_changed_none() {
    let names =
        |files: &Files| -> BTreeSet<String> { files.others.iter().map(|(name, _)| name.clone()).collect() };
    let before = names(files(Layout::Split));
    assert_eq!(before, names(&write(&[book()], Layout::Split).expect("a book")));
    let mut edited = book();
    edited.pages[321].sections[5].text.push_str("A neologism.\n");
    let after = names(&write(&[edited], Layout::Split).expect("a book"));
    let new = after.difference(&before).count();
    assert!((1..=4).contains(&new), "{new}");
}

#[test]
fn a_chunk_of_another_build_is_refused_and_the_right_one_still_taken() {
    let files = files(Layout::Split);
    let mut engine = Engine::open(files.root.clone()).expect("a root");
    let options = SearchOptions::default();
    let Ok(Answer::Needs(needs)) = engine.search("zimzimzim", &options) else {
        panic!("terms are elsewhere")
    };
    let need = &needs[0];
    assert_eq!(
        engine.supply(need.id, b"<!doctype html>").expect_err("not a chunk").code(),
        "index-wrong-chunk"
    );
    assert_eq!(engine.supply(99_999, b"").expect_err("no such chunk").code(), "unknown-chunk");
    assert_eq!(engine.search("zimzimzim", &options), Ok(Answer::Needs(needs.clone())));
    let bytes = &files.others.iter().find(|(name, _)| *name == need.name).expect("the named file").1;
    engine.supply(need.id, bytes).expect("the right chunk");
    assert_ne!(engine.search("zimzimzim", &options), Ok(Answer::Needs(needs)));
}

#[test]
fn damage_inside_any_kind_of_chunk_gives_an_error_or_an_answer() {
    let index = &files(Layout::Packed).root;
    let root = Root::read(index).expect("a sound root");
    let dictionary = root.chunks.iter().find(|chunk| chunk.kind == ChunkKind::Dictionary);
    let stored = |at: usize, length: u32| &index[at..at + length as usize];
    let primed = dictionary.map(|chunk| {
        let stored = stored(chunk.inline_at.expect("packed"), chunk.stored);
        chunk.prime(stored).expect("a sound dictionary")
    });
    let plain = Codec::plain();
    let mut dice = Dice(3);
    for kind in [ChunkKind::Chapters, ChunkKind::Lexicon, ChunkKind::Terms, ChunkKind::Block, ChunkKind::Tail]
    {
        let number = root.of_kind(kind).start;
        let chunk = &root.chunks[number];
        let codec = primed.as_ref().filter(|_| kind == ChunkKind::Block).unwrap_or(&plain);
        let raw = chunk.unpack(stored(chunk.inline_at.expect("packed"), chunk.stored), codec, root.sections);
        let raw = raw.expect("a sound chunk");
        for _ in 0..30 {
            let mut damaged = raw.clone();
            // The beginning is where the counts are.
            let within = if dice.roll(2) == 0 { raw.len().min(40) } else { raw.len() };
            let at = dice.roll(within);
            damaged[at] ^= 1 << dice.roll(8);
            damaged.truncate(if dice.roll(4) == 0 { at } else { raw.len() });
            let Ok(mut engine) = Engine::open(with_chunk(index, number, &damaged).expect("a good root"))
            else {
                continue;
            };
            for query in ["common text", "ba", "everywehre", &chunk.from, "page of 1"] {
                if let Ok(Answer::Ready(results)) = engine.search(query, &SearchOptions::default()) {
                    assert!(results.pages.iter().all(|page| page.score.is_finite()));
                }
                let _ = engine.suggest(query, 5);
            }
            let _ = engine.navigation("page-3.html");
        }
    }
}

/// A word that is everywhere, an unknown one, one that leads to nothing, one that is excluded, a phrase, two that stand nowhere.
fn queries() -> Vec<String> {
    let heading = heading_of(444, 3);
    // Its correction is among other words than itself.
    let (first, second) = heading.split_at(1);
    let slip = format!("everywhere {}{first}{}", &second[..1], &second[1..]);
    [
        "common text",
        "everywehre common",
        "xyzzyxyzzy",
        "ba",
        "common -everywhere",
        "\"everywhere the common\"",
        "\"common everywhere\"",
        "\"ownership7 ownership8\" ownership9",
        &heading,
        &slip,
    ]
    .map(String::from)
    .to_vec()
}

#[test]
fn in_steps_of_any_length_the_answer_is_the_same_after_as_many_round_trips() {
    for layout in [Layout::Split, Layout::Packed] {
        for query in queries() {
            let (whole, rounds_of_whole) = visit(files(layout), &query);
            for step in [50, 1_000, 30_000] {
                let mut engine = Engine::open(files(layout).root.clone()).expect("a sound root");
                engine.work_in_steps(step);
                let (results, steps, rounds) = steps_and_rounds(&mut engine, files(layout), &query);
                assert_eq!(results, whole, "{query} in steps of {step}");
                assert_eq!(rounds, rounds_of_whole, "{query} in steps of {step}");
                assert!(step > 1_000 || steps > 5, "{query} in {steps} steps of {step}");
            }
        }
    }
}

#[test]
fn what_is_excluded_is_read_in_steps_like_what_is_found() {
    let files = files(Layout::Packed);
    let mut engine = Engine::open(files.root.clone()).expect("a sound root");
    let mut steps = |query: &str| {
        engine.work_in_steps(usize::MAX);
        search_in_steps(&mut engine, files, query);
        engine.work_in_steps(1_000);
        search_in_steps(&mut engine, files, query).1
    };
    let without = steps("ownership7");
    let excluded = steps("ownership7 -\"everywhere the common text\"");
    assert!(excluded > without + 4 * PAGES * SECTIONS / 1_000, "{without}, {excluded}");
}

#[test]
fn a_search_that_is_left_in_the_middle_does_not_show_in_the_next() {
    let files = files(Layout::Packed);
    let mut engine = Engine::open(files.root.clone()).expect("a sound root");
    let whole = |query: &str| visit(files, query).0;
    // All that is needed is unpacked.
    queries().iter().for_each(|query| assert!(search_in_steps(&mut engine, files, query).1 > 0));
    engine.work_in_steps(500);
    let (_, steps) = search_in_steps(&mut engine, files, "common text");
    assert!(steps > 20, "{steps}");
    for left in 1..steps {
        for _ in 0..left {
            engine.search("common text", &SearchOptions::default()).expect("a sound index");
        }
        assert_eq!(search_in_steps(&mut engine, files, "ownership7").0, whole("ownership7"), "{left}");
    }
    assert_eq!(search_in_steps(&mut engine, files, "common text").0, whole("common text"));
}

#[test]
fn what_explains_needs_no_steps() {
    let files = files(Layout::Packed);
    let mut engine = Engine::open(files.root.clone()).expect("a sound root");
    engine.work_in_steps(500);
    let (results, _) = search_in_steps(&mut engine, files, "common text");
    let why = engine.explain("common text", &SearchOptions::default());
    assert_eq!(why[0].0, results.pages[0].sections[0].url);
}
