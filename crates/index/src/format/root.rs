//! The root: `index.tix`, or the head of an index in one piece.
//!
//! ```text
//!  0  8  signature  89 54 49 58 0d 0a 1a 0a     a text-mode copy or a web page is told at once
//!  8  2  version    4
//! 10  2  flags      0
//! 12  4  length of the body
//! 16  8  xxh64 of the body
//! 24     body
//!        language, title                                strings
//!        other languages: n × (tag, 8-byte name)        roots of the same site
//!        pages, sections, terms                         counts
//!        endings: n × string                            how words of this book inflect, the commonest first
//!        continued: n × number less the one before      sections that continue the one before, whose heading and address they share
//!        groups: n × (kind, + 80 when inline, number of chunks, chunks)
//!        a chunk: length, 8-byte xxh64, and
//!                 terms   bytes shared with the first term of the chunk before, rest of its own, number of terms
//!                 block   number of sections
//!     inline chunks, in the order of the table
//! ```
//!
//! A row is some twelve bytes, so that a site of 4,000 files has a root of 50 KB, however many pages there are.

use crate::prelude::*;
use xxhash_rust::xxh64::xxh64;

use super::bytes::Cursor;
use super::codec::{Codec, Unpacking};
use super::{FormatError, damaged};

/// The first bytes of every root.
pub const SIGNATURE: [u8; 8] = *b"\x89TIX\r\n\x1a\n";
/// The version this crate writes and reads.
pub const VERSION: u16 = 4;
/// Signature, version, flags, length, checksum.
pub(crate) const HEADER: usize = 24;
/// A dictionary is copied for every block that is unpacked, and for each of its bytes there are four more of where it stands.
const MAX_DICTIONARY: usize = 64 << 10;
/// For each section a reader keeps some fifty bytes while it ranks.
pub(crate) const MAX_SECTIONS: u32 = 4 << 20;
/// Each is spelled out in the chunk that has it.
pub(crate) const MAX_TERMS: u32 = 16 << 20;
/// No term takes more bytes, of 48 characters. What each chunk shares with the one before would be memory squared.
const MAX_TERM: usize = 256;

/// What a chunk holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChunkKind {
    /// What blocks are compressed against.
    Dictionary,
    /// The chapters in order.
    Chapters,
    /// The commonest terms, where there are many chunks of terms.
    Lexicon,
    /// A range of the vocabulary with its postings.
    Terms,
    /// What a result shows of a run of sections, and their texts.
    Block,
    /// The less telling postings of one very common term.
    Tail,
}

impl ChunkKind {
    const ALL: [Self; 6] =
        [Self::Dictionary, Self::Chapters, Self::Lexicon, Self::Terms, Self::Block, Self::Tail];

    /// No chunk has more bytes when it is unpacked. To unpack and to open one takes up to twenty times as many.
    pub(crate) fn most(self) -> usize {
        // Those of a book are in one.
        if self == Self::Chapters { 64 << 20 } else { 16 << 20 }
    }

    /// Whether it ends in records of postings, which are packed as numbers.
    pub(crate) fn has_records(self) -> bool {
        matches!(self, Self::Terms | Self::Tail)
    }
}

/// One row of the chunk table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// What it holds.
    pub kind: ChunkKind,
    /// Where its bytes stand behind the root; `None` for a file of its own.
    pub inline_at: Option<usize>,
    /// Bytes as stored.
    pub stored: u32,
    /// xxh64 of the stored bytes; its name too.
    pub hash: u64,
    /// Ordinal of its first term, or number of its first section; 0 for other kinds.
    pub first: u32,
    /// The first term of a chunk of terms; empty for other kinds.
    pub from: String,
}

/// Everything the root says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// BCP 47 tag, or empty.
    pub language: String,
    /// Title of the book, or empty.
    pub title: String,
    /// Roots of the same site in other languages: tag and file name.
    pub languages: Vec<(String, String)>,
    /// How many pages there are.
    pub pages: u32,
    /// How many sections there are.
    pub sections: u32,
    /// How many different terms there are.
    pub terms: u32,
    /// What inflected words of this book end in, the commonest ending first.
    pub endings: Vec<String>,
    /// The sections that continue the one before, ascending: a very long section is several, with one heading and address.
    pub continued: Vec<u32>,
    /// The chunk table: kinds one after another, terms and blocks in ascending order.
    pub chunks: Vec<Chunk>,
}

