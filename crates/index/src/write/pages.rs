//! Blocks: the rows and texts of a run of sections, in the order of the book.

use std::ops::Range;

use super::cut::{Piece, cut_into};
use super::novelty::Novelty;
use super::pack::Raw;
use crate::format::block;
use crate::format::root::ChunkKind;
use crate::{Book, Page};

/// Bytes of a block before it is packed, as far as they are new. An excerpt should not wait for much more than itself; smaller
/// blocks pack worse.
const BLOCK: usize = 3_600;
/// A large site has larger blocks instead of more files than this.
const MAX_BLOCKS: usize = 2_800;
/// Bytes that pack to as little as one new byte, when they were said before.
const REPEATED: usize = 16;
/// Bytes that a section takes beside its strings, and its page in each block.
const ROW: usize = 24;

/// All blocks of a book.
pub(super) fn blocks(book: &Book) -> Vec<Raw> {
    let sections: Vec<(&Page, usize)> =
        book.pages.iter().flat_map(|page| (0..page.sections.len()).map(move |at| (page, at))).collect();
    let names: Vec<String> = sections
        .iter()
        .map(|(page, at)| [&page.url, "#", page.sections[*at].id.as_deref().unwrap_or_default()].concat())
        .collect();
    let mut novelty = Novelty::of(sections.iter().flat_map(texts));
    let size = |at: usize, begins: bool| {
        if begins {
            novelty.begin();
        }
        let texts = texts(&sections[at]);
        let new: usize = texts.iter().map(|text| novelty.bytes(text)).sum();
        new + (texts.iter().map(|text| text.len()).sum::<usize>() + ROW) / REPEATED
    };
    let pieces = || names.iter().map(|name| Piece { name, may_begin: true });
    let ranges = cut_into(MAX_BLOCKS, pieces, BLOCK, size);
    let block = |range: Range<usize>| Raw {
        first: range.start as u32,
        ..Raw::new(ChunkKind::Block, block::write(&by_page(&sections[range])))
    };
    ranges.into_iter().map(block).collect()
}

/// What a block holds of a section, and of a page with its first.
fn texts<'a>(&(page, at): &(&'a Page, usize)) -> [&'a str; 5] {
    let section = &page.sections[at];
    let (url, title) = if at == 0 { (page.url.as_str(), page.title.as_str()) } else { ("", "") };
    [url, title, section.id.as_deref().unwrap_or_default(), &section.heading, &section.text]
}

/// Pages, each with the run of its sections.
fn by_page<'a>(sections: &[(&'a Page, usize)]) -> Vec<(&'a Page, Range<usize>)> {
    let runs = sections.chunk_by(|(one, _), (other, _)| std::ptr::eq(*one, *other));
    runs.filter_map(|run| Some((run.first()?.0, run.first()?.1..run.last()?.1 + 1))).collect()
}
