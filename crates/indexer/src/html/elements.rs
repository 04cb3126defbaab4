//! What an indexer must know of each HTML element: whether it breaks a line, ends a paragraph, or holds no text.

/// An element's name: those that something depends on, and a hash for all others, so that end tags find their start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    A,
    Annotation,
    Article,
    Aside,
    Base,
    Body,
    Br,
    Caption,
    Code,
    Dd,
    Details,
    Div,
    Dl,
    Dt,
    Figure,
    Footer,
    Header,
    Heading(u8),
    Html,
    Img,
    Li,
    Link,
    Main,
    Math,
    Meta,
    Nav,
    Object,
    P,
    Pre,
    Script,
    Section,
    Span,
    Svg,
    Table,
    Tbody,
    Td,
    Template,
    Th,
    Title,
    Tr,
    List,
    Label,
    Summary,
    Blockquote,
    Hr,
    Address,
    Form,
    Other(u32),
}

/// Never has content, so it is never left open.
pub(super) const VOID: u8 = 1;
/// Stands on lines of its own.
pub(super) const BLOCK: u8 = 2;
/// "Special" in the HTML standard: the end tag of an inline element does not reach through it.
pub(super) const SPECIAL: u8 = 4;
/// Ends an open paragraph.
pub(super) const ENDS_P: u8 = 8;
/// What is in it is [banned](super::frame::BANNED).
pub(super) const BANS: u8 = 16;
/// Something to press, which is [quiet](super::frame::QUIET); in a list of pages it may name a group of them.
pub(super) const CONTROL: u8 = 32;

const BLOCKS: u8 = BLOCK | SPECIAL | ENDS_P;

/// Name and traits of an element.
pub(super) fn describe(name: &[u8]) -> (Name, u8) {
    match name {
        b"a" => (Name::A, 0),
        b"address" => (Name::Address, BLOCKS),
        b"annotation" => (Name::Annotation, 0),
        b"article" => (Name::Article, BLOCKS),
        b"aside" => (Name::Aside, BLOCKS),
        b"base" => (Name::Base, VOID),
        b"blockquote" => (Name::Blockquote, BLOCKS),
        b"body" => (Name::Body, SPECIAL),
        b"br" => (Name::Br, VOID),
        b"caption" => (Name::Caption, BLOCK | SPECIAL),
        b"code" => (Name::Code, 0),
        b"dd" => (Name::Dd, BLOCKS),
        b"details" => (Name::Details, BLOCKS),
        b"div" => (Name::Div, BLOCKS),
        b"dl" => (Name::Dl, BLOCKS),
        b"dt" => (Name::Dt, BLOCKS),
        b"figure" => (Name::Figure, BLOCKS),
        b"footer" => (Name::Footer, BLOCKS),
        b"form" => (Name::Form, BLOCKS),
        b"h1" => (Name::Heading(1), BLOCKS),
        b"h2" => (Name::Heading(2), BLOCKS),
        b"h3" => (Name::Heading(3), BLOCKS),
        b"h4" => (Name::Heading(4), BLOCKS),
        b"h5" => (Name::Heading(5), BLOCKS),
        b"h6" => (Name::Heading(6), BLOCKS),
        b"header" => (Name::Header, BLOCKS),
        b"hr" => (Name::Hr, VOID | BLOCK | ENDS_P),
        b"html" => (Name::Html, SPECIAL),
        b"img" => (Name::Img, VOID),
        b"label" => (Name::Label, 0),
        b"li" => (Name::Li, BLOCKS),
        b"link" => (Name::Link, VOID),
        b"main" => (Name::Main, BLOCKS),
        b"math" => (Name::Math, 0),
        b"meta" => (Name::Meta, VOID),
        b"nav" => (Name::Nav, BLOCKS),
        b"object" => (Name::Object, SPECIAL | BANS),
        b"p" => (Name::P, BLOCKS),
        b"pre" | b"listing" => (Name::Pre, BLOCKS),
        b"script" => (Name::Script, SPECIAL | BANS),
        b"section" => (Name::Section, BLOCKS),
        b"span" => (Name::Span, 0),
        b"summary" => (Name::Summary, BLOCKS),
        b"svg" => (Name::Svg, BANS),
        b"table" => (Name::Table, BLOCKS),
        b"tbody" | b"thead" | b"tfoot" => (Name::Tbody, BLOCK | SPECIAL),
        b"td" => (Name::Td, SPECIAL),
        b"template" => (Name::Template, SPECIAL | BANS),
        b"th" => (Name::Th, SPECIAL),
        b"title" => (Name::Title, SPECIAL),
        b"tr" => (Name::Tr, BLOCK | SPECIAL),
        b"ul" | b"ol" | b"menu" => (Name::List, BLOCKS),
        _ => (Name::Other(hash(name)), others(name)),
    }
}

fn others(name: &[u8]) -> u8 {
    match name {
        b"area" | b"col" | b"embed" | b"input" | b"param" | b"source" | b"track" | b"wbr" | b"bgsound"
        | b"frame" => VOID,
        b"center" | b"dir" | b"fieldset" | b"figcaption" | b"hgroup" | b"search" => BLOCKS,
        b"optgroup" | b"option" | b"legend" => BLOCK,
        b"button" => SPECIAL | CONTROL,
        b"style" | b"noscript" | b"iframe" | b"select" | b"textarea" | b"noembed" | b"noframes" => {
            SPECIAL | BANS
        }
        b"annotation-xml" | b"audio" | b"canvas" | b"datalist" | b"dialog" | b"video" | b"thumb-index"
        | b"rustdoc-toolbar" | b"rp" => BANS,
        _ => 0,
    }
}

/// FNV-1a. Two unknown names that collide would only close each other.
fn hash(name: &[u8]) -> u32 {
    name.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