/// The file name of a chunk or of another language's root.
pub fn file_name(hash: u64) -> String {
    let digit = |shift: u32| char::from(b"0123456789abcdef"[(hash >> shift & 15) as usize]);
    let mut name: String = (0..16).rev().map(|at| digit(at * 4)).collect();
    name.push_str(".tix");
    name
}

impl Chunk {
    /// The name of the file it is in when it is not inline.
    pub fn file_name(&self) -> String {
        file_name(self.hash)
    }

    /// Checks stored bytes against what the root promised, and unpacks them. Blocks want the index's own `codec`, postings the
    /// number of the book's sections.
    ///
    /// Stored bytes begin with the length of what they hold × 2 (varint), + 1 when the rest is packed.
    pub fn unpack(&self, stored: &[u8], codec: &Codec, sections: u32) -> Result<Vec<u8>, FormatError> {
        let mut unpacking = self.unpacking(stored, codec, sections)?;
        self.go_on(&mut unpacking, usize::MAX)?;
        Ok(unpacking.into_bytes())
    }

    /// Checks the stored dictionary, and makes of it what blocks are unpacked with.
    pub fn prime(&self, stored: &[u8]) -> Result<Codec, FormatError> {
        let mut unpacking = self.unpacking(stored, &Codec::plain(), 0)?;
        self.go_on(&mut unpacking, usize::MAX)?;
        Ok(unpacking.into_codec())
    }

    /// The same, to be done a stretch at a time with [`go_on`](Self::go_on).
    pub fn unpacking(&self, stored: &[u8], codec: &Codec, sections: u32) -> Result<Unpacking, FormatError> {
        let is_dictionary = self.kind == ChunkKind::Dictionary;
        let begun = self.checked(stored).and_then(|content| match content.is_packed {
            _ if is_dictionary && content.length > MAX_DICTIONARY => None,
            true => {
                codec.unpacking(content.bytes, content.length, self.kind.has_records().then_some(sections))
            }
            false if is_dictionary => None,
            false => codec.unpacked(content.bytes),
        });
        begun.ok_or_else(|| self.wrong())
    }

    /// Unpacks so many bytes more, or a few further than that.
    pub fn go_on(&self, unpacking: &mut Unpacking, bytes: usize) -> Result<(), FormatError> {
        unpacking.go_on(bytes).ok_or_else(|| self.wrong())
    }

    /// Whether stored bytes are those that the root promised.
    pub fn check(&self, stored: &[u8]) -> Result<(), FormatError> {
        self.checked(stored).map(|_| ()).ok_or_else(|| self.wrong())
    }

    fn checked<'a>(&self, stored: &'a [u8]) -> Option<Content<'a>> {
        let as_promised = stored.len() == self.stored as usize && xxh64(stored, 0) == self.hash;
        head(stored).filter(|content| as_promised && content.length <= self.kind.most())
    }

    fn wrong(&self) -> FormatError {
        FormatError::WrongChunk { name: self.file_name() }
    }
}

/// What stands in stored bytes.
struct Content<'a> {
    is_packed: bool,
    bytes: &'a [u8],
    /// Bytes once unpacked.
    length: usize,
}

/// Bytes as a chunk stores them: behind the length that they have, or will have once they are unpacked, × 2, + 1 when they are packed.
#[cfg(feature = "write")]
pub fn stored(length: u32, is_packed: bool, bytes: &[u8]) -> Vec<u8> {
    let mut stored = Vec::with_capacity(bytes.len() + 4);
    super::bytes::put_varint(&mut stored, length << 1 | u32::from(is_packed));
    stored.extend(bytes);
    stored
}

fn head(stored: &[u8]) -> Option<Content<'_>> {
    let mut cursor = Cursor::new(stored);
    let head = cursor.varint()?;
    let (length, is_packed) = (head >> 1, head & 1 == 1);
    let bytes = cursor.take(cursor.remaining())?;
    if !is_packed && bytes.len() != length as usize {
        return None;
    }
    Some(Content { is_packed, bytes, length: length as usize })
}

impl Root {
    /// Reads header and body; inline chunks are checked for presence, and for content when they are unpacked.
    pub fn read(bytes: &[u8]) -> Result<Self, FormatError> {
        let body = body(bytes)?;
        let inline = HEADER + body.len();
        let mut cursor = Cursor::new(body);
        let root = Self::read_body(&mut cursor, inline).ok_or(damaged("root"))?;
        let end = root.chunks.iter().filter_map(|chunk| Some(chunk.inline_at? + chunk.stored as usize)).max();
        match end {
            Some(end) if end > bytes.len() => {
                Err(FormatError::Truncated { found: bytes.len(), expected: end })
            }
            _ if !cursor.is_empty() => Err(damaged("root")),
            _ => Ok(root),
        }
    }

