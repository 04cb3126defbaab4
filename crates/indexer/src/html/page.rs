//! One page, read in one pass from its first byte to its last.
//!
//! The content root is often known late: a page may hold a `<main>` after long stretches of furniture. So text is collected
//! for the best root met so far, and thrown away when a better one begins. The stack of open elements has a fixed limit, as
//! in browsers, so that no nesting can make reading slow or large.

use super::check::Audit;
use super::content::{Content, Finished};
use super::decode::decode;
use super::elements::{BANS, BLOCK, CONTROL, ENDS_P, Name, SPECIAL, VOID, describe};
use super::frame::*;
use super::furniture::{Purpose, purpose};
use super::meta::Meta;
use super::nav::{Crumbs, Nav, NavList};
use super::rules::{Progress, Rules, Verdict};
use super::tokens::{Attr, Sink, Tag, tokenize};
use crate::chars::{LONGEST_NAME, beginning};
use crate::error::one_line;

/// What one page holds, links as they are written.
#[derive(Debug, Default)]
pub(crate) struct ParsedPage {
    pub(super) meta: Meta,
    pub(super) content: Finished,
    pub(super) navs: Vec<NavList>,
    pub(super) crumbs: Vec<String>,
    /// Where it is asked for.
    pub(super) audit: Option<Audit>,
    /// Whether some of its bytes are no text.
    pub(super) is_damaged: bool,
}

/// Reads a page from its file's bytes.
pub(super) fn read(bytes: Vec<u8>, rules: &Rules) -> ParsedPage {
    let (html, is_damaged) = decode(bytes);
    ParsedPage { is_damaged, ..parse_page(&html, rules) }
}

/// Reads a page. Every text is some page, if an empty one.
pub(super) fn parse_page(html: &str, rules: &Rules) -> ParsedPage {
    let mut walker = Walker::new(rules);
    tokenize(html, &mut walker);
    walker.finish()
}

/// Where reading stands in a page.
#[derive(Debug)]
pub(super) struct Walker<'r> {
    pub(super) rules: &'r Rules,
    progress: Progress,
    audit: Option<Audit>,
    stack: Vec<Frame>,
    /// Open elements that did not fit on the stack.
    overflow: usize,
    /// From how many on they hold nothing to read.
    overflow_banned: Option<usize>,
    open_paragraphs: usize,
    root: u8,
    main_seen: bool,
    /// Where the text of a formula begins, to be taken back when its source turns up.
    pub(super) formula: Option<usize>,
    pub(super) meta: Meta,
    pub(super) content: Content,
    pub(super) nav: Nav,
    pub(super) crumbs: Crumbs,
}

impl<'r> Walker<'r> {
    fn new(rules: &'r Rules) -> Self {
        Self {
            rules,
            progress: Progress::default(),
            audit: rules.audits.then(Audit::default),
            stack: Vec::new(),
            overflow: 0,
            overflow_banned: None,
            open_paragraphs: 0,
            root: BODY,
            main_seen: false,
            formula: None,
            meta: Meta::default(),
            content: Content::default(),
            nav: Nav::default(),
            crumbs: Crumbs::default(),
        }
    }

    fn top(&self) -> Frame {
        self.stack.last().copied().unwrap_or(OUTSIDE)
    }

    /// Whether text in `frame` is content, as far as is known yet.
    pub(super) fn reads(&self, frame: &Frame) -> bool {
        frame.root == self.root && frame.flags & (QUIET | BANNED) == 0
    }

    fn finish(mut self) -> ParsedPage {
        while !self.stack.is_empty() {
            self.pop();
        }
        ParsedPage {
            meta: self.meta,
            content: self.content.finish(),
            navs: self.nav.finish(),
            crumbs: self.crumbs.finish(),
            audit: self.audit,
            is_damaged: false,
        }
    }

    fn pop(&mut self) {
        let Some(frame) = self.stack.pop() else { return };
        self.progress.close();
        if frame.name == Name::P {
            self.open_paragraphs -= 1;
        }
        for (opened, close) in [
            (NAV_LINK_OPEN, (|walker| walker.nav.close_link()) as fn(&mut Self)),
            (PART_OPEN, |walker| walker.nav.close_part()),
            (NAV_ITEMS_OPEN, |walker| walker.nav.close_list()),
            (NAV_OPEN, |walker| walker.nav.close_region()),
            (CRUMBS_OPEN, |walker| walker.crumbs.close_region()),
        ] {
            if frame.opened & opened != 0 {
                close(self);
            }
        }
        if frame.flags & CRUMBS != 0 && matches!(frame.name, Name::Li | Name::A) {
            self.crumbs.item();
        }
        if !self.reads(&frame) {
            return;
        }
        if frame.opened & LINK_OPEN != 0 {
            self.content.close_link();
        }
        if frame.opened & CODE_OPEN != 0 {
            self.content.close_inline_code();
        }
        if frame.name == Name::Pre {
            self.content.close_code();
        }
        if frame.opened & HEADING_OPEN != 0 {
            self.content.close_heading();
        } else if frame.traits & BLOCK != 0 {
            self.content.line_break(frame.flags & CELL != 0 && frame.name != Name::Pre);
        }
    }

