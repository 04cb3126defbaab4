//! `cargo xtask test`: every test there is. `cargo xtask bundlers`: the ones that need bundlers. `cargo xtask books`: the ones that
//! need real books. `cargo xtask engines`: those that need other search engines.

use crate::fresh::{copy, files, mirror, unless_fresh};
use crate::sh::{self, Done, at, cargo, step};
use crate::{bench, build, npm, playground, python, rust, sizes, system, tools};
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn run() -> Done {
    let browsers = step("set-up of linters and browsers", || {
        rust::linters()?;
        system::chromium()?;
        system::browsers()
    })?;
    step("mdBook", tools::mdbook)?;
    build::run()?;
    step("sizes", sizes::run)?;
    step("rustfmt", || sh::run(cargo().args(["fmt", "--all", "--check"])))?;
    step("Biome: format and lint of JS", || {
        sh::run(npm::tool("biome").args(["ci", "--error-on-warnings", "--colors=off"]))
    })?;
    step("TypeScript", || sh::run(npm::tool("tsc").args(["--project", "tsconfig.json"])))?;
    step("clippy", || {
        sh::run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
    })?;
    step("Rust tests", || sh::run(cargo().args(["test", "--workspace"])))?;
    step("the playground", playground::build)?;
    step("an embedded book", || build::embed(&at("tests/fixtures/book"), &at("target/test-embedded")))?;
    step("Node and browser tests", || sh::run(&mut node_tests(&["js", "tests/node", "tests/browser"])?))?;
    step("behaviours in every browser", || {
        sh::run(node_tests(&["tests/everywhere"])?.env("BROWSERS", browsers))
    })
}

/// The package in the hands of bundlers and frameworks. They weigh 600 MB, so that no other command installs them.
pub(crate) fn bundlers() -> Done {
    build::dist()?;
    let (projects, here) = (at("tests/bundlers"), at("target/bundlers"));
    step("bundlers and frameworks", || {
        copy(&projects, &here)?;
        unless_fresh(&here.join("node_modules"), &["tests/bundlers/package-lock.json"], || {
            sh::run(npm::npm().args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&here))
        })?;
        mirror(&at("dist"), &here.join("node_modules/thumbindex"))
    })?;
    step("the package in each of them", || sh::run(&mut node_tests(&["tests/bundlers"])?))
}

/// The providers over the engines themselves, as far as a registry of packages has them. They weigh 500 MB, so that no other command
/// installs them.
pub(crate) fn engines() -> Done {
    build::run()?;
    let venv = at("target/engines");
    step("search engines", || python::environment(&venv, "tests/engines/requirements.txt"))?;
    step("the providers over each of them", || {
        let python = python::programs(&venv).join("python");
        sh::run(node_tests(&["tests/engines"])?.env("PYTHON", python))
    })
}

/// The toolchain's own books in the browser and, where there are any, the Markdown books in `corpora`.
pub(crate) fn books(corpora: Option<&Path>) -> Done {
    build::run()?;
    let html = step("the toolchain's books", rust::documentation)?;
    let mut markdown = None;
    if let Some(corpora) = corpora {
        let corpora = corpora.canonicalize().map_err(|fault| format!("{}: {fault}", corpora.display()))?;
        markdown = Some(corpora.join("rust-book"));
        step("real books from Markdown and HTML", || {
            let mut test = cargo();
            test.args(["test", "--package", "thumbindex-indexer", "--features", "corpora"]);
            sh::run(test.env("THUMBINDEX_CORPORA", &corpora))
        })?;
    }
    step("the bench's queries", || bench::queries(&html))?;
    step("real books, searched everywhere", || {
        let mut node = node_tests(&["tests/real"])?;
        node.env("RUST_HTML", &html).env("QUERIES", at("target/bench/queries"));
        if let Some(book) = &markdown {
            build::embed(book, &at("target/test-embedded-book"))?;
            node.env("MARKDOWN_BOOK", book);
        }
        sh::run(&mut node)
    })
}

/// Node's test runner takes files, not patterns, before version 21.
fn node_tests(folders: &[&str]) -> Done<Command> {
    let mut node = npm::node();
    node.args(["--test", "--test-reporter=spec"]);
    for folder in folders.iter().map(|folder| at(folder)) {
        let is_test = |file: &PathBuf| file.to_string_lossy().ends_with(".test.js");
        node.args(files(&folder)?.into_iter().filter(is_test).map(|file| folder.join(file)));
    }
    node.env("CHROMIUM", system::chromium()?);
    Ok(node)
}
