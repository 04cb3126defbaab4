//! What a key press means.
//!
//! There is one table of shortcuts in the whole project, and it is here: the page asks [`shortcut`] what to do, the
//! help dialog prints [`shortcuts`], and the build writes [`candidates`] into the loader, which has to hold a press
//! back before this module has arrived. Everything is a pure function of the press and of what the page is doing.
//!
//! ```
//! use thumbindex_engine::shortcuts::{Action, KeyPress, PageState, shortcut};
//!
//! let press = KeyPress { key: "s", code: "KeyS", ..KeyPress::default() };
//! assert_eq!(shortcut(&press, &PageState::default()), Some(Action::Search));
//!
//! let typing = PageState { editable: true, ..PageState::default() };
//! assert_eq!(shortcut(&press, &typing), None);
//! ```

use crate::prelude::*;

pub mod packed;

/// What a shortcut does. Serialised in lower case: these are the names that JS and a site's remap use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "lowercase"))]
pub enum Action {
    /// Open the search dialog.
    Search,
    /// Open the help dialog.
    Help,
    /// Go to the previous chapter.
    Previous,
    /// Go to the next chapter.
    Next,
    /// Close whatever of ours is open.
    Close,
}

impl Action {
    /// The name in JS.
    pub fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Help => "help",
            Self::Previous => "previous",
            Self::Next => "next",
            Self::Close => "close",
        }
    }
}

/// The table: an action and the keys that stand for it unless a site says otherwise. A key is what `event.key` says,
/// and `Mod+` in front of it means Ctrl or ⌘ held; a tab parts two keys.
const TABLE: [(Action, &str); 5] = [
    (Action::Search, "s\t/\tMod+k"),
    (Action::Help, "?"),
    (Action::Previous, "ArrowLeft"),
    (Action::Next, "ArrowRight"),
    (Action::Close, "Escape"),
];

/// A `keydown` event, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyPress<'a> {
    /// `event.key`.
    pub key: &'a str,
    /// `event.code`: where the key sits, whatever the layout.
    pub code: &'a str,
    /// `event.keyCode`; 229 is how some browsers say "an input method has this one".
    pub key_code: u32,
    /// `event.ctrlKey`.
    pub ctrl: bool,
    /// `event.altKey`.
    pub alt: bool,
    /// `event.metaKey`.
    pub meta: bool,
    /// `event.shiftKey`.
    pub shift: bool,
    /// `event.getModifierState("AltGraph")`. Windows reports AltGr as Ctrl and Alt held together.
    pub alt_graph: bool,
    /// `event.repeat`.
    pub repeat: bool,
    /// `event.isComposing`.
    pub composing: bool,
}

/// What the page is doing when the key goes down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageState<'a> {
    /// The host has already used the event (`event.defaultPrevented`).
    pub prevented: bool,
    /// The event comes from something that takes text: input, textarea, select, contenteditable, textbox, application.
    pub editable: bool,
    /// A modal of the host is open.
    pub modal: bool,
    /// Focus is inside something that has its own use for arrows: `pre`, a sideways scroller, tabs, slider, player, tree.
    pub scrolls: bool,
    /// Text is selected.
    pub selection: bool,
    /// The page reads from right to left.
    pub rtl: bool,
    /// Which of our dialogs is open.
    pub open: Open,
    /// The reader has switched the single-key shortcuts off (WCAG 2.1.4).
    pub disabled: bool,
    /// The host is an mdBook, where Ctrl+K is off unless the site asks for it.
    pub mdbook: bool,
    /// The site's own keys.
    pub keys: Keys<'a>,
}

/// Which of our dialogs is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Open {
    /// None of them.
    #[default]
    None,
    /// The search dialog.
    Search,
    /// The help dialog.
    Help,
}

/// A site's own keys: one line for each action that has some, its name and the keys in the notation of the table, with tabs
/// between. An action without a line keeps its keys, one without keys is switched off.
///
/// ```
/// use thumbindex_engine::shortcuts::{Action, Keys};
///
/// let keys = Keys("search\tf\tMod+k\nhelp");
/// assert_eq!(keys.of(Action::Search), Some("f\tMod+k"));
/// assert_eq!(keys.of(Action::Help), Some(""));
/// assert_eq!(keys.of(Action::Close), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Keys<'a>(pub &'a str);

impl<'a> Keys<'a> {
    /// The site's keys for an action, if it has its own.
    pub fn of(self, action: Action) -> Option<&'a str> {
        self.0.split(newline).find_map(|line| {
            let keys = line.strip_prefix(action.name())?;
            if keys.is_empty() { Some(keys) } else { keys.strip_prefix('\t') }
        })
    }
}

// As functions: a character as a pattern brings a searcher of its own into the module.
fn newline(c: char) -> bool {
    c == '\n'
}

fn tab(c: char) -> bool {
    c == '\t'
}

