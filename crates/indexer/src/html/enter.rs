//! What an element brings with it when it opens: entries of navigation, ids, headings, links, formulas.

use super::elements::{BLOCK, Name};
use super::frame::*;
use super::furniture::Purpose;
use super::page::Walker;
use super::tokens::{Attr, Tag};
use crate::chars::LONGEST_NAME;

impl Walker<'_> {
    /// Registers a region of navigation, and what is in it.
    pub(super) fn start_nav(&mut self, frame: &mut Frame, parent: &Frame, purpose: &Purpose) {
        if frame.flags & BANNED != 0 {
            return;
        }
        if frame.flags & CRUMBS != 0 {
            if parent.flags & CRUMBS == 0 {
                frame.opened |= CRUMBS_OPEN;
            }
            if matches!(frame.name, Name::Li | Name::A) {
                self.crumbs.item();
            }
        }
        if frame.flags & NAV == 0 {
            return;
        }
        if parent.flags & NAV == 0 {
            frame.opened |= NAV_OPEN;
        }
        if frame.name == Name::List || purpose.nav_items {
            self.nav.open_list();
            frame.opened |= NAV_ITEMS_OPEN;
        } else if frame.traits & BLOCK != 0 || frame.name == Name::Label {
            self.nav.item();
        }
        if purpose.nav_part {
            frame.opened |= PART_OPEN;
        } else if purpose.nav_affix {
            self.nav.end_part();
        }
    }

    pub(super) fn start_anchor(&mut self, tag: &Tag, frame: &mut Frame, purpose: &Purpose) {
        let Some(href) = tag.get(Attr::Href).map(str::trim) else { return };
        if frame.flags & BANNED != 0 {
            return;
        }
        let turns = self.meta.neighbour(tag, href);
        if frame.flags & NAV != 0 {
            let is_current = tag.get(Attr::AriaCurrent).is_some_and(|value| value != "false")
                || tag.tokens(Attr::Class).any(|class| class == "current");
            self.nav.open_link(href, is_current);
            frame.opened |= NAV_LINK_OPEN;
        }
        if !self.reads(frame) {
            return;
        }
        if (purpose.permalink || purpose.maybe_permalink) && href.starts_with('#') {
            self.content.permalink(href);
            let always = purpose.permalink || self.content.in_heading();
            frame.flags |= if always { PERMALINK } else { MAYBE_PERMALINK };
        } else if self.content.in_heading() {
            self.content.permalink(href);
        } else if !turns && frame.flags & (PRE | NO_LINK) == 0 {
            self.content.open_link(href);
            frame.opened |= LINK_OPEN;
        }
    }

    /// What an element brings to the content: line breaks, ids, headings.
    pub(super) fn start_content(&mut self, tag: &Tag, frame: &mut Frame, parent: &Frame, purpose: &Purpose) {
        let in_cell = parent.flags & CELL != 0;
        match frame.name {
            Name::Td | Name::Th => self.content.cell(),
            Name::Pre => self.content.open_code(),
            Name::Code if frame.flags & PRE == 0 => {
                self.content.open_inline_code();
                frame.opened |= CODE_OPEN;
            }
            _ if frame.traits & BLOCK != 0 => self.content.line_break(in_cell),
            _ => {}
        }
        if purpose.label && parent.flags & LABEL == 0 {
            self.content.open_label();
        }
        let id = tag.get(Attr::Id).filter(|id| !id.is_empty());
        if let Some(keywords) = tag.filled(Attr::Keywords) {
            self.content.keywords(keywords);
        }
        let level = match frame.name {
            Name::Heading(level) => Some(level),
            Name::Dt if purpose.signature && id.is_some() => Some(6),
            _ => None,
        };
        if let Some(level) = level {
            self.content.open_heading(level, id);
            frame.opened |= HEADING_OPEN;
            return;
        }
        let name =
            tag.get(Attr::Name).filter(|name| frame.name == Name::A && !name.is_empty() && Some(*name) != id);
        for id in id.into_iter().chain(name) {
            self.content.id(id, names_heading(frame.name), frame.flags & LABEL != 0);
        }
    }

    pub(super) fn start_formula(&mut self, tag: &Tag, frame: &mut Frame) {
        match frame.name {
            Name::Math => match tag.filled(Attr::AltText) {
                Some(source) => {
                    self.content.text(source, frame.flags & PRE != 0, false);
                    frame.flags |= BANNED;
                }
                None => self.formula = Some(self.content.mark()),
            },
            Name::Annotation => {
                let encoding = tag.get(Attr::Encoding).unwrap_or_default().to_ascii_lowercase();
                if encoding.contains("tex") {
                    if let Some(formula) = self.formula.take() {
                        self.content.cut(formula);
                    }
                } else {
                    frame.flags |= BANNED;
                }
            }
            _ => {}
        }
    }

    pub(super) fn start_void(&mut self, name: Name, traits: u8, tag: &Tag, parent: &Frame) {
        if parent.flags & BANNED != 0 {
            return;
        }
        match name {
            Name::Meta => self.meta.meta(tag, self.rules.part_from.as_deref()),
            Name::Link => self.meta.link(tag),
            Name::Base => {
                let base = tag.filled(Attr::Href).filter(|href| href.len() <= LONGEST_NAME);
                self.meta.base = self.meta.base.take().or_else(|| base.map(str::to_owned));
            }
            _ => {}
        }
        if !self.reads(parent) {
            return;
        }
        if let Some(id) = tag.get(Attr::Id).filter(|id| !id.is_empty()) {
            self.content.id(id, false, parent.flags & LABEL != 0);
        }
        match name {
            Name::Br if parent.flags & PRE != 0 => self.content.text("\n", true, false),
            Name::Img => {
                if let Some(alt) = tag.filled(Attr::Alt) {
                    self.text_in(parent, &format!(" {alt} "));
                }
            }
            _ if name == Name::Br || traits & BLOCK != 0 => self.content.line_break(parent.flags & CELL != 0),
            _ => {}
        }
    }
}
