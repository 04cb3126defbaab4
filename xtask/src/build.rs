//! `cargo xtask build`: the native command and the npm package. `cargo xtask embed`: that package around one book.

use crate::bundle::{self, assets, generate};
use crate::fresh::unless_fresh;
use crate::sh::{self, Done, at, cargo, step};
use crate::{npm, rust, tools, wasm};
use std::env;
use std::path::Path;

/// What the package is made of, besides the engine.
const SOURCES: [&str; 7] = [
    "js",
    "npm",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "xtask/src/bundle.rs",
    "xtask/src/pack.rs",
];

pub(crate) fn run() -> Done {
    dist()?;
    step("native command", || sh::run(cargo().args(["build", "--release", "--package", "thumbindex-cli"])))
}

/// The package alone.
pub(crate) fn dist() -> Done {
    step("set-up", set_up)?;
    let engine = step("engine module", wasm::engine)?;
    let command = step("command for Node", wasm::command)?;
    step("dist", || {
        let (js, dist) = (at("js"), at("dist"));
        generate(&js)?;
        let module = engine.join("engine_bg.wasm").display().to_string();
        let program = command.display().to_string();
        let sources: Vec<&str> = SOURCES.into_iter().chain([module.as_str(), program.as_str()]).collect();
        unless_fresh(&dist.join("package.json"), &sources, || {
            bundle::package(&js, &engine, &command, &dist)?;
            assets(&dist)
        })
    })
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
        bundle::package(&js, &engine, &command, &here.join(out))
    })
}

fn set_up() -> Done {
    rust::wasm_targets()?;
    npm::packages()?;
    tools::wasm()
}
