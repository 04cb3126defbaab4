//! A walk over the real tags of a page, by byte offset.
//!
//! Pages are changed in place and must come back byte for byte, so nothing may be decoded, normalised or written anew:
//! all that is wanted is *where* a tag stands, and that it is one. What looks like a tag inside a comment, a script, a
//! style sheet, a title or a text box is none. The states follow the HTML standard's tokenizer; bytes that are no UTF-8
//! pass through it like any others.

/// One tag as it stands in the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    /// As written, in whatever case.
    name: &'a [u8],
    /// Offset of its `<`.
    pub(super) start: usize,
    /// Offset behind its `>`.
    pub(super) end: usize,
    /// `</name>`.
    pub(super) closes: bool,
    /// `<name/>`: means something in SVG and MathML only.
    void: bool,
    /// What stands between the name and the `>`.
    attributes: &'a [u8],
}

impl<'a> Tag<'a> {
    pub(super) fn opens(&self, name: &str) -> bool {
        !self.closes && self.is(name)
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// The value of an attribute, as written; empty when it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a [u8]> {
        let mut at = 0;
        while let Some(attribute) = read_attribute(self.attributes, &mut at) {
            if attribute.name.eq_ignore_ascii_case(name.as_bytes()) {
                return Some(attribute.value);
            }
        }
        None
    }
}

/// Every tag of a page, in order.
pub(super) struct Tags<'a> {
    html: &'a [u8],
    at: usize,
    /// How many `<svg>` and `<math>` are open: scripts and titles may be empty tags in there, and CDATA exists.
    foreign: usize,
}

impl<'a> Tags<'a> {
    pub(super) fn new(html: &'a [u8]) -> Self {
        Self { html, at: 0, foreign: 0 }
    }

    /// Moves behind the first `needle` at or after `from`; to the end of the page when there is none.
    fn skip_past(&mut self, needle: &[u8], from: usize) {
        self.at = find(self.html, needle, from).map_or(self.html.len(), |found| found + needle.len());
    }

    fn skip_declaration(&mut self, start: usize) {
        let rest = &self.html[start..];
        if rest.starts_with(b"<!--") {
            self.at = comment_end(self.html, start);
        } else if self.foreign > 0 && rest.starts_with(b"<![CDATA[") {
            self.skip_past(b"]]>", start);
        } else {
            self.skip_past(b">", start);
        }
    }

    /// Reads the tag that begins at `start`; `None` when the page ends in the middle of it.
    fn tag(&mut self, start: usize) -> Option<Tag<'a>> {
        let closes = self.html[start + 1] == b'/';
        let from = start + 1 + usize::from(closes);
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let name_end = from + self.html[from..].iter().position(is_end)?;
        let mut length = 0;
        while read_attribute(&self.html[name_end..], &mut length).is_some() {}
        let end = name_end + length + 1;
        if self.html.get(end - 1) != Some(&b'>') {
            return None;
        }
        let attributes = &self.html[name_end..end - 1];
        let void = attributes.ends_with(b"/") && ends_outside_value(attributes);
        Some(Tag { name: &self.html[from..name_end], start, end, closes, void, attributes })
    }

    /// Keeps count of foreign elements, and moves over what the tag's element may hold as mere text.
    fn enter(&mut self, tag: &Tag<'a>) {
        self.at = tag.end;
        if tag.is("svg") || tag.is("math") {
            match (tag.closes, tag.void) {
                (true, _) => self.foreign = self.foreign.saturating_sub(1),
                (false, false) => self.foreign += 1,
                (false, true) => {}
            }
        } else if !(tag.closes || self.foreign > 0 && tag.void) {
            self.at = text_end(self.html, tag);
        }
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = find(self.html, b"<", self.at)?;
            match (*self.html.get(start + 1)?, self.html.get(start + 2)) {
                (b'!', _) => self.skip_declaration(start),
                (b'?', _) => self.skip_past(b">", start),
                (b'/', Some(next)) if !next.is_ascii_alphabetic() => self.skip_past(b">", start),
                (b'/', None) => return None,
                (next, _) if next == b'/' || next.is_ascii_alphabetic() => {
                    let tag = self.tag(start)?;
                    self.enter(&tag);
                    return Some(tag);
                }
                _ => self.at = start + 1,
            }
        }
    }
}

struct Attribute<'a> {
    name: &'a [u8],
    value: &'a [u8],
}

