//! Reading text files from a source: what is missing, what is not text, and where a byte lies.

use std::io::ErrorKind;

use crate::{Error, Source};

/// The bytes of a file; `None` where there is no such file.
pub(super) fn optional(source: &dyn Source, path: &str) -> Result<Option<Vec<u8>>, Error> {
    match source.read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) => match error.cause.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory => Ok(None),
            _ => Err(error.into()),
        },
    }
}

/// Bytes as text, without a byte order mark.
pub(super) fn text(path: &str, bytes: Vec<u8>) -> Result<String, Error> {
    let mut text = String::from_utf8(bytes).map_err(|error| Error::NotUtf8 {
        path: path.to_owned(),
        offset: error.utf8_error().valid_up_to(),
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// A path below `folder`, which may be empty.
pub(super) fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// The line a byte lies in, counted from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    let before = &text.as_bytes()[..at.min(text.len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// Counts lines once for a whole file, for whoever walks through it from front to back.
pub(super) struct LineCounter<'a> {
    text: &'a str,
    at: usize,
    /// The line of the last place moved to, counted from 1.
    pub(super) line: usize,
}

impl<'a> LineCounter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// Moving back is no move.
    pub(super) fn move_to(&mut self, at: usize) {
        if at > self.at {
            self.line += self.text.as_bytes()[self.at..at].iter().filter(|byte| **byte == b'\n').count();
            self.at = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(text("a.md", b"\xef\xbb\xbf# A".to_vec()).expect("is text"), "# A");
    }

    #[test]
    fn what_is_no_text_is_named_with_its_place() {
        let error = text("a.md", b"abc\xff".to_vec()).expect_err("is not text");
        assert_eq!(error.to_string(), "a.md is not valid UTF-8 at byte 3; save the file as UTF-8");
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!((line_of("a\nb", 0), line_of("a\nb", 2), line_of("", 9)), (1, 2, 1));
    }
}
