//! Every chunk that a root names, fetched and unpacked.

use std::path::Path;

use thumbindex_index::Root;
use thumbindex_index::format::codec::Codec;
use thumbindex_index::format::root::{Chunk, ChunkKind};

use crate::driver::Shelf;
use crate::failure::Failure;

/// Opens a root and hands over each of its chunks in order, with what it weighs as stored, unpacked.
pub(crate) fn each(
    shelf: &Shelf,
    path: &Path,
    bytes: &[u8],
    mut visit: impl FnMut(&Path, &Chunk, usize, Vec<u8>) -> Result<(), Failure>,
) -> Result<Root, Failure> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |error| Failure::Format { path, error }
    };
    let root = Root::read(bytes).map_err(failed(path))?;
    let plain = Codec::plain();
    let mut dictionary = None;
    for chunk in &root.chunks {
        let (path, stored) = match chunk.inline_at {
            Some(at) => {
                let stored = bytes.get(at..at + chunk.stored as usize).unwrap_or_default();
                (path.to_path_buf(), stored.to_vec())
            }
            None => shelf.read(&chunk.file_name())?,
        };
        let codec = dictionary.as_ref().filter(|_| chunk.kind == ChunkKind::Block).unwrap_or(&plain);
        let unpacked = chunk.unpack(&stored, codec, root.sections).map_err(failed(&path))?;
        if chunk.kind == ChunkKind::Dictionary {
            dictionary = Some(chunk.prime(&stored).map_err(failed(&path))?);
        }
        visit(&path, chunk, stored.len(), unpacked)?;
    }
    Ok(root)
}
