//! A key press as it crosses the border of the module: a number of facts and a text. `js/engine.js` packs what this unpacks.

use thumbindex_index::part;

use super::{KeyPress, Keys, Open, PageState};

/// The bit of the facts where `event.keyCode` begins.
const KEY_CODE: u32 = 20;

/// A page's state, from one bit for each fact in the order of its fields (search open and help open at its end), and from the
/// lines of the [site's own keys](Keys).
///
/// ```
/// use thumbindex_engine::shortcuts::{Open, packed};
///
/// let page = packed::page(0b10_0000_0001, "help\tF1");
/// assert!(page.prevented && !page.editable);
/// assert_eq!(page.open, Open::Help);
/// ```
pub fn page(facts: u32, keys: &str) -> PageState<'_> {
    read_page(&mut Bits(facts), keys)
}

/// A press and the page that it is on. After the facts of the page come those of the press, in the order of its fields, and from
/// bit 20 on `event.keyCode`. The text is `event.key` on a line, `event.code` on a line, and the lines of the site's own keys.
///
/// ```
/// use thumbindex_engine::shortcuts::{Action, packed, shortcut};
///
/// let (press, page) = packed::press(1 << 10, "k\nKeyK\nhelp\tF1");
/// assert!(press.ctrl);
/// assert_eq!(page.keys.of(Action::Help), Some("F1"));
/// assert_eq!(shortcut(&press, &page), Some(Action::Search));
/// ```
pub fn press(facts: u32, text: &str) -> (KeyPress<'_>, PageState<'_>) {
    let (key, rest) = first_line(text);
    let (code, keys) = first_line(rest);
    let mut bits = Bits(facts);
    let page = read_page(&mut bits, keys);
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
    (press, page)
}

fn read_page<'a>(bits: &mut Bits, keys: &'a str) -> PageState<'a> {
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
        keys: Keys(keys),
    }
}

fn first_line(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| byte == b'\n').unwrap_or(text.len());
    (part(text, 0, end), part(text, end + 1, text.len()))
}

/// Bits, lowest first.
struct Bits(u32);

impl Bits {
    fn next(&mut self) -> bool {
        let bit = self.0 & 1 == 1;
        self.0 >>= 1;
        bit
    }
}
