//! Rust programs that the build runs, each at one version: from the machine if it has that version, else installed once
//! into `target/tools`.

use crate::sh::{Done, at, cargo, command, output, run, succeeds};
use std::fs;
use std::process::Stdio;

/// `wasm-pack` with the `wasm-bindgen` that `Cargo.lock` asks for: the two sides of the glue must be of one version.
pub(crate) fn wasm() -> Done {
    // The lock file of wasm-bindgen-cli names a withdrawn crate, so `--locked` would fail.
    let only = ["--no-default-features", "--bin", "wasm-bindgen"];
    installed("wasm-bindgen", "wasm-bindgen-cli", &locked_version("wasm-bindgen")?, &only)?;
    installed("wasm-pack", "wasm-pack", "0.15.1", &["--locked"])
}

/// mdBook, without its server and its search: the guide has better ones.
pub(crate) fn mdbook() -> Done {
    installed("mdbook", "mdbook", "0.5.4", &["--locked", "--no-default-features"])
}

/// Drives libFuzzer.
pub(crate) fn cargo_fuzz() -> Done {
    installed("cargo-fuzz", "cargo-fuzz", "0.13.2", &["--locked"])
}

fn installed(program: &str, package: &str, version: &str, options: &[&str]) -> Done {
    if version_of(program).is_some_and(|found| found == version) {
        return Ok(());
    }
    println!("installing {package} {version} into target/tools: once, a minute or two");
    let scratch = at("target/tools/build");
    let tools = at("target/tools");
    // Unoptimised, and without debug information: they run for seconds, and compile three times faster.
    let mut install = cargo();
    install.args(["install", "--debug", package, "--version", version, "--root"]).arg(&tools);
    install.args(options).env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_TARGET_DIR", &scratch);
    run(&mut install)?;
    let _ = fs::remove_dir_all(&scratch);
    Ok(())
}

/// The last word of `--version`, which all of these print as `name 1.2.3` or `name v1.2.3`.
fn version_of(program: &str) -> Option<String> {
    if !succeeds(command(program).arg("--version")) {
        return None;
    }
    let line = output(command(program).arg("--version").stderr(Stdio::null())).ok()?;
    line.split_whitespace().last().map(|word| word.trim_start_matches('v').to_owned())
}

/// The version of a crate that `Cargo.lock` asks for.
pub(crate) fn locked_version(package: &str) -> Done<String> {
    let lock = at("Cargo.lock");
    let text =
        fs::read_to_string(&lock).map_err(|fault| format!("cannot read {}: {fault}", lock.display()))?;
    version_in(&text, package).ok_or_else(|| format!("{} names no {package}", lock.display()))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn a_version_is_read_from_the_lock_file_by_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.99\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.99"));
        assert_eq!(version_in(lock, "mdbook"), None);
    }
}
