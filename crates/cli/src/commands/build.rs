//! `thumbindex build`: index a folder, put the widget beside it, and the tag into its pages where that is wanted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;
use thumbindex_index::contents::{self, Language};
use thumbindex_indexer::Kind;
use thumbindex_indexer::inject::{LOADER, Widget, is_page};
use thumbindex_indexer::publish::{PublishError, Published, publish};

use super::make::{Known, Made, make};
use super::watch;
use crate::args::Build;
use crate::disk::{Disk, Sync};
use crate::failure::Failure;
use crate::lock::Lock;
use crate::pages::{self, Pages};
use crate::plan::Plan;
use crate::terminal::{self, Progress, counted, milliseconds, size};
use crate::{folders, widget};

/// From this time on, in milliseconds, WebAssembly tells of the native command.
const LONG: f64 = 20_000.0;
/// How many builds' files stay.
pub(crate) const KEEP: u16 = 2;

pub(crate) fn run(build: &Build) -> Result<(), Failure> {
    if build.uninject {
        return uninject(build);
    }
    let job = Job::of(build)?;
    if build.watch {
        return watch::run(&job);
    }
    let start = Instant::now();
    job.publish(start, job.make(None)?, None)?.tell();
    Ok(())
}

/// A folder to build, and where to.
#[derive(Debug)]
pub(crate) struct Job<'b> {
    pub(crate) build: &'b Build,
    pub(crate) out: PathBuf,
    /// `out` relative to the folder indexed.
    pub(crate) below: Option<String>,
    /// As it was in the beginning: folders, and what is done beside indexing.
    pub(crate) plan: Plan,
}

impl<'b> Job<'b> {
    fn of(build: &'b Build) -> Result<Self, Failure> {
        let plan = Plan::of(&build.making)?;
        folders::check(&plan.dir)?;
        let out = plan.out();
        let job = Self { build, below: folders::below(&plan.dir, &out), out, plan };
        if job.injects() && job.below.is_none() {
            return Err(Failure::OutsideSite { out: job.out, dir: job.plan.dir });
        }
        Ok(job)
    }

    fn injects(&self) -> bool {
        self.build.inject || self.plan.settings.inject
    }

    /// Reads the folder and makes its index; of what is known only what has changed.
    pub(crate) fn make(&self, known: Option<&mut Known>) -> Result<Made, Failure> {
        // The configuration may have been edited since.
        let plan = Plan { dir: self.plan.dir.clone(), ..Plan::of(&self.build.making)? };
        let mut made = make(&plan, self.below.as_deref(), known, &mut Progress::new(!self.build.quiet))?;
        if self.injects() && made.kind == Kind::Markdown {
            return Err(Failure::NoPages(plan.dir));
        }
        if let Some(address) = &self.build.opensearch {
            made.opensearch = Some(address.clone());
        }
        Ok(made)
    }

    /// Publishes an index and sees to the script tag. When the changed files are named, only they are looked at for the tag, and
    /// nothing waits for the disk: the next build makes again what a loss of power might take.
    pub(crate) fn publish(
        &self,
        start: Instant,
        mut made: Made,
        changed: Option<&BTreeSet<String>>,
    ) -> Result<Report<'_>, Failure> {
        let Build { keep, quiet, base_url, .. } = self.build;
        let keep = keep.or(self.plan.settings.keep.map(Into::into)).unwrap_or(KEEP);
        let mut progress = Progress::new(!quiet);
        let sync = if changed.is_some() { Sync::Leave } else { Sync::Wait };
        let published = put(&made, &self.out, keep.into(), sync, &mut progress)?;
        let pages = match self.below.as_deref().filter(|_| self.injects()) {
            Some(below) if has_loader(&self.out) => {
                let names = match changed {
                    Some(changed) => changed.iter().filter(|name| is_page(name)).cloned().collect(),
                    None => pages::all(&self.plan.dir)?,
                };
                let base_url = self.plan.base_url(base_url.as_deref());
                let script = made.layout.script();
                let title = made.opensearch.as_ref().map(|address| made.title(address));
                let widget = Widget {
                    out: below,
                    script,
                    base_url: base_url.as_deref(),
                    opensearch: title.as_deref(),
                };
                Some(pages::inject(&self.plan.dir, &names, &widget, &mut progress)?)
            }
            _ => None,
        };
        drop(progress);
        if let Some(pages) = &pages {
            made.warnings.extend_from_slice(&pages.warnings);
        }
        let languages = contents::languages(&made.files);
        let time = milliseconds(start.elapsed());
        Ok(Report { job: self, made, languages, published, pages, time })
    }
}

/// Publishes into a folder on disk.
pub(crate) fn put(
    made: &Made,
    out: &Path,
    keep: usize,
    sync: Sync,
    progress: &mut Progress,
) -> Result<Published, Failure> {
    if out.exists() {
        folders::check(out)?;
    }
    let failed = |error| match error {
        PublishError::Unwritable { name, cause } => Failure::Unwritable { path: out.join(name), cause },
        PublishError::Unreadable { name, cause } => Failure::Unreadable { path: out.join(name), cause },
        PublishError::Unlisted(cause) => Failure::Unreadable { path: out.into(), cause },
        error => Failure::Publish { out: out.into(), error },
    };
    let output = made.output().map_err(failed)?;
    let waiting = || terminal::complain(&format!("waiting for another build into {}\n", out.display()));
    let _lock = Lock::on(out, waiting).map_err(|cause| Failure::Unwritable { path: out.into(), cause })?;
    let mut disk = Disk::new(out, sync, output.files().count(), progress);
    let published = publish(&output, keep, &mut disk).map_err(failed)?;
    disk.sweep();
    Ok(published)
}

