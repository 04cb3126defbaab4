//! The playground, ready to be served: `www/playground/` with its module, its scripts bundled, and the guide as a sample.

use crate::bundle::esbuild;
use crate::fresh::{files, read, unless_fresh, write};
use crate::sh::{self, Done, at};
use std::fs;
use std::path::{Path, PathBuf};
use thumbindex_engine::json::Writer;

/// What the module is compiled from.
const MODULE_SOURCES: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    "www/playground/Cargo.toml",
    "www/playground/src",
    "crates/index",
    "crates/indexer",
    "crates/engine",
    "xtask/src/playground.rs",
];

/// Scripts that a page or the worker is started with; they import the others.
const SCRIPTS: [&str; 3] = ["playground.js", "worker.js", "live.js"];

/// Makes it with what `cargo xtask build` has brought; returns its folder.
pub(crate) fn build() -> Done<PathBuf> {
    let module = module()?;
    let out = at("target/playground");
    let page = at("www/playground/page");
    let _ = fs::remove_dir_all(&out);
    let is_plain = |file: &PathBuf| ["html", "css"].iter().any(|end| file.extension() == Some(end.as_ref()));
    for file in files(&page)?.iter().filter(|file| is_plain(file)) {
        write(&out.join(file), &read(&page.join(file))?)?;
    }
    let glue = format!("--alias:thumbindex-playground={}", module.join("playground.js").display());
    for script in SCRIPTS {
        esbuild(&page.join(script), &out, &["--format=esm", &glue])?;
    }
    write(&out.join("playground.wasm"), &read(&module.join("playground_bg.wasm"))?)?;
    write(&out.join("style.css"), &read(&at("www/style.css"))?)?;
    write(&out.join("sample.json"), sample(&at("guide"))?.as_bytes())?;
    Ok(out)
}

/// Indexer and engine in one module: built for speed, since nobody downloads it but who came for it.
fn module() -> Done<PathBuf> {
    let out = at("target/xtask/playground");
    unless_fresh(&out.join("playground_bg.wasm"), &MODULE_SOURCES, || {
        let mut wasm_pack = sh::command("wasm-pack");
        wasm_pack.args("--log-level warn build www/playground --release --target web".split(' '));
        wasm_pack.args("--mode no-install --no-pack --out-name playground --out-dir".split(' '));
        sh::run(wasm_pack.arg(&out))
    })?;
    Ok(out)
}

/// The texts of a Markdown book: one object, by path.
fn sample(book: &Path) -> Done<String> {
    let is_text =
        |file: &PathBuf| file.extension().is_some_and(|extension| extension == "md" || extension == "toml");
    let mut json = Writer::default();
    json.open('{');
    for file in files(book)?.iter().filter(|file| is_text(file)) {
        let path = file.to_string_lossy().replace('\\', "/");
        json.text(&path, &String::from_utf8_lossy(&read(&book.join(file))?));
    }
    json.close('}');
    Ok(json.finish())
}
