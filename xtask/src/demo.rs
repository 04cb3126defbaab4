//! `cargo xtask demo`: the guide as a real site with the widget in it, and beside it the playground and the pages of `www/`.

use crate::fresh::{copy, files, read, write};
use crate::sh::{self, Done, at, command, step};
use crate::{build, playground, rust, tools};
use std::fs;
use std::path::Path;

/// A typing slip on purpose: the answer shows that it does not matter.
const QUESTION: &str = "keybord shortcuts";

/// Folders of the site that are no part of the guide.
const PLAYGROUND: &str = "playground";
const PAGES: &str = "www";

pub(crate) fn run(serve: bool) -> Done {
    build::command()?;
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
    step("the playground", || copy(&playground::build()?, &site.join(PLAYGROUND)))?;
    step("the pages of www", || pages(&site.join(PAGES)))?;
    println!("\n$ thumbindex search target/demo/thumbindex \"{QUESTION}\"");
    sh::run(command(rust::thumbindex()).arg("search").arg(&index).arg(QUESTION))?;
    println!("\nThe site is in {}. Press s there to search, ? for all keys.", site.display());
    println!("The playground is in {PLAYGROUND}/ of it, and pages to try the widget on are in {PAGES}/.");
    if !serve {
        println!("Browsers want it from a server: `cargo xtask demo` is one.");
        return Ok(());
    }
    let others = [PLAYGROUND, PAGES].map(|folder| format!("--skip={folder}/**"));
    sh::run(command(rust::thumbindex()).arg("serve").arg(&site).args(others))
}

/// The pages that were written by hand, script tag included, as a site of their own.
fn pages(out: &Path) -> Done {
    let www = at("www");
    for file in files(&www)?.iter().filter(|file| file.components().count() == 1) {
        write(&out.join(file), &read(&www.join(file))?)?;
    }
    sh::run(command(rust::thumbindex()).arg("build").arg(out).arg("--quiet"))
}
