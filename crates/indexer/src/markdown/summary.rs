//! `SUMMARY.md`: the list of chapters, understood as mdBook understands it.
//!
//! The file is read in stages, as its grammar has them: a title, prefix chapters, parts of numbered chapters, suffix
//! chapters. Anything else in it is passed over, as mdBook does.

use std::iter::Peekable;

use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Parser, Tag, TagEnd};

use super::depth;
use super::file::LineCounter;
use crate::chars::{LONGEST_CRUMB, MOST_CRUMBS, beginning};
use crate::error::one_line;

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    /// Relative to the folder of `SUMMARY.md`; `None` for a draft.
    pub(super) location: Option<String>,
    /// Titles of the part and the chapters above, outermost first.
    pub(super) breadcrumbs: Vec<String>,
    /// Counted from 1.
    pub(super) line: usize,
}

/// Why a list of chapters cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) line: usize,
    pub(super) cause: &'static str,
}

const ONLY_LINKS: &str = "a list item must start with a link; write it as `- [Title](chapter.md)`";
const AFTER_SUFFIX: &str = "chapters without a bullet cannot be followed by a list or a part title; move them to the end of the file";

/// All entries in reading order.
pub(super) fn parse(text: &str) -> Result<Vec<Entry>, Fault> {
    let text = &*depth::bounded(text);
    let mut summary = Summary {
        events: Parser::new(text).into_offset_iter().peekable(),
        lines: LineCounter::new(text),
        entries: Vec::new(),
    };
    summary.title();
    summary.prefix();
    summary.parts()?;
    summary.suffix()?;
    Ok(summary.entries)
}

struct Summary<'a> {
    events: Peekable<OffsetIter<'a>>,
    lines: LineCounter<'a>,
    entries: Vec<Entry>,
}

impl<'a> Summary<'a> {
    fn next(&mut self) -> Option<Event<'a>> {
        let (event, range) = self.events.next()?;
        self.lines.move_to(range.start);
        Some(event)
    }

    fn peek(&mut self) -> Option<&Event<'a>> {
        self.events.peek().map(|(event, _)| event)
    }

    /// A first-level heading at the very top names the list and nothing else.
    fn title(&mut self) {
        while let Some(event) = self.peek() {
            match event {
                Event::Html(_) | Event::InlineHtml(_) => {}
                Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
                event if starts_part(event) => {
                    self.next();
                    self.plain_until(TagEnd::Heading(HeadingLevel::H1));
                    return;
                }
                _ => return,
            }
            self.next();
        }
    }

    fn prefix(&mut self) {
        while let Some(event) = self.peek() {
            if starts_part(event) || matches!(event, Event::Start(Tag::List(_))) {
                return;
            }
            self.loose_link(Vec::new());
        }
    }

    fn suffix(&mut self) -> Result<(), Fault> {
        while let Some(event) = self.peek() {
            if starts_part(event) || matches!(event, Event::Start(Tag::List(_))) {
                self.next();
                return Err(Fault { line: self.lines.line, cause: AFTER_SUFFIX });
            }
            self.loose_link(Vec::new());
        }
        Ok(())
    }

    /// Takes one event; where it begins a link, the whole link.
    fn loose_link(&mut self, breadcrumbs: Vec<String>) {
        if let Some(Event::Start(Tag::Link { dest_url, .. })) = self.next() {
            self.entry(&dest_url, breadcrumbs);
        }
    }

    fn parts(&mut self) -> Result<(), Fault> {
        while let Some(event) = self.peek() {
            let mut part = None;
            if matches!(event, Event::Start(Tag::Paragraph)) {
                return Ok(());
            }
            if starts_part(event) {
                self.next();
                part = Some(self.plain_until(TagEnd::Heading(HeadingLevel::H1)));
            }
            self.numbered(part)?;
        }
        Ok(())
    }

    /// The lists of one part. A paragraph ends it, unless it comes first, where mdBook passes over it.
    fn numbered(&mut self, part: Option<String>) -> Result<(), Fault> {
        let mut first = true;
        while let Some(event) = self.peek() {
            if starts_part(event) || (!first && matches!(event, Event::Start(Tag::Paragraph))) {
                return Ok(());
            }
            match self.next() {
                Some(Event::Start(Tag::List(_))) => self.list(&part)?,
                Some(Event::Start(Tag::Paragraph)) => {}
                Some(Event::Start(tag)) => {
                    self.plain_until(tag.to_end());
                }
                _ => {}
            }
            first = false;
        }
        Ok(())
    }

    /// A list and the lists nested in it. `open` holds, for each level, the entry that came last on it.
    fn list(&mut self, part: &Option<String>) -> Result<(), Fault> {
        let mut open: Vec<Option<usize>> = vec![None];
        while let Some(event) = self.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let breadcrumbs = self.breadcrumbs(part, &open);
                    let entry = self.item(breadcrumbs)?;
                    if let Some(last) = open.last_mut() {
                        *last = Some(entry);
                    }
                }
                Event::Start(Tag::List(_)) => {
                    // A second list under one chapter takes the place of the first: mdBook keeps only the last.
                    if let Some(Some(parent)) = open.last() {
                        self.entries.truncate(parent + 1);
                    }
                    open.push(None);
                }
                Event::End(TagEnd::List(_)) => {
                    open.pop();
                    if open.is_empty() {
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn breadcrumbs(&self, part: &Option<String>, open: &[Option<usize>]) -> Vec<String> {
        match open.iter().rev().nth(1) {
            Some(Some(parent)) => {
                let parent = &self.entries[*parent];
                let name = beginning(&parent.name, LONGEST_CRUMB).to_owned();
                parent.breadcrumbs.iter().cloned().chain([name]).take(MOST_CRUMBS).collect()
            }
            _ => part.iter().map(|part| beginning(part, LONGEST_CRUMB).to_owned()).collect(),
        }
    }

    /// A list item must begin with a link; what follows the link is passed over.
    fn item(&mut self, breadcrumbs: Vec<String>) -> Result<usize, Fault> {
        let item = self.lines.line;
        loop {
            match self.next() {
                Some(Event::Start(Tag::Paragraph)) => {}
                Some(Event::Start(Tag::Link { dest_url, .. })) => {
                    self.entry(&dest_url, breadcrumbs);
                    return Ok(self.entries.len() - 1);
                }
                _ => return Err(Fault { line: item, cause: ONLY_LINKS }),
            }
        }
    }

    fn entry(&mut self, url: &str, breadcrumbs: Vec<String>) {
        let line = self.lines.line;
        let name = self.plain_until(TagEnd::Link);
        let location = (!url.is_empty()).then(|| url.replace("%20", " "));
        self.entries.push(Entry { name, location, breadcrumbs, line });
    }

    fn plain_until(&mut self, end: TagEnd) -> String {
        let mut plain = String::new();
        while let Some(event) = self.next() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Text(text) | Event::Code(text) => plain.push_str(&text),
                Event::SoftBreak => plain.push(' '),
                _ => {}
            }
        }
        one_line(&plain)
    }
}

