//! What an index holds and weighs: language by language, part by part. Every part is unpacked on the way, so that a damaged one is
//! found.

use alloc::format;

use crate::format::codec::Codec;
use crate::format::root::{Chunk, ChunkKind};
use crate::prelude::*;
use crate::{FormatError, Root};

/// One language of an index, as its root says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Language {
    /// BCP 47 tag, or empty.
    pub language: String,
    /// Title of the book, or empty.
    pub title: String,
    /// How many pages there are.
    pub pages: u32,
    /// How many sections there are.
    pub sections: u32,
    /// How many different terms there are.
    pub terms: u32,
}

/// One kind of content in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Part {
    /// `root`, or the kind of its chunks in small letters.
    pub name: String,
    /// Files of its own; 0 when it travels inside the root.
    pub files: usize,
    /// Bytes as stored.
    pub bytes: usize,
    /// Bytes once unpacked.
    pub unpacked: usize,
}

/// A language, and the parts that its index is made of, in the order in which the root has them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Contents {
    /// What its root says.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub language: Language,
    /// The root itself comes first.
    pub parts: Vec<Part>,
}

impl From<&Root> for Language {
    fn from(root: &Root) -> Self {
        Self {
            language: root.language.clone(),
            title: root.title.clone(),
            pages: root.pages,
            sections: root.sections,
            terms: root.terms,
        }
    }
}

/// The languages of what has just been written; the first one comes first.
#[cfg(feature = "write")]
pub fn languages(files: &crate::Files) -> Vec<Language> {
    let roots = files.roots().filter_map(|root| Root::read(root).ok());
    roots.map(|root| Language::from(&root)).collect()
}

/// Opens a root and hands over each of its chunks in order, with what it weighs as stored, unpacked.
///
/// `fetch` brings a chunk that is a file of its own, by its name; `failed` makes an error of what is wrong with a chunk, or with
/// the root.
pub fn each_chunk<E>(
    root: &[u8],
    mut fetch: impl FnMut(&str) -> Result<Vec<u8>, E>,
    failed: impl Fn(Option<&Chunk>, FormatError) -> E,
    mut visit: impl FnMut(&Chunk, usize, Vec<u8>) -> Result<(), E>,
) -> Result<Root, E> {
    let bytes = root;
    let root = Root::read(bytes).map_err(|error| failed(None, error))?;
    let plain = Codec::plain();
    let mut dictionary = None;
    for chunk in &root.chunks {
        let wrong = |error| failed(Some(chunk), error);
        let stored = match chunk.inline_at {
            Some(at) => bytes.get(at..at + chunk.stored as usize).unwrap_or_default().to_vec(),
            None => fetch(&chunk.file_name())?,
        };
        let codec = dictionary.as_ref().filter(|_| chunk.kind == ChunkKind::Block).unwrap_or(&plain);
        let unpacked = chunk.unpack(&stored, codec, root.sections).map_err(wrong)?;
        if chunk.kind == ChunkKind::Dictionary {
            dictionary = Some(chunk.prime(&stored).map_err(wrong)?);
        }
        visit(chunk, stored.len(), unpacked)?;
    }
    Ok(root)
}

impl Contents {
    /// Weighs the index of one language; `fetch` and `failed` are those of [`each_chunk`].
    pub fn weigh<E>(
        root: &[u8],
        fetch: impl FnMut(&str) -> Result<Vec<u8>, E>,
        failed: impl Fn(Option<&Chunk>, FormatError) -> E,
    ) -> Result<(Root, Self), E> {
        let bytes = root;
        let mut parts = Vec::from([Part { name: "root".to_string(), files: 1, ..Part::default() }]);
        let mut inline = 0;
        let root = each_chunk(bytes, fetch, failed, |chunk, stored, unpacked| {
            let part = part_of(&mut parts, chunk.kind);
            part.bytes += stored;
            part.unpacked += unpacked.len();
            match chunk.inline_at {
                Some(_) => inline += stored,
                None => part.files += 1,
            }
            Ok(())
        })?;
        let head = bytes.len() - inline;
        if let Some(root) = parts.first_mut() {
            (root.bytes, root.unpacked) = (head, head);
        }
        let language = Language::from(&root);
        Ok((root, Self { language, parts }))
    }
}

fn part_of(parts: &mut Vec<Part>, kind: ChunkKind) -> &mut Part {
    let name = format!("{kind:?}").to_lowercase();
    let at = parts.iter().position(|part| part.name == name).unwrap_or(parts.len());
    if at == parts.len() {
        parts.push(Part { name, ..Part::default() });
    }
    &mut parts[at]
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;
    use crate::{Book, Layout, Page, Section, write};

    fn weighed(layout: Layout) -> (usize, Contents) {
        let text = (0..3_000).map(|word| format!("word{word} ")).collect::<String>();
        let section = Section { heading: "Words".into(), text, level: 1, ..Section::default() };
        let page = Page { url: "words.html".into(), sections: Vec::from([section]), ..Page::default() };
        let book = Book { title: "Words".into(), pages: Vec::from([page]), ..Book::default() };
        let files = write(&[book], layout).expect("a small book");
        assert_eq!(languages(&files)[0].title, "Words");
        let bytes = files.root.len() + files.others.iter().map(|(_, content)| content.len()).sum::<usize>();
        let fetch = |name: &str| files.other(name).map(<[u8]>::to_vec).ok_or("a chunk is missing");
        let (_, contents) = Contents::weigh(&files.root, fetch, |_, _| "damaged").expect("a sound index");
        (bytes, contents)
    }

    #[test]
    fn the_parts_add_up_to_all_bytes_in_every_layout() {
        for layout in [Layout::Split, Layout::Packed, Layout::Plain] {
            let (bytes, contents) = weighed(layout);
            assert_eq!(contents.parts.iter().map(|part| part.bytes).sum::<usize>(), bytes, "{layout:?}");
            assert_eq!(contents.parts[0].name, "root");
        }
    }

    #[test]
    fn a_damaged_chunk_is_found() {
        let page = Page { sections: Vec::from([Section::default()]), ..Page::default() };
        let book = Book { pages: Vec::from([page]), ..Book::default() };
        let mut root = write(&[book], Layout::Packed).expect("a small book").root;
        *root.last_mut().expect("bytes") ^= 1;
        let weighed = Contents::weigh(&root, |_| Err(None), |chunk, _| chunk.map(|chunk| chunk.kind));
        assert_eq!(weighed.err(), Some(Some(ChunkKind::Block)));
    }
}
