//! What mdBook writes beside its pages: the table of contents, and which pages the author wants found.

use std::collections::{HashMap, HashSet};

use super::addresses::Addresses;
use super::nav::NavList;
use super::page::parse_page;
use super::rules::Rules;
use crate::paths::{folder_of, resolve};
use crate::{Source, SourceError};
use thumbindex_index::percent::decode;

/// A book somewhere in the site: the folder of its table of contents, and all below that is in no other book.
#[derive(Debug)]
pub(super) struct MdBook {
    pub(super) folder: String,
    pub(super) chapters: Vec<Chapter>,
    /// Where among them each page stands.
    by_page: HashMap<usize, usize>,
    /// Paths of the pages in the book's own search index; `None` without one.
    listed: Option<HashSet<String>>,
}

/// An entry of the table of contents.
#[derive(Debug)]
pub(super) struct Chapter {
    pub(super) page: usize,
    /// Titles of the parts and chapters above it.
    pub(super) above: Vec<String>,
}

impl MdBook {
    /// The entry of a page.
    pub(super) fn chapter(&self, page: usize) -> Option<&Chapter> {
        self.by_page.get(&page).and_then(|at| self.chapters.get(*at))
    }

    /// Whether the author keeps a page out of the book's own search, which is a wish to respect.
    pub(super) fn keeps_out(&self, path: &str) -> bool {
        self.listed.as_ref().is_some_and(|listed| !listed.contains(path))
    }
}

/// Finds every book below the source's root.
pub(super) fn books(
    source: &dyn Source,
    files: &[String],
    addresses: &Addresses,
) -> Result<Vec<MdBook>, SourceError> {
    let mut books: Vec<MdBook> = Vec::new();
    let mut folders: HashSet<&str> = HashSet::new();
    let indexes = search_indexes(files);
    for file in files {
        let name = &file[folder_of(file).len()..];
        let name = name.trim_start_matches('/');
        let is_script = name.starts_with("toc") && name.ends_with(".js");
        if name != "toc.html" && !is_script {
            continue;
        }
        let folder = folder_of(file);
        // The page and the script of one book say the same.
        if folders.contains(folder) {
            continue;
        }
        let text = String::from_utf8_lossy(&source.read(file)?).into_owned();
        let html = if is_script { markup_in(&text) } else { Some(text.as_str()) };
        let chapters = html.map(|html| chapters(html, file, folder, addresses)).unwrap_or_default();
        if !chapters.is_empty() {
            folders.insert(folder);
            let listed = listed(source, indexes.get(folder).map_or(&[], Vec::as_slice), folder)?;
            let by_page = chapters.iter().enumerate().map(|(at, chapter)| (chapter.page, at)).collect();
            books.push(MdBook { folder: folder.to_owned(), chapters, by_page, listed });
        }
    }
    Ok(books)
}

/// The list that `toc.js` writes into the sidebar.
fn markup_in(script: &str) -> Option<&str> {
    let from = script.find("<ol class=\"chapter\">")?;
    let to = script[from..].rfind("</ol>")?;
    Some(&script[from..from + to])
}

fn chapters(html: &str, file: &str, folder: &str, addresses: &Addresses) -> Vec<Chapter> {
    let mut seen = HashSet::new();
    let mut chapters = Vec::new();
    for list in parse_page(html, &Rules::default()).navs {
        for entry in &list.entries {
            let page = page_of(&entry.href, folder, addresses).filter(|page| addresses.path(*page) != file);
            if let Some(page) = page.filter(|page| seen.insert(*page)) {
                chapters.push(Chapter { page, above: titles_above(&list, entry.label) });
            }
        }
    }
    chapters
}

fn page_of(href: &str, folder: &str, addresses: &Addresses) -> Option<usize> {
    if href.contains('#') {
        return None;
    }
    addresses.page(&resolve(folder, &decode(href))?)
}

fn titles_above(list: &NavList, label: Option<usize>) -> Vec<String> {
    list.path(label).into_iter().map(str::to_owned).collect()
}

/// The files of search indexes by their folder: there may be as many books as files.
fn search_indexes(files: &[String]) -> HashMap<&str, Vec<&str>> {
    let mut indexes: HashMap<&str, Vec<&str>> = HashMap::new();
    for file in files {
        let name = file.rsplit('/').next().unwrap_or_default();
        if name.starts_with("searchindex") && name.ends_with(".js") {
            indexes.entry(folder_of(file)).or_default().push(file);
        }
    }
    indexes
}

