//! Inline code, as far as it is worth finding by itself: what the words of the text do not say already.

use crate::chars::is_invisible;

/// Longer pieces of code are quotations, not names.
const LONGEST: usize = 64;

/// What a section keeps of a piece of inline code, if anything; white space is squashed, as browsers show it.
pub(crate) fn mention(code: &str) -> Option<String> {
    let shown =
        code.split_whitespace().map(shown).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let has_sign = shown.chars().any(|c| !(c.is_alphanumeric() || c == '_' || c == ' '));
    (has_sign && shown.chars().count() <= LONGEST).then_some(shown)
}

/// A word without what no reader sees: control characters, and those that say where a line may break.
fn shown(word: &str) -> String {
    word.chars().filter(|c| !(c.is_control() || is_invisible(*c))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_sign_is_kept_as_written() {
        for code in
            ["?", "..=", "&mut", "'static", "::<>", "#[derive]", "|x|", "r#\"...\"#", "std::mem::swap"]
        {
            assert_eq!(mention(code).as_deref(), Some(code));
        }
        assert_eq!(mention(" --no-default-features\n").as_deref(), Some("--no-default-features"));
        assert_eq!(mention("impl  A\n for B<T>").as_deref(), Some("impl A for B<T>"));
    }

    #[test]
    fn plain_words_and_nothing_are_left_out() {
        for code in ["", "  ", "let mut x", "read_line", "größe", "u\u{200b}8", "a\u{e}b", "所有权"] {
            assert_eq!(mention(code), None, "{code:?}");
        }
    }

    #[test]
    fn quotations_are_left_out() {
        assert_eq!(mention(&"-".repeat(64)).map(|code| code.len()), Some(64));
        assert_eq!(mention(&"-".repeat(65)), None);
        assert_eq!(mention(&"é-".repeat(32)).map(|code| code.chars().count()), Some(64));
    }
}
