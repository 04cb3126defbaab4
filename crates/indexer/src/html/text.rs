//! Plain text put together from pieces: prose squashed, code as it is, blocks and table cells kept apart.

use std::ops::Range;

use crate::chars::{is_control, is_invisible};
use crate::{CODE_END, CODE_START};

/// Text under construction. Upholds what `Section::text` promises: a block ends with one `\n`.
#[derive(Debug, Default, Clone)]
pub(super) struct Text {
    buffer: String,
    /// White space that is written only if something follows on the same line.
    gap: Gap,
    /// The next line feed comes right after `<pre>`, where browsers drop it.
    fresh_pre: bool,
    /// Where code stands in `buffer`, in order, each at the start of a line. They are marked when the text is finished, so
    /// that nothing before has to step around marks.
    code: Vec<Range<usize>>,
    /// Whether the last of them is still open.
    in_code: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
}

impl Text {
    /// Words between tags.
    pub(super) fn prose(&mut self, text: &str) {
        for part in text.split_inclusive(is_space) {
            let word = part.trim_end_matches(is_space);
            if !word.is_empty() {
                self.word(word);
            }
            if word.len() < part.len() && self.gap == Gap::None {
                self.gap = Gap::Space;
            }
        }
    }

    fn word(&mut self, word: &str) {
        let is_dropped = |c: char| is_invisible(c) || is_control(c);
        if word.contains(is_dropped) {
            let shown = word.replace(is_dropped, "");
            if !shown.is_empty() {
                self.word(&shown);
            }
            return;
        }
        self.close_code();
        self.close_gap();
        self.buffer.push_str(word);
    }

    /// Writes the white space that is due, so that text cut away later leaves it.
    pub(super) fn close_gap(&mut self) {
        if !self.at_line_start() {
            match self.gap {
                Gap::None => {}
                Gap::Space => self.buffer.push(' '),
                Gap::Cell => self.buffer.push_str("  "),
            }
        }
        self.gap = Gap::None;
    }

    /// Text of a `<pre>`.
    pub(super) fn code(&mut self, text: &str) {
        let text = if self.fresh_pre { text.strip_prefix('\n').unwrap_or(text) } else { text };
        if !self.in_code {
            self.end_block();
            self.code.push(self.buffer.len()..self.buffer.len());
            self.in_code = true;
        }
        self.fresh_pre = false;
        self.gap = Gap::None;
        self.buffer.extend(text.chars().filter(|c| !is_control(*c)));
    }

    /// A `<pre>` begins.
    pub(super) fn open_code(&mut self) {
        self.close_code();
        self.end_block();
        self.fresh_pre = true;
    }

    /// A `<pre>` ends, or prose begins inside it.
    pub(super) fn close_code(&mut self) {
        if self.in_code {
            self.end_block();
            self.in_code = false;
            if let Some(code) = self.code.last_mut() {
                code.end = self.buffer.len();
            }
        }
    }

    /// Adds text that [`Self::cut`] took from elsewhere.
    pub(super) fn lines(&mut self, lines: &str) {
        self.close_code();
        self.buffer.push_str(lines);
        self.end_block();
    }

    /// Whatever comes next starts a line.
    pub(super) fn end_block(&mut self) {
        self.gap = Gap::None;
        self.fresh_pre = false;
        self.buffer.truncate(self.buffer.trim_end().len());
        if !self.buffer.is_empty() {
            self.buffer.push('\n');
        }
    }

    /// Whatever comes next is apart from what is there, on the same line.
    pub(super) fn space(&mut self) {
        if self.gap == Gap::None {
            self.gap = Gap::Space;
        }
    }

    /// A table's next cell.
    pub(super) fn cell(&mut self) {
        self.gap = Gap::Cell;
    }

    fn at_line_start(&self) -> bool {
        self.buffer.is_empty() || self.buffer.ends_with('\n')
    }

    /// Bytes written so far; a place to [`Self::cut`] at.
    pub(super) fn len(&self) -> usize {
        self.buffer.len()
    }

    /// Takes away what was written since `len`, and returns it.
    pub(super) fn cut(&mut self, len: usize) -> String {
        self.gap = Gap::None;
        // A line break since then may have taken white space away from before the place.
        let mut at = len.min(self.buffer.len());
        while !self.buffer.is_char_boundary(at) {
            at -= 1;
        }
        while self.code.pop_if(|code| code.start >= at).is_some() {
            self.in_code = false;
        }
        // A block that was closed may have been cut as well.
        if let Some(code) = self.code.last_mut() {
            code.end = code.end.min(at);
        }
        self.buffer.split_off(at)
    }

    /// The finished text, its code marked.
    pub(super) fn finish(mut self) -> String {
        self.close_code();
        self.end_block();
        let mut at = self.buffer.find(|c: char| c != '\n').unwrap_or(self.buffer.len());
        let mut text = String::with_capacity(self.buffer.len() + 2 * self.code.len());
        // Many blocks without a line may stand before one that begins with very many blank ones.
        for block in self.code.iter().filter(|block| !block.is_empty()) {
            let lines = self.lines_of(block);
            if lines.start >= at && !lines.is_empty() {
                text.push_str(&self.buffer[at..block.start.max(at)]);
                text.push(CODE_START);
                text.push_str(&self.buffer[lines.clone()]);
                text.push(CODE_END);
                at = lines.end;
            }
        }
        text.push_str(&self.buffer[at..]);
        text
    }

    /// A block of code without blank lines before it, up to the end of a line wherever it was cut.
    fn lines_of(&self, block: &Range<usize>) -> Range<usize> {
        let from = &self.buffer[block.start..];
        let cut = block.len().min(from.len());
        let end = from[..cut].trim_end().len();
        let end = from[end..].find('\n').map_or(from.len(), |line_end| end + line_end + 1);
        let indent = from.len() - from.trim_start().len();
        let start = from[..indent].rfind('\n').map_or(0, |line_end| line_end + 1);
        block.start + start..block.start + end
    }
}

/// White space as HTML has it, and the no-break space, which is one to a reader.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}' | '\u{a0}')
}

/// One line without needless white space.
pub(super) fn squash(text: &str) -> String {
    let mut squashed = Text::default();
    squashed.prose(text);
    squashed.buffer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_squashed_and_invisible_characters_dropped() {
        assert_eq!(squash("  a\n b\u{a0}c\u{ad}d \u{200b} "), "a b cd");
    }

    #[test]
    fn blocks_end_with_one_line_feed() {
        let mut text = Text::default();
        text.end_block();
        text.prose(" one ");
        text.end_block();
        text.end_block();
        text.prose("two");
        assert_eq!(text.finish(), "one\ntwo\n");
    }

    #[test]
    fn code_keeps_its_lines_and_indentation() {
        let mut text = Text::default();
        text.prose("See:");
        text.open_code();
        text.code("\n  fn a() {\n\n  }\n\n");
        text.end_block();
        assert_eq!(text.finish(), "See:\n\u{e}  fn a() {\n\n  }\n\u{f}");
    }

    #[test]
    fn cells_are_two_spaces_apart() {
        let mut text = Text::default();
        for cell in ["a", " b ", "c"] {
            text.cell();
            text.prose(cell);
        }
        assert_eq!(text.finish(), "a  b  c\n");
    }
}
