//! Folding: what two spellings of one word have in common.
//!
//! Case, diacritics, width and ligatures are dropped, one character at a time, so that `Señor`, `ｓｅｎｏｒ` and `senor` are
//! one word. Full Unicode normalisation would cost a reader 119 KB of tables; these two strings cover the Latin script, a
//! short match the rest, and a test compares them with the real thing.

use crate::prelude::*;

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
        'ĳ' | 'Ĳ' => out.push_str("ij"),
        'ﬀ' => out.push_str("ff"),
        'ﬁ' => out.push_str("fi"),
        'ﬂ' => out.push_str("fl"),
        'ﬃ' => out.push_str("ffi"),
        'ﬄ' => out.push_str("ffl"),
        _ => out.push(other(lower_case(c), &USUAL)),
    }
}

/// Appends the folded form of `text` to `out`.
pub fn fold(text: &str, out: &mut String) {
    for c in text.chars() {
        fold_char(c, out);
    }
}

/// Appends `text` in small letters, with its accents: what two spellings of a word differ in, case apart.
pub fn lower(text: &str, out: &mut String) {
    out.extend(text.chars().map(lower_case));
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

/// Letters that stand for others: the first, how far on the last is, every how many-th, and how far away the other is, modulo
/// 2¹⁶. In order.
type Letters = [(u16, u8, u8, u16)];

/// The small letters of capitals, for the scripts that have them. The standard library's table knows every script there ever
/// was and takes 11 KB of module.
#[rustfmt::skip]
const SMALL: [(u16, u8, u8, u16); 36] = [
    (0xc0, 22, 1, 32), (0xd8, 6, 1, 32), (0x100, 54, 2, 1), (0x139, 14, 2, 1), (0x14a, 44, 2, 1),
    (0x178, 0, 1, 0xff87), (0x179, 4, 2, 1),
    // Letters of African and Turkic languages.
    (0x186, 0, 1, 206), (0x189, 1, 1, 205), (0x18f, 0, 1, 202), (0x190, 0, 1, 203), (0x194, 0, 1, 207),
    (0x196, 0, 1, 211), (0x197, 0, 1, 209), (0x198, 0, 1, 1), (0x1b1, 1, 1, 217), (0x1b3, 0, 1, 1),
    // Greek.
    (0x386, 0, 1, 38), (0x388, 2, 1, 37), (0x38c, 0, 1, 64), (0x38e, 1, 1, 63), (0x391, 16, 1, 32),
    (0x3a3, 8, 1, 32),
    // Cyrillic, with its letters for other languages.
    (0x400, 15, 1, 80), (0x410, 31, 1, 32), (0x460, 32, 2, 1), (0x48a, 52, 2, 1), (0x4c0, 0, 1, 15),
    (0x4c1, 12, 2, 1), (0x4d0, 94, 2, 1),
    // Armenian.
    (0x531, 37, 1, 48),
    // Latin with two accents.
    (0x1e00, 148, 2, 1), (0x1e9e, 96, 2, 1),
    // Signs for units that are letters.
    (0x2126, 0, 1, 0xe2a3), (0x212a, 0, 1, 0xdf41), (0x212b, 0, 1, 0xdf36),
];

/// Of letters that writers use for one another the commonest, and of digits the European ones.
#[rustfmt::skip]
const USUAL: [(u16, u8, u8, u16); 40] = [
    // Greek and Cyrillic without accents.
    (0x390, 0, 1, 41), (0x3ac, 0, 1, 5), (0x3ad, 0, 1, 8), (0x3ae, 0, 1, 9), (0x3af, 0, 1, 10),
    (0x3b0, 0, 1, 21), (0x3c2, 0, 1, 1), (0x3ca, 0, 1, 0xffef), (0x3cb, 0, 1, 0xfffa), (0x3cc, 0, 1, 0xfff3),
    (0x3cd, 0, 1, 0xfff8), (0x3ce, 0, 1, 0xfffb), (0x451, 0, 1, 0xffe4),
    // The Hebrew letters that end a word differently stand before the usual ones.
    (0x5da, 0, 1, 1), (0x5dd, 0, 1, 1), (0x5df, 0, 1, 1), (0x5e3, 0, 1, 1), (0x5e5, 0, 1, 1),
    // Arabic: with hamza, without dots, as Persian and Urdu write it; digits.
    (0x622, 0, 1, 5), (0x623, 0, 1, 4), (0x624, 0, 1, 36), (0x625, 0, 1, 2), (0x626, 0, 1, 36),
    (0x629, 0, 1, 30), (0x649, 0, 1, 1), (0x660, 9, 1, 0xf9d0), (0x671, 0, 1, 0xffb6), (0x6a9, 0, 1, 0xff9a),
    (0x6c0, 0, 1, 0xff87), (0x6c1, 0, 1, 0xff86), (0x6c2, 0, 1, 0xff85), (0x6cc, 0, 1, 0xff7e),
    (0x6f0, 9, 1, 0xf940),
    // Devanagari: letters with a dot, digits.
    (0x929, 0, 1, 0xffff), (0x931, 0, 1, 0xffff), (0x934, 0, 1, 0xffff), (0x966, 9, 1, 0xf6ca),
    // Full-width forms of ASCII.
    (0xff01, 31, 1, 0x120), (0xff21, 25, 1, 0x140), (0xff3b, 35, 1, 0x120),
];

/// Whether a letter is a capital, as far as folding tells capitals apart.
pub(super) fn is_capital(c: char) -> bool {
    lower_case(c) != c
}

fn lower_case(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { other(c, &SMALL) }
}

fn other(c: char, letters: &Letters) -> char {
    let Ok(code) = u16::try_from(c as u32) else { return c };
    let after = letters.partition_point(|&(first, ..)| first <= code);
    let Some(&(first, further, step, away)) = after.checked_sub(1).and_then(|at| letters.get(at)) else {
        return c;
    };
    let on = code - first;
    if on > u16::from(further) || on & (u16::from(step) - 1) > 0 {
        return c;
    }
    char::from_u32(code.wrapping_add(away).into()).unwrap_or(c)
}

/// Marks that change how a word looks but not which word it is: combining accents, joiners, soft hyphens, variation
/// selectors, Hebrew points, Arabic vowel signs and the Arabic stretching mark, and the dot below letters of India.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{abc}' | '\u{b3c}')
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
    fn small_letters_keep_their_accents() {
        let mut out = String::new();
        lower("RÉSUMÉ Straße ΈΨ Ёж", &mut out);
        assert_eq!(out, "résumé straße έψ ёж");
    }

    #[test]
    fn letters_that_writers_use_for_one_another_are_one() {
        assert_eq!(folded("أحمد إلى آخر ٱسم"), "احمد الي اخر اسم");
        assert_eq!(folded("مكتبة مؤمن بيئة على"), "مكتبه مومن بييه علي");
        assert_eq!(folded("کتابی ہے"), folded("كتابي هے"));
        assert_eq!(folded("כתוב לך שם סוף ארץ אין"), "כתוב לכ שמ סופ ארצ אינ");
        assert_eq!(folded("١٢٣ ۴۵۶ १२३ ４５"), "123 456 123 45");
        assert_eq!(folded("\u{958}लम ज\u{93c}रा \u{929}").replace('\u{958}', "क"), "कलम जरा न");
        assert_eq!(folded("ISPARTA İzmir ılık"), "isparta izmir ilik");
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
    fn capitals_fold_as_their_small_letters_do() {
        let latin = ('A'..='Z').chain('\u{c0}'..='\u{17e}').chain('\u{1e00}'..='\u{1eff}');
        let others =
            ('\u{370}'..='\u{52f}').chain('\u{531}'..='\u{587}').chain(['Ə', 'Ɛ', 'Ɔ', 'Ŋ', 'Ɗ', 'Ɣ', 'Å']);
        // Coptic and archaic Greek letters, and a capital theta that no keyboard has.
        let exotic = |c: char| matches!(c, '\u{370}'..='\u{37f}' | '\u{3cf}'..='\u{3ff}');
        for c in latin.chain(others).filter(|&c| !exotic(c)) {
            let lower: String = c.to_lowercase().collect();
            assert_eq!(folded(&c.to_string()), folded(&lower), "{c} {:x}", c as u32);
            assert_eq!(is_capital(c), c.is_uppercase(), "{c} {:x}", c as u32);
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
