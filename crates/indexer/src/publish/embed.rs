//! An index inside the module that searches it, as a custom section: the *embedded* layout without a compiler.
//!
//! ```text
//! \0asm 1 │ section │ section │ … │ 00, length, 0a "thumbindex", the packed index
//! ```
//!
//! Engines ignore custom sections; `WebAssembly.Module.customSections` hands them out.

use super::PublishError;

/// The custom section's name.
pub const SECTION: &str = "thumbindex";

const HEADER: &[u8] = b"\0asm\x01\0\0\0";

/// The module with `index` in it, in place of whatever index it held before.
///
/// ```
/// use thumbindex_indexer::publish::{embed, embedded};
///
/// let empty = b"\0asm\x01\0\0\0";
/// let module = embed(empty, b"an index").unwrap();
/// assert_eq!(embedded(&module).unwrap(), Some(&b"an index"[..]));
/// assert_eq!(embedded(empty).unwrap(), None);
/// ```
pub fn embed(module: &[u8], index: &[u8]) -> Result<Vec<u8>, PublishError> {
    let mut out = HEADER.to_vec();
    for section in sections(module)? {
        if section.index.is_none() {
            out.extend_from_slice(section.whole);
        }
    }
    let mut name = Vec::new();
    put_length(&mut name, SECTION.len());
    name.extend_from_slice(SECTION.as_bytes());
    out.push(0);
    put_length(&mut out, name.len() + index.len());
    out.extend(name);
    out.extend_from_slice(index);
    Ok(out)
}

/// The index inside a module, if there is one.
pub fn embedded(module: &[u8]) -> Result<Option<&[u8]>, PublishError> {
    Ok(sections(module)?.into_iter().find_map(|section| section.index))
}

struct Section<'a> {
    whole: &'a [u8],
    /// What it holds when it is ours.
    index: Option<&'a [u8]>,
}

fn sections(module: &[u8]) -> Result<Vec<Section<'_>>, PublishError> {
    let mut rest = module.strip_prefix(HEADER).ok_or(PublishError::NotAModule)?;
    let mut sections = Vec::new();
    while let Some((&id, mut body)) = rest.split_first() {
        let length = take_length(&mut body).ok_or(PublishError::NotAModule)?;
        let content = body.get(..length).ok_or(PublishError::NotAModule)?;
        let (whole, next) = rest.split_at(rest.len() - body.len() + length);
        sections.push(Section { whole, index: if id == 0 { index_in(content) } else { None } });
        rest = next;
    }
    Ok(sections)
}

fn index_in(mut content: &[u8]) -> Option<&[u8]> {
    let length = take_length(&mut content)?;
    content.get(..length).filter(|name| *name == SECTION.as_bytes())?;
    content.get(length..)
}

/// LEB128, at most the five bytes that WebAssembly allows for a `u32`.
fn take_length(bytes: &mut &[u8]) -> Option<usize> {
    let mut length = 0_u64;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        length |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return u32::try_from(length).ok().map(|length| length as usize);
        }
    }
    None
}

fn put_length(out: &mut Vec<u8>, length: usize) {
    let mut rest = length;
    loop {
        let byte = (rest & 0x7f) as u8;
        rest >>= 7;
        if rest == 0 {
            return out.push(byte);
        }
        out.push(byte | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with a type section (`() -> ()`) and a custom section of somebody else's.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\0\x06\x04nameX";

    #[test]
    fn the_sections_of_others_stay() {
        let module = embed(MODULE, b"index").expect("a module");
        assert!(module.starts_with(MODULE));
        assert_eq!(&module[MODULE.len()..], b"\0\x10\x0athumbindexindex");
    }

    #[test]
    fn a_second_index_takes_the_place_of_the_first() {
        let first = embed(MODULE, b"one").expect("a module");
        let second = embed(&first, b"two").expect("a module");
        assert_eq!(second.len(), first.len());
        assert_eq!(embedded(&second).expect("a module"), Some(&b"two"[..]));
    }

    #[test]
    fn lengths_of_every_size_come_back() {
        for length in [0, 1, 116, 117, 118, 127, 128, 16_000, 16_384, 3_000_000] {
            let index = vec![7; length];
            let module = embed(MODULE, &index).expect("a module");
            assert_eq!(embedded(&module).expect("a module"), Some(&index[..]), "{length}");
        }
    }

    #[test]
    fn what_is_no_module_is_an_error_wherever_it_breaks() {
        let module = embed(MODULE, b"index").expect("a module");
        assert!(embed(b"<!doctype html>", b"index").is_err());
        let whole_sections = [HEADER.len(), HEADER.len() + 6, MODULE.len()];
        for cut in (0..module.len()).filter(|cut| !whole_sections.contains(cut)) {
            assert!(embedded(&module[..cut]).is_err(), "cut at {cut}");
        }
        assert!(embedded(b"\0asm\x01\0\0\0\x01\xff\xff\xff\xff\xff\x01").is_err());
    }
}
