//! A page's text cut into sections at its headings, while it is being read.

use super::furniture::is_layout;
use super::links::Links;
use super::meta::keywords;
use super::text::Text;
use crate::chars::LONGEST_NAME;
use crate::mention::mention;
use crate::{CODE_END, CODE_START};

/// A heading and its text, before pages know of each other.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct RawSection {
    /// What a link to it ends with.
    pub(super) id: Option<String>,
    /// Every id in the section or standing alone before its heading: links to any of them mean this section.
    pub(super) ids: Vec<String>,
    pub(super) level: u8,
    /// Empty for a heading without words.
    pub(super) heading: String,
    pub(super) text: String,
    /// As in [`Section::code`](crate::Section::code).
    pub(super) code: Vec<String>,
    pub(super) keywords: Vec<String>,
}

/// Fewer characters than this before the first heading are no section of their own.
const SHORT_LEAD: usize = 40;

/// What a heading's text loses at its end when a theme puts a link to the heading there.
const PERMALINK_SIGNS: [char; 5] = ['¶', '§', '#', '🔗', '⚓'];

/// An id with no text after it yet: the old name of the heading it may stand before.
#[derive(Debug)]
struct Bare {
    id: String,
    /// Whether a heading without an id of its own may go by this one.
    names_heading: bool,
}

#[derive(Debug, Default)]
struct Heading {
    level: u8,
    id: Option<String>,
    text: Text,
    before: Vec<Bare>,
    within: Vec<Bare>,
    label: Option<Label>,
    permalink: Option<String>,
    /// A permalink's text, for themes that wrap the whole heading in one.
    permalink_text: Text,
    mentions: Vec<String>,
    keywords: Vec<String>,
}

/// Text that belongs to the heading right after it, if one follows.
#[derive(Debug)]
struct Label {
    at: usize,
    /// How many mentions of code stand before it.
    mentions: usize,
    ids: Vec<String>,
}

/// Collects the content root of one page.
#[derive(Debug, Default)]
pub(super) struct Content {
    done: Vec<RawSection>,
    nameless: Vec<String>,
    section: RawSection,
    text: Text,
    title: Option<String>,
    title_is_late: bool,
    heading: Option<Heading>,
    bare: Vec<Bare>,
    /// Keywords with no text after them yet.
    keywords: Vec<String>,
    label: Option<Label>,
    link: Option<(String, Text)>,
    /// A piece of inline code that is open.
    code: Option<String>,
    links: Links,
}

/// A finished page's content.
#[derive(Debug, Default)]
pub(super) struct Finished {
    /// The first heading, whatever its level.
    pub(super) title: Option<String>,
    /// Whether other text stands before that heading.
    pub(super) title_is_late: bool,
    pub(super) sections: Vec<RawSection>,
    /// Headings after the first that nobody can link to.
    pub(super) nameless: Vec<String>,
    pub(super) links: Links,
}

impl Content {
    /// Words, or lines of code.
    pub(super) fn text(&mut self, text: &str, code: bool, in_label: bool) {
        if !text.trim().is_empty() {
            if !in_label {
                self.drop_label();
            }
            self.settle();
        }
        if let Some(heading) = &mut self.heading {
            heading.text.prose(text);
        } else if code {
            self.text.code(text);
        } else {
            self.text.prose(text);
        }
        if let Some((_, words)) = &mut self.link {
            words.prose(text);
        }
        if !code {
            self.code_text(text);
        }
    }

