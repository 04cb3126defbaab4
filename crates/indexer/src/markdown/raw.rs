//! HTML inside Markdown: just enough of a tokenizer to get at its text, headings, ids and links.
//!
//! It never fails: what is no tag is text, what is cut off is dropped.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// A piece of HTML. Names are in lower case.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Start { name: String, attributes: Vec<(String, Cow<'a, str>)> },
    End { name: String },
    Text(Cow<'a, str>),
}

/// Walks through a piece of HTML. Comments, scripts and styles do not appear.
pub(super) struct Tokens<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(html: &'a str) -> Self {
        Self { html, at: 0 }
    }

    fn text(&mut self) -> Token<'a> {
        let rest = &self.html[self.at..];
        let length = rest.match_indices('<').map(|(at, _)| at).find(|at| opens_markup(&rest[*at..]));
        let length = length.unwrap_or(rest.len());
        self.at += length;
        Token::Text(decode(&rest[..length]))
    }

    /// Moves behind the next `end`, or to the end of everything.
    fn skip_past(&mut self, end: &str) {
        let rest = &self.html[self.at..];
        self.at += rest.find(end).map_or(rest.len(), |at| at + end.len());
    }

    fn name(&mut self) -> String {
        let rest = &self.html[self.at..];
        let length = rest.find(|c: char| c.is_whitespace() || c == '/' || c == '>').unwrap_or(rest.len());
        self.at += length;
        rest[..length].to_ascii_lowercase()
    }

    fn start(&mut self) -> Option<Token<'a>> {
        self.at += 1;
        let name = self.name();
        let mut attributes = Vec::new();
        loop {
            let rest = &self.html[self.at..];
            let skipped = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            self.at += rest.len() - skipped.len();
            if skipped.is_empty() {
                return None;
            }
            if skipped.starts_with('>') {
                self.at += 1;
                break;
            }
            attributes.push(self.attribute());
        }
        if matches!(name.as_str(), "script" | "style") {
            self.skip_raw_text(&name);
        }
        Some(Token::Start { name, attributes })
    }

    fn attribute(&mut self) -> (String, Cow<'a, str>) {
        let rest = &self.html[self.at..];
        // A name may begin with `=`, which also makes sure that this moves on.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let length = rest[first..]
            .find(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '='))
            .map_or(rest.len(), |at| first + at);
        let name = rest[..length].to_ascii_lowercase();
        self.at += length;
        let Some(value) = rest[length..].trim_start().strip_prefix('=') else {
            return (name, Cow::Borrowed(""));
        };
        let value = value.trim_start();
        let start = self.html.len() - value.len();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, end) = match quote {
            Some(quote) => {
                let inner = &value[1..];
                let length = inner.find(quote).unwrap_or(inner.len());
                (&inner[..length], (start + length + 2).min(self.html.len()))
            }
            None => {
                let length = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
                (&value[..length], start + length)
            }
        };
        self.at = end;
        (name, decode(value))
    }

    fn skip_raw_text(&mut self, name: &str) {
        let rest = &self.html[self.at..];
        let ends =
            |at: &usize| rest[at + 2..].get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        self.at += rest.match_indices("</").map(|(at, _)| at).find(ends).unwrap_or(rest.len());
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.html.get(self.at..).filter(|rest| !rest.is_empty())?;
            if !opens_markup(rest) {
                return Some(self.text());
            } else if rest.starts_with("<!--") {
                self.at += 2;
                self.skip_past("-->");
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                self.skip_past(">");
            } else if rest.starts_with("</") {
                self.at += 2;
                let name = self.name();
                self.skip_past(">");
                return Some(Token::End { name });
            } else {
                return self.start();
            }
        }
    }
}

fn opens_markup(html: &str) -> bool {
    let mut chars = html.chars();
    chars.next() == Some('<')
        && match chars.next() {
            Some('/') => chars.next().is_some_and(|c| c.is_ascii_alphabetic()),
            Some(c) => c.is_ascii_alphabetic() || c == '!' || c == '?',
            None => false,
        }
}

/// Replaces character references. The table of names is the Markdown parser's own.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    /// Longer than the longest name.
    const LONGEST: usize = 34;
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let name = end.map_or("", |end| &rest[1..end]);
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') {
            plain.push('&');
            rest = &rest[1..];
            continue;
        }
        let (reference, after) = rest.split_at(name.len() + 2);
        // Letters around it, so that a reference to white space is not trimmed away.
        let source = format!("x{reference}x");
        let decoded: String = Parser::new(&source)
            .filter_map(|event| if let Event::Text(text) = event { Some(text.to_string()) } else { None })
            .collect();
        plain.push_str(decoded.get(1..decoded.len().saturating_sub(1)).unwrap_or(reference));
        rest = after;
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Tags that begin and end a block, and so a line of text.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "svg"
            | "table"
            | "tbody"
            | "text"
            | "tfoot"
            | "thead"
            | "title"
            | "tr"
            | "ul"
    )
}

/// 1 to 6 for `h1` to `h6`.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(html: &str) -> String {
        Tokens::of(html)
            .map(|token| match token {
                Token::Start { name, attributes } => {
                    let attributes: String =
                        attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect();
                    format!("<{name}{attributes}>")
                }
                Token::End { name } => format!("</{name}>"),
                Token::Text(text) => text.into_owned(),
            })
            .collect()
    }

    #[test]
    fn tags_attributes_and_text_are_told_apart() {
        assert_eq!(
            outline("<H2 ID=\"a\" class='b c' x=1 hidden>T &amp; &#x55;&uuml;</H2 ><br/>1 < 2"),
            "<h2 id=a class=b c x=1 hidden=>T & Uü</h2><br>1 < 2"
        );
    }

    #[test]
    fn a_quoted_value_may_hold_brackets() {
        assert_eq!(outline("<Listing caption=\"`Box<T>`\">x"), "<listing caption=`Box<T>`>x");
    }

    #[test]
    fn comments_scripts_and_styles_disappear() {
        assert_eq!(outline("a<!-- <b> -->b<!DOCTYPE x><?php ?>c"), "abc");
        assert_eq!(outline("<script>if (a</b/) '<p>'</SCRIPT>x<style>y"), "<script></script>x<style>");
    }

    #[test]
    fn what_is_cut_off_is_dropped() {
        for html in ["<a href=\"x", "<a", "<a b=", "<a =", "<!-- x", "</a", "<script>", "<a b='é"] {
            assert!(outline(html).len() <= "<script>".len(), "{html}");
        }
        assert_eq!(outline("<"), "<");
        assert_eq!(outline("a<é"), "a<é");
    }

    #[test]
    fn unknown_references_stay() {
        assert_eq!(decode("&nope; & &; &#xZ; R&D &nbsp;|&#0;"), "&nope; & &; &#xZ; R&D \u{a0}|\u{fffd}");
    }
}
