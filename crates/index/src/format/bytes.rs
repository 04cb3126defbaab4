//! Reading numbers and strings from bytes that nobody vouches for, and writing them.
//!
//! Every read is checked and gives `None` past the end or out of shape; the caller says what was being read.

use crate::prelude::*;

/// A position in untrusted bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn remaining(&self) -> usize {
        self.rest.len()
    }

    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*taken)
    }

    /// LEB128: seven bits a byte, lowest first; the high bit says that more follow.
    pub(crate) fn varint(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return (shift < 28 || byte < 0x10).then_some(value);
            }
        }
        None
    }

    /// The same where numbers are many and small: reading postings is most of what a search does.
    #[inline(always)]
    pub(crate) fn small_varint(&mut self) -> Option<u32> {
        match self.rest.split_first() {
            Some((&byte, rest)) if byte < 0x80 => {
                self.rest = rest;
                Some(u32::from(byte))
            }
            _ => self.varint(),
        }
    }

    /// Passes over so many numbers.
    pub(crate) fn skip(&mut self, mut numbers: u32) -> Option<()> {
        let mut length = 0;
        while numbers > 0 {
            numbers -= u32::from(*self.rest.get(length)? < 0x80);
            length += 1;
        }
        self.take(length).map(|_| ())
    }

    /// A count of things that take at least one byte each in what remains, so that it can size an allocation.
    pub(crate) fn count(&mut self) -> Option<usize> {
        let count = self.varint()? as usize;
        (count <= self.remaining()).then_some(count)
    }

    /// A length and that many bytes of UTF-8.
    pub(crate) fn string(&mut self) -> Option<&'a str> {
        let length = self.varint()? as usize;
        core::str::from_utf8(self.take(length)?).ok()
    }
}

/// The writing side of [`Cursor::varint`].
pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// The writing side of [`Cursor::string`].
#[cfg(feature = "write")]
pub(crate) fn put_string(out: &mut Vec<u8>, text: &str) {
    put_varint(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_written() {
        for value in [0, 1, 127, 128, 300, 16_383, 16_384, u32::MAX - 1, u32::MAX] {
            let mut out = Vec::new();
            put_varint(&mut out, value);
            assert_eq!(Cursor::new(&out).varint(), Some(value));
            assert_eq!(Cursor::new(&out[..out.len() - 1]).varint(), None);
        }
    }

    #[test]
    fn numbers_over_32_bits_are_refused() {
        assert_eq!(Cursor::new(&[0xff, 0xff, 0xff, 0xff, 0x1f]).varint(), None);
        assert_eq!(Cursor::new(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x01]).varint(), None);
    }

    #[test]
    fn a_count_never_promises_more_than_is_there() {
        assert_eq!(Cursor::new(&[3, 0, 0]).count(), None);
        assert_eq!(Cursor::new(&[2, 0, 0]).count(), Some(2));
    }

    #[test]
    fn strings_must_be_utf_8() {
        assert_eq!(Cursor::new(&[2, 0xc3, 0xa9]).string(), Some("é"));
        assert_eq!(Cursor::new(&[1, 0xc3]).string(), None);
    }
}
