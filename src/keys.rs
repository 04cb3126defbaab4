//! Key presses, from numbers and texts to the engine's table. `js/engine.js` packs what this unpacks: objects, read
//! property by property, would bring an import for each of them.

use crate::values::to_js;
use alloc::string::String;
use thumbindex_engine::shortcuts::{self, KeyPress, Keys, Open, PageState};
use wasm_bindgen::prelude::*;

/// What a key press means on a page in this state: the name of an action, or `undefined`. `facts` has one bit for each
/// fact about page and press, in the order in which they are read below; `own` holds the site's own keys, a line for each
/// action: its name and the keys, with tabs between.
#[wasm_bindgen(unchecked_return_type = "Action | undefined")]
pub fn shortcut(key: String, code: String, key_code: u32, facts: u32, own: &str) -> Option<String> {
    let mut bits = Bits(facts);
    let page = state(&mut bits, own);
    let press = KeyPress {
        key,
        code,
        key_code,
        ctrl: bits.next(),
        alt: bits.next(),
        meta: bits.next(),
        shift: bits.next(),
        alt_graph: bits.next(),
        repeat: bits.next(),
        composing: bits.next(),
    };
    shortcuts::shortcut(&press, &page).map(|action| action.name().into())
}

/// The keys that are on in a page in this state, for the help dialog.
#[wasm_bindgen(unchecked_return_type = "{ action: Action; keys: string[] }[]")]
pub fn shortcuts(facts: u32, own: &str) -> JsValue {
    to_js(&shortcuts::shortcuts(&state(&mut Bits(facts), own)))
}

fn state(bits: &mut Bits, own: &str) -> PageState {
    PageState {
        prevented: bits.next(),
        editable: bits.next(),
        modal: bits.next(),
        scrolls: bits.next(),
        selection: bits.next(),
        rtl: bits.next(),
        disabled: bits.next(),
        mdbook: bits.next(),
        open: match (bits.next(), bits.next()) {
            (true, _) => Open::Search,
            (_, true) => Open::Help,
            _ => Open::None,
        },
        keys: Keys::parse(own),
    }
}

/// Bits, lowest first. `js/engine.js` has the same order.
struct Bits(u32);

impl Bits {
    fn next(&mut self) -> bool {
        let bit = self.0 & 1 == 1;
        self.0 >>= 1;
        bit
    }
}
