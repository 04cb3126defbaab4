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

use super::fold::fold;
use super::script::is_word;
use crate::prelude::*;

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
    let mut name = String::new();
    let mut rest = code;
    while let Some((before, arguments, after)) = (depth > 0).then(|| call(rest)).flatten() {
        name.push_str(before);
        mention(arguments, depth - 1, each);
        rest = after;
    }
    name.push_str(rest);
    for piece in name.split(char::is_whitespace) {
        pieces(piece, each);
    }
}

fn pieces(piece: &str, each: &mut dyn FnMut(&str)) {
    let has_words = piece.contains(is_word);
    let piece = if has_words { piece.trim_end_matches([',', ';', ':', '.']) } else { piece };
    if !is_symbol(piece) || piece.chars().count() > MAX_CHARS {
        return;
    }
    let mut term = String::new();
    fold(piece, &mut term);
    each(&term);
    // What stands for anything: `path`, `T`, `...`. The rest is how the thing is written.
    let shape: String = piece.chars().filter(|&c| !is_word(c) && !matches!(c, '.' | '…')).collect();
    let words = piece.split(|c| !is_word(c)).filter(|word| !word.is_empty()).count();
    let encloses = shape.contains(['<', '[', '{', '(', '|', '"', '\'', '#']);
    if shape.len() >= 2 && words <= 1 && encloses && shape != term {
        each(&shape);
    }
}

/// The first call in `code`: what stands before its arguments, the arguments, and what comes after.
fn call(code: &str) -> Option<(&str, &str, &str)> {
    let open = code
        .char_indices()
        .zip(code.char_indices().skip(1))
        .find_map(|((_, before), (at, c))| (c == '(' && (is_word(before) || before == '!')).then_some(at))?;
    let mut depth = 0usize;
    for (at, c) in code.get(open..)?.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let close = open + at;
            return Some((code.get(..open)?, code.get(open + 1..close)?, code.get(close + 1..)?));
        }
    }
    Some((code.get(..open)?, code.get(open + 1..)?, ""))
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
