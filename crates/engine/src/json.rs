//! What the engine answers, as JSON.
//!
//! One text that JavaScript parses crosses the border of the module faster than an object that is built there property by
//! property: that took half the time of a search. The writer is our own, since serde brings 20 KB of module, and the
//! standard library's way of printing a float another 8. Properties are named like the Rust fields, in camel case; what is
//! absent is `null`.

use crate::prelude::*;
use crate::results::{Chapter, Navigation, Need, PageHit, Piece, Results, SectionHit, Suggestion};
use crate::shortcuts::Shortcut;
use thumbindex_index::{decimal, part};

/// What can be written as JSON.
pub trait Json {
    /// Appends itself as one value.
    fn write(&self, json: &mut Writer);

    /// The whole text.
    fn to_json(&self) -> String {
        let mut json = Writer::default();
        self.write(&mut json);
        json.finish()
    }
}

/// A JSON text being written. Commas come by themselves.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
}

impl Writer {
    /// What has been written.
    pub fn finish(self) -> String {
        self.text
    }

    /// Opens an object or a list: `{` or `[`.
    pub fn open(&mut self, bracket: char) {
        self.separate();
        self.text.push(bracket);
    }

    /// Closes what was opened.
    pub fn close(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    /// The name of the property whose value is written next; it needs no escapes.
    pub fn name(&mut self, name: &str) {
        self.word("\"");
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    /// A property that is a text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        text.write(self);
    }

    fn number(&mut self, name: &str, number: f64) {
        self.name(name);
        number.write(self);
    }

    fn flag(&mut self, name: &str, flag: bool) {
        self.name(name);
        self.word(if flag { "true" } else { "false" });
    }

    /// What is written as it is.
    fn word(&mut self, word: &str) {
        self.separate();
        self.text.push_str(word);
    }

    /// A comma, where a value or name has come before on the same level: then the text ends with none of these.
    fn separate(&mut self) {
        if !matches!(self.text.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.text.push(',');
        }
    }

    fn escape(&mut self, byte: u8) {
        self.text.push('\\');
        if byte >= b' ' {
            self.text.push(char::from(byte));
        } else {
            self.text.push_str("u00");
            self.text.push(char::from(b'0' + (byte >> 4)));
            self.text.push(char::from(b"0123456789abcdef"[usize::from(byte & 15)]));
        }
    }
}

impl Json for str {
    fn write(&self, json: &mut Writer) {
        json.word("\"");
        // What needs no escape is copied in one piece, and most texts are one piece.
        let mut plain = 0;
        for (at, byte) in self.bytes().enumerate() {
            if byte < b' ' || byte == b'"' || byte == b'\\' {
                json.text.push_str(part(self, plain, at));
                json.escape(byte);
                plain = at + 1;
            }
        }
        json.text.push_str(part(self, plain, self.len()));
        json.text.push('"');
    }
}

impl Json for &str {
    fn write(&self, json: &mut Writer) {
        (*self).write(json);
    }
}

impl Json for String {
    fn write(&self, json: &mut Writer) {
        self.as_str().write(json);
    }
}

impl Json for u32 {
    fn write(&self, json: &mut Writer) {
        f64::from(*self).write(json);
    }
}

/// Counts, scores and times, which are never negative: twelve digits after the point tell any two `f32` above 0.0001 apart.
impl Json for f64 {
    fn write(&self, json: &mut Writer) {
        let whole = *self as u64;
        json.separate();
        json.text.push_str(&decimal(whole, 1));
        let fraction = ((self - whole as f64) * 1e12) as u64;
        if fraction > 0 {
            json.text.push('.');
            json.text.push_str(&decimal(fraction, 12));
        }
    }
}

impl Json for f32 {
    fn write(&self, json: &mut Writer) {
        f64::from(*self).write(json);
    }
}

impl<T: Json> Json for Option<T> {
    fn write(&self, json: &mut Writer) {
        match self {
            Some(value) => value.write(json),
            None => json.word("null"),
        }
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, json: &mut Writer) {
        json.open('[');
        self.iter().for_each(|item| item.write(json));
        json.close(']');
    }
}

impl Json for Results {
    fn write(&self, json: &mut Writer) {
        json.open('{');
        json.text("query", &self.query);
        json.name("corrected");
        self.corrected.write(json);
        json.number("total", self.total.into());
        json.flag("totalIsExact", self.total_is_exact);
        json.number("tookMs", self.took_ms);
        json.name("pages");
        self.pages.write(json);
        json.close('}');
    }
}

impl Json for PageHit {
    fn write(&self, json: &mut Writer) {
        json.open('{');
        json.text("url", &self.url);
        json.text("title", &self.title);
        json.name("breadcrumbs");
        self.breadcrumbs.write(json);
        json.number("score", self.score.into());
        json.name("sections");
        self.sections.write(json);
        json.close('}');
    }
}

impl Json for SectionHit {
    fn write(&self, json: &mut Writer) {
        json.open('{');
        json.text("url", &self.url);
        json.text("heading", &self.heading);
        json.number("score", self.score.into());
        json.name("excerpt");
        self.excerpt.write(json);
        json.close('}');
    }
}

impl Json for Piece {
    fn write(&self, json: &mut Writer) {
        json.open('{');
        json.text("text", &self.text);
        json.flag("mark", self.mark);
        if self.code {
            json.flag("code", true);
        }
        json.close('}');
    }
}

impl Json for Suggestion {
    fn write(&self, json: &mut Writer) {
        json.open('{');
        json.text("text", &self.text);
        json.close('}');
    }
}

impl Json for Navigation {
    fn write(&self, json: &mut Writer) {
        json.open('{');
        json.name("previous");
        self.previous.write(json);
        json.name("next");
        self.next.write(json);
        json.number("position", self.position.into());
        json.number("count", self.count.into());
        json.close('}');
    }
}

impl Json for Chapter {
    fn write(&self, json: &mut Writer) {
        json.open('{');
        json.text("url", &self.url);
        json.text("title", &self.title);
        json.close('}');
    }
}

impl Json for Need {
    fn write(&self, json: &mut Writer) {
        json.open('{');
        json.number("id", self.id.into());
        json.text("name", &self.name);
        if self.shows {
            json.flag("shows", true);
        }
        json.close('}');
    }
}

impl Json for Shortcut<'_> {
    fn write(&self, json: &mut Writer) {
        json.open('{');
        json.text("action", self.action.name());
        json.name("keys");
        self.keys.write(json);
        json.close('}');
    }
}

