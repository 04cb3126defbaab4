//! `cargo xtask crates`: the crates as a registry would hand them out. They are packed, unpacked into a folder outside the checkout,
//! and there the command is installed from them, the root crate makes a module of a book, and so does the crate that the guide
//! has for whoever wants one of their own.

use crate::fresh::{read, write};
use crate::sh::{self, Done, at, cargo, command, output, run, step};
use crate::tools::locked_version;
use crate::{build, npm};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The page with that crate's files.
const PAGE: &str = "guide/src/embed.md";
/// What the others are made of.
const LIBRARIES: [&str; 3] = ["thumbindex-index", "thumbindex-indexer", "thumbindex-engine"];
/// What is built from outside.
const PROGRAMS: [&str; 2] = ["thumbindex", "thumbindex-cli"];

pub(crate) fn run_all() -> Done {
    build::run()?;
    // What is in the widget is not in the repository, which Cargo would rather have said.
    step("crates, packed and compiled", || run(cargo().args(["package", "--workspace", "--allow-dirty"])))?;
    let home = env::temp_dir().join(format!("thumbindex-crates-{}", std::process::id()));
    let done = proofs(&home);
    let _ = fs::remove_dir_all(&home);
    done
}

fn proofs(home: &Path) -> Done {
    step("crates, unpacked", || unpack(home))?;
    step("the command, installed from them", || {
        run(from_outside(cargo(), home)
            .args(["install", "--quiet", "--path"])
            .arg(folder(home, "thumbindex-cli")?)
            .args(["--root", "."]))
    })?;
    let root = folder(home, "thumbindex")?;
    step("the root crate around a book", || wasm_pack(home, &root, "web", &["--profile", "wasm"]))?;
    let own = home.join("my-book");
    step("a crate of one's own", || {
        for (name, text) in files_in(&String::from_utf8_lossy(&read(&at(PAGE))?)) {
            write(&own.join(name), text.as_bytes())?;
        }
        // The one that our tool is made for; anybody else's wasm-pack brings the tool for the newest.
        let version = locked_version("wasm-bindgen")?;
        let mut update = from_outside(cargo(), &own);
        run(update.args(["update", "--quiet", "--package", "wasm-bindgen", "--precise", &version]))?;
        wasm_pack(home, &own, "nodejs", &[])
    })?;
    step("what they do", || {
        let mut node = npm::node();
        node.args(["--test", "--test-reporter=spec"]).arg(at("tests/crates/crates.test.js"));
        run(node
            .env("INSTALLED", home.join("bin"))
            .env("ROOT_CRATE", root.join("pkg"))
            .env("OWN_CRATE", own.join("pkg")))
    })
}

/// Unpacks what has been packed, and makes Cargo take it for what crates.io has.
fn unpack(home: &Path) -> Done {
    fs::create_dir_all(home).map_err(|fault| format!("cannot make {}: {fault}", home.display()))?;
    for name in LIBRARIES.iter().chain(&PROGRAMS) {
        let packed = at("target/package").join(format!("{}.crate", versioned(name)?));
        run(command("tar").arg("-xzf").arg(packed).arg("-C").arg(home))?;
    }
    let mut patches = String::new();
    for name in LIBRARIES {
        patches += &format!("[patch.crates-io.{name}]\npath = '{}'\n", folder(home, name)?.display());
    }
    write(&home.join(".cargo/config.toml"), patches.as_bytes())
}

fn folder(home: &Path, name: &str) -> Done<PathBuf> {
    Ok(home.join(versioned(name)?))
}

/// `name-1.2.3`: all of them have one version.
fn versioned(name: &str) -> Done<String> {
    let id = output(cargo().args(["pkgid", "--package", name]))?;
    let version = id.rsplit(['#', '@']).next().unwrap_or_default();
    Ok(format!("{name}-{version}"))
}

/// A program that works on what was unpacked, and knows nothing of the checkout. What it compiles is kept for the next time.
fn from_outside(mut program: Command, home: &Path) -> Command {
    program.current_dir(home).env("CARGO_TARGET_DIR", at("target/crates"));
    program
}

fn wasm_pack(home: &Path, package: &Path, target: &str, options: &[&str]) -> Done {
    let mut wasm_pack = from_outside(sh::command("wasm-pack"), home);
    wasm_pack.current_dir(package).env("THUMBINDEX_BOOK", at("tests/fixtures/book"));
    run(wasm_pack
        .args(["--log-level", "warn", "build", "--mode", "no-install", "--target", target])
        .args(options))
}

/// The files that a page shows: a name in backquotes on a line of its own, and the block of code below it.
fn files_in(page: &str) -> Vec<(&str, String)> {
    let mut files = Vec::new();
    let mut lines = page.lines();
    let mut name = None;
    while let Some(line) = lines.next() {
        let alone =
            line.strip_prefix('`').and_then(|line| line.strip_suffix('`')).filter(|name| !name.contains('`'));
        if let Some(name) = name.filter(|_| line.starts_with("```")) {
            let code = lines.by_ref().take_while(|line| *line != "```");
            files.push((name, code.map(|line| format!("{line}\n")).collect()));
        }
        if !line.is_empty() {
            name = alone;
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::{PAGE, files_in};
    use crate::sh::at;

    #[test]
    fn a_file_of_a_page_is_the_code_below_its_name() {
        let page = "Text.\n\n```sh\nno file\n```\n\n`src/a.rs`\n\n```rust\nfn a() {\n\n}\n```\n\nOf `b`:\n\n```\nnone\n```\n";
        assert_eq!(files_in(page), [("src/a.rs", "fn a() {\n\n}\n".to_owned())]);
    }

    #[test]
    fn the_crate_in_the_guide_has_thirty_lines_and_the_versions_of_ours() {
        let page = std::fs::read_to_string(at(PAGE)).unwrap_or_default();
        let files = files_in(&page);
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["Cargo.toml", "build.rs", "src/lib.rs"]);
        let lines = files.iter().flat_map(|(_, text)| text.lines()).filter(|line| !line.is_empty()).count();
        assert!(lines <= 30, "{lines} lines");
        let (major_minor, _) = env!("CARGO_PKG_VERSION").rsplit_once('.').unwrap_or_default();
        assert_eq!(files[0].1.matches(&format!("\"{major_minor}\"")).count(), 3);
    }
}
