//! HTML text in, tags and text out. `html5gum` does the tokenizing (entities, comments, quotes as browsers do); this
//! collects its pieces into whole tags, keeping only the attributes that an indexer ever looks at.

use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};
use std::convert::Infallible;

/// The attributes that matter; all others are dropped as they are read, unless the sink [wants](Sink::wants) them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attr {
    Alt,
    AltText,
    AriaCurrent,
    AriaHidden,
    AriaLabel,
    Class,
    Content,
    Encoding,
    Hidden,
    Href,
    HttpEquiv,
    Id,
    Ignore,
    Keywords,
    Lang,
    Name,
    NoSnippet,
    Property,
    Rel,
    Role,
    Type,
}

const ATTRIBUTES: usize = Attr::Type as usize + 1;

impl Attr {
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"alt" => Self::Alt,
            b"alttext" => Self::AltText,
            b"aria-current" => Self::AriaCurrent,
            b"aria-hidden" => Self::AriaHidden,
            b"aria-label" => Self::AriaLabel,
            b"class" => Self::Class,
            b"content" => Self::Content,
            b"encoding" => Self::Encoding,
            b"hidden" => Self::Hidden,
            b"href" => Self::Href,
            b"http-equiv" => Self::HttpEquiv,
            b"id" => Self::Id,
            b"data-thumbindex-ignore" => Self::Ignore,
            b"data-thumbindex-keywords" => Self::Keywords,
            b"lang" | b"xml:lang" => Self::Lang,
            b"name" => Self::Name,
            b"data-nosnippet" => Self::NoSnippet,
            b"property" => Self::Property,
            b"rel" => Self::Rel,
            b"role" => Self::Role,
            b"type" => Self::Type,
            _ => return None,
        })
    }
}

/// A start tag. One is reused for all tags of a page.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: Vec<u8>,
    pub(super) self_closing: bool,
    values: [Option<String>; ATTRIBUTES],
    /// Those that only its [`Sink`] wants.
    others: Vec<(Vec<u8>, String)>,
}

impl Tag {
    /// An attribute's value; empty for one without.
    pub(super) fn get(&self, attr: Attr) -> Option<&str> {
        self.values[attr as usize].as_deref()
    }

    /// The value trimmed, unless nothing is left.
    pub(super) fn filled(&self, attr: Attr) -> Option<&str> {
        self.get(attr).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The tokens of a list such as `class` or `rel`.
    pub(super) fn tokens(&self, attr: Attr) -> std::str::SplitAsciiWhitespace<'_> {
        self.get(attr).unwrap_or_default().split_ascii_whitespace()
    }

    /// The value of an attribute that the sink [wants](Sink::wants).
    pub(super) fn other(&self, name: &str) -> Option<&str> {
        self.others.iter().find(|(known, _)| known == name.as_bytes()).map(|(_, value)| value.as_str())
    }

    fn clear(&mut self) {
        self.name.clear();
        self.self_closing = false;
        self.values.fill(None);
        self.others.clear();
    }
}

/// Who listens to a page's tokens, in document order.
pub(super) trait Sink {
    fn start(&mut self, tag: &Tag);
    fn end(&mut self, name: &[u8]);
    fn text(&mut self, text: &str);
    /// Whether the tag just started is inside SVG or MathML, where `<title/>` is an empty element and no text follows.
    fn in_foreign_content(&self) -> bool;
    /// Whether an attribute beyond the known ones matters.
    fn wants(&self, _attribute: &[u8]) -> bool {
        false
    }
}

/// Sends all of `html` to `sink`. Runs in one pass and never fails: every text is some HTML.
pub(super) fn tokenize(html: &str, sink: &mut impl Sink) {
    let collector = Collector {
        sink,
        tag: Tag::default(),
        is_start: false,
        last_start: Vec::new(),
        text: Vec::new(),
        attr_name: Vec::new(),
        attr_value: Vec::new(),
    };
    // Reading from a string cannot fail; the type says so (`Infallible`).
    let Ok(()) = Tokenizer::new_with_emitter(html, collector).finish();
}

