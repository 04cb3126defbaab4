//! One form for what Unicode can write in several: composed (NFC), and no shapes from older character sets.
//!
//! A file name from macOS brings `가` as three letters and `が` as two, a text that was copied out of a PDF brings Arabic in the
//! shapes of its letters. Composing takes tables that no reader should download, and browsers have them anyway
//! (`String.prototype.normalize`), so a book is composed when it is indexed and a query before it gets to the engine.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::{Book, Page, Section};

/// A text as an index holds it. A query wants the same before it is searched for; browsers do it themselves.
pub fn normal(text: &str) -> Cow<'_, str> {
    let is_normal = || is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.contains(is_shape);
    if text.chars().all(is_plain) || is_normal() { Cow::Borrowed(text) } else { Cow::Owned(compose(text)) }
}

/// What needs no table to be told apart: no mark that is combined with a letter stands before U+0300, nor any shape, nor do dashes and
/// quotation marks take part.
fn is_plain(c: char) -> bool {
    c < '\u{300}' || matches!(c, '\u{2010}'..='\u{2027}')
}

fn compose(text: &str) -> String {
    let plain = |c: char| if is_shape(c) { Shape::Is(c.nfkd()) } else { Shape::Not(std::iter::once(c)) };
    text.chars().flat_map(plain).nfc().collect()
}

/// Either a letter or what a shape of it stands for, without a list for each.
enum Shape<S, L> {
    Is(S),
    Not(L),
}

impl<S: Iterator<Item = char>, L: Iterator<Item = char>> Iterator for Shape<S, L> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::Is(letters) => letters.next(),
            Self::Not(letter) => letter.next(),
        }
    }
}

/// Hebrew and Arabic letters in the shape they have at one place of a word; half-width kana.
fn is_shape(c: char) -> bool {
    matches!(c, '\u{fb1d}'..='\u{fdc7}' | '\u{fe70}'..='\u{fefc}' | '\u{ff66}'..='\u{ff9f}')
}

/// The book with every text in that form; it is copied only if one was not.
pub(super) fn normal_book(book: &Book) -> Cow<'_, Book> {
    let is_normal = |text: &String| matches!(normal(text), Cow::Borrowed(_));
    if book.pages.iter().all(is_normal_page) && book.synonyms.iter().flatten().all(is_normal) {
        return Cow::Borrowed(book);
    }
    let mut book = book.clone();
    book.pages.iter_mut().flat_map(texts).chain(book.synonyms.iter_mut().flatten()).for_each(|text| {
        if let Cow::Owned(composed) = normal(text) {
            *text = composed;
        }
    });
    Cow::Owned(book)
}

fn texts(page: &mut Page) -> impl Iterator<Item = &mut String> {
    let sections = page.sections.iter_mut().flat_map(|section| {
        let lists = section.link_texts.iter_mut().chain(&mut section.code);
        let lists = lists.chain(&mut section.keywords).chain(&mut section.pinned);
        [&mut section.heading, &mut section.text].into_iter().chain(lists)
    });
    std::iter::once(&mut page.title).chain(&mut page.breadcrumbs).chain(sections)
}

fn is_normal_page(page: &Page) -> bool {
    let is_normal = |text: &String| matches!(normal(text), Cow::Borrowed(_));
    let is_normal_section = |section: &Section| {
        let Section { heading, text, link_texts, code, keywords, pinned, .. } = section;
        let mut lists = link_texts.iter().chain(code).chain(keywords).chain(pinned);
        is_normal(heading) && is_normal(text) && lists.all(is_normal)
    };
    is_normal(&page.title)
        && page.breadcrumbs.iter().all(is_normal)
        && page.sections.iter().all(is_normal_section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_written_in_several_ways_becomes_one() {
        for (written, composed) in [
            ("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}", "한글"),
            ("か\u{3099}", "が"),
            ("ｶﾞｲﾄﾞｰ", "ガイドー"),
            ("и\u{306}", "й"),
            ("tie\u{302}\u{301}ng", "tiếng"),
            ("\u{fe8d}\u{fedf}\u{fedc}\u{fe98}\u{fe8e}\u{fe8f}", "الكتاب"),
            ("ﬁ ² …", "ﬁ ² …"),
        ] {
            assert_eq!(normal(written), composed);
        }
        assert!(matches!(normal("한글 が é plain"), Cow::Borrowed(_)));
        assert!(
            ('\0'..=char::MAX)
                .filter(|c| is_plain(*c))
                .all(|c| compose(&format!("e{c}e")) == format!("e{c}e"))
        );
    }

    #[test]
    fn a_book_is_only_copied_where_it_has_to_be() {
        let section = |text: &str| Section { text: text.into(), ..Section::default() };
        let book = |text: &str| Book {
            pages: vec![Page { sections: vec![section(text)], ..Page::default() }],
            ..Book::default()
        };
        assert!(matches!(normal_book(&book("が")), Cow::Borrowed(_)));
        assert_eq!(normal_book(&book("か\u{3099}")).pages[0].sections[0].text, "が");
    }
}
