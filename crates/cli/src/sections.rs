//! Every section that an index holds, read out of its blocks.

use std::path::Path;

use thumbindex_index::Root;
use thumbindex_index::format::block::{self, Block};
use thumbindex_index::format::root::ChunkKind;
use thumbindex_index::percent::encode_fragment;

use crate::chunks;
use crate::driver::{self, Shelf};
use crate::failure::Failure;

/// A section as results show it, with all of its text.
#[derive(Debug)]
pub(crate) struct Section {
    /// With the section's id behind a `#`, where it has one.
    pub(crate) url: String,
    /// The title of its page.
    pub(crate) page: String,
    pub(crate) heading: String,
    pub(crate) breadcrumbs: Vec<String>,
    pub(crate) text: String,
    pub(crate) language: String,
}

/// All sections of an index, language by language, in the order of the book.
pub(crate) fn all(out: &Path) -> Result<Vec<Section>, Failure> {
    let located = driver::locate(out)?;
    let mut sections = Vec::new();
    let root = of_root(&located.shelf, &located.path, &located.root, &mut sections)?;
    for (_, name) in &root.languages {
        let (path, bytes) = located.shelf.read(name)?;
        of_root(&located.shelf, &path, &bytes, &mut sections)?;
    }
    Ok(sections)
}

fn of_root(shelf: &Shelf, path: &Path, bytes: &[u8], sections: &mut Vec<Section>) -> Result<Root, Failure> {
    let first = sections.len();
    let root = Root::read(bytes).map_err(|error| Failure::Format { path: path.into(), error })?;
    let mut rows = (0..root.chunks.len()).map(|id| root.rows(id));
    chunks::each(shelf, path, bytes, |path, chunk, unpacked| {
        let count = rows.next().unwrap_or_default();
        if chunk.kind == ChunkKind::Block {
            let block =
                Block::open(unpacked, count).map_err(|error| Failure::Format { path: path.into(), error })?;
            sections.extend((0..block.count()).filter_map(|at| block.section(at)).map(Section::of));
        }
        Ok(())
    })?;
    sections[first..].iter_mut().for_each(|section| section.language.clone_from(&root.language));
    Ok(root)
}

impl Section {
    fn of(section: block::Section<'_>) -> Self {
        let id = section.id().map(|id| format!("#{}", encode_fragment(id))).unwrap_or_default();
        Self {
            url: format!("{}{id}", section.url()),
            page: section.title().to_owned(),
            heading: section.heading().to_owned(),
            breadcrumbs: section.breadcrumbs().map(str::to_owned).collect(),
            text: section.text().to_owned(),
            language: String::new(),
        }
    }
}
