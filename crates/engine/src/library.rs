//! The opened index: what of it is here, and what would have to be fetched.

use crate::prelude::*;
use thumbindex_index::format::block::{Block, Section};
use thumbindex_index::format::chapters::Chapters;
use thumbindex_index::format::codec::{Codec, Unpacking};
use thumbindex_index::format::lexicon::Lexicon;
use thumbindex_index::format::postings::Record;
use thumbindex_index::format::root::{Chunk, ChunkKind};
use thumbindex_index::format::terms::Terms;
use thumbindex_index::{FormatError, Root};

use crate::Error;
use crate::parts::Parts;
use crate::results::Need;

/// The chunks of one index, as far as they are here.
#[derive(Debug)]
pub(crate) struct Library {
    pub(crate) root: Root,
    pub(crate) parts: Parts,
    /// Stored bytes of inline chunks, which are unpacked when first wanted.
    inline: Vec<u8>,
    plain: Codec,
    /// What blocks are packed with, where that is more than nothing.
    dictionary: Option<Codec>,
    pub(crate) lexicon: Option<Lexicon>,
    /// One slot for each chunk of the root.
    slots: Vec<Slot>,
    /// The chunk that is being unpacked. It comes to its end before the next is begun, whoever wanted it: a codec at work takes a hundred
    /// times what a chunk does.
    coming: Option<usize>,
}

/// A byte that is unpacked takes as long as so many postings that are read.
const UNPACKING: usize = 4;

/// A chunk that is here, or not.
#[derive(Debug)]
enum Slot {
    Missing,
    /// As it was supplied, until it is wanted.
    Stored(Vec<u8>),
    Coming(Box<Unpacking>),
    /// Kept elsewhere.
    Taken,
    Chapters(Chapters),
    Terms(Terms),
    Block(Block),
    Tail(Vec<u8>),
}

