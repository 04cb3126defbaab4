//! Where chunks begin: by content, so that an edit moves the borders next to it and no others.
//!
//! A row may begin a chunk when a hash of its name says so, which every build of every book that holds it agrees on. Rows are
//! counted up to the least size first and, should no name say so for long, cut at the largest.

use std::ops::Range;

use xxhash_rust::xxh64::xxh64;

/// A row that goes into some chunk.
pub(super) struct Piece<'a> {
    /// What it is known by from build to build.
    pub(super) name: &'a str,
    /// Whether a chunk may begin with it.
    pub(super) may_begin: bool,
}

/// The chunks, each as a range of the pieces: `most` at most, of about `target` bytes where that is many enough.
///
/// `size` is told the number of a piece and whether a chunk begins with it, and says how many bytes it adds.
pub(super) fn cut_into<'a, Pieces: Iterator<Item = Piece<'a>>>(
    most: usize,
    pieces: impl Fn() -> Pieces,
    target: usize,
    mut size: impl FnMut(usize, bool) -> usize,
) -> Vec<Range<usize>> {
    // In steps, or an edit that adds a word would move each border a little.
    let mut step = 0;
    loop {
        let ranges = cut(pieces(), (target as f32 * (step as f32 / STEPS).exp2()) as usize, &mut size);
        if ranges.len() <= most {
            return ranges;
        }
        step += ((ranges.len() as f32 / most as f32).log2() * STEPS).ceil() as i32;
    }
}

/// So many steps double the size.
const STEPS: f32 = 4.0;

/// Chunks of about `target` bytes: from half of it to twice that.
fn cut<'a>(
    pieces: impl Iterator<Item = Piece<'a>>,
    target: usize,
    mut size: impl FnMut(usize, bool) -> usize,
) -> Vec<Range<usize>> {
    let least = target / 2;
    let mut ranges = Vec::new();
    let (mut start, mut held, mut count) = (0, 0, 0);
    for (at, piece) in pieces.enumerate() {
        let mut bytes = size(at, at == 0);
        let says_so = || chance(piece.name) * (least as u64) < (bytes as u64) << CHANCE_BITS;
        let begins = piece.may_begin && (held + bytes > 2 * target || (held >= least && says_so()));
        if begins && held > 0 {
            ranges.push(start..at);
            (start, held) = (at, 0);
            bytes = size(at, true);
        }
        held += bytes;
        count = at + 1;
    }
    if count > start {
        ranges.push(start..count);
    }
    ranges
}

const CHANCE_BITS: u32 = 24;

/// A number below 2^[`CHANCE_BITS`] that depends on nothing but the name.
fn chance(name: &str) -> u64 {
    xxh64(name.as_bytes(), 0) >> (64 - CHANCE_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(names: &[String]) -> Vec<Range<usize>> {
        cut(names.iter().map(|name| Piece { name, may_begin: true }), 2_000, |_, _| 100)
    }

    #[test]
    fn everything_is_in_one_chunk_of_about_the_size_asked_for() {
        let names: Vec<String> = (0..1_000).map(|number| format!("row {number}")).collect();
        let ranges = sizes(&names);
        assert_eq!(ranges.iter().map(|range| range.len()).sum::<usize>(), names.len());
        assert!(ranges.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(ranges.iter().all(|range| range.len() <= 40), "{ranges:?}");
        assert!((30..=80).contains(&ranges.len()), "{}", ranges.len());
    }

    #[test]
    fn a_row_more_moves_only_the_borders_beside_it() {
        let names: Vec<String> = (0..1_000).map(|number| format!("row {number}")).collect();
        let content = |names: &[String]| -> Vec<Vec<String>> {
            sizes(names).into_iter().map(|range| names[range].to_vec()).collect()
        };
        let mut more = names.clone();
        more.insert(500, "a new row".into());
        let before = content(&names);
        let changed = content(&more).iter().filter(|chunk| !before.contains(chunk)).count();
        assert!(changed <= 3, "{changed}");
    }

    #[test]
    fn a_chunk_begins_only_where_it_may() {
        let pieces = (0..100).map(|at| Piece { name: "x", may_begin: at % 50 == 0 });
        assert_eq!(cut(pieces, 200, |_, _| 100), [0..50, 50..100]);
        assert_eq!(cut(std::iter::empty(), 200, |_, _| 100), [0..0; 0]);
    }

    #[test]
    fn there_are_no_more_chunks_than_allowed() {
        let names: Vec<String> = (0..1_000).map(|number| format!("row {number}")).collect();
        let pieces = || names.iter().map(|name| Piece { name, may_begin: true });
        for most in [1, 3, 20, 60] {
            let ranges = cut_into(most, pieces, 2_000, |_, _| 100);
            assert!(ranges.len() <= most && ranges.len() * 4 > most, "{} of {most}", ranges.len());
        }
    }

    #[test]
    fn what_a_piece_adds_is_asked_anew_where_a_chunk_begins_with_it() {
        let pieces = (0..100).map(|_| Piece { name: "x", may_begin: true });
        // Alone it is all new; after others it is half known. The largest chunk takes 2,000.
        let ranges = cut(pieces, 1_000, |_, begins| if begins { 100 } else { 50 });
        assert_eq!(ranges, [0..39, 39..78, 78..100]);
    }
}
