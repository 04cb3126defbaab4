//! `thumbindex build`: index a folder, put the widget beside it, and the tag into its pages where that is wanted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;
use thumbindex_index::contents::{self, Language};
use thumbindex_indexer::Kind;
use thumbindex_indexer::inject::{LOADER, Script, Widget, is_page};
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
    /// As it was in the beginning: the folders stay what they were.
    pub(crate) plan: Plan,
}

/// What has come since the build before, for one that need not do everything.
#[derive(Debug, Default)]
pub(crate) struct Since {
    /// Files that no build has looked at for the script tag yet.
    pub(crate) files: BTreeSet<String>,
    /// What the tag in all others says.
    pub(crate) tag: Option<Tag>,
}

/// What the script tag says on whatever page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    script: Script,
    base_url: Option<String>,
    title: Option<String>,
}

impl<'b> Job<'b> {
    fn of(build: &'b Build) -> Result<Self, Failure> {
        let plan = Plan::of_build(build)?;
        folders::check(&plan.dir)?;
        let out = plan.out();
        let job = Self { build, below: folders::below(&plan.dir, &out), out, plan };
        job.check(&job.plan)?;
        Ok(job)
    }

    /// Pages can name only a widget that lies among them.
    fn check(&self, plan: &Plan) -> Result<(), Failure> {
        if plan.inject && self.below.is_none() {
            return Err(Failure::OutsideSite { out: self.out.clone(), dir: plan.dir.clone() });
        }
        Ok(())
    }

    /// Reads the folder and makes its index; of what is known only what has changed.
    pub(crate) fn make(&self, known: Option<&mut Known>) -> Result<Made, Failure> {
        // The configuration may have been edited since.
        let plan = Plan { dir: self.plan.dir.clone(), ..Plan::of_build(self.build)? };
        self.check(&plan)?;
        let made = make(plan, self.below.as_deref(), known, &mut Progress::new(!self.build.quiet))?;
        if made.plan.inject && made.kind == Kind::Markdown {
            return Err(Failure::NoPages(made.plan.dir));
        }
        Ok(made)
    }

    /// Publishes an index and sees to the script tag. After a build before, only files that have changed since are looked at for
    /// the tag, unless it says something new, and nothing waits for the disk: the next build makes again what a loss of power
    /// might take.
    pub(crate) fn publish(
        &self,
        start: Instant,
        mut made: Made,
        since: Option<&Since>,
    ) -> Result<Report<'_>, Failure> {
        let mut progress = Progress::new(!self.build.quiet);
        let sync = if since.is_some() { Sync::Leave } else { Sync::Wait };
        let published = put(&made, &self.out, sync, &mut progress)?;
        let below = self.below.as_deref().filter(|_| made.plan.inject && has_loader(&self.out));
        let tag = below.map(|_| Tag::of(&made));
        let pages = match (below, &tag) {
            (Some(below), Some(Tag { script, base_url, title })) => {
                let names = match since.filter(|since| since.tag == tag) {
                    Some(since) => since.files.iter().filter(|name| is_page(name)).cloned().collect(),
                    None => pages::all(&self.plan.dir)?,
                };
                let (base_url, opensearch) = (base_url.as_deref(), title.as_deref());
                let widget = Widget { out: below, script: *script, base_url, opensearch };
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
        Ok(Report { job: self, made, languages, published, pages, tag, time })
    }
}

impl Tag {
    fn of(made: &Made) -> Self {
        let Plan { layout, base_url, .. } = &made.plan;
        Self { script: layout.script(), base_url: base_url.clone(), title: made.title() }
    }
}

/// Publishes into a folder on disk.
pub(crate) fn put(
    made: &Made,
    out: &Path,
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
    let published = publish(&output, made.plan.keep.into(), &mut disk).map_err(failed)?;
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
    if !build.quiet {
        terminal::warn(&pages.warnings, build.making.verbose);
    }
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
    /// What the tag in pages says now, where they have been looked at for it.
    pub(crate) tag: Option<Tag>,
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
        if self.made.plan.inject && self.pages.is_none() {
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
            "layout": self.made.plan.layout.name(),
            "config": self.made.plan.config().map(|path| path.display().to_string()),
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
        let config = self.made.plan.config();
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
        let attributes = self.made.plan.layout.script().attributes();
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
