//! Percent-encoding of the addresses that an index holds: what the indexer writes, the engine completes and compares.

use crate::prelude::*;

/// A path as a URL writes it. `:` is encoded too, since a relative URL that begins with `a:` would name a scheme.
pub fn encode_path(path: &str) -> String {
    encode(path, b"-._~/!$&'()*+,;=@")
}

/// A fragment as a URL writes it, without the `#`.
pub fn encode_fragment(id: &str) -> String {
    encode(id, b"-._~/!$&'()*+,;=@:?")
}

fn encode(text: &str, kept: &[u8]) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut url = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push('%');
            url.push(char::from(HEX[usize::from(byte >> 4)]));
            url.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    url
}

/// Undoes percent-encoding; whatever is no valid sequence stays as it is.
///
/// ```
/// use thumbindex_index::percent::{decode, encode_path};
///
/// assert_eq!(encode_path("a b/ü.html"), "a%20b/%C3%BC.html");
/// assert_eq!(decode("a%20b/%C3%BC.html"), "a b/ü.html");
/// assert_eq!(decode("100%"), "100%");
/// ```
pub fn decode(url: &str) -> String {
    String::from_utf8(bytes(url).0).unwrap_or_else(|_| url.to_owned())
}

/// Undoes percent-encoding; `None` where a sequence is none, or the bytes are not UTF-8.
pub fn decode_strict(url: &str) -> Option<String> {
    let (bytes, is_well_formed) = bytes(url);
    String::from_utf8(bytes).ok().filter(|_| is_well_formed)
}

/// The bytes that a URL stands for, and whether all its sequences are complete.
fn bytes(url: &str) -> (Vec<u8>, bool) {
    let encoded = url.as_bytes();
    let mut plain = Vec::with_capacity(encoded.len());
    let mut is_well_formed = true;
    let mut at = 0;
    while let Some(&byte) = encoded.get(at) {
        let hex = |at: usize| encoded.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                plain.push((high << 4 | low) as u8);
                at += 3;
            }
            _ => {
                is_well_formed &= byte != b'%';
                plain.push(byte);
                at += 1;
            }
        }
    }
    (plain, is_well_formed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_can_be_undone() {
        let path = "a b/ü#?%:1.html";
        assert_eq!(encode_path(path), "a%20b/%C3%BC%23%3F%25%3A1.html");
        assert_eq!(decode(&encode_path(path)), path);
        assert_eq!(encode_fragment("impl:a?b c"), "impl:a?b%20c");
    }

    #[test]
    fn what_is_no_sequence_stays() {
        for url in ["100%", "%zz%4", "%ff", "%"] {
            assert_eq!(decode(url), url);
            assert_eq!(decode_strict(url), None);
        }
    }
}
