//! The bytes of an index, as a network or somebody with bad intentions may deliver them: an error or an answer, and what an
//! answer says of itself holds.

use thumbindex_engine::{Answer, Engine, Error, Results, SearchOptions};
use thumbindex_index::format::codec::Codec;
use thumbindex_index::format::root::{Chunk, ChunkKind};
use thumbindex_index::format::testing::{body, contents, stored, with_body, with_chunk, with_stored};
use thumbindex_index::{FormatError, Root};

use crate::books::{LARGE, LONG, SMALL, Sample};

/// What takes a reader through all parts of an index: beginnings, slips, phrases, exclusions, other scripts, titles, inflections,
/// compounds, paths and operators.
const QUERIES: [&str; 12] = [
    "value",
    "o",
    "ownreship",
    "\"has an\"",
    "rules -owner",
    "所有",
    "title:rul",
    "vertrag ",
    "std::mem::swap",
    "everywehre common",
    "ba",
    "...=",
];

pub(crate) fn open(index: &[u8]) {
    if let Ok(engine) = Engine::open(index.to_vec()) {
        ask(engine);
    }
}

pub(crate) fn whole() -> Vec<Vec<u8>> {
    vec![
        SMALL.packed.clone(),
        SMALL.plain.clone(),
        SMALL.split.root.clone(),
        LONG.packed.clone(),
        LARGE.split.root.clone(),
    ]
}

pub(crate) fn root(body: &[u8]) {
    open(&with_body(&SMALL.plain, body));
    open(&with_body(&LONG.packed, body));
}

pub(crate) fn bodies() -> Vec<Vec<u8>> {
    [&SMALL.plain, &LONG.packed, &LARGE.split.root].map(|index| body(index).to_vec()).to_vec()
}

pub(crate) fn dictionary(dictionary: &[u8]) {
    with_one(
        &LARGE.packed,
        ChunkKind::Dictionary,
        |number| with_stored(&LARGE.packed, number, dictionary),
        ask,
    );
}

pub(crate) fn dictionaries() -> Vec<Vec<u8>> {
    of_kind(&LARGE.packed, ChunkKind::Dictionary, 1)
}

pub(crate) fn chapters(content: &[u8]) {
    with_content(&SMALL, ChunkKind::Chapters, content, turn_pages);
}

pub(crate) fn chapters_seeds() -> Vec<Vec<u8>> {
    of_kind(&SMALL.plain, ChunkKind::Chapters, 1)
}

pub(crate) fn lexicon(content: &[u8]) {
    with_content(&LARGE, ChunkKind::Lexicon, content, ask);
}

pub(crate) fn lexicons() -> Vec<Vec<u8>> {
    of_kind(&LARGE.plain, ChunkKind::Lexicon, 1)
}

pub(crate) fn terms(content: &[u8]) {
    with_content(&SMALL, ChunkKind::Terms, content, ask);
}

pub(crate) fn terms_seeds() -> Vec<Vec<u8>> {
    of_kind(&SMALL.plain, ChunkKind::Terms, 1)
}

pub(crate) fn block(content: &[u8]) {
    with_content(&SMALL, ChunkKind::Block, content, ask);
}

pub(crate) fn blocks() -> Vec<Vec<u8>> {
    let mut blocks = of_kind(&SMALL.plain, ChunkKind::Block, 1);
    blocks.extend(of_kind(&LARGE.plain, ChunkKind::Block, 2));
    blocks
}

pub(crate) fn tail(content: &[u8]) {
    with_content(&LARGE, ChunkKind::Tail, content, ask);
}

pub(crate) fn tails() -> Vec<Vec<u8>> {
    of_kind(&LARGE.plain, ChunkKind::Tail, 2)
}

/// Unpacks bytes in place of a chapters chunk, whose content matters least; two bytes say how long they claim to be.
pub(crate) fn codec(bytes: &[u8]) {
    let Some((length, packed)) = bytes.split_first_chunk::<2>() else { return };
    let length = u32::from(u16::from_le_bytes(*length));
    let kind = ChunkKind::Chapters;
    with_one(
        &SMALL.packed,
        kind,
        |number| with_stored(&SMALL.packed, number, &stored(length, true, packed)),
        turn_pages,
    );
    // Once more as a dictionary, which is unpacked into what others are copied from.
    let root = Root::read(&LARGE.packed).expect("a good root");
    let mut chunk = root.chunks[root.of_kind(ChunkKind::Dictionary).start].clone();
    let stored = stored(length, true, packed);
    chunk.stored = stored.len() as u32;
    chunk.hash = thumbindex_index::format::testing::checksum(&stored);
    if let Ok(codec) = chunk.prime(&stored) {
        let again = chunk.unpack(&stored, &codec, root.sections);
        assert!(again.is_err() || again.is_ok_and(|content| content.len() == length as usize));
    }
    let unpacked = |chunk: &Chunk| chunk.unpack(&stored, &Codec::plain(), root.sections);
    assert_eq!(unpacked(&chunk).is_ok(), chunk.prime(&stored).is_ok());
    // And as postings, which are packed as numbers.
    chunk.kind = ChunkKind::Tail;
    assert!(unpacked(&chunk).map_or(true, |content| content.len() == length as usize));
}

