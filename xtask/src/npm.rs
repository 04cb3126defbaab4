//! Node's side of the set-up, and its tools.

use crate::fresh::unless_fresh;
use crate::sh::{Done, at, command, output, run};
use std::process::Command;

/// The packages that `package-lock.json` names.
pub(crate) fn packages() -> Done {
    node_is_recent()?;
    unless_fresh(&at("node_modules"), &["package-lock.json"], || {
        run(npm().args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))
    })
}

/// A program of one of them.
pub(crate) fn tool(name: &str) -> Command {
    command(at("node_modules/.bin").join(if cfg!(windows) { format!("{name}.cmd") } else { name.into() }))
}

pub(crate) fn node() -> Command {
    command("node")
}

pub(crate) fn npm() -> Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn node_is_recent() -> Done {
    let version =
        output(node().arg("--version")).map_err(|fault| format!("{fault}; install Node 20.16 or later"))?;
    let mut numbers =
        version.trim_start_matches('v').split('.').map_while(|number| number.parse::<u32>().ok());
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found >= (20, 16) {
        Ok(())
    } else {
        Err(format!("Node {version} is too old; install Node 20.16 or later"))
    }
}
