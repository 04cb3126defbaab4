//! The module a page loads: what JS sees of the engine, and nothing that could be tested natively.
//!
//! Questions go in as numbers, texts and bytes, answers come out as one JSON text that the browser parses: every other kind
//! of value, and every further export, would bring glue on both sides of the border.
#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
#[cfg(target_family = "wasm")]
use lol_alloc::{FreeListAllocator, LockedAllocator};
use thumbindex_engine::json::{Json, Writer};
use thumbindex_engine::shortcuts::{self, Action, packed};
use thumbindex_engine::{Answer, Engine, Error, SearchOptions};
use wasm_bindgen::prelude::*;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

/// A panic is a fault of ours and traps; to say which and where would cost every reader 4 KB (gzip).
#[cfg(target_family = "wasm")]
#[panic_handler]
fn trap(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// An index, once it has been opened.
#[wasm_bindgen]
#[derive(Default)]
pub struct Book {
    engine: Option<Engine>,
}

#[wasm_bindgen]
impl Book {
    /// With nothing in it.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Book {
        Book::default()
    }

    /// Answers a question in JSON; `js/engine.js` has the same numbers.
    ///
    /// | | question | `number` | `text` | `bytes` | answer |
    /// |-|-|-|-|-|-|
    /// | 0 | open this index | | | of a root, or of a whole packed index | `null` |
    /// | 1 | open the index compiled in | | | | `null`, or `false` when there is none |
    /// | 2 | take this chunk | which | | as stored | `null` |
    /// | 3 | search | limit × 4 + 2 for excerpts + 1 for corrections | query | | `{ results }` or `{ needs }` |
    /// | 4 | complete | limit | query | | `{ suggestions }` or `{ needs }` |
    /// | 5 | what comes before and after a page | | any form of its URL | | `{ navigation }`, `null` when it is no chapter, or `{ needs }` |
    /// | 6 | languages | | | | `[{ language, title, name }]`, this index's own first, with an empty name; the others' titles are in theirs |
    /// | 7 | what a key press means | facts | `event.key`, `event.code`, then a line for each action with keys of its own | | its action or `null` |
    /// | 8 | the keys that are on | facts | the lines alone | | `[{ action, keys }]` |
    ///
    /// Any answer may be `{ error: { code, message } }` instead. Where there is still something to do, `needs` is empty: the
    /// same question goes on.
    pub fn ask(&mut self, question: u32, number: u32, text: &str, bytes: Vec<u8>) -> String {
        match question {
            0 => self.open(bytes),
            1 => embedded_bytes().map_or("false".to_string(), |bytes| self.open(bytes.to_vec())),
            7 => {
                let (press, page) = packed::press(number, text);
                shortcuts::shortcut(&press, &page).map(Action::name).to_json()
            }
            8 => shortcuts::shortcuts(&packed::page(number, text)).to_json(),
            _ => self
                .engine
                .as_mut()
                .map_or(NULL.to_string(), |engine| of_engine(engine, question, number, text, &bytes)),
        }
    }

    fn open(&mut self, bytes: Vec<u8>) -> String {
        done(Engine::open(bytes).map(|mut engine| {
            engine.work_in_steps(STEP);
            self.engine = Some(engine);
        }))
    }
}

/// A millisecond on a slow phone: `js/drive.js` lets the page have its turn between two steps.
const STEP: usize = 12_000;

const NULL: &str = "null";

fn of_engine(engine: &mut Engine, question: u32, number: u32, text: &str, bytes: &[u8]) -> String {
    match question {
        2 => done(engine.supply(number, bytes)),
        3 => {
            let options = SearchOptions {
                limit: (number >> 2) as usize,
                excerpts: number & 2 > 0,
                correct: number & 1 > 0,
            };
            answered("results", engine.search(text, &options))
        }
        4 => answered("suggestions", engine.suggest(text, number as usize)),
        5 => answered("navigation", engine.navigation(text)),
        _ => languages(engine),
    }
}

/// `{ [name]: … }` when the answer is there, else `{ needs }`.
fn answered<T: Json>(name: &str, answer: Result<Answer<T>, Error>) -> String {
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return failed(&error),
    };
    let mut json = Writer::default();
    json.open('{');
    match &answer {
        Answer::Ready(ready) => {
            json.name(name);
            ready.write(&mut json);
        }
        Answer::Needs(needs) => {
            json.name("needs");
            needs.write(&mut json);
        }
    }
    json.close('}');
    json.finish()
}

fn done(result: Result<(), Error>) -> String {
    result.map_or_else(|error| failed(&error), |()| NULL.to_string())
}

fn failed(error: &Error) -> String {
    let mut json = Writer::default();
    json.open('{');
    json.name("error");
    error.write(&mut json);
    json.close('}');
    json.finish()
}

fn languages(engine: &Engine) -> String {
    let root = engine.root();
    let mut json = Writer::default();
    let mut language = |language: &str, title: &str, name: &str| {
        json.open('{');
        json.text("language", language);
        json.text("title", title);
        json.text("name", name);
        json.close('}');
    };
    language(&root.language, &root.title, "");
    root.languages.iter().for_each(|(tag, name)| language(tag, "", name));
    ["[", &json.finish(), "]"].concat()
}

#[cfg(feature = "embedded")]
fn embedded_bytes() -> Option<&'static [u8]> {
    Some(include_bytes!(concat!(env!("OUT_DIR"), "/book.tix")))
}

#[cfg(not(feature = "embedded"))]
fn embedded_bytes() -> Option<&'static [u8]> {
    None
}
