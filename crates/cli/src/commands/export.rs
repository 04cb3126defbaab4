//! `thumbindex export`: the sections of an index in the form in which other search engines take documents.
//!
//! All of them are lines of JSON. What differs is what a document is called, and whether a line before it says what to do.

use serde::Serialize;
use serde_json::json;

use crate::args::{Export, Format};
use crate::failure::Failure;
use crate::sections::{self, Section};
use crate::terminal;

pub(crate) fn run(export: &Export) -> Result<(), Failure> {
    let sections = sections::all(&export.out)?;
    let mut out = String::new();
    for (order, section) in sections.iter().enumerate() {
        let document = Document::of(section, order);
        if export.format == Format::Opensearch {
            out += &format!("{}\n", json!({ "index": { "_id": document.id } }));
        }
        let line = serde_json::to_string(&document).map_err(|fault| Failure::Fault(fault.to_string()))?;
        out += &format!("{line}\n");
    }
    terminal::try_print(&out).map_err(|cause| Failure::Unwritable { path: "standard output".into(), cause })
}

/// One section.
#[derive(Debug, Serialize)]
struct Document<'s> {
    /// The address in the letters that all engines take, so that a section keeps it from one build to the next.
    id: String,
    url: &'s str,
    page: &'s str,
    heading: &'s str,
    breadcrumbs: &'s [String],
    text: String,
    language: &'s str,
    /// Its place in the book.
    order: usize,
}

impl<'s> Document<'s> {
    fn of(section: &'s Section, order: usize) -> Self {
        let Section { url, page, heading, breadcrumbs, text, language } = section;
        // The signs around blocks of code mean nothing elsewhere.
        let text = text.replace([thumbindex_index::CODE_START, thumbindex_index::CODE_END], "");
        Self { id: id(url), url, page, heading, breadcrumbs, text, language, order }
    }
}

/// Letters, digits and `-` as they are; any other byte as `_` and two digits.
fn id(url: &str) -> String {
    let byte = |byte: u8| match byte {
        b'-' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("_{byte:02x}"),
    };
    url.bytes().map(byte).collect()
}
