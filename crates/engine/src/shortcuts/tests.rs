//! The shortcut table, rule by rule.

use super::*;
use Action::{Close, Help, Next, Previous, Search};

/// A press of `key` on a US keyboard, no modifiers.
fn key(key: &str) -> KeyPress<'_> {
    let code: String = match key {
        letter if letter.len() == 1 && is_letter(letter.chars().next().unwrap_or('?')) => {
            format!("Key{}", letter.to_ascii_uppercase())
        }
        "/" | "?" => "Slash".into(),
        named => named.into(),
    };
    KeyPress { key, code: code.leak(), ..KeyPress::default() }
}

/// A press on another layout: what it types, and where the key sits.
fn typed<'a>(key: &'a str, code: &'a str) -> KeyPress<'a> {
    KeyPress { key, code, ..KeyPress::default() }
}

fn page() -> PageState<'static> {
    PageState::default()
}

/// The presses that mean something on a quiet page, and what.
fn meaningful() -> Vec<(KeyPress<'static>, Action)> {
    vec![
        (key("s"), Search),
        (key("/"), Search),
        (KeyPress { ctrl: true, ..key("k") }, Search),
        (KeyPress { meta: true, ..key("k") }, Search),
        (KeyPress { shift: true, ..key("?") }, Help),
        (key("ArrowLeft"), Previous),
        (key("ArrowRight"), Next),
    ]
}

fn nothing_happens(page: &PageState<'_>) {
    for (press, _) in meaningful() {
        assert_eq!(shortcut(&press, page), None, "{press:?} on {page:?}");
    }
}

#[test]
fn every_key_of_the_table_does_what_it_says() {
    for (press, action) in meaningful() {
        assert_eq!(shortcut(&press, &page()), Some(action), "{press:?}");
    }
}

#[test]
fn other_keys_do_nothing() {
    for other in
        ["a", "k", "S\u{308}", "Enter", "Tab", " ", "ArrowUp", "ArrowDown", "Dead", "Unidentified", "", "1"]
    {
        assert_eq!(shortcut(&key(other), &page()), None, "{other}");
    }
}

#[test]
fn escape_closes_what_is_open_and_is_left_alone_otherwise() {
    assert_eq!(shortcut(&key("Escape"), &page()), None);
    for open in [Open::Search, Open::Help] {
        for editable in [false, true] {
            let page = PageState { open, editable, ..page() };
            assert_eq!(shortcut(&key("Escape"), &page), Some(Close), "{page:?}");
        }
    }
}

#[test]
fn while_a_dialog_is_open_other_keys_are_typing() {
    for open in [Open::Search, Open::Help] {
        nothing_happens(&PageState { open, ..page() });
        nothing_happens(&PageState { open, editable: true, ..page() });
    }
}

#[test]
fn an_event_that_the_host_used_is_left_alone() {
    nothing_happens(&PageState { prevented: true, ..page() });
    let open = PageState { prevented: true, open: Open::Search, ..page() };
    assert_eq!(shortcut(&key("Escape"), &open), None);
}

#[test]
fn typing_into_a_field_triggers_nothing() {
    nothing_happens(&PageState { editable: true, ..page() });
}

#[test]
fn a_modal_of_the_host_keeps_its_keys() {
    nothing_happens(&PageState { modal: true, ..page() });
}

#[test]
fn a_held_key_acts_once() {
    for (press, _) in meaningful() {
        assert_eq!(shortcut(&KeyPress { repeat: true, ..press }, &page()), None);
    }
}

#[test]
fn an_input_method_keeps_its_keys() {
    let open = PageState { open: Open::Search, ..page() };
    for (press, _) in meaningful() {
        assert_eq!(shortcut(&KeyPress { composing: true, ..press.clone() }, &page()), None);
        assert_eq!(shortcut(&KeyPress { key_code: 229, ..press }, &page()), None);
    }
    assert_eq!(shortcut(&KeyPress { composing: true, ..key("Escape") }, &open), None);
    assert_eq!(shortcut(&KeyPress { key_code: 229, ..key("Escape") }, &open), None);
}

#[test]
fn held_modifiers_belong_to_the_browser() {
    for name in ["s", "/", "?", "ArrowLeft", "ArrowRight"] {
        for (ctrl, alt, meta) in [
            (true, false, false),
            (false, true, false),
            (false, false, true),
            (true, true, false),
            (true, false, true),
            (false, true, true),
            (true, true, true),
        ] {
            let press = KeyPress { ctrl, alt, meta, ..key(name) };
            assert_eq!(shortcut(&press, &page()), None, "{press:?}");
        }
    }
    let open = PageState { open: Open::Help, ..page() };
    for press in [KeyPress { ctrl: true, ..key("Escape") }, KeyPress { shift: true, ..key("Escape") }] {
        assert_eq!(shortcut(&press, &open), None, "{press:?}");
    }
}

