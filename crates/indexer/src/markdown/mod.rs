//! Reads an mdBook: the chapters that `SUMMARY.md` lists, as the pages that mdBook would make of them.
//!
//! `config` and `summary` say which chapters there are, `include` (with `directive` and `lines`) completes a chapter's
//! text, `depth` bounds it, `chapter` (with `raw`, `code`, `draft`, `prose` and `ids`) reads it into sections, `links` ties them together.

mod chapter;
mod code;
mod config;
mod depth;
mod directive;
mod draft;
mod file;
mod ids;
mod include;
mod language;
mod lines;
mod links;
mod prose;
mod raw;
mod summary;

use std::collections::HashSet;
use std::sync::Arc;

use crate::chars::{LONGEST_NAME, beginning};
use crate::kept::{Kept, Version};
use crate::{Book, Error, Indexed, Kind, Options, Page, Progress, Section, Source, parallel, paths, steer};
use config::Config;
use draft::Draft;
use include::{Expanded, Included};
use links::Target;
use summary::Entry;

/// Whether `source` holds a `book.toml`, or a `SUMMARY.md` at its root or in `src/`.
pub fn is_book(source: &dyn Source) -> Result<bool, Error> {
    for path in ["book.toml", "SUMMARY.md", "src/SUMMARY.md"] {
        if file::optional(source, path)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The chapters of a book, each as it was read.
pub(crate) type Chapters = Kept<ChapterText>;

/// Reads the book, chapter by chapter; `progress` counts chapters.
///
/// Needs no Markdown but what `SUMMARY.md` lists. An include that cannot be followed is a warning, a listed chapter
/// that does not exist is an error.
///
/// ```
/// use thumbindex_indexer::{Memory, Options, markdown};
///
/// let source = Memory::new([("src/SUMMARY.md", "- [One](one.md)"), ("src/one.md", "# One\n\nText.\n")]);
/// let book = &markdown::read(&source, &Options::default(), &mut |_| {})?.books[0];
/// assert_eq!(book.pages[0].url, "one.html");
/// assert_eq!(book.pages[0].sections[0].id.as_deref(), Some("one"));
/// # Ok::<(), thumbindex_indexer::Error>(())
/// ```
pub fn read(
    source: &dyn Source,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Indexed, Error> {
    Ok(read_with(source, options, &mut Chapters::nothing(), progress)?.0)
}

/// As [`read`], with chapters that were read before; says how many were not.
pub(crate) fn read_with(
    source: &dyn Source,
    options: &Options,
    kept: &mut Chapters,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Indexed, usize), Error> {
    let config = Config::find(source)?.ok_or(Error::NotABook)?;
    let mut warnings = Vec::new();
    let chapters = chapters(source, options, &config, &mut warnings)?;
    kept.read_by(&config);
    let included = Included::default();
    let read = |chapter: &Chapter| chapter.read(source, &config, kept, &included);
    let texts = parallel::map(&chapters, read, progress)?;
    let new = kept.keep(chapters.iter().map(|chapter| chapter.path.as_str()).zip(&texts));
    // Those that were read before count as well.
    Included::check(texts.iter().map(|text| text.made.included))?;
    let (mut pages, mut targets) = (Vec::new(), Vec::new());
    for (chapter, text) in chapters.iter().zip(texts) {
        let ChapterText { draft, title, warnings: found, .. } = Arc::unwrap_or_clone(text.made);
        warnings.extend(found);
        pages.push(chapter.page(draft.title, title, draft.sections, options));
        targets.push(Target {
            location: chapter.location.clone(),
            html: chapter.html.clone(),
            anchors: draft.anchors,
            links: draft.links,
        });
    }
    links::resolve(&targets, &mut pages);
    let texts = || pages.iter().flat_map(|page| &page.sections).map(|section| section.text.as_str());
    let language =
        options.language.clone().or(config.language).unwrap_or_else(|| language::guess(texts()).into());
    let mut books = vec![Book { title: config.title, language, pages, ..Book::default() }];
    steer::apply(&mut books, &options.steering, &mut warnings);
    Ok((Indexed::new(books, warnings, Kind::Markdown), new))
}

/// An entry of the list that has a page.
struct Chapter {
    entry: Entry,
    /// Relative to the source's root.
    path: String,
    /// Relative to the folder of `SUMMARY.md`.
    location: String,
    /// The page's path, not encoded.
    html: String,
    /// Where the entry stands, for messages.
    summary: String,
}

/// The chapters in reading order: no drafts, nothing that is ignored or skipped, no page twice.
fn chapters(
    source: &dyn Source,
    options: &Options,
    config: &Config,
    warnings: &mut Vec<String>,
) -> Result<Vec<Chapter>, Error> {
    let summary = config.summary();
    let fault = |line, cause: &str| Error::BadSummary { path: summary.clone(), line, cause: cause.into() };
    let bytes =
        file::optional(source, &summary)?.ok_or_else(|| Error::NoSummary { path: summary.clone() })?;
    let entries =
        summary::parse(&file::text(&summary, bytes)?).map_err(|found| fault(found.line, found.cause))?;
    let ignored = paths::Ignored::new(options.ignore.iter().map(String::as_str));
    let mut chapters = Vec::new();
    let skipping = options.steering.skipping();
    let mut skipped = None;
    let mut taken = HashSet::new();
    for entry in entries {
        let Some(written) = &entry.location else { continue };
        let location =
            paths::resolve("", written).filter(|location| !location.is_empty()).ok_or_else(|| {
                let cause =
                    format!("{written} is outside the folder of SUMMARY.md; move the chapter into it");
                fault(entry.line, &cause)
            })?;
        let path = file::join(&config.folder, &location);
        if ignored.holds(&path) {
            continue;
        }
        let html = html_path(&location, config.renames_readme);
        if let Some(pattern) = skipping.first(&html) {
            skipped.get_or_insert((html, pattern));
        } else if taken.insert(html.clone()) {
            chapters.push(Chapter { path, location, html, summary: summary.clone(), entry });
        } else {
            warnings.push(format!(
                "{summary} line {}: {html} is listed already; only the first is kept",
                entry.line
            ));
        }
    }
    match skipped {
        _ if !chapters.is_empty() => Ok(chapters),
        Some((html, pattern)) => Err(Error::AllSkipped { first: html, pattern: pattern.written.clone() }),
        None => Err(fault(1, "no chapter is listed; add one as `- [Title](chapter.md)`")),
    }
}

/// A chapter's file with all that it includes.
#[derive(Debug, Clone)]
pub(crate) struct ChapterText {
    draft: Draft,
    /// From a directive.
    title: Option<String>,
    warnings: Vec<String>,
    /// How many bytes other files have added.
    included: usize,
}

impl Chapter {
    fn read(
        &self,
        source: &dyn Source,
        config: &Config,
        kept: &Chapters,
        included: &Included,
    ) -> Result<Version<ChapterText>, Error> {
        let understood = |Expanded { text, title, warnings, included }: Expanded| {
            let draft = chapter::read(&text, config);
            ChapterText { draft, title, warnings, included }
        };
        kept.of_files(&self.path, source, |source| self.expanded(source, config, included), understood)
    }

    fn expanded(&self, source: &dyn Source, config: &Config, included: &Included) -> Result<Expanded, Error> {
        let bytes = file::optional(source, &self.path)?.ok_or_else(|| Error::MissingChapter {
            path: self.summary.clone(),
            line: self.entry.line,
            chapter: self.path.clone(),
        })?;
        let text = file::text(&self.path, bytes)?;
        if config.expands_directives {
            include::expand(source, &self.path, &text, included)
        } else {
            Ok(Expanded { text, ..Expanded::default() })
        }
    }

    /// The title is what stands over the page; failing that, what the page or the list of chapters calls itself.
    fn page(
        &self,
        heading: String,
        title: Option<String>,
        mut sections: Vec<Section>,
        options: &Options,
    ) -> Page {
        let named = [heading, title.unwrap_or_default(), self.entry.name.clone()];
        let title = named.iter().find(|name| !name.is_empty()).map_or("", String::as_str);
        let title = beginning(title, LONGEST_NAME).to_owned();
        if let Some(first) = sections.first_mut().filter(|first| first.level == 0) {
            first.heading = title.clone();
        }
        let url = paths::address(&self.html, options.pretty_urls == Some(true));
        let breadcrumbs = self.entry.breadcrumbs.clone();
        Page { url, title, breadcrumbs, is_chapter: true, sections }
    }
}

/// The page a chapter becomes: `README.md` is its folder's `index.html`.
fn html_path(location: &str, renames_readme: bool) -> String {
    let folder = paths::folder_of(location);
    let name = location.rsplit('/').next().unwrap_or(location);
    let stem = name.rfind('.').filter(|dot| *dot > 0).map_or(name, |dot| &name[..dot]);
    let stem = if renames_readme && stem.eq_ignore_ascii_case("readme") { "index" } else { stem };
    file::join(folder, &format!("{stem}.html"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    fn index(files: &[(&str, &str)], options: &Options) -> Result<Indexed, Error> {
        read(&Memory::new(files.iter().map(|(path, text)| (*path, *text))), options, &mut |_| {})
    }

    fn pages(files: &[(&str, &str)]) -> Vec<Page> {
        index(files, &Options::default()).expect("is a book").books.remove(0).pages
    }

    fn error(files: &[(&str, &str)]) -> String {
        let error = index(files, &Options::default()).expect_err("is no book").to_string();
        assert!(!error.contains('\n'), "{error}");
        error
    }

    #[test]
    fn a_book_is_told_by_its_files() {
        for (path, expected) in
            [("book.toml", true), ("SUMMARY.md", true), ("src/SUMMARY.md", true), ("docs/SUMMARY.md", false)]
        {
            assert_eq!(is_book(&Memory::new([(path, "")])).expect("is read"), expected, "{path}");
        }
    }

    #[test]
    fn pages_follow_the_list_and_are_named_as_mdbook_names_them() {
        let pages = pages(&[
            ("book.toml", "[book]\nsrc = \"text\"\n"),
            (
                "text/SUMMARY.md",
                "[P](README.md)\n\n# Part\n\n- [A](a%20b.md)\n  - [Draft]()\n    - [C](c/readme.md)\n",
            ),
            ("text/README.md", "# Preface"),
            ("text/a b.md", "no heading"),
            ("text/c/readme.md", ""),
        ]);
        let seen: Vec<_> = pages.iter().map(|page| (page.url.as_str(), page.title.as_str())).collect();
        assert_eq!(seen, [("index.html", "Preface"), ("a%20b.html", "A"), ("c/index.html", "C")]);
        assert_eq!(pages[2].breadcrumbs, ["Part", "A", "Draft"]);
        assert!(pages.iter().all(|page| page.is_chapter && page.sections.len() == 1));
        assert_eq!((pages[1].sections[0].heading.as_str(), pages[1].sections[0].level), ("A", 0));
    }

    #[test]
    fn pretty_urls_lose_index_html() {
        let files = [
            ("SUMMARY.md", "[P](README.md)\n[C](c/index.md)\n[X](xindex.md)"),
            ("README.md", ""),
            ("c/index.md", ""),
            ("xindex.md", ""),
        ];
        let options = Options { pretty_urls: Some(true), ..Options::default() };
        let book = index(&files, &options).expect("is a book").books.remove(0);
        assert_eq!(
            book.pages.iter().map(|page| page.url.as_str()).collect::<Vec<_>>(),
            ["", "c/", "xindex.html"]
        );
    }

    #[test]
    fn links_between_chapters_describe_sections() {
        let pages = pages(&[
            ("SUMMARY.md", "- [A](a.md)\n- [B](b/b.md)"),
            ("a.md", "# A\n\n[the old way](b/b.md#old) and [b](b/b.html)"),
            ("b/b.md", "# B\n\n[back](../a.md)\n\n<a id=\"old\"></a>\n\n## New\n"),
        ]);
        assert_eq!(pages[1].sections[1].link_texts, ["the old way"]);
        assert_eq!(pages[1].sections[0].link_texts, ["b"]);
        assert_eq!(pages[0].sections[0].link_texts, ["back"]);
    }

    #[test]
    fn byte_order_marks_and_carriage_returns_do_no_harm() {
        let pages = pages(&[
            ("SUMMARY.md", "\u{feff}# S\r\n\r\n- [A](a.md)\r\n"),
            (
                "a.md",
                "\u{feff}# A\r\n\r\ntwo\r\nlines\r\n\r\n```\r\nx\r\n  y\r\n```\r\n{{#include b.md:1}}\r\n",
            ),
            ("b.md", "\u{feff}included\r\nnot\r\n"),
        ]);
        assert_eq!(pages[0].sections[0].text, "two lines\n\u{e}x\n  y\n\u{f}included\n");
    }

    #[test]
    fn the_language_is_the_option_or_the_books_or_a_guess() {
        let chinese = [("SUMMARY.md", "- [A](a.md)"), ("a.md", "什么是所有权")];
        let language = |files: &[(&str, &str)], option: Option<&str>| {
            let options = Options { language: option.map(str::to_owned), ..Options::default() };
            index(files, &options).expect("is a book").books.remove(0).language
        };
        assert_eq!(language(&chinese, None), "zh");
        assert_eq!(language(&chinese, Some("zh-CN")), "zh-CN");
        let named = [("book.toml", "[book]\nlanguage = \"de\"\nsrc = \".\""), chinese[0], chinese[1]];
        assert_eq!(language(&named, None), "de");
    }

    #[test]
    fn ignored_folders_and_repeated_files_are_left_out() {
        let files = [("SUMMARY.md", "- [A](a.md)\n- [Out](out/b.md)\n- [Again](./a.md)"), ("a.md", "# A")];
        let options = Options { ignore: vec!["out".into()], ..Options::default() };
        let indexed = index(&files, &options).expect("is a book");
        assert_eq!(indexed.books[0].pages.len(), 1);
        assert_eq!(indexed.warnings, ["SUMMARY.md line 3: a.html is listed already; only the first is kept"]);
    }

    #[test]
    fn a_book_that_is_skipped_whole_is_told_by_what_skips_it() {
        let steering = toml::from_str("skip = ['*.html']").expect("steering");
        let options = Options { steering, ..Options::default() };
        let book = [("SUMMARY.md", "# S\n\n- [A](a.md)\n- [B](b.md)"), ("a.md", "# A"), ("b.md", "# B")];
        let fault = index(&book, &options).expect_err("nothing is left");
        assert_eq!(fault.code(), "all-skipped");
        assert!(
            fault.to_string().starts_with("`skip` leaves out every page (a.html by `*.html`);"),
            "{fault}"
        );
    }

    #[test]
    fn directives_stay_text_where_the_book_switches_them_off() {
        let config = "[build]\nuse-default-preprocessors = false\n[book]\nsrc = \"\"";
        let pages = pages(&[
            ("book.toml", config),
            ("SUMMARY.md", "[R](README.md)"),
            ("README.md", "{{#include x}}"),
        ]);
        assert_eq!(
            (pages[0].url.as_str(), pages[0].sections[0].text.as_str()),
            ("README.html", "{{#include x}}\n")
        );
    }

    #[test]
    fn each_kind_of_bad_book_gets_a_line_that_says_how_to_mend_it() {
        assert_eq!(
            error(&[("src/SUMMARY.md", "# S\n\n- [A](a.md)\n- [B](b.md)"), ("src/a.md", "")]),
            "src/SUMMARY.md line 4 names src/b.md, which does not exist; create it, or take the line out"
        );
        assert_eq!(
            error(&[("book.toml", "")]),
            "src/SUMMARY.md is missing; write one that lists the chapters, or set `src` under [book] in book.toml"
        );
        assert_eq!(
            error(&[("SUMMARY.md", "# S\n\n- [Draft]()")]),
            "SUMMARY.md line 1: no chapter is listed; add one as `- [Title](chapter.md)`"
        );
        assert_eq!(
            error(&[("src/SUMMARY.md", "- [A](../a.md)")]),
            "src/SUMMARY.md line 1: ../a.md is outside the folder of SUMMARY.md; move the chapter into it"
        );
        assert!(
            error(&[("SUMMARY.md", "- A")])
                .starts_with("SUMMARY.md line 1: a list item must start with a link")
        );
        assert!(error(&[("SUMMARY.md", "- [A](a&#10;b.md)")]).contains("names a b.md, which"));
        assert!(error(&[("x.md", "")]).starts_with("no book found"));
    }

    #[test]
    fn a_chapter_that_is_no_text_is_named_with_its_place() {
        let source = Memory::new([("SUMMARY.md", b"- [A](a.md)".to_vec()), ("a.md", b"# A\n\xe9".to_vec())]);
        let error = read(&source, &Options::default(), &mut |_| {}).expect_err("is no text");
        assert_eq!(error.to_string(), "a.md is not valid UTF-8 at byte 4; save the file as UTF-8");
        assert_eq!(error.code(), "not-utf8");
    }

    #[test]
    fn progress_counts_chapters() {
        let source = Memory::new([("SUMMARY.md", "- [A](a.md)\n- [B](b.md)"), ("a.md", ""), ("b.md", "")]);
        let mut seen = Vec::new();
        read(&source, &Options::default(), &mut |step| seen.push((step.done, step.total)))
            .expect("is a book");
        assert_eq!(seen.last(), Some(&(2, 2)));
    }
}
