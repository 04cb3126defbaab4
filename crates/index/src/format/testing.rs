//! For tests and fuzzing: indexes that are damaged inside but whose checksums are right.
//!
//! A checksum proves only that nothing changed on the way. Whoever wants to damage an index on purpose makes the checksums
//! anew as well, so that it is the shape of the bytes that has to be checked.

use xxhash_rust::xxh64::xxh64;

use super::FormatError;
use super::codec::Codec;
use super::root::{self, ChunkKind, HEADER, Root};

pub use super::root::stored;

/// An index in one piece with the content of one chunk replaced, stored as it is.
pub fn with_chunk(index: &[u8], number: usize, raw: &[u8]) -> Result<Vec<u8>, FormatError> {
    with_stored(index, number, &stored(raw.len() as u32, false, raw))
}

/// The same with the bytes of a chunk as they are stored, which begin with their [head](stored).
pub fn with_stored(index: &[u8], number: usize, stored: &[u8]) -> Result<Vec<u8>, FormatError> {
    let mut root = Root::read(index)?;
    let mut inline: Vec<u8> = Vec::new();
    for (at, chunk) in root.chunks.iter_mut().enumerate() {
        let start = chunk.inline_at.unwrap_or(HEADER);
        if at == number {
            chunk.stored = stored.len() as u32;
            chunk.hash = xxh64(stored, 0);
            inline.extend(stored);
        } else {
            inline.extend(index.get(start..start + chunk.stored as usize).unwrap_or_default());
        }
    }
    let mut out = root::write(&root);
    out.extend(inline);
    Ok(out)
}

/// An index in one piece with another body in its root, which may be anything.
pub fn with_body(index: &[u8], body: &[u8]) -> Vec<u8> {
    let length = index.get(12..16).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes);
    let mut out = index.get(..12).unwrap_or_default().to_vec();
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(xxh64(body, 0).to_le_bytes());
    out.extend(body);
    out.extend(index.get(HEADER + length as usize..).unwrap_or_default());
    out
}

/// The body of an index's root.
pub fn body(index: &[u8]) -> &[u8] {
    let length = index.get(12..16).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes);
    index.get(HEADER..HEADER + length as usize).unwrap_or_default()
}

/// What the chunks of an index in one piece hold, unpacked: a dictionary is left as it is stored.
pub fn contents(index: &[u8]) -> Result<Vec<(ChunkKind, Vec<u8>)>, FormatError> {
    let root = Root::read(index)?;
    let plain = Codec::plain();
    let mut primed = None;
    let mut contents = Vec::new();
    for chunk in &root.chunks {
        let start = chunk.inline_at.unwrap_or(HEADER);
        let stored = index.get(start..start + chunk.stored as usize).unwrap_or_default();
        contents.push(match chunk.kind {
            ChunkKind::Dictionary => {
                primed = Some(chunk.prime(stored)?);
                (chunk.kind, stored.to_vec())
            }
            ChunkKind::Block => {
                (chunk.kind, chunk.unpack(stored, primed.as_ref().unwrap_or(&plain), root.sections)?)
            }
            kind => (kind, chunk.unpack(stored, &plain, root.sections)?),
        });
    }
    Ok(contents)
}

/// What the root promises of a chunk's stored bytes.
pub fn checksum(stored: &[u8]) -> u64 {
    xxh64(stored, 0)
}
