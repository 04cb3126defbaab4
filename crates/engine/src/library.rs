//! The opened index: what of it is here, and what would have to be fetched.

use thumbindex_index::Root;
use thumbindex_index::format::documents::Documents;
use thumbindex_index::format::root::{Chunk, ChunkKind};
use thumbindex_index::format::terms::Terms;
use thumbindex_index::format::text::Text;

use crate::prelude::*;
use crate::results::Need;
use crate::{Error, structure::Structure};

/// The chunks of one index, as far as they are here.
#[derive(Debug)]
pub(crate) struct Library {
    pub(crate) root: Root,
    /// Stored bytes of inline text chunks, which are inflated when first wanted.
    packed: Vec<u8>,
    pub(crate) documents: Option<Documents>,
    pub(crate) structure: Structure,
    pub(crate) terms: Option<Terms>,
    /// One slot for each chunk of the root.
    texts: Vec<Option<Text>>,
}

impl Library {
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        let root = Root::read(&bytes)?;
        let texts = root.chunks.iter().map(|_| None).collect();
        let mut library = Self {
            root,
            packed: bytes,
            documents: None,
            structure: Structure::default(),
            terms: None,
            texts,
        };
        for id in 0..library.root.chunks.len() {
            if library.root.chunks[id].kind != ChunkKind::Text {
                library.unpack_inline(id)?;
            }
        }
        Ok(library)
    }

    /// Takes the bytes of a chunk as stored.
    pub(crate) fn supply(&mut self, id: usize, stored: &[u8]) -> Result<(), Error> {
        let chunk = self.root.chunks.get(id).ok_or(Error::UnknownChunk { chunk: id as u32 })?;
        let raw = chunk.unpack(stored)?;
        match chunk.kind {
            ChunkKind::Documents => {
                let documents = Documents::open(raw, &self.root)?;
                self.structure = Structure::of(&documents);
                self.documents = Some(documents);
            }
            ChunkKind::Terms => self.terms = Some(Terms::open(raw, &self.root)?),
            ChunkKind::Text => self.texts[id] = Some(Text::open(raw)?),
        }
        Ok(())
    }

    /// What a search cannot do without.
    pub(crate) fn missing_essentials(&self) -> Vec<Need> {
        let missing = |kind| match kind {
            ChunkKind::Documents => self.documents.is_none(),
            ChunkKind::Terms => self.terms.is_none(),
            ChunkKind::Text => false,
        };
        let chunks = self.root.chunks.iter().enumerate();
        chunks.filter(|(_, chunk)| missing(chunk.kind)).map(|(id, chunk)| need(id, chunk)).collect()
    }

    /// Makes the texts of these sections available; what is not here is returned.
    pub(crate) fn want_texts(&mut self, sections: &[u32]) -> Result<Vec<Need>, Error> {
        let mut needs = Vec::new();
        for &section in sections {
            let Some(id) = self.text_chunk(section) else { continue };
            if self.texts[id].is_some() {
                continue;
            }
            if self.root.chunks[id].inline_at.is_some() {
                self.unpack_inline(id)?;
            } else if needs.iter().all(|need: &Need| need.id != id as u32) {
                needs.push(need(id, &self.root.chunks[id]));
            }
        }
        Ok(needs)
    }

    /// The text of a section whose chunk is here.
    pub(crate) fn text(&self, section: u32) -> Option<&str> {
        let id = self.text_chunk(section)?;
        let first = self.root.chunks.get(id)?.first_section;
        self.texts.get(id)?.as_ref()?.section((section - first) as usize)
    }

    fn text_chunk(&self, section: u32) -> Option<usize> {
        let holds = |chunk: &Chunk| chunk.kind == ChunkKind::Text && chunk.first_section <= section;
        self.root.chunks.iter().rposition(holds)
    }

    fn unpack_inline(&mut self, id: usize) -> Result<(), Error> {
        let chunk = &self.root.chunks[id];
        let Some(start) = chunk.inline_at else { return Ok(()) };
        // `Root::read` saw to it that the bytes are there.
        let stored = self.packed.get(start..start + chunk.stored as usize).unwrap_or_default().to_vec();
        self.supply(id, &stored)
    }
}

fn need(id: usize, chunk: &Chunk) -> Need {
    Need { id: id as u32, name: chunk.file_name() }
}