#[test]
fn shift_reaches_slash_and_question_mark_but_makes_another_letter() {
    let shifted = |name| shortcut(&KeyPress { shift: true, ..key(name) }, &page());
    assert_eq!(shifted("/"), Some(Search));
    assert_eq!(shifted("?"), Some(Help));
    assert_eq!(shifted("S"), None);
    assert_eq!(shifted("s"), None);
}

#[test]
fn caps_lock_is_no_modifier() {
    assert_eq!(shortcut(&typed("S", "KeyS"), &page()), Some(Search));
    assert_eq!(shortcut(&KeyPress { ctrl: true, ..typed("K", "KeyK") }, &page()), Some(Search));
}

#[test]
fn altgr_reaches_characters_and_is_no_modifier() {
    // Windows: Ctrl and Alt are reported too. Linux: AltGraph alone.
    for (ctrl, alt) in [(true, true), (false, false)] {
        let altgr = KeyPress { ctrl, alt, alt_graph: true, ..KeyPress::default() };
        let slash = KeyPress { key: "/", code: "KeyQ", ..altgr.clone() };
        let question = KeyPress { key: "?", code: "KeyW", ..altgr.clone() };
        assert_eq!(shortcut(&slash, &page()), Some(Search));
        assert_eq!(shortcut(&question, &page()), Some(Help));
        let arrow = KeyPress { key: "ArrowLeft", code: "ArrowLeft", ..altgr };
        assert_eq!(shortcut(&arrow, &page()), None);
    }
    let with_meta = KeyPress { alt_graph: true, meta: true, ..key("/") };
    assert_eq!(shortcut(&with_meta, &page()), None);
}

#[test]
fn layouts_are_followed_by_what_they_type() {
    let shift = true;
    // AZERTY and QWERTZ reach `/` and `?` with Shift; Dvorak has `s` elsewhere and another letter on KeyS.
    assert_eq!(shortcut(&KeyPress { shift, ..typed("/", "Period") }, &page()), Some(Search));
    assert_eq!(shortcut(&KeyPress { shift, ..typed("/", "Digit7") }, &page()), Some(Search));
    assert_eq!(shortcut(&KeyPress { shift, ..typed("?", "Minus") }, &page()), Some(Help));
    assert_eq!(shortcut(&typed("s", "Semicolon"), &page()), Some(Search));
    assert_eq!(shortcut(&typed("o", "KeyS"), &page()), None);
    assert_eq!(shortcut(&typed("/", "NumpadDivide"), &page()), Some(Search));
}

#[test]
fn letters_that_are_not_latin_fall_back_to_the_place_of_the_key() {
    for letter in ["ы", "Ы", "σ", "ד", "س", "ᄂ", "ห", "े", "と"] {
        assert_eq!(shortcut(&typed(letter, "KeyS"), &page()), Some(Search), "{letter}");
    }
    for (press, code) in [("л", "KeyK"), ("κ", "KeyK")] {
        let press = KeyPress { ctrl: true, ..typed(press, code) };
        assert_eq!(shortcut(&press, &page()), Some(Search), "{press:?}");
    }
    let shifted = KeyPress { shift: true, ..typed("Ы", "KeyS") };
    assert_eq!(shortcut(&shifted, &page()), None, "Shift makes another letter here too");
    assert_eq!(shortcut(&typed("لا", "KeyB"), &page()), None);
}

#[test]
fn latin_letters_and_symbols_never_fall_back() {
    for letter in ["ß", "é", "ø", "ı", "ẽ", "[", "Dead"] {
        assert_eq!(shortcut(&typed(letter, "KeyS"), &page()), None, "{letter}");
    }
    assert_eq!(shortcut(&typed("ю", "Period"), &page()), None);
    assert_eq!(shortcut(&typed(".", "Slash"), &page()), None);
}

#[test]
fn ctrl_k_is_exactly_that() {
    let presses = [
        KeyPress { ctrl: true, shift: true, ..key("k") },
        KeyPress { ctrl: true, alt: true, ..key("k") },
        KeyPress { ctrl: true, meta: true, ..key("k") },
        KeyPress { ctrl: true, alt: true, alt_graph: true, ..key("k") },
        key("k"),
    ];
    for press in presses {
        assert_eq!(shortcut(&press, &page()), None, "{press:?}");
    }
}

#[test]
fn ctrl_k_is_off_on_an_mdbook_unless_the_site_asks_for_it() {
    let ctrl_k = KeyPress { ctrl: true, ..key("k") };
    let mdbook = PageState { mdbook: true, ..page() };
    assert_eq!(shortcut(&ctrl_k, &mdbook), None);
    assert_eq!(shortcut(&key("s"), &mdbook), Some(Search));
    let keys = Keys("search\tMod+k");
    assert_eq!(shortcut(&ctrl_k, &PageState { keys, ..mdbook }), Some(Search));
}

