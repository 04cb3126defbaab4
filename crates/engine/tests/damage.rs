//! No index bytes can make the engine panic, hang, or point outside the book.

use std::collections::BTreeSet;

use thumbindex_engine::{Answer, Engine, Error, Navigation, Results, SearchOptions, Suggestion};
use thumbindex_index::format::root::ChunkKind;
use thumbindex_index::format::testing;
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

/// What a lexicon, tails and a dictionary are for: a vocabulary of more than 384 KB, a word in every section, and phrases
/// that texts share.
fn large_book() -> Book {
    let section = |number: usize| Section {
        id: Some(format!("s{number}")),
        level: 2,
        heading: format!("Rules of {number}"),
        text: format!(
            "Everywhere has an owner the common value. w{:x} w{:x}\n",
            number * 7_919,
            number * 104_729
        ),
        ..Section::default()
    };
    let page = |number: usize| Page {
        url: format!("{number}.html"),
        title: format!("Page {number}"),
        sections: (number * 100..(number + 1) * 100).map(section).collect(),
        ..Page::default()
    };
    Book { language: "en".into(), pages: (0..100).map(page).collect(), ..Book::default() }
}

const QUERIES: [&str; 8] =
    ["value", "o", "ownreship", "\"has an\"", "rules -owner", "所有", "title:rul", "vertrag "];

/// What an engine answers to everything that can be asked; where it cannot answer, the code of its error.
#[derive(Debug, Clone, PartialEq)]
struct Answers {
    results: Vec<Result<Results, &'static str>>,
    suggestions: Vec<Result<Vec<Suggestion>, &'static str>>,
    navigation: Result<Option<Navigation>, &'static str>,
}

fn ask_everything(engine: &mut Engine) -> Answers {
    let ask = |query| {
        let results = ready(engine.search(query, &SearchOptions::default()));
        results.iter().for_each(check);
        (results, ready(engine.suggest(query, 5)))
    };
    let (results, suggestions) = QUERIES.map(ask).into_iter().unzip();
    Answers { results, suggestions, navigation: ready(engine.navigation("a.html")) }
}

fn ready<T>(answer: Result<Answer<T>, Error>) -> Result<T, &'static str> {
    match answer {
        Ok(Answer::Ready(answer)) => Ok(answer),
        // A root that tells lies may claim that its chunks are elsewhere.
        Ok(Answer::Needs(needs)) => {
            assert!(!needs.is_empty());
            Err("needs")
        }
        Err(error) => Err(error.code()),
    }
}

fn check(results: &Results) {
    let shown: usize = results.pages.iter().map(|page| page.sections.len()).sum();
    assert!(shown <= 10 && results.total as usize >= shown);
    assert!(results.pages.iter().all(|page| page.score.is_finite()));
}

/// Each answer is an error or the right one.
fn assert_right_or_error(damaged: &Answers, good: &Answers, how: &str) {
    let is_right = |(damaged, good): (&Result<Results, _>, _)| damaged.is_err() || damaged == good;
    assert!(damaged.results.iter().zip(&good.results).all(is_right), "{how}");
    let is_right = |(damaged, good): (&Result<Vec<Suggestion>, _>, _)| damaged.is_err() || damaged == good;
    assert!(damaged.suggestions.iter().zip(&good.suggestions).all(is_right), "{how}");
    assert!(damaged.navigation.is_err() || damaged.navigation == good.navigation, "{how}");
}

/// Every byte given every other value, on as many threads as there are processors.
fn with_every_byte_changed(good: &[u8], values: &[u8], try_it: impl Fn(Vec<u8>, &str) + Sync) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for first in 0..threads {
            let try_it = &try_it;
            scope.spawn(move || {
                for at in (first..good.len()).step_by(threads) {
                    for change in values {
                        let mut bytes = good.to_vec();
                        bytes[at] ^= change;
                        try_it(bytes, &format!("byte {at} changed by {change:#x}"));
                    }
                }
            });
        }
    });
}

const BITS: [u8; 8] = [1, 2, 4, 8, 16, 32, 64, 128];

fn every_value() -> Vec<u8> {
    (1..=255).collect()
}

fn written(layout: Layout) -> Vec<u8> {
    write(&[book()], layout).expect("a book").root
}

#[test]
fn every_changed_byte_gives_an_error_or_the_right_answer() {
    let index = written(Layout::Packed);
    let good = ask_everything(&mut Engine::open(index.clone()).expect("a sound index"));
    with_every_byte_changed(&index, &BITS, |bytes, how| {
        if let Ok(mut engine) = Engine::open(bytes) {
            assert_right_or_error(&ask_everything(&mut engine), &good, how);
        }
    });
}

