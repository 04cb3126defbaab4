//! What a reader typed, taken apart. Everything is a query: what is not syntax is text, and nothing is an error.
//!
//! ```text
//! ownership rules        words; the last one may still be being typed
//! "smart pointer"        a phrase: exactly these words in this order
//! -unsafe  -"raw string" sections with these are left out
//! title:lifetimes        only in headings
//! ..=  &mut  a::b        words, and the run as a whole where the book mentions it
//! ```

use crate::prelude::*;
use thumbindex_index::analysis::{Kind, is_symbol, lower, tokens};

/// More words than this say no more about what is looked for, and would cost time.
const MAX_WORDS: usize = 24;

/// A query, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// In order, phrases included.
    pub(crate) words: Vec<Word>,
    /// Each is to be found in a row.
    pub(crate) phrases: Vec<Vec<String>>,
    /// Sections with all of one of these are left out.
    pub(crate) excluded: Vec<Vec<String>>,
    /// Runs without spaces that hold more than letters and digits, in order: operators, sigils, paths.
    pub(crate) symbols: Vec<Word>,
}

/// One word to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Folded.
    pub(crate) term: String,
    /// As it was spelled, in small letters, where that is not how it is folded.
    pub(crate) spelled: Option<String>,
    /// Its parts when it is an identifier, for books that write it in words.
    pub(crate) parts: Vec<String>,
    /// Where it stands in what was typed.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Still being typed: it may be the beginning of a longer word.
    pub(crate) is_prefix: bool,
    /// Only in headings.
    pub(crate) in_title: bool,
    /// Must be found as it is: part of a phrase.
    pub(crate) is_exact: bool,
    /// The run that words before it are part of: it speaks for a section that has it, not against one that lacks it.
    pub(crate) is_extra: bool,
    /// A pair of characters of a script without spaces: neither prefix nor typo of anything.
    pub(crate) is_gram: bool,
}

impl Query {
    pub(crate) fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut clauses = clauses(text);
        // Where everything is excluded, that is what is looked for.
        if clauses.iter().all(|clause| clause.is_excluded) {
            clauses.iter_mut().for_each(|clause| clause.is_excluded = false);
        }
        for clause in &clauses {
            query.add(text, clause);
        }
        query.words.truncate(MAX_WORDS);
        query.symbols.truncate(MAX_WORDS);
        query
    }

    fn add(&mut self, text: &str, clause: &Clause) {
        let mut words: Vec<Word> = Vec::new();
        let still_typed = clause.end == text.len() && !clause.is_phrase;
        let written = text.get(clause.start..clause.end).unwrap_or_default();
        tokens(written, |token| match (token.kind, words.last_mut()) {
            (Kind::Part, Some(whole)) => whole.parts.push(token.term.to_string()),
            _ => words.push(Word {
                term: token.term.to_string(),
                spelled: spelled(written.get(token.start..token.end).unwrap_or_default(), token.term),
                parts: Vec::new(),
                start: clause.start + token.start,
                end: clause.start + token.end,
                is_prefix: still_typed && clause.start + token.end == text.len(),
                in_title: clause.in_title,
                is_exact: clause.is_phrase,
                is_extra: false,
                is_gram: token.kind == Kind::Gram,
            }),
        });
        // The single character that ends a run is only looked for when it is the whole run: its pair says more.
        let lone = |words: &[Word], at: usize| {
            at > 0 && words[at].is_gram && words[at - 1].is_gram && words[at - 1].end == words[at].end
        };
        let mut words: Vec<Word> =
            (0..words.len()).filter(|&at| !lone(&words, at)).map(|at| words[at].clone()).collect();
        for word in &mut words {
            word.is_prefix &= !word.is_gram || word.term.chars().count() == 1;
        }
        // A phrase without words is an operator that somebody put in quotation marks.
        let quoted = clause.is_phrase && words.is_empty();
        let symbol = if quoted { written.trim_matches('"') } else { written };
        if is_symbol(symbol) && !clause.is_excluded && (quoted || !clause.is_phrase) {
            self.symbols.push(Word {
                term: symbol.to_string(),
                spelled: None,
                parts: Vec::new(),
                start: clause.start,
                end: clause.end,
                is_prefix: still_typed,
                in_title: clause.in_title,
                is_exact: true,
                // A letter or digit beside signs, as in `|x|` or `\n`, is not what is looked for.
                is_extra: words.iter().any(|word| word.term.len() > 1),
                is_gram: false,
            });
        }
        let terms = || words.iter().map(|word| word.term.clone()).collect::<Vec<_>>();
        if words.is_empty() {
            return;
        }
        if clause.is_excluded {
            self.excluded.push(terms());
            return;
        }
        if clause.is_phrase && words.len() > 1 {
            self.phrases.push(terms());
        }
        self.words.append(&mut words);
    }
}

