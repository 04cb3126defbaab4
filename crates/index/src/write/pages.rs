//! Blocks: the rows and texts of a run of sections, in the order of the book.

use std::ops::Range;

use super::cut::{Piece, cut};
use super::pack::Raw;
use crate::format::block;
use crate::format::root::ChunkKind;
use crate::{Book, Page};

/// Bytes of a block before it is packed. An excerpt should not wait for much more than itself; smaller blocks pack worse.
const BLOCK: usize = 4 << 10;
/// A large site has larger blocks instead of more files than this.
const MAX_BLOCKS: usize = 2_800;
/// Bytes that a section takes beside its strings, and its page in each block.
const ROW: usize = 24;

/// All blocks of a book.
pub(super) fn blocks(book: &Book) -> Vec<Raw> {
    let sections: Vec<(&Page, usize)> =
        book.pages.iter().flat_map(|page| (0..page.sections.len()).map(move |at| (page, at))).collect();
    let size = |&(page, at): &(&Page, usize)| {
        let section = &page.sections[at];
        let id = section.id.as_ref().map_or(0, String::len);
        let of_page = if at == 0 { page.url.len() + page.title.len() } else { 0 };
        section.text.len() + section.heading.len() + id + of_page + ROW
    };
    let names: Vec<String> = sections
        .iter()
        .map(|(page, at)| [&page.url, "#", page.sections[*at].id.as_deref().unwrap_or_default()].concat())
        .collect();
    let total: usize = sections.iter().map(size).sum();
    let pieces =
        names.iter().zip(&sections).map(|(name, row)| Piece { name, size: size(row), may_begin: true });
    let ranges = cut(pieces, BLOCK.max(total / MAX_BLOCKS));
    let block = |range: Range<usize>| Raw {
        first: range.start as u32,
        ..Raw::new(ChunkKind::Block, block::write(&by_page(&sections[range])))
    };
    ranges.into_iter().map(block).collect()
}

/// Pages, each with the run of its sections.
fn by_page<'a>(sections: &[(&'a Page, usize)]) -> Vec<(&'a Page, Range<usize>)> {
    let runs = sections.chunk_by(|(one, _), (other, _)| std::ptr::eq(*one, *other));
    runs.filter_map(|run| Some((run.first()?.0, run.first()?.1..run.last()?.1 + 1))).collect()
}