#[test]
fn every_changed_byte_of_the_root_is_refused() {
    let index = written(Layout::Packed);
    let root = testing::with_body(&index, testing::body(&index));
    assert_eq!(root, index);
    let end = index.len() - inline_bytes(&index);
    with_every_byte_changed(&index[..end], &every_value(), |mut bytes, how| {
        bytes.extend(&index[end..]);
        let code = Engine::open(bytes).expect_err(how).code();
        assert!(
            ["not-an-index", "index-version", "index-truncated", "index-damaged"].contains(&code),
            "{how}: {code}"
        );
    });
}

fn inline_bytes(index: &[u8]) -> usize {
    let root = Root::read(index).expect("a root");
    root.chunks.iter().filter(|chunk| chunk.inline_at.is_some()).map(|chunk| chunk.stored as usize).sum()
}

#[test]
fn every_truncation_is_refused() {
    for layout in [Layout::Packed, Layout::Plain] {
        let good = written(layout);
        for length in 0..good.len() {
            let error = Engine::open(good[..length].to_vec()).expect_err("a cut index must not open");
            assert_eq!(error.code(), "index-truncated", "{length}");
        }
        Engine::open(good).expect("the whole index opens");
    }
}

#[test]
fn every_truncation_and_every_bit_of_a_chunk_with_its_checksum_repaired_gives_an_error_or_an_answer() {
    let good = written(Layout::Packed);
    let mut tried = BTreeSet::new();
    for (number, (kind, raw)) in testing::contents(&good).expect("a sound index").into_iter().enumerate() {
        let open = |raw: &[u8]| {
            let bytes = testing::with_chunk(&good, number, raw).expect("a good root");
            if let Ok(mut engine) = Engine::open(bytes) {
                ask_everything(&mut engine);
            }
        };
        (0..raw.len()).for_each(|length| open(&raw[..length]));
        with_every_byte_changed(&raw, &BITS, |raw, _| open(&raw));
        tried.insert(format!("{kind:?}"));
    }
    assert_eq!(tried.into_iter().collect::<Vec<_>>(), ["Block", "Chapters", "Terms"]);
}

#[test]
fn every_truncation_and_every_bit_of_a_root_with_its_checksum_repaired_gives_an_error_or_an_answer() {
    let good = written(Layout::Plain);
    let body = testing::body(&good);
    let open = |body: &[u8]| {
        if let Ok(mut engine) = Engine::open(testing::with_body(&good, body)) {
            ask_everything(&mut engine);
        }
    };
    (0..body.len()).for_each(|length| open(&body[..length]));
    with_every_byte_changed(body, &BITS, |body, _| open(&body));
}

/// These hold a hundred thousand bytes, and each look takes a millisecond: about as many as this are damaged, evenly spread.
const SAMPLED: usize = 60;

#[test]
fn changed_bytes_and_truncations_of_the_chunks_of_large_books_give_an_error_or_an_answer() {
    let good = write(&[large_book()], Layout::Packed).expect("a book").root;
    let right = answers(good.clone()).expect("a sound index");
    let root = Root::read(&good).expect("a root");
    for kind in [ChunkKind::Dictionary, ChunkKind::Lexicon, ChunkKind::Tail] {
        let number = root.of_kind(kind).start;
        let chunk = root.chunks.get(number).filter(|chunk| chunk.kind == kind);
        let chunk = chunk.unwrap_or_else(|| panic!("the book has no {kind:?}"));
        let start = chunk.inline_at.expect("one piece");
        // As they come over a network: each is noticed.
        for at in sampled(chunk.stored as usize) {
            let mut bytes = good.clone();
            bytes[start + at] ^= BITS[at % BITS.len()];
            if let Some(damaged) = answers(bytes) {
                assert_right_or_error(&damaged, &right, &format!("byte {at} of {kind:?}"));
            }
        }
        // And with their checksums repaired.
        let contents = testing::contents(&good).expect("a sound index");
        let (_, content) = &contents[number];
        let open = |content: &[u8]| {
            let repaired = match kind {
                ChunkKind::Dictionary => testing::with_stored(&good, number, content),
                _ => testing::with_chunk(&good, number, content),
            };
            let _ = answers(repaired.expect("a good root"));
        };
        for at in sampled(content.len()) {
            open(&content[..at]);
            let mut content = content.clone();
            content[at] ^= BITS[at % BITS.len()];
            open(&content);
        }
    }
}

/// The beginning, where the counts are, and the others evenly.
fn sampled(length: usize) -> impl Iterator<Item = usize> {
    let step = (length / SAMPLED).max(1) | 1;
    (0..length.min(40)).chain((40..length).step_by(step))
}

fn answers(index: Vec<u8>) -> Option<Answers> {
    Some(ask_everything(&mut Engine::open(index).ok()?))
}
