//! Prints what the indexer makes of a folder, one line of JSON for each section: `cargo run --example dump -- FOLDER`.
//!
//! For comparing with other readers of the same pages, and for looking at what a theme's markup turns into.

use std::io::Write;

use serde::Serialize;
use thumbindex_indexer::{Folder, Options, read};

#[derive(Serialize)]
struct Line<'a> {
    book: &'a str,
    language: &'a str,
    url: String,
    title: &'a str,
    is_chapter: bool,
    breadcrumbs: &'a [String],
    level: u8,
    heading: &'a str,
    text: &'a str,
    link_texts: &'a [String],
    code: &'a [String],
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: dump FOLDER")?;
    let indexed = read(&Folder::new(folder), &Options::default(), &mut |_| {})?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for book in &indexed.books {
        for page in &book.pages {
            for section in &page.sections {
                let id = section.id.as_ref().map(|id| format!("#{id}")).unwrap_or_default();
                let line = Line {
                    book: &book.title,
                    language: &book.language,
                    url: format!("{}{id}", page.url),
                    title: &page.title,
                    is_chapter: page.is_chapter,
                    breadcrumbs: &page.breadcrumbs,
                    level: section.level,
                    heading: &section.heading,
                    text: &section.text,
                    link_texts: &section.link_texts,
                    code: &section.code,
                };
                writeln!(out, "{}", serde_json::to_string(&line)?)?;
            }
        }
    }
    for warning in &indexed.warnings {
        eprintln!("warning: {warning}");
    }
    Ok(())
}
