//! `thumbindex bundle`: the module with a finished index in it, as one file for a program to open.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_json::json;
use thumbindex_index::contents;
use thumbindex_indexer::publish::{MODULE, PublishError, embed, embedded};

use super::make::make;
use crate::args::{Bundle, Layout, Making};
use crate::disk::{self, Sync};
use crate::failure::Failure;
use crate::plan::Plan;
use crate::terminal::{self, Progress, counted, size};
use crate::{driver, folders, widget};

pub(crate) fn run(bundle: &Bundle) -> Result<(), Failure> {
    let Bundle { out, json, quiet, .. } = bundle;
    let reading = bundle.reading.clone();
    let plan = Plan::of(&Making { reading, layout: Some(Layout::Embedded), ..Making::default() })?;
    folders::check(&plan.dir)?;
    check(out)?;
    let failed = |error| Failure::Publish { out: out.clone(), error };
    let module = widget::files().iter().find(|(name, _)| *name == MODULE);
    let (_, module) = module.ok_or_else(|| failed(PublishError::NoModule))?;
    // An index that `build` has left there is no content.
    let built = folders::below(&plan.dir, &plan.out());
    let mut made = make(plan, built.as_deref(), None, &mut Progress::new(!quiet))?;
    let languages = contents::languages(&made.files);
    let Some((first, others)) = languages.split_first() else {
        return Err(Failure::Fault(String::from("the index that was just made cannot be read")));
    };
    made.warnings.extend(others.iter().map(|other| {
        let pages = counted(other.pages as usize, "page");
        let are = if other.pages == 1 { "is" } else { "are" };
        format!(
            "a module holds one language, {}: {pages} in {} {are} left out",
            first.language, other.language
        )
    }));
    let bytes = embed(module, &made.files.root).map_err(failed)?;
    write(out, &bytes).map_err(|cause| Failure::Unwritable { path: out.clone(), cause })?;
    if !quiet {
        terminal::warn(&made.warnings, bundle.verbose);
    }
    let (pages, sections) = (first.pages as usize, first.sections as usize);
    if *json {
        let out = out.display().to_string();
        let warnings = &made.warnings;
        let told = json!({ "out": out, "pages": pages, "sections": sections, "bytes": bytes.len(), "warnings": warnings });
        terminal::print(&format!("{told:#}\n"));
    } else if !quiet {
        let counts = [counted(pages, "page"), counted(sections, "section")].join(", ");
        let (size, name) = (size(bytes.len()), out.display());
        terminal::print(&format!(
            "{counts}: {size} in {name}\nopen it with open({{ wasmUrl }}) from the package thumbindex\n"
        ));
    }
    Ok(())
}

fn write(out: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder)?;
    }
    disk::replace(out, bytes, Sync::Wait)
}

/// What stands there is replaced when it is a module, and never when it is anything else.
fn check(out: &Path) -> Result<(), Failure> {
    let taken = || Failure::Taken(PathBuf::from(out));
    match fs::metadata(out) {
        Ok(data) if data.is_dir() => Err(taken()),
        _ => match driver::read(out)? {
            Some(old) if embedded(&old).is_err() => Err(taken()),
            _ => Ok(()),
        },
    }
}
