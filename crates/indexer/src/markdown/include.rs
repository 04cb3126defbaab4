//! Expands directives as mdBook's `links` preprocessor does, within bounds.
//!
//! A chapter that includes what is not there still has a page, so each fault is a warning and its text is left out.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::directive::{Directive, Directives};
use super::file::{self, LineCounter};
use super::lines::Selection;
use crate::error::one_line;
use crate::{Error, Source, paths};

/// How deep an included file may include others; mdBook's own limit.
const DEPTH: usize = 10;
/// How many bytes one chapter may include. Files that include each other grow by powers of ten.
const BUDGET: usize = 64 << 20;
/// How many bytes all chapters of a book may include.
const BOOK_BUDGET: usize = 256 << 20;
/// What reading a file costs, or telling what is wrong in it, whatever its length.
const READ: usize = 256;

/// A chapter's text with everything it includes.
#[derive(Debug, Default, Hash)]
pub(super) struct Expanded {
    pub(super) text: String,
    /// From `{{#title …}}`.
    pub(super) title: Option<String>,
    pub(super) warnings: Vec<String>,
    /// How many bytes other files have added.
    pub(super) included: usize,
}

/// What the chapters of a book have included. Which of them comes first does not matter: a book that includes too much is none.
#[derive(Debug, Default)]
pub(super) struct Included(AtomicUsize);

impl Included {
    fn add(&self, bytes: usize) -> Result<(), Error> {
        let before = self.0.fetch_add(bytes, Ordering::Relaxed);
        within_budget(before + bytes)
    }

    /// The same for what all chapters have included, whether now or before.
    pub(super) fn check(chapters: impl Iterator<Item = usize>) -> Result<(), Error> {
        within_budget(chapters.sum())
    }
}

fn within_budget(bytes: usize) -> Result<(), Error> {
    if bytes > BOOK_BUDGET { Err(Error::TooMuchIncluded) } else { Ok(()) }
}

/// Expands the text of the chapter at `path`.
pub(super) fn expand(
    source: &dyn Source,
    path: &str,
    text: &str,
    included: &Included,
) -> Result<Expanded, Error> {
    let mut expander = Expander { source, budget: BUDGET, included, result: Expanded::default() };
    let text = expander.expand(text, &Place { chapter: path, line: None, file: path }, 0)?;
    Ok(Expanded { text, ..expander.result })
}

/// Where a directive stands.
struct Place<'a> {
    chapter: &'a str,
    /// The line of the chapter's own directive, once inside an included file.
    line: Option<usize>,
    /// The file the directive is written in.
    file: &'a str,
}

struct Expander<'a> {
    source: &'a dyn Source,
    budget: usize,
    included: &'a Included,
    result: Expanded,
}

