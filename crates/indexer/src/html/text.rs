//! Plain text put together from pieces: prose squashed, code as it is, blocks and table cells kept apart.

use crate::chars::is_invisible;

/// Text under construction. Upholds what `Section::text` promises: a block ends with one `\n`.
#[derive(Debug, Default, Clone)]
pub(super) struct Text {
    buffer: String,
    /// White space that is written only if something follows on the same line.
    gap: Gap,
    /// The next line feed comes right after `<pre>`, where browsers drop it.
    fresh_pre: bool,
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
        if word.contains(is_invisible) {
            let shown: String = word.chars().filter(|c| !is_invisible(*c)).collect();
            if !shown.is_empty() {
                self.word(&shown);
            }
            return;
        }
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
        self.fresh_pre = false;
        self.gap = Gap::None;
        self.buffer.push_str(text);
    }

    /// A `<pre>` begins.
    pub(super) fn open_code(&mut self) {
        self.end_block();
        self.fresh_pre = true;
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
        self.buffer.split_off(at)
    }

    /// The finished text.
    pub(super) fn finish(mut self) -> String {
        self.end_block();
        let start = self.buffer.find(|c: char| c != '\n').unwrap_or(self.buffer.len());
        self.buffer.drain(..start);
        self.buffer
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
        assert_eq!(text.finish(), "See:\n  fn a() {\n\n  }\n");
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
