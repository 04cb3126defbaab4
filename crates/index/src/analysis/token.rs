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

/// Longer words are cut off: no reader types them, and a minified file must not fill the vocabulary.
const MAX_TERM_CHARS: usize = 48;

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
    tokens_to(text, &mut each);
}

fn tokens_to(text: &str, each: &mut dyn FnMut(Token<'_>)) {
    let mut term = String::new();
    let mut rest = text.char_indices().peekable();
    while let Some(&(start, c)) = rest.peek() {
        match class(c) {
            Class::Separator => {
                rest.next();
            }
            kind => {
                let mut end = start;
                while let Some(&(at, c)) = rest.peek() {
                    if class(c) != kind && !is_ignored(c) {
                        break;
                    }
                    end = at + c.len_utf8();
                    rest.next();
                }
                let run = Run { text, start, end };
                match kind {
                    Class::Unspaced => run.grams(&mut term, each),
                    _ => run.word(&mut term, each),
                }
                if kind == Class::Word {
                    skip_contraction(&mut rest);
                }
            }
        }
    }
}

/// The tail of a contraction says nothing by itself: `'s`, `'t`, `'re`, `'ll`. A longer tail is a word (`l'eau`).
fn skip_contraction(rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>) {
    let mut ahead = rest.clone();
    if !matches!(ahead.next(), Some((_, '\'' | '’'))) {
        return;
    }
    let mut letters = 0;
    while let Some((_, c)) = ahead.peek() {
        if class(*c) != Class::Word {
            break;
        }
        letters += 1;
        if letters > 2 {
            return;
        }
        ahead.next();
    }
    if letters > 0 {
        *rest = ahead;
    }
}

/// A run of characters of one class.
struct Run<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl Run<'_> {
    fn word(&self, term: &mut String, each: &mut dyn FnMut(Token<'_>)) {
        let text = self.text.get(self.start..self.end).unwrap_or_default();
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
        let text = self.text.get(self.start..self.end).unwrap_or_default();
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
        for c in self.text.get(start..end).unwrap_or_default().chars().take(MAX_TERM_CHARS) {
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
        fn a_term_searched_for_gives_itself(text in "[a-zA-Z_àé]{1,20}") {
            for term in terms(&text) {
                prop_assert_eq!(&terms(&term)[0], &term);
            }
        }
    }
}
