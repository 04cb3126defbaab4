//! What the generators put into a page besides its text: the names by which each one's furniture is known.

use super::tokens::{Attr, Tag};

/// What an element is there for, as far as its attributes tell.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Purpose {
    /// No content, though there may be some in it: line numbers, sidebars, pagers. See [`QUIET`](super::frame::QUIET).
    pub(super) quiet: bool,
    /// Marked as not for the index by its author, or never shown. See [`BANNED`](super::frame::BANNED).
    pub(super) banned: bool,
    /// Lists the site's pages.
    pub(super) nav: bool,
    /// The way down from the site's front page.
    pub(super) crumbs: bool,
    /// A heading's link to itself (`¶`, `§`, `#`).
    pub(super) permalink: bool,
    /// Possibly one: it depends on the text.
    pub(super) maybe_permalink: bool,
    /// Links in here are no one's description of their target.
    pub(super) no_link: bool,
    /// A label that belongs to the heading right after it (the Rust Reference's rule names).
    pub(super) label: bool,
    /// The children of a navigation entry, where a generator does not use a list for it.
    pub(super) nav_items: bool,
    /// A title above the entries that follow it in the same list.
    pub(super) nav_part: bool,
    /// An entry that stands under no such title.
    pub(super) nav_affix: bool,
    /// A function's or class's signature in Sphinx, which stands for a heading.
    pub(super) signature: bool,
}

/// Reads an element's attributes.
pub(super) fn purpose(tag: &Tag) -> Purpose {
    let mut purpose = Purpose::default();
    for class in tag.tokens(Attr::Class) {
        by_class(class, tag, &mut purpose);
    }
    match tag.get(Attr::Role) {
        Some("navigation") => (purpose.quiet, purpose.nav) = (true, true),
        Some("search") => purpose.quiet = true,
        _ => {}
    }
    let label = tag.get(Attr::AriaLabel).unwrap_or_default();
    if label.eq_ignore_ascii_case("breadcrumb") || label.eq_ignore_ascii_case("breadcrumbs") {
        purpose.crumbs = true;
    }
    purpose.banned |=
        tag.get(Attr::AriaHidden).is_some_and(|value| value.trim() == "true") && !names_box(tag);
    purpose.banned |= is_everywhere(tag);
    // rustdoc marks the line numbers of its source views so; elsewhere it only keeps text out of a search engine's excerpt.
    purpose.quiet |= tag.name == b"a" && tag.get(Attr::NoSnippet).is_some();
    purpose.banned |= tag.get(Attr::Ignore).is_some() || is_hidden(tag);
    purpose
}

/// A tab's panel and what `until-found` hides are shown on demand; all else that is hidden stays so.
fn is_hidden(tag: &Tag) -> bool {
    let hidden = tag.get(Attr::Hidden);
    hidden.is_some_and(|value| value != "until-found") && tag.get(Attr::Role) != Some("tabpanel")
}

/// Starlight keeps the title of a box from screen readers, to whom the box itself says it: everyone else reads it.
fn names_box(tag: &Tag) -> bool {
    tag.tokens(Attr::Class).any(|class| class == "starlight-aside__title")
}

/// What rustdoc says of every type alike: the traits that all have, and those that the compiler sees to.
fn is_everywhere(tag: &Tag) -> bool {
    let header = || tag.tokens(Attr::Class).any(|class| class == "section-header");
    match tag.get(Attr::Id) {
        Some("synthetic-implementations-list" | "blanket-implementations-list") => true,
        Some("synthetic-implementations" | "blanket-implementations") => header(),
        _ => false,
    }
}

