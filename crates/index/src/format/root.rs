//! The root: `index.tix`, or the head of an index in one piece.
//!
//! ```text
//!  0  8  signature  89 54 49 58 0d 0a 1a 0a     a text-mode copy or a web page is told at once
//!  8  2  version    1
//! 10  2  flags      0
//! 12  4  length of the body
//! 16  8  xxh64 of the body
//! 24     body
//!        language, title                                strings
//!        other languages: n × (tag, 8-byte name)        roots of the same site
//!        pages, sections, terms                         counts
//!        chunks: n × (kind, stored length, raw length, first section, 8-byte xxh64 of the stored bytes)
//!     inline chunks, in the order of the table
//! ```

use crate::prelude::*;
use xxhash_rust::xxh64::xxh64;

use super::bytes::Cursor;
use super::inflate::inflate;
use super::{FormatError, damaged};

/// The first bytes of every root.
pub const SIGNATURE: [u8; 8] = *b"\x89TIX\r\n\x1a\n";
/// The version this crate writes and reads.
pub const VERSION: u16 = 1;
/// Signature, version, flags, length, checksum.
pub(crate) const HEADER: usize = 24;
/// No index is allowed to make a reader allocate more than this for one chunk.
pub(crate) const MAX_CHUNK: u32 = 256 << 20;

/// What a chunk holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChunkKind {
    /// Pages and sections.
    Documents,
    /// Vocabulary and postings.
    Terms,
    /// Text of a run of sections.
    Text,
}

/// One row of the chunk table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// What it holds.
    pub kind: ChunkKind,
    /// Where its bytes stand behind the root; `None` for a file of its own.
    pub inline_at: Option<usize>,
    /// Bytes as stored.
    pub stored: u32,
    /// Bytes after inflating; equal to `stored` when it is not compressed.
    pub raw: u32,
    /// First section whose text it holds (0 for other kinds).
    pub first_section: u32,
    /// xxh64 of the stored bytes; its name too.
    pub hash: u64,
}

/// Everything the root says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// BCP 47 tag, or empty.
    pub language: String,
    /// Title of the book, or empty.
    pub title: String,
    /// Roots of the same site in other languages: tag and file name.
    pub languages: Vec<(String, String)>,
    /// How many pages there are.
    pub pages: u32,
    /// How many sections there are.
    pub sections: u32,
    /// How many different terms there are.
    pub terms: u32,
    /// The chunk table.
    pub chunks: Vec<Chunk>,
}

/// The file name of a chunk or of another language's root.
pub fn file_name(hash: u64) -> String {
    let digit = |shift: u32| char::from(b"0123456789abcdef"[(hash >> shift & 15) as usize]);
    let mut name: String = (0..16).rev().map(|at| digit(at * 4)).collect();
    name.push_str(".tix");
    name
}

impl Chunk {
    /// The name of the file it is in when it is not inline.
    pub fn file_name(&self) -> String {
        file_name(self.hash)
    }

    /// Checks stored bytes against what the root promised, and inflates them.
    pub fn unpack(&self, stored: &[u8]) -> Result<Vec<u8>, FormatError> {
        let wrong = || FormatError::WrongChunk { name: self.file_name() };
        if stored.len() != self.stored as usize || xxh64(stored, 0) != self.hash {
            return Err(wrong());
        }
        if self.raw == self.stored {
            return Ok(stored.to_vec());
        }
        inflate(stored, self.raw as usize).ok_or_else(wrong)
    }
}

impl Root {
    /// Reads header and body; inline chunks are checked for presence, and for content when they are unpacked.
    pub fn read(bytes: &[u8]) -> Result<Self, FormatError> {
        let body = body(bytes)?;
        let inline = HEADER + body.len();
        let mut cursor = Cursor::new(body);
        let root = Self::read_body(&mut cursor, inline).ok_or(damaged("root"))?;
        let end = root.chunks.iter().filter_map(|chunk| Some(chunk.inline_at? + chunk.stored as usize)).max();
        match end {
            Some(end) if end > bytes.len() => {
                Err(FormatError::Truncated { found: bytes.len(), expected: end })
            }
            _ if !cursor.is_empty() => Err(damaged("root")),
            _ => Ok(root),
        }
    }

    fn read_body(cursor: &mut Cursor<'_>, mut inline: usize) -> Option<Self> {
        let language = cursor.string()?.to_string();
        let title = cursor.string()?.to_string();
        let mut languages = Vec::new();
        for _ in 0..cursor.count()? {
            let tag = cursor.string()?.to_string();
            languages.push((tag, file_name(u64::from_le_bytes(cursor.array()?))));
        }
        let (pages, sections, terms) = (cursor.varint()?, cursor.varint()?, cursor.varint()?);
        let mut chunks = Vec::new();
        for _ in 0..cursor.count()? {
            let chunk = read_chunk(cursor, &mut inline)?;
            chunks.push(chunk);
        }
        // Without either of these nothing could ever be answered, and nothing would be missing.
        let one = |kind| chunks.iter().filter(|chunk: &&Chunk| chunk.kind == kind).count() == 1;
        if !one(ChunkKind::Documents) || !one(ChunkKind::Terms) {
            return None;
        }
        Some(Self { language, title, languages, pages, sections, terms, chunks })
    }
}

