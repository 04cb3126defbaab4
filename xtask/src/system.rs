//! What only the system's own package manager can bring: browsers.

use crate::sh::{Done, command, run, succeeds};
use std::env;
use std::path::PathBuf;

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What each of the other browsers needs: the name that tests know it by, programs, and Debian's packages of them.
const OTHERS: [(&str, &[&str], &[&str]); 2] = [
    ("firefox", &["firefox-esr"], &["firefox-esr"]),
    ("webkit", &["WebKitWebDriver", "Xvfb"], &["webkit2gtk-driver", "xvfb"]),
];

/// A Chromium to test in: the one `CHROMIUM` names, one on the path, or Debian's.
pub(crate) fn chromium() -> Done<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").map(PathBuf::from) {
        let there = named.is_file();
        return if there {
            Ok(named)
        } else {
            Err(format!("CHROMIUM names {}: no such file", named.display()))
        };
    }
    if let Some(found) = CHROMIUM.iter().find_map(|name| on_path(name)) {
        return Ok(found);
    }
    apt_get(&["chromium"]).map_err(|fault| {
        format!("there is no Chromium, and it could not be installed: {fault}; install one, or name it in CHROMIUM")
    })?;
    CHROMIUM
        .iter()
        .find_map(|name| on_path(name))
        .ok_or_else(|| "apt-get installed Chromium, but it is not on the path; name it in CHROMIUM".into())
}

/// The browsers that share a suite of behaviours, in the form of the tests' `BROWSERS`. Chromium is always one; the others
/// come with Debian's packages, and where there is no `apt-get` they are left out.
pub(crate) fn browsers() -> Done<String> {
    let mut names = vec!["chromium"];
    for (name, programs, packages) in OTHERS {
        let is_there = || programs.iter().all(|program| on_path(program).is_some());
        if !is_there() && has_apt_get() {
            apt_get(packages)?;
        }
        if is_there() {
            names.push(name);
        } else {
            println!("{name} is left out: {} not found", programs.join(" or "));
        }
    }
    Ok(names.join(","))
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn has_apt_get() -> bool {
    succeeds(command("apt-get").arg("--version"))
}

fn apt_get(packages: &[&str]) -> Done {
    if !has_apt_get() {
        return Err("apt-get is not there".into());
    }
    println!("installing {} by apt-get", packages.join(", "));
    let apt_get =
        |words: &[&str]| run(command("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"));
    apt_get(&["update", "-qq"])?;
    apt_get(&[&["install", "-qq", "-y", "--no-install-recommends"], packages].concat())
}
