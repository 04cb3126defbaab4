//! Text whose quotes and lists are nested no deeper than anybody nests them.
//!
//! A parser of Markdown asks of every line whether each quote and each list that is open goes on in it. One line can open as
//! many as it has characters, so that what follows would take time that grows with the square of the text.

use std::borrow::Cow;

/// Quotes and lists in each other.
const DEEPEST: usize = 400;
/// Columns by which a line must be indented to stand in one more of them, at the least.
const INDENT: usize = 2;
const TAB: usize = 4;

/// The text, its lines as many as they were. What is nested too deeply stands as deep as can be.
pub(super) fn bounded(text: &str) -> Cow<'_, str> {
    if text.split_inclusive('\n').all(|line| excess(line).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut bounded = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match excess(line) {
            Some((end, start)) => bounded.extend([&line[..end], &line[start..]]),
            None => bounded.push_str(line),
        }
    }
    Cow::Owned(bounded)
}

/// Where what nests a line too deeply begins, and where it ends.
fn excess(line: &str) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let (mut at, mut markers, mut columns) = (0, 0, 0);
    let mut allowed = None;
    loop {
        let length = match bytes.get(at) {
            Some(b' ') => {
                columns += 1;
                1
            }
            Some(b'\t') => {
                columns += TAB;
                1
            }
            _ => {
                let length = marker(&bytes[at..]);
                markers += usize::from(length > 0);
                length
            }
        };
        if length == 0 {
            return allowed.map(|end| (end, at));
        }
        if markers + columns / INDENT > DEEPEST {
            allowed = allowed.or(Some(at));
        }
        at += length;
    }
}

/// The length of what begins a quote or a list item; 0 where there is no such thing.
fn marker(bytes: &[u8]) -> usize {
    let digits = bytes.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let is_apart = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    match bytes.get(digits) {
        Some(b'>') if digits == 0 => 1,
        Some(b'-' | b'*' | b'+') if digits == 0 && is_apart(1) => 1,
        Some(b'.' | b')') if digits > 0 && is_apart(digits + 1) => digits + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_authors_write_stays_as_it_is() {
        let rule = format!("{}\n", "-".repeat(300));
        for text in ["> > - 1. a\n\n    code\n", &rule, "1.5 - 2\n", "", "|-|\n", "- \n*a* > b"] {
            assert!(matches!(bounded(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn no_line_opens_more_quotes_and_lists_than_there_can_be() {
        for marker in ["> ", ">", "- ", "1. ", "+\t", "  > * 2) "] {
            let text = format!("a\n{}x > y\nb\n", marker.repeat(4_000));
            let bounded = bounded(&text);
            assert!(bounded.len() < 5 * DEEPEST && bounded.ends_with("x > y\nb\n"), "{bounded}");
            assert!(bounded.starts_with(&format!("a\n{}", marker.repeat(10))));
            assert!(matches!(super::bounded(&bounded), Cow::Borrowed(_)));
        }
        assert_eq!(bounded(&format!("{}x", " ".repeat(4_000))).len(), INDENT * (DEEPEST + 1));
    }
}
