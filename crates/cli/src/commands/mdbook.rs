//! `thumbindex mdbook`: what mdBook runs as a renderer after its own, so that one table in `book.toml` is all there is to do.
//!
//! mdBook says on standard input which book it has built. Renderers run in the order of their names, so that the pages are
//! there; with several of them each has a folder, and the pages are in `html`.

use std::io::{self, Read};
use std::path::PathBuf;

use serde::Deserialize;

use super::build;
use crate::args::{Build, Content, Making, Reading};
use crate::config::{BOOK, OWN};
use crate::failure::Failure;

/// What matters of mdBook's message.
#[derive(Debug, Deserialize)]
struct Context {
    /// The folder of `book.toml`.
    root: PathBuf,
    /// The folder that is ours to write into; that of the pages lies beside it.
    destination: PathBuf,
}

pub(crate) fn run() -> Result<(), Failure> {
    let mut message = String::new();
    io::stdin().read_to_string(&mut message).map_err(|cause| not_mdbook(&cause))?;
    let Context { root, destination } = serde_json::from_str(&message).map_err(|cause| not_mdbook(&cause))?;
    let pages = root.join(&destination).with_file_name("html");
    if !pages.is_dir() {
        return Err(Failure::NoRenderedPages(pages));
    }
    let config = [OWN, BOOK].map(|name| root.join(name)).into_iter().find(|path| path.is_file());
    let content = Content { dir: Some(pages), config, ..Content::default() };
    let reading = Reading { content, ..Reading::default() };
    let making = Making { reading, ..Making::default() };
    build::run(&Build { making, inject: true, ..Build::default() })
}

fn not_mdbook(cause: &dyn std::fmt::Display) -> Failure {
    Failure::Usage(format!(
        "this command is for mdBook to run, and what it was told is no book ({cause}); write `[output.html]` and \
         `[output.thumbindex]` with `command = \"thumbindex mdbook\"` into book.toml"
    ))
}
