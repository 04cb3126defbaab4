//! A page while it is being read: sections, and the ids and links in them.
//!
//! Knows headings and text but nothing of Markdown; `chapter` tells it what comes next.

use std::collections::{HashMap, HashSet};
use std::mem;

use super::ids::Ids;
use super::prose::Prose;
use crate::Section;
use crate::chars::LONGEST_NAME;
use crate::mention::mention;

/// A link in running text, not yet resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) text: String,
}

/// What a chapter's text came to.
#[derive(Debug, Default, Clone)]
pub(crate) struct Draft {
    /// The first heading, whatever its level; empty where there is none.
    pub(super) title: String,
    /// Those that have an id, and before them one of level 0 if there is text before the first, or no other.
    pub(super) sections: Vec<Section>,
    /// Every id on the page, with the section it lies in.
    pub(super) anchors: HashMap<String, usize>,
    pub(super) links: Vec<Link>,
}

/// A heading between its start and its end.
#[derive(Debug, Default)]
struct Heading {
    level: u8,
    id: Option<String>,
    /// Written as a tag: mdBook makes no id for those, and leaves alone the one they have.
    raw: bool,
    text: Prose,
    length: usize,
    /// The text that an id is made of: exactly what mdBook counts, which is not quite what a reader sees.
    id_text: String,
    mentions: Vec<String>,
}

#[derive(Debug)]
struct Footnote {
    name: String,
    text: String,
    mentions: Vec<String>,
}

/// A footnote under construction, and what it interrupts.
#[derive(Debug)]
struct OpenFootnote {
    name: String,
    outer: Prose,
    outer_mentions: Vec<String>,
}

/// Takes headings, text and the rest in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Builder {
    draft: Draft,
    ids: Ids,
    prose: Prose,
    /// Inline code in `prose`.
    mentions: Vec<String>,
    /// A piece of inline code between its start and its end.
    code: Option<String>,
    heading: Option<Heading>,
    /// The text so far of a definition list's term, which gets an id as headings do.
    term: Option<String>,
    link: Option<(String, Prose)>,
    /// Ids with no text after them yet. They are other names of the heading that may follow.
    loose_anchors: Vec<String>,
    /// Inside an image, text is a description: readers see it, ids and links are made without it.
    images: usize,
    footnotes: Vec<Footnote>,
    known_footnotes: HashSet<String>,
    open_footnotes: Vec<OpenFootnote>,
    /// For each footnote, its number and the section that refers to it first.
    references: HashMap<String, (usize, usize)>,
    follows_reference: bool,
}

impl Builder {
    pub(super) fn new() -> Self {
        let mut builder = Self::default();
        builder.draft.sections.push(Section::default());
        builder
    }

    fn current(&self) -> usize {
        self.draft.sections.len() - 1
    }

    /// Running text.
    pub(super) fn text(&mut self, text: &str) {
        self.follows_reference = false;
        match &mut self.heading {
            Some(heading) => {
                heading.text.push(text);
                heading.length += text.len();
            }
            None => {
                self.prose.push(text);
                if !text.trim().is_empty() {
                    self.loose_anchors.clear();
                }
            }
        }
        if self.images == 0 {
            self.id_text(text);
            if let Some((_, link)) = &mut self.link {
                link.push(text);
            }
            if let Some(code) = &mut self.code {
                code.push_str(text);
            }
        }
    }

