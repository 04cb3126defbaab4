//! Parts of the Rust toolchain. `rust-toolchain.toml` names them, but where rustup may not install by itself, that alone
//! does not bring them.

use crate::sh::{Done, at, cargo, command, output, run, succeeds};
use std::path::PathBuf;

/// Where the command for Node runs.
pub(crate) const WASI: &str = "wasm32-wasip1";

/// The standard libraries for the browser and for Node.
pub(crate) fn wasm_targets() -> Done {
    let libraries = sysroot()?.join("lib/rustlib");
    for target in ["wasm32-unknown-unknown", WASI] {
        if !libraries.join(target).join("lib").is_dir() {
            run(command("rustup").args(["target", "add", target]))?;
        }
    }
    Ok(())
}

/// rustfmt and clippy.
pub(crate) fn linters() -> Done {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if !succeeds(cargo().args([subcommand, "--version"])) {
            run(command("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// The folder of the toolchain's own books, built.
pub(crate) fn documentation() -> Done<PathBuf> {
    let html = sysroot()?.join("share/doc/rust/html");
    if !html.join("book/index.html").is_file() {
        println!("installing the toolchain's books (rust-docs)");
        run(command("rustup").args(["component", "add", "rust-docs"]))?;
    }
    Ok(html)
}

/// The native command, as the tests of the JS side and the demo use it.
pub(crate) fn thumbindex() -> PathBuf {
    at("target/release").join(format!("thumbindex{}", std::env::consts::EXE_SUFFIX))
}

fn sysroot() -> Done<PathBuf> {
    output(command("rustc").args(["--print", "sysroot"])).map(PathBuf::from)
}
