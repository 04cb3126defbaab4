//! The WebAssembly module and its glue, by wasm-pack; and the command as WebAssembly, by Cargo alone.

use crate::fresh::{read, unless_fresh};
use crate::rust::WASI;
use crate::sh::{self, Done, at, cargo, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything the module is compiled from, apart from a book.
const SOURCES: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "src",
    "build.rs",
    "crates/index",
    "crates/engine",
    "xtask/src/wasm.rs",
];

/// The generic engine: `engine_bg.wasm` in a folder.
pub(crate) fn engine() -> Done<PathBuf> {
    let package = at("target/xtask/engine");
    unless_fresh(&package.join("engine_bg.wasm"), &SOURCES, || {
        pack(&package, |wasm_pack| wasm_pack.args(["--", "--no-default-features"]))
    })?;
    Ok(package)
}

/// The same with a Markdown book compiled in.
pub(crate) fn engine_with(book: &Path) -> Done<PathBuf> {
    let package = at("target/xtask/embedded");
    let folder = book.display().to_string();
    let mut sources = [SOURCES.as_slice(), &["crates/indexer"]].concat();
    // A book that is not there is for build.rs to complain about.
    sources.extend(book.is_dir().then_some(folder.as_str()));
    unless_fresh(&package.join("engine_bg.wasm"), &sources, || {
        pack(&package, |wasm_pack| wasm_pack.env("THUMBINDEX_BOOK", book))
    })?;
    Ok(package)
}

/// The native command, compiled for Node: built for speed, as that is.
pub(crate) fn command() -> Done<PathBuf> {
    run(cargo().args(["build", "--release", "--package", "thumbindex-cli", "--target", WASI]))?;
    Ok(at("target").join(WASI).join("release/thumbindex.wasm"))
}

fn pack(package: &Path, options: impl FnOnce(&mut Command) -> &mut Command) -> Done {
    let mut wasm_pack = sh::command("wasm-pack");
    wasm_pack
        .args("--log-level error build --target web --profile wasm --mode no-install --no-pack".split(' '));
    wasm_pack.args(["--out-name", "engine", "--out-dir"]).arg(package);
    run(options(&mut wasm_pack))?;
    optimised(&package.join("engine_bg.wasm"))
}

/// wasm-pack skips wasm-opt with no more than a line in its log when it cannot find it. The `producers` section is what
/// wasm-opt was told to strip, so it tells.
fn optimised(module: &Path) -> Done {
    let bytes = read(module)?;
    if bytes.windows(10).any(|window| window == b"\x09producers") {
        return Err("wasm-opt did not run; remove node_modules, so that npm brings binaryen again".into());
    }
    println!("    {}: {} bytes", module.display(), bytes.len());
    Ok(())
}