    fn code_text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
        }
    }

    /// Inline code begins.
    pub(super) fn open_inline_code(&mut self) {
        self.code = Some(String::new());
    }

    pub(super) fn close_inline_code(&mut self) {
        if let Some(code) = self.code.take().and_then(|code| mention(&code)) {
            match &mut self.heading {
                Some(heading) => heading.mentions.push(code),
                None => self.section.code.push(code),
            }
        }
    }

    /// A block begins or ends.
    pub(super) fn line_break(&mut self, in_cell: bool) {
        match &mut self.heading {
            Some(heading) => heading.text.space(),
            None if in_cell => self.text.space(),
            None => self.text.end_block(),
        }
        if let Some((_, words)) = &mut self.link {
            words.space();
        }
    }

    pub(super) fn cell(&mut self) {
        self.text.cell();
    }

    pub(super) fn open_code(&mut self) {
        if self.heading.is_none() {
            self.text.open_code();
        }
    }

    pub(super) fn close_code(&mut self) {
        self.text.close_code();
    }

    /// An id on an element that is no heading.
    pub(super) fn id(&mut self, id: &str, names_heading: bool, in_label: bool) {
        let bare = Bare { id: id.to_owned(), names_heading: names_heading && !is_layout(id) };
        match (&mut self.heading, &mut self.label) {
            (Some(heading), _) => heading.within.push(bare),
            (None, Some(label)) if in_label => label.ids.push(bare.id),
            _ => self.bare.push(bare),
        }
    }

    /// Keywords on an element: of the heading that it is or comes right before, else of the section that it stands in.
    pub(super) fn keywords(&mut self, list: &str) {
        self.keywords.extend(keywords(list));
    }

    /// A label begins that may belong to a heading.
    pub(super) fn open_label(&mut self) {
        self.text.end_block();
        let at = self.text.len();
        let mentions = self.section.code.len();
        self.label.get_or_insert_with(|| Label { at, mentions, ids: Vec::new() });
    }

    pub(super) fn open_heading(&mut self, level: u8, id: Option<&str>) {
        self.close_heading();
        self.close_link();
        self.text.end_block();
        let before = std::mem::take(&mut self.bare);
        let keywords = std::mem::take(&mut self.keywords);
        let label = self.label.take();
        self.heading =
            Some(Heading { level, id: id.map(str::to_owned), before, label, keywords, ..Heading::default() });
    }

    pub(super) fn in_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// A heading's link to itself. Its target is the surest sign of which id a heading goes by.
    pub(super) fn permalink(&mut self, href: &str) {
        if let (Some(heading), Some(id)) = (&mut self.heading, href.strip_prefix('#')) {
            heading.permalink.get_or_insert_with(|| id.to_owned());
        }
    }

    pub(super) fn permalink_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.permalink_text.prose(text);
        }
        self.code_text(text);
    }

    pub(super) fn close_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        let id = heading.id.clone().or_else(|| borrowed_id(&heading));
        let mut words = heading.text.finish();
        if words.is_empty() {
            words = heading.permalink_text.finish();
        }
        let words = strip_signs(words.trim());
        // What no heading could be stays text, and its ids are those of the section around it.
        let is_heading = words.len().max(id.as_ref().map_or(0, String::len)) <= LONGEST_NAME;
        let is_first = self.done.is_empty() && self.text.len() == 0;
        let ids = heading.before.into_iter().chain(heading.within).map(|bare| bare.id);
        if id.is_none() || !is_heading {
            self.section.ids.extend(ids);
            self.section.ids.extend(id);
            self.section.ids.extend(heading.label.into_iter().flat_map(|label| label.ids));
            self.section.code.extend(heading.mentions);
            self.section.keywords.extend(heading.keywords);
            // The page's title needs no line of its own in the text below it.
            if self.title.is_some() && !words.is_empty() && is_heading {
                self.nameless.push(words.clone());
            }
            if self.title.is_some() || !is_first || !is_heading {
                self.text.prose(&words);
                self.text.end_block();
            }
        } else {
            let ids = ids.collect();
            let begun = RawSection {
                id,
                ids,
                level: heading.level,
                heading: words.clone(),
                text: String::new(),
                code: heading.mentions,
                keywords: heading.keywords,
            };
            self.begin_section(begun, heading.label);
        }
        if self.title.is_none() && !words.is_empty() && is_heading {
            self.title = Some(words);
            self.title_is_late = !is_first;
        }
    }

    fn begin_section(&mut self, mut section: RawSection, label: Option<Label>) {
        let mut text = Text::default();
        if let Some(label) = label {
            text.lines(&self.text.cut(label.at));
            section.ids.extend(label.ids);
            section.code.extend(self.section.code.split_off(label.mentions.min(self.section.code.len())));
        }
        section.ids.extend(section.id.clone());
        let mut old = std::mem::replace(&mut self.section, section);
        old.text = std::mem::replace(&mut self.text, text).finish();
        self.done.push(old);
    }

    pub(super) fn open_link(&mut self, href: &str) {
        self.close_link();
        self.link = Some((href.to_owned(), Text::default()));
    }

    pub(super) fn close_link(&mut self) {
        if let Some((href, words)) = self.link.take() {
            let words = words.finish();
            let words = words.trim_end();
            if !words.is_empty() {
                self.links.push(&href, words);
            }
        }
    }

    /// A place in the text to come back to with [`Self::cut`].
    pub(super) fn mark(&mut self) -> usize {
        self.target().close_gap();
        self.target().len()
    }

    /// Forgets what was written since `mark`.
    pub(super) fn cut(&mut self, mark: usize) {
        self.target().cut(mark);
    }

    fn target(&mut self) -> &mut Text {
        match &mut self.heading {
            Some(heading) => &mut heading.text,
            None => &mut self.text,
        }
    }

    /// Text has come: the ids before it belong to the section it is in.
    fn settle(&mut self) {
        self.section.ids.extend(self.bare.drain(..).map(|bare| bare.id));
        match &mut self.heading {
            Some(heading) => heading.keywords.append(&mut self.keywords),
            None => self.section.keywords.append(&mut self.keywords),
        }
    }

    fn drop_label(&mut self) {
        if let Some(label) = self.label.take() {
            self.section.ids.extend(label.ids);
        }
    }

    /// Ends the page.
    pub(super) fn finish(mut self) -> Finished {
        self.close_heading();
        self.close_link();
        self.drop_label();
        self.settle();
        self.section.text = self.text.finish();
        self.done.push(self.section);
        merge_lead(&mut self.done);
        // Pages are kept until all are read.
        self.done.shrink_to_fit();
        Finished {
            title: self.title,
            title_is_late: self.title_is_late,
            sections: self.done,
            nameless: self.nameless,
            links: self.links.finish(),
        }
    }
}

