//! A page's lists of other pages, sidebars above all: the order of the chapters, and what stands above each.

use super::text::squash;
use crate::chars::{LONGEST_CRUMB, MOST_CRUMBS, beginning};

/// One region that lists pages.
#[derive(Debug, Default, Clone)]
pub(super) struct NavList {
    pub(super) entries: Vec<NavEntry>,
    /// What nested lists hang from, each with the index of the label above it.
    pub(super) labels: Vec<(String, Option<usize>)>,
}

/// A link in it.
#[derive(Debug, Clone)]
pub(super) struct NavEntry {
    pub(super) href: String,
    /// Index of the label it stands under.
    pub(super) label: Option<usize>,
}

impl NavList {
    /// A label and those above it, outermost first.
    pub(super) fn path(&self, label: Option<usize>) -> Vec<&str> {
        let mut path = Vec::new();
        let mut at = label;
        while let Some((label, above)) = at.and_then(|index| self.labels.get(index)) {
            path.push(label.as_str());
            at = *above;
        }
        path.reverse();
        path.truncate(MOST_CRUMBS);
        path
    }

    /// For each label the one above everything that it stands under, or itself.
    pub(super) fn outermost(&self) -> Vec<usize> {
        let mut outermost: Vec<usize> = Vec::with_capacity(self.labels.len());
        for (index, (_, above)) in self.labels.iter().enumerate() {
            outermost.push(above.and_then(|above| outermost.get(above).copied()).unwrap_or(index));
        }
        outermost
    }
}

#[derive(Debug, Clone, Copy)]
struct OpenList {
    /// What the list hangs from.
    above: Option<usize>,
    /// That, or the title of the part that its entries stand in now.
    label: Option<usize>,
}

/// Collects the navigation regions of one page.
#[derive(Debug, Default)]
pub(super) struct Nav {
    done: Vec<NavList>,
    list: NavList,
    open: Vec<OpenList>,
    /// Text since the last entry began: the label of a list that opens now.
    run: String,
    /// The next text begins a new entry.
    fresh: bool,
    /// Target, and whether it is marked as the page being shown.
    link: Option<(String, bool)>,
}

impl Nav {
    pub(super) fn text(&mut self, text: &str) {
        // Arrows and bullets name nothing.
        let is_word = text.chars().any(char::is_alphanumeric);
        if self.fresh && is_word {
            self.run.clear();
            self.fresh = false;
        }
        if !self.fresh {
            self.run.push_str(text);
        }
    }

    /// An item or another block begins.
    pub(super) fn item(&mut self) {
        self.fresh = true;
    }

    fn label(&mut self, above: Option<usize>) -> Option<usize> {
        let label = squash(&std::mem::take(&mut self.run));
        let label = beginning(&label, LONGEST_CRUMB).to_owned();
        self.fresh = true;
        if label.is_empty() {
            return above;
        }
        self.list.labels.push((label, above));
        Some(self.list.labels.len() - 1)
    }

    fn current_label(&self) -> Option<usize> {
        self.open.last().and_then(|list| list.label)
    }

    pub(super) fn open_list(&mut self) {
        let above = self.label(self.current_label());
        self.open.push(OpenList { above, label: above });
    }

    pub(super) fn close_list(&mut self) {
        self.open.pop();
        self.run.clear();
    }

    /// The title of a part has been read.
    pub(super) fn close_part(&mut self) {
        let part = self.label(self.open.last().and_then(|list| list.above));
        if let Some(list) = self.open.last_mut() {
            list.label = part;
        }
    }

    /// What follows belongs to no part.
    pub(super) fn end_part(&mut self) {
        if let Some(list) = self.open.last_mut() {
            list.label = list.above;
        }
    }

    pub(super) fn open_link(&mut self, href: &str, is_current: bool) {
        self.link = Some((href.to_owned(), is_current));
    }

    pub(super) fn close_link(&mut self) {
        let Some((href, is_current)) = self.link.take() else { return };
        // A link into the page itself belongs to its own table of contents; a bare `#` stands for the page shown.
        if href.is_empty() || href.starts_with('#') && !(is_current && href.len() == 1) {
            return;
        }
        let label = self.current_label();
        self.list.entries.push(NavEntry { href, label });
    }

    /// A region ends.
    pub(super) fn close_region(&mut self) {
        let list = std::mem::take(&mut self.list);
        if !list.entries.is_empty() {
            self.done.push(list);
        }
        self.open.clear();
        self.run.clear();
        self.link = None;
    }

    pub(super) fn finish(mut self) -> Vec<NavList> {
        self.close_region();
        self.done
    }
}

/// Collects the page's own trail of breadcrumbs.
#[derive(Debug, Default)]
pub(super) struct Crumbs {
    items: Vec<String>,
    run: String,
    closed: bool,
}

impl Crumbs {
    pub(super) fn text(&mut self, text: &str) {
        if !self.closed {
            self.run.push_str(text);
        }
    }

    /// An item begins or ends.
    pub(super) fn item(&mut self) {
        let item = squash(&self.run);
        let item = item.trim_matches(|c: char| c == ' ' || "/›»>:·|→\\".contains(c));
        if !item.is_empty() {
            self.items.push(item.to_owned());
        }
        self.run.clear();
    }

    /// Only a page's first trail counts.
    pub(super) fn close_region(&mut self) {
        self.item();
        self.closed = !self.items.is_empty();
    }

    pub(super) fn finish(mut self) -> Vec<String> {
        self.item();
        self.items
    }
}
