//! Built HTML sites, whatever made them.
//!
//! Every page is read alone, in one pass (`page`); then the pages are put together (`site`, `order`, `books`): which of
//! them are content, in which order, and which section each link means.

mod addresses;
mod books;
mod check;
mod content;
mod decode;
mod elements;
mod enter;
mod frame;
mod furniture;
mod links;
mod mdbook;
mod meta;
mod nav;
mod order;
mod page;
mod rules;
mod site;
mod text;
mod titles;
mod tokens;

use std::sync::Arc;

use crate::check::Finding;
use crate::kept::{Kept, Version};
use crate::paths::Ignored;
use crate::{Error, Indexed, Kind, Options, Progress, Source, Steering, inject, parallel, steer};
use addresses::Addresses;
use page::ParsedPage;
pub(crate) use rules::Rules;
use site::Site;

/// The root file of an index of ours: the folder that holds one is output, not content.
const INDEX: &str = "/index.tix";

/// The pages of a site, each as it was read.
pub(crate) type Pages = Kept<ParsedPage>;

/// Reads a built site: all `.html`, `.htm` and `.xhtml` files below the source's root.
///
/// A page that is damaged is read as far as it goes, with a warning. One that cannot be read at all is an error, and so is a
/// folder in which there is nothing to index.
pub fn read(
    source: &dyn Source,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Indexed, Error> {
    Ok(read_with(source, options, &mut Pages::nothing(), progress)?.0)
}

/// As [`read`], with pages that were read before; says how many were not.
pub(crate) fn read_with(
    source: &dyn Source,
    options: &Options,
    kept: &mut Pages,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Indexed, usize), Error> {
    let gathered = gather(source, options, &Rules::of(&options.steering), kept, progress)?;
    let new = gathered.new;
    Ok((gathered.index(options)?, new))
}

/// As [`read`], and what is to be mended in the pages.
pub(crate) fn check(
    source: &dyn Source,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Indexed, Vec<Finding>), Error> {
    let rules = Rules::of(&options.steering).auditing();
    let gathered = gather(source, options, &rules, &mut Pages::nothing(), progress)?;
    let findings = check::findings(&gathered.site, &gathered.files);
    Ok((gathered.index(options)?, findings))
}

/// All pages, read and put together.
struct Gathered {
    site: Site,
    /// Every file of the folder but our own.
    files: Vec<String>,
    warnings: Vec<String>,
    /// How many pages were not read before.
    new: usize,
    /// What to say should nothing of it be content.
    nothing: Error,
}

fn gather(
    source: &dyn Source,
    options: &Options,
    rules: &Rules,
    kept: &mut Pages,
    progress: &mut dyn FnMut(Progress),
) -> Result<Gathered, Error> {
    let files = source.files()?;
    let indexes = files.iter().filter_map(|file| file.strip_suffix(INDEX));
    let ignored = Ignored::new(options.ignore.iter().map(String::as_str).chain(indexes));
    let files: Vec<String> = files.iter().filter(|file| !ignored.holds(file)).cloned().collect();
    let paths = pages(&files, &options.steering)?;

    kept.read_by(rules);
    let page = |path: &String| {
        kept.of_files(path, source, |source| source.read(path).map(bare), |bytes| page::read(bytes, rules))
    };
    let versions = parallel::map(&paths, page, progress)?;
    let new = kept.keep(paths.iter().map(String::as_str).zip(&versions));
    let pages: Vec<Arc<ParsedPage>> = versions.into_iter().map(|Version { made, .. }| made).collect();
    let damaged = paths.iter().zip(&pages).filter(|(_, page)| page.is_damaged);
    let warnings = damaged
        .map(|(path, _)| format!("{path} holds bytes that are no text in its encoding; save it as UTF-8"))
        .collect();

    let nothing = Error::NothingToIndex { pages: paths.len(), first: paths[0].clone() };
    let addresses = Addresses::new(paths);
    let mdbooks = mdbook::books(source, &files, &addresses)?;
    Ok(Gathered { site: Site::new(addresses, pages, mdbooks), files, warnings, new, nothing })
}

/// A page is the same with our script tag and without.
fn bare(page: Vec<u8>) -> Vec<u8> {
    inject::remove(&page).unwrap_or(page)
}

/// The pages among the files, but those that the author wants skipped.
fn pages(files: &[String], steering: &Steering) -> Result<Vec<String>, Error> {
    let skipping = steering.skipping();
    let mut skipped = None;
    let mut paths = Vec::new();
    for path in files.iter().filter(|file| inject::is_page(file)) {
        match skipping.first(path) {
            Some(pattern) => skipped = skipped.or(Some((path, pattern))),
            None => paths.push(path.clone()),
        }
    }
    match (skipped, files.first()) {
        _ if !paths.is_empty() => Ok(paths),
        (Some((first, pattern)), _) => {
            Err(Error::AllSkipped { first: first.clone(), pattern: pattern.written.clone() })
        }
        (None, Some(first)) => Err(Error::NoHtml { files: files.len(), first: first.clone() }),
        (None, None) => Err(Error::Empty),
    }
}

impl Gathered {
    fn index(self, options: &Options) -> Result<Indexed, Error> {
        let mut warnings = self.warnings;
        let mut books = books::books(self.site, options);
        if books.is_empty() {
            return Err(self.nothing);
        }
        steer::apply(&mut books, &options.steering, &mut warnings);
        Ok(Indexed::new(books, warnings, Kind::Html))
    }
}

#[cfg(test)]
mod markup_tests;
#[cfg(test)]
mod site_tests;
