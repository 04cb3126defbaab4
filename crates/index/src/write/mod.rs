//! The writing side: a [`Book`] in, the files of an index out. Same book, same bytes.
//!
//! ```text
//! vocabulary ─► outline ─► shelf (chunks of terms, lexicon, tails) ─┐
//! pages      ─► blocks, chapters                                    ├─► pack ─► root and files
//!                          cut: where chunks begin                  ┘
//! ```

mod compound;
mod cut;
mod dictionary;
mod hashed;
mod normal;
mod novelty;
mod outline;
mod pack;
mod pages;
mod parts;
mod pins;
mod prefix;
mod shelf;
mod stem;
mod vocabulary;

use std::borrow::Cow;

use xxhash_rust::xxh64::xxh64;

pub use normal::normal;
pub use pack::PackedChunks;

use crate::Book;
use crate::format::chapters;
use crate::format::root::{self, ChunkKind, MAX_SECTIONS, MAX_TERMS, Root};
use crate::parallel::both;
use pack::{Packing, Raw, shared};

/// How an index is spread over files. What it holds and how it ranks is the same in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A root, and most chunks in files of their own that are fetched when a search wants them. A small book is one file.
    Split,
    /// One piece, packed: for a script.
    Packed,
    /// One piece, as it is: for embedding into a module, which its host compresses as a whole.
    Plain,
}

/// What to write, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// `index.tix`.
    pub root: Vec<u8>,
    /// Everything else, by file name; names are content hashes. To be written before the root.
    pub others: Vec<(String, Vec<u8>)>,
}

impl Files {
    /// A file beside the root, by its name.
    pub fn other(&self, name: &str) -> Option<&[u8]> {
        self.others.iter().find(|(other, _)| other == name).map(|(_, content)| content.as_slice())
    }

    /// The root of each language, this one's first.
    pub fn roots(&self) -> impl Iterator<Item = &[u8]> {
        let languages = Root::read(&self.root).map(|root| root.languages).unwrap_or_default();
        let others = languages.into_iter().filter_map(|(_, name)| self.other(&name));
        std::iter::once(self.root.as_slice()).chain(others)
    }
}

/// The book cannot be indexed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A part is larger than a reader would accept.
    #[error(
        "the book is too large for one index: its {part} take more than a reader would accept; index its parts separately"
    )]
    TooLarge {
        /// Which part.
        part: &'static str,
    },
    /// It has more sections than a reader would accept.
    #[error(
        "the book is too large for one index: it has {found} sections, and {MAX_SECTIONS} are the most; \
         index its parts separately"
    )]
    TooMany {
        /// How many sections, the parts of very long ones counted.
        found: usize,
    },
    /// There is no book at all.
    #[error("there is no book to index; name a folder with chapters or pages")]
    Nothing,
}

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
    write_again(books, layout, &mut PackedChunks::default())
}

/// The same, faster where the books were written before: only the chunks that have changed since are packed.
///
/// ```
/// use thumbindex_index::{Book, Layout, PackedChunks, Page, write, write_again};
///
/// let book = [Book { pages: vec![Page::default()], ..Book::default() }];
/// let mut chunks = PackedChunks::default();
/// let first = write_again(&book, Layout::Split, &mut chunks)?;
/// assert_eq!(write_again(&book, Layout::Split, &mut chunks)?, first);
/// assert_eq!(write(&book, Layout::Split)?, first);
/// # Ok::<(), thumbindex_index::WriteError>(())
/// ```
pub fn write_again(books: &[Book], layout: Layout, chunks: &mut PackedChunks) -> Result<Files, WriteError> {
    let (first, rest) = books.split_first().ok_or(WriteError::Nothing)?;
    let mut others = Vec::new();
    let mut languages = Vec::new();
    for book in rest {
        let root = write_book(book, layout, Vec::new(), &mut others, chunks)?;
        let name = root::file_name(xxh64(&root, 0));
        languages.push((book.language.clone(), name.clone()));
        others.push((name, root));
    }
    let root = write_book(first, layout, languages, &mut others, chunks)?;
    chunks.forget_unused();
    others.sort();
    others.dedup();
    Ok(Files { root, others })
}

/// The book as results show it.
fn shown(book: &Book) -> Cow<'_, Book> {
    let mut shown = Cow::Borrowed(book);
    if book.without_texts {
        let pages = &mut shown.to_mut().pages;
        pages.iter_mut().flat_map(|page| &mut page.sections).for_each(|section| section.text.clear());
    }
    shown
}

fn write_book(
    book: &Book,
    layout: Layout,
    languages: Vec<(String, String)>,
    others: &mut Vec<(String, Vec<u8>)>,
    chunks: &mut PackedChunks,
) -> Result<Vec<u8>, WriteError> {
    let (book, continued) = parts::parted(normal::normal_book(book));
    let book = &*book;
    let found = book.pages.iter().map(|page| page.sections.len()).sum();
    if found > MAX_SECTIONS as usize {
        return Err(WriteError::TooMany { found });
    }
    let words = || {
        let vocabulary = vocabulary::gather(book, &continued);
        let outlines = outline::outlines(book, &vocabulary.measures);
        let shelf = shelf::write(&vocabulary.terms, &outlines, layout);
        (vocabulary.terms.len(), vocabulary.endings, shelf)
    };
    let texts = || {
        let blocks = pages::blocks(&shown(book));
        (shared(&blocks, layout), blocks)
    };
    let ((terms, endings, shelf), (shared, blocks)) = both(words, texts);
    if terms > MAX_TERMS as usize {
        return Err(WriteError::TooLarge { part: "terms" });
    }
    let mut root = Root {
        language: book.language.clone(),
        title: book.title.clone(),
        languages,
        pages: book.pages.len() as u32,
        sections: found as u32,
        terms: terms as u32,
        endings,
        continued,
        chunks: Vec::new(),
    };
    let mut raw = vec![Raw::new(ChunkKind::Chapters, chapters::write(book))];
    raw.extend(shelf);
    raw.extend(blocks);
    raw.sort_by_key(|chunk| (chunk.kind as u8, chunk.first));
    let packed = Packing::new(&shared, root.sections, layout, chunks).pack(raw, chunks)?;
    let mut inline = Vec::new();
    for (mut chunk, stored) in packed {
        if chunk.inline_at.is_some() {
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