impl Library {
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        let root = Root::read(&bytes)?;
        let slots = root.chunks.iter().map(|_| Slot::Missing).collect();
        let parts = Parts::new(&root);
        Ok(Self {
            root,
            parts,
            inline: bytes,
            plain: Codec::plain(),
            dictionary: None,
            lexicon: None,
            slots,
            coming: None,
        })
    }

    /// Takes the bytes of a chunk as stored.
    pub(crate) fn supply(&mut self, id: usize, stored: &[u8]) -> Result<(), Error> {
        let chunk = self.root.chunks.get(id).ok_or(Error::UnknownChunk { chunk: id as u32 })?;
        chunk.check(stored)?;
        if matches!(self.slots[id], Slot::Missing) {
            self.slots[id] = Slot::Stored(stored.to_vec());
        }
        Ok(())
    }

    /// Whether all is here that has to be before anything is asked: without its lexicon a large book would be taken for a small one.
    pub(crate) fn opened(&self) -> Result<(), Vec<usize>> {
        let lexicon = self.root.of_kind(ChunkKind::Lexicon);
        if self.lexicon.is_some() || lexicon.is_empty() { Ok(()) } else { Err(vec![lexicon.start]) }
    }

    /// Makes chunks available that are inline or were supplied, as long as there is some `effort` left; those that have to be
    /// fetched are returned when nothing else is left to do, since what is unpacked may say that more is wanted, and one round trip
    /// brings all of it. What is wanted and cannot be had, since the root lists no such chunk, is an error: whoever asked again would
    /// ask for it again.
    pub(crate) fn settle(&mut self, wanted: &[usize], effort: &mut usize) -> Result<Vec<Need>, Error> {
        let mut needs = Vec::new();
        let mut is_stuck = *effort > 0;
        let mut has_grown = false;
        for id in self.coming.into_iter().chain(wanted.iter().copied()) {
            if *effort == 0 {
                return Ok(Vec::new());
            }
            let Some(chunk) = self.root.chunks.get(id) else { continue };
            let mut unpacking = match core::mem::replace(&mut self.slots[id], Slot::Missing) {
                Slot::Missing => {
                    is_stuck = false;
                    let Some(start) = chunk.inline_at else {
                        needs.push(need(id, chunk));
                        continue;
                    };
                    // `Root::read` saw to it that the bytes are there.
                    let stored = self.inline.get(start..start + chunk.stored as usize);
                    self.unpacking(chunk, stored.unwrap_or_default())?
                }
                Slot::Stored(stored) => self.unpacking(chunk, &stored)?,
                Slot::Coming(unpacking) => unpacking,
                here => {
                    self.slots[id] = here;
                    continue;
                }
            };
            is_stuck = false;
            self.coming = None;
            let left = unpacking.left();
            chunk.go_on(&mut unpacking, effort.div_ceil(UNPACKING))?;
            *effort = effort.saturating_sub(UNPACKING * (left - unpacking.left()));
            if unpacking.left() > 0 {
                self.slots[id] = Slot::Coming(unpacking);
                self.coming = Some(id);
                return Ok(Vec::new());
            }
            self.slots[id] = self.unpacked(id, *unpacking)?;
            has_grown = true;
        }
        if has_grown {
            return Ok(Vec::new());
        }
        if is_stuck { Err(FormatError::Damaged { part: "root" }.into()) } else { Ok(needs) }
    }

    /// Leaves what is still to be unpacked, or to be supplied.
    #[inline(never)]
    pub(crate) fn leave_missing(&self, ids: &mut Vec<usize>) {
        ids.retain(|&id| {
            matches!(self.slots.get(id), Some(Slot::Missing | Slot::Stored(_) | Slot::Coming(_)))
        });
    }

    fn unpacking(&self, chunk: &Chunk, stored: &[u8]) -> Result<Box<Unpacking>, Error> {
        let codec = match (&self.dictionary, chunk.kind) {
            (Some(dictionary), ChunkKind::Block) => dictionary,
            _ => &self.plain,
        };
        Ok(Box::new(chunk.unpacking(stored, codec, self.root.sections)?))
    }

    /// Opens what a chunk holds.
    fn unpacked(&mut self, id: usize, unpacking: Unpacking) -> Result<Slot, Error> {
        let kind = self.root.chunks.get(id).map(|chunk| chunk.kind);
        if kind == Some(ChunkKind::Dictionary) {
            self.dictionary = Some(unpacking.into_codec());
            return Ok(Slot::Taken);
        }
        let raw = unpacking.into_bytes();
        Ok(match kind {
            Some(ChunkKind::Lexicon) => {
                self.lexicon = Some(Lexicon::open(&raw)?);
                Slot::Taken
            }
            Some(ChunkKind::Chapters) => Slot::Chapters(Chapters::open(&raw)?),
            Some(ChunkKind::Terms) => Slot::Terms(Terms::open(raw, self.root.rows(id))?),
            Some(ChunkKind::Block) => Slot::Block(Block::open(raw, self.root.rows(id))?),
            _ => Slot::Tail(raw),
        })
    }

    pub(crate) fn terms(&self, id: usize) -> Option<&Terms> {
        if let Slot::Terms(terms) = self.slots.get(id)? { Some(terms) } else { None }
    }

    /// The rest of a very common term's postings; `number` counts the tails.
    pub(crate) fn tail(&self, number: u32) -> Option<Record<'_>> {
        if let Slot::Tail(bytes) = self.slots.get(self.tail_chunk(number)?)? {
            Record::read(bytes)
        } else {
            None
        }
    }

    pub(crate) fn tail_chunk(&self, number: u32) -> Option<usize> {
        self.root.of_kind(ChunkKind::Tail).nth(number as usize)
    }

    /// A section whose block is here.
    pub(crate) fn section(&self, section: u32) -> Option<Section<'_>> {
        let id = self.block_of(section)?;
        let first = self.root.chunks.get(id)?.first;
        if let Slot::Block(block) = self.slots.get(id)? {
            block.section((section - first) as usize)
        } else {
            None
        }
    }

    /// The chunks without which these sections cannot be shown.
    pub(crate) fn missing_for(&self, sections: &[u32]) -> Vec<usize> {
        let mut missing: Vec<usize> = Vec::new();
        for &section in sections {
            let Some(id) = self.block_of(section) else { continue };
            if !matches!(self.slots.get(id), Some(Slot::Block(_))) && !missing.contains(&id) {
                missing.push(id);
            }
        }
        if self.dictionary.is_none() && !missing.is_empty() {
            // Blocks that come before it could not be unpacked.
            missing.splice(0..0, self.root.of_kind(ChunkKind::Dictionary));
        }
        missing
    }

    pub(crate) fn chapters(&self) -> Result<&Chapters, usize> {
        let id = self.root.of_kind(ChunkKind::Chapters).start;
        match self.slots.get(id) {
            Some(Slot::Chapters(chapters)) => Ok(chapters),
            _ => Err(id),
        }
    }

    fn block_of(&self, section: u32) -> Option<usize> {
        let blocks = self.root.of_kind(ChunkKind::Block);
        let before = self.root.chunks.get(blocks.clone())?.partition_point(|block| block.first <= section);
        Some(blocks.start + before.checked_sub(1)?)
    }
}

