//! Code blocks without the lines that mdBook hides from its readers.

use std::collections::BTreeMap;

/// The visible lines of a code block, each ended by `\n`. `info` is what stands behind the opening fence.
pub(super) fn visible(code: &str, info: &str, prefixes: &BTreeMap<String, String>) -> String {
    let mut words = info.split([' ', '\t', ',']).filter(|word| !word.is_empty());
    let language = words.next().unwrap_or("");
    let prefix = words
        .find_map(|word| word.strip_prefix("hidelines="))
        .or_else(|| prefixes.get(language).map(String::as_str))
        .filter(|prefix| !prefix.is_empty());
    let mut text = String::with_capacity(code.len());
    for line in code.trim_end().lines() {
        if line.trim().is_empty() && text.is_empty() {
            continue;
        }
        if language == "rust" {
            if let Some((indent, rest)) = shown_rust(line) {
                text.push_str(indent);
                text.push_str(rest);
                text.push('\n');
            }
        } else if !prefix.is_some_and(|prefix| line.trim_start().starts_with(prefix)) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// A line of Rust as indent and rest; `None` when hidden. `##` stands for one `#` at the start of a line.
fn shown_rust(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start();
    let indent = &line[..line.len() - rest.len()];
    match rest.strip_prefix('#') {
        Some(after) if after.is_empty() || after.starts_with(' ') => None,
        Some(after) if after.starts_with('#') => Some((indent, after)),
        _ => Some((indent, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, info: &str) -> String {
        let prefixes = BTreeMap::from([("python".to_owned(), "~".to_owned())]);
        visible(code, info, &prefixes)
    }

    #[test]
    fn hidden_lines_of_rust_are_left_out() {
        let code = "# use a;\n#\n  # fn f() {\n    g();\n#[test]\n#![x]\n## h\n    ## i\n# }\n";
        assert_eq!(shown(code, "rust,ignore"), "    g();\n#[test]\n#![x]\n# h\n    # i\n");
    }

    #[test]
    fn other_languages_keep_their_hashes() {
        assert_eq!(shown("# comment\nx\n", "sh"), "# comment\nx\n");
        assert_eq!(shown("# comment\n", ""), "# comment\n");
    }

    #[test]
    fn a_prefix_comes_from_the_book_or_from_the_block() {
        assert_eq!(shown("~a\n  ~b\nc\n", "python"), "c\n");
        assert_eq!(shown("!a\n~b\n", "python,hidelines=!"), "~b\n");
    }

    #[test]
    fn blank_lines_around_the_code_go() {
        assert_eq!(shown("\n# use a;\n\n  a\n", "rust"), "  a\n");
        assert_eq!(shown("  a\n\n  b\n\n\n", ""), "  a\n\n  b\n");
    }
}
