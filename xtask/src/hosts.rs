//! `cargo xtask hosts`: small sites made by the generators that authors use, each with the widget in it as its page in the
//! guide says, and looked at in Chromium.
//!
//! The sources are in `tests/hosts`; a site is built in `target/hosts`, beside the generator that makes it. A generator that
//! cannot be had on this machine is left out, and that is said.

use crate::fresh::{copy, unless_fresh};
use crate::sh::{self, Done, at, command, run, step};
use crate::{build, npm, python, rust, system, tools};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Folders of `tests/hosts`.
const HOSTS: [&str; 8] =
    ["vitepress", "docusaurus", "sphinx", "mkdocs", "starlight", "hugo", "mdbook", "rustdoc"];
/// What a generator is installed into; everything else in its folder is made anew.
const KEPT: [&str; 2] = ["node_modules", "venv"];

/// Builds and looks at the named hosts, or at all of them.
pub(crate) fn run_for(names: &[&str]) -> Done {
    if let Some(unknown) = names.iter().find(|name| !HOSTS.contains(name)) {
        return Err(format!("there is no host {unknown}: name some of {}", HOSTS.join(", ")));
    }
    build::run()?;
    let mut built = Vec::new();
    let mut left_out = Vec::new();
    for host in HOSTS.into_iter().filter(|host| names.is_empty() || names.contains(host)) {
        match step(&format!("{host}: its generator"), || install(host)) {
            Ok(()) => {
                step(&format!("{host}: a site"), || site(host))?;
                built.push(host);
            }
            Err(fault) => left_out.push(format!("{host} ({fault})")),
        }
    }
    let tested = step("the hosts in Chromium", || {
        let mut node = npm::node();
        node.args(["--test", "--test-reporter=spec"]).arg(at("tests/hosts/hosts.test.js"));
        sh::run(node.env("HOSTS", built.join(",")).env("CHROMIUM", system::chromium()?))
    });
    println!("tested: {}", built.join(", "));
    if !left_out.is_empty() {
        println!("LEFT OUT, since the generator is not to be had: {}", left_out.join(", "));
    }
    // Whoever asks for a host by name wants to hear that it was not looked at.
    if names.is_empty() || left_out.is_empty() { tested } else { Err("not all hosts were tested".into()) }
}

fn folder(host: &str) -> PathBuf {
    at("target/hosts").join(host)
}

/// Installs what makes the site, at the versions that the fixture names.
fn install(host: &str) -> Done {
    let source = format!("tests/hosts/{host}");
    let folder = folder(host);
    fs::create_dir_all(&folder).map_err(|fault| format!("cannot make {}: {fault}", folder.display()))?;
    let manifest = format!("{source}/package.json");
    if at(&manifest).is_file() {
        return unless_fresh(&folder.join("node_modules"), &[&manifest, ".npmrc"], || {
            for file in [at(&manifest), at(".npmrc")] {
                let to = folder.join(file.file_name().unwrap_or_default());
                fs::copy(&file, &to).map_err(|fault| format!("cannot copy {}: {fault}", file.display()))?;
            }
            run(npm::npm()
                .args(["install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"])
                .current_dir(&folder))
        });
    }
    let requirements = format!("{source}/requirements.txt");
    if at(&requirements).is_file() {
        return python::environment(&folder.join("venv"), &requirements);
    }
    if host == "mdbook" { tools::mdbook() } else { Ok(()) }
}

/// Builds the site from a fresh copy of its sources, by the fixture's own script.
fn site(host: &str) -> Done {
    let folder = folder(host);
    let fault = |fault| format!("cannot clear {}: {fault}", folder.display());
    for entry in fs::read_dir(&folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        if KEPT.iter().any(|kept| entry.file_name() == *kept) {
            continue;
        }
        let path = entry.path();
        if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.map_err(fault)?;
    }
    copy(&at("tests/hosts").join(host), &folder)?;
    offer_command(&folder)?;
    run(script(&folder)?.current_dir(&folder))
}

/// Puts the command where `npx thumbindex` finds it, as if the package were installed.
fn offer_command(folder: &Path) -> Done {
    let bin = folder.join("node_modules/.bin");
    let offered = bin.join(rust::thumbindex().file_name().unwrap_or_default());
    let _ = fs::remove_file(&offered);
    fs::create_dir_all(&bin)
        .and_then(|()| fs::hard_link(rust::thumbindex(), &offered))
        .map_err(|fault| format!("cannot make {}: {fault}", offered.display()))
}

fn script(folder: &Path) -> Done<Command> {
    let mut script = command("sh");
    script.args(["-e", "build.sh"]);
    // What the script of a host calls: the generator, and then ours.
    let inherited = script.get_envs().find(|(name, _)| *name == "PATH").and_then(|(_, path)| path);
    let inherited = inherited.unwrap_or_default().to_owned();
    let own = [python::programs(&folder.join("venv")), folder.join("node_modules/.bin")];
    let path = env::join_paths(own.into_iter().chain(env::split_paths(&inherited)))
        .map_err(|fault| format!("cannot put {} on the path: {fault}", folder.display()))?;
    script.env("PATH", path).env_remove("CARGO_TARGET_DIR");
    Ok(script)
}