fn need(id: usize, chunk: &Chunk) -> Need {
    Need { id: id as u32, name: chunk.file_name(), shows: chunk.kind == ChunkKind::Block }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use thumbindex_index::{Book, Files, Layout, Page, Section, write};

    /// A book whose terms are in many files.
    pub(crate) fn many_files(layout: Layout) -> Files {
        let section = |number: usize| Section {
            text: (0..200).map(|word| format!("w{} ", number * 1000 + word * word)).collect(),
            ..Section::default()
        };
        let page = Page { sections: (0..400).map(section).collect(), ..Page::default() };
        write(&[Book { pages: vec![page], ..Book::default() }], layout).expect("a book")
    }

    #[test]
    fn nothing_is_fetched_before_all_that_is_here_is_unpacked() {
        let files = many_files(Layout::Split);
        for effort in [500, usize::MAX] {
            let mut library = Library::open(files.root.clone()).expect("a sound root");
            let [missing, here] = [0, 1].map(|at| library.root.of_kind(ChunkKind::Terms).start + at);
            let stored = files.other(&library.root.chunks[here].file_name()).expect("a file");
            library.supply(here, stored).expect("a sound chunk");
            let mut steps = 0;
            loop {
                let is_here = library.terms(here).is_some();
                let needs = library.settle(&[missing, here], &mut effort.clone()).expect("sound chunks");
                if let [need] = &needs[..] {
                    assert!(is_here && need.id == missing as u32);
                    break;
                }
                steps += 1;
            }
            assert!(steps == 1 || effort == 500, "{steps}");
        }
    }

    #[test]
    fn one_chunk_is_unpacked_at_a_time_whoever_wants_another() {
        for layout in [Layout::Split, Layout::Packed] {
            let files = many_files(layout);
            let mut library = Library::open(files.root.clone()).expect("a sound root");
            let all = library.root.of_kind(ChunkKind::Terms);
            assert!(all.len() > 3);
            for id in all.clone() {
                if let Some(stored) = files.other(&library.root.chunks[id].file_name()) {
                    library.supply(id, stored).expect("a sound chunk");
                }
            }
            let mut missing: Vec<usize> = all.collect();
            while !missing.is_empty() {
                for &id in &missing {
                    library.settle(&[id], &mut 1_000).expect("a sound chunk");
                    let coming = library.slots.iter().filter(|slot| matches!(slot, Slot::Coming(_)));
                    assert!(coming.count() <= 1);
                }
                library.leave_missing(&mut missing);
            }
        }
    }
}
