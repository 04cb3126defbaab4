//! Looking about in the vocabulary: what begins with what was typed.

use crate::prelude::*;
use thumbindex_index::format::automaton::{Automaton, Node};
use thumbindex_index::letters;

/// A term under some beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Under {
    pub(crate) ordinal: u32,
    /// Its length in characters.
    pub(crate) letters: usize,
}

/// A damaged fst may hold more ways than terms; no vocabulary has more to offer under one beginning.
const MAX_NODES: usize = 200_000;
/// No term is longer than this many bytes.
const MAX_DEPTH: usize = 255;

/// Calls `each` with every term that begins with `typed` and goes on for at most `further` bytes, and with what it goes
/// on with.
pub(crate) fn under(
    automaton: &Automaton<'_>,
    typed: &str,
    further: usize,
    mut each: impl FnMut(Under, &[u8]),
) {
    let Some((node, output)) = automaton.descend(typed.as_bytes()) else { return };
    let mut walk = Walk { automaton, deepest: further.min(MAX_DEPTH), tail: Vec::new(), visited: 0 };
    // The walk is compiled once, not once for each caller.
    walk.visit(node, output, letters(typed), &mut each);
}

struct Walk<'a> {
    automaton: &'a Automaton<'a>,
    deepest: usize,
    tail: Vec<u8>,
    visited: usize,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, node: Node<'a>, output: u32, letters: usize, each: &mut dyn FnMut(Under, &[u8])) {
        self.visited += 1;
        if node.is_final {
            each(Under { ordinal: output.wrapping_add(node.final_output), letters }, &self.tail);
        }
        if self.visited > MAX_NODES || self.tail.len() >= self.deepest {
            return;
        }
        for transition in node.transitions() {
            let Some(next) = self.automaton.follow(&transition) else { continue };
            // A byte that goes on with a character begins none.
            let begins = transition.input & 0xc0 != 0x80;
            self.tail.push(transition.input);
            self.visit(next, output.wrapping_add(transition.output), letters + usize::from(begins), each);
            self.tail.pop();
        }
    }
}
