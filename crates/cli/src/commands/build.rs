//! `thumbindex build`: index a folder, put the widget beside it, and the tag into its pages where that is wanted.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;
use thumbindex_indexer::Kind;
use thumbindex_indexer::inject::LOADER;
use thumbindex_indexer::publish::{PublishError, Published, publish};

use super::make::{Made, make};
use crate::args::Build;
use crate::contents::{self, Language};
use crate::disk::Disk;
use crate::failure::Failure;
use crate::pages::{self, Pages};
use crate::terminal::{self, Progress, counted, milliseconds, size};
use crate::{folders, widget};

pub(crate) fn run(build: &Build) -> Result<(), Failure> {
    if build.uninject {
        return uninject(build);
    }
    let start = Instant::now();
    let dir = &build.making.dir;
    folders::check(dir)?;
    let out = output_folder(build);
    let below = folders::below(dir, &out);
    if build.inject && below.is_none() {
        return Err(Failure::OutsideSite { out, dir: dir.clone() });
    }
    let mut progress = Progress::new(!build.quiet);
    let mut made = make(&build.making, below.as_deref(), &mut progress)?;
    if build.inject && made.kind == Kind::Markdown {
        return Err(Failure::NoPages(dir.clone()));
    }
    let published = put(&made, &out, build.keep.into(), &mut progress)?;
    let pages = match below.as_deref().filter(|_| build.inject) {
        Some(below) if has_loader(&out) => Some(pages::inject(dir, below, &mut progress)?),
        _ => None,
    };
    drop(progress);
    if let Some(pages) = &pages {
        made.warnings.extend_from_slice(&pages.warnings);
    }
    let report = Report {
        languages: contents::of_files(&made.files),
        time: milliseconds(start.elapsed()),
        build,
        below,
        out,
        made,
        published,
        pages,
    };
    report.tell();
    Ok(())
}

/// `--out`, or a folder of our own in the folder that is indexed.
fn output_folder(build: &Build) -> PathBuf {
    build.making.out.clone().unwrap_or_else(|| build.making.dir.join("thumbindex"))
}

/// Publishes into a folder on disk.
pub(crate) fn put(
    made: &Made,
    out: &Path,
    keep: usize,
    progress: &mut Progress,
) -> Result<Published, Failure> {
    if out.exists() {
        folders::check(out)?;
    }
    let failed = |error| match error {
        PublishError::Unwritable { name, cause } => Failure::Unwritable { path: out.join(name), cause },
        error => Failure::Publish { out: out.into(), error },
    };
    let output = made.output().map_err(failed)?;
    let mut disk = Disk::new(out, output.files().count(), progress);
    let published = publish(&output, keep, &mut disk).map_err(failed)?;
    disk.sweep();
    Ok(published)
}

/// Whether there is something that a page could name: of this build, or of one before.
fn has_loader(out: &Path) -> bool {
    out.join(LOADER).is_file()
}

fn uninject(build: &Build) -> Result<(), Failure> {
    let dir = &build.making.dir;
    folders::check(dir)?;
    let mut progress = Progress::new(!build.quiet);
    let pages = pages::uninject(dir, &mut progress)?;
    drop(progress);
    if build.json {
        terminal::print(&format!("{}\n", json!({ "uninjected": pages.changed })));
    } else if !build.quiet {
        let changed = counted(pages.changed, "page");
        terminal::print(&format!("the script tag is out of {changed} in {}\n", dir.display()));
    }
    Ok(())
}

/// What a build has to say for itself.
struct Report<'b> {
    build: &'b Build,
    out: PathBuf,
    /// `out` relative to the folder indexed.
    below: Option<String>,
    made: Made,
    languages: Vec<Language>,
    published: Published,
    pages: Option<Pages>,
    time: f64,
}

impl Report<'_> {
    fn tell(&self) {
        if !self.build.quiet {
            terminal::warn(&self.made.warnings, self.build.making.verbose);
            if widget::FILES.is_empty() {
                terminal::complain(&format!("warning: {}\n", widget::MISSING));
            }
            if self.build.inject && self.pages.is_none() {
                let out = self.out.display();
                terminal::complain(&format!(
                    "warning: no page was given the script tag, since {out} has no {LOADER}\n"
                ));
            }
        }
        if self.build.json {
            terminal::print(&format!("{:#}\n", self.json()));
        } else if !self.build.quiet {
            terminal::print(&self.text());
        }
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "out": self.out.display().to_string(),
            "kind": match self.made.kind { Kind::Markdown => "markdown", Kind::Html => "html" },
            "layout": self.build.making.layout.name(),
            "languages": self.languages,
            "pages": self.total(|language| language.pages),
            "sections": self.total(|language| language.sections),
            "terms": self.total(|language| language.terms),
            "bytes": self.made.bytes(),
            "written": self.published.written,
            "removed": self.published.removed,
            "injected": self.pages.as_ref().map(|pages| pages.changed),
            "widget": has_loader(&self.out),
            "warnings": self.made.warnings,
            "tookMs": self.time,
        })
    }

    fn text(&self) -> String {
        let mut counts = vec![
            counted(self.total(|language| language.pages), "page"),
            counted(self.total(|language| language.sections), "section"),
            counted(self.total(|language| language.terms), "term"),
        ];
        if self.languages.len() > 1 {
            counts.push(counted(self.languages.len(), "language"));
        }
        let same = if self.published == Published::default() { ", nothing new" } else { "" };
        format!(
            "{}: {} in {} ({:.2} s{same})\n{}",
            counts.join(", "),
            size(self.made.bytes()),
            self.out.display(),
            self.time / 1e3,
            self.advice()
        )
    }

    /// How a reader gets to see it.
    fn advice(&self) -> String {
        let tag = |src: &str| format!(r#"<script type="module" src="{src}"></script>"#);
        match (&self.pages, &self.below, self.made.kind) {
            _ if !has_loader(&self.out) => String::new(),
            (Some(pages), _, _) => {
                format!("the script tag is in {} ({} new)\n", counted(pages.with_tag, "page"), pages.changed)
            }
            (None, Some(below), Kind::Html) => {
                let folder = if below.is_empty() { String::new() } else { format!("/{below}") };
                format!(
                    "add --inject to put it into every page, or write there: {}\n",
                    tag(&format!("{folder}/{LOADER}"))
                )
            }
            _ => format!(
                "serve that folder beside the pages, and write there: {}\n",
                tag(&format!("…/{LOADER}"))
            ),
        }
    }

    fn total(&self, of: impl Fn(&Language) -> u32) -> usize {
        self.languages.iter().map(|language| of(language) as usize).sum()
    }
}
