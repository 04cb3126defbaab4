//! A section that is very long is several to an index: a table of six thousand rows would have to be fetched whole to show one, and
//! each of its words would drown in the others. Its *parts* are numbered like sections and ranked one by one, and the best of
//! them stands for the section, whose heading and address they share.

use std::borrow::Cow;

use crate::{Book, CODE_END, CODE_START, Section};

/// A longer text is parted. Few sections of prose are: these are ten thousand words.
const LONG: usize = 64 << 10;
/// Bytes of a part; it goes on to the end of its line.
const PART: usize = 16 << 10;
/// Bytes of a word that is no word any more, and may be cut: a reader takes no part without end.
const ENDLESS: usize = 1 << 20;
/// So many times the length of a text is searched for mentions that stand nowhere in it.
const PATIENCE: usize = 256;

/// The book with its long sections in parts, and the numbers of those that continue the section before. It is copied only if there
/// are any.
pub(super) fn parted(book: Cow<'_, Book>) -> (Cow<'_, Book>, Vec<u32>) {
    let mut sections = book.pages.iter().flat_map(|page| &page.sections);
    if sections.all(|section| section.text.len() <= LONG) {
        return (book, Vec::new());
    }
    let mut book = book.into_owned();
    let (mut number, mut continued) = (0, Vec::new());
    for page in &mut book.pages {
        let sections = std::mem::take(&mut page.sections);
        for section in sections {
            let parts = parts(section);
            let from = number + 1;
            number += parts.len() as u32;
            continued.extend(from..number);
            page.sections.extend(parts);
        }
    }
    (Cow::Owned(book), continued)
}

/// The first part has all that is said of the section, the others only their text and what it mentions.
fn parts(mut section: Section) -> Vec<Section> {
    if section.text.len() <= LONG {
        return vec![section];
    }
    let text = std::mem::take(&mut section.text);
    let (code, nowhere) = mentions(&text, std::mem::take(&mut section.code));
    section.code = nowhere;
    let mut code = code.into_iter().peekable();
    let follower = Section {
        id: section.id.clone(),
        heading: section.heading.clone(),
        level: section.level + 1,
        weight: section.weight,
        ..Section::default()
    };
    let mut parts = vec![section];
    let (mut rest, mut end) = (text.as_str(), 0);
    let mut is_code = false;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(end_of_part(rest));
        let mut text = String::with_capacity(piece.len() + 2);
        text.extend(is_code.then_some(CODE_START));
        text.push_str(piece);
        is_code =
            piece.rfind([CODE_START, CODE_END]).map_or(is_code, |at| piece[at..].starts_with(CODE_START));
        text.extend(is_code.then_some(CODE_END));
        if !parts[0].text.is_empty() {
            parts.push(follower.clone());
        }
        let part = parts.last_mut().expect("there is one from the beginning");
        end += piece.len();
        while let Some((_, mention)) = code.next_if(|(at, _)| *at < end) {
            part.code.push(mention);
        }
        part.text = text;
        rest = after;
    }
    parts
}

/// Where the mentions of a section stand in its text, one after another as they do, and those that stand nowhere in it.
fn mentions(text: &str, code: Vec<String>) -> (Vec<(usize, String)>, Vec<String>) {
    let (mut found, mut nowhere) = (Vec::new(), Vec::new());
    let (mut from, mut patience) = (0, text.len().saturating_mul(PATIENCE));
    for mention in code {
        let rest = &text[from..];
        match (patience > 0).then(|| rest.find(&mention)).flatten() {
            Some(at) => {
                from += at;
                found.push((from, mention));
            }
            None => {
                patience = patience.saturating_sub(rest.len());
                nowhere.push(mention);
            }
        }
    }
    (found, nowhere)
}