fn starts_part(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let entries = parse(text).expect("is a summary");
        entries
            .iter()
            .map(|entry| {
                let crumbs: String = entry.breadcrumbs.iter().map(|crumb| format!("{crumb} > ")).collect();
                format!("{crumbs}{} {}", entry.name, entry.location.as_deref().unwrap_or("-"))
            })
            .collect()
    }

    #[test]
    fn prefix_parts_nesting_drafts_and_suffix_keep_their_order() {
        let text = "# Summary\n\n[Preface](preface.md)\n\n---\n\n# Part One\n\n- [A](a.md)\n  - [`B` *b*](b%20b.md)\n    \
                    - [Draft]()\n- [C](c.md)\n\n# Part Two\n\n1. [D](d.md)\n\n---\n\n[End](end.md)\n";
        assert_eq!(
            names(text),
            [
                "Preface preface.md",
                "Part One > A a.md",
                "Part One > A > B b b b.md",
                "Part One > A > B b > Draft -",
                "Part One > C c.md",
                "Part Two > D d.md",
                "End end.md",
            ]
        );
    }

    #[test]
    fn comments_and_small_headings_are_passed_over() {
        let text = "<!-- note -->\n# Summary\n\n- [A](a.md)\n\n## Sub\n\n<!-- x -->\n\n- [B](b.md)\n";
        assert_eq!(names(text), ["A a.md", "B b.md"]);
    }

    #[test]
    fn a_list_without_a_title_is_enough() {
        assert_eq!(names("* [A](a.md)\n* [B](b.md)"), ["A a.md", "B b.md"]);
        assert_eq!(names(""), Vec::<String>::new());
    }

    #[test]
    fn lines_are_counted_for_messages() {
        let entries = parse("# S\r\n\r\n[P](p.md)\r\n\r\n- [A](a.md)\r\n  - [B](b.md)\r\n").expect("parses");
        assert_eq!(entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [3, 5, 6]);
    }

    #[test]
    fn an_item_without_a_link_is_a_fault() {
        assert_eq!(parse("# S\n\n- [A](a.md)\n- Title\n"), Err(Fault { line: 4, cause: ONLY_LINKS }));
    }

    #[test]
    fn a_list_after_the_suffix_is_a_fault() {
        let text = "- [A](a.md)\n\n[End](end.md)\n\n- [B](b.md)\n";
        assert_eq!(parse(text), Err(Fault { line: 5, cause: AFTER_SUFFIX }));
    }

    #[test]
    fn deep_nesting_is_read_without_recursion() {
        let text: String =
            (0..300).map(|depth| format!("{}- [A](a{depth}.md)\n", "  ".repeat(depth))).collect();
        assert_eq!(parse(&text).expect("parses").len(), 300);
    }

    #[test]
    fn what_stands_above_a_chapter_is_as_long_as_titles_can_be() {
        let long = "x".repeat(2 * LONGEST_CRUMB);
        let entries =
            parse(&format!("# S\n\n# {long}\n\n- [{long}]()\n  - [A](a.md)\n")).expect("is a summary");
        let lengths: Vec<usize> = entries[1].breadcrumbs.iter().map(String::len).collect();
        assert_eq!((lengths.as_slice(), entries[0].name.len()), ([LONGEST_CRUMB; 2].as_slice(), long.len()));
        let nested: String = (0..30).map(|depth| format!("{}- [{depth}]()\n", "  ".repeat(depth))).collect();
        let entries = parse(&nested).expect("is a summary");
        assert_eq!(entries.last().map(|entry| entry.breadcrumbs.len()), Some(MOST_CRUMBS));
    }
}
