//! Key presses, from a number and a text to the engine's table. `js/engine.js` packs what this unpacks.

use alloc::string::String;
use thumbindex_engine::json::Json;
use thumbindex_engine::part;
use thumbindex_engine::shortcuts::{self, Action, KeyPress, Keys, Open, PageState};

/// The bit of the facts where `event.keyCode` begins.
const KEY_CODE: u32 = 20;

/// What a key press means on a page in this state. `facts` has one bit for each fact about page and press, in the order in
/// which they are read below.
pub(crate) fn shortcut(facts: u32, text: &str) -> String {
    let (key, rest) = first_line(text);
    let (code, own) = first_line(rest);
    let mut bits = Bits(facts);
    let page = state(&mut bits, own);
    let press = KeyPress {
        key,
        code,
        ctrl: bits.next(),
        alt: bits.next(),
        meta: bits.next(),
        shift: bits.next(),
        alt_graph: bits.next(),
        repeat: bits.next(),
        composing: bits.next(),
        key_code: facts >> KEY_CODE,
    };
    shortcuts::shortcut(&press, &page).map(Action::name).to_json()
}

fn first_line(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| byte == b'\n').unwrap_or(text.len());
    (part(text, 0, end), part(text, end + 1, text.len()))
}

/// The keys that are on in a page in this state, for the help dialog.
pub(crate) fn shortcuts(facts: u32, own: &str) -> String {
    shortcuts::shortcuts(&state(&mut Bits(facts), own)).to_json()
}

fn state<'a>(bits: &mut Bits, own: &'a str) -> PageState<'a> {
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
        keys: Keys(own),
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