    fn pop_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            self.pop();
        }
    }

    /// Closes the innermost of `names`, unless something in `walls` stands before it.
    fn close_implied(&mut self, names: fn(Name) -> bool, walls: fn(&Frame) -> bool) {
        for depth in (0..self.stack.len()).rev() {
            if names(self.stack[depth].name) {
                return self.pop_to(depth);
            }
            if walls(&self.stack[depth]) {
                return;
            }
        }
    }

    /// End tags that HTML lets authors leave out.
    fn imply_ends(&mut self, name: Name, traits: u8) {
        if traits & ENDS_P != 0 && self.open_paragraphs > 0 {
            self.close_implied(|name| name == Name::P, |frame| bounds_blocks(frame.name));
        }
        let item = |frame: &Frame| {
            frame.traits & SPECIAL != 0 && !matches!(frame.name, Name::Address | Name::Div | Name::P)
        };
        match name {
            Name::Li => self.close_implied(|name| name == Name::Li, item),
            Name::Dd | Name::Dt => self.close_implied(|name| matches!(name, Name::Dd | Name::Dt), item),
            Name::Td | Name::Th => self.close_implied(
                |name| matches!(name, Name::Td | Name::Th),
                |frame| matches!(frame.name, Name::Tr | Name::Table | Name::Template),
            ),
            Name::Tr => self.close_implied(
                |name| name == Name::Tr,
                |frame| matches!(frame.name, Name::Table | Name::Template),
            ),
            Name::Tbody => self.close_implied(
                |name| name == Name::Tbody,
                |frame| matches!(frame.name, Name::Table | Name::Template),
            ),
            // A heading that was never closed must not swallow the page.
            Name::P | Name::Pre | Name::Table | Name::List | Name::Heading(_)
                if self.content.in_heading() =>
            {
                self.close_implied(
                    |name| matches!(name, Name::Heading(_)),
                    |frame| bounds_blocks(frame.name),
                );
            }
            _ => {}
        }
    }

    /// The rank of the content root that this element opens, if it is one and a better one than those before it.
    fn new_root(&mut self, name: Name, tag: &Tag, parent: &Frame, is_selected: bool) -> Option<u8> {
        let rank = match name {
            // What the author has chosen is content with all that is in it.
            _ if parent.root == SELECTED && parent.flags & QUIET == 0 => return None,
            _ if is_selected => SELECTED,
            Name::Main => MAIN,
            _ if tag.get(Attr::Role) == Some("main") => ROLE_MAIN,
            Name::Article => ARTICLE,
            _ => return None,
        };
        let first = match rank {
            SELECTED => true,
            MAIN => !std::mem::replace(&mut self.main_seen, true),
            ROLE_MAIN => self.root < ROLE_MAIN,
            // A page may be made of several articles side by side: all of them are content.
            _ => self.root <= ARTICLE && parent.root == BODY && parent.flags & QUIET == 0,
        };
        if !first {
            return None;
        }
        if rank > self.root {
            self.root = rank;
            self.content = Content::default();
        }
        Some(rank)
    }

    fn frame(
        &mut self,
        (name, traits): (Name, u8),
        tag: &Tag,
        parent: &Frame,
        purpose: &Purpose,
        is_selected: bool,
    ) -> Frame {
        let mut frame = Frame { name, traits, opened: 0, ..*parent };
        frame.flags |= own_flags(name, purpose);
        let is_aside = parent.flags & CRUMBS != 0 && purpose.quiet;
        if traits & BANS != 0 || purpose.banned || is_aside {
            frame.flags |= BANNED;
        }
        if purpose.quiet || traits & CONTROL != 0 {
            frame.flags |= QUIET;
        }
        let in_section =
            parent.flags & SECTION != 0 || parent.name == Name::Blockquote || parent.name == Name::Figure;
        match name {
            Name::Header | Name::Footer | Name::Aside if parent.root == BODY && !in_section => {
                frame.flags |= QUIET | if name == Name::Aside { NAV } else { 0 };
            }
            Name::Footer if !in_section && !tag.tokens(Attr::Class).any(|class| class == "footnotes") => {
                frame.flags |= QUIET;
            }
            Name::Nav => frame.flags |= QUIET | NAV,
            _ => {}
        }
        if frame.flags & BANNED == 0
            && let Some(rank) = self.new_root(name, tag, parent, is_selected)
        {
            (frame.root, frame.flags) = (rank, 0);
        }
        if frame.flags & CRUMBS != 0 {
            frame.flags &= !NAV;
        }
        frame
    }

    pub(super) fn text_in(&mut self, frame: &Frame, text: &str) {
        let code = frame.flags & PRE != 0;
        self.content.text(text, code, frame.flags & LABEL != 0);
    }

    /// `<html>` and `<body>` are no elements of the stack: browsers make them where they are missing.
    fn start_document(&mut self, name: Name, tag: &Tag) {
        self.meta.noindex |= self.progress.open_document(self.rules, tag).is_left_out;
        if name == Name::Body {
            return self.meta.body(tag);
        }
        self.meta.language = self.meta.language.take().or_else(|| tag.filled(Attr::Lang).map(one_line));
        self.meta.ban(tag);
    }
}