    fn read_body(cursor: &mut Cursor<'_>, inline: usize) -> Option<Self> {
        let language = cursor.string()?.to_string();
        let title = cursor.string()?.to_string();
        let mut languages = Vec::new();
        for _ in 0..cursor.count()? {
            let tag = cursor.string()?.to_string();
            languages.push((tag, file_name(u64::from_le_bytes(cursor.array()?))));
        }
        let (pages, sections, terms) = (cursor.varint()?, cursor.varint()?, cursor.varint()?);
        if sections > MAX_SECTIONS || terms > MAX_TERMS {
            return None;
        }
        let mut endings = Vec::new();
        for _ in 0..cursor.count()? {
            endings.push(cursor.string()?.to_string());
        }
        let (mut continued, mut section) = (Vec::new(), 0u32);
        for _ in 0..cursor.count()? {
            let gap = cursor.varint()?;
            section = section.checked_add(gap).filter(|&section| gap > 0 && section < sections)?;
            continued.push(section);
        }
        let mut table = Table { chunks: Vec::new(), inline, terms: 0, sections: 0 };
        for _ in 0..cursor.count()? {
            table.read_group(cursor)?;
        }
        // A table that covers more or less than all of it would make an answer of what is missing.
        (table.terms == terms && table.sections == sections).then_some(Self {
            language,
            title,
            languages,
            pages,
            sections,
            terms,
            endings,
            continued,
            chunks: table.chunks,
        })
    }

    /// How many terms or sections a chunk has; 0 for other kinds.
    pub fn rows(&self, chunk: usize) -> u32 {
        let Some(&Chunk { kind, first, .. }) = self.chunks.get(chunk) else { return 0 };
        let end = match (kind, self.chunks.get(chunk + 1)) {
            (_, Some(next)) if next.kind == kind => next.first,
            (ChunkKind::Terms, _) => self.terms,
            (ChunkKind::Block, _) => self.sections,
            _ => 0,
        };
        end.saturating_sub(first)
    }

    /// The numbers of the chunks of one kind.
    pub fn of_kind(&self, kind: ChunkKind) -> core::ops::Range<usize> {
        let start = self.chunks.partition_point(|chunk| (chunk.kind as u8) < kind as u8);
        let end = self.chunks.partition_point(|chunk| chunk.kind as u8 <= kind as u8);
        start..end
    }
}

/// The chunk table while it is read.
struct Table {
    chunks: Vec<Chunk>,
    /// Where the next inline chunk stands.
    inline: usize,
    /// How many terms and sections the chunks so far hold.
    terms: u32,
    sections: u32,
}

/// Bit 7 of a group's kind says that its chunks are inline.
const INLINE: u8 = 0x80;

impl Table {
    fn read_group(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let kind = cursor.byte()?;
        let is_inline = kind & INLINE != 0;
        let kind = *ChunkKind::ALL.get(usize::from(kind & !INLINE))?;
        // Kinds ascend: a chunk is found among those of its kind.
        if self.chunks.last().is_some_and(|last| last.kind as u8 >= kind as u8) {
            return None;
        }
        let mut from: Vec<u8> = Vec::new();
        for _ in 0..cursor.count()? {
            let stored = cursor.varint()?;
            let hash = u64::from_le_bytes(cursor.array()?);
            let inline_at = is_inline.then_some(self.inline);
            if is_inline {
                self.inline = self.inline.checked_add(stored as usize)?;
            }
            let mut first = 0;
            match kind {
                ChunkKind::Terms => {
                    let before = from.clone();
                    from.truncate(cursor.varint()? as usize);
                    from.extend(cursor.string()?.as_bytes());
                    if from.len() > MAX_TERM || (self.terms > 0 && from <= before) {
                        return None;
                    }
                    first = self.terms;
                    self.terms = first.checked_add(cursor.varint()?)?;
                }
                ChunkKind::Block => {
                    first = self.sections;
                    self.sections = first.checked_add(cursor.varint()?)?;
                }
                _ => {}
            }
            let from = String::from_utf8(from.clone()).ok()?;
            self.chunks.push(Chunk { kind, inline_at, stored, hash, first, from });
        }
        Some(())
    }
}

