//! Packs the widget into the command, so that one file to install is enough.
//!
//! `cargo xtask build` puts the widget's files into `assets/`. Whatever is there becomes a table of names and bytes; when
//! nothing is there the table is empty, and the command says so when it would need it. The command as WebAssembly travels in
//! the npm package, beside the widget.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let assets = package.join("assets");
    let mut files = Vec::new();
    if env::var("CARGO_CFG_TARGET_OS")? == "wasi" {
        println!("cargo::rerun-if-changed=build.rs");
    } else if assets.is_dir() {
        println!("cargo::rerun-if-changed=assets");
        walk(&assets, "", &mut files)?;
        files.sort();
    } else {
        // A folder that is not there cannot be watched, but the one it will appear in can.
        println!("cargo::rerun-if-changed=.");
    }
    let mut table = String::from("&[\n");
    for (name, path) in files {
        writeln!(table, "    ({name:?}, include_bytes!({:?})),", path.display().to_string())?;
    }
    table.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("widget.rs"), table)?;
    Ok(())
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{name}/"), files)?;
        } else if !name.starts_with('.') {
            files.push((name, entry.path()));
        }
    }
    Ok(())
}