/// A fault, for whoever makes a thrown error of it.
impl Json for crate::Error {
    fn write(&self, json: &mut Writer) {
        json.open('{');
        json.text("code", self.code());
        json.text("message", &self.message());
        json.close('}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shortcuts::Action;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn parsed(value: &(impl Json + ?Sized)) -> Value {
        serde_json::from_str(&value.to_json()).expect("JSON")
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in prop_oneof![any::<String>(), "[\\x00-\\x7f]{0,20}", "[\"\\\\\n a]{0,9}"]) {
            prop_assert_eq!(parsed(&text), Value::String(text));
        }

        #[test]
        fn any_count_comes_back(number: u32) {
            prop_assert_eq!(number.to_json(), number.to_string());
        }

        #[test]
        fn any_score_comes_back_to_the_last_bit(score in 1e-4f32..1e4) {
            prop_assert_eq!(parsed(&score).as_f64().map(|read| read as f32), Some(score));
        }
    }

    #[test]
    fn whole_numbers_have_no_point_and_what_is_no_number_is_0() {
        for (number, text) in [(0.0, "0"), (7.0, "7"), (1.25, "1.250000000000"), (0.001, "0.001000000000")] {
            assert_eq!(number.to_json(), text);
        }
        assert_eq!(f64::NAN.to_json(), "0");
    }

    #[test]
    fn results_are_what_javascript_expects() {
        let piece = |text: &str, mark| Piece { text: text.into(), mark, code: mark };
        let section = |excerpt| SectionHit {
            url: "a%20b.html#x".into(),
            heading: "“Ünïcode” \u{1}\t\"\\".into(),
            score: 0.75,
            excerpt,
        };
        let page = PageHit {
            url: "a%20b.html".into(),
            title: String::new(),
            breadcrumbs: vec!["Part".into(), "{[".into()],
            score: 1.5,
            sections: vec![section(vec![piece("{", false), piece("a", true)]), section(Vec::new())],
        };
        let results = Results {
            query: "a".into(),
            corrected: Some("b".into()),
            total: 2,
            total_is_exact: true,
            took_ms: 0.5,
            pages: vec![page],
        };
        let section = |excerpt| json!({ "url": "a%20b.html#x", "heading": "“Ünïcode” \u{1}\t\"\\", "score": 0.75, "excerpt": excerpt });
        let excerpt = json!([{ "text": "{", "mark": false }, { "text": "a", "mark": true, "code": true }]);
        let page = json!({
            "url": "a%20b.html",
            "title": "",
            "breadcrumbs": ["Part", "{["],
            "score": 1.5,
            "sections": [section(excerpt), section(json!([]))],
        });
        let expected = json!({
            "query": "a",
            "corrected": "b",
            "total": 2,
            "totalIsExact": true,
            "tookMs": 0.5,
            "pages": [page],
        });
        assert_eq!(parsed(&results), expected);
        let none = Results { corrected: None, pages: Vec::new(), ..results };
        assert_eq!(parsed(&none)["corrected"], Value::Null);
        assert_eq!(parsed(&none)["pages"], json!([]));
    }

    #[test]
    fn small_answers_are_what_javascript_expects() {
        let chapter = Chapter { url: "a".into(), title: "A".into() };
        let navigation = Navigation { previous: None, next: Some(chapter), position: 1, count: 20 };
        assert_eq!(
            parsed(&navigation),
            json!({ "previous": null, "next": { "url": "a", "title": "A" }, "position": 1, "count": 20 })
        );
        let need = |id, name: &str, shows| Need { id, name: name.into(), shows };
        let needs = vec![need(0, "x.tix", true), need(u32::MAX, "", false)];
        let expected = json!([{ "id": 0, "name": "x.tix", "shows": true }, { "id": u32::MAX, "name": "" }]);
        assert_eq!(parsed(&needs), expected);
        assert_eq!(parsed(&Suggestion { text: "a".into() }), json!({ "text": "a" }));
        let shortcut = Shortcut { action: Action::Search, keys: vec!["s", "\""] };
        assert_eq!(parsed(&shortcut), json!({ "action": "search", "keys": ["s", "\""] }));
    }
}
