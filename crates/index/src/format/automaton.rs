//! A checked walk over the bytes of an fst.
//!
//! The `fst` crate writes the vocabulary and trusts what it reads: damaged bytes make it panic. A browser gets its bytes
//! from a network, so this side reads them with a decoder of its own, in which every access is checked and a walk always
//! ends. It also spares a reader the rest of that crate, which took 8.7 KB gzip of a prototype.
//!
//! # The encoding, as far as a reader needs it (`fst` format 3)
//!
//! A node is addressed by its *last* byte, its state byte; the rest of it lies before. Two high bits choose the shape:
//!
//! ```text
//! 11cccccc   one transition, no output, to the node that lies directly before
//!            [input, if c = 0] state
//! 10cccccc   one transition
//!            [output] [delta] sizes [input, if c = 0] state
//! 0fnnnnnn   n transitions, final if f = 1
//!            [final output] [outputs, last first] [deltas, last first] [inputs, last first]
//!            [256-byte lookup, if n > 32] sizes [n, if the bits are 0; 1 means 256] state
//! ```
//!
//! `c` numbers one of 63 common input bytes; `sizes` holds the width of a delta (high four bits) and of an output (low
//! four). A delta counts back from the node's first byte; delta 0 means the empty final node. A target therefore always
//! lies below its node, which is what makes every walk end, however the bytes were damaged.

/// The 63 inputs that fit into a state byte, in the order of their codes.
const COMMON_INPUTS: &[u8; 63] = b"te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG";

/// Version and type, eight bytes each, before the nodes.
const HEADER: usize = 16;
/// Number of keys, address of the root, checksum, after the nodes.
const FOOTER: usize = 8 + 8 + 4;
/// Above this many transitions a node carries a lookup table.
const LOOKUP_THRESHOLD: usize = 32;

/// An fst, read without trust.
#[derive(Debug, Clone, Copy)]
pub struct Automaton<'a> {
    /// Header and nodes: an address is an offset into this.
    nodes: &'a [u8],
    root: usize,
}

/// One state.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    nodes: &'a [u8],
    /// Address of the node's first byte, from which deltas count.
    start: usize,
    /// How many transitions there are.
    length: usize,
    /// The input of a node with a single transition.
    input: Option<u8>,
    /// The only transition leads to the node that lies directly before.
    is_next: bool,
    /// Addresses of the first byte *after* each group of arrays, which are read backwards.
    inputs: usize,
    deltas: usize,
    outputs: usize,
    delta_width: usize,
    output_width: usize,
    /// Whether a key ends here.
    pub is_final: bool,
    /// Added to the outputs on the way here when a key ends here.
    pub final_output: u32,
}

/// A step from one state to the next.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// The byte that it takes.
    pub input: u8,
    /// Added to the value of the key.
    pub output: u32,
    target: usize,
}

impl<'a> Automaton<'a> {
    /// Checks header, footer and root. Nodes are checked as they are reached.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let nodes_end = bytes.len().checked_sub(FOOTER)?;
        let version = u64::from_le_bytes(*bytes.first_chunk::<8>()?);
        let footer = bytes.get(nodes_end..)?;
        let root = u64::from_le_bytes(*footer.get(8..)?.first_chunk::<8>()?);
        let automaton = Self { nodes: bytes.get(..nodes_end)?, root: usize::try_from(root).ok()? };
        (version == 3 && nodes_end >= HEADER && automaton.node(automaton.root).is_some()).then_some(automaton)
    }

    /// Where every walk begins; `None` only in a damaged fst.
    pub fn root(&self) -> Option<Node<'a>> {
        self.node(self.root)
    }

    /// The state that a transition leads to; `None` in a damaged fst.
    pub fn follow(&self, transition: &Transition) -> Option<Node<'a>> {
        self.node(transition.target)
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Option<u32> {
        let (node, output) = self.descend(key)?;
        node.is_final.then(|| output.wrapping_add(node.final_output))
    }

    /// The state after the bytes of `prefix`, and the sum of outputs on the way.
    pub fn descend(&self, prefix: &[u8]) -> Option<(Node<'a>, u32)> {
        let mut node = self.root()?;
        let mut output = 0u32;
        for &byte in prefix {
            let transition = node.find(byte)?;
            output = output.wrapping_add(transition.output);
            node = self.follow(&transition)?;
        }
        Some((node, output))
    }

    fn node(&self, address: usize) -> Option<Node<'a>> {
        let nodes = self.nodes;
        let mut node = Node {
            nodes,
            start: 0,
            length: 0,
            input: None,
            is_next: false,
            inputs: 0,
            deltas: 0,
            outputs: 0,
            delta_width: 0,
            output_width: 0,
            is_final: true,
            final_output: 0,
        };
        if address == 0 {
            return Some(node);
        }
        let mut back = Backwards { nodes, at: address.checked_add(1)? };
        let state = back.byte()?;
        let common = usize::from(state & 0x3f);
        node.is_final = state >> 6 == 0b01;
        if state >= 0b10 << 6 {
            node.length = 1;
            node.input = Some(back.input(common)?);
            node.is_next = state >> 6 == 0b11;
        } else {
            node.length = match common {
                0 => match back.byte()? {
                    1 => 256,
                    length => usize::from(length),
                },
                length => length,
            };
        }
        if !node.is_next {
            let sizes = usize::from(back.byte()?);
            (node.delta_width, node.output_width) = (sizes >> 4, sizes & 0x0f);
            node.inputs = back.skip(if node.length > LOOKUP_THRESHOLD { 256 } else { 0 })?;
            node.deltas = back.skip(if node.input.is_none() { node.length } else { 0 })?;
            node.outputs = back.skip(node.length * node.delta_width)?;
            back.skip(node.length * node.output_width)?;
            if node.is_final {
                let at = back.skip(node.output_width)?;
                node.final_output = number(nodes, at, node.output_width)?;
            }
        }
        node.start = back.at;
        Some(node)
    }
}

