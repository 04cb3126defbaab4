//! Arabic and Hebrew write articles, prepositions and conjunctions onto the word that follows them.
//!
//! ```text
//! الكتاب  والكتاب  بالكتاب  للكتاب      كتاب     the book, and the book, in the book, for the book
//! הספר  בספר  והספר  מהספר             ספר
//! ```
//!
//! Such a form joins the stem group of the word without, if the book has that word: no letter says of itself whether it is
//! written on or part of the word. What the Arabic stemmer takes off by itself is kept where nothing better is known.

use std::collections::HashMap;

use super::compound::Word;
use crate::primary_language;

/// Letters that a word has without what is written on.
const MIN_LETTERS: usize = 3;
/// A word this short must be as common as the longer one, which is likely a word of its own otherwise (`שמלה`, `מלה`).
const SHORT: usize = 3;

/// Stems for the words that are others with something written on, and for those others.
pub(super) fn stems(language: &str, words: &[Word<'_>]) -> Vec<(String, String)> {
    let bare: fn(&str) -> Vec<String> = match primary_language(language).as_str() {
        "ar" => arabic,
        "he" | "iw" => hebrew,
        _ => return Vec::new(),
    };
    let known: HashMap<&str, &Word<'_>> = words.iter().map(|word| (word.term, word)).collect();
    let mut words: Vec<&Word<'_>> = words.iter().collect();
    words.sort_by_key(|word| (word.term.len(), word.term));
    // Shorter words first: what is left of a longer one has its stem already.
    let mut stems: HashMap<&str, String> = HashMap::new();
    for word in words {
        let likely = |bare: &String| known.get(bare.as_str()).copied().filter(|bare| is_likely(bare, word));
        let Some(base) = bare(word.term).iter().find_map(likely) else { continue };
        let stem = stems.entry(base.term).or_insert_with(|| base.stem.unwrap_or(base.term).to_string());
        let stem = stem.clone();
        stems.insert(word.term, stem);
    }
    let mut stems: Vec<_> = stems.into_iter().map(|(term, stem)| (term.to_string(), stem)).collect();
    stems.sort();
    stems
}

/// Whether a word is another with something written on.
fn is_likely(base: &Word<'_>, word: &Word<'_>) -> bool {
    let letters = base.term.chars().count();
    let is_article = word.term.starts_with(['ה', 'ו']) || word.term.starts_with("ال");
    letters >= MIN_LETTERS && (letters > SHORT || is_article || base.sections >= word.sections)
}

/// What an Arabic word may be without its article; of two conjunctions or prepositions only before one.
fn arabic(term: &str) -> Vec<String> {
    let mut bare: Vec<String> = Vec::new();
    for article in ["ال", "وال", "بال", "كال", "فال", "لل", "ولل", "فلل", "وبال"] {
        let Some(rest) = term.strip_prefix(article) else { continue };
        bare.push(rest.into());
        // Before a word that begins with lam, `لل` is its first letter and the preposition.
        if article.ends_with("لل") {
            bare.push(["ل", rest].concat());
        }
    }
    let with_article = |rest: &&str| rest.starts_with("ال") || rest.starts_with("لل");
    bare.extend(term.strip_prefix(['و', 'ف']).filter(with_article).map(String::from));
    bare
}

/// What a Hebrew word may be without one or two letters before it.
fn hebrew(term: &str) -> Vec<String> {
    let letters = ['ה', 'ו', 'ב', 'ל', 'מ', 'ש', 'כ'];
    let two = ["וה", "וב", "ול", "ומ", "וש", "וכ", "שה", "שב", "של", "שמ", "מה", "כש", "לכ"];
    let one = term.strip_prefix(letters).into_iter();
    one.chain(two.iter().filter_map(|two| term.strip_prefix(two))).map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(language: &str, words: &[(&str, u32)]) -> Vec<(String, String)> {
        let words: Vec<Word<'_>> =
            words.iter().map(|&(term, sections)| Word { term, stem: None, sections }).collect();
        stems(language, &words)
    }

    fn pairs(joined: &[(String, String)]) -> Vec<(&str, &str)> {
        joined.iter().map(|(term, stem)| (term.as_str(), stem.as_str())).collect()
    }

    #[test]
    fn an_arabic_word_is_one_with_and_without_its_article() {
        let forms = ["الكتاب", "والكتاب", "بالكتاب", "كالكتاب", "فالكتاب", "للكتاب"];
        let words: Vec<(&str, u32)> = forms.iter().map(|form| (*form, 3)).chain([("كتاب", 3)]).collect();
        let joined = joined("ar", &words);
        assert_eq!(joined.len(), 7);
        assert!(joined.iter().all(|(_, stem)| stem == "كتاب"), "{joined:?}");
    }

    #[test]
    fn a_lam_of_the_word_itself_is_kept() {
        let joined = joined("ar", &[("لغه", 2), ("اللغه", 2), ("للغه", 2), ("واللغه", 1)]);
        assert_eq!(joined.len(), 4);
        assert!(joined.iter().all(|(_, stem)| stem == "لغه"), "{joined:?}");
    }

    #[test]
    fn letters_that_belong_to_the_word_are_not_taken_off() {
        // A father and thousands, not something and an article.
        assert!(joined("ar", &[("والد", 3), ("الف", 3), ("وصول", 2), ("صول", 1)]).is_empty());
        // A dog is not like a heart; a dress, commoner here, is not of a word.
        assert!(joined("he", &[("כלב", 3), ("לב", 5), ("שמלה", 4), ("מלה", 1)]).is_empty());
        assert!(joined("fr", &[("הספר", 3), ("ספר", 5)]).is_empty());
    }

    #[test]
    fn a_hebrew_word_is_one_with_and_without_what_is_written_before_it() {
        let joined = joined("he", &[("ספר", 4), ("הספר", 9), ("בספר", 2), ("והספר", 1), ("מהספר", 1)]);
        assert_eq!(
            pairs(&joined),
            [("בספר", "ספר"), ("הספר", "ספר"), ("והספר", "ספר"), ("מהספר", "ספר"), ("ספר", "ספר")]
        );
    }
}
