//! From text to terms.
//!
//! ```text
//! HashMap's read_line        hashmap  hash map   read_line  read line
//! 所有权 in Rust             所有 有权 权  in  rust
//! ```
//!
//! An identifier gives itself and its parts; a run of a script without spaces gives overlapping pairs and its last
//! character, so that any run of it, and any single character, is found again.

use super::fold::{fold_char, is_capital, is_ignored};
use super::script::{Class, class};
use crate::prelude::*;
use crate::strings::part;

/// Longer words are cut off: no reader types them, and a minified file must not fill the vocabulary.
pub(crate) const MAX_TERM_CHARS: usize = 48;

/// One term, and where it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Folded; never empty.
    pub term: &'a str,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// How it relates to what was written.
    pub kind: Kind,
}

/// How a term relates to what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A word or identifier as it stands.
    Word,
    /// A part of the identifier that came just before.
    Part,
    /// A pair, or the last character, of a run without spaces.
    Gram,
}

/// Calls `each` with every term of `text`, in order. Parts follow the identifier they belong to.
///
/// ```
/// let mut terms = Vec::new();
/// thumbindex_index::tokens("Don't read_line!", |token| terms.push(token.term.to_string()));
/// assert_eq!(terms, ["don", "read_line", "read", "line"]);
/// ```
pub fn tokens(text: &str, mut each: impl FnMut(Token<'_>)) {
    // Compiled once, not once for each caller: 1 KB of module.
    tokens_to(text, &[u64::MAX; 4], &mut each);
}

/// The same for whoever looks for certain terms: words that begin with none of these bytes, one bit each, may be left out.
pub fn tokens_beginning(text: &str, wanted: &[u64; 4], mut each: impl FnMut(Token<'_>)) {
    tokens_to(text, wanted, &mut each);
}

fn tokens_to(text: &str, wanted: &[u64; 4], each: &mut dyn FnMut(Token<'_>)) {
    let bytes = text.as_bytes();
    let mut term = String::new();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        // Most words of most texts are ASCII from end to end, and then bytes need not be read as characters.
        let mut end = at;
        let mut has_parts = first == b'_';
        while let Some(&byte) = bytes.get(end)
            && has_bit(&WORD, byte)
        {
            has_parts |= end > at && has_bit(&BEGINS_PART, byte);
            end += 1;
        }
        if end == at && first.is_ascii() {
            at += 1;
            continue;
        }
        at = if end > at && bytes.get(end).is_none_or(u8::is_ascii) {
            if has_parts {
                Run { text, start: at, end }.word(&mut term, each);
            } else if has_bit(wanted, first.to_ascii_lowercase()) {
                term.clear();
                term.push_str(part(text, at, end.min(at + MAX_TERM_CHARS)));
                term.make_ascii_lowercase();
                each(Token { term: &term, start: at, end, kind: Kind::Word });
            }
            after_contraction(text, end)
        } else {
            any_run(text, at, &mut term, each)
        };
    }
}

/// Sets of bytes, one bit each. A letter, digit or underscore.
const WORD: [u64; 4] = [0x03ff << 48, 0x07ff_fffe_87ff_fffe, 0, 0];
/// A capital or underscore, with which a part of an identifier may begin.
const BEGINS_PART: [u64; 4] = [0, 0x87ff_fffe, 0, 0];

// Asked for every byte of the texts that excerpts are cut from.
#[inline(always)]
fn has_bit(set: &[u64; 4], byte: u8) -> bool {
    set[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
}

/// Reads the run that begins at byte `start`, in whatever script, and returns where to go on.
fn any_run(text: &str, start: usize, term: &mut String, each: &mut dyn FnMut(Token<'_>)) -> usize {
    let mut chars = part(text, start, text.len()).chars();
    let Some(first) = chars.next() else { return text.len() };
    let kind = class(first);
    let mut end = start + first.len_utf8();
    if kind == Class::Separator {
        return end;
    }
    for c in chars.take_while(|&c| class(c) == kind || is_ignored(c)) {
        end += c.len_utf8();
    }
    let run = Run { text, start, end };
    if kind == Class::Unspaced {
        run.grams(term, each);
        return end;
    }
    run.word(term, each);
    after_contraction(text, end)
}

/// Where to go on after a word. The tail of a contraction says nothing by itself: `'s`, `'t`, `'re`, `'ll`. A longer tail
/// is a word (`l'eau`).
fn after_contraction(text: &str, end: usize) -> usize {
    if text.as_bytes().get(end).is_none_or(|byte| *byte == b' ') {
        return end;
    }
    let mut ahead = part(text, end, text.len()).chars();
    let Some(apostrophe) = ahead.next().filter(|c| matches!(c, '\'' | '’')) else { return end };
    let mut letters = 0;
    let mut after = end + apostrophe.len_utf8();
    for c in ahead.take_while(|&c| class(c) == Class::Word) {
        letters += 1;
        after += c.len_utf8();
        if letters > 2 {
            return end;
        }
    }
    if letters > 0 { after } else { end }
}

/// A run of characters of one class.
struct Run<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl Run<'_> {
    fn word(&self, term: &mut String, each: &mut dyn FnMut(Token<'_>)) {
        let text = part(self.text, self.start, self.end);
        if text.bytes().all(|byte| byte == b'_') {
            return;
        }
        self.emit(self.start, self.end, Kind::Word, term, each);
        let mut from = 0;
        while let Some((start, end)) = next_part(text, from) {
            // The identifier has a single part when that part is all of it but for underscores around.
            if from == 0 && next_part(text, end).is_none() && end - start == text.len() {
                break;
            }
            self.emit(self.start + start, self.start + end, Kind::Part, term, each);
            from = end;
        }
    }

    fn grams(&self, term: &mut String, each: &mut dyn FnMut(Token<'_>)) {
        let mut previous: Option<usize> = None;
        let text = part(self.text, self.start, self.end);
        for (at, c) in text.char_indices().filter(|&(_, c)| !is_ignored(c)) {
            if let Some(first) = previous {
                self.emit(self.start + first, self.start + at + c.len_utf8(), Kind::Gram, term, each);
            }
            previous = Some(at);
        }
        if let Some(last) = previous {
            self.emit(self.start + last, self.end, Kind::Gram, term, each);
        }
    }

    fn emit(&self, start: usize, end: usize, kind: Kind, term: &mut String, each: &mut dyn FnMut(Token<'_>)) {
        term.clear();
        for c in part(self.text, start, end).chars().take(MAX_TERM_CHARS) {
            fold_char(c, term);
        }
        if !term.is_empty() {
            each(Token { term, start, end, kind });
        }
    }
}

/// The next part of an identifier from byte `from` on: up to an underscore, a step from lower to upper case, or the last
/// capital of a run of capitals (`HTTPServer`).
fn next_part(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text.get(from..)?.find(|c| c != '_')?;
    let mut chars = text.get(start..)?.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let next_is_small = chars.peek().is_some_and(|&(_, next)| is_small(next));
        let begins = is_capital(c)
            && before.is_some_and(|before| is_small(before) || (is_capital(before) && next_is_small));
        if c == '_' || begins {
            return Some((start, start + at));
        }
        before = Some(c);
    }
    Some((start, text.len()))
}

fn is_small(c: char) -> bool {
    !c.is_ascii_digit() && c != '_' && !is_capital(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokens(text, |token| out.push(token.term.to_string()));
        out
    }

    #[test]
    fn words_are_cut_at_punctuation_and_folded() {
        assert_eq!(terms("Hello, World! (ça va?)"), ["hello", "world", "ca", "va"]);
        assert_eq!(terms(""), [""; 0]);
        assert_eq!(terms(" ... — ___ "), [""; 0]);
    }

    #[test]
    fn contractions_lose_their_tail_and_elisions_keep_both_words() {
        assert_eq!(terms("Rust's don’t we're l'eau"), ["rust", "don", "we", "l", "eau"]);
        assert_eq!(terms("&'static 'a'"), ["static", "a"]);
    }

    #[test]
    fn identifiers_are_found_whole_and_in_parts() {
        assert_eq!(terms("HashMap"), ["hashmap", "hash", "map"]);
        assert_eq!(terms("read_line"), ["read_line", "read", "line"]);
        assert_eq!(terms("HTTPServer2"), ["httpserver2", "http", "server2"]);
        assert_eq!(terms("__init__"), ["__init__", "init"]);
        assert_eq!(terms("std::mem::swap"), ["std", "mem", "swap"]);
        assert_eq!(terms("E0382 Rust utf8"), ["e0382", "rust", "utf8"]);
    }

    #[test]
    fn scripts_without_spaces_give_overlapping_pairs() {
        assert_eq!(terms("所有权"), ["所有", "有权", "权"]);
        assert_eq!(terms("用Rust写"), ["用", "rust", "写"]);
        assert_eq!(terms("ภาษา").len(), 4);
        assert_eq!(terms("소유권을 이동"), ["소유", "유권", "권을", "을", "이동", "동"]);
    }

    #[test]
    fn marks_inside_a_word_do_not_cut_it() {
        assert_eq!(terms("cafe\u{301}s self\u{ad}hosted"), ["cafes", "selfhosted"]);
    }

    #[test]
    fn endless_words_are_cut_off() {
        assert_eq!(terms(&"x".repeat(5000)), ["x".repeat(MAX_TERM_CHARS)]);
    }

    #[test]
    fn words_that_nobody_looks_for_may_be_left_out() {
        let mut terms = Vec::new();
        let only_b = [0, 1 << (b'b' & 63), 0, 0];
        tokens_beginning("All big Bears", &only_b, |token| terms.push(token.term.to_string()));
        assert_eq!(terms, ["big", "bears"]);
    }

    proptest! {
        #[test]
        fn ranges_are_character_boundaries_in_order(text in "\\PC{0,40}") {
            let mut last = 0;
            tokens(&text, |token| {
                assert!(!token.term.is_empty());
                assert!(text.get(token.start..token.end).is_some());
                if token.kind != Kind::Part {
                    assert!(token.start >= last);
                    last = token.start;
                }
            });
        }

        #[test]
        fn a_word_is_the_same_whether_or_not_what_comes_after_it_is_ascii(text in "[a-zA-Z0-9_']{0,30}") {
            // A full-width full stop separates like a full stop, and keeps the word before it from being read as bytes.
            assert_eq!(terms(&format!("{text}.")), terms(&format!("{text}．")));
        }

        #[test]
        fn a_term_searched_for_gives_itself(text in "[a-zA-Z_àé]{1,20}") {
            for term in terms(&text) {
                prop_assert_eq!(&terms(&term)[0], &term);
            }
        }
    }
}
