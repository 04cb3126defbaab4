//! Every chunk that a root names, fetched from its folder and unpacked.

use std::path::{Path, PathBuf};

use thumbindex_index::format::root::Chunk;
use thumbindex_index::{Root, contents};

use crate::driver::Shelf;
use crate::failure::Failure;

/// Opens a root and hands over each of its chunks in order, unpacked, with the file that it is in.
pub(crate) fn each(
    shelf: &Shelf,
    path: &Path,
    bytes: &[u8],
    mut visit: impl FnMut(&Path, &Chunk, Vec<u8>) -> Result<(), Failure>,
) -> Result<Root, Failure> {
    contents::each_chunk(
        bytes,
        |name| Ok(shelf.read(name)?.1),
        |chunk, error| Failure::Format { path: file_of(shelf, path, chunk), error },
        |chunk, _, unpacked| visit(&file_of(shelf, path, Some(chunk)), chunk, unpacked),
    )
}

/// The file of a chunk, or of the root at `path`.
pub(crate) fn file_of(shelf: &Shelf, path: &Path, chunk: Option<&Chunk>) -> PathBuf {
    let chunk = chunk.filter(|chunk| chunk.inline_at.is_none());
    chunk.map_or_else(|| path.to_path_buf(), |chunk| shelf.folder.join(chunk.file_name()))
}
