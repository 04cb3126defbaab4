//! Bytes of a page to text.

use encoding_rs::Encoding;

/// A charset is declared within this many bytes, or browsers do not look at it.
const PRESCAN: usize = 1024;

/// The text, and whether bytes had to be replaced because they mean nothing.
pub(super) fn decode(bytes: Vec<u8>) -> (String, bool) {
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        let (text, _, damaged) = encoding.decode(&bytes);
        return (text.into_owned(), damaged);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => {
            let bytes = error.into_bytes();
            match declared(&bytes) {
                Some(encoding) => {
                    let (text, damaged) = encoding.decode_without_bom_handling(&bytes);
                    (text.into_owned(), damaged)
                }
                None => (String::from_utf8_lossy(&bytes).into_owned(), true),
            }
        }
    }
}

/// The encoding named by `<meta charset>` or `<meta http-equiv=content-type>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let at = head.windows(7).position(|window| window == b"charset")? + 7;
    let rest = head[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| b"\"' ;/>".contains(byte)).unwrap_or(rest.len());
    Encoding::for_label(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_needs_no_declaration() {
        assert_eq!(decode("Größe".into()), ("Größe".to_owned(), false));
    }

    #[test]
    fn a_declared_encoding_is_used() {
        let page = b"<meta charset=\"ISO-8859-1\">Gr\xf6\xdfe".to_vec();
        assert_eq!(decode(page), ("<meta charset=\"ISO-8859-1\">Größe".to_owned(), false));
        let page = b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xcf".to_vec();
        assert!(decode(page).0.ends_with('П'));
    }

    #[test]
    fn bytes_that_mean_nothing_are_replaced_and_told_of() {
        assert_eq!(decode(b"a\xffb".to_vec()), ("a\u{fffd}b".to_owned(), true));
        assert!(decode(b"<meta charset=utf-8>\xff".to_vec()).1);
    }
}
