//! Python programs that tests look at, each set in an environment of its own below `target/`.

use crate::fresh::unless_fresh;
use crate::sh::{Done, at, command, run};
use std::path::{Path, PathBuf};

/// Installs what a file of requirements (in the checkout) names into the environment `venv`.
pub(crate) fn environment(venv: &Path, requirements: &str) -> Done {
    unless_fresh(venv, &[requirements], || {
        run(command("python3").args(["-m", "venv", "--clear"]).arg(venv))?;
        let mut pip = command(programs(venv).join("python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
        run(pip.arg(at(requirements)))
    })
}

/// Where an environment has its programs.
pub(crate) fn programs(venv: &Path) -> PathBuf {
    venv.join(if cfg!(windows) { "Scripts" } else { "bin" })
}