/// Reads the attribute at `at` and moves behind it. `None` at the tag's `>`, or where `bytes` end; `at` is there then.
fn read_attribute<'a>(bytes: &'a [u8], at: &mut usize) -> Option<Attribute<'a>> {
    let until = |from: usize, stop: &dyn Fn(u8) -> bool| {
        from + bytes[from..].iter().position(|&byte| stop(byte)).unwrap_or(bytes.len() - from)
    };
    let not_space = |byte: u8| !byte.is_ascii_whitespace();
    *at = until(*at, &|byte| not_space(byte) && byte != b'/');
    if bytes.get(*at).is_none_or(|&byte| byte == b'>') {
        return None;
    }
    // An `=` in front belongs to the name, says the standard.
    let name_end = until(*at + 1, &|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='));
    let name = &bytes[*at..name_end];
    let equals = until(name_end, &not_space);
    if bytes.get(equals) != Some(&b'=') {
        *at = name_end;
        return Some(Attribute { name, value: b"" });
    }
    let from = until(equals + 1, &not_space);
    let (from, to, behind) = match bytes.get(from) {
        Some(&quote @ (b'"' | b'\'')) => {
            let to = until(from + 1, &|byte| byte == quote);
            (from + 1, to, to + 1)
        }
        _ => {
            let to = until(from, &|byte| byte.is_ascii_whitespace() || byte == b'>');
            (from, to, to)
        }
    };
    *at = behind.min(bytes.len());
    Some(Attribute { name, value: &bytes[from..to] })
}

/// Whether the slash that ends `attributes` stands for itself rather than ending an unquoted value.
fn ends_outside_value(attributes: &[u8]) -> bool {
    let before = &attributes[..attributes.len() - 1];
    let mut at = 0;
    while let Some(attribute) = read_attribute(attributes, &mut at) {
        if at == attributes.len() && attribute.value.ends_with(b"/") {
            return before.ends_with(b"\"") || before.ends_with(b"'");
        }
    }
    true
}

/// Where a comment that begins at `start` ends. `<!-->` and `<!--->` are whole comments.
fn comment_end(html: &[u8], start: usize) -> usize {
    for short in [&b"<!-->"[..], b"<!--->"] {
        if html[start..].starts_with(short) {
            return start + short.len();
        }
    }
    let mut from = start + 4;
    while let Some(found) = find(html, b"--", from) {
        let rest = &html[found + 2..];
        for end in [&b">"[..], b"!>"] {
            if rest.starts_with(end) {
                return found + 2 + end.len();
            }
        }
        from = found + 1;
    }
    html.len()
}

/// Elements whose content is text up to their own closing tag, as a browser that runs scripts sees them.
const TEXT_ONLY: [&str; 9] =
    ["style", "title", "textarea", "noscript", "xmp", "iframe", "noembed", "noframes", "plaintext"];

/// Where tags begin again behind an opening tag.
fn text_end(html: &[u8], tag: &Tag<'_>) -> usize {
    if tag.is("script") {
        return script_end(html, tag.end);
    }
    if !TEXT_ONLY.iter().any(|name| tag.is(name)) {
        return tag.end;
    }
    let mut from = tag.end;
    while let Some(found) = find(html, b"</", from) {
        if names(&html[found + 2..], tag.name) {
            return found;
        }
        from = found + 2;
    }
    html.len()
}

/// Where a script's closing tag is. After `<!--` a `<script` inside the script wants a `</script>` of its own.
fn script_end(html: &[u8], from: usize) -> usize {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Plain,
        Escaped,
        Doubly,
    }
    let mut state = State::Plain;
    let mut at = from;
    while at < html.len() {
        let rest = &html[at..];
        at += 1;
        match state {
            State::Plain if rest.starts_with(b"<!--") => {
                state = State::Escaped;
                at += 1; // so that the two hyphens can end it as well: `<!-->`
            }
            State::Escaped | State::Doubly if rest.starts_with(b"-->") => state = State::Plain,
            State::Escaped if rest.starts_with(b"<") && names(&rest[1..], b"script") => state = State::Doubly,
            State::Doubly if rest.starts_with(b"</") && names(&rest[2..], b"script") => {
                state = State::Escaped
            }
            State::Plain | State::Escaped if rest.starts_with(b"</") && names(&rest[2..], b"script") => {
                return at - 1;
            }
            _ => {}
        }
    }
    html.len()
}

