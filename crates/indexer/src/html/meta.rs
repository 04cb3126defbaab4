//! What a page says about itself in its head, and the links to its neighbours.

use super::furniture::{Turn, turn};
use super::text::squash;
use super::tokens::{Attr, Tag};
use crate::chars::{LONGEST_CRUMB, LONGEST_NAME, beginning};
use crate::refresh::refresh_target;

/// Facts about one page, links as they are written.
#[derive(Debug, Default, Clone)]
pub(super) struct Meta {
    pub(super) language: Option<String>,
    pub(super) title: String,
    pub(super) og_title: Option<String>,
    pub(super) base: Option<String>,
    pub(super) canonical: Option<String>,
    /// Where a redirect stub sends its reader.
    pub(super) refresh: Option<String>,
    /// What a theme or an author gives the whole page.
    pub(super) keywords: Vec<String>,
    /// Which part of the site it belongs to, where its author has said which `<meta>` tells.
    pub(super) part: Option<String>,
    pub(super) noindex: bool,
    /// Written by rustdoc, whose pages have no order.
    pub(super) rustdoc: bool,
    /// A listing of source code that a documentation tool made.
    pub(super) listing: bool,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
}

impl Meta {
    /// Takes in a `<meta>`; the one called `part_from` names the part of the site.
    pub(super) fn meta(&mut self, tag: &Tag, part_from: Option<&str>) {
        let Some(content) = tag.filled(Attr::Content) else { return };
        if tag.get(Attr::HttpEquiv).is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh")) {
            self.refresh = self.refresh.take().or_else(|| refresh_target(content));
        }
        if tag.get(Attr::Property) == Some("og:title") {
            self.og_title.get_or_insert_with(|| beginning(content, LONGEST_NAME).to_owned());
        }
        if part_from.is_some() && [Attr::Name, Attr::Property].map(|attr| tag.get(attr)).contains(&part_from)
        {
            self.part.get_or_insert_with(|| beginning(content, LONGEST_CRUMB).to_owned());
        }
        match tag.get(Attr::Name).map(str::to_ascii_lowercase).as_deref() {
            Some("robots") => {
                self.noindex |= content.split(',').any(|word| {
                    let word = word.trim();
                    word.eq_ignore_ascii_case("noindex") || word.eq_ignore_ascii_case("none")
                });
            }
            Some("keywords") => self.keywords.extend(keywords(content)),
            Some("generator") => self.rustdoc |= content.starts_with("rustdoc"),
            _ => {}
        }
    }

    /// Takes in a `<link>`.
    pub(super) fn link(&mut self, tag: &Tag) {
        let Some(href) = tag.filled(Attr::Href) else { return };
        if tag.tokens(Attr::Rel).any(|rel| rel.eq_ignore_ascii_case("canonical")) {
            self.canonical.get_or_insert_with(|| href.to_owned());
        }
        self.neighbour(tag, href);
    }

    /// Takes in a link to the chapter before or after; false when it is no such link.
    pub(super) fn neighbour(&mut self, tag: &Tag, href: &str) -> bool {
        match turn(tag) {
            Some(Turn::Previous) => self.previous.get_or_insert_with(|| href.to_owned()),
            Some(Turn::Next) => self.next.get_or_insert_with(|| href.to_owned()),
            None => return false,
        };
        true
    }

    /// Takes in `<body>`.
    pub(super) fn body(&mut self, tag: &Tag) {
        let mut classes = tag.tokens(Attr::Class);
        let is_source = |class: &str| class == "src" || class == "source";
        self.listing |= self.rustdoc && classes.any(is_source);
        self.ban(tag);
    }

    /// Leaves the page out when its author marks the root of it so.
    pub(super) fn ban(&mut self, tag: &Tag) {
        self.noindex |= tag.get(Attr::Ignore).is_some();
    }
}

/// Words and phrases with commas between them.
pub(super) fn keywords(list: &str) -> impl Iterator<Item = String> {
    list.split(',').map(squash).filter(|word| !word.is_empty())
}