pub(crate) fn packed() -> Vec<Vec<u8>> {
    let root = Root::read(&LARGE.packed).expect("a good root");
    let chunks = root.chunks.iter().filter(|chunk| chunk.kind == ChunkKind::Terms).take(1);
    let stored =
        chunks.filter_map(|chunk| LARGE.packed.get(chunk.inline_at?..)?.get(..chunk.stored as usize));
    let (whole, dictionary) = (stored.map(<[u8]>::to_vec), dictionaries());
    // In place of the head, a varint, stands a length in two plain bytes.
    whole
        .chain(dictionary)
        .map(|stored| {
            let head = stored.iter().take_while(|byte| **byte >= 0x80).count() + 1;
            [&[0xff, 0x0f], stored.get(head..).unwrap_or_default()].concat()
        })
        .collect()
}

fn of_kind(index: &[u8], kind: ChunkKind, most: usize) -> Vec<Vec<u8>> {
    let contents = contents(index).expect("a good index");
    contents.into_iter().filter(|(found, _)| *found == kind).map(|(_, content)| content).take(most).collect()
}

fn with_content(sample: &Sample, kind: ChunkKind, content: &[u8], ask: fn(Engine)) {
    with_one(&sample.plain, kind, |number| with_chunk(&sample.plain, number, content), ask);
}

/// Opens an index in which the first chunk of a kind was replaced.
fn with_one(
    index: &[u8],
    kind: ChunkKind,
    replaced: impl FnOnce(usize) -> Result<Vec<u8>, FormatError>,
    ask: fn(Engine),
) {
    let chunks = Root::read(index).expect("a good root").of_kind(kind);
    assert!(!chunks.is_empty(), "the sample has no {kind:?}");
    if let Ok(engine) = Engine::open(replaced(chunks.start).expect("a good root")) {
        ask(engine);
    }
}

fn ask(mut engine: Engine) {
    for query in QUERIES {
        let in_steps = search_in_steps(&mut engine, query);
        let whole = engine.search(query, &SearchOptions::default());
        assert_eq!(in_steps, whole, "{query}");
        if let Ok(Answer::Ready(results)) = whole {
            check(&results, SearchOptions::default().limit);
        }
        if let Ok(Answer::Ready(suggestions)) = engine.suggest(query, 5) {
            assert!(suggestions.len() <= 5);
        }
    }
    turn_pages(engine);
}

/// What a search comes to that is asked again for as long as it says that there is more to do, which must have an end.
fn search_in_steps(engine: &mut Engine, query: &str) -> Result<Answer<Results>, Error> {
    engine.work_in_steps(2_000);
    let mut answers = (0..1_000_000).map(|_| engine.search(query, &SearchOptions::default()));
    let is_last = |answer: &_| !matches!(answer, Ok(Answer::Needs(needs)) if needs.is_empty());
    let last = answers.find(is_last).expect("an end");
    engine.work_in_steps(usize::MAX);
    last
}

fn turn_pages(mut engine: Engine) {
    for page in ["a.html", "https://example.com/deep/b.html?q#x", "b", ""] {
        if let Ok(Answer::Ready(Some(navigation))) = engine.navigation(page) {
            assert!((1..=navigation.count).contains(&navigation.position));
            assert_eq!(navigation.previous.is_some(), navigation.position > 1);
            assert_eq!(navigation.next.is_some(), navigation.position < navigation.count);
        }
    }
}

/// What holds for the results of any index, even of one that tells lies: no more than were asked for, best first.
pub(crate) fn check(results: &Results, limit: usize) {
    let sections = || results.pages.iter().flat_map(|page| &page.sections);
    let shown = sections().count();
    assert!(shown <= limit && results.total as usize >= shown);
    assert!(sections().all(|section| section.score.is_finite()));
    assert!(results.pages.is_sorted_by(|a, b| a.score >= b.score));
    for page in &results.pages {
        assert!(page.sections.is_sorted_by(|a, b| a.score >= b.score));
        assert_eq!(page.sections.first().map(|section| section.score), Some(page.score));
    }
}