fn by_class(class: &str, tag: &Tag, purpose: &mut Purpose) {
    match class {
        // mdBook, the Reference
        "boring" | "buttons" | "fa-svg" | "grammar-railroad" | "footnote-reference" | "nav-wrapper" => {
            purpose.quiet = true;
        }
        "grammar-container" | "test-link" | "header" | "option-anchor" | "footnote-definition" => {
            purpose.no_link = true;
        }
        "rule" => (purpose.label, purpose.no_link) = (true, true),
        // rustdoc
        "rightside" | "out-of-band" | "sub-heading" | "hideme" | "test-arrow" | "src-line-numbers" => {
            purpose.quiet = true;
        }
        // Its page of all items: tens of thousands of links, to pages that say what they are themselves.
        "all-items" => purpose.quiet = true,
        "rustdoc-breadcrumbs" | "breadcrumbs" | "breadcrumb" | "wy-breadcrumbs" | "theme-doc-breadcrumbs" => {
            purpose.crumbs = true;
        }
        // line numbers of the usual highlighters
        "linenos"
        | "lineno"
        | "linenumber"
        | "line-number"
        | "line-numbers"
        | "line-numbers-wrapper"
        | "lnt"
        | "ln"
        | "hljs-ln-numbers"
        | "rouge-gutter"
        | "gutter" => purpose.quiet = true,
        "headerlink" | "hash-link" | "header-anchor" | "doc-anchor" | "anchor-link" | "sl-anchor-link"
        | "heading-anchor" | "anchorjs-link" | "permalink" => purpose.permalink = true,
        "anchor" | "heading-link" => purpose.maybe_permalink = true,
        // lists of pages
        "md-sidebar"
        | "sphinxsidebar"
        | "wy-nav-side"
        | "bd-sidebar-primary"
        | "VPSidebar"
        | "sidebar-tree"
        | "theme-doc-sidebar-menu"
        | "theme-doc-sidebar-container"
        | "book-menu"
        | "td-sidebar"
        | "sidebar-pane" => {
            (purpose.quiet, purpose.nav) = (true, true);
        }
        "chapter" if tag.name == b"ol" => (purpose.quiet, purpose.nav) = (true, true),
        // Material's heads of lists, made for narrow windows: they say again what stands above the list, or name the repository
        "md-nav__title" | "md-nav__source" => purpose.banned = true,
        // for screen readers alone: no one else would find it in the page. A heading may be a page's only one
        "sr-only" | "visually-hidden" | "screen-reader-text" if !is_heading(&tag.name) => {
            purpose.banned = true
        }
        "part-title" => purpose.nav_part = true,
        "affix" => purpose.nav_affix = true,
        "items" => purpose.nav_items = true,
        // tables of the page's own contents
        "table-of-contents"
        | "theme-doc-toc-mobile"
        | "theme-doc-toc-desktop"
        | "toc"
        | "page-toc"
        | "td-toc"
        | "book-toc"
        | "on-this-page"
        | "VPDocAside"
        | "bd-sidebar-secondary"
        | "toc-container"
        | "right-sidebar-panel" => {
            purpose.quiet = true;
        }
        // pagers, sources, "edit this page"
        "pagination-nav"
        | "prev-next-area"
        | "prev-next-footer"
        | "VPDocFooter"
        | "rst-footer-buttons"
        | "related"
        | "theme-doc-footer"
        | "theme-edit-this-page"
        | "theme-last-updated"
        | "edit-this-page"
        | "edit-link"
        | "edit-page-link"
        | "md-source-file"
        | "md-content__button"
        | "wy-breadcrumbs-aside"
        | "sourcelink"
        | "viewcode-link"
        | "td-page-meta"
        | "mw-editsection" => purpose.quiet = true,
        // skip links, copy buttons, ways back from a footnote
        "skip-link"
        | "skip-to-content"
        | "skip-main-content"
        | "VPSkipLink"
        | "copybtn"
        | "copy-btn"
        | "clipboard-btn"
        | "footnote-backref"
        | "footnote-back"
        | "footback"
        | "data-footnote-backref"
        | "fn-backref" => {
            purpose.quiet = true;
        }
        // what a formula looks like, beside what it says; the language's name over a block of code
        "katex-html" | "MathJax" | "MathJax_Preview" | "MathJax_SVG" | "lang" => purpose.quiet = true,
        "sig" => purpose.signature = true,
        _ => {
            // Docusaurus gives these a hash for a tail.
            purpose.quiet |= class.starts_with("tableOfContents_") || class.starts_with("tocCollapsible_");
        }
    }
}

fn is_heading(name: &[u8]) -> bool {
    matches!(name, [b'h', b'1'..=b'6'])
}

/// Ids of layout, which say nothing of the heading that happens to come first in them.
pub(super) fn is_layout(id: &str) -> bool {
    matches!(
        id,
        "main"
            | "main-content"
            | "content"
            | "page"
            | "page-content"
            | "top"
            | "body"
            | "root"
            | "app"
            | "wrapper"
            | "container"
            | "article"
            | "document"
            | "docs-content"
            | "primary"
            | "site-content"
            | "VPContent"
            | "__docusaurus"
            | "__next"
            | "__docusaurus_skipToContent_fallback"
            | "_top"
            | "starlight__main"
    )
}

/// Which chapter a link leads to, seen from the page it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// One back.
    Previous,
    /// One on.
    Next,
}

/// Recognises a link to the chapter before or after.
pub(super) fn turn(tag: &Tag) -> Option<Turn> {
    for rel in tag.tokens(Attr::Rel) {
        if rel.eq_ignore_ascii_case("next") {
            return Some(Turn::Next);
        }
        if rel.eq_ignore_ascii_case("prev") || rel.eq_ignore_ascii_case("previous") {
            return Some(Turn::Previous);
        }
    }
    let (mut pager, mut back, mut on) = (false, false, false);
    for class in tag.tokens(Attr::Class) {
        match class {
            "pagination-nav__link--prev" | "md-footer__link--prev" | "prev-page" | "left-prev" => {
                return Some(Turn::Previous);
            }
            "pagination-nav__link--next" | "md-footer__link--next" | "next-page" | "right-next" => {
                return Some(Turn::Next);
            }
            "nav-chapters" | "mobile-nav-chapters" | "pager-link" => pager = true,
            "previous" | "prev" => back = true,
            "next" => on = true,
            _ => {}
        }
    }
    match (pager, back, on) {
        (true, true, _) => Some(Turn::Previous),
        (true, _, true) => Some(Turn::Next),
        _ => None,
    }
}
