//! Guesses the language of a book that does not say, from its script alone.

/// `zh`, `ja` or `ko` where their characters carry the text, else `en`, which is what mdBook assumes.
pub(super) fn guess<'a>(texts: impl Iterator<Item = &'a str>) -> &'static str {
    /// A Chinese word has about two characters, an English one five letters, and code is in English everywhere.
    const WEIGHT: usize = 4;
    let (mut han, mut kana, mut hangul, mut other) = (0, 0, 0, 0);
    for text in texts {
        // Nearly all of most books, and quickly counted.
        other += text.bytes().filter(u8::is_ascii_alphabetic).count();
        for c in text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
            match c {
                '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => kana += 1,
                '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => hangul += 1,
                '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' => han += 1,
                _ => other += 1,
            }
        }
    }
    if (han + kana + hangul) * WEIGHT <= other {
        "en"
    } else if hangul > han + kana {
        "ko"
    } else if kana * 5 > han {
        // Japanese prose has more kana than kanji; a Chinese text may quote a few.
        "ja"
    } else {
        "zh"
    }
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn the_script_gives_the_language_away() {
        assert_eq!(guess(["What is ownership?"].into_iter()), "en");
        assert_eq!(guess(["什么是所有权？ let x = 5;"].into_iter()), "zh");
        assert_eq!(guess(["所有権とは何か？"].into_iter()), "ja");
        assert_eq!(guess(["소유권이란 무엇인가"].into_iter()), "ko");
        assert_eq!(
            guess(["Names such as 中文 do not make an English text a Chinese one."].into_iter()),
            "en"
        );
        assert_eq!(guess([].into_iter()), "en");
    }
}
