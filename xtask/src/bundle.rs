//! The JS side: what is generated for it, the bundle, its types, and the package they make.

use crate::fresh::{copy, files, mirror, read, write};
use crate::npm::tool;
use crate::pack::pack;
use crate::sh::{Done, at, root, run};
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use thumbindex_engine::shortcuts::candidates;

/// A page needs nothing of Node's; and its book stays open, so that no collector need watch over it.
const IN_A_PAGE: [&str; 3] = [
    "--define:globalThis.process=undefined",
    "--define:globalThis.setImmediate=undefined",
    "--define:globalThis.FinalizationRegistry=undefined",
];

/// The loader, and chunks for what is loaded later.
const SPLIT: [&str; 4] = [
    "--format=esm",
    "--splitting",
    "--chunk-names=chunks/[name]-[hash]",
    "--define:globalThis.CARRIED_FILES=undefined",
];

/// One classic script. Its own address is known while it runs for the first time, and not when it has waited for the page.
const SINGLE: [&str; 6] = [
    "--format=iife",
    "--banner:js=(()=>{const SCRIPT=(document.currentScript||document.querySelector('script[src$=\"thumbindex.js\"]')).src;",
    "--footer:js=})()",
    "--define:import.meta.url=SCRIPT",
    "--define:globalThis.CARRIED_FILES=THUMBINDEX_FILES",
    "--define:PACKED_MODULE=\"engine.bin\"",
];

/// Node shows the line that an error comes from, which in the library has to be one that a terminal holds.
const SHORT_LINES: [&str; 2] = ["--format", "max_line_len=200"];

/// The module as bundlers and Node take it.
const MODULE: &str = "thumbindex.wasm";

/// In the template of the single layout, the files it carries; then, where the command puts the index.
const FILES_MARK: &str = "THUMBINDEX_FILES";
const INDEX_MARK: &str = "THUMBINDEX_INDEX";

/// Brings what JS takes from Rust into `js/generated/`: the keys the loader holds back.
pub(crate) fn generate(js: &Path) -> Done {
    write(&js.join("generated/keys.js"), keys().as_bytes())
}

/// Makes the package of `js`, `engine` and `command` in `out`: `index.js` for programs; loader, chunks and module for pages; types;
/// the command for authors, if there is one.
pub(crate) fn package(js: &Path, engine: &Path, command: Option<&Path>, out: &Path) -> Done {
    let package = at("target/xtask/package");
    let _ = fs::remove_dir_all(&package);
    let sources = with_small_styles(js)?;
    esbuild(
        &sources.join("index.js"),
        &package,
        &["--format=esm", "--define:globalThis.CARRIED_FILES=undefined"],
    )?;
    let module = read(&engine.join("engine_bg.wasm"))?;
    let packed = pack(&module)?;
    // With a book in it, a module is mostly packed already, and unpacking it would only keep a reader waiting.
    let name = if packed.len() * 2 < module.len() { hashed("engine", &packed) } else { MODULE.to_owned() };
    let named = format!("--define:PACKED_MODULE={name:?}");
    esbuild(&sources.join("thumbindex.js"), &package, &[&IN_A_PAGE[..], &SPLIT, &[&named]].concat())?;
    esbuild(&sources.join("single.js"), &package, &[&IN_A_PAGE[..], &SINGLE].concat())?;
    esbuild(&sources.join("offline.js"), &package, &["--format=iife"])?;
    for file in files(&package)? {
        terser(&package.join(&file), if file == Path::new("index.js") { &SHORT_LINES } else { &[] })?;
    }
    carry(&package.join("single.js"), &packed)?;
    if name != MODULE {
        write(&package.join(name), &packed)?;
    }
    write(&package.join(MODULE), &module)?;
    if let Some(command) = command {
        write(&package.join("command.wasm"), &read(command)?)?;
    }
    types(&package)?;
    papers(&package)?;
    mirror(&package, out)
}