/// Pages in the book's own search index, by their paths in the source.
fn listed(
    source: &dyn Source,
    indexes: &[&str],
    folder: &str,
) -> Result<Option<HashSet<String>>, SourceError> {
    let mut listed = HashSet::new();
    for file in indexes {
        // Megabytes of it; nearly always it is text, and is not copied then.
        let script = String::from_utf8(source.read(file)?)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        for url in doc_urls(&script) {
            let page = url.split('#').next().unwrap_or_default();
            listed.extend(resolve(folder, page));
            listed.extend(resolve(folder, &decode(page)));
        }
    }
    Ok(Some(listed).filter(|listed| !listed.is_empty()))
}

/// The strings of `"doc_urls":["…","…"]`.
fn doc_urls(script: &str) -> Vec<String> {
    const KEY: &str = "\"doc_urls\":[";
    let Some(at) = script.find(KEY) else { return Vec::new() };
    let mut urls = Vec::new();
    let mut url: Option<String> = None;
    let mut chars = script[at + KEY.len()..].chars();
    while let Some(c) = chars.next() {
        match (&mut url, c) {
            (None, '"') => url = Some(String::new()),
            (None, ']') => break,
            (None, _) => {}
            (Some(_), '"') => urls.extend(url.take()),
            (Some(url), '\\') => url.extend(chars.next()),
            (Some(url), c) => url.push(c),
        }
    }
    urls
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    const TOC: &str = r##"<body><ol class="chapter"><li class="chapter-item affix"><a href="intro.html">Intro</a></li>
        <li class="part-title">Basics</li>
        <li class="chapter-item"><span><a href="a.html"><strong aria-hidden="true">1.</strong> A</a>
            <a class="chapter-fold-toggle"><div>❱</div></a></span>
            <ol class="section"><li class="chapter-item"><a href="a/b.html"><strong aria-hidden="true">1.1.</strong> B</a></li>
            <li class="chapter-item"><a href="a.html#x">Not a page</a></li></ol></li>
        <li class="chapter-item"><div>Draft</div></li>
        <li class="chapter-item affix"><a href="end.html">End</a></li></ol></body>"##;

    fn read(files: &[(&str, &str)]) -> Vec<MdBook> {
        let source = Memory::new(files.iter().copied());
        let names = source.files().expect("files in memory");
        let addresses = Addresses::new(names.clone());
        books(&source, &names, &addresses).expect("a readable source")
    }

    fn pages() -> Vec<(&'static str, &'static str)> {
        ["x/a.html", "x/a/b.html", "x/end.html", "x/intro.html"].map(|path| (path, "")).to_vec()
    }

    #[test]
    fn the_table_of_contents_gives_order_and_breadcrumbs() {
        let books = read(&[pages(), vec![("x/toc.html", TOC)]].concat());
        assert_eq!(books[0].folder, "x");
        let chapters: Vec<_> =
            books[0].chapters.iter().map(|chapter| (chapter.page, chapter.above.join("/"))).collect();
        let expected = [(3, ""), (0, "Basics"), (1, "Basics/A"), (2, "")];
        assert_eq!(chapters, expected.map(|(page, above)| (page, above.to_owned())));
    }

    #[test]
    fn the_script_serves_where_the_page_is_missing() {
        let script = format!("customElements.define(() => {{ this.innerHTML = '{TOC}'; }})");
        let books = read(&[pages(), vec![("x/toc-1a2b.js", &script)]].concat());
        assert_eq!(books[0].chapters.len(), 4);
    }

    #[test]
    fn pages_that_the_books_own_search_leaves_out_are_known() {
        let index = r#"window.search = JSON.parse('{"doc_urls":["intro.html#intro","a/b.html","a.html#a]b"],"x":1}')"#;
        let books = read(&[pages(), vec![("x/toc.html", TOC), ("x/searchindex-1a.js", index)]].concat());
        assert!(books[0].keeps_out("x/end.html"));
        assert!(!books[0].keeps_out("x/a/b.html"));
        assert!(!books[0].keeps_out("x/a.html"));
    }
}
