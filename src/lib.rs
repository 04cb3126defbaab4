//! The module a page loads: what JS sees of the engine, and nothing that could be tested natively.
//!
//! A search answers either results or the chunks it needs first (`needs`); the driver in `js/` fetches those, hands
//! them to [`Book::supply`] and asks again. Errors are thrown as `Error` objects with a stable `code`.
#![forbid(unsafe_code)]

mod keys;
mod values;

pub use keys::{shortcut, shortcuts};

use thumbindex_engine::{Engine, SearchOptions};
use values::answer;
use wasm_bindgen::prelude::*;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// An open index.
#[wasm_bindgen]
pub struct Book {
    engine: Engine,
}

#[wasm_bindgen]
impl Book {
    /// Opens the bytes of an index's root (`index.tix`), or of a whole packed index.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Vec<u8>) -> Result<Book, JsValue> {
        Ok(Book { engine: Engine::open(root).map_err(values::thrown)? })
    }

    /// The book compiled into this module, if there is one.
    pub fn embedded() -> Result<Option<Book>, JsValue> {
        embedded_bytes().map(|bytes| Book::new(bytes.to_vec())).transpose()
    }

    /// Hands over a chunk that an answer has asked for.
    pub fn supply(&mut self, id: u32, bytes: &[u8]) -> Result<(), JsValue> {
        self.engine.supply(id, bytes).map_err(values::thrown)
    }

    /// Searches, or says which chunks are needed first. `tookMs` is 0: the engine knows no clock.
    #[wasm_bindgen(unchecked_return_type = "Answer<{ results: Results }>")]
    pub fn search(
        &mut self,
        query: &str,
        limit: Option<f64>,
        excerpts: Option<bool>,
        correct: Option<bool>,
    ) -> Result<JsValue, JsValue> {
        let usual = SearchOptions::default();
        let options = SearchOptions {
            // Negative numbers become 0.
            limit: limit.map_or(usual.limit, |limit| limit as usize),
            excerpts: excerpts.unwrap_or(usual.excerpts),
            correct: correct.unwrap_or(usual.correct),
        };
        let results = self.engine.search(query, &options).map_err(values::thrown)?;
        Ok(answer("\"results\":", &results))
    }

    /// Completions of what is being typed, or the chunks needed first.
    #[wasm_bindgen(unchecked_return_type = "Answer<{ suggestions: { text: string }[] }>")]
    pub fn suggest(&mut self, text: &str, limit: Option<u32>) -> Result<JsValue, JsValue> {
        let suggestions = self.engine.suggest(text, limit.unwrap_or(10) as usize).map_err(values::thrown)?;
        Ok(answer("\"suggestions\":", &suggestions))
    }

    /// The chapters before and after a page, by any form of its URL; `null` when it is not a chapter. Or the chunks needed
    /// first.
    #[wasm_bindgen(unchecked_return_type = "Answer<{ navigation: Navigation | null }>")]
    pub fn navigation(&mut self, url: &str) -> Result<JsValue, JsValue> {
        let navigation = self.engine.navigation(url).map_err(values::thrown)?;
        Ok(answer("\"navigation\":", &navigation))
    }

    /// This index's language with an empty name, then the other languages of the book and the names of their roots.
    #[wasm_bindgen(unchecked_return_type = "{ language: string; name: string }[]")]
    pub fn languages(&self) -> JsValue {
        values::languages(&self.engine)
    }
}

#[cfg(feature = "embedded")]
fn embedded_bytes() -> Option<&'static [u8]> {
    Some(include_bytes!(concat!(env!("OUT_DIR"), "/book.tix")))
}

#[cfg(not(feature = "embedded"))]
fn embedded_bytes() -> Option<&'static [u8]> {
    None
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");