/// The widget alone, as the native command carries it.
pub(crate) fn assets(dist: &Path) -> Done {
    let widget = at("target/xtask/widget");
    let _ = fs::remove_dir_all(&widget);
    for file in files(dist)? {
        if file.starts_with("chunks")
            || ["thumbindex.js", MODULE, "single.js", "offline.js"].iter().any(|name| file == Path::new(name))
        {
            write(&widget.join(&file), &read(&dist.join(&file))?)?;
        }
    }
    mirror(&widget, &at("crates/cli/assets"))
}

/// Puts the packed module into the template of the single layout.
fn carry(template: &Path, packed: &[u8]) -> Done {
    let script = String::from_utf8_lossy(&read(template)?).into_owned();
    if script.matches(FILES_MARK).count() != 1 {
        return Err(format!("{} has to name {FILES_MARK} once", template.display()));
    }
    let files = format!("{{\"engine.bin\":{:?},...{INDEX_MARK}}}", base64(packed));
    write(template, script.replace(FILES_MARK, &files).as_bytes())
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) as usize & 63;
            text.push(if digit > three.len() { '=' } else { char::from(DIGITS[value]) });
        }
    }
    text
}

/// The name of a file of the widget's that may be kept for ever.
fn hashed(stem: &str, bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("chunks/{stem}-{:08X}.bin", hasher.finish() as u32)
}

/// A copy of `js` with small style sheets: they are imported as text, which a bundler leaves as it is.
fn with_small_styles(js: &Path) -> Done<PathBuf> {
    let sources = at("target/xtask/js");
    mirror(js, &sources)?;
    let mut esbuild = tool("esbuild");
    let styles = files(&sources)?.into_iter().filter(|file| file.extension() == Some("css".as_ref()));
    esbuild.args(styles.map(|file| sources.join(file))).arg(format!("--outdir={}", sources.display()));
    run(esbuild.args(["--minify", "--allow-overwrite", "--log-level=warning"]))?;
    Ok(sources)
}

pub(crate) fn esbuild(entry: &Path, out: &Path, options: &[&str]) -> Done {
    let mut esbuild = tool("esbuild");
    esbuild.arg(entry).arg(format!("--outdir={}", out.display()));
    esbuild.args(["--bundle", "--minify", "--target=es2022", "--charset=utf8"]);
    run(esbuild.args(["--loader:.css=text", "--log-level=warning"]).args(options))
}

/// Another pass over a bundle: 3 % smaller (gzip) than esbuild leaves it.
fn terser(file: &Path, options: &[&str]) -> Done {
    let mut terser = tool("terser");
    terser.arg(file).args([
        "--module",
        "--ecma=2022",
        "--mangle",
        "--compress",
        "passes=3,unsafe_arrows,pure_getters",
    ]);
    run(terser.args(options).arg("--output").arg(file))
}

/// The declarations that TypeScript reads from the JSDoc comments of `js/`.
fn types(package: &Path) -> Done {
    let types = package.join("types");
    run(tool("tsc").args(["--project", "tsconfig.build.json", "--outDir"]).arg(&types))?;
    write(&package.join("index.d.ts"), b"export * from \"./types/index.js\";\n")
}

/// What `npm/` has, and the licences.
fn papers(package: &Path) -> Done {
    copy(&at("npm"), package)?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        write(&package.join(licence), &read(&root().join(licence))?)?;
    }
    Ok(())
}

fn keys() -> String {
    let mut text = String::from(KEYS_HEAD);
    for (action, keys) in candidates() {
        let keys: Vec<&str> = keys.collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {}: {keys:?},", action.name());
    }
    text + "};\n"
}

const KEYS_HEAD: &str = "\
// Written by `cargo xtask build` from crates/engine/src/shortcuts.rs: change it there.

/**
 * The keys of each action: what `event.key` says; `Mod+` in front of it means Ctrl or ⌘ held.
 * @type {import(\"../types.js\").Keys}
 */
export const keys = {
";
