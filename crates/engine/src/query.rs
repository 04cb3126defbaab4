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
use thumbindex_index::part;

/// More words than this say no more about what is looked for or excluded, and would cost time.
pub(crate) const MAX_WORDS: usize = 24;
/// The same for phrases, each of which is looked for in whole texts, and for what is excluded, each of which takes a pass over
/// all sections.
const MAX_CLAUSES: usize = 8;

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
        if !query.read(text, true) {
            // Where everything is excluded, that is what is looked for.
            query = Self::default();
            query.read(text, false);
        }
        query.words.truncate(MAX_WORDS);
        query.symbols.truncate(MAX_WORDS);
        query.phrases.truncate(MAX_CLAUSES);
        query.excluded.truncate(MAX_CLAUSES);
        let mut left = MAX_WORDS;
        query.excluded.retain_mut(|words| {
            words.truncate(left);
            left -= words.len();
            !words.is_empty()
        });
        query
    }

    /// Reads clause after clause; `with_excluded` says whether hyphens mean anything. Whether anything is to be found.
    fn read(&mut self, text: &str, with_excluded: bool) -> bool {
        let mut finds = false;
        let mut at = 0;
        while let Some(c) = from(text, at).chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let mut clause =
                Clause { start: at, end: at, is_phrase: false, is_excluded: false, in_title: false };
            // A hyphen that begins a flag (`--release`, `-W`) excludes nothing.
            let excludes = excludes(from(text, at));
            clause.start += usize::from(excludes);
            clause.is_excluded = excludes && with_excluded;
            let titled = clause.start + TITLE.len();
            if from(text, clause.start).starts_with(TITLE) && word_length(from(text, titled)) > 0 {
                clause.in_title = true;
                clause.start = titled;
            }
            // A quotation mark that nobody closes is a phrase still being typed: its words are taken as words.
            let quoted = from(text, clause.start).strip_prefix('"').and_then(|rest| rest.find('"'));
            clause.is_phrase = quoted.is_some();
            // The marks themselves are two bytes.
            let length = quoted.map_or_else(|| word_length(from(text, clause.start)), |inner| inner + 2);
            clause.end = clause.start + length;
            at = clause.end;
            finds |= !clause.is_excluded;
            self.add(text, &clause);
        }
        finds
    }

    fn add(&mut self, text: &str, clause: &Clause) {
        let mut words: Vec<Word> = Vec::new();
        // All that a text with this phrase has, but for the single character that ends it: there the text may go on.
        let mut said: Vec<String> = Vec::new();
        let mut ends_a_run = false;
        let still_typed = clause.end == text.len() && !clause.is_phrase;
        let written = part(text, clause.start, clause.end);
        tokens(written, |token| {
            let end = clause.start + token.end;
            let is_gram = token.kind == Kind::Gram;
            ends_a_run =
                matches!(words.last(), Some(before) if is_gram && before.is_gram && before.end == end);
            if token.kind != Kind::Part {
                said.push(token.term.to_string());
            }
            match words.last_mut() {
                Some(before) if token.kind == Kind::Part => before.parts.push(token.term.to_string()),
                // The single character that ends a run is only looked for when it is the whole run: its pair says more.
                _ if ends_a_run => {}
                _ => words.push(Word {
                    term: token.term.to_string(),
                    spelled: spelled(part(written, token.start, token.end), token.term),
                    start: clause.start + token.start,
                    end,
                    // A character alone is indexed only where it ends a run; in others it begins a pair.
                    is_prefix: if is_gram { is_one(token.term) } else { still_typed && end == text.len() },
                    in_title: clause.in_title,
                    is_exact: clause.is_phrase,
                    is_gram,
                    ..Word::default()
                }),
            }
        });
        // A phrase without words is an operator that somebody put in quotation marks.
        let quoted = clause.is_phrase && words.is_empty();
        let symbol = if quoted { written.trim_matches('"') } else { written };
        if is_symbol(symbol) && !clause.is_excluded && (quoted || !clause.is_phrase) {
            self.symbols.push(Word {
                term: symbol.to_string(),
                start: clause.start,
                end: clause.end,
                is_prefix: still_typed,
                in_title: clause.in_title,
                is_exact: true,
                // A letter or digit beside signs, as in `|x|` or `\n`, is not what is looked for.
                is_extra: words.iter().any(|word| word.term.len() > 1),
                ..Word::default()
            });
        }
        if clause.is_excluded || (clause.is_phrase && words.len() > 1) {
            let terms: Vec<String> = words.iter().map(|word| word.term.clone()).collect();
            if !clause.is_excluded {
                said.truncate(said.len() - usize::from(ends_a_run));
                self.phrases.push(said);
            } else if !terms.is_empty() {
                self.excluded.push(terms);
            }
        }
        if !clause.is_excluded {
            self.words.append(&mut words);
        }
    }
}

/// Whether it is a single character.
pub(crate) fn is_one(term: &str) -> bool {
    term.chars().nth(1).is_none()
}

/// In small letters, where that is not how it is folded.
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

const TITLE: &str = "title:";

fn from(text: &str, start: usize) -> &str {
    part(text, start, text.len())
}

/// How many bytes come before white space.
fn word_length(text: &str) -> usize {
    text.chars().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum()
}

/// Whether a hyphen here means "without": before a quoted phrase, or a word of three letters and more.
fn excludes(text: &str) -> bool {
    let mut letters = 0;
    for (at, c) in text.chars().enumerate() {
        match c {
            '-' if at == 0 => {}
            '"' if at == 1 => return true,
            _ if at == 0 || letters == 3 => break,
            _ if !c.is_ascii() || c.is_ascii_alphanumeric() => letters += 1,
            _ => break,
        }
    }
    letters == 3
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
    fn no_more_than_a_few_phrases_and_exclusions_are_looked_for() {
        let query = Query::parse(&"\"a b\" -word ".repeat(100));
        assert_eq!((query.phrases.len(), query.excluded.len()), (MAX_CLAUSES, MAX_CLAUSES));
        let query = Query::parse(&["x", &" -\"a b c d e f g h i j\"".repeat(3)].concat());
        assert_eq!(query.excluded.iter().map(Vec::len).collect::<Vec<_>>(), [10, 10, 4]);
        assert_eq!(Query::parse("-a-b \"un\"closed\" \"x y\"z").phrases, [["x", "y"]]);
    }

    #[test]
    fn identifiers_keep_their_parts() {
        assert_eq!(Query::parse("HashMap").words[0].parts, ["hash", "map"]);
    }
}