struct Collector<'a, S> {
    sink: &'a mut S,
    tag: Tag,
    is_start: bool,
    /// Name of the start tag just seen: `</script>` ends only the script it belongs to.
    last_start: Vec<u8>,
    text: Vec<u8>,
    attr_name: Vec<u8>,
    attr_value: Vec<u8>,
}

impl<S: Sink> Collector<'_, S> {
    fn flush_text(&mut self) {
        if !self.text.is_empty() {
            self.sink.text(&String::from_utf8_lossy(&self.text));
            self.text.clear();
        }
    }

    fn flush_attribute(&mut self) {
        // Where an attribute is written twice, the first counts.
        let value = || String::from_utf8_lossy(&self.attr_value).into_owned();
        match Attr::of(&self.attr_name) {
            _ if !self.is_start => {}
            Some(attr) => {
                self.tag.values[attr as usize].get_or_insert_with(value);
            }
            None if self.sink.wants(&self.attr_name) => {
                self.tag.others.push((self.attr_name.clone(), value()));
            }
            None => {}
        }
        self.attr_name.clear();
        self.attr_value.clear();
    }
}

impl<S: Sink> Emitter for Collector<'_, S> {
    type Token = Infallible;

    fn init_start_tag(&mut self) {
        self.tag.clear();
        self.is_start = true;
    }

    fn init_end_tag(&mut self) {
        self.tag.clear();
        self.is_start = false;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.extend_from_slice(name);
    }

    fn set_self_closing(&mut self) {
        self.tag.self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.flush_attribute();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attr_name.extend_from_slice(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.attr_value.extend_from_slice(value);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush_text();
        self.flush_attribute();
        if !self.is_start {
            self.last_start.clear();
            self.sink.end(&self.tag.name);
            return None;
        }
        self.last_start.clone_from(&self.tag.name);
        self.sink.start(&self.tag);
        if self.sink.in_foreign_content() { None } else { naive_next_state(&self.tag.name) }
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        !self.is_start && !self.last_start.is_empty() && self.last_start == self.tag.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.sink.in_foreign_content()
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
    }

    fn emit_eof(&mut self) {
        self.flush_text();
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = name.unwrap_or_default().to_vec();
    }

    // Comments, doctypes and complaints say nothing to a reader.
    fn emit_error(&mut self, _: Error) {}
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn emit_current_comment(&mut self) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn emit_current_doctype(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Log(Vec<String>);

    impl Sink for Log {
        fn start(&mut self, tag: &Tag) {
            let name = String::from_utf8_lossy(&tag.name);
            self.0.push(format!("<{name} {:?} {:?}>", tag.get(Attr::Id), tag.get(Attr::Hidden)));
        }
        fn end(&mut self, name: &[u8]) {
            self.0.push(format!("</{}>", String::from_utf8_lossy(name)));
        }
        fn text(&mut self, text: &str) {
            self.0.push(text.to_owned());
        }
        fn in_foreign_content(&self) -> bool {
            false
        }
    }

    fn log(html: &str) -> Vec<String> {
        let mut log = Log::default();
        tokenize(html, &mut log);
        log.0
    }

    #[test]
    fn entities_are_decoded_and_attributes_kept() {
        let expected = ["<p Some(\"a&b\") Some(\"\")>", "Ö < é", "</p>"];
        assert_eq!(log("<p ID='a&amp;b' hidden id=c onclick=x>&Ouml; &lt; é</p>"), expected);
    }

    #[test]
    fn scripts_and_comments_hold_no_tags() {
        let expected = ["<script None None>", "if (a<b) '<p>'", "</script>", "x"];
        assert_eq!(log("<script>if (a<b) '<p>'</script><!-- <p> -->x"), expected);
    }

    #[test]
    fn text_that_stops_in_the_middle_of_a_tag_is_no_fault() {
        assert_eq!(log("a<p id="), ["a"]);
        assert_eq!(log("a&am"), ["a&am"]);
    }
}