/// The id that a heading without one of its own goes by: the one its permalink names, else that of an anchor in it, else
/// that of the element it comes first in.
fn borrowed_id(heading: &Heading) -> Option<String> {
    let known = |id: &&String| heading.within.iter().chain(&heading.before).any(|bare| bare.id == **id);
    let named = |bare: &&Bare| bare.names_heading;
    let by_permalink = heading.permalink.as_ref().filter(known);
    let within = || heading.within.iter().find(named).map(|bare| &bare.id);
    let before = || heading.before.iter().rev().find(named).map(|bare| &bare.id);
    by_permalink.or_else(within).or_else(before).cloned()
}

/// Takes off the sign that a theme without recognisable markup puts beside a heading. A heading may well be about C# or § 5.
fn strip_signs(heading: &str) -> String {
    let mut bare = heading;
    for sign in PERMALINK_SIGNS {
        match bare.strip_suffix(sign) {
            Some(rest) if sign != '#' || rest.ends_with(' ') => bare = rest.trim_end(),
            _ => {}
        }
    }
    bare = bare.strip_prefix("# ").unwrap_or(bare);
    if bare.is_empty() { heading.to_owned() } else { bare.to_owned() }
}

/// A few words before the first heading (a date, a badge) are read with the section that follows.
fn merge_lead(sections: &mut Vec<RawSection>) {
    if sections.len() < 2 || letters(&sections[0].text) >= SHORT_LEAD {
        return;
    }
    let lead = sections.remove(0);
    let first = &mut sections[0];
    first.text.insert_str(0, &lead.text);
    first.code.splice(0..0, lead.code);
    first.ids.extend(lead.ids);
}

/// Characters of `text` without rule names such as `[items.fn]`.
fn letters(text: &str) -> usize {
    let text = text.replace([CODE_START, CODE_END], "");
    let mut count = 0;
    let mut rest = text.trim();
    while let Some(open) = rest.find('[') {
        count += rest[..open].chars().count();
        rest = &rest[open + 1..];
        let name =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))).unwrap_or(rest.len());
        if name > 0 && rest[name..].starts_with(']') {
            rest = &rest[name + 1..];
        } else {
            count += 1;
        }
    }
    count + rest.chars().count()
}
