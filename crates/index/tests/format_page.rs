//! `FORMAT.md` shows the bytes of a real small index; this keeps it true.
//!
//! After a change to the format, `UPDATE_FORMAT_PAGE=1 cargo test -p thumbindex-index --features write` writes the dump anew;
//! the notes beside it are for a person to mend.
#![cfg(feature = "write")]

use std::fmt::Write;
use thumbindex_index::format::codec::Codec;
use thumbindex_index::{Book, Layout, Page, Root, Section, write};

const PAGE: &str = include_str!("../FORMAT.md");
const BEGIN: &str = "<!-- dump begins -->\n";
const END: &str = "<!-- dump ends -->";

/// One page with two sections, in which a word comes in two forms.
fn index() -> Vec<u8> {
    let section = |id: &str, level, heading: &str, text: &str| Section {
        id: Some(id.into()),
        level,
        heading: heading.into(),
        text: text.into(),
        ..Section::default()
    };
    let page = Page {
        url: "keys.html".into(),
        title: "Keys".into(),
        breadcrumbs: Vec::new(),
        is_chapter: true,
        sections: vec![
            section("keys", 1, "Keys", "Press a key.\n"),
            section("search", 2, "Search", "Press s.\n"),
        ],
    };
    let book = Book { title: "Guide".into(), language: "en".into(), pages: vec![page], ..Book::default() };
    write(&[book], Layout::Packed).expect("a small book").root
}

fn dump(bytes: &[u8]) -> String {
    let mut out = String::new();
    for (row, bytes) in bytes.chunks(16).enumerate() {
        let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let text: String = bytes
            .iter()
            .map(|&byte| if (32..127).contains(&byte) { char::from(byte) } else { '.' })
            .collect();
        writeln!(out, "{:04x}  {:<47}  {text}", row * 16, hex.join(" ")).expect("a string takes everything");
    }
    out
}

/// The root, then each chunk as it is unpacked.
fn dumps() -> String {
    let bytes = index();
    let root = Root::read(&bytes).expect("a good index");
    let inline = root.chunks[0].inline_at.expect("packed");
    let mut out = format!("### The root\n\n```text\n{}```\n", dump(&bytes[..inline]));
    for chunk in &root.chunks {
        let start = chunk.inline_at.expect("packed");
        let raw = chunk
            .unpack(&bytes[start..start + chunk.stored as usize], &Codec::plain(), root.sections)
            .expect("a good chunk");
        let name = format!("{:?}", chunk.kind).to_lowercase();
        write!(out, "\n### The {name} chunk, unpacked\n\n```text\n{}```\n", dump(&raw))
            .expect("a string takes everything");
    }
    out
}

#[test]
fn the_hex_dump_shows_the_bytes_that_are_written() {
    let (before, rest) = PAGE.split_once(BEGIN).expect("FORMAT.md marks where the dump begins");
    let (shown, after) = rest.split_once(END).expect("FORMAT.md marks where the dump ends");
    if std::env::var_os("UPDATE_FORMAT_PAGE").is_some() {
        let page = format!("{before}{BEGIN}\n{}\n{END}{after}", dumps());
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/FORMAT.md"), page)
            .expect("FORMAT.md can be written");
        return;
    }
    assert_eq!(shown.trim(), dumps().trim());
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    assert_eq!(index(), index());
}