    fn id_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.id_text.push_str(text);
        } else if let Some(term) = &mut self.term {
            term.push_str(text);
        }
    }

    /// A space that no id is made of.
    pub(super) fn space(&mut self) {
        match &mut self.heading {
            Some(heading) => heading.text.push(" "),
            None => self.prose.push(" "),
        }
    }

    /// Inline code begins. One that was never ended is forgotten.
    pub(super) fn start_code(&mut self) {
        self.code = Some(String::new());
    }

    pub(super) fn end_code(&mut self) {
        if let Some(code) = self.code.take().and_then(|code| mention(&code)) {
            match &mut self.heading {
                Some(heading) => heading.mentions.push(code),
                None => self.mentions.push(code),
            }
        }
    }

    /// The start or the end of a block.
    pub(super) fn end_line(&mut self) {
        match &mut self.heading {
            Some(heading) if heading.length < LONGEST_NAME => heading.text.push(" "),
            Some(_) => self.end_heading(),
            None => self.prose.end_line(),
        }
    }

    pub(super) fn end_cell(&mut self) {
        match &mut self.heading {
            Some(heading) => heading.text.push(" "),
            None => self.prose.end_cell(),
        }
    }

    /// A block of code.
    pub(super) fn lines(&mut self, lines: &str) {
        self.end_heading();
        self.prose.push_code(lines);
        if !lines.trim().is_empty() {
            self.loose_anchors.clear();
        }
    }

    pub(super) fn start_image(&mut self) {
        self.images += 1;
    }

    pub(super) fn end_image(&mut self) {
        self.images = self.images.saturating_sub(1);
    }

    /// An id that begins no section.
    pub(super) fn anchor(&mut self, id: &str) {
        if id.is_empty() || self.draft.anchors.contains_key(id) {
            return;
        }
        self.draft.anchors.insert(id.to_owned(), self.current());
        self.loose_anchors.push(id.to_owned());
    }

    pub(super) fn start_heading(&mut self, level: u8, id: Option<String>, raw: bool) {
        self.end_heading();
        self.prose.end_line();
        self.heading = Some(Heading { level, id, raw, ..Heading::default() });
    }

    pub(super) fn is_in_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// Ends a heading that was written as a tag; its end tag may be of another level, or come twice.
    pub(super) fn end_raw_heading(&mut self) {
        if self.heading.as_ref().is_some_and(|heading| heading.raw) {
            self.end_heading();
        }
    }

    pub(super) fn end_heading(&mut self) {
        let Some(mut heading) = self.heading.take() else { return };
        let text = heading.text.take_line();
        let id = match heading.id {
            None if !heading.raw => Some(self.ids.make(&heading.id_text)),
            id => id,
        };
        let is_name = text.len().max(id.as_ref().map_or(0, String::len)) <= LONGEST_NAME;
        let has_place = self.open_footnotes.is_empty() && id.as_ref().is_some_and(|id| !id.is_empty());
        if !has_place || !is_name || text.is_empty() {
            // No place of its own to link to: its words belong to the section around it.
            self.anchor(id.as_deref().unwrap_or_default());
            if is_name {
                self.keep_title(&text);
            }
            self.prose.push_line(&text);
            self.mentions.append(&mut heading.mentions);
            return;
        }
        self.keep_title(&text);
        self.end_section();
        self.mentions = heading.mentions;
        self.draft.sections.push(Section { id, level: heading.level, heading: text, ..Section::default() });
        let new = self.current();
        for anchor in self.loose_anchors.drain(..) {
            self.draft.anchors.insert(anchor, new);
        }
        if let Some(id) = &self.draft.sections[new].id {
            self.draft.anchors.entry(id.clone()).or_insert(new);
        }
    }

    fn end_section(&mut self) {
        let done = self.current();
        self.draft.sections[done].text = self.prose.take();
        self.draft.sections[done].code = mem::take(&mut self.mentions);
    }

    fn keep_title(&mut self, heading: &str) {
        if self.draft.title.is_empty() && self.open_footnotes.is_empty() {
            self.draft.title = heading.to_owned();
        }
    }

    pub(super) fn start_term(&mut self) {
        self.end_line();
        self.term = Some(String::new());
    }

    pub(super) fn end_term(&mut self) {
        if let Some(term) = self.term.take() {
            let id = self.ids.make(&term);
            let current = self.current();
            self.draft.anchors.entry(id).or_insert(current);
        }
        self.end_line();
    }

    /// Links in headings are not votes for where they lead.
    pub(super) fn start_link(&mut self, href: &str) {
        if self.link.is_none() && self.heading.is_none() {
            self.link = Some((href.to_owned(), Prose::default()));
        }
    }

    pub(super) fn end_link(&mut self) {
        if let Some((href, mut text)) = self.link.take() {
            let text = text.take_line();
            if !text.is_empty() {
                self.draft.links.push(Link { href, text });
            }
        }
    }

    /// A reference shows a number, which counts in the ids of headings and is no text worth finding.
    pub(super) fn footnote_reference(&mut self, name: &str) {
        // The section of an open heading is the one about to begin.
        let section = self.current() + usize::from(self.heading.is_some());
        let next = self.references.len() + 1;
        let (number, _) = *self.references.entry(name.to_owned()).or_insert((next, section));
        if self.follows_reference {
            self.id_text(" ");
        }
        self.id_text(&number.to_string());
        self.follows_reference = true;
    }

    /// `false` where the footnote is already there and this one is not shown.
    pub(super) fn start_footnote(&mut self, name: &str) -> bool {
        if !self.known_footnotes.insert(name.to_owned()) {
            return false;
        }
        self.end_heading();
        self.open_footnotes.push(OpenFootnote {
            name: name.to_owned(),
            outer: mem::take(&mut self.prose),
            outer_mentions: mem::take(&mut self.mentions),
        });
        true
    }

    pub(super) fn end_footnote(&mut self) {
        self.end_heading();
        if let Some(OpenFootnote { name, outer, outer_mentions }) = self.open_footnotes.pop() {
            let text = mem::replace(&mut self.prose, outer).take();
            let mentions = mem::replace(&mut self.mentions, outer_mentions);
            self.footnotes.push(Footnote { name, text, mentions });
        }
    }

    /// Closes whatever is open. Footnotes go to the section that refers to them.
    pub(super) fn finish(mut self) -> Draft {
        self.end_heading();
        while !self.open_footnotes.is_empty() {
            self.end_footnote();
        }
        self.end_section();
        let last = self.current();
        for footnote in &mut self.footnotes {
            if let Some((_, section)) = self.references.get(&footnote.name) {
                let section = last.min(*section);
                self.draft.sections[section].text.push_str(&footnote.text);
                self.draft.sections[section].code.append(&mut footnote.mentions);
                self.draft.anchors.entry(format!("footnote-{}", footnote.name)).or_insert(section);
            }
        }
        self.draft.drop_empty_start();
        self.draft
    }
}

impl Draft {
    /// A page that begins with its heading has no section before it.
    fn drop_empty_start(&mut self) {
        if self.sections.len() > 1 && self.sections[0].text.is_empty() {
            self.sections.remove(0);
            for section in self.anchors.values_mut() {
                *section = section.saturating_sub(1);
            }
        }
    }
}
