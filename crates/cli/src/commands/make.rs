//! From a folder of content to the files of an index: what `build`, `serve` and `bundle` share.

use thumbindex_index::contents;
use thumbindex_index::{Files, Layout as Packing, PackedChunks, write_again};
use thumbindex_indexer::opensearch::DESCRIPTION;
use thumbindex_indexer::publish::{GENERATIONS, Output, PublishError};
use thumbindex_indexer::{Cache, Folder, Indexed, Kind, Options, Progress as Read, read, read_again};

use crate::args::Layout;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::terminal::Progress;
use crate::{folders, widget};

/// An index, not yet anywhere.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) kind: Kind,
    pub(crate) warnings: Vec<String>,
    /// How many pages had to be read, where there was a cache.
    pub(crate) new_pages: Option<usize>,
    pub(crate) files: Files,
    /// What was asked for.
    pub(crate) plan: Plan,
}

/// What was read and packed before, for a folder that is made again.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) pages: Cache,
    chunks: PackedChunks,
}

/// Reads the folder and makes its index. `out` is the output folder relative to it, when it is below it. Of what is
/// known, only what has changed since is read and packed.
pub(crate) fn make(
    plan: Plan,
    out: Option<&str>,
    known: Option<&mut Known>,
    progress: &mut Progress,
) -> Result<Made, Failure> {
    let mut nothing = PackedChunks::default();
    let (cache, chunks) = match known {
        Some(known) => (Some(&mut known.pages), &mut known.chunks),
        None => (None, &mut nothing),
    };
    let dir = &plan.dir;
    folders::check(dir)?;
    let options = Options { ignore: out.map(own_files).unwrap_or_default(), ..plan.options.clone() };
    let source = Folder::new(dir);
    let mut tell = |Read { done, total, .. }| progress.show("reading", done, total);
    let (indexed, new_pages) = match cache {
        Some(cache) => {
            let indexed = read_again(&source, &options, cache, &mut tell);
            (indexed, Some(cache.new_pages()))
        }
        None => (read(&source, &options, &mut tell), None),
    };
    let indexed = indexed.map_err(|error| Failure::Source { folder: dir.clone(), error })?;
    let packing = match plan.layout {
        Layout::Split => Packing::Split,
        Layout::Embedded => Packing::Plain,
        Layout::Single => Packing::Packed,
    };
    let files = write_again(&indexed.books, packing, chunks)
        .map_err(|error| Failure::Write { folder: dir.clone(), error })?;
    let Indexed { kind, warnings, .. } = indexed;
    Ok(Made { kind, warnings, new_pages, files, plan })
}

impl Made {
    /// The files to publish, the widget's among them.
    pub(crate) fn output(&self) -> Result<Output<'_>, PublishError> {
        let mut output = match self.plan.layout {
            Layout::Split => Output::split(&self.files, widget::files()),
            Layout::Embedded => Output::embedded(&self.files, widget::files())?,
            Layout::Single => Output::single(&self.files, widget::files())?,
        };
        if let (Some(address), Some(title)) = (&self.plan.opensearch, self.title()) {
            output.add(DESCRIPTION, address.description(&title).into_bytes());
        }
        Ok(output)
    }

    /// What the site is called in [`DESCRIPTION`], if there is to be one.
    pub(crate) fn title(&self) -> Option<String> {
        let address = self.plan.opensearch.as_ref()?;
        let main = contents::languages(&self.files).into_iter().next();
        let title = main.map(|language| language.title).filter(|title| !title.is_empty());
        Some(title.unwrap_or_else(|| address.host().to_owned()))
    }

    /// What the index weighs, without the widget.
    pub(crate) fn bytes(&self) -> usize {
        self.files.root.len() + self.files.others.iter().map(|(_, content)| content.len()).sum::<usize>()
    }
}

/// What a build writes into the output folder, apart from the index. Not the folder itself: a site may have pages of its own there, as the
/// documentation of a crate that is called like the folder has.
pub(crate) fn own_files(out: &str) -> Vec<String> {
    let folder = if out.is_empty() { String::new() } else { format!("{out}/") };
    let names = widget::files().iter().map(|(name, _)| *name).chain([GENERATIONS, DESCRIPTION]);
    names.map(|name| format!("{folder}{name}")).collect()
}