/// A row of the table as it stands on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Shortcut<'a> {
    /// What the keys do.
    pub action: Action,
    /// The keys, in the notation of the table; never empty.
    pub keys: Vec<&'a str>,
}

/// What this press means on this page, if anything.
pub fn shortcut(press: &KeyPress<'_>, page: &PageState<'_>) -> Option<Action> {
    if page.prevented || page.modal || press.repeat || press.is_composed() {
        return None;
    }
    let means = |key: &&str, action: Action| is_due(action, key, page) && press.is(key);
    TABLE.iter().map(|row| row.0).find(|&action| keys_of(action, page).iter().any(|key| means(key, action)))
}

/// The table for the help dialog: only what is on, with this site's keys and this reader's choice.
pub fn shortcuts<'a>(page: &PageState<'a>) -> Vec<Shortcut<'a>> {
    let mut rows = Vec::new();
    for (action, _) in TABLE {
        let keys = keys_of(action, page);
        if !keys.is_empty() {
            rows.push(Shortcut { action, keys });
        }
    }
    rows
}

/// The keys of each action in the table, for the loader: these presses are held back until the module is there to judge them.
pub fn candidates() -> impl Iterator<Item = (Action, impl Iterator<Item = &'static str>)> {
    TABLE.iter().map(|&(action, keys)| (action, keys.split(tab)))
}

/// The keys of an action that are on in this page, with arrows pointing where the script runs.
fn keys_of<'a>(action: Action, page: &PageState<'a>) -> Vec<&'a str> {
    let own = page.keys.of(action);
    let usual = TABLE.iter().find(|row| row.0 == action).map_or("", |row| row.1);
    let mut keys = Vec::new();
    for key in own.unwrap_or(usual).split(tab) {
        let yields = own.is_none() && page.mdbook && key.starts_with(MOD);
        if !key.is_empty() && !yields && is_on(action, key, page) {
            keys.push(match key {
                "ArrowLeft" if page.rtl => "ArrowRight",
                "ArrowRight" if page.rtl => "ArrowLeft",
                other => other,
            });
        }
    }
    keys
}

/// Whether the reader's switch leaves this key alone: it is about single keys, and a dialog must always close.
fn is_on(action: Action, key: &str, page: &PageState<'_>) -> bool {
    !page.disabled || action == Action::Close || key.starts_with(MOD)
}

/// Whether this is the moment for the key: nothing that the reader types, scrolls or selects with it is taken away.
fn is_due(action: Action, key: &str, page: &PageState<'_>) -> bool {
    let closing = action == Action::Close;
    if closing != (page.open != Open::None) {
        return false;
    }
    if page.editable && !(closing && character(key).is_none()) {
        return false;
    }
    !(is_arrow(key) && (page.selection || page.scrolls))
}

const MOD: &str = "Mod+";

fn is_arrow(key: &str) -> bool {
    key.starts_with("Arrow")
}

/// The character a key types, or `None` for a named key such as `Escape` and for one with `Mod+`.
fn character(key: &str) -> Option<char> {
    let mut chars = key.chars();
    chars.next().filter(|_| chars.next().is_none())
}

impl KeyPress<'_> {
    fn is_composed(&self) -> bool {
        self.composing || self.key_code == 229
    }

    /// Whether this press is the key that the table calls `key`.
    fn is(&self, key: &str) -> bool {
        if let Some(key) = key.strip_prefix(MOD) {
            // Exactly one of Ctrl and ⌘, and nothing else: Ctrl+Shift+K and AltGr+K are other people's.
            let held = self.ctrl != self.meta && !self.alt && !self.alt_graph && !self.shift;
            return held && self.types(key);
        }
        // AltGr is how some layouts reach `/` and `?`; the Ctrl and Alt that come with it are no modifiers.
        let plain = !self.meta && (self.alt_graph || !(self.ctrl || self.alt));
        match character(key) {
            // Shift+S is not s, but Shift is how many layouts reach `/`, `?` and the digits.
            Some(typed) => plain && (!self.shift || !is_letter(typed)) && self.types(key),
            None => plain && !self.shift && !self.alt_graph && self.key == key,
        }
    }

    fn types(&self, key: &str) -> bool {
        // Ignoring case, since Caps Lock is no modifier.
        self.key.eq_ignore_ascii_case(key)
            || self.letter_by_place().is_some_and(|letter| key.eq_ignore_ascii_case(letter))
    }

    /// On a Cyrillic, Greek, Arabic… layout: the Latin letter printed on the same key.
    fn letter_by_place(&self) -> Option<&str> {
        // U+0080–U+024F and U+1E00–U+1EFF are what Latin layouts type. Some Arabic keys type two characters.
        let foreign = |first| !matches!(first, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
        let letter = self.code.strip_prefix("Key")?;
        self.key.starts_with(foreign).then_some(letter)
    }
}

fn is_letter(typed: char) -> bool {
    typed.is_ascii_alphabetic() || !typed.is_ascii()
}

#[cfg(test)]
mod tests;
