//! `thumbindex inspect`: what an index holds and weighs. Every part is opened on the way, so that a damaged copy is found.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Serialize;
use thumbindex_index::Root;
use thumbindex_index::format::codec::Codec;
use thumbindex_index::format::root::ChunkKind;

use crate::args::Inspect;
use crate::contents::Language;
use crate::driver::{self, Located};
use crate::failure::Failure;
use crate::terminal::{self, Style, counted, one_line, size};

pub(crate) fn run(inspect: &Inspect) -> Result<(), Failure> {
    let report = Report::of(&inspect.out)?;
    if inspect.json {
        let json =
            serde_json::to_string_pretty(&report).map_err(|fault| Failure::Fault(fault.to_string()))?;
        terminal::print(&format!("{json}\n"));
    } else {
        terminal::print(&report.text(Style::of_stdout()));
    }
    Ok(())
}

/// Everything that there is to say about an index folder.
#[derive(Debug, Serialize)]
struct Report {
    out: String,
    layout: &'static str,
    /// The index, all languages together, without the widget.
    bytes: usize,
    languages: Vec<Contents>,
    widget: Vec<Weight>,
    /// Files of builds before, kept for pages that are still open.
    older: Vec<Weight>,
}

#[derive(Debug, Serialize)]
struct Contents {
    #[serde(flatten)]
    language: Language,
    parts: Vec<Part>,
}

/// One kind of content in one language.
#[derive(Debug, Default, Serialize)]
struct Part {
    name: &'static str,
    /// Files of its own; 0 when it travels inside the root.
    files: usize,
    /// Bytes as stored.
    bytes: usize,
    /// Bytes once inflated.
    inflated: usize,
}

#[derive(Debug, Serialize)]
struct Weight {
    name: String,
    bytes: usize,
}

impl Report {
    fn of(out: &Path) -> Result<Self, Failure> {
        let located = driver::locate(out)?;
        let mut named = BTreeSet::new();
        let (first, contents) = contents(&located.folder, &located.path, &located.root, &mut named)?;
        let mut languages = vec![contents];
        for (_, name) in &first.languages {
            let path = located.folder.join(name);
            let root = driver::read(&path)?.ok_or_else(|| Failure::MissingChunk(path.clone()))?;
            languages.push(contents_of_other(&located.folder, &path, &root, &mut named)?);
            named.insert(name.clone());
        }
        let bytes = languages.iter().flat_map(|language| &language.parts).map(|part| part.bytes).sum();
        let (older, widget) = others(&located, &named)?;
        Ok(Self {
            out: located.folder.display().to_string(),
            layout: if located.is_embedded { "embedded" } else { "split" },
            bytes,
            languages,
            widget,
            older,
        })
    }

    fn text(&self, style: Style) -> String {
        let mut out =
            format!("{}: {} of index, layout {}\n", one_line(&self.out), size(self.bytes), self.layout);
        for contents in &self.languages {
            out += &contents.text(style);
        }
        for (name, files) in [("widget", &self.widget), ("older builds", &self.older)] {
            if !files.is_empty() {
                let bytes = files.iter().map(|file| file.bytes).sum();
                out +=
                    &format!("{}: {} in {}\n", style.title(name), size(bytes), counted(files.len(), "file"));
            }
        }
        out
    }
}

impl Contents {
    fn text(&self, style: Style) -> String {
        let Language { language, title, pages, sections, terms } = &self.language;
        let title = if title.is_empty() { String::from("(no title)") } else { one_line(title) };
        let language = if language.is_empty() { "language unknown" } else { language };
        let mut out = format!(
            "{} ({}): {}, {}, {}\n",
            style.title(&title),
            one_line(language),
            counted(*pages as usize, "page"),
            counted(*sections as usize, "section"),
            counted(*terms as usize, "term"),
        );
        for part in &self.parts {
            let place =
                if part.files == 0 { String::from("in the root") } else { counted(part.files, "file") };
            out += &format!(
                "  {:<10} {:>10}  {:>10} inflated  {place}\n",
                part.name,
                size(part.bytes),
                size(part.inflated)
            );
        }
        out
    }
}

