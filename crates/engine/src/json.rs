//! What the engine answers, as JSON.
//!
//! One text that JavaScript parses crosses the border of the module faster than an object that is built there property by
//! property: that took half the time of a search. The writer is our own, since serde brings 20 KB of module, and the
//! standard library's way of printing a float another 8. Properties are named like the Rust fields, in camel case; what is
//! absent is `null`.

use crate::prelude::*;
use crate::results::{Chapter, Navigation, Need, PageHit, Piece, Results, SectionHit, Suggestion};
use crate::shortcuts::Shortcut;

/// What can be written as JSON.
pub trait Json {
    /// Appends itself as one value.
    fn write(&self, json: &mut Writer);

    /// The whole text.
    fn to_json(&self) -> String {
        let mut json = Writer::default();
        self.write(&mut json);
        json.text
    }
}

/// A JSON text being written.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
}

impl Writer {
    /// What has been written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// An object; `fields` writes its [fields](Self::field).
    pub fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.text.push('{');
        fields(self);
        self.text.push('}');
    }

    /// A property of the object that is open; `name` is written as it is, quotation marks and colon included.
    pub fn field(&mut self, name: &str, value: &(impl Json + ?Sized)) {
        self.separate(b'{');
        self.text.push_str(name);
        value.write(self);
    }

    fn item(&mut self, value: &impl Json) {
        self.separate(b'[');
        value.write(self);
    }

    /// A comma, except after the bracket: no value ends with one that opens, so the last byte tells.
    fn separate(&mut self, bracket: u8) {
        if self.text.as_bytes().last() != Some(&bracket) {
            self.text.push(',');
        }
    }

    fn escape(&mut self, byte: u8) {
        let digits = [b'0' + (byte >> 4), b"0123456789abcdef"[usize::from(byte & 15)]];
        match byte {
            b'"' => self.text.push_str("\\\""),
            b'\\' => self.text.push_str("\\\\"),
            _ => {
                self.text.push_str("\\u00");
                self.ascii(&digits);
            }
        }
    }

    /// A number in decimal, with zeros in front up to `width` digits.
    fn decimal(&mut self, mut number: u64, width: usize) {
        let mut digits = [b'0'; 20];
        let mut from = digits.len();
        while from > 0 && (number > 0 || from > digits.len() - width) {
            from -= 1;
            digits[from] = b'0' + (number % 10) as u8;
            number /= 10;
        }
        self.ascii(&digits[from..]);
    }

    fn ascii(&mut self, bytes: &[u8]) {
        self.text.push_str(core::str::from_utf8(bytes).unwrap_or_default());
    }
}

impl Json for str {
    fn write(&self, json: &mut Writer) {
        json.text.push('"');
        // What needs no escape is copied in one piece, and most texts are one piece.
        let mut plain = 0;
        for (at, byte) in self.bytes().enumerate() {
            if byte < b' ' || byte == b'"' || byte == b'\\' {
                json.text.push_str(self.get(plain..at).unwrap_or_default());
                json.escape(byte);
                plain = at + 1;
            }
        }
        json.text.push_str(self.get(plain..).unwrap_or_default());
        json.text.push('"');
    }
}

impl Json for String {
    fn write(&self, json: &mut Writer) {
        self.as_str().write(json);
    }
}

impl Json for bool {
    fn write(&self, json: &mut Writer) {
        json.text.push_str(if *self { "true" } else { "false" });
    }
}

impl Json for u32 {
    fn write(&self, json: &mut Writer) {
        json.decimal((*self).into(), 1);
    }
}

/// Scores and times, which are never negative: twelve digits after the point tell any two `f32` above 0.0001 apart.
impl Json for f64 {
    fn write(&self, json: &mut Writer) {
        json.decimal(*self as u64, 1);
        let fraction = ((self - *self as u64 as f64) * 1e12) as u64;
        if fraction > 0 {
            json.text.push('.');
            json.decimal(fraction, 12);
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
            None => json.text.push_str("null"),
        }
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, json: &mut Writer) {
        json.text.push('[');
        self.iter().for_each(|item| json.item(item));
        json.text.push(']');
    }
}

impl Json for Results {
    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.field("\"query\":", &self.query);
            json.field("\"corrected\":", &self.corrected);
            json.field("\"total\":", &self.total);
            json.field("\"totalIsExact\":", &self.total_is_exact);
            json.field("\"tookMs\":", &self.took_ms);
            json.field("\"pages\":", &self.pages);
        });
    }
}

impl Json for PageHit {
    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.field("\"url\":", &self.url);
            json.field("\"title\":", &self.title);
            json.field("\"breadcrumbs\":", &self.breadcrumbs);
            json.field("\"score\":", &self.score);
            json.field("\"sections\":", &self.sections);
        });
    }
}

impl Json for SectionHit {
    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.field("\"url\":", &self.url);
            json.field("\"heading\":", &self.heading);
            json.field("\"score\":", &self.score);
            json.field("\"excerpt\":", &self.excerpt);
        });
    }
}

impl Json for Piece {
    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.field("\"text\":", &self.text);
            json.field("\"mark\":", &self.mark);
            if self.code {
                json.field("\"code\":", &true);
            }
        });
    }
}

impl Json for Suggestion {
    fn write(&self, json: &mut Writer) {
        json.object(|json| json.field("\"text\":", &self.text));
    }
}

impl Json for Navigation {
    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.field("\"previous\":", &self.previous);
            json.field("\"next\":", &self.next);
            json.field("\"position\":", &self.position);
            json.field("\"count\":", &self.count);
        });
    }
}

impl Json for Chapter {
    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.field("\"url\":", &self.url);
            json.field("\"title\":", &self.title);
        });
    }
}

impl Json for Need {
    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.field("\"id\":", &self.id);
            json.field("\"name\":", &self.name);
        });
    }
}

impl Json for Shortcut {
    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.field("\"action\":", self.action.name());
            json.field("\"keys\":", &self.keys);
        });
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
        let needs = vec![Need { id: 0, name: "x.tix".into() }, Need { id: u32::MAX, name: String::new() }];
        assert_eq!(parsed(&needs), json!([{ "id": 0, "name": "x.tix" }, { "id": u32::MAX, "name": "" }]));
        assert_eq!(parsed(&Suggestion { text: "a".into() }), json!({ "text": "a" }));
        let shortcut = Shortcut { action: Action::Search, keys: vec!["s".into(), "\"".into()] };
        assert_eq!(parsed(&shortcut), json!({ "action": "search", "keys": ["s", "\""] }));
    }
}
