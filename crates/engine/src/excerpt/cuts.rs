//! Where a text may be cut: between sentences, between words, and never inside what a reader sees as one character.

use super::characters::goes_on;

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
    while at < text.len() && place(text, at) == INSIDE {
        at += 1;
    }
    at
}

fn place(text: &str, at: usize) -> Place {
    let (Some(head), Some(tail)) = (text.get(..at), text.get(at..)) else { return INSIDE };
    let mut back = head.chars().rev();
    let (Some(before), Some(after)) = (back.next(), tail.chars().next()) else { return SENTENCE };
    if goes_on(head, after) {
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
}