impl<'a> Node<'a> {
    /// In the order of their input bytes. A damaged node ends the walk early.
    pub fn transitions(self) -> impl Iterator<Item = Transition> + 'a {
        (0..self.length).map_while(move |index| self.transition(index))
    }

    /// The transition that takes `byte`.
    pub fn find(&self, byte: u8) -> Option<Transition> {
        let index = match self.input {
            Some(input) => usize::from(input != byte),
            None => {
                let list = self.nodes.get(self.inputs.checked_sub(self.length)?..self.inputs)?;
                list.iter().rev().position(|&input| input == byte)?
            }
        };
        if index < self.length { self.transition(index) } else { None }
    }

    fn transition(&self, index: usize) -> Option<Transition> {
        if self.is_next {
            // The node before ends right where this one starts; address 0 would be the empty node.
            let target = self.start.checked_sub(1).filter(|&target| target >= HEADER)?;
            return Some(Transition { input: self.input?, output: 0, target });
        }
        let input = match self.input {
            Some(input) => input,
            None => *self.nodes.get(self.inputs.checked_sub(index + 1)?)?,
        };
        let delta = self.deltas.checked_sub((index + 1) * self.delta_width)?;
        let output = self.outputs.checked_sub((index + 1) * self.output_width)?;
        let output = number(self.nodes, output, self.output_width)?;
        Some(Transition { input, output, target: self.target(delta)? })
    }

    fn target(&self, delta_at: usize) -> Option<usize> {
        match number(self.nodes, delta_at, self.delta_width)? {
            0 => Some(0),
            // Below this node, always: that is why no walk can go round in circles.
            delta => self.start.checked_sub(delta as usize).filter(|&target| target >= HEADER),
        }
    }
}

/// Reads a node from its state byte towards its first byte.
struct Backwards<'a> {
    nodes: &'a [u8],
    at: usize,
}

impl Backwards<'_> {
    fn skip(&mut self, length: usize) -> Option<usize> {
        self.at = self.at.checked_sub(length).filter(|&at| at >= HEADER)?;
        Some(self.at)
    }

    fn byte(&mut self) -> Option<u8> {
        let at = self.skip(1)?;
        self.nodes.get(at).copied()
    }

    fn input(&mut self, common: usize) -> Option<u8> {
        match common.checked_sub(1) {
            Some(code) => COMMON_INPUTS.get(code).copied(),
            None => self.byte(),
        }
    }
}

/// A little-endian number of up to four bytes: no index of ours holds more keys or larger gaps.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<u32> {
    if width > 4 {
        return None;
    }
    let bytes = bytes.get(at..at + width)?;
    Some(bytes.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte)))
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn build(keys: &BTreeSet<Vec<u8>>) -> Vec<u8> {
        let pairs = keys.iter().zip(0..);
        fst::Map::from_iter(pairs).expect("sorted keys").into_fst().into_inner()
    }

    fn all_keys(automaton: &Automaton<'_>, limit: usize) -> Vec<(Vec<u8>, u32)> {
        let mut found = Vec::new();
        let Some(root) = automaton.root() else { return found };
        let mut stack = vec![(root, Vec::new(), 0u32)];
        let mut steps = 0;
        while let Some((node, key, output)) = stack.pop() {
            steps += 1;
            if steps > limit {
                break;
            }
            if node.is_final {
                found.push((key.clone(), output.wrapping_add(node.final_output)));
            }
            for transition in node.transitions() {
                let Some(next) = automaton.follow(&transition) else { continue };
                let mut longer = key.clone();
                longer.push(transition.input);
                stack.push((next, longer, output.wrapping_add(transition.output)));
            }
        }
        found.sort();
        found
    }

    fn keys() -> impl Strategy<Value = BTreeSet<Vec<u8>>> {
        let ascii = prop::collection::vec(97u8..110, 0..8);
        let any = prop::collection::vec(any::<u8>(), 0..5);
        prop::collection::btree_set(prop_oneof![ascii, any], 0..300)
    }

    proptest! {
        #[test]
        fn walks_exactly_the_keys_that_were_written(keys in keys()) {
            let bytes = build(&keys);
            let automaton = Automaton::open(&bytes).expect("a good fst opens");
            let expected: Vec<_> = keys.iter().cloned().zip(0..).collect();
            prop_assert_eq!(all_keys(&automaton, usize::MAX), expected);
            for (key, value) in keys.iter().zip(0..) {
                prop_assert_eq!(automaton.get(key), Some(value));
            }
        }

        #[test]
        fn damaged_bytes_never_panic(keys in keys(), at in any::<prop::sample::Index>(), bit in 0u8..8) {
            let mut bytes = build(&keys);
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            if let Some(automaton) = Automaton::open(&bytes) {
                all_keys(&automaton, 10_000);
                automaton.get(b"abc");
            }
        }
    }

    #[test]
    fn every_input_byte_is_decoded() {
        let keys = (0..=255u8).map(|byte| vec![byte, b'q', byte]).collect();
        let bytes = build(&keys);
        let automaton = Automaton::open(&bytes).expect("a good fst opens");
        for (key, value) in keys.iter().zip(0..) {
            assert_eq!(automaton.get(key), Some(value));
        }
    }
}