fn body(bytes: &[u8]) -> Result<&[u8], FormatError> {
    if !bytes.starts_with(&SIGNATURE) {
        // An empty or very short file is a cut-off copy more often than anything else.
        return match SIGNATURE.starts_with(bytes) {
            true => Err(FormatError::Truncated { found: bytes.len(), expected: HEADER }),
            false => Err(FormatError::NotAnIndex),
        };
    }
    let mut cursor = Cursor::new(&bytes[SIGNATURE.len()..]);
    let short = |expected| FormatError::Truncated { found: bytes.len(), expected };
    let found = u16::from_le_bytes(cursor.array().ok_or(short(HEADER))?);
    if found != VERSION {
        return Err(FormatError::Version { found, supported: VERSION });
    }
    let flags = u16::from_le_bytes(cursor.array().ok_or(short(HEADER))?);
    let length = u32::from_le_bytes(cursor.array().ok_or(short(HEADER))?) as usize;
    let checksum = u64::from_le_bytes(cursor.array().ok_or(short(HEADER))?);
    let body = cursor.take(length).ok_or(short(HEADER.saturating_add(length)))?;
    if flags != 0 || xxh64(body, 0) != checksum {
        return Err(damaged("root"));
    }
    Ok(body)
}

/// The writing side: header and body, without inline chunks. `root.chunks` are sorted by kind, each kind all inline or not.
#[cfg(feature = "write")]
pub(crate) fn write(root: &Root) -> Vec<u8> {
    use super::bytes::{put_string, put_varint};
    let mut body = Vec::new();
    put_string(&mut body, &root.language);
    put_string(&mut body, &root.title);
    put_varint(&mut body, root.languages.len() as u32);
    for (tag, name) in &root.languages {
        put_string(&mut body, tag);
        let hash = u64::from_str_radix(name.trim_end_matches(".tix"), 16).unwrap_or_default();
        body.extend(hash.to_le_bytes());
    }
    for count in [root.pages, root.sections, root.terms, root.endings.len() as u32] {
        put_varint(&mut body, count);
    }
    root.endings.iter().for_each(|ending| put_string(&mut body, ending));
    put_varint(&mut body, root.continued.len() as u32);
    let mut before = 0;
    for &section in &root.continued {
        put_varint(&mut body, section - before);
        before = section;
    }
    let groups: Vec<&[Chunk]> = root.chunks.chunk_by(|a, b| a.kind == b.kind).collect();
    put_varint(&mut body, groups.len() as u32);
    for group in groups {
        put_group(&mut body, group, root);
    }
    let mut out = SIGNATURE.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend(0u16.to_le_bytes());
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(xxh64(&body, 0).to_le_bytes());
    out.extend(body);
    out
}

