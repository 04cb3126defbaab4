//! `thumbindex serve`: a preview on this machine. The folder stays as it is: index and widget live in memory, and the
//! script tag is put into each page as it is sent.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;

use serde_json::json;
use thumbindex_indexer::publish::publish;
use thumbindex_indexer::{Kind, inject};
use tiny_http::{Header, Request, Response, Server};

use super::build::put;
use super::make::{Made, make};
use crate::args::Serve;
use crate::contents;
use crate::disk::Sync;
use crate::failure::Failure;
use crate::terminal::{self, Progress, counted};
use crate::web::{Answer, Site};
use crate::{folders, widget};

/// Tried when no port is asked for.
const USUAL_PORT: u16 = 8017;

/// How many requests are answered at the same time: a page asks for several files at once.
const WORKERS: usize = 4;

/// How many generations `--out` keeps, as `build` does.
const KEEP: usize = 2;

pub(crate) fn run(serve: &Serve) -> Result<(), Failure> {
    if cfg!(target_os = "wasi") {
        return Err(Failure::Usage(String::from(
            "`serve` needs the native command, since WebAssembly can open no port; `build --inject`, and let any file server show the folder",
        )));
    }
    let dir = &serve.making.dir;
    folders::check(dir)?;
    let below = serve.making.out.as_deref().and_then(|out| folders::below(dir, out));
    let mut progress = Progress::new(true);
    let made = make(&serve.making, below.as_deref(), None, &mut progress)?;
    if made.kind == Kind::Markdown {
        return Err(Failure::NoPages(dir.clone()));
    }
    if let Some(out) = &serve.making.out {
        put(&made, out, KEEP, Sync::Wait, &mut progress)?;
    }
    drop(progress);
    let listener = listen(serve.port)?;
    let port = listener.local_addr().map_err(|cause| port_failure(0, &cause))?.port();
    terminal::warn(&made.warnings, serve.making.verbose);
    if widget::files().is_empty() {
        terminal::complain(&format!("warning: {}\n", widget::MISSING));
    }
    let site = site(&made, serve, below)?;
    let server = Server::from_listener(listener, None).map_err(|cause| port_failure(port, &cause))?;
    tell(serve, &made, port);
    answer_forever(&Arc::new(server), &Arc::new(site));
    Ok(())
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

fn site(made: &Made, serve: &Serve, below: Option<String>) -> Result<Site, Failure> {
    let failed = |error| Failure::Publish { out: serve.making.dir.clone(), error };
    let output = made.output().map_err(failed)?;
    let mut files = BTreeMap::new();
    publish(&output, 1, &mut files).map_err(failed)?;
    let tag = files.contains_key(inject::LOADER).then(|| serve.making.layout.script());
    Site::new(&serve.making.dir, below.unwrap_or_else(|| String::from("thumbindex")), files, tag)
}

fn tell(serve: &Serve, made: &Made, port: u16) {
    let url = format!("http://127.0.0.1:{port}/");
    if serve.json {
        return terminal::print(&format!("{}\n", json!({ "url": url })));
    }
    let pages: u32 = contents::of_files(&made.files).iter().map(|language| language.pages).sum();
    let (pages, dir) = (counted(pages as usize, "page"), serve.making.dir.display());
    terminal::print(&format!("{url}\n{pages} of {dir}, press s to search; Ctrl+C ends it\n"));
}

fn answer_forever(server: &Arc<Server>, site: &Arc<Site>) {
    let work = |server: Arc<Server>, site: Arc<Site>| {
        move || {
            while let Ok(request) = server.recv() {
                respond(request, &site);
            }
        }
    };
    let workers: Vec<_> =
        (0..WORKERS).map(|_| thread::spawn(work(Arc::clone(server), Arc::clone(site)))).collect();
    for worker in workers {
        let _ = worker.join();
    }
}

fn respond(request: Request, site: &Site) {
    let Answer { status, headers, body } = site.answer(request.method().as_str(), request.url());
    let mut response = Response::from_data(body).with_status_code(status);
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // A browser that has gone away is no error.
    let _ = request.respond(response);
}
