//! Stem groups: which forms of the vocabulary are one word.
//!
//! Stemming happens here, at build time, so that no stemmer ships to a browser (129 KB for all languages). A reader's
//! module only learns which forms belong together.

use rust_stemmers::{Algorithm, Stemmer};

use crate::analysis::fold;
use crate::primary_language;

/// A stemmer for a BCP 47 tag; `None` for languages without inflected endings or without an algorithm.
///
/// A site that does not say its language is taken for English, the commonest case; a wrong guess only groups words.
pub(super) fn stemmer(language: &str) -> Option<Stemmer> {
    let algorithm = match primary_language(language).as_str() {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" | "" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

/// The folded stem of a word as it was written; `None` for identifiers and numbers, which do not inflect.
///
/// Stemmers want the diacritics that folding drops, so the stem is taken first.
pub(super) fn stem(stemmer: &Stemmer, written: &str) -> Option<String> {
    if !written.chars().all(char::is_alphabetic) {
        return None;
    }
    let mut folded = String::new();
    fold(&stemmer.stem(&written.to_lowercase()), &mut folded);
    Some(folded)
}
