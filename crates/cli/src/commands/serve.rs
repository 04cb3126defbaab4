//! `thumbindex serve`: a preview on this machine. The folder stays as it is: index and widget live in memory, and the
//! script tag is put into each page as it is sent. When a file changes, the index is made again and open pages reload.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;

use serde_json::json;
use thumbindex_index::contents;
use thumbindex_indexer::publish::publish;
use thumbindex_indexer::{Kind, inject};

use super::build::put;
use super::make::{Known, Made, make};
use super::watch::{Seen, Watcher};
use crate::args::Serve;
use crate::disk::Sync;
use crate::failure::Failure;
use crate::live::{Live, Wanted};
use crate::plan::Plan;
use crate::server::{self, Reply};
use crate::terminal::{self, Progress, counted};
use crate::web::{Answer, Site};
use crate::{folders, widget};

/// Tried when no port is asked for.
const USUAL_PORT: u16 = 8017;

pub(crate) fn run(serve: &Serve) -> Result<(), Failure> {
    if cfg!(target_os = "wasi") {
        return Err(Failure::Usage(String::from(
            "`serve` needs the native command, since WebAssembly can open no port; `build --inject`, and let any file server show the folder",
        )));
    }
    let mut preview = Preview::of(serve)?;
    let watcher = Watcher::new(&preview.plan, preview.below.as_deref(), None);
    let seen = watcher.look();
    let made = preview.make(Sync::Wait)?;
    let listener = listen(serve.port)?;
    let port = listener.local_addr().map_err(|cause| port_failure(0, &cause))?.port();
    terminal::warn(&made.warnings, serve.making.verbose);
    if widget::files().is_empty() {
        terminal::complain(&format!("warning: {}\n", widget::MISSING));
    }
    let shown = Arc::new(Shown { site: RwLock::new(preview.site(&made)?), live: Live::new() });
    let server = Arc::clone(&shown);
    thread::spawn(move || server::serve(&listener, move |method, url| reply(&server, method, url)));
    tell(serve, &preview.plan.dir, &made, port);
    preview.watch(watcher, seen, &shown)
}

/// What the server answers from.
struct Shown {
    site: RwLock<Site>,
    live: Live,
}

fn reply(shown: &Arc<Shown>, method: &str, url: &str) -> Reply {
    match Live::wanted(url).filter(|_| method == "GET") {
        Some(Wanted::Script(script)) => Reply::Whole(Answer::file(200, "reload.js", script.into())),
        Some(Wanted::Changes(number)) => {
            let shown = Arc::clone(shown);
            Reply::Stream(Answer::events(), Box::new(move |out| shown.live.wait(number, out)))
        }
        None => {
            let mut answer = shown.site.read().unwrap_or_else(PoisonError::into_inner).answer(method, url);
            if answer.is_page {
                shown.live.add_to(&mut answer.body);
            }
            Reply::Whole(answer)
        }
    }
}

/// A folder that is shown.
struct Preview<'s> {
    serve: &'s Serve,
    plan: Plan,
    /// Where the output folder is in it, if there.
    below: Option<String>,
    known: Known,
}

impl<'s> Preview<'s> {
    fn of(serve: &'s Serve) -> Result<Self, Failure> {
        let plan = Plan::of(&serve.making)?;
        folders::check(&plan.dir)?;
        let below = plan.out.as_deref().and_then(|out| folders::below(&plan.dir, out));
        Ok(Self { serve, plan, below, known: Known::default() })
    }

    /// Reads the folder, with the configuration as it is now, and fills `--out` where that was given on the command line.
    fn make(&mut self, sync: Sync) -> Result<Made, Failure> {
        let plan = Plan { dir: self.plan.dir.clone(), ..Plan::of(&self.serve.making)? };
        let mut progress = Progress::new(true);
        let made = make(plan, self.below.as_deref(), Some(&mut self.known), &mut progress)?;
        if made.kind == Kind::Markdown {
            return Err(Failure::NoPages(made.plan.dir));
        }
        if let Some(out) = &self.serve.making.out {
            put(&made, out, sync, &mut progress)?;
        }
        self.known.pages.settle();
        Ok(made)
    }

    fn site(&self, made: &Made) -> Result<Site, Failure> {
        let failed = |error| Failure::Publish { out: self.plan.dir.clone(), error };
        let output = made.output().map_err(failed)?;
        let mut files = BTreeMap::new();
        publish(&output, 1, &mut files).map_err(failed)?;
        let tag = files.contains_key(inject::LOADER).then(|| made.plan.layout.script());
        let mount = self.below.clone().unwrap_or_else(|| String::from("thumbindex"));
        Site::new(&self.plan.dir, mount, files, tag)
    }

    /// Shows what is new whenever something changes. What is broken for the moment is told, and what was there stays.
    fn watch(mut self, mut watcher: Watcher, mut seen: Seen, shown: &Shown) -> Result<(), Failure> {
        loop {
            let change = watcher.next(&mut seen, || self.make(Sync::Leave));
            match change.made.and_then(|made| self.site(&made)) {
                Ok(site) => {
                    *shown.site.write().unwrap_or_else(PoisonError::into_inner) = site;
                    shown.live.tell();
                }
                Err(failure) if failure.is_mendable() => failure.tell(self.serve.json),
                Err(fault) => return Err(fault),
            }
        }
    }
}

fn listen(port: Option<u16>) -> Result<TcpListener, Failure> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => bind(port).map_err(|cause| port_failure(port, &cause)),
        None => bind(USUAL_PORT).or_else(|_| bind(0)).map_err(|cause| port_failure(USUAL_PORT, &cause)),
    }
}

fn port_failure(port: u16, cause: &dyn std::fmt::Display) -> Failure {
    Failure::Port { port, cause: cause.to_string() }
}

fn tell(serve: &Serve, dir: &Path, made: &Made, port: u16) {
    let url = format!("http://127.0.0.1:{port}/");
    if serve.json {
        return terminal::print(&format!("{}\n", json!({ "url": url })));
    }
    let pages: u32 = contents::languages(&made.files).iter().map(|language| language.pages).sum();
    let (pages, dir) = (counted(pages as usize, "page"), dir.display());
    terminal::print(&format!("{url}\n{pages} of {dir}, press s to search; Ctrl+C ends it\n"));
}
