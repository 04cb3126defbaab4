//! `cargo xtask demo`: the guide as a real site with the widget in it.

use crate::sh::{self, Done, at, command, step};
use crate::{build, rust, tools};
use std::fs;

/// A typing slip on purpose: the answer shows that it does not matter.
const QUESTION: &str = "keybord shortcuts";

pub(crate) fn run(serve: bool) -> Done {
    build::run()?;
    step("mdBook", tools::mdbook)?;
    let site = at("target/demo");
    let index = site.join("thumbindex");
    step("the guide, as a site", || {
        let _ = fs::remove_dir_all(&site);
        // What it has to say besides errors is about the search that it was compiled without.
        let mut mdbook = command("mdbook");
        sh::run(mdbook.args(["build", "guide", "--dest-dir"]).arg(&site).env("MDBOOK_LOG", "error"))?;
        sh::run(command(rust::thumbindex()).arg("build").arg(&site).arg("--inject"))
    })?;
    println!("\n$ thumbindex search target/demo/thumbindex \"{QUESTION}\"");
    sh::run(command(rust::thumbindex()).arg("search").arg(&index).arg(QUESTION))?;
    println!("\nThe site is in {}. Press s there to search, ? for all keys.", site.display());
    if serve { sh::run(command(rust::thumbindex()).arg("serve").arg(&site)) } else { Ok(()) }
}
