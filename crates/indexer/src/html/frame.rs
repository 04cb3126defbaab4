//! One open element, and the rules of tag soup: which element an end tag means, and which end without one.

use super::elements::{Name, SPECIAL};
use super::furniture::Purpose;

/// Open elements beyond this many are counted, not kept: Chromium's limit too.
pub(super) const MAX_DEPTH: usize = 512;

/// The ranks of content roots, worst first.
pub(super) const BODY: u8 = 0;
pub(super) const ARTICLE: u8 = 1;
pub(super) const ROLE_MAIN: u8 = 2;
pub(super) const MAIN: u8 = 3;
/// What the author names as content.
pub(super) const SELECTED: u8 = 4;

// What holds for an element and everything in it.
pub(super) const QUIET: u16 = 1;
pub(super) const BANNED: u16 = 2;
pub(super) const PRE: u16 = 4;
pub(super) const CELL: u16 = 8;
pub(super) const NAV: u16 = 16;
pub(super) const CRUMBS: u16 = 32;
pub(super) const NO_LINK: u16 = 64;
pub(super) const LABEL: u16 = 128;
pub(super) const FOREIGN: u16 = 256;
pub(super) const TITLE: u16 = 512;
pub(super) const PERMALINK: u16 = 1024;
pub(super) const MAYBE_PERMALINK: u16 = 2048;
pub(super) const SECTION: u16 = 4096;
pub(super) const TEX: u16 = 8192;

// What an element opened, and its end must close.
pub(super) const HEADING_OPEN: u8 = 1;
pub(super) const LINK_OPEN: u8 = 2;
pub(super) const NAV_OPEN: u8 = 4;
pub(super) const NAV_ITEMS_OPEN: u8 = 8;
pub(super) const NAV_LINK_OPEN: u8 = 16;
pub(super) const CRUMBS_OPEN: u8 = 32;
pub(super) const PART_OPEN: u8 = 64;
pub(super) const CODE_OPEN: u8 = 128;

#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) name: Name,
    pub(super) traits: u8,
    pub(super) flags: u16,
    pub(super) root: u8,
    pub(super) opened: u8,
}

/// Everything outside of `<html>`: browsers would put it into the body.
pub(super) const OUTSIDE: Frame =
    Frame { name: Name::Html, traits: SPECIAL, flags: 0, root: BODY, opened: 0 };

/// Flags that follow from an element's name and attributes alone.
pub(super) fn own_flags(name: Name, purpose: &Purpose) -> u16 {
    let by_name = match name {
        Name::Pre => PRE,
        Name::Td | Name::Th => CELL,
        Name::Svg | Name::Math => FOREIGN,
        Name::Title => TITLE,
        Name::Section => SECTION,
        _ => 0,
    };
    let if_so = |so: bool, flag: u16| if so { flag } else { 0 };
    by_name
        | if_so(purpose.nav, NAV)
        | if_so(purpose.crumbs, CRUMBS | QUIET)
        | if_so(purpose.no_link, NO_LINK)
        | if_so(purpose.label, LABEL)
}

/// Whether an id on such an element can stand for the heading that comes first in it or right after it.
pub(super) fn names_heading(name: Name) -> bool {
    !matches!(
        name,
        Name::Figure
            | Name::Table
            | Name::Tbody
            | Name::Tr
            | Name::Td
            | Name::Th
            | Name::List
            | Name::Form
            | Name::Pre
            | Name::Dl
            | Name::Label
    )
}

/// Elements whose inside no end tag from outside reaches.
pub(super) fn bounds_blocks(name: Name) -> bool {
    matches!(name, Name::Td | Name::Th | Name::Caption | Name::Table | Name::Template | Name::Object)
}

/// Whether the search for the start of an end tag stops at `frame`.
pub(super) fn stops(end: Name, end_traits: u8, frame: &Frame) -> bool {
    match end {
        Name::Table | Name::Tbody | Name::Tr | Name::Td | Name::Th | Name::Caption => {
            matches!(frame.name, Name::Table | Name::Template)
        }
        _ if end_traits & SPECIAL != 0 => bounds_blocks(frame.name),
        _ => frame.traits & SPECIAL != 0,
    }
}
