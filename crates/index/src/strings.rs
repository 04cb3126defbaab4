//! Small work on texts, for which the standard library has ways that are faster, more general, and too large for a module.

use crate::prelude::*;

/// A piece of a text; nothing where the bounds are out of it or inside a character. A function that is called, since the checks
/// would be a tenth of the module if they stood wherever a text is cut.
#[inline(never)]
pub fn part(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// How many characters a text has.
#[inline(never)]
pub fn letters(text: &str) -> usize {
    let mut letters = 0;
    for byte in text.bytes() {
        letters += usize::from(byte & 0xc0 != 0x80);
    }
    letters
}

/// A number in decimal, with zeros in front up to `width` digits.
#[inline(never)]
pub fn decimal(mut number: u64, width: usize) -> String {
    let mut digits = [b'0'; 20];
    let mut from = digits.len();
    while from > 0 && (number > 0 || from > digits.len() - width) {
        from -= 1;
        digits[from] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    digits[from..].iter().map(|&digit| char::from(digit)).collect()
}

/// What a BCP 47 tag says of the language alone, in small letters: `pt` for `pt-BR`, and nothing for no tag.
///
/// ```
/// # #[cfg(feature = "write")]
/// assert_eq!(thumbindex_index::primary_language("pt-BR"), "pt");
/// ```
#[cfg(feature = "write")]
pub fn primary_language(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_full() {
        assert_eq!(decimal(0, 1), "0");
        assert_eq!(decimal(1_024, 1), "1024");
        assert_eq!(decimal(7, 3), "007");
        assert_eq!(decimal(u64::MAX, 1), u64::MAX.to_string());
    }

    #[test]
    fn letters_are_characters() {
        for text in ["", "abc", "aé所🦀"] {
            assert_eq!(letters(text), text.chars().count());
        }
    }

    #[test]
    fn what_is_out_of_a_text_is_nothing() {
        assert_eq!(part("éa", 0, 2), "é");
        assert_eq!(part("éa", 1, 2), "");
        assert_eq!(part("éa", 0, 9), "");
    }
}
