//! Folding: what two spellings of one word have in common.
//!
//! Case, diacritics, width and ligatures are dropped, one character at a time, so that `Señor`, `ｓｅｎｏｒ` and `senor` are
//! one word. Full Unicode normalisation would cost a reader 119 KB of tables; these two strings cover the Latin script, a
//! short match the rest, and a test compares them with the real thing.

/// Base letters of U+00C0 to U+024F; `.` where a letter stands for itself or unfolds into two.
const LATIN: &str = "\
    aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll.\
    .llnnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
    bb..............................oo.............uu...............\
    .............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa....\
    aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............\
    ...b............";

/// Base letters of U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &str = "\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// Appends the folded form of `c` to `out`; some characters leave nothing.
pub fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if is_ignored(c) {
        return;
    }
    if let Some(base) = latin_base(c) {
        out.push(base);
        return;
    }
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' | 'ǽ' | 'Ǽ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        'ﬀ' => out.push_str("ff"),
        'ﬁ' => out.push_str("fi"),
        'ﬂ' => out.push_str("fl"),
        'ﬃ' => out.push_str("ffi"),
        'ﬄ' => out.push_str("ffl"),
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            out.push(narrow.to_ascii_lowercase());
        }
        // Lower case first: a few symbols (the Ångström sign) become Latin letters by it.
        _ => out.extend(c.to_lowercase().filter(|&c| !is_ignored(c)).map(without_accent)),
    }
}

/// Appends the folded form of `text` to `out`.
pub fn fold(text: &str, out: &mut String) {
    for c in text.chars() {
        fold_char(c, out);
    }
}

fn latin_base(c: char) -> Option<char> {
    let code = c as usize;
    let base = match code {
        0xc0..=0x24f => LATIN.as_bytes().get(code - 0xc0),
        0x1e00..=0x1eff => LATIN_ADDITIONAL.as_bytes().get(code - 0x1e00),
        _ => None,
    }?;
    (*base != b'.').then_some(char::from(*base))
}

/// A lower-case letter without its accent, where the script is commonly written without.
fn without_accent(c: char) -> char {
    match c {
        'å' => 'a',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        _ => c,
    }
}

/// Marks that change how a word looks but not which word it is: combining accents, joiners, soft hyphens, variation
/// selectors, Hebrew points, Arabic vowel signs and the Arabic stretching mark.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    fn folded(text: &str) -> String {
        let mut out = String::new();
        fold(text, &mut out);
        out
    }

    #[test]
    fn case_diacritics_width_and_ligatures_fold_away() {
        assert_eq!(folded("Señor Ångström"), "senor angstrom");
        assert_eq!(folded("ＲＵＳＴ１"), "rust1");
        assert_eq!(folded("ﬁle Straße Œuvre"), "file strasse oeuvre");
        assert_eq!(folded("Ελλάς"), "ελλασ");
        assert_eq!(folded("Ёлка й"), "елка й");
        assert_eq!(folded("e\u{301}"), "e");
    }

    #[test]
    fn latin_letters_fold_as_unicode_decomposes_them() {
        for c in ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}') {
            let decomposed: String = c.to_lowercase().nfkd().filter(|&c| !is_combining_mark(c)).collect();
            if decomposed.len() == 1 && decomposed.is_ascii() {
                assert_eq!(folded(&c.to_string()), decomposed, "{c}");
            }
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in '\0'..='\u{1ffff}' {
            let once = folded(&c.to_string());
            assert_eq!(folded(&once), once, "{c:?}");
        }
    }
}