impl Expander<'_> {
    fn expand(&mut self, text: &str, place: &Place<'_>, depth: usize) -> Result<String, Error> {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        let mut lines = LineCounter::new(text);
        for (range, directive) in Directives::of(text) {
            if self.budget == 0 {
                break;
            }
            out.push_str(&text[done..range.start]);
            done = range.end;
            lines.move_to(range.start);
            let here = Place { line: Some(place.line.unwrap_or(lines.line)), ..*place };
            match directive {
                Directive::Escaped(text) => out.push_str(text),
                Directive::Title(title) => self.result.title = Some(one_line(title.trim())),
                directive => match self.content(&directive, &here, depth)? {
                    Ok((file, content)) => {
                        let inside = Place { file: &file, ..here };
                        out.push_str(&self.expand(&content, &inside, depth + 1)?);
                    }
                    Err(fault) => self.warn(&text[range], &here, &fault)?,
                },
            }
        }
        if self.budget > 0 {
            out.push_str(&text[done..]);
        }
        Ok(out)
    }

    /// The included file's path and the lines of it that are meant, or what is wrong with the directive.
    fn content(
        &mut self,
        directive: &Directive<'_>,
        place: &Place<'_>,
        depth: usize,
    ) -> Result<Result<(String, String), String>, Error> {
        let (name, selection) = match directive {
            Directive::Include(target) | Directive::RustdocInclude(target) => Selection::split(target),
            Directive::Playground(target, _) => (*target, Selection::Range { start: 0, end: usize::MAX }),
            _ => ("", Selection::Range { start: 0, end: 0 }),
        };
        if name.is_empty() {
            return Ok(Err("names no file; write one, or take it out".into()));
        }
        if depth >= DEPTH {
            return Ok(Err(format!(
                "is nested more than {DEPTH} files deep; look for files that include each other"
            )));
        }
        let Some(path) = paths::resolve(paths::folder_of(place.file), name) else {
            return Ok(Err(format!("leads out of the book's folder; move {name} into it")));
        };
        let Some(bytes) = file::optional(self.source, &path)? else {
            return Ok(Err(format!("names {path}, which does not exist; correct the path")));
        };
        let bytes_read = bytes.len() + READ;
        let Some(left) = self.budget.checked_sub(bytes_read) else {
            self.budget = 0;
            return Ok(Err("makes the chapter too long; look for files that include each other".into()));
        };
        self.budget = left;
        self.add(bytes_read)?;
        let text = match file::text(&path, bytes) {
            Ok(text) => text,
            Err(error) => return Ok(Err(format!("cannot be read: {error}"))),
        };
        if !text.trim().is_empty() && selection.is_empty(&text) {
            return Ok(Err(format!("selects nothing in {path}; correct the lines or the anchor")));
        }
        let content = match directive {
            Directive::RustdocInclude(_) => selection.take_hiding(&text),
            Directive::Playground(_, properties) => {
                let properties = properties.split_whitespace().collect::<Vec<_>>().join(",");
                format!("```rust,{properties}\n{}\n```\n", selection.take(&text))
            }
            _ => selection.take(&text),
        };
        Ok(Ok((path, content)))
    }

    fn add(&mut self, bytes: usize) -> Result<(), Error> {
        self.result.included += bytes;
        self.included.add(bytes)
    }

    fn warn(&mut self, directive: &str, place: &Place<'_>, fault: &str) -> Result<(), Error> {
        let Place { chapter, line, file } = place;
        let line = line.unwrap_or(1);
        let within = if file == chapter { String::new() } else { format!(" in {file}") };
        let warning = format!("{chapter} line {line}: {directive}{within} {fault}");
        // A file that is included again and again tells its faults each time.
        let bytes = warning.len() + READ;
        self.budget = self.budget.saturating_sub(bytes);
        self.result.warnings.push(warning);
        self.add(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    fn run(files: &[(&str, &str)], text: &str) -> (String, Vec<String>) {
        let source = Memory::new(files.iter().map(|(path, text)| (*path, *text)));
        let expanded = expand(&source, "src/a.md", text, &Included::default()).expect("expands");
        (expanded.text, expanded.warnings)
    }

    #[test]
    fn files_are_included_relative_to_the_file_that_names_them() {
        let files = [("listings/x.md", "X {{#include sub/y.md}}"), ("listings/sub/y.md", "Y")];
        assert_eq!(run(&files, "a {{#include ../listings/x.md}} b"), ("a X Y b".into(), vec![]));
    }

    #[test]
    fn a_playground_becomes_a_code_block() {
        let (text, _) = run(&[("src/m.rs", "fn main() {}\n")], "{{#playground m.rs editable}}");
        assert_eq!(text, "```rust,editable\nfn main() {}\n```\n");
    }

    #[test]
    fn a_title_is_taken_out_of_the_text() {
        let source = Memory::default();
        let expanded =
            expand(&source, "a.md", "{{#title My Title}}\n# H", &Included::default()).expect("expands");
        assert_eq!((expanded.title.as_deref(), expanded.text.as_str()), (Some("My Title"), "\n# H"));
    }

    #[test]
    fn an_escaped_directive_stands_for_itself() {
        assert_eq!(run(&[], "\\{{#include x.md}}"), ("{{#include x.md}}".into(), vec![]));
    }

    #[test]
    fn each_fault_is_one_line_with_its_place() {
        let files = [("src/y.md", "\n\n{{#include no.md}}"), ("src/z.rs", "z")];
        let (text, warnings) = run(
            &files,
            "\n{{#include no.rs}}{{#include}}\n{{#include ../../x}}\n{{#include y.md}}{{#include z.rs:q}}",
        );
        assert_eq!(text.trim(), "");
        assert_eq!(
            warnings,
            [
                "src/a.md line 2: {{#include no.rs}} names src/no.rs, which does not exist; correct the path",
                "src/a.md line 2: {{#include}} names no file; write one, or take it out",
                "src/a.md line 3: {{#include ../../x}} leads out of the book's folder; move ../../x into it",
                "src/a.md line 4: {{#include no.md}} in src/y.md names src/no.md, which does not exist; correct the path",
                "src/a.md line 4: {{#include z.rs:q}} selects nothing in src/z.rs; correct the lines or the anchor",
            ]
        );
    }

    #[test]
    fn a_file_that_includes_itself_comes_to_an_end() {
        let (text, warnings) = run(&[("src/y.md", "y{{#include y.md}}")], "{{#include y.md}}");
        assert_eq!(text, "y".repeat(DEPTH));
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn files_that_multiply_are_stopped_by_the_budget() {
        let bomb = format!("{}{}", "{{#include y.md}}".repeat(100), "x".repeat(100_000));
        let source = Memory::new([("src/y.md", bomb)]);
        let expanded =
            expand(&source, "src/a.md", "{{#include y.md}}", &Included::default()).expect("expands");
        assert!(expanded.text.len() <= BUDGET);
        assert!(expanded.warnings.iter().any(|warning| warning.contains("too long")));
    }

    #[test]
    fn faults_that_multiply_are_stopped_by_the_budget() {
        let source = Memory::new([("src/y.md", "{{#include no.md}}".repeat(1_000))]);
        let text = "{{#include y.md}}".repeat(1_000);
        let expanded = expand(&source, "src/a.md", &text, &Included::default()).expect("expands");
        let told: usize = expanded.warnings.iter().map(|warning| warning.len() + READ).sum();
        assert!(told <= BUDGET + 2 * READ && told <= expanded.included, "{told}");
    }

    #[test]
    fn an_include_that_is_no_text_is_a_warning() {
        let source = Memory::new([("src/y.md", b"\xff".to_vec())]);
        let expanded =
            expand(&source, "src/a.md", "{{#include y.md}}", &Included::default()).expect("expands");
        assert!(expanded.warnings[0].contains("not valid UTF-8 at byte 0"), "{:?}", expanded.warnings);
    }

    #[test]
    fn a_book_includes_no_more_than_it_can_hold() {
        let source = Memory::new([("src/y.md", "y")]);
        let expand = |included: &Included| expand(&source, "src/a.md", "{{#include y.md}}", included);
        let included = Included(AtomicUsize::new(BOOK_BUDGET - 2 * READ));
        assert!(expand(&included).is_ok());
        assert_eq!(expand(&included).err().map(|fault| fault.code()), Some("too-much-included"));
    }
}