#[test]
fn arrows_leave_scrolling_and_selecting_alone() {
    for busy in [PageState { scrolls: true, ..page() }, PageState { selection: true, ..page() }] {
        assert_eq!(shortcut(&key("ArrowLeft"), &busy), None);
        assert_eq!(shortcut(&key("ArrowRight"), &busy), None);
        assert_eq!(shortcut(&key("s"), &busy), Some(Search));
        assert_eq!(shortcut(&key("?"), &busy), Some(Help));
    }
    let selecting = KeyPress { shift: true, ..key("ArrowRight") };
    assert_eq!(shortcut(&selecting, &page()), None);
}

#[test]
fn arrows_follow_the_direction_of_the_script() {
    let rtl = PageState { rtl: true, ..page() };
    assert_eq!(shortcut(&key("ArrowLeft"), &rtl), Some(Next));
    assert_eq!(shortcut(&key("ArrowRight"), &rtl), Some(Previous));
}

#[test]
fn the_readers_switch_stops_single_keys_only() {
    let disabled = PageState { disabled: true, ..page() };
    for name in ["s", "/", "?", "ArrowLeft", "ArrowRight"] {
        assert_eq!(shortcut(&key(name), &disabled), None, "{name}");
    }
    assert_eq!(shortcut(&KeyPress { ctrl: true, ..key("k") }, &disabled), Some(Search));
    let open = PageState { open: Open::Search, ..disabled };
    assert_eq!(shortcut(&key("Escape"), &open), Some(Close));
}

#[test]
fn a_site_can_move_a_key() {
    let keys = Keys("search\tf\nnext\tn\tArrowDown");
    let site = PageState { keys, ..page() };
    assert_eq!(shortcut(&key("f"), &site), Some(Search));
    assert_eq!(shortcut(&key("s"), &site), None);
    assert_eq!(shortcut(&key("n"), &site), Some(Next));
    assert_eq!(shortcut(&key("ArrowRight"), &site), None);
    assert_eq!(shortcut(&key("ArrowLeft"), &site), Some(Previous), "the others stay");
    // A letter is no arrow: selected text does not stop it.
    let selecting = PageState { selection: true, ..site };
    assert_eq!(shortcut(&key("n"), &selecting), Some(Next));
    assert_eq!(shortcut(&key("ArrowDown"), &selecting), None);
}

#[test]
fn a_site_can_switch_an_action_off() {
    let keys = Keys("previous\nnext");
    let site = PageState { keys, ..page() };
    assert_eq!(shortcut(&key("ArrowLeft"), &site), None);
    assert_eq!(shortcut(&key("ArrowRight"), &site), None);
    assert_eq!(shortcut(&key("?"), &site), Some(Help));
}

#[test]
fn a_letter_that_closes_can_still_be_typed() {
    let keys = Keys("close\tq");
    let help = PageState { keys, open: Open::Help, ..page() };
    assert_eq!(shortcut(&key("q"), &help), Some(Close));
    assert_eq!(shortcut(&key("q"), &PageState { editable: true, ..help }), None);
}

/// The help table as `action: key key` lines.
fn help(page: &PageState<'_>) -> Vec<String> {
    shortcuts(page).iter().map(|row| format!("{}: {}", row.action.name(), row.keys.join(" "))).collect()
}

#[test]
fn help_lists_the_keys_that_are_on() {
    let all = ["search: s / Mod+k", "help: ?", "previous: ArrowLeft", "next: ArrowRight", "close: Escape"];
    assert_eq!(help(&page()), all);
    assert_eq!(help(&PageState { mdbook: true, ..page() })[0], "search: s /");
    assert_eq!(help(&PageState { disabled: true, ..page() }), ["search: Mod+k", "close: Escape"]);
    assert_eq!(help(&PageState { rtl: true, ..page() })[2], "previous: ArrowRight");
    let keys = Keys("help\nsearch\tf");
    assert_eq!(help(&PageState { keys, ..page() })[..2], ["search: f", "previous: ArrowLeft"]);
}

#[test]
fn the_loader_is_told_every_key() {
    let keys: Vec<_> = candidates().flat_map(|(_, keys)| keys).collect();
    assert_eq!(keys, ["s", "/", "Mod+k", "?", "ArrowLeft", "ArrowRight", "Escape"]);
    for (press, action) in meaningful() {
        let mut rows = candidates();
        assert!(rows.any(|(known, mut keys)| known == action && keys.any(|key| press.is(key))), "{press:?}");
    }
}
