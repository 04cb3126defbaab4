//! Values over the border: plain JS objects, `null` for what is absent, `Error` objects with a code.

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use thumbindex_engine::{Answer, Engine, Error, SearchOptions};
use wasm_bindgen::prelude::*;

/// A property, or `undefined`; also of what is no object. Objects are read by hand: deserialising them with serde would
/// bring 20 KB of error messages into the module.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

pub(crate) fn flag(object: &JsValue, name: &str) -> bool {
    get(object, name).as_bool().unwrap_or(false)
}

/// A list of strings; `None` where there is none.
pub(crate) fn strings(object: &JsValue, name: &str) -> Option<Vec<String>> {
    let value = get(object, name);
    Array::is_array(&value).then(|| Array::from(&value).iter().filter_map(|item| item.as_string()).collect())
}

/// The options of a search, as far as the caller gave them.
pub(crate) fn search_options(object: &JsValue) -> SearchOptions {
    let usual = SearchOptions::default();
    SearchOptions {
        // Negative numbers become 0, and what is no number is left out.
        limit: get(object, "limit").as_f64().map_or(usual.limit, |limit| limit as usize),
        excerpts: get(object, "excerpts").as_bool().unwrap_or(usual.excerpts),
    }
}

/// `{ [name]: … }` when the answer is there, else `{ needs }`.
pub(crate) fn answer<T: Serialize>(name: &str, answer: Answer<T>) -> Result<JsValue, JsValue> {
    let (name, value) = match answer {
        Answer::Ready(ready) => (name, to_js(&ready)?),
        Answer::Needs(needs) => ("needs", to_js(&needs)?),
    };
    let object = Object::new();
    set(&object, name, &value);
    Ok(object.into())
}

/// A language of the book, and the root it is in; the root that is open has no name.
#[derive(Serialize)]
pub(crate) struct Language<'a> {
    language: &'a str,
    name: &'a str,
}

pub(crate) fn languages(engine: &Engine) -> Vec<Language<'_>> {
    let root = engine.root();
    let own = Language { language: &root.language, name: "" };
    let others = root.languages.iter().map(|(language, name)| Language { language, name });
    std::iter::once(own).chain(others).collect()
}

pub(crate) fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).map_err(JsValue::from)
}

/// An `Error` with the engine's stable code.
pub(crate) fn thrown(error: Error) -> JsValue {
    let object = js_sys::Error::new(&error.to_string());
    set(&object, "code", &error.code().into());
    object.into()
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Setting a property of an object that was just made cannot fail.
    let _ = Reflect::set(object, &name.into(), value);
}
