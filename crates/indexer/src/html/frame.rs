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

// Flags: what holds for an element and everything in it.

/// No content, but lists of pages are read and a better content root may begin.
pub(super) const QUIET: u16 = 1;
/// Nothing in it is looked at.
pub(super) const BANNED: u16 = 2;
/// Text is code: it keeps its white space.
pub(super) const PRE: u16 = 4;
/// Blocks in a table's cell begin no new line.
pub(super) const CELL: u16 = 8;
/// A list of the site's pages.
pub(super) const NAV: u16 = 16;
/// The page's own way down from the front page.
pub(super) const CRUMBS: u16 = 32;
/// Links describe no target.
pub(super) const NO_LINK: u16 = 64;
/// Text belongs to the heading right after it.
pub(super) const LABEL: u16 = 128;
/// SVG or MathML, where other rules hold for tags.
pub(super) const FOREIGN: u16 = 256;
/// The page's `<title>`, or one in a drawing.
pub(super) const TITLE: u16 = 512;
/// A heading's link to itself: its text is the heading's only where there is no other.
pub(super) const PERMALINK: u16 = 1024;
/// One if all of its text is a sign.
pub(super) const MAYBE_PERMALINK: u16 = 2048;
/// A `<section>`, whose header and footer are not those of the page.
pub(super) const SECTION: u16 = 4096;

// What an element has opened, and its end must close.

/// A heading.
pub(super) const HEADING_OPEN: u8 = 1;
/// A link in the content.
pub(super) const LINK_OPEN: u8 = 2;
/// A region that lists pages.
pub(super) const NAV_OPEN: u8 = 4;
/// A list in such a region.
pub(super) const NAV_ITEMS_OPEN: u8 = 8;
/// A link in such a region.
pub(super) const NAV_LINK_OPEN: u8 = 16;
/// The page's breadcrumbs.
pub(super) const CRUMBS_OPEN: u8 = 32;
/// The title of a part of such a list.
pub(super) const PART_OPEN: u8 = 64;
/// A piece of inline code.
pub(super) const CODE_OPEN: u8 = 128;

/// An open element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) name: Name,
    /// What `elements` says of all elements of that name.
    pub(super) traits: u8,
    pub(super) flags: u16,
    /// The rank of the content root that it is in, or is.
    pub(super) root: u8,
    pub(super) opened: u8,
}

/// What is in no open element. `<html>` and `<body>` are none here: browsers make them where they are missing.
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
