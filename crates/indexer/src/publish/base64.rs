//! Bytes as text that a script can hold (RFC 4648, the standard alphabet, padded).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// How many characters `bytes` bytes become.
pub(super) fn length(bytes: usize) -> usize {
    bytes.div_ceil(3) * 4
}

pub(super) fn encode(bytes: &[u8], out: &mut Vec<u8>) {
    out.reserve(length(bytes.len()));
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = ALPHABET[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= group.len() { digit } else { b'=' });
        }
    }
}

/// `None` for what no encoder writes.
pub(super) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut groups = text.chunks_exact(4);
    for group in groups.by_ref() {
        // Once there was padding nothing may follow.
        if out.len() % 3 != 0 {
            return None;
        }
        let padding = group.iter().rev().take_while(|&&byte| byte == b'=').count();
        if padding > 2 {
            return None;
        }
        let mut bits = 0;
        for &byte in &group[..4 - padding] {
            bits = bits << 6 | value(byte)?;
        }
        bits <<= 6 * padding;
        out.extend_from_slice(&bits.to_be_bytes()[1..4 - padding]);
    }
    groups.remainder().is_empty().then_some(out)
}

fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(bytes: &[u8]) -> String {
        let mut out = Vec::new();
        encode(bytes, &mut out);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn the_examples_of_the_standard() {
        let examples = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let expected = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        assert_eq!(examples.map(|example| encoded(example.as_bytes())), expected);
    }

    #[test]
    fn bytes_of_every_length_come_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        for from in 0..bytes.len() {
            let encoded = encoded(&bytes[from..]);
            assert_eq!(encoded.len(), length(bytes.len() - from));
            assert_eq!(decode(encoded.as_bytes()).as_deref(), Some(&bytes[from..]));
        }
    }

    #[test]
    fn what_no_encoder_writes_is_nothing() {
        for text in ["A", "AAA", "A===", "====", "Zg==Zg==", "Z=g=", "Zm9\n", "Zm9-"] {
            assert_eq!(decode(text.as_bytes()), None, "{text}");
        }
    }
}
