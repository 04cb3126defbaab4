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
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            out.push(narrow.to_ascii_lowercase());
        }
        _ => out.push(usual(without_accent(lower_case(c)))),
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
    out.extend(text.chars().map(|c| if c.is_ascii() { c.to_ascii_lowercase() } else { lower_case(c) }));
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

/// Whether a letter is a capital, as far as folding tells capitals apart.
pub(super) fn is_capital(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_uppercase();
    }
    match c as u32 {
        // In the Latin blocks capitals and small letters stand 32 apart or alternate.
        0xc0..=0xde => c != '×',
        0x138 | 0x149 | 0x17f | 0x1e96..=0x1e9d | 0x1e9f => false,
        0x100..=0x137 | 0x14a..=0x177 | 0x1e00..=0x1eff => c as u32 & 1 == 0,
        0x139..=0x148 | 0x179..=0x17e => c as u32 & 1 == 1,
        _ => lower_case(c) != c,
    }
}

/// The small letter of a capital, for the scripts that have them and are not in the tables above. The standard library's
/// table knows every script there ever was and takes 11 KB of module.
fn lower_case(c: char) -> char {
    let code = c as u32;
    let lower = match code {
        0xc0..=0xde if is_capital(c) => code + 32,
        0x100..=0x177 | 0x179..=0x17e | 0x1e00..=0x1eff if is_capital(c) => code + 1,
        0x178 => 0xff,
        // Letters of African and Turkic languages.
        0x198 | 0x1b3 => code + 1,
        0x186 => 0x254,
        0x189 | 0x18a => code + 0xcd,
        0x18f => 0x259,
        0x190 => 0x25b,
        0x194 => 0x263,
        0x196 => 0x269,
        0x197 => 0x268,
        0x1b1 => 0x28a,
        0x1b2 => 0x28b,
        // Greek.
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 63,
        0x391..=0x3a1 | 0x3a3..=0x3ab => code + 32,
        // Cyrillic, with its letters for other languages.
        0x400..=0x40f => code + 80,
        0x410..=0x42f => code + 32,
        0x460..=0x480 | 0x48a..=0x4be | 0x4d0..=0x52e if code & 1 == 0 => code + 1,
        0x4c0 => 0x4cf,
        0x4c1..=0x4cd if code & 1 == 1 => code + 1,
        // Armenian.
        0x531..=0x556 => code + 48,
        // Signs for units that are letters.
        0x2126 => 0x3c9,
        0x212a => 0x6b,
        0x212b => 0x61,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(c)
}

/// A lower-case letter without its accent, where the script is commonly written without.
fn without_accent(c: char) -> char {
    match c {
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

/// Of letters that writers use for one another the commonest, and of digits the European ones.
fn usual(c: char) -> char {
    let code = c as u32;
    match c {
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        // With hamza, without dots, and as Persian and Urdu write it.
        'ئ' | 'ى' | 'ی' => 'ي',
        'ة' | 'ۀ' | 'ہ' | 'ۂ' => 'ه',
        'ک' => 'ك',
        // The Hebrew letters that end a word differently stand before the usual ones, and so do the Devanagari ones with a
        // dot, the other way round.
        'ך' | 'ם' | 'ן' | 'ף' | 'ץ' => char::from_u32(code + 1).unwrap_or(c),
        'ऩ' | 'ऱ' | 'ऴ' => char::from_u32(code - 1).unwrap_or(c),
        // Arabic, Persian, Devanagari.
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (code & 15) as u8),
        '\u{966}'..='\u{96f}' => char::from(b'0' + (code - 0x966) as u8),
        _ => c,
    }
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