impl Sink for Walker<'_> {
    fn wants(&self, attribute: &[u8]) -> bool {
        self.rules.wants(attribute)
    }

    fn start(&mut self, tag: &Tag) {
        let (name, traits) = describe(&tag.name);
        if let Some(audit) = &mut self.audit {
            audit.element(name, tag);
        }
        if matches!(name, Name::Html | Name::Body) {
            return self.start_document(name, tag);
        }
        if self.top().flags & FOREIGN == 0 {
            self.imply_ends(name, traits);
        }
        let parent = self.top();
        if traits & VOID != 0 {
            if self.progress.pass(self.rules, tag).is_left_out {
                return;
            }
            return self.start_void(name, traits, tag, &parent);
        }
        if parent.flags & FOREIGN != 0 && tag.self_closing {
            return;
        }
        if self.stack.len() >= MAX_DEPTH {
            self.overflow += 1;
            if traits & BANS != 0 {
                self.overflow_banned.get_or_insert(self.overflow);
            }
            return;
        }
        let Verdict { is_content, is_left_out } = self.progress.open(self.rules, tag);
        let mut purpose = if parent.flags & BANNED == 0 { purpose(tag) } else { Purpose::default() };
        purpose.banned |= is_left_out;
        let mut frame = self.frame((name, traits), tag, &parent, &purpose, is_content);
        // MathJax keeps a formula's source in a script; all other scripts are banned.
        if name == Name::Script && tag.get(Attr::Type).is_some_and(|kind| kind.starts_with("math/tex")) {
            frame.flags = parent.flags;
        }
        self.start_nav(&mut frame, &parent, &purpose);
        if self.reads(&frame) {
            self.start_content(tag, &mut frame, &parent, &purpose);
            self.start_formula(tag, &mut frame);
        } else if traits & BLOCK != 0 && self.reads(&parent) {
            // What is left out still stands between what comes before and after it.
            self.content.line_break(parent.flags & CELL != 0);
        }
        if name == Name::A {
            self.start_anchor(tag, &mut frame, &purpose);
        }
        if name == Name::P {
            self.open_paragraphs += 1;
        }
        self.stack.push(frame);
    }

    fn end(&mut self, name: &[u8]) {
        if self.overflow > 0 {
            self.overflow -= 1;
            self.overflow_banned = self.overflow_banned.filter(|from| self.overflow >= *from);
            return;
        }
        let (name, traits) = describe(name);
        if matches!(name, Name::Html | Name::Body) {
            return;
        }
        for depth in (0..self.stack.len()).rev() {
            let frame = &self.stack[depth];
            // Any heading's end tag ends any heading.
            let is_heading = matches!((frame.name, name), (Name::Heading(_), Name::Heading(_)));
            if frame.name == name || is_heading {
                return self.pop_to(depth);
            }
            if stops(name, traits, frame) {
                return;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let top = self.top();
        if self.overflow_banned.is_some() {
            return;
        }
        if top.flags & TITLE != 0 && top.flags & FOREIGN == 0 && self.meta.title.is_empty() {
            self.meta.title.push_str(beginning(text, LONGEST_NAME));
        }
        if top.flags & (BANNED | TITLE) != 0 {
            return;
        }
        if top.flags & CRUMBS != 0 {
            self.crumbs.text(text);
        } else if top.flags & NAV != 0 {
            self.nav.text(text);
        }
        if !self.reads(&top) {
            return;
        }
        if top.flags & PERMALINK != 0 {
            self.content.permalink_text(text);
        } else if top.flags & MAYBE_PERMALINK == 0 || !matches!(text.trim(), "" | "§" | "¶" | "#" | "🔗")
        {
            self.text_in(&top, text);
        }
    }

    fn in_foreign_content(&self) -> bool {
        self.top().flags & FOREIGN != 0
    }
}
