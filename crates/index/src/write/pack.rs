//! Packing: each chunk compressed, named by its content, and put behind the root or into a file of its own.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::sync::Arc;

use xxhash_rust::xxh64::xxh64;

use super::dictionary::dictionary;
use super::{Layout, WriteError};
use crate::format::codec::Packer;
use crate::format::root::{Chunk, ChunkKind, stored};
use crate::parallel::{map, processors};

/// A book that packs to no more than this is one file: a request costs about as much as sending so many bytes.
const ONE_FILE: usize = 48 << 10;
/// What travels in the root because it is wanted sooner or later, if it is not larger than this.
const SMALL: usize = 8 << 10;

/// A chunk before it is packed.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    pub(super) kind: ChunkKind,
    /// Ordinal of its first term, or number of its first section.
    pub(super) first: u32,
    /// Its first term.
    pub(super) from: String,
    pub(super) bytes: Vec<u8>,
    /// Where records of postings begin in these, for kinds that have any.
    pub(super) records: usize,
}

impl Raw {
    pub(super) fn new(kind: ChunkKind, bytes: Vec<u8>) -> Self {
        Self { kind, first: 0, from: String::new(), bytes, records: 0 }
    }
}

/// How the chunks of one book are packed.
pub(super) struct Packing {
    layout: Layout,
    /// Sections of the book.
    sections: u32,
    plain: Packer,
    primed: Option<Arc<Primed>>,
}

/// A dictionary as stored, and what packs against it.
struct Primed {
    /// Of the dictionary's bytes.
    hash: u64,
    stored: Vec<u8>,
    packer: Packer,
}

/// Chunks as they were packed when a book was written last, by what they hold and what they were packed against.
#[derive(Default)]
pub struct PackedChunks {
    chunks: HashMap<(u64, u64), Kept>,
    dictionaries: Vec<Arc<Primed>>,
}

struct Kept {
    stored: Arc<Vec<u8>>,
    is_used: bool,
}

impl PackedChunks {
    /// Forgets what was not wanted since this was called last.
    pub(super) fn forget_unused(&mut self) {
        self.chunks.retain(|_, kept| std::mem::take(&mut kept.is_used));
        let used: HashSet<u64> = self.chunks.keys().map(|&(_, against)| against).collect();
        self.dictionaries.retain(|primed| used.contains(&primed.hash));
    }
}

impl std::fmt::Debug for PackedChunks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PackedChunks").field("chunks", &self.chunks.len()).finish_non_exhaustive()
    }
}

/// The largest dictionary, in bytes before it is packed. Every visitor downloads it, and it spares each of the blocks the same.
const DICTIONARY: usize = 32_000;

/// What the blocks of a book have in common, where they are packed one by one.
pub(super) fn shared(blocks: &[Raw], layout: Layout) -> Vec<u8> {
    match layout {
        Layout::Plain => Vec::new(),
        _ => dictionary(blocks.iter().map(|block| block.bytes.as_slice()), DICTIONARY),
    }
}

impl Packing {
    /// `shared` is the [dictionary](shared).
    pub(super) fn new(shared: &[u8], sections: u32, layout: Layout, before: &mut PackedChunks) -> Self {
        let primed = (!shared.is_empty()).then(|| {
            let hash = xxh64(shared, 0);
            let known = before.dictionaries.iter().find(|primed| primed.hash == hash);
            known.cloned().unwrap_or_else(|| {
                let (packed, packer) = Packer::primed(shared);
                let stored = stored(shared.len() as u32, true, &packed);
                let primed = Arc::new(Primed { hash, stored, packer });
                before.dictionaries.push(Arc::clone(&primed));
                primed
            })
        });
        Self { layout, sections, plain: Packer::plain(), primed }
    }

    /// All chunks, packed, in the order given; `inline_at` says only whether a chunk is inline.
    pub(super) fn pack(
        &self,
        raw: Vec<Raw>,
        before: &mut PackedChunks,
    ) -> Result<Vec<(Chunk, Vec<u8>)>, WriteError> {
        if let Some(large) = raw.iter().find(|chunk| chunk.bytes.len() > chunk.kind.most()) {
            let part = match large.kind {
                ChunkKind::Block => "texts",
                ChunkKind::Chapters => "chapters",
                _ => "terms",
            };
            return Err(WriteError::TooLarge { part });
        }
        let mut packed = Vec::with_capacity(raw.len() + 1);
        if let Some(primed) = &self.primed {
            packed.push((Raw::new(ChunkKind::Dictionary, Vec::new()), primed.stored.clone()));
        }
        // Few chunks are packed sooner than threads start.
        let threads = processors().min(raw.len() / 8);
        let pack = |chunk: &Raw| {
            let sections = if chunk.kind.has_records() { u64::from(self.sections) } else { 0 };
            let key = (xxh64(&chunk.bytes, sections), self.against(chunk).map_or(0, |primed| primed.hash));
            let known = before.chunks.get(&key).map(|kept| Arc::clone(&kept.stored));
            Ok::<_, Infallible>((key, known.unwrap_or_else(|| Arc::new(self.stored(chunk)))))
        };
        let Ok(stored) = map(&raw, threads, pack, &mut |_| {});
        for (raw, (key, stored)) in raw.into_iter().zip(stored) {
            packed.push((raw, stored.to_vec()));
            // A layout that packs nothing has nothing to keep.
            if self.layout != Layout::Plain {
                before.chunks.insert(key, Kept { stored, is_used: true });
            }
        }
        let total: usize = packed.iter().map(|(_, stored)| stored.len()).sum();
        let one_piece = self.layout != Layout::Split || total <= ONE_FILE;
        let chunks = packed.into_iter().map(|(raw, stored)| {
            let is_inline = one_piece
                || match raw.kind {
                    ChunkKind::Dictionary | ChunkKind::Lexicon => true,
                    ChunkKind::Chapters => stored.len() <= SMALL,
                    _ => false,
                };
            let chunk = Chunk {
                kind: raw.kind,
                inline_at: is_inline.then_some(0),
                stored: stored.len() as u32,
                hash: xxh64(&stored, 0),
                first: raw.first,
                from: raw.from,
            };
            (chunk, stored)
        });
        Ok(chunks.collect())
    }

    /// What a chunk is packed against.
    fn against(&self, raw: &Raw) -> Option<&Primed> {
        self.primed.as_deref().filter(|_| raw.kind == ChunkKind::Block)
    }

    fn stored(&self, raw: &Raw) -> Vec<u8> {
        let plain = || stored(raw.bytes.len() as u32, false, &raw.bytes);
        // A host compresses texts better as a whole than we could one by one, but not numbers.
        if self.layout == Layout::Plain && !raw.kind.has_records() {
            return plain();
        }
        let packer = self.against(raw).map_or(&self.plain, |primed| &primed.packer);
        let packed = if raw.kind.has_records() {
            packer.pack_records(&raw.bytes, raw.records, self.sections)
        } else {
            packer.pack(&raw.bytes)
        };
        if packed.len() < raw.bytes.len() { stored(raw.bytes.len() as u32, true, &packed) } else { plain() }
    }
}
