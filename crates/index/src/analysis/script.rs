//! Which characters make words, and which of them are written without spaces between words.

/// What a character is to the tokenizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// White space, punctuation, symbols: what stands between words.
    Separator,
    /// Letters, digits, marks and `_` of scripts that separate words.
    Word,
    /// Scripts that do not: cut into overlapping pairs.
    Unspaced,
}

/// Whether a character is part of words, in whatever script.
pub fn is_word(c: char) -> bool {
    class(c) != Class::Separator
}

/// Whether a character belongs to a script without spaces between words.
pub fn is_unspaced(c: char) -> bool {
    class(c) == Class::Unspaced
}

pub(super) fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => Class::Word,
        '\0'..='\u{7f}' => Class::Separator,
        // Thai and Lao; Myanmar; Khmer.
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Class::Unspaced,
        // Kana; Han with its extensions and compatibility forms; Hangul; half-width kana.
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{323af}' => Class::Unspaced,
        _ if is_punctuation(c) => Class::Separator,
        _ => Class::Word,
    }
}

/// Outside ASCII everything is taken for a letter except these ranges: far smaller than a table of letters, and a symbol
/// taken for a word does no harm.
fn is_punctuation(c: char) -> bool {
    match c {
        'ª' | 'µ' | 'º' => false,
        '\u{80}'..='\u{bf}' | '×' | '÷' => true,
        // Greek question mark, Armenian, Hebrew and Arabic punctuation.
        '\u{37e}'
        | '\u{387}'
        | '\u{55a}'..='\u{55f}'
        | '\u{589}'
        | '\u{58a}'
        | '\u{5be}'
        | '\u{5c0}'
        | '\u{5c3}'
        | '\u{5f3}'
        | '\u{5f4}'
        | '\u{60c}'
        | '\u{61b}'
        | '\u{61e}'
        | '\u{61f}'
        | '\u{66a}'..='\u{66d}'
        | '\u{6d4}' => true,
        // Devanagari full stops, Ethiopic punctuation.
        '\u{964}' | '\u{965}' | '\u{1361}'..='\u{1368}' => true,
        // General punctuation (without the joiners that folding drops), arrows, mathematics, boxes, dingbats.
        '\u{200b}'..='\u{200f}' | '\u{2060}' => false,
        '\u{2000}'..='\u{206f}'
        | '\u{20a0}'..='\u{20cf}'
        | '\u{2190}'..='\u{2bff}'
        | '\u{2e00}'..='\u{2e7f}' => true,
        // CJK punctuation and full-width forms of ASCII punctuation.
        '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3040}' | '\u{30fb}' => true,
        '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' => true,
        '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff3e}'
        | '\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}' => true,
        // Private use, replacement characters, emoji and other pictographs.
        '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{1f000}'..='\u{1faff}' => true,
        _ => false,
    }
}
