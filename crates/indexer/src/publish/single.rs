//! An index inside the widget's one script: the *single* layout, which works from `file://`, where nothing can be fetched.
//!
//! The script comes as a template that holds a [`MARKER`]; an object of the index's files takes its place:
//!
//! ```text
//! {"index.tix":"<base64 of the root>","89ab….tix":"<base64>", …}
//! ```

use std::collections::BTreeMap;

use thumbindex_index::Files;

use super::{PublishError, ROOT, base64};

/// Stands once in the template, where the index goes.
pub const MARKER: &str = "THUMBINDEX_INDEX";

/// The script with an index in it.
///
/// ```
/// use thumbindex_index::Files;
/// use thumbindex_indexer::publish::{fill, filled};
///
/// let files = Files { root: b"a root".to_vec(), others: Vec::new() };
/// let script = fill(b"run(THUMBINDEX_INDEX)", &files).unwrap();
/// assert_eq!(script, br#"run({"index.tix":"YSByb290"})"#);
/// assert_eq!(filled(&script).unwrap()["index.tix"], b"a root");
/// assert_eq!(filled(b"run()"), None);
/// ```
pub fn fill(template: &[u8], files: &Files) -> Result<Vec<u8>, PublishError> {
    let at = find(template, MARKER.as_bytes()).ok_or(PublishError::NotATemplate)?;
    let mut script = template[..at].to_vec();
    let others = files.others.iter().map(|(name, content)| (name.as_str(), content));
    for (number, (name, content)) in std::iter::once((ROOT, &files.root)).chain(others).enumerate() {
        script.extend_from_slice(if number == 0 { b"{\"" } else { b",\"" });
        script.extend_from_slice(name.as_bytes());
        script.extend_from_slice(b"\":\"");
        base64::encode(content, &mut script);
        script.push(b'"');
    }
    script.push(b'}');
    script.extend_from_slice(&template[at + MARKER.len()..]);
    Ok(script)
}

/// The files of the index inside a script; `None` when there is none, or a damaged one.
pub fn filled(script: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let start = format!("{{\"{ROOT}\":\"");
    let mut rest = &script[find(script, start.as_bytes())? + 1..];
    let mut files = BTreeMap::new();
    loop {
        let name = take_string(&mut rest)?;
        rest = rest.strip_prefix(b":")?;
        let content = base64::decode(take_string(&mut rest)?)?;
        files.insert(String::from_utf8(name.to_vec()).ok()?, content);
        match rest.strip_prefix(b",") {
            Some(more) => rest = more,
            None => return rest.starts_with(b"}").then_some(files),
        }
    }
}

/// How many bytes of a script are index, given the files in it by name and length.
pub fn filling<'f>(files: impl Iterator<Item = (&'f str, usize)>) -> usize {
    files.map(|(name, bytes)| name.len() + base64::length(bytes) + r#","":"""#.len()).sum::<usize>() + 1
}

/// Neither names nor base64 hold anything that would have to be escaped.
fn take_string<'s>(rest: &mut &'s [u8]) -> Option<&'s [u8]> {
    let body = rest.strip_prefix(b"\"")?;
    let end = body.iter().position(|&byte| byte == b'"')?;
    *rest = &body[end + 1..];
    Some(&body[..end])
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Files {
        let other = ("89abcdef01234567.tix".into(), b"Deutsch".to_vec());
        Files { root: vec![0, 255, 1, 254], others: vec![other] }
    }

    #[test]
    fn every_file_comes_back_and_the_script_around_them_stays() {
        let script = fill(b"(()=>{f(THUMBINDEX_INDEX)})()", &index()).expect("a template");
        assert!(script.starts_with(b"(()=>{f({\"index.tix\":\"") && script.ends_with(b"\"})})()"));
        let files = filled(&script).expect("filled");
        assert_eq!(files[ROOT], index().root);
        assert_eq!(files["89abcdef01234567.tix"], b"Deutsch");
        assert_eq!(files.len(), 2);
        let lengths = files.iter().map(|(name, content)| (name.as_str(), content.len()));
        assert_eq!(script.len(), b"(()=>{f()})()".len() + filling(lengths));
    }

    #[test]
    fn a_script_without_the_marker_is_no_template() {
        assert_eq!(fill(b"f()", &index()).map_err(|error| error.code()), Err("not-a-template"));
    }

    #[test]
    fn a_script_that_is_cut_short_or_holds_no_index_has_no_files() {
        let script = fill(b"f(THUMBINDEX_INDEX)", &index()).expect("a template");
        for cut in 0..script.len() - 1 {
            assert_eq!(filled(&script[..cut]), None, "cut at {cut}");
        }
        assert_eq!(filled(b"f(THUMBINDEX_INDEX)"), None);
        assert_eq!(filled(br#"f({"index.tix":"~~~~"})"#), None);
    }
}
