//! Characters that no reader sees, and that no text keeps; and how long can be what is said again and again.

/// Bytes of a heading, a title, or an id; what is longer is a tag that was never closed, or no name of anything. A page's title is
/// repeated beside each of its parts, so without an end to it a page would take memory that grows with its square.
pub(crate) const LONGEST_NAME: usize = 2_000;

/// Bytes of what stands above a page, which is repeated for each page below it.
pub(crate) const LONGEST_CRUMB: usize = 300;

/// How many titles stand above a page; an index keeps no more.
pub(crate) const MOST_CRUMBS: usize = 16;

/// As much of the beginning of a text as takes no more than `most` bytes.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}

/// Characters that only tell a browser where a line may break or how letters join up to none.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Control characters, which are neither shown nor kept: two of them mark code blocks in [`Section::text`](crate::Section::text),
/// and no page may say where one begins. Line feeds and tabs are the shape of code.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(["aü", "aüb", "a", ""].map(|text| beginning(text, 2)), ["a", "a", "a", ""]);
    }
}