fn body(bytes: &[u8]) -> Result<&[u8], FormatError> {
    if !bytes.starts_with(&SIGNATURE) {
        // An empty or very short file is a cut-off copy more often than anything else.
        return match SIGNATURE.starts_with(bytes) {
            true => Err(FormatError::Truncated { found: bytes.len(), expected: HEADER }),
            false => Err(FormatError::NotAnIndex),
        };
    }
    let mut cursor = Cursor::new(&bytes[SIGNATURE.len()..]);
    let short = |expected| FormatError::Truncated { found: bytes.len(), expected };
    let found = u16::from_le_bytes(cursor.array().ok_or(short(HEADER))?);
    if found != VERSION {
        return Err(FormatError::Version { found, supported: VERSION });
    }
    let flags = u16::from_le_bytes(cursor.array().ok_or(short(HEADER))?);
    let length = u32::from_le_bytes(cursor.array().ok_or(short(HEADER))?) as usize;
    let checksum = u64::from_le_bytes(cursor.array().ok_or(short(HEADER))?);
    let body = cursor.take(length).ok_or(short(HEADER.saturating_add(length)))?;
    if flags != 0 || xxh64(body, 0) != checksum {
        return Err(damaged("root"));
    }
    Ok(body)
}

/// Bit 7 of the kind says that the chunk is inline.
const INLINE: u8 = 0x80;

fn read_chunk(cursor: &mut Cursor<'_>, inline: &mut usize) -> Option<Chunk> {
    let kind = cursor.byte()?;
    let (stored, raw, first_section) = (cursor.varint()?, cursor.varint()?, cursor.varint()?);
    let hash = u64::from_le_bytes(cursor.array()?);
    let inline_at = (kind & INLINE != 0).then_some(*inline);
    if inline_at.is_some() {
        *inline = inline.checked_add(stored as usize)?;
    }
    let kind = match kind & !INLINE {
        0 => ChunkKind::Documents,
        1 => ChunkKind::Terms,
        2 => ChunkKind::Text,
        _ => return None,
    };
    (stored <= raw && raw <= MAX_CHUNK).then_some(Chunk { kind, inline_at, stored, raw, first_section, hash })
}

/// The writing side: header and body, without inline chunks.
#[cfg(feature = "write")]
pub(crate) fn write(root: &Root) -> Vec<u8> {
    use super::bytes::{put_string, put_varint};
    let mut body = Vec::new();
    put_string(&mut body, &root.language);
    put_string(&mut body, &root.title);
    put_varint(&mut body, root.languages.len() as u32);
    for (tag, name) in &root.languages {
        put_string(&mut body, tag);
        let hash = u64::from_str_radix(name.trim_end_matches(".tix"), 16).unwrap_or_default();
        body.extend(hash.to_le_bytes());
    }
    for count in [root.pages, root.sections, root.terms, root.chunks.len() as u32] {
        put_varint(&mut body, count);
    }
    for chunk in &root.chunks {
        let kind = match chunk.kind {
            ChunkKind::Documents => 0,
            ChunkKind::Terms => 1,
            ChunkKind::Text => 2,
        };
        body.push(kind | if chunk.inline_at.is_some() { INLINE } else { 0 });
        for number in [chunk.stored, chunk.raw, chunk.first_section] {
            put_varint(&mut body, number);
        }
        body.extend(chunk.hash.to_le_bytes());
    }
    let mut out = SIGNATURE.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend(0u16.to_le_bytes());
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(xxh64(&body, 0).to_le_bytes());
    out.extend(body);
    out
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    fn root(kinds: &[ChunkKind]) -> Root {
        let chunk = |&kind| Chunk { kind, inline_at: None, stored: 1, raw: 1, first_section: 0, hash: 7 };
        Root {
            language: "en".into(),
            title: "A book".into(),
            languages: vec![("de".into(), file_name(0x0123_4567_89ab_cdef))],
            pages: 1,
            sections: 2,
            terms: 3,
            chunks: kinds.iter().map(chunk).collect(),
        }
    }

    #[test]
    fn a_root_comes_back_as_written() {
        let root = root(&[ChunkKind::Documents, ChunkKind::Terms, ChunkKind::Text]);
        assert_eq!(Root::read(&write(&root)), Ok(root));
    }

    #[test]
    fn a_root_without_documents_or_terms_is_damaged() {
        for kinds in [&[][..], &[ChunkKind::Documents], &[ChunkKind::Terms, ChunkKind::Text]] {
            assert_eq!(Root::read(&write(&root(kinds))), Err(damaged("root")));
        }
    }
}
