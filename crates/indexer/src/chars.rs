//! Characters that no reader sees, and that no text keeps.

/// Characters that only tell a browser where a line may break or how letters join up to none.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}
