//! Finds `{{#include …}}` and its kin in a chapter, exactly where mdBook's pattern finds them.

use std::ops::Range;

/// One directive.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Directive<'a> {
    /// `\{{#…}}` stands for itself, without the backslash.
    Escaped(&'a str),
    /// `{{#include file:selection}}`.
    Include(&'a str),
    /// `{{#rustdoc_include file:selection}}`.
    RustdocInclude(&'a str),
    /// `{{#playground file properties}}`.
    Playground(&'a str, &'a str),
    /// `{{#title text}}`.
    Title(&'a str),
    /// One of the above that names no file.
    Nothing,
}

/// Walks through the directives of a text. Unknown ones belong to other preprocessors and are passed over.
pub(super) struct Directives<'a> {
    text: &'a str,
    at: usize,
    /// Where the next `}` is, so that many unclosed braces do not each search the whole text.
    brace: usize,
    /// The end of the current line and the last `}}` in it, for the same reason.
    line: Option<(usize, Option<usize>)>,
}

impl<'a> Directives<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, at: 0, brace: 0, line: None }
    }

    fn escaped(&mut self, start: usize) -> Option<usize> {
        if !self.text[start..].starts_with("\\{{#") {
            return None;
        }
        let (_, last) = match self.line {
            Some(line) if line.0 >= start => line,
            _ => {
                let end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
                *self.line.insert((end, self.text[start..end].rfind("}}").map(|at| start + at)))
            }
        };
        last.filter(|last| *last >= start + 4).map(|last| last + 2)
    }

    /// The name and the body of `{{ # name body }}` at `start`, and where it ends.
    fn plain(&mut self, start: usize) -> Option<(&'a str, &'a str, usize)> {
        let name = self.text[start..].strip_prefix("{{")?.trim_start().strip_prefix('#')?;
        let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let (name, body) = name.split_at(length);
        let from = self.text.len() - body.len();
        if self.brace < from {
            self.brace = self.text[from..].find('}').map_or(self.text.len(), |at| from + at);
        }
        let closed = self.text[self.brace..].starts_with("}}");
        let body = &self.text[from..self.brace];
        let apart = body.is_empty() || body.starts_with(char::is_whitespace);
        (closed && apart && !name.is_empty()).then_some((name, body.trim_start(), self.brace + 2))
    }
}

impl<'a> Iterator for Directives<'a> {
    type Item = (Range<usize>, Directive<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(found) = self.text[self.at..].find("{{") {
            let mut start = self.at + found;
            if self.text[self.at..start].ends_with('\\')
                && let Some(end) = self.escaped(start - 1)
            {
                self.at = end;
                return Some((start - 1..end, Directive::Escaped(&self.text[start..end])));
            }
            // In `{{{#` the pattern matches from the second brace on.
            while self.text[start..].starts_with("{{{") {
                start += 1;
            }
            let Some((name, body, end)) = self.plain(start) else {
                self.at = start + 2;
                continue;
            };
            self.at = end;
            if let Some(directive) = understand(name, body) {
                return Some((start..end, directive));
            }
        }
        None
    }
}

fn understand<'a>(name: &str, body: &'a str) -> Option<Directive<'a>> {
    if name == "title" {
        return Some(Directive::Title(body)).filter(|_| !body.is_empty());
    }
    let (file, properties) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
    let directive = match name {
        "include" => Directive::Include(file),
        "rustdoc_include" => Directive::RustdocInclude(file),
        "playground" | "playpen" => Directive::Playground(file, properties),
        _ => return None,
    };
    Some(if file.is_empty() { Directive::Nothing } else { directive })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Directive<'_>> {
        Directives::of(text).map(|(_, directive)| directive).collect()
    }

    #[test]
    fn every_kind_is_found() {
        assert_eq!(
            all(
                "{{#include a.rs:2}} {{ #rustdoc_include b.rs:x }} {{#playground c.rs editable}} {{#title T t}}"
            ),
            [
                Directive::Include("a.rs:2"),
                Directive::RustdocInclude("b.rs:x"),
                Directive::Playground("c.rs", "editable"),
                Directive::Title("T t"),
            ]
        );
    }

    #[test]
    fn a_directive_without_a_file_names_nothing() {
        assert_eq!(all("{{#include}} {{#include   }}"), [Directive::Nothing, Directive::Nothing]);
    }

    #[test]
    fn an_escaped_directive_reaches_to_the_last_braces_of_its_line() {
        let text = "\\{{#include a}} and {{#include b}}\n{{#include c}}";
        assert_eq!(
            all(text),
            [Directive::Escaped("{{#include a}} and {{#include b}}"), Directive::Include("c")]
        );
    }

    #[test]
    fn what_is_no_directive_is_passed_over() {
        assert!(all("{{x}} {{#}} {{#other a {{#include b}} {{#include c} }").is_empty());
    }

    #[test]
    fn a_third_brace_is_text() {
        let found: Vec<_> = Directives::of("{{{#include a}}}").collect();
        assert_eq!(found, [(1..15, Directive::Include("a"))]);
    }

    #[test]
    fn thousands_of_unclosed_braces_take_linear_time() {
        assert!(all(&"{{#include a ".repeat(100_000)).is_empty());
        assert!(all(&"\\{{#include a ".repeat(100_000)).is_empty());
        assert!(all(&"{".repeat(1_000_000)).is_empty());
    }
}
