//! Where a text may be cut: between sentences, between words, and never inside what a reader sees as one character.

/// How well a text may be cut at a place; each kind is one of the kinds before it as well.
pub(super) type Place = u8;
/// Inside a character as a reader sees it.
const INSIDE: Place = 0;
/// Between two characters.
pub(super) const CHARACTER: Place = 1;
/// Between two words without a space: of a script that has none, of an address or a path.
const PART: Place = 2;
/// Between two words.
pub(super) const WORD: Place = 3;
/// Before a sentence.
pub(super) const SENTENCE: Place = 4;

/// No character that a reader sees takes more bytes: a family of four with skin tones takes 41.
const LONGEST_CHARACTER: usize = 96;

/// Marks that belong to the character before, as first and last; below U+10000, and without those that [`is_attached`] knows.
/// This is `Extend` and `SpacingMark` of Unicode's text segmentation, with gaps that hold no letters closed.
const MARKS: [(u16, u16); 44] = [
    (0x300, 0x36f),
    (0x483, 0x489),
    (0x591, 0x5bd),
    (0x5bf, 0x5bf),
    (0x5c1, 0x5c7),
    (0x610, 0x61a),
    (0x64b, 0x65f),
    (0x670, 0x670),
    (0x6d6, 0x6dc),
    (0x6df, 0x6e4),
    (0x6e7, 0x6ed),
    (0x730, 0x74a),
    (0x7a6, 0x7b0),
    (0x7eb, 0x7f3),
    (0x897, 0x89f),
    (0x8ca, 0x8ff),
    (0xe31, 0xe31),
    (0xe33, 0xe3a),
    (0xe47, 0xe4e),
    (0xeb1, 0xeb1),
    (0xeb3, 0xebc),
    (0xec8, 0xece),
    (0xf35, 0xf39),
    (0xf3e, 0xf3f),
    (0xf71, 0xf84),
    (0xf8d, 0xfbc),
    (0x102b, 0x103e),
    (0x1056, 0x1059),
    // Vowels and final consonants of Hangul: a syllable begins with neither.
    (0x1160, 0x11ff),
    (0x135d, 0x135f),
    (0x17b4, 0x17d3),
    (0x180b, 0x180f),
    (0x1ab0, 0x1aff),
    (0x1dc0, 0x1dff),
    (0x200c, 0x200d),
    (0x20d0, 0x20ff),
    (0x302a, 0x302f),
    (0x3099, 0x309a),
    (0xa66f, 0xa67d),
    (0xa8e0, 0xa8f1),
    (0xd7b0, 0xd7fb),
    (0xfe00, 0xfe0f),
    (0xfe20, 0xfe2f),
    (0xff9e, 0xff9f),
];

/// The last place up to `to` that is of the kind `wanted`, not before `from`; failing that, the last one of the best kind
/// that there is, and what kind that is.
pub(super) fn last_place(text: &str, from: usize, to: usize, wanted: Place) -> (usize, Place) {
    let mut best = (from, INSIDE);
    let mut at = to.min(text.len());
    while best.1 < wanted {
        let place = place(text, at);
        if place > best.1 {
            best = (at, place);
        }
        if at <= from {
            break;
        }
        at -= 1;
    }
    best
}

/// The last place at or before `at` that is not inside a character as a reader sees it.
pub(super) fn floor(text: &str, at: usize) -> usize {
    match last_place(text, at.saturating_sub(LONGEST_CHARACTER), at, CHARACTER) {
        (at, CHARACTER..) => at,
        // Marks without end are no character either.
        (mut at, _) => {
            while !text.is_char_boundary(at) {
                at += 1;
            }
            at
        }
    }
}

/// The first place at or after `at` that is not inside a character as a reader sees it.
pub(super) fn ceil(text: &str, mut at: usize) -> usize {
    while at < text.len() && floor(text, at) != at {
        at += 1;
    }
    at
}

fn place(text: &str, at: usize) -> Place {
    let (Some(head), Some(tail)) = (text.get(..at), text.get(at..)) else { return INSIDE };
    let mut back = head.chars().rev();
    let (Some(before), Some(after)) = (back.next(), tail.chars().next()) else { return SENTENCE };
    // Flags are pairs of letters of their own.
    let is_flag = |c: &char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    if is_joined(before, after)
        || (is_flag(&after) && head.chars().rev().take_while(is_flag).count() % 2 == 1)
    {
        return INSIDE;
    }
    // What goes on in small letters was an abbreviation or a name (`e.g. this`, `the vec! macro`).
    if before == ' ' && !after.is_ascii_lowercase() {
        let stop = back.find(|c| !matches!(c, ')' | '"' | '\'' | '”' | '’' | '»'));
        if matches!(stop, Some('.' | '!' | '?' | '…' | '।' | '؟')) {
            return SENTENCE;
        }
    }
    match before {
        '\n' | '。' | '！' | '？' => SENTENCE,
        '，' | '、' | '；' => WORD,
        _ if before.is_whitespace() || after.is_whitespace() => WORD,
        _ if matches!(after, '、' | '。' | '」' | '』' | '）' | '，' | '！' | '？' | '：' | '；') => {
            CHARACTER
        }
        _ if is_sign(before) || is_unspaced(before) || is_unspaced(after) => PART,
        _ => CHARACTER,
    }
}

