//! Values over the border. What goes in is numbers, texts and bytes; what comes out is one JSON text, parsed on the other
//! side, or an `Error` object with a code. Every other JavaScript type would bring its glue into the module.

use alloc::vec::Vec;
use thumbindex_engine::json::{Json, Writer};
use thumbindex_engine::{Answer, Engine, Error};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `JSON.parse`.
    #[wasm_bindgen(js_namespace = JSON)]
    fn parse(text: &str) -> JsValue;

    /// JavaScript's `Error`, to which we add a code.
    #[wasm_bindgen(js_name = Error)]
    type JsError;
    #[wasm_bindgen(constructor, js_class = "Error")]
    fn new(message: &str) -> JsError;
    #[wasm_bindgen(method, setter)]
    fn set_code(this: &JsError, code: &str);
}

/// `{ [name]: … }` when the answer is there, else `{ needs }`.
pub(crate) fn answer<T: Json>(name: &str, answer: &Answer<T>) -> JsValue {
    let mut json = Writer::default();
    json.object(|json| match answer {
        Answer::Ready(ready) => json.field(name, ready),
        Answer::Needs(needs) => json.field("\"needs\":", needs),
    });
    parse(json.text())
}

pub(crate) fn to_js(value: &impl Json) -> JsValue {
    parse(&value.to_json())
}

/// A language of the book, and the root it is in; the root that is open has no name.
struct Language<'a> {
    language: &'a str,
    name: &'a str,
}

impl Json for Language<'_> {
    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.field("\"language\":", self.language);
            json.field("\"name\":", self.name);
        });
    }
}

pub(crate) fn languages(engine: &Engine) -> JsValue {
    let root = engine.root();
    let own = Language { language: &root.language, name: "" };
    let others = root.languages.iter().map(|(language, name)| Language { language, name });
    to_js(&core::iter::once(own).chain(others).collect::<Vec<_>>())
}

/// An `Error` with the engine's stable code.
pub(crate) fn thrown(error: Error) -> JsValue {
    let object = JsError::new(&error.message());
    object.set_code(error.code());
    object.into()
}
