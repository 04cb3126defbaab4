//! Pieces of texts whose bounds nobody vouches for.

/// A piece of a text; nothing where the bounds are out of it or inside a character. A function that is called, since the checks
/// would be a tenth of the module if they stood wherever a text is cut.
#[inline(never)]
pub fn part(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}
