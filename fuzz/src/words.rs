//! What a reader types: any text is a query, and any press is a press.

use std::cell::RefCell;

use thumbindex_engine::shortcuts::{packed, shortcut as means, shortcuts};
use thumbindex_engine::{Answer, Engine, Error, Piece, Results, SearchOptions};
use thumbindex_index::{Book, CODE_END, CODE_START, Files, Layout, Page, Section, write};
use unicode_segmentation::UnicodeSegmentation;

use crate::books::{LARGE, LONG, SMALL};
use crate::index::check;

thread_local! {
    /// Open from one query to the next, as in a page.
    static OPEN: [RefCell<Engine>; 4] = [&SMALL.plain, &LONG.packed, &LARGE.packed, &LARGE.split.root]
        .map(|index| RefCell::new(opened(index)));
}

/// Any text gets an answer, the same one in every layout.
pub(crate) fn query(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    OPEN.with(|[small, long, large, split]| {
        let _ = ask(&mut small.borrow_mut(), text);
        let _ = ask(&mut long.borrow_mut(), text);
        assert_eq!(ask(&mut large.borrow_mut(), text), fetched(&mut split.borrow_mut(), text), "{text:?}");
    });
}

/// All that can be asked of an index in one piece; what a search answers.
fn ask(engine: &mut Engine, text: &str) -> Results {
    let options = SearchOptions::default();
    let results = ready(engine.search(text, &options));
    check(&results, options.limit);
    let insisted = SearchOptions { correct: false, excerpts: false, limit: 3 };
    check(&ready(engine.search(text, &insisted)), insisted.limit);
    assert!(ready(engine.suggest(text, 5)).len() <= 5);
    let _ = ready(engine.navigation(text));
    results
}

pub(crate) fn queries() -> Vec<Vec<u8>> {
    vec![b"owner everywehre".to_vec()]
}

/// A search in an index of many files, which are fetched as they are wanted.
fn fetched(engine: &mut Engine, text: &str) -> Results {
    loop {
        let needs = match engine.search(text, &SearchOptions::default()).expect("a good index") {
            Answer::Ready(results) => return results,
            Answer::Needs(needs) => needs,
        };
        for need in needs {
            engine.supply(need.id, content(&LARGE.split, &need.name)).expect("a good chunk");
        }
    }
}

fn content<'f>(files: &'f Files, name: &str) -> &'f [u8] {
    files
        .others
        .iter()
        .find(|(other, _)| other == name)
        .map(|(_, content)| content)
        .expect("a file of the index")
}

fn opened(index: &[u8]) -> Engine {
    Engine::open(index.to_vec()).expect("a good index")
}

/// Of a good index in one piece nothing is ever missing.
fn ready<T>(answer: Result<Answer<T>, Error>) -> T {
    match answer.expect("a good index") {
        Answer::Ready(answer) => answer,
        Answer::Needs(needs) => panic!("asks for {needs:?}"),
    }
}

/// Any text can be a section's. The first byte says how many of the others are the query.
pub(crate) fn excerpt(bytes: &[u8]) {
    let Some((&length, rest)) = bytes.split_first() else { return };
    let (query, text) = rest.split_at(rest.len().min(length.into()));
    let (query, text) = (String::from_utf8_lossy(query), String::from_utf8_lossy(text).into_owned());
    let section = Section { text: text.clone(), heading: "Heading".into(), level: 1, ..Section::default() };
    let page = Page { url: "a.html".into(), sections: vec![section], ..Page::default() };
    let files = write(&[Book { pages: vec![page], ..Book::default() }], Layout::Plain).expect("a book");
    let results = ready(opened(&files.root).search(&query, &SearchOptions::default()));
    check(&results, 10);
    for section in results.pages.iter().flat_map(|page| &page.sections) {
        assert_eq!(section.url, "a.html");
        check_excerpt(&section.excerpt, &text);
    }
}

/// It is a piece of the text, of bounded length, and no mark begins or ends inside a character.
fn check_excerpt(pieces: &[Piece], text: &str) {
    let shown: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let normal = thumbindex_index::normal(text);
    let bare = |text: &str| text.replace(|c: char| c.is_whitespace() || "…\u{e}\u{f}".contains(c), "");
    assert!(bare(&normal).contains(&bare(&shown)), "{shown:?} is not in {normal:?}");
    assert!(!shown.contains([CODE_START, CODE_END]));
    assert!(shown.len() < 4_000, "{} bytes", shown.len());
    let boundaries: Vec<usize> =
        shown.grapheme_indices(true).map(|(at, _)| at).chain([shown.len()]).collect();
    let mut at = 0;
    for piece in pieces {
        let end = at + piece.text.len();
        assert!(!piece.text.is_empty());
        if piece.mark {
            assert!(boundaries.contains(&at) && boundaries.contains(&end), "{pieces:?}");
        }
        at = end;
    }
}

/// Four bytes of facts, then the text, as they cross the border of the module.
pub(crate) fn shortcut(bytes: &[u8]) {
    let Some((facts, text)) = bytes.split_first_chunk::<4>() else { return };
    let facts = u32::from_le_bytes(*facts);
    let text = String::from_utf8_lossy(text);
    let (press, page) = packed::press(facts, &text);
    let means = means(&press, &page);
    if let Some(action) = means {
        assert!(!page.prevented && !page.modal && !press.composing && press.key_code != 229);
        assert!(shortcuts(&page).iter().any(|row| row.action == action), "{action:?} is off");
    }
    assert!(shortcuts(&page).iter().all(|row| !row.keys.is_empty()));
}