/// Where a part ends: with its line, or where that is very long itself, with a word, or where that is endless, between two characters.
fn end_of_part(text: &str) -> usize {
    if text.len() <= 2 * PART {
        return text.len();
    }
    let bytes = &text.as_bytes()[PART..];
    let line = bytes[..PART].iter().position(|&byte| byte == b'\n');
    let gap = || bytes.iter().take(ENDLESS).position(|byte| byte.is_ascii_whitespace());
    line.or_else(gap).map_or_else(|| boundary(text, PART + ENDLESS), |at| PART + at + 1)
}

/// The last border between two characters that is not behind this place.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(text: String) -> Section {
        let code = vec!["row::7".into(), "nowhere::at_all".into(), "row::2500".into()];
        Section {
            id: Some("all".into()),
            level: 2,
            heading: "All rows".into(),
            text,
            code,
            ..Section::default()
        }
    }

    fn table() -> String {
        (0..3_000).map(|row| format!("row::{row} says one thing and another\n")).collect()
    }

    #[test]
    fn parts_say_what_the_section_says() {
        let mut whole = section(table());
        whole.link_texts = vec!["every row".into()];
        let parts = parts(whole.clone());
        assert!(parts.len() > 3);
        assert_eq!(parts.iter().map(|part| part.text.as_str()).collect::<String>(), whole.text);
        assert!(parts.iter().all(|part| part.text.ends_with('\n') && part.text.len() <= 2 * PART));
        assert!(parts.iter().all(|part| (&part.id, &part.heading) == (&whole.id, &whole.heading)));
        assert_eq!(parts.iter().map(|part| part.link_texts.len()).collect::<Vec<_>>()[..2], [1, 0]);
    }

    #[test]
    fn a_mention_goes_with_its_text_and_what_the_text_lacks_stays_at_the_beginning() {
        let parts = parts(section(table()));
        assert_eq!(parts[0].code, ["nowhere::at_all", "row::7"]);
        let holder = parts.iter().find(|part| part.code.contains(&"row::2500".into())).expect("a part");
        assert!(holder.text.contains("row::2500 "));
    }

    #[test]
    fn code_stays_code_in_each_part() {
        let lines: String = (0..4_000).map(|line| format!("    let x{line} = {line};\n")).collect();
        let parts = parts(section(format!("Before.\n{CODE_START}{lines}{CODE_END}After.\n")));
        assert!(parts.len() > 3);
        for part in &parts {
            assert_eq!(part.text.matches(CODE_START).count(), 1, "{:.40}", part.text);
            assert_eq!(part.text.matches(CODE_END).count(), 1);
        }
        assert!(parts[1].text.starts_with(CODE_START) && parts[1].text.ends_with(CODE_END));
    }

    #[test]
    fn a_text_without_lines_or_gaps_stays_whole() {
        let parts = parts(section("x".repeat(3 * LONG)));
        assert_eq!(parts.len(), 1);
    }

    #[test]
    fn a_word_without_end_is_cut_between_characters() {
        let text = "ü".repeat(2 * ENDLESS);
        let parts = parts(section(text.clone()));
        assert!(parts.len() > 3 && parts.iter().all(|part| part.text.len() <= PART + ENDLESS));
        assert_eq!(parts.iter().map(|part| part.text.as_str()).collect::<String>(), text);
    }

    #[test]
    fn only_books_with_long_sections_are_copied() {
        let page = |text| crate::Page {
            sections: vec![section(text), section("Short.".into())],
            ..crate::Page::default()
        };
        let short = Book { pages: vec![page("Short.".into())], ..Book::default() };
        let (book, continued) = parted(Cow::Borrowed(&short));
        assert!(matches!(book, Cow::Borrowed(_)) && continued.is_empty());
        let long = Book { pages: vec![page("Short.".into()), page(table())], ..Book::default() };
        let (book, continued) = parted(Cow::Borrowed(&long));
        let count = book.pages[1].sections.len() as u32;
        assert_eq!(continued, (3..2 + count - 1).collect::<Vec<u32>>());
    }
}
