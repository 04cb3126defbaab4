//! Rare words that are one letter away from a common word of the same book: mostly slips of the pen. No dictionary is needed,
//! and none would know the words of a book's subject.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::{Finding, Kind, address};
use crate::{Book, CODE_END, CODE_START, Page, Section};

/// Shorter words have too many neighbours.
const SHORTEST: usize = 6;
/// Words that count as family.
const WORD: usize = 4;
/// Longer ones are no words, and each letter of them would cost as many bytes as there are letters.
const LONGEST: usize = 40;
/// How often a slip is made, and a word is used that it could have been meant to be.
const RARE: usize = 2;
const COMMON: usize = 20;
/// How many common words are compared with a rare one of those that differ in the same letter; there may be thousands.
const ALIKE: usize = 32;
/// Letters at the end where words differ by their grammar.
const ENDING: usize = 2;
/// What may follow the stem that words of one family share, and how short that may be.
const TAIL: usize = 3;
const STEM: usize = 4;

pub(super) fn findings(book: &Book) -> Vec<Finding> {
    let words = words(book);
    let neighbours = neighbours(&words);
    let rare = words.iter().filter(|(word, seen)| seen.count <= RARE && word.chars().count() >= SHORTEST);
    let slips = rare.filter_map(|(word, seen)| {
        let candidates = shorter(word).chain([word.clone()]);
        let candidates = candidates.filter_map(|shorter| neighbours.get(&shorter)).flatten();
        let meant = candidates.filter(|common| is_slip(word, common) && !has_family(&words, word, common));
        let meant = meant.max_by_key(|common| words[**common].count)?;
        let what = format!("“{word}” may be meant to be “{meant}”");
        let (page, section) = seen.place;
        Some(Finding::new(Kind::Spelling, &address(page, section), what))
    });
    slips.collect()
}

/// The common words by what is left of them without one of their letters, and by themselves; the commonest of each.
fn neighbours<'w>(words: &'w BTreeMap<String, Seen<'_>>) -> HashMap<String, Vec<&'w str>> {
    let mut common: Vec<(&str, usize)> = words
        .iter()
        .map(|(word, seen)| (word.as_str(), seen.count))
        .filter(|(_, count)| *count >= COMMON)
        .collect();
    common.sort_by_key(|(_, count)| Reverse(*count));
    let mut neighbours: HashMap<String, Vec<&str>> = HashMap::new();
    for (word, _) in common {
        for shorter in shorter(word).chain([word.to_owned()]) {
            let alike = neighbours.entry(shorter).or_default();
            if alike.len() < ALIKE {
                alike.push(word);
            }
        }
    }
    neighbours
}

struct Seen<'b> {
    count: usize,
    /// The first section with it.
    place: (&'b Page, &'b Section),
}

/// The words of the text, in small letters. Those that also stand in code are names, however rare they are.
fn words(book: &Book) -> BTreeMap<String, Seen<'_>> {
    let mut words: BTreeMap<String, Seen<'_>> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    for page in &book.pages {
        for section in &page.sections {
            for (at, part) in section.text.split(CODE_START).enumerate() {
                let (code, prose) =
                    if at == 0 { ("", part) } else { part.split_once(CODE_END).unwrap_or((part, "")) };
                names.extend(code.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase));
                for word in plain_words(prose) {
                    let place = || Seen { count: 0, place: (page, section) };
                    words.entry(word).or_insert_with(place).count += 1;
                }
            }
        }
    }
    for name in names {
        if words.get(&name).is_some_and(|seen| seen.count <= RARE) {
            words.remove(&name);
        }
    }
    words
}

/// Words of letters alone; what has a sign in it or a capital after its beginning is a name.
fn plain_words(prose: &str) -> impl Iterator<Item = String> {
    prose.split_whitespace().filter_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_plain = word.chars().all(char::is_alphabetic) && !word.chars().skip(1).any(char::is_uppercase);
        (is_plain && (WORD..=LONGEST).contains(&word.chars().count())).then(|| word.to_lowercase())
    })
}

/// The word without each of its letters in turn.
fn shorter(word: &str) -> impl Iterator<Item = String> {
    word.char_indices().map(|(at, c)| [&word[..at], &word[at + c.len_utf8()..]].concat())
}

/// Whether the book has other words that begin as this one does and the common one does not: then it is a word of its own.
fn has_family(words: &BTreeMap<String, Seen<'_>>, word: &str, common: &str) -> bool {
    let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]).skip(STEM);
    let stems: Vec<&str> = ends.map(|end| &word[..end]).collect();
    stems.iter().rev().take(TAIL + 1).filter(|stem| !common.starts_with(**stem)).any(|stem| {
        let family = words.range((*stem).to_owned()..).map(|(other, _)| other);
        family.take_while(|other| other.starts_with(stem)).any(|other| other != word)
    })
}

/// Whether one is the other with one letter more, less, other, or changed for its neighbour; not in its first letter, nor so near
/// its end that it may be a form.
fn is_slip(word: &str, common: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), common.chars().collect());
    let before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let after = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    let is_swapped = || {
        let at = before;
        a.len() == b.len() && before + after + 2 == a.len() && a[at] == b[at + 1] && a[at + 1] == b[at]
    };
    let is_one_edit = a != b && long - short <= 1 && before + after + 1 >= long || a != b && is_swapped();
    is_one_edit && before > 0 && after >= ENDING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_or_too_short_for_a_word_is_none() {
        let longest = "x".repeat(LONGEST);
        let prose = format!("the words, {longest} {longest}x");
        assert_eq!(plain_words(&prose).collect::<Vec<_>>(), ["words", &longest]);
    }

    #[test]
    fn of_very_many_common_words_that_are_alike_the_commonest_are_compared() {
        let alike = |letter: u32| format!("abc{}def ", char::from_u32(0x4e00 + letter).expect("a letter"));
        let text: String =
            (0..2 * ALIKE as u32).map(|letter| alike(letter).repeat(COMMON + letter as usize)).collect();
        let section = Section { text, ..Section::default() };
        let book =
            Book { pages: vec![Page { sections: vec![section], ..Page::default() }], ..Book::default() };
        let words = words(&book);
        let neighbours = neighbours(&words);
        assert_eq!(neighbours["abcdef"].len(), ALIKE);
        assert_eq!(neighbours["abcdef"][0], alike(2 * ALIKE as u32 - 1).trim());
    }
}
