//! Text under construction: white space squashed, one line a block.

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

    /// Adds lines that stay as they are.
    pub(super) fn push_lines(&mut self, lines: &str) {
        self.end_line();
        self.text.push_str(lines);
        self.end_line_if_open();
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

    fn end_line_if_open(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.line = self.text.len();
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
    fn code_keeps_its_indentation() {
        let mut prose = Prose::default();
        prose.push("See");
        prose.push_lines("fn f() {\n    g();\n}\n");
        prose.push(" there");
        assert_eq!(prose.take(), "See\nfn f() {\n    g();\n}\nthere\n");
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
