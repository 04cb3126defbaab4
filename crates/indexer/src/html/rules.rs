//! What a site's author says about its elements, asked of every element as it opens.

use super::tokens::{Attr, Tag};
use crate::Steering;
use crate::steer::Selector;
use crate::steer::selector::Element;

/// How to read the pages of one site.
#[derive(Debug, Clone, Default, Hash)]
pub(crate) struct Rules {
    /// Those of content first.
    selectors: Vec<Selector>,
    content: usize,
    /// Attributes that only selectors ask for, in byte order.
    attributes: Vec<String>,
    /// Which `<meta>` names the part of the site that a page belongs to.
    pub(super) part_from: Option<String>,
    /// Whether to note what a [check](super::check) looks at.
    pub(super) audits: bool,
}

/// What selectors say of an element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) is_content: bool,
    pub(super) is_left_out: bool,
}

impl Rules {
    pub(crate) fn of(steering: &Steering) -> Self {
        let selectors: Vec<Selector> = steering.content.iter().chain(&steering.leave_out).cloned().collect();
        let attributes = selectors.iter().flat_map(Selector::attributes);
        let mut attributes: Vec<String> =
            attributes.filter(|name| Attr::of(name.as_bytes()).is_none()).map(str::to_owned).collect();
        attributes.sort();
        attributes.dedup();
        let content = steering.content.len();
        Self { selectors, content, attributes, part_from: steering.part_from.clone(), audits: false }
    }

    /// The same, with notes for a [check](super::check).
    pub(super) fn auditing(self) -> Self {
        Self { audits: true, ..self }
    }

    /// Whether some selector asks for this attribute.
    pub(super) fn wants(&self, attribute: &[u8]) -> bool {
        self.attributes.binary_search_by(|name| name.as_bytes().cmp(attribute)).is_ok()
    }
}

/// How far each selector has come in the elements that are open; nothing where there are no selectors.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// In `<html>` and `<body>`, which stay open to the end.
    document: Vec<usize>,
    /// In each of the elements below them.
    open: Vec<Vec<usize>>,
}

impl Progress {
    /// What the rules say of an element in one with the progress `before`, and how far it brings them.
    fn step(before: &[usize], rules: &Rules, tag: &Tag) -> (Vec<usize>, Verdict) {
        let mut verdict = Verdict::default();
        let steps = rules.selectors.iter().enumerate().map(|(at, selector)| {
            let (progress, is_meant) = selector.step(before.get(at).copied().unwrap_or_default(), tag);
            let told = if at < rules.content { &mut verdict.is_content } else { &mut verdict.is_left_out };
            *told |= is_meant;
            progress
        });
        (steps.collect(), verdict)
    }

    fn innermost(&self) -> &[usize] {
        self.open.last().unwrap_or(&self.document)
    }

    /// An element opens.
    pub(super) fn open(&mut self, rules: &Rules, tag: &Tag) -> Verdict {
        if rules.selectors.is_empty() {
            return Verdict::default();
        }
        let (progress, verdict) = Self::step(self.innermost(), rules, tag);
        self.open.push(progress);
        verdict
    }

    /// `<html>` or `<body>`, wherever they are written.
    pub(super) fn open_document(&mut self, rules: &Rules, tag: &Tag) -> Verdict {
        let verdict;
        (self.document, verdict) = Self::step(&self.document, rules, tag);
        verdict
    }

    /// An element that nothing can be in.
    pub(super) fn pass(&self, rules: &Rules, tag: &Tag) -> Verdict {
        Self::step(self.innermost(), rules, tag).1
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }
}

impl Element for Tag {
    fn tag(&self) -> &[u8] {
        &self.name
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        match Attr::of(name.as_bytes()) {
            Some(attr) => self.get(attr),
            None => self.other(name),
        }
    }
}
