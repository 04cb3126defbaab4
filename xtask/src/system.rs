//! What only the system's own package manager can bring: a browser.

use crate::sh::{Done, command, run, succeeds};
use std::env;
use std::path::PathBuf;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

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
    if let Some(found) = on_path() {
        return Ok(found);
    }
    apt_get().map_err(|fault| {
        format!("there is no Chromium, and it could not be installed: {fault}; install one, or name it in CHROMIUM")
    })?;
    on_path()
        .ok_or_else(|| "apt-get installed Chromium, but it is not on the path; name it in CHROMIUM".into())
}

fn on_path() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

fn apt_get() -> Done {
    if !succeeds(command("apt-get").arg("--version")) {
        return Err("apt-get is not there".into());
    }
    println!("installing chromium by apt-get");
    let apt_get =
        |words: &[&str]| run(command("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"));
    apt_get(&["update", "-qq"])?;
    apt_get(&["install", "-qq", "-y", "--no-install-recommends", "chromium"])
}