/// Whether `bytes` begin with a tag name, all of it.
fn names(bytes: &[u8], name: &[u8]) -> bool {
    bytes.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name))
        && bytes
            .get(name.len())
            .is_some_and(|&next| next.is_ascii_whitespace() || matches!(next, b'/' | b'>'))
}

/// The first `needle` at or after `from`.
fn find(html: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let rest = html.get(from..)?;
    let first = *needle.first()?;
    let mut at = 0;
    while let Some(found) = rest[at..].iter().position(|&byte| byte == first) {
        at += found;
        if rest[at..].starts_with(needle) {
            return Some(from + at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(html: &str) -> Vec<String> {
        let name = |tag: Tag<'_>| {
            let slash = if tag.closes { "/" } else { "" };
            format!("{slash}{}", String::from_utf8_lossy(tag.name))
        };
        Tags::new(html.as_bytes()).map(name).collect()
    }

    #[test]
    fn a_tag_in_a_comment_is_none() {
        assert_eq!(tags("<!-- </head> --><p><!--><b><!---><i><!-- a --!><u>"), ["p", "b", "i", "u"]);
        assert_eq!(tags("<!doctype html><?php </head> ?></3><p>"), ["p"]);
    }

    #[test]
    fn a_tag_in_a_script_or_another_text_is_none() {
        assert_eq!(tags("<script>'</head>'</scripty></script ><p>"), ["script", "/script", "p"]);
        assert_eq!(tags("<TITLE></head></Title><p>"), ["TITLE", "/Title", "p"]);
        assert_eq!(tags("<style></head></style><textarea></head></textarea>").len(), 4);
    }

    #[test]
    fn a_script_in_a_script_counts_after_a_comment_sign_only() {
        assert_eq!(tags("<script><script></script><p>"), ["script", "/script", "p"]);
        assert_eq!(tags("<script><!--<script></script><p></script><b>"), ["script", "/script", "b"]);
        assert_eq!(tags("<script><!--></script><p>"), ["script", "/script", "p"]);
        assert_eq!(tags("<script><!--<script>--></script><p>"), ["script", "/script", "p"]);
    }

    #[test]
    fn a_sign_in_a_quoted_value_ends_no_tag() {
        assert_eq!(tags(r#"<a title="</head>" b='>' c=>x</a><p>"#), ["a", "/a", "p"]);
    }

    #[test]
    fn what_is_cut_off_in_the_middle_is_no_tag() {
        for html in
            ["<", "</", "<p", "<p a", "<p a=", "<p a='", "<p a='>", "<!", "<!-", "<!-- <p>", "</p", "<?"]
        {
            assert_eq!(tags(html), Vec::<String>::new(), "{html}");
        }
    }

    #[test]
    fn attributes_are_read_in_every_spelling() {
        let html = br#"<script A=1 b = "two" c='3'd e=f/ data-x/>"#;
        let tag = Tags::new(html).next().expect("a tag");
        let value = |name| tag.attribute(name).map(|value| String::from_utf8_lossy(value).into_owned());
        assert_eq!(value("a").as_deref(), Some("1"));
        assert_eq!(value("b").as_deref(), Some("two"));
        assert_eq!(value("c").as_deref(), Some("3"));
        assert_eq!(value("d").as_deref(), Some(""));
        assert_eq!(value("e").as_deref(), Some("f/"));
        assert_eq!(value("data-x").as_deref(), Some(""));
        assert_eq!(value("data"), None);
        assert!(tag.void);
    }

    #[test]
    fn a_slash_that_ends_a_value_makes_no_empty_tag() {
        let void = |html: &str| Tags::new(html.as_bytes()).next().map(|tag| tag.void);
        assert_eq!(void("<a href=x/>"), Some(false));
        assert_eq!(void("<a href='x'/>"), Some(true));
        assert_eq!(void("<a href='x/'>"), Some(false));
        assert_eq!(void("<a href='x/'/>"), Some(true));
        assert_eq!(void("<a/>"), Some(true));
    }

    #[test]
    fn a_drawing_may_hold_empty_titles_and_cdata() {
        let drawing = "<svg><title/><g><![CDATA[ </head> > </svg> ]]></g></svg><p>";
        assert_eq!(tags(drawing), ["svg", "title", "g", "/g", "/svg", "p"]);
        assert_eq!(tags("<![CDATA[ > <p>"), ["p"]);
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        let html = b"\xff<p \xfe='\x80'>\xc3</p>";
        assert_eq!(Tags::new(html).count(), 2);
    }
}
