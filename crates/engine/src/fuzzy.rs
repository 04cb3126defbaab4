//! Which terms of the vocabulary lie within a few slips of a word.
//!
//! The fst is walked depth first, carrying one row of the edit distance matrix for each character on the way, so that terms
//! with a common beginning share the work, and a branch is left as soon as no term in it can come close enough:
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
//! Compared with an automaton built for each query this costs a third of the time and none of its megabytes.

use crate::prelude::*;
use core::cell::Cell;

use thumbindex_index::format::automaton::{Automaton, Node};

/// Nodes that may still be visited, shared by all words of a query: a typical word at distance two visits about 3,000.
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
pub(crate) struct Near {
    pub(crate) ordinal: u32,
    pub(crate) term: String,
    /// Slips between the word and the term, or the beginning of it.
    pub(crate) distance: u8,
    /// The word lies close to a beginning of the term only.
    pub(crate) is_prefix: bool,
}

/// Terms within `max` slips of `word`; with `prefixes`, also terms that begin with something within `max` slips.
pub(crate) fn near(
    automaton: &Automaton<'_>,
    word: &str,
    max: u8,
    prefixes: bool,
    patience: &Patience,
) -> Vec<Near> {
    let letters: Vec<char> = word.chars().collect();
    let Some(root) = automaton.root() else { return Vec::new() };
    let first_row = (0..=letters.len()).map(|distance| distance.min(255) as u8).collect();
    let mut walk = Walk {
        automaton,
        letters,
        max,
        prefixes,
        rows: first_row,
        path: Vec::new(),
        key: Vec::new(),
        patience,
        found: Vec::new(),
    };
    walk.visit(root, 0, Pending::default(), None);
    walk.found
}

struct Walk<'a> {
    automaton: &'a Automaton<'a>,
    letters: Vec<char>,
    max: u8,
    prefixes: bool,
    /// One row of `letters.len() + 1` distances for each character of `path`, and one before the first.
    rows: Vec<u8>,
    path: Vec<char>,
    key: Vec<u8>,
    patience: &'a Patience,
    found: Vec<Near>,
}

/// Bytes of a character that is not complete yet.
#[derive(Debug, Clone, Copy, Default)]
struct Pending {
    bytes: [u8; 4],
    length: usize,
}

impl Pending {
    /// The character that `byte` completes, or the longer pending one.
    fn push(mut self, byte: u8) -> Option<Result<char, Self>> {
        *self.bytes.get_mut(self.length)? = byte;
        self.length += 1;
        match core::str::from_utf8(&self.bytes[..self.length]) {
            Ok(text) => text.chars().next().map(Ok),
            Err(error) if error.error_len().is_none() => Some(Err(self)),
            Err(_) => None,
        }
    }
}

impl<'a> Walk<'a> {
    /// `matched` is the best distance of any beginning of the path. Depth is bounded by the longest term that can match,
    /// plus, under a matched beginning, by the vocabulary's own longest term.
    fn visit(&mut self, node: Node<'a>, output: u32, pending: Pending, matched: Option<u8>) {
        if !self.patience.spend() || self.key.len() > 255 {
            return;
        }
        let width = self.letters.len() + 1;
        let mut matched = matched;
        if pending.length == 0 {
            let distance = self.rows[self.rows.len() - 1];
            if self.prefixes && distance <= self.max && matched.is_none_or(|best| distance < best) {
                matched = Some(distance);
            }
            if node.is_final {
                self.arrive(output.wrapping_add(node.final_output), distance, matched);
            }
        }
        for transition in node.transitions() {
            let Some(step) = pending.push(transition.input) else { continue };
            let Some(next) = self.automaton.follow(&transition) else { continue };
            let output = output.wrapping_add(transition.output);
            self.key.push(transition.input);
            match step {
                Err(pending) => self.visit(next, output, pending, matched),
                Ok(letter) => {
                    let least = self.push_row(letter);
                    if least <= self.max || matched.is_some() {
                        self.visit(next, output, Pending::default(), matched);
                    }
                    self.path.pop();
                    self.rows.truncate(self.rows.len() - width);
                }
            }
            self.key.pop();
        }
    }

    fn arrive(&mut self, ordinal: u32, distance: u8, matched: Option<u8>) {
        let whole = distance <= self.max;
        let Some(distance) = (if whole { Some(distance) } else { matched }) else { return };
        let Ok(term) = String::from_utf8(self.key.clone()) else { return };
        self.found.push(Near { ordinal, term, distance, is_prefix: !whole });
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
