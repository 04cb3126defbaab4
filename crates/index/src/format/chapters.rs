//! The chapters chunk: where previous and next stop, in order.
//!
//! ```text
//! chapters   n × (url, title)
//! others     n × url            pages that are no chapters, but whose address ends like that of one
//! ```

use super::bytes::Cursor;
use super::{FormatError, damaged};
use crate::prelude::*;

/// The opened chunk.
#[derive(Debug, Clone, Default)]
pub struct Chapters {
    /// Address and title of each, in reading order.
    pub chapters: Vec<(String, String)>,
    /// Addresses of pages that could be taken for one of them.
    pub others: Vec<String>,
}

impl Chapters {
    /// Checks the whole chunk.
    pub fn open(bytes: &[u8]) -> Result<Self, FormatError> {
        Self::read(bytes).ok_or(damaged("chapters"))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let mut all = Self::default();
        for _ in 0..cursor.count()? {
            all.chapters.push((cursor.string()?.to_string(), cursor.string()?.to_string()));
        }
        for _ in 0..cursor.count()? {
            all.others.push(cursor.string()?.to_string());
        }
        cursor.is_empty().then_some(all)
    }
}

/// The writing side.
#[cfg(feature = "write")]
pub(crate) fn write(book: &crate::Book) -> Vec<u8> {
    use super::bytes::{put_string, put_varint};
    use std::collections::HashSet;
    let mut out = Vec::new();
    let chapters: Vec<&crate::Page> = book.pages.iter().filter(|page| page.is_chapter).collect();
    put_varint(&mut out, chapters.len() as u32);
    for page in &chapters {
        put_string(&mut out, &page.url);
        put_string(&mut out, &page.title);
    }
    let name = |url: &str| url.trim_end_matches("/index.html").rsplit('/').next().map(str::to_string);
    let names: HashSet<Option<String>> = chapters.iter().map(|page| name(&page.url)).collect();
    let others: Vec<&crate::Page> =
        book.pages.iter().filter(|page| !page.is_chapter && names.contains(&name(&page.url))).collect();
    put_varint(&mut out, others.len() as u32);
    others.iter().for_each(|page| put_string(&mut out, &page.url));
    out
}
