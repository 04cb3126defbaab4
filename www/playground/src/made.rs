//! An index made of what was dropped, by the indexer that authors run.

use serde::Serialize;
use thumbindex_index::contents::Contents;
use thumbindex_index::{Files, FormatError, Layout, WriteError, write};
use thumbindex_indexer::{Kind, Options, Progress, read};

use crate::dropped::Dropped;

/// Each message is one line: what, where, and how to mend it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(
        "there is no Markdown and no HTML in it: drop files that end in .md or .html, or a folder with some"
    )]
    NothingToRead,
    #[error(transparent)]
    Content(#[from] thumbindex_indexer::Error),
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Never, for an index that was just written.
    #[error("the index cannot be opened ({0}): this is a fault of thumbindex, please report it")]
    Damaged(FormatError),
    /// Neither.
    #[error("the index lacks a file: this is a fault of thumbindex, please report it")]
    Incomplete,
}

/// An index, and what there is to say about it.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) files: Files,
    pub(crate) report: Report,
}

/// What an index was made of, what it holds, and what it weighs.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// `markdown` or `html`.
    kind: &'static str,
    /// Bytes of the texts that were read.
    read: usize,
    /// Bytes of the index, all languages together.
    bytes: usize,
    /// The language with most pages first.
    languages: Vec<Contents>,
    /// One line each.
    warnings: Vec<String>,
}

/// Reads what was dropped and writes it as `thumbindex build` does, in the split layout.
pub(crate) fn make(dropped: Dropped, progress: &mut dyn FnMut(Progress)) -> Result<Made, Error> {
    let read_bytes = dropped.bytes();
    let indexed = read(&dropped.source()?, &Options::default(), progress)?;
    let files = write(&indexed.books, Layout::Split)?;
    let fetch = |name: &str| files.other(name).map(<[u8]>::to_vec).ok_or(Error::Incomplete);
    let weigh = |root| Ok(Contents::weigh(root, fetch, |_, error| Error::Damaged(error))?.1);
    let languages = files.roots().map(weigh).collect::<Result<_, Error>>()?;
    let others = files.others.iter().map(|(_, content)| content.len());
    let report = Report {
        kind: match indexed.kind {
            Kind::Markdown => "markdown",
            Kind::Html => "html",
        },
        read: read_bytes,
        bytes: files.root.len() + others.sum::<usize>(),
        languages,
        warnings: indexed.warnings,
    };
    Ok(Made { files, report })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use thumbindex_index::Root;

    fn made(files: &[(&str, &str)]) -> Result<Made, Error> {
        let mut dropped = Dropped::default();
        for (path, content) in files {
            dropped.add((*path).into(), content.as_bytes().into());
        }
        make(dropped, &mut |_| ())
    }

    fn titles(files: &[(&str, &str)]) -> Vec<String> {
        let files = made(files).expect("an index").files;
        let mut engine = thumbindex_engine::Engine::open(files.root).expect("a sound index");
        let mut titles = Vec::new();
        let options = thumbindex_engine::SearchOptions::default();
        if let Ok(thumbindex_engine::Answer::Ready(results)) = engine.search("word", &options) {
            titles.extend(results.pages.into_iter().map(|page| page.title));
        }
        titles.sort();
        titles
    }

    #[test]
    fn chapters_that_nobody_has_listed_are_all_found_whatever_they_are_called() {
        let files = [
            ("docs/b c & d.md", "# Second\n\nA word."),
            ("docs/[x](y).markdown", "A word."),
            ("docs/README.md", "# First\n\nA word."),
            ("docs/img/a.png", "\u{1}"),
        ];
        assert_eq!(titles(&files), ["First", "Second", "[x](y)"]);
    }

    #[test]
    fn a_book_is_read_by_its_own_list_and_a_site_by_its_pages() {
        let book = [
            ("book/book.toml", "[book]\ntitle = \"B\""),
            ("book/src/SUMMARY.md", "- [One](one.md)"),
            ("book/src/one.md", "A word."),
            ("book/src/draft.md", "A word."),
        ];
        assert_eq!(titles(&book), ["One"]);
        let site = [
            ("public/a.html", "<title>A</title><main><h1>A</h1><p>A word.</main>"),
            ("public/b/index.html", "<title>B</title><main><h1>B</h1><p>A word.</main>"),
            ("public/b/notes.md", "A word."),
        ];
        assert_eq!(titles(&site), ["A", "B"]);
    }

    #[test]
    fn the_report_says_what_was_read_and_what_it_weighs() {
        let made = made(&[("a.md", "# A\n\nA word.\n")]).expect("an index");
        let root = Root::read(&made.files.root).expect("a root");
        let report = serde_json::to_value(&made.report).expect("JSON");
        assert_eq!([&report["kind"], &report["read"]], [&json!("markdown"), &json!(13)]);
        assert_eq!(report["languages"][0]["terms"], json!(root.terms));
        let parts = report["languages"][0]["parts"].as_array().expect("parts");
        let bytes: u64 = parts.iter().filter_map(|part| part["bytes"].as_u64()).sum();
        assert_eq!(Value::from(bytes), report["bytes"]);
    }

    #[test]
    fn what_cannot_be_read_is_said_in_one_line() {
        let fault = |files: &[(&str, &[u8])]| {
            let mut dropped = Dropped::default();
            files.iter().for_each(|(path, content)| dropped.add((*path).into(), content.to_vec()));
            make(dropped, &mut |_| ()).map(|_| ()).expect_err("a fault").to_string()
        };
        let nothing = "there is no Markdown and no HTML in it: drop files that end in .md or .html, or a folder with some";
        assert_eq!(fault(&[]), nothing);
        assert_eq!(fault(&[("a.png", b"")]), nothing);
        assert_eq!(
            fault(&[("a/b.md", b"\xff\xfe")]),
            "b.md is not valid UTF-8 at byte 0; save the file as UTF-8"
        );
        let list = fault(&[("SUMMARY.md", b"- [One](one.md)\n- [Two](two.md)\n"), ("one.md", b"1")]);
        assert_eq!(
            list,
            "SUMMARY.md line 2 names two.md, which does not exist; create it, or take the line out"
        );
    }
}
