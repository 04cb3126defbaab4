//! `thumbindex inspect`: what an index holds and weighs. Every part is opened on the way, so that a damaged copy is found.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Serialize;
use thumbindex_index::Root;
use thumbindex_index::contents::{Contents, Language};
use thumbindex_index::format::root::Chunk;
use thumbindex_indexer::publish::{ROOT, filling};

use super::cost::{self, Cost};
use crate::args::{Inspect, Layout};
use crate::chunks;
use crate::driver::{self, Located, Shelf};
use crate::failure::Failure;
use crate::terminal::{self, Style, counted, one_line, size};

pub(crate) fn run(inspect: &Inspect) -> Result<(), Failure> {
    let report = Report::of(inspect)?;
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
    /// The root of the language searched, with what it brings along.
    root: usize,
    searches: Vec<Cost>,
    widget: Vec<Weight>,
    /// Files of builds before, kept for pages that are still open.
    older: Vec<Weight>,
}

#[derive(Debug, Serialize)]
struct Weight {
    name: String,
    bytes: usize,
}

impl Report {
    fn of(inspect: &Inspect) -> Result<Self, Failure> {
        let Inspect { out, queries, lang, .. } = inspect;
        let located = driver::locate(out)?;
        let mut named = BTreeSet::new();
        let first = weigh(&located.shelf, &located.path, &located.root, &mut named)?;
        let mut languages = vec![first.1];
        let mut roots = vec![located.root.len()];
        for (_, name) in &first.0.languages {
            let (path, root) = located.shelf.read(name)?;
            languages.push(weigh(&located.shelf, &path, &root, &mut named)?.1);
            roots.push(root.len());
            named.insert(name.clone());
        }
        let bytes = languages.iter().flat_map(|language| &language.parts).map(|part| part.bytes).sum();
        let (older, widget) = others(&located, &named)?;
        let lang = lang.as_deref();
        let queries = if queries.is_empty() { cost::sample(out, lang)? } else { queries.clone() };
        let searches = cost::of_queries(out, lang, &queries)?;
        let is_searched = |contents: &Contents| {
            lang.is_none_or(|lang| contents.language.language.eq_ignore_ascii_case(lang))
        };
        let searched = languages.iter().position(is_searched).unwrap_or_default();
        Ok(Self {
            out: located.shelf.folder.display().to_string(),
            layout: located.layout.name(),
            bytes,
            languages,
            root: roots[searched],
            searches,
            widget,
            older,
        })
    }

    fn text(&self, style: Style) -> String {
        let mut out =
            format!("{}: {} of index, layout {}\n", one_line(&self.out), size(self.bytes), self.layout);
        for contents in &self.languages {
            out += &contents_text(contents, style);
        }
        out += &cost::text(&self.searches, self.root, style);
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

/// A line for the language, and one for each part of its index.
fn contents_text(contents: &Contents, style: Style) -> String {
    let Language { language, title, pages, sections, terms } = &contents.language;
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
    for part in &contents.parts {
        let place = if part.files == 0 { String::from("in the root") } else { counted(part.files, "file") };
        out += &format!(
            "  {:<10} {:>10}  {:>10} unpacked  {place}\n",
            part.name,
            size(part.bytes),
            size(part.unpacked)
        );
    }
    out
}

/// Opens every part that a root names, and remembers their files.
fn weigh(
    shelf: &Shelf,
    path: &Path,
    bytes: &[u8],
    named: &mut BTreeSet<String>,
) -> Result<(Root, Contents), Failure> {
    let (root, contents) = Contents::weigh(
        bytes,
        |name| Ok(shelf.read(name)?.1),
        |chunk, error| Failure::Format { path: chunks::file_of(shelf, path, chunk), error },
    )?;
    let files = root.chunks.iter().filter(|chunk| chunk.inline_at.is_none());
    named.extend(files.map(Chunk::file_name));
    Ok((root, contents))
}

/// What else lies in the folder: files of older builds, and the widget.
fn others(located: &Located, named: &BTreeSet<String>) -> Result<(Vec<Weight>, Vec<Weight>), Failure> {
    let unreadable = |cause| Failure::Unreadable { path: located.shelf.folder.clone(), cause };
    // What of the module or the script is index.
    let inside = match located.layout {
        Layout::Split => 0,
        Layout::Embedded => located.root.len(),
        Layout::Single => {
            let others = located.shelf.inside.iter().map(|(name, content)| (name.as_str(), content.len()));
            filling(others.chain([(ROOT, located.root.len())]))
        }
    };
    let (mut older, mut widget) = (Vec::new(), Vec::new());
    for folder in ["", "chunks/"] {
        let Ok(entries) = fs::read_dir(located.shelf.folder.join(folder)) else { continue };
        for entry in entries {
            let entry = entry.map_err(unreadable)?;
            let data = entry.metadata().map_err(unreadable)?;
            let name = format!("{folder}{}", entry.file_name().to_string_lossy());
            let is_widget = [".js", ".bin", ".wasm", ".css"].iter().any(|end| name.ends_with(end));
            let is_chunk = name.ends_with(".tix") && name != ROOT;
            let mut bytes = data.len() as usize;
            if entry.path() == located.path {
                bytes = bytes.saturating_sub(inside);
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