/// What parts the words of an address or a path.
fn is_sign(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_'
}

/// Scripts without spaces between words, and pictures.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' | '\u{1f300}'..='\u{3ffff}')
}

/// Whether two characters are one to a reader.
fn is_joined(before: char, after: char) -> bool {
    is_attached(after)
        || match before {
            '\u{200d}' | '\u{dca}' | '\u{1039}' | '\u{17d2}' => !after.is_whitespace(),
            // Takes the vowel off a consonant of an Indic script, which then stacks on the next.
            '\u{900}'..='\u{d7f}' => before as u32 & 0x7f == 0x4d && !after.is_whitespace(),
            '\u{1100}'..='\u{115f}' | '\u{a960}'..='\u{a97c}' => {
                matches!(after, '\u{1100}'..='\u{115f}' | '\u{ac00}'..='\u{d7a3}')
            }
            _ => false,
        }
}

/// Combining marks, joiners, variation selectors, skin tones: what belongs to the character before.
fn is_attached(c: char) -> bool {
    let code = c as u32;
    match code {
        0..0x300 => false,
        // The Indic scripts are laid out alike, 128 characters each; Sinhala, the last of them, is not.
        0x900..=0xd7f => matches!(code & 0x7f, 0..=3 | 0x3a..=0x3c | 0x3e..=0x4f | 0x51..=0x57 | 0x62..=0x63),
        0xd80..=0xdff => matches!(code & 0x7f, 0..=3 | 0x4a..=0x5f | 0x72..=0x73),
        0x1_0000.. => matches!(code, 0x1f3fb..=0x1f3ff | 0xe0020..=0xe007f | 0xe0100..=0xe01ef),
        _ => MARKS.iter().any(|&(first, last)| (u32::from(first)..=u32::from(last)).contains(&code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// Scraps whose boundaries are the hard ones.
    fn text() -> impl Strategy<Value = String> {
        let scraps = prop::sample::select(vec![
            "a",
            "e\u{301}\u{323}",
            "\u{1f1e9}",
            "🇩🇪",
            "👩🏽‍🚀",
            "👨‍👩‍👧",
            "❤️",
            "1️⃣",
            "한",
            "\u{1112}",
            "\u{1161}",
            "\u{11ab}",
            "क्षि",
            "ক্ষ",
            "ភាសា",
            "ภาษา",
            "နိုင်",
            "ま\u{3099}",
            "שָׁ",
            "بِ",
            "所",
            " ",
            ".",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "ශ්‍රී",
            "தமிழ்",
            "བོད",
        ]);
        prop::collection::vec(scraps, 0..40).prop_map(|scraps| scraps.concat())
    }

    proptest! {
        #[test]
        fn no_place_is_inside_a_character(text in text(), at in 0..200usize) {
            let boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            prop_assert!(boundaries.contains(&floor(&text, at)));
            prop_assert!(at > text.len() || boundaries.contains(&ceil(&text, at)) && ceil(&text, at) >= at);
            for wanted in [CHARACTER, PART, WORD, SENTENCE] {
                let (place, kind) = last_place(&text, at / 2, at, wanted);
                prop_assert!(kind == INSIDE || boundaries.contains(&place), "{place} in {text:?}");
            }
        }
    }

    fn kinds(text: &str) -> Vec<Place> {
        text.char_indices().map(|(at, _)| place(text, at)).skip(1).collect()
    }

    #[test]
    fn sentences_begin_after_lines_and_full_stops() {
        assert_eq!(kinds("a. B"), [CHARACTER, WORD, SENTENCE]);
        assert_eq!(kinds("a\nb")[1], SENTENCE);
        assert_eq!(kinds("a? (B!) C").last(), Some(&SENTENCE));
        assert_eq!(kinds("所。有"), [CHARACTER, SENTENCE]);
        assert!(!kinds("e.g. the vec! macro 1.5").contains(&SENTENCE));
    }

    #[test]
    fn marks_of_living_scripts_belong_to_the_character_before() {
        // Latin to Arabic, Thaana and N'Ko; Arabic for African languages; the Indic scripts without signs for prosody;
        // Thai to Ethiopic; Khmer; symbols; kana and Han; Hangul; presentation forms.
        let scripts =
            [0xa0..0x711, 0x780..0x7fd, 0x897..0x9fe, 0xa76..0xafa, 0xb00..0xc04, 0xc05..0xcf3, 0xcf4..0xf18]
                .into_iter()
                .chain([
                    0xf1a..0xf86,
                    0xf88..0xfc6,
                    0x1000..0x105e,
                    0x10a0..0x1400,
                    0x1780..0x17dd,
                    0x1e00..0x2ce0,
                ])
                .chain([0x2e80..0xa660, 0xa960..0xa980, 0xac00..0xd800, 0xf900..0xfb1e, 0xfb1f..0x1_0000]);
        for c in scripts.flatten().filter_map(char::from_u32) {
            let pair = ["a", c.encode_utf8(&mut [0; 4])].concat();
            if pair.graphemes(true).count() == 1 {
                assert!(is_attached(c), "{:x}", c as u32);
            }
        }
    }

    #[test]
    fn letters_belong_to_themselves() {
        let letters = "aZé0ßжΩאबกกขລ한글ㅎ가かカ漢字ﾊ𠀀🦀";
        assert!(letters.chars().all(|c| !is_attached(c)));
    }
}
