//! Characters that no reader sees, and that no text keeps.

/// Characters that only tell a browser where a line may break or how letters join up to none.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Control characters, which are neither shown nor kept: two of them mark code blocks in [`Section::text`](crate::Section::text),
/// and no page may say where one begins. Line feeds and tabs are the shape of code.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}
