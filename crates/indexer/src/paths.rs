//! Paths inside a source and the URLs made from them: always `/`-separated, always relative to the source's root.

/// Joins `path` to the folder it is written in and settles `.` and `..`; `None` where that leads out of the source.
pub(crate) fn resolve(folder: &str, path: &str) -> Option<String> {
    // `C:` would throw the source's root away when Windows joins the two.
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if path.starts_with('/') || drive {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder that holds a file; empty for one at the root.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..slash])
}

/// Whether `path` is one of `folders` or lies below one.
pub(crate) fn is_below(path: &str, folders: &[String]) -> bool {
    folders.iter().any(|folder| {
        let folder = folder.trim_start_matches("./").trim_matches('/');
        !folder.is_empty()
            && path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// A path as a URL writes it. `:` is encoded too, since a relative URL that begins with `a:` would name a scheme.
pub(crate) fn encode(path: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut url = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
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
pub(crate) fn decode(url: &str) -> String {
    let bytes = url.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match pair.and_then(|pair| Some(hex(pair[0])? << 4 | hex(pair[1])?)) {
            Some(byte) => {
                plain.push(byte);
                at += 3;
            }
            None => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).unwrap_or_else(|_| url.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_joined_to_its_folder() {
        assert_eq!(resolve("src/a", "../b/./c.md").as_deref(), Some("src/b/c.md"));
        assert_eq!(resolve("", "c.md").as_deref(), Some("c.md"));
    }

    #[test]
    fn a_path_that_leads_out_of_the_source_is_none() {
        assert_eq!(resolve("src", "../../etc/passwd"), None);
        assert_eq!(resolve("src", "..\\..\\secret"), None);
        assert_eq!(resolve("src", "/etc/passwd"), None);
    }

    #[test]
    fn folders_match_by_whole_names() {
        let out = ["./out/".to_owned()];
        assert!(is_below("out/a.md", &out));
        assert!(!is_below("outer/a.md", &out));
        assert!(!is_below("a.md", &[String::new()]));
    }

    #[test]
    fn encoding_can_be_undone() {
        let path = "a b/ü#?%:1.html";
        assert_eq!(encode(path), "a%20b/%C3%BC%23%3F%25%3A1.html");
        assert_eq!(decode(&encode(path)), path);
    }

    #[test]
    fn half_an_escape_stays_as_written() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("%ff"), "%ff");
    }
}
