//! Which terms of the vocabulary lie within a few slips of a word.
//!
//! Terms are looked at in order, with one row of the edit distance matrix for each character, so that terms with a common
//! beginning share the work, and all terms with a beginning that cannot come close are passed over:
//!
//! ```text
//!            o  w  n  r  e  s  h  i  p
//!         0  1  2  3  4  5  6  7  8  9
//!      o  1  0  1  2  3  4  …
//!      w  2  1  0  1  2  3  …
//!      n  3  2  1  0  1  2  …
//!      e  4  3  2  1  1  1  …          swapped neighbours count as one slip
//!      r  5  4  3  2  1  1  …
//! ```
//!
//! No automaton is built for a query: that takes longer than the pass, and megabytes.

use crate::prelude::*;
use core::cell::Cell;

use thumbindex_index::format::vocabulary::Vocabulary;

/// Rows that may still be filled, shared by all words of a query: a typical word at distance two takes about 3,000.
#[derive(Debug)]
pub(crate) struct Patience(Cell<usize>);

impl Default for Patience {
    fn default() -> Self {
        Self(Cell::new(100_000))
    }
}

impl Patience {
    /// Whether there is some left; takes a little.
    fn spend(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }
}

/// A term that lies close to the word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Near<'a> {
    pub(crate) ordinal: u32,
    pub(crate) term: &'a str,
    /// Slips between the word and the term, or the beginning of it.
    pub(crate) distance: u8,
    /// The word lies close to a beginning of the term only.
    pub(crate) is_prefix: bool,
}

/// Terms within `max` slips of `word`; with `prefixes`, also terms that begin with something within `max` slips.
pub(crate) fn near<'a>(
    vocabulary: &'a Vocabulary,
    word: &str,
    max: u8,
    prefixes: bool,
    patience: &Patience,
) -> Vec<Near<'a>> {
    let letters: Vec<char> = word.chars().collect();
    let rows = (0..=letters.len()).map(|distance| distance.min(255) as u8).collect();
    let mut matrix = Matrix { letters, max, rows, path: Vec::new() };
    let mut found = Vec::new();
    for ordinal in 0..vocabulary.count() {
        let Some(term) = vocabulary.term(ordinal) else { break };
        let Some(distance) = matrix.follow(term, patience) else { break };
        let beginning = || matrix.best_beginning().filter(|_| prefixes);
        if distance <= max {
            found.push(Near { ordinal, term, distance, is_prefix: false });
        } else if let Some(distance) = beginning() {
            found.push(Near { ordinal, term, distance, is_prefix: true });
        }
    }
    found
}

/// The distances between the word and the beginnings of a term.
struct Matrix {
    letters: Vec<char>,
    max: u8,
    /// One row of `letters.len() + 1` distances for each character of `path`, and one before the first.
    rows: Vec<u8>,
    /// The term as far as it was followed.
    path: Vec<char>,
}

impl Matrix {
    /// The distance of a term, `FAR` where all of a row is too far; `None` when the patience has come to its end.
    fn follow(&mut self, term: &str, patience: &Patience) -> Option<u8> {
        let width = self.letters.len() + 1;
        let shared =
            self.path.iter().zip(term.chars()).take_while(|(known, letter)| **known == *letter).count();
        self.path.truncate(shared);
        self.rows.truncate((shared + 1) * width);
        let mut least = self.last_row().iter().copied().min()?;
        for letter in term.chars().skip(shared) {
            if least > self.max {
                return Some(FAR);
            }
            if !patience.spend() {
                return None;
            }
            least = self.push_row(letter);
        }
        self.last_row().last().copied()
    }

    fn last_row(&self) -> &[u8] {
        self.rows.get(self.path.len() * (self.letters.len() + 1)..).unwrap_or_default()
    }

    /// The least distance of any beginning of the path, if it is close enough.
    fn best_beginning(&self) -> Option<u8> {
        let ends = self.rows.chunks_exact(self.letters.len() + 1).filter_map(|row| row.last());
        ends.copied().min().filter(|&least| least <= self.max)
    }

    /// Adds the row for `letter` and returns its smallest distance. Only columns near the diagonal can stay within `max`;
    /// the others are left as far away.
    fn push_row(&mut self, letter: char) -> u8 {
        let width = self.letters.len() + 1;
        let above = self.rows.len() - width;
        let row = self.rows.len();
        let depth = self.path.len() + 1;
        let max = usize::from(self.max);
        let before_last = self.path.last().copied();
        self.rows.resize(row + width, FAR);
        let mut least = FAR;
        let mut left = FAR;
        if depth <= max {
            (left, least) = (depth as u8, depth as u8);
            self.rows[row] = left;
        }
        for column in depth.saturating_sub(max).max(1)..width.min(depth + max + 1) {
            let wanted = self.letters[column - 1];
            let substituted = self.rows[above + column - 1].saturating_add(u8::from(wanted != letter));
            let deleted = self.rows[above + column].saturating_add(1);
            let mut distance = substituted.min(deleted).min(left.saturating_add(1));
            let swapped = column >= 2 && before_last == Some(wanted) && self.letters[column - 2] == letter;
            if swapped && above >= width {
                distance = distance.min(self.rows[above - width + column - 2].saturating_add(1));
            }
            self.rows[row + column] = distance;
            left = distance;
            least = least.min(distance);
        }
        self.path.push(letter);
        least
    }
}

/// More slips than anybody is forgiven.
const FAR: u8 = u8::MAX;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// The whole matrix, with swapped neighbours as one slip.
    fn distance(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let substituted = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut least = substituted.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(rows[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        rows[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn finds_exactly_what_lies_close(
            terms in prop::collection::btree_set("[abcé]{1,8}", 0..60),
            word in "[abcé]{3,8}",
            max in 1u8..3,
            prefixes: bool,
        ) {
            let vocabulary = vocabulary(&terms);
            let found = near(&vocabulary, &word, max, prefixes, &Patience::default());
            let mut expected = Vec::new();
            for (ordinal, term) in (0u32..).zip(&terms) {
                let whole = distance(term, &word);
                let ends = term.char_indices().map(|(at, _)| at).chain([term.len()]);
                let beginning = ends.map(|end| distance(&term[..end], &word)).min().unwrap_or(whole);
                let (distance, is_prefix) = if whole <= usize::from(max) { (whole, false) } else { (beginning, true) };
                if distance <= usize::from(max) && (prefixes || !is_prefix) {
                    expected.push(Near { ordinal, term, distance: distance as u8, is_prefix });
                }
            }
            prop_assert_eq!(found, expected);
        }
    }

    fn vocabulary(terms: &BTreeSet<String>) -> Vocabulary {
        Vocabulary::of(terms.iter().map(String::as_str)).expect("terms in order")
    }

    #[test]
    fn ends_when_its_patience_does() {
        let terms = ["borrow", "borrowed", "borrower"].map(String::from).into();
        let patience = Patience(Cell::new(7));
        assert_eq!(near(&vocabulary(&terms), "borrow", 1, false, &patience).len(), 1);
    }
}