/// Whether there is something that a page could name: of this build, or of one before.
fn has_loader(out: &Path) -> bool {
    out.join(LOADER).is_file()
}

fn uninject(build: &Build) -> Result<(), Failure> {
    let dir = &Plan::of(&build.making)?.dir;
    folders::check(dir)?;
    let mut progress = Progress::new(!build.quiet);
    let pages = pages::uninject(dir, &mut progress)?;
    drop(progress);
    if build.json {
        terminal::print(&format!("{}\n", json!({ "uninjected": pages.changed.len() })));
    } else if !build.quiet {
        let changed = counted(pages.changed.len(), "page");
        terminal::print(&format!("the script tag is out of {changed} in {}\n", dir.display()));
    }
    Ok(())
}

/// What a build has to say for itself.
#[derive(Debug)]
pub(crate) struct Report<'j> {
    job: &'j Job<'j>,
    made: Made,
    languages: Vec<Language>,
    published: Published,
    pub(crate) pages: Option<Pages>,
    time: f64,
}

impl Report<'_> {
    fn tell(&self) {
        self.warn(&self.made.warnings);
        self.warn_of_absence();
        if self.job.build.json {
            terminal::print(&format!("{:#}\n", self.json()));
        } else if !self.job.build.quiet {
            terminal::print(&self.text());
        }
    }

    /// The first of many builds: JSON is a line each.
    pub(crate) fn tell_first(&self) {
        self.warn(&self.made.warnings);
        self.warn_of_absence();
        let dir = self.job.plan.dir.display();
        self.print(|| format!("{}watching {dir}; Ctrl+C ends it\n", self.text()));
    }

    /// One line for a build that a change began, and nothing where the change came to nothing, unless it `mends` something.
    /// Warnings that were told before are not told again.
    pub(crate) fn tell_again(&self, told: &BTreeSet<String>, mends: bool) {
        let injected = self.pages.as_ref().is_some_and(|pages| !pages.changed.is_empty());
        let is_nothing =
            self.made.new_pages == Some(0) && self.published == Published::default() && !injected;
        if is_nothing && !mends {
            return;
        }
        let new: Vec<String> =
            self.made.warnings.iter().filter(|line| !told.contains(*line)).cloned().collect();
        self.warn(&new);
        self.print(|| {
            format!(
                "{} read, {}, {}: {} written, {} removed ({:.0} ms)\n",
                counted(self.made.new_pages.unwrap_or_default(), "page"),
                counted(self.total(|language| language.pages), "page"),
                counted(self.total(|language| language.sections), "section"),
                counted(self.published.written, "file"),
                self.published.removed,
                self.time
            )
        });
    }

    pub(crate) fn warnings(&self) -> BTreeSet<String> {
        self.made.warnings.iter().cloned().collect()
    }

    fn print(&self, text: impl FnOnce() -> String) {
        if self.job.build.json {
            terminal::print(&format!("{}\n", self.json()));
        } else if !self.job.build.quiet {
            terminal::print(&text());
        }
    }

    fn warn(&self, warnings: &[String]) {
        if !self.job.build.quiet {
            terminal::warn(warnings, self.job.build.making.verbose);
        }
    }

    fn warn_of_absence(&self) {
        if self.job.build.quiet {
            return;
        }
        if widget::files().is_empty() {
            terminal::complain(&format!("warning: {}\n", widget::MISSING));
        }
        if self.job.injects() && self.pages.is_none() {
            let out = self.job.out.display();
            terminal::complain(&format!(
                "warning: no page was given the script tag, since {out} has no {LOADER}\n"
            ));
        }
        if cfg!(target_os = "wasi") && self.time > LONG {
            terminal::complain("note: the native command is several times as fast for a site of this size\n");
        }
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "out": self.job.out.display().to_string(),
            "kind": match self.made.kind { Kind::Markdown => "markdown", Kind::Html => "html" },
            "layout": self.made.layout.name(),
            "config": self.job.plan.config().map(|path| path.display().to_string()),
            "languages": self.languages,
            "pages": self.total(|language| language.pages),
            "sections": self.total(|language| language.sections),
            "terms": self.total(|language| language.terms),
            "bytes": self.made.bytes(),
            "newPages": self.made.new_pages,
            "written": self.published.written,
            "removed": self.published.removed,
            "injected": self.pages.as_ref().map(|pages| pages.changed.len()),
            "widget": has_loader(&self.job.out),
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
        let config = self.job.plan.config();
        let config = config.map(|path| format!("as {} says\n", path.display())).unwrap_or_default();
        format!(
            "{}: {} in {} ({:.2} s{same})\n{config}{}",
            counts.join(", "),
            size(self.made.bytes()),
            self.job.out.display(),
            self.time / 1e3,
            self.advice()
        )
    }

    /// How a reader gets to see it.
    fn advice(&self) -> String {
        let attributes = self.made.layout.script().attributes();
        let tag = |src: &str| format!(r#"<script {attributes} src="{src}"></script>"#);
        match (&self.pages, &self.job.below, self.made.kind) {
            _ if !has_loader(&self.job.out) => String::new(),
            (Some(pages), _, _) => {
                let more = pages.with_tag > self.total(|language| language.pages);
                format!(
                    "the script tag is in {} ({} new{})\n",
                    counted(pages.with_tag, "page"),
                    pages.changed.len(),
                    if more { "; those that are not indexed have it too" } else { "" }
                )
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
