//! The writing side: a [`Book`] in, the files of an index out. Same book, same bytes.

mod compound;
#[allow(dead_code)] // until blocks are packed against it
mod dictionary;
mod normal;
mod prefix;
mod stem;
mod vocabulary;

use miniz_oxide::deflate::compress_to_vec;
use xxhash_rust::xxh64::xxh64;

pub use normal::normal;

use crate::Book;
use crate::format::root::{self, Chunk, ChunkKind, MAX_CHUNK, Root};
use crate::format::{documents, terms, text};

/// How an index is spread over files. What it holds and how it ranks is the same in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A root with vocabulary and postings, and text in files of its own that are fetched when an excerpt is wanted.
    Split,
    /// One piece: for embedding into a module or a script.
    Packed,
}

/// What to write, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// `index.tix`.
    pub root: Vec<u8>,
    /// Everything else, by file name; names are content hashes. To be written before the root.
    pub others: Vec<(String, Vec<u8>)>,
}

/// The book cannot be indexed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A part is larger than a reader would accept.
    #[error(
        "the book is too large for one index: its {part} take more than 256 MB; index its parts separately"
    )]
    TooLarge {
        /// Which part.
        part: &'static str,
    },
    /// There is no book at all.
    #[error("there is no book to index; name a folder with chapters or pages")]
    Nothing,
    /// The vocabulary could not be built.
    #[error("the vocabulary could not be written: {0}; this is a fault of thumbindex, please report it")]
    Vocabulary(#[from] fst::Error),
}

/// Text chunks hold about this many bytes: a first excerpt should not wait for much more than itself, and a site should
/// not become a thousand files.
const TEXT_CHUNK: usize = 16 << 10;

/// The best that the compressor can do: it runs once, readers download many times.
const COMPRESSION_LEVEL: u8 = 10;

/// Writes an index of one or more languages. The first book is what opens by default; its root names the others.
///
/// ```
/// use thumbindex_index::{Book, Layout, Page, Section, write};
///
/// let section = Section { heading: "Hello".into(), text: "A small book.\n".into(), level: 1, ..Section::default() };
/// let page = Page { url: "hello.html".into(), title: "Hello".into(), sections: vec![section], ..Page::default() };
/// let files = write(&[Book { pages: vec![page], ..Book::default() }], Layout::Packed)?;
/// assert!(files.root.starts_with(&thumbindex_index::SIGNATURE));
/// # Ok::<(), thumbindex_index::WriteError>(())
/// ```
pub fn write(books: &[Book], layout: Layout) -> Result<Files, WriteError> {
    let (first, rest) = books.split_first().ok_or(WriteError::Nothing)?;
    let mut others = Vec::new();
    let mut languages = Vec::new();
    for book in rest {
        let root = write_book(book, layout, Vec::new(), &mut others)?;
        let name = root::file_name(xxh64(&root, 0));
        languages.push((book.language.clone(), name.clone()));
        others.push((name, root));
    }
    let root = write_book(first, layout, languages, &mut others)?;
    others.sort();
    others.dedup();
    Ok(Files { root, others })
}

fn write_book(
    book: &Book,
    layout: Layout,
    languages: Vec<(String, String)>,
    others: &mut Vec<(String, Vec<u8>)>,
) -> Result<Vec<u8>, WriteError> {
    let book = &*normal::normal_book(book);
    let vocabulary = vocabulary::gather(book);
    let term_count = vocabulary.terms.len() as u32;
    let rows: Vec<_> = vocabulary.terms.iter().map(|(term, entry)| (term.as_str(), entry.clone())).collect();
    let mut chunks = Vec::new();
    let documents = documents::write(book, &vocabulary.measures);
    chunks.push(pack(ChunkKind::Documents, 0, documents, "documents")?);
    chunks.push(pack(ChunkKind::Terms, 0, terms::write(&rows, &vocabulary.endings)?, "terms")?);
    let section_texts: Vec<&str> =
        book.pages.iter().flat_map(|page| &page.sections).map(|section| section.text.as_str()).collect();
    for (first_section, texts) in text_runs(&section_texts) {
        chunks.push(pack(ChunkKind::Text, first_section as u32, text::write(texts), "texts")?);
    }
    let mut root = Root {
        language: book.language.clone(),
        title: book.title.clone(),
        languages,
        pages: book.pages.len() as u32,
        sections: section_texts.len() as u32,
        terms: term_count,
        chunks: Vec::new(),
    };
    let mut inline = Vec::new();
    for (mut chunk, stored) in chunks {
        if layout == Layout::Packed || chunk.kind != ChunkKind::Text {
            chunk.inline_at = Some(inline.len());
            inline.extend(stored);
        } else {
            others.push((chunk.file_name(), stored));
        }
        root.chunks.push(chunk);
    }
    let mut out = root::write(&root);
    out.extend(inline);
    Ok(out)
}

fn pack(
    kind: ChunkKind,
    first_section: u32,
    raw: Vec<u8>,
    part: &'static str,
) -> Result<(Chunk, Vec<u8>), WriteError> {
    if raw.len() > MAX_CHUNK as usize {
        return Err(WriteError::TooLarge { part });
    }
    let length = raw.len() as u32;
    let compressed = compress_to_vec(&raw, COMPRESSION_LEVEL);
    let stored = if compressed.len() < raw.len() { compressed } else { raw };
    let chunk = Chunk {
        kind,
        inline_at: None,
        stored: stored.len() as u32,
        raw: length,
        first_section,
        hash: xxh64(&stored, 0),
    };
    Ok((chunk, stored))
}

/// Cuts the sections into runs of about [`TEXT_CHUNK`] bytes.
fn text_runs<'a>(texts: &'a [&'a str]) -> Vec<(usize, &'a [&'a str])> {
    let mut runs = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (at, text) in texts.iter().enumerate() {
        size += text.len();
        if size >= TEXT_CHUNK || at + 1 == texts.len() {
            runs.push((start, &texts[start..=at]));
            (start, size) = (at + 1, 0);
        }
    }
    runs
}
