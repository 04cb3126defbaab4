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
    let names: HashSet<&str> = chapters.iter().map(|page| name(&page.url)).collect();
    let others: Vec<&crate::Page> =
        book.pages.iter().filter(|page| !page.is_chapter && names.contains(name(&page.url))).collect();
    put_varint(&mut out, others.len() as u32);
    others.iter().for_each(|page| put_string(&mut out, &page.url));
    out
}

/// The last part of the path that a page is known by, in whatever form its address is asked for: its file without `.html`, its
/// folder's name for an `index`. `navigation` in the engine reads addresses so; here it would cost the module more.
#[cfg(feature = "write")]
fn name(url: &str) -> &str {
    let (folder, file) = url.rsplit_once('/').unwrap_or(("", url));
    let stem = file.strip_suffix(".html").or(file.strip_suffix(".htm")).unwrap_or(file);
    if matches!(stem, "" | "index") { folder.rsplit('/').next().unwrap_or_default() } else { stem }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;
    use crate::{Book, Page};

    #[test]
    fn pages_that_could_be_taken_for_a_chapter_are_named() {
        let page = |url: &str, is_chapter| Page { url: url.into(), is_chapter, ..Page::default() };
        let chapters = [page("guide/index.html", true), page("a/warp.html", true)];
        let others = ["b/guide.html", "b/warp/index.html", "b/weft.html", "b/index.html", "warp.html"];
        let pages = chapters.into_iter().chain(others.map(|url| page(url, false))).collect();
        let bytes = write(&Book { pages, ..Book::default() });
        let read = Chapters::open(&bytes).expect("what was written");
        assert_eq!(read.others, ["b/guide.html", "b/warp/index.html", "warp.html"]);
    }
}
