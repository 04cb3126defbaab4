//! Key presses, from the browser's event to the engine's table.

use crate::values::{flag, get, strings, to_js};
use thumbindex_engine::shortcuts::{self, KeyPress, Keys, Open, PageState};
use wasm_bindgen::prelude::*;
use web_sys::KeyboardEvent;

/// What a key press means on a page in this state: the name of an action, or `undefined`.
#[wasm_bindgen(unchecked_return_type = "Action | undefined")]
pub fn shortcut(
    event: &KeyboardEvent,
    #[wasm_bindgen(unchecked_param_type = "PageState")] page: JsValue,
) -> Option<String> {
    let press = KeyPress {
        key: event.key(),
        code: event.code(),
        key_code: event.key_code(),
        ctrl: event.ctrl_key(),
        alt: event.alt_key(),
        meta: event.meta_key(),
        shift: event.shift_key(),
        alt_graph: event.get_modifier_state("AltGraph"),
        repeat: event.repeat(),
        composing: event.is_composing(),
    };
    shortcuts::shortcut(&press, &state(&page)).map(|action| action.name().into())
}

/// The keys that are on in a page in this state, for the help dialog.
#[wasm_bindgen(unchecked_return_type = "{ action: Action; keys: string[] }[]")]
pub fn shortcuts(
    #[wasm_bindgen(unchecked_param_type = "PageState | undefined")] page: JsValue,
) -> Result<JsValue, JsValue> {
    to_js(&shortcuts::shortcuts(&state(&page)))
}

/// Whatever is missing is as on a quiet page.
fn state(page: &JsValue) -> PageState {
    let keys = get(page, "keys");
    PageState {
        prevented: flag(page, "prevented"),
        editable: flag(page, "editable"),
        modal: flag(page, "modal"),
        scrolls: flag(page, "scrolls"),
        selection: flag(page, "selection"),
        rtl: flag(page, "rtl"),
        open: match get(page, "open").as_string().as_deref() {
            Some("search") => Open::Search,
            Some("help") => Open::Help,
            _ => Open::None,
        },
        disabled: flag(page, "disabled"),
        mdbook: flag(page, "mdbook"),
        keys: Keys {
            search: strings(&keys, "search"),
            help: strings(&keys, "help"),
            previous: strings(&keys, "previous"),
            next: strings(&keys, "next"),
            close: strings(&keys, "close"),
        },
    }
}
