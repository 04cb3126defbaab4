//! Text under construction: white space squashed, one line a block.

use crate::chars::{is_control, is_invisible};
use crate::{CODE_END, CODE_START};

/// Collects words into lines and lines into text.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    /// Where the current line begins in `text`.
    line: usize,
    /// White space seen but not yet written: it is written only before a word.
    gap: &'static str,
}

impl Prose {
    /// Adds running text.
    pub(super) fn push(&mut self, text: &str) {
        let is_dropped = |c: char| is_invisible(c) || is_control(c) && !c.is_whitespace();
        if text.contains(is_dropped) {
            return self.push(&text.replace(is_dropped, ""));
        }
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            if word > 0 {
                self.fill_gap();
                self.text.push_str(&rest[..word]);
            }
            rest = &rest[word..];
            let squashed = rest.trim_start();
            if squashed.len() < rest.len() && self.gap.is_empty() {
                self.gap = " ";
            }
            rest = squashed;
        }
    }

    /// Parts the cells of a table row.
    pub(super) fn end_cell(&mut self) {
        self.gap = "  ";
    }

    /// Ends a block, if there is anything in it.
    pub(super) fn end_line(&mut self) {
        if self.text.len() > self.line {
            self.text.push('\n');
        }
        self.line = self.text.len();
        self.gap = "";
    }

    /// Adds a line that is squashed already.
    pub(super) fn push_line(&mut self, line: &str) {
        self.end_line();
        self.text.push_str(line);
        self.end_line();
    }

    /// Adds a code block, without blank lines around it.
    pub(super) fn push_code(&mut self, lines: &str) {
        self.end_line();
        let lines = lines.replace(is_control, "");
        let lines = lines.trim_end();
        let indent = lines.len() - lines.trim_start().len();
        let start = lines[..indent].rfind('\n').map_or(0, |end| end + 1);
        if start < lines.len() {
            self.text.push(CODE_START);
            self.text.push_str(&lines[start..]);
            self.text.push('\n');
            self.text.push(CODE_END);
        }
        self.line = self.text.len();
    }

    /// The whole text, every block ended.
    pub(super) fn take(&mut self) -> String {
        self.end_line();
        std::mem::take(self).text
    }

    /// The text as one line.
    pub(super) fn take_line(&mut self) -> String {
        let mut text = self.take();
        text.truncate(text.trim_end().len());
        text
    }

    fn fill_gap(&mut self) {
        if self.text.len() > self.line {
            self.text.push_str(self.gap);
        }
        self.gap = "";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_squashed_and_blocks_end_with_one_newline() {
        let mut prose = Prose::default();
        for text in ["  a ", " b\n\t", "c "] {
            prose.push(text);
        }
        prose.end_line();
        prose.end_line();
        prose.push(" \n ");
        prose.end_line();
        prose.push("d");
        assert_eq!(prose.take(), "a b c\nd\n");
        assert_eq!(prose.take(), "");
    }

    #[test]
    fn code_keeps_its_indentation_between_its_marks() {
        let mut prose = Prose::default();
        prose.push("See");
        prose.push_code("\n \n  fn f() {\n\n\tg();\n  }\n\n");
        prose.push(" there");
        prose.push_code(" \n");
        prose.push_code("x");
        assert_eq!(prose.take(), "See\n\u{e}  fn f() {\n\n\tg();\n  }\n\u{f}there\n\u{e}x\n\u{f}");
    }

    #[test]
    fn control_characters_are_dropped() {
        let mut prose = Prose::default();
        prose.push("a\u{e}b \u{f} \0c\rd\u{7f}");
        prose.push_code("\u{f}x\u{e}\r\n\u{f}");
        assert_eq!(prose.take(), "ab c d\n\u{e}x\n\u{f}");
    }

    #[test]
    fn cells_are_parted_by_two_spaces() {
        let mut prose = Prose::default();
        prose.push("a b");
        prose.end_cell();
        prose.push(" c ");
        prose.end_cell();
        prose.end_line();
        prose.end_cell();
        prose.push("d");
        assert_eq!(prose.take(), "a b  c\nd\n");
    }
}
