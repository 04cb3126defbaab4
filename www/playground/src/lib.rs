//! The module of the playground: files in, an index and answers out. `page/module.d.ts` has the same border for TypeScript.
//!
//! It is downloaded by who tries the playground, and by nobody else: so it may be as large as the indexer, and is built for speed.
#![forbid(unsafe_code)]

mod answer;
mod dropped;
mod made;

use js_sys::Function;
use thumbindex_engine::{Engine, SearchOptions};
use wasm_bindgen::prelude::*;

/// What a visitor has dropped; [`index`](Self::index) makes a [`Made`] of it.
#[wasm_bindgen]
#[derive(Default)]
pub struct Dropped {
    files: dropped::Dropped,
}

#[wasm_bindgen]
impl Dropped {
    /// Nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// A file, by its `/`-separated path.
    pub fn add(&mut self, path: String, content: Vec<u8>) {
        self.files.add(path, content);
    }

    /// Reads the files and writes their index; `progress` is called with the number of pages read, and of all. Throws one line.
    pub fn index(self, progress: &Function) -> Result<Made, JsError> {
        let mut tell = |step: thumbindex_indexer::Progress| {
            // A page that throws while it shows progress still gets its index.
            let _ = progress.call2(&JsValue::NULL, &step.done.into(), &step.total.into());
        };
        Ok(Made { made: made::make(self.files, &mut tell)? })
    }
}

/// An index, as a host would serve it.
#[wasm_bindgen]
pub struct Made {
    made: made::Made,
}

#[wasm_bindgen]
impl Made {
    /// What it holds and weighs, as JSON: a `Report` of `page/types.d.ts`.
    pub fn report(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.made.report)?)
    }

    /// The root: what a reader's page fetches first.
    pub fn root(&self) -> Vec<u8> {
        self.made.files.root.clone()
    }

    /// Another of its files.
    pub fn file(&self, name: &str) -> Option<Vec<u8>> {
        self.made.files.other(name).map(<[u8]>::to_vec)
    }
}

/// A reader: somebody with an open index and no more of it than the root.
#[wasm_bindgen]
pub struct Reader {
    engine: Engine,
}

#[wasm_bindgen]
impl Reader {
    /// Opens a root. Throws one line when it is none.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Vec<u8>) -> Result<Reader, JsError> {
        Ok(Self { engine: Engine::open(root)? })
    }

    /// Takes a chunk that a search has asked for, as it is stored.
    pub fn supply(&mut self, id: u32, content: &[u8]) -> Result<(), JsError> {
        self.engine.supply(id, content)?;
        Ok(())
    }

    /// Searches, as JSON: `{ results, explanations }`, or `{ needs }` when chunks have to be supplied first. The query has to be
    /// composed (NFC).
    pub fn search(&mut self, query: &str, limit: usize) -> Result<String, JsError> {
        let options = SearchOptions { limit, ..SearchOptions::default() };
        let answer = answer::search(&mut self.engine, query, &options)?;
        Ok(serde_json::to_string(&answer)?)
    }
}