fn spelled(written: &str, term: &str) -> Option<String> {
    let mut spelled = String::new();
    lower(written, &mut spelled);
    (spelled != term).then_some(spelled)
}

/// A run of the query that is treated alike.
struct Clause {
    start: usize,
    end: usize,
    is_phrase: bool,
    is_excluded: bool,
    in_title: bool,
}

fn clauses(text: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut at = 0;
    while let Some(skip) = from(text, at).find(|c: char| !c.is_whitespace()) {
        let mut start = at + skip;
        // A hyphen that begins a flag (`--release`, `-W`) excludes nothing.
        let is_excluded = excludes(from(text, start));
        start += usize::from(is_excluded);
        let titled = from(text, start)
            .strip_prefix("title:")
            .filter(|rest| rest.starts_with(|c: char| !c.is_whitespace()));
        let in_title = titled.is_some();
        start = titled.map_or(start, |rest| text.len() - rest.len());
        // A quotation mark that nobody closes is a phrase still being typed: its words are taken as words.
        let close = from(text, start).strip_prefix('"').and_then(|rest| rest.find('"'));
        let end = match close {
            Some(length) => start + length + 2,
            None => from(text, start).find(char::is_whitespace).map_or(text.len(), |length| start + length),
        };
        clauses.push(Clause { start, end, is_phrase: close.is_some(), is_excluded, in_title });
        at = end;
    }
    clauses
}

fn from(text: &str, start: usize) -> &str {
    text.get(start..).unwrap_or_default()
}

/// Whether a hyphen here means "without": before a quoted phrase, or a word of three letters and more.
fn excludes(text: &str) -> bool {
    let after = text.strip_prefix('-').unwrap_or_default();
    after.starts_with('"')
        || after.chars().take_while(|c| !c.is_ascii() || c.is_ascii_alphanumeric()).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        Query::parse(text).words.into_iter().map(|word| word.term).collect()
    }

    #[test]
    fn words_are_folded_and_only_the_last_is_still_being_typed() {
        let query = Query::parse("What Is Owner");
        assert_eq!(terms("What Is Owner"), ["what", "is", "owner"]);
        assert_eq!(query.words.iter().map(|word| word.is_prefix).collect::<Vec<_>>(), [false, false, true]);
        assert!(!Query::parse("owner ").words[0].is_prefix);
    }

    #[test]
    fn quoted_words_are_a_phrase_and_must_stand_as_they_are() {
        let query = Query::parse("\"smart pointer\" box");
        assert_eq!(query.phrases, [["smart", "pointer"]]);
        assert_eq!(query.words.iter().map(|word| word.is_exact).collect::<Vec<_>>(), [true, true, false]);
    }

    #[test]
    fn a_quotation_mark_left_open_is_text() {
        let query = Query::parse("\"smart poi");
        assert!(query.phrases.is_empty());
        assert_eq!(terms("\"smart poi"), ["smart", "poi"]);
    }

    #[test]
    fn a_leading_hyphen_excludes_but_a_flag_does_not() {
        assert_eq!(Query::parse("rust -unsafe").excluded, [["unsafe"]]);
        assert_eq!(terms("cargo --release - x-y -W"), ["cargo", "release", "x", "y", "w"]);
        assert_eq!(Query::parse("a -\"raw string\"").excluded, [["raw", "string"]]);
        assert_eq!(terms("-unsafe"), ["unsafe"]);
    }

    #[test]
    fn title_restricts_a_word_to_headings() {
        let query = Query::parse("title:lifetimes");
        assert!(query.words[0].in_title);
        assert_eq!(terms("title: x"), ["title", "x"]);
    }

    #[test]
    fn a_run_of_han_is_its_pairs_and_a_single_character_a_prefix() {
        assert_eq!(terms("所有权"), ["所有", "有权"]);
        assert!(Query::parse("权").words[0].is_prefix);
        assert!(!Query::parse("所有").words[0].is_prefix);
    }

    #[test]
    fn what_is_more_than_letters_is_kept_as_it_stands() {
        let symbols = |text: &str| -> Vec<String> {
            Query::parse(text).symbols.into_iter().map(|symbol| symbol.term).collect()
        };
        assert_eq!(symbols("the ..= and &mut T"), ["..=", "&mut"]);
        assert_eq!(symbols("std::mem::swap"), ["std::mem::swap"]);
        assert_eq!(symbols("\"->\""), ["->"]);
        assert_eq!(symbols("\"a -> b\" -\"x->y\" words"), [""; 0]);
        assert_eq!(terms("the ..= and &mut T"), ["the", "and", "mut", "t"]);
    }

    #[test]
    fn identifiers_keep_their_parts() {
        assert_eq!(Query::parse("HashMap").words[0].parts, ["hash", "map"]);
    }
}