fn contents_of_other(
    folder: &Path,
    path: &Path,
    root: &[u8],
    named: &mut BTreeSet<String>,
) -> Result<Contents, Failure> {
    contents(folder, path, root, named).map(|(_, contents)| contents)
}

/// Opens every part that a root names.
fn contents(
    folder: &Path,
    path: &Path,
    bytes: &[u8],
    named: &mut BTreeSet<String>,
) -> Result<(Root, Contents), Failure> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |error| Failure::Format { path, error }
    };
    let root = Root::read(bytes).map_err(failed(path))?;
    let mut parts: Vec<Part> = Vec::new();
    let plain = Codec::plain();
    let mut dictionary = None;
    for chunk in &root.chunks {
        let stored = match chunk.inline_at {
            Some(at) => bytes.get(at..at + chunk.stored as usize).unwrap_or_default().to_vec(),
            None => {
                let path = folder.join(chunk.file_name());
                driver::read(&path)?.ok_or(Failure::MissingChunk(path))?
            }
        };
        let codec = dictionary.as_ref().filter(|_| chunk.kind == ChunkKind::Block).unwrap_or(&plain);
        let unpacked = chunk.unpack(&stored, codec).map_err(failed(path))?;
        if chunk.kind == ChunkKind::Dictionary {
            dictionary = Some(chunk.prime(&stored).map_err(failed(path))?);
        }
        let name = name(chunk.kind);
        if parts.last().is_none_or(|part| part.name != name) {
            parts.push(Part::named(name));
        }
        let Some(part) = parts.last_mut() else { continue };
        part.bytes += stored.len();
        part.inflated += unpacked.len();
        if chunk.inline_at.is_none() {
            part.files += 1;
            named.insert(chunk.file_name());
        }
    }
    let inline: usize =
        root.chunks.iter().filter(|chunk| chunk.inline_at.is_some()).map(|chunk| chunk.stored as usize).sum();
    let head = Part { name: "root", files: 1, bytes: bytes.len() - inline, inflated: bytes.len() - inline };
    let language = Language::from(&root);
    parts.insert(0, head);
    Ok((root, Contents { language, parts }))
}

fn name(kind: ChunkKind) -> &'static str {
    match kind {
        ChunkKind::Dictionary => "dictionary",
        ChunkKind::Chapters => "chapters",
        ChunkKind::Lexicon => "lexicon",
        ChunkKind::Terms => "terms",
        ChunkKind::Block => "blocks",
        ChunkKind::Tail => "tails",
    }
}

impl Part {
    fn named(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }
}

/// What else lies in the folder: files of older builds, and the widget.
fn others(located: &Located, named: &BTreeSet<String>) -> Result<(Vec<Weight>, Vec<Weight>), Failure> {
    let unreadable = |cause| Failure::Unreadable { path: located.folder.clone(), cause };
    let (mut older, mut widget) = (Vec::new(), Vec::new());
    for folder in ["", "chunks/"] {
        let Ok(entries) = fs::read_dir(located.folder.join(folder)) else { continue };
        for entry in entries {
            let entry = entry.map_err(unreadable)?;
            let data = entry.metadata().map_err(unreadable)?;
            let name = format!("{folder}{}", entry.file_name().to_string_lossy());
            let is_widget = [".js", ".bin", ".wasm", ".css"].iter().any(|end| name.ends_with(end));
            let is_chunk = name.ends_with(".tix") && name != thumbindex_indexer::publish::ROOT;
            let mut bytes = data.len() as usize;
            if located.is_embedded && name == thumbindex_indexer::publish::MODULE {
                bytes = bytes.saturating_sub(located.root.len());
            }
            if data.is_file() && is_widget {
                widget.push(Weight { name, bytes });
            } else if data.is_file() && is_chunk && !named.contains(&name) {
                older.push(Weight { name, bytes });
            }
        }
    }
    older.sort_by(|a, b| a.name.cmp(&b.name));
    widget.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((older, widget))
}