#[cfg(feature = "write")]
fn put_group(body: &mut Vec<u8>, group: &[Chunk], root: &Root) {
    use super::bytes::{put_string, put_varint};
    let Some(Chunk { kind, inline_at, .. }) = group.first() else { return };
    body.push(*kind as u8 | if inline_at.is_some() { INLINE } else { 0 });
    put_varint(body, group.len() as u32);
    let mut before = "";
    for (at, chunk) in group.iter().enumerate() {
        put_varint(body, chunk.stored);
        body.extend(chunk.hash.to_le_bytes());
        let end = |all| group.get(at + 1).map_or(all, |next| next.first) - chunk.first;
        match kind {
            ChunkKind::Terms => {
                let pairs = chunk.from.char_indices().zip(before.chars());
                let same = pairs.take_while(|((_, a), b)| a == b).last();
                let shared = same.map_or(0, |((at, c), _)| at + c.len_utf8());
                put_varint(body, shared as u32);
                put_string(body, &chunk.from[shared..]);
                put_varint(body, end(root.terms));
                before = &chunk.from;
            }
            ChunkKind::Block => put_varint(body, end(root.sections)),
            _ => {}
        }
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    fn chunk(kind: ChunkKind, first: u32, from: &str) -> Chunk {
        Chunk { kind, inline_at: None, stored: 1, hash: 7, first, from: from.into() }
    }

    fn root(chunks: Vec<Chunk>) -> Root {
        Root {
            language: "en".into(),
            title: "A book".into(),
            languages: vec![("de".into(), file_name(0x0123_4567_89ab_cdef))],
            pages: 1,
            sections: 2,
            terms: 3,
            endings: vec!["s".into()],
            continued: vec![1],
            chunks,
        }
    }

    #[test]
    fn a_root_comes_back_as_written() {
        let root = root(vec![
            chunk(ChunkKind::Dictionary, 0, ""),
            chunk(ChunkKind::Terms, 0, "né"),
            chunk(ChunkKind::Terms, 2, "nè"),
            chunk(ChunkKind::Block, 0, ""),
            chunk(ChunkKind::Block, 1, ""),
        ]);
        assert_eq!(Root::read(&write(&root)), Err(damaged("root")), "terms must ascend");
        let mut root = root;
        root.chunks[1].from = "ne".into();
        assert_eq!(Root::read(&write(&root)), Ok(root.clone()));
        assert_eq!(root.of_kind(ChunkKind::Terms), 1..3);
        assert_eq!(root.of_kind(ChunkKind::Lexicon), 1..1);
    }

    #[test]
    fn a_root_whose_chunks_do_not_hold_all_of_it_is_damaged() {
        let mut short = write(&root(vec![chunk(ChunkKind::Terms, 0, "a"), chunk(ChunkKind::Block, 0, "")]));
        assert!(Root::read(&short).is_ok());
        short = write(&root(vec![chunk(ChunkKind::Terms, 0, "a")]));
        assert_eq!(Root::read(&short), Err(damaged("root")));
    }

    #[test]
    fn a_root_that_claims_more_sections_or_terms_than_any_book_has_is_damaged() {
        let mut root = root(vec![chunk(ChunkKind::Terms, 0, "a"), chunk(ChunkKind::Block, 0, "")]);
        (root.sections, root.terms) = (MAX_SECTIONS, MAX_TERMS);
        assert_eq!(Root::read(&write(&root)), Ok(root.clone()));
        root.sections += 1;
        assert_eq!(Root::read(&write(&root)), Err(damaged("root")));
        (root.sections, root.terms) = (1, MAX_TERMS + 1);
        assert_eq!(Root::read(&write(&root)), Err(damaged("root")));
    }

    #[test]
    fn a_chunk_that_claims_more_than_any_has_is_refused_before_it_is_unpacked() {
        for kind in ChunkKind::ALL {
            for (length, is_refused) in [(kind.most(), false), (kind.most() + 1, true)] {
                let stored = stored(length as u32, true, &vec![0; length / 1024 + 1]);
                let (length, hash) = (stored.len() as u32, xxh64(&stored, 0));
                let chunk = Chunk { stored: length, hash, ..chunk(kind, 0, "") };
                assert_eq!(chunk.check(&stored).is_err(), is_refused, "{kind:?}");
            }
        }
    }

    #[test]
    fn a_chunk_has_as_many_rows_as_lie_between_it_and_the_next() {
        let kinds =
            [ChunkKind::Chapters, ChunkKind::Terms, ChunkKind::Terms, ChunkKind::Block, ChunkKind::Block];
        let chunks =
            kinds.into_iter().zip([0, 0, 1, 0, 2]).map(|(kind, first)| chunk(kind, first, "")).collect();
        let root = root(chunks);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|id| root.rows(id)), [0, 1, 2, 2, 0, 0]);
    }

    #[test]
    fn chunks_cannot_share_a_first_term_that_no_book_has() {
        let long = |length: usize| {
            let chunks =
                vec![chunk(ChunkKind::Terms, 0, &"a".repeat(length)), chunk(ChunkKind::Block, 0, "")];
            Root::read(&write(&root(chunks)))
        };
        assert!(long(MAX_TERM).is_ok());
        assert_eq!(long(MAX_TERM + 1), Err(damaged("root")));
    }

    #[test]
    fn a_dictionary_is_no_larger_than_can_be_copied_for_every_block() {
        use super::super::codec::Packer;
        let primed = |length: usize| {
            let (packed, _) = Packer::primed(&vec![b'a'; length]);
            let stored = stored(length as u32, true, &packed);
            let mut chunk = chunk(ChunkKind::Dictionary, 0, "");
            (chunk.stored, chunk.hash) = (stored.len() as u32, xxh64(&stored, 0));
            chunk.prime(&stored).is_ok()
        };
        assert!(primed(MAX_DICTIONARY));
        assert!(!primed(MAX_DICTIONARY + 1));
    }

    #[test]
    fn an_index_of_another_version_says_what_to_do() {
        let root = root(vec![chunk(ChunkKind::Terms, 0, "a"), chunk(ChunkKind::Block, 0, "")]);
        for other in (0..VERSION).chain([VERSION + 1, u16::MAX]) {
            let mut bytes = write(&root);
            bytes[8..10].copy_from_slice(&other.to_le_bytes());
            let refused = Root::read(&bytes).expect_err("another version");
            assert_eq!(refused.code(), "index-version");
            let message = format!(
                "the index has format version {other}, this engine reads version {VERSION}; \
                 load the page again, or build the index again with this version of thumbindex"
            );
            assert_eq!(refused.to_string(), message);
        }
    }
}
