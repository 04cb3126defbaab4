//! A text chunk: the text of a run of sections, from which excerpts are cut.
//!
//! ```text
//! number of sections
//! for each section  length of its text in bytes
//! texts
//! ```

use super::bytes::Cursor;
use super::{FormatError, damaged};
use crate::prelude::*;

/// The opened chunk.
#[derive(Debug, Clone)]
pub struct Text {
    text: String,
    /// Where each section's text begins, and where the last one ends.
    bounds: Vec<usize>,
}

impl Text {
    /// Checks the whole chunk.
    pub fn open(bytes: Vec<u8>) -> Result<Self, FormatError> {
        Self::read(&bytes).ok_or(damaged("text"))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let count = cursor.count()?;
        let mut bounds = Vec::with_capacity(count + 1);
        let mut total = 0usize;
        for _ in 0..count {
            bounds.push(total);
            total = total.checked_add(cursor.varint()? as usize)?;
        }
        bounds.push(total);
        let text = core::str::from_utf8(cursor.take(total)?).ok()?.to_string();
        let sound = cursor.is_empty() && bounds.iter().all(|&bound| text.is_char_boundary(bound));
        sound.then_some(Self { text, bounds })
    }

    /// How many sections.
    pub fn count(&self) -> usize {
        self.bounds.len() - 1
    }

    /// The text of the nth section of this chunk.
    pub fn section(&self, index: usize) -> Option<&str> {
        self.text.get(*self.bounds.get(index)?..*self.bounds.get(index + 1)?)
    }
}

/// The writing side.
#[cfg(feature = "write")]
pub(crate) fn write(texts: &[&str]) -> Vec<u8> {
    use super::bytes::put_varint;
    let mut out = Vec::new();
    put_varint(&mut out, texts.len() as u32);
    texts.iter().for_each(|text| put_varint(&mut out, text.len() as u32));
    texts.iter().for_each(|text| out.extend(text.as_bytes()));
    out
}
