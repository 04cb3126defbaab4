//! Which lines of an included file are meant: a range of numbers, or those between two anchor comments.

/// What follows the file's name in a directive.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Selection<'a> {
    /// From `start` (counted from 0) to before `end`.
    Range { start: usize, end: usize },
    /// Between `ANCHOR: name` and `ANCHOR_END: name`.
    Anchor(&'a str),
}

impl<'a> Selection<'a> {
    /// Splits `file:selection`.
    pub(super) fn split(text: &'a str) -> (&'a str, Self) {
        let (file, rest) = text.split_once(':').unwrap_or((text, ""));
        (file, Self::parse(rest))
    }

    fn parse(text: &'a str) -> Self {
        let mut parts = text.splitn(3, ':');
        let first = parts.next().unwrap_or("");
        // Line numbers count from 1.
        let start = first.parse::<usize>().ok().map(|line| line.saturating_sub(1));
        if start.is_none() && !first.is_empty() {
            return Self::Anchor(first);
        }
        let end = match parts.next() {
            Some(end) => end.parse().unwrap_or(usize::MAX),
            None => start.map_or(usize::MAX, |start| start.saturating_add(1)),
        };
        Self::Range { start: start.unwrap_or(0), end }
    }

    /// The selected lines, joined; anchor comments are left out.
    pub(super) fn take(&self, text: &str) -> String {
        let mut taken = Vec::new();
        self.visit(text, |line, selected| {
            if selected {
                taken.push(line);
            }
        });
        taken.join("\n")
    }

    /// All lines, those that are not selected behind the `# ` that hides them in Rust code.
    pub(super) fn take_hiding(&self, text: &str) -> String {
        let mut taken = String::with_capacity(text.len());
        self.visit(text, |line, selected| {
            taken.push_str(if selected { "" } else { "# " });
            taken.push_str(line);
            taken.push('\n');
        });
        taken.pop();
        taken
    }

    /// Whether there is a single line to show.
    pub(super) fn is_empty(&self, text: &str) -> bool {
        let mut empty = true;
        self.visit(text, |_, selected| empty &= !selected);
        empty
    }

    fn is_anchor(&self, name: &str) -> bool {
        matches!(self, Self::Anchor(wanted) if *wanted == name)
    }

    fn visit<'t>(&self, text: &'t str, mut line: impl FnMut(&'t str, bool)) {
        let mut inside = false;
        for (number, content) in text.lines().enumerate() {
            if let Some(name) = anchor_name(content, "ANCHOR_END:") {
                inside &= !self.is_anchor(name);
            } else if let Some(name) = anchor_name(content, "ANCHOR:") {
                inside |= self.is_anchor(name);
            } else {
                line(
                    content,
                    match self {
                        Self::Range { start, end } => (*start..*end).contains(&number),
                        Self::Anchor(_) => inside,
                    },
                );
            }
        }
    }
}

/// The name after `mark`, if the line is an anchor comment.
fn anchor_name<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let name = line[line.find(mark)? + mark.len()..].trim_start();
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(name.len());
    Some(&name[..end]).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "use a;\n// ANCHOR: all\nfn f() {\n    // ANCHOR: body\n    g();\n    // ANCHOR_END: body\n}\n// ANCHOR_END: all\n";

    fn take(selection: &str) -> String {
        Selection::parse(selection).take("1\n2\n3\n4\n5\n")
    }

    #[test]
    fn ranges_count_from_one_and_include_their_end() {
        assert_eq!(take("2:3"), "2\n3");
        assert_eq!(take("4:"), "4\n5");
        assert_eq!(take(":2"), "1\n2");
        assert_eq!(take("3"), "3");
        assert_eq!(take(""), "1\n2\n3\n4\n5");
        assert_eq!(take("0"), "1");
        assert_eq!(take("3:2"), "");
        assert_eq!(take("9:99999999999999999999999"), "");
    }

    #[test]
    fn anchors_select_what_is_between_them_without_the_marks() {
        assert_eq!(Selection::split("a.rs:all"), ("a.rs", Selection::Anchor("all")));
        assert_eq!(Selection::Anchor("all").take(CODE), "fn f() {\n    g();\n}");
        assert_eq!(Selection::Anchor("body").take(CODE), "    g();");
        assert!(Selection::Anchor("other").is_empty(CODE));
    }

    #[test]
    fn the_rest_of_a_rustdoc_include_is_hidden() {
        assert_eq!(Selection::Anchor("body").take_hiding(CODE), "# use a;\n# fn f() {\n    g();\n# }");
        assert_eq!(Selection::parse("2").take_hiding("a\nb\nc"), "# a\nb\n# c");
    }

    #[test]
    fn a_whole_file_loses_its_anchor_marks() {
        assert_eq!(Selection::parse("").take(CODE), "use a;\nfn f() {\n    g();\n}");
    }
}
