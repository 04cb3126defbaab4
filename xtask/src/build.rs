//! `cargo xtask build`: the native command and the npm package. `cargo xtask embed`: that package around one book.

use crate::bundle::{self, assets, generate};
use crate::fresh::unless_fresh;
use crate::sh::{self, Done, at, cargo, step};
use crate::{npm, rust, tools, wasm};
use std::env;
use std::path::Path;

/// What the package is made of, besides the engine.
const SOURCES: [&str; 8] = [
    "js",
    "npm",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "xtask/src/bundle.rs",
    "xtask/src/pack.rs",
    "xtask/src/pack",
];

pub(crate) fn run() -> Done {
    dist()?;
    native()
}

/// The native command alone, with its widget; the package that this is taken from does without the command for Node.
pub(crate) fn command() -> Done {
    step("set-up", set_up)?;
    let engine = step("engine module", wasm::engine)?;
    step("widget", || package(&engine, None, &at("target/xtask/widget-package")))?;
    native()
}

fn native() -> Done {
    step("native command", || sh::run(cargo().args(["build", "--release", "--package", "thumbindex-cli"])))
}

/// The package alone.
pub(crate) fn dist() -> Done {
    step("set-up", set_up)?;
    let engine = step("engine module", wasm::engine)?;
    let command = step("command for Node", wasm::command)?;
    step("dist", || package(&engine, Some(&command), &at("dist")))
}

/// The package in `out`, and the widget in it where the native command takes it from.
fn package(engine: &Path, command: Option<&Path>, out: &Path) -> Done {
    let js = at("js");
    generate(&js)?;
    let module = engine.join("engine_bg.wasm");
    let made = [Some(module.as_path()), command].into_iter().flatten().map(|file| file.display().to_string());
    let sources: Vec<String> = SOURCES.into_iter().map(str::to_owned).chain(made).collect();
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    unless_fresh(&out.join("package.json"), &sources, || bundle::package(&js, engine, command, out))?;
    assets(out)
}

/// A package like `dist/` in `out`, with `book` in its module.
pub(crate) fn embed(book: &Path, out: &Path) -> Done {
    let here = env::current_dir().map_err(|fault| format!("cannot tell the current folder: {fault}"))?;
    step("set-up", set_up)?;
    let engine = step("engine module with the book", || wasm::engine_with(&here.join(book)))?;
    let command = step("command for Node", wasm::command)?;
    step("package", || {
        let js = at("js");
        generate(&js)?;
        bundle::package(&js, &engine, Some(&command), &here.join(out))
    })
}

fn set_up() -> Done {
    rust::wasm_targets()?;
    npm::packages()?;
    tools::wasm()
}
