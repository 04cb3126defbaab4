//! Operators, sigils and paths: what code mentioned in a sentence or a table says beyond its words.
//!
//! ```text
//! ?                     ?
//! &mut T                &mut
//! std::mem::swap(a, b)  std::mem::swap
//! #[derive(Debug)]      #[derive]     #[]
//! path::<...>           path::<...>   ::<>
//! |x| x + 1             |x|   ||   +
//! ```
//!
//! Only mentions are indexed so, not blocks of code: there every operator is used, and nowhere is it explained.

use super::fold::fold_char;
use super::script::is_word;
use crate::prelude::*;
use crate::strings::part;

/// Longer pieces are no names.
const MAX_CHARS: usize = 48;
/// Arguments within arguments: deeper ones are read as if they stood one level up.
const MAX_DEPTH: usize = 4;

/// Calls `each` with every term of a piece of inline code that is more than a word.
///
/// ```
/// let mut terms = Vec::new();
/// thumbindex_index::symbols("path::<...>", |term| terms.push(term.to_string()));
/// assert_eq!(terms, ["path::<...>", "::<>"]);
/// ```
pub fn symbols(code: &str, mut each: impl FnMut(&str)) {
    mention(code, MAX_DEPTH, &mut each);
}

/// Whether a term holds anything that no word holds.
pub fn is_symbol(term: &str) -> bool {
    term.bytes().any(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b'_')
}

fn mention(code: &str, depth: usize, each: &mut dyn FnMut(&str)) {
    // The code without what stands between the parentheses of calls.
    let mut name = String::new();
    let mut before = ' ';
    let (mut open, mut level) = (0, 0);
    for (at, c) in code.char_indices() {
        if level > 0 {
            level += usize::from(c == '(');
            level -= usize::from(c == ')');
            if level == 0 {
                mention(part(code, open, at), depth - 1, each);
                before = ' ';
            }
        } else if c == '(' && depth > 0 && (is_word(before) || before == '!') {
            (open, level) = (at + 1, 1);
        } else {
            name.push(c);
            before = c;
        }
    }
    if level > 0 {
        mention(part(code, open, code.len()), depth - 1, each);
    }
    let mut start = 0;
    for (at, c) in name.char_indices() {
        if c.is_whitespace() {
            pieces(part(&name, start, at), each);
            start = at + c.len_utf8();
        }
    }
    pieces(part(&name, start, name.len()), each);
}

fn pieces(mut piece: &str, each: &mut dyn FnMut(&str)) {
    // Marks of the sentence around a name; signs alone are what they are.
    if piece.chars().any(is_word) {
        while let Some(b',' | b';' | b':' | b'.') = piece.as_bytes().last() {
            piece = part(piece, 0, piece.len() - 1);
        }
    }
    let (mut term, mut shape) = (String::new(), String::new());
    let (mut chars, mut words, mut in_word, mut encloses) = (0, 0, false, false);
    for c in piece.chars() {
        chars += 1;
        fold_char(c, &mut term);
        let begins = !in_word;
        in_word = is_word(c);
        words += usize::from(begins && in_word);
        // What stands for anything: `path`, `T`, `...`. The rest is how the thing is written.
        if !in_word && !matches!(c, '.' | '…') {
            shape.push(c);
            encloses |= matches!(c, '<' | '[' | '{' | '(' | '|' | '"' | '\'' | '#');
        }
    }
    if !is_symbol(piece) || chars > MAX_CHARS {
        return;
    }
    each(&term);
    if shape.len() >= 2 && words <= 1 && encloses && shape != term {
        each(&shape);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(code: &str) -> Vec<String> {
        let mut out = Vec::new();
        symbols(code, |term| out.push(term.to_string()));
        out
    }

    #[test]
    fn operators_and_sigils_are_terms_of_their_own() {
        for operator in ["?", "..=", "&mut", "'static", "::<>", "->", "||", "--no-default-features"] {
            assert_eq!(terms(operator), [operator]);
        }
        assert_eq!(terms("a + b"), ["+"]);
        assert_eq!(terms("plain words"), [""; 0]);
    }

    #[test]
    fn a_path_is_one_term_whatever_it_is_called_with() {
        assert_eq!(terms("std::mem::swap(&mut a, b)"), ["&mut", "std::mem::swap"]);
        assert_eq!(terms("println!(\"{}\")"), ["\"{}\"", "println!"]);
        assert_eq!(terms("profile.release.lto,"), ["profile.release.lto"]);
        assert_eq!(terms("Vec::new("), ["vec::new"]);
    }

    #[test]
    fn a_pattern_is_found_by_its_shape() {
        assert_eq!(terms("#[derive(Debug, Clone)]"), ["#[derive]", "#[]"]);
        assert_eq!(terms("|x| x + 1"), ["|x|", "||", "+"]);
        assert_eq!(terms("r#\"...\"#"), ["r#\"...\"#", "#\"\"#"]);
    }

    proptest! {
        #[test]
        fn every_mention_gives_short_terms_without_spaces(code in "\\PC{0,64}") {
            for term in terms(&code) {
                assert!(!term.is_empty() && !term.contains(char::is_whitespace));
            }
        }

        #[test]
        fn nested_calls_end(code in "[a-z(!)]{0,64}") {
            terms(&code);
        }
    }
}
