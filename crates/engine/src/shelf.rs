//! The vocabulary as one, though it comes in chunks: looking something up in a chunk that is not here says nothing, and is
//! remembered as wanted.

use crate::prelude::*;
use core::cell::RefCell;

use thumbindex_index::format::lexicon::Lexicon;
use thumbindex_index::format::postings::Record;
use thumbindex_index::format::root::ChunkKind;
use thumbindex_index::format::terms::Terms;
use thumbindex_index::format::vocabulary::Vocabulary;

use crate::library::Library;

/// A beginning that could stand in more chunks is completed from the lexicon, where there is one.
const MAX_CHUNKS: usize = 3;

/// All chunks of terms. Ordinals count through the book.
pub(crate) struct Shelf<'a> {
    pub(crate) library: &'a Library,
    wanted: RefCell<Vec<usize>>,
}

/// A chunk of terms that is here, and the ordinal of its first term.
pub(crate) type Here<'a> = (&'a Terms, u32);

impl<'a> Shelf<'a> {
    pub(crate) fn new(library: &'a Library) -> Self {
        Self { library, wanted: RefCell::default() }
    }

    /// The chunks that were looked for in vain so far.
    pub(crate) fn wanted(&self) -> Vec<usize> {
        self.wanted.borrow().clone()
    }

    pub(crate) fn wants_nothing(&self) -> bool {
        self.wanted.borrow().is_empty()
    }

    fn want(&self, id: usize) {
        let mut wanted = self.wanted.borrow_mut();
        if !wanted.contains(&id) {
            wanted.push(id);
        }
    }

    fn chunk(&self, id: usize) -> Option<Here<'a>> {
        let terms = self.library.terms(id);
        if terms.is_none() {
            self.want(id);
        }
        Some((terms?, self.library.root.chunks.get(id)?.first))
    }

    /// The chunk in which a term stands if it stands anywhere.
    pub(crate) fn chunk_for(&self, term: &str) -> Option<usize> {
        let ids = self.library.root.of_kind(ChunkKind::Terms);
        let chunks = self.library.root.chunks.get(ids.clone())?;
        let before = chunks.partition_point(|chunk| chunk.from.as_str() <= term);
        (!chunks.is_empty()).then(|| ids.start + before.saturating_sub(1))
    }

    fn chunk_of(&self, ordinal: u32) -> Option<Here<'a>> {
        let ids = self.library.root.of_kind(ChunkKind::Terms);
        let chunks = self.library.root.chunks.get(ids.clone())?;
        let before = chunks.partition_point(|chunk| chunk.first <= ordinal);
        self.chunk(ids.start + before.checked_sub(1)?)
    }

    /// Whether two terms would stand in one chunk: then looking up the second costs nothing.
    pub(crate) fn are_together(&self, one: &str, other: &str) -> bool {
        self.library.lexicon.is_none() || self.chunk_for(one) == self.chunk_for(other)
    }

    /// The ordinal of a folded term.
    pub(crate) fn ordinal(&self, term: &str) -> Option<u32> {
        let (terms, first) = self.chunk(self.chunk_for(term)?)?;
        Some(first + terms.vocabulary.ordinal(term)?)
    }

    /// Wants the chunk of a term as well, while that of another is still to come which is likely to lead to it: one round trip for both.
    pub(crate) fn foresee(&self, term: &str, likely: &str) {
        if let Some(id) = self.chunk_for(term)
            && self.library.terms(id).is_none()
        {
            self.chunk_for(likely).and_then(|id| self.chunk(id));
        }
    }

    /// Whether any term begins like this, in the chunk where it would stand itself.
    pub(crate) fn has_beginning(&self, beginning: &str) -> bool {
        let here = self.chunk_for(beginning).and_then(|id| self.chunk(id));
        here.is_some_and(|(terms, _)| !terms.vocabulary.beginning(beginning).is_empty())
    }

    /// The term with this ordinal.
    pub(crate) fn term(&self, ordinal: u32) -> Option<&'a str> {
        let (terms, first) = self.chunk_of(ordinal)?;
        terms.vocabulary.term(ordinal - first)
    }

    pub(crate) fn record(&self, ordinal: u32) -> Option<Record<'a>> {
        let (terms, first) = self.chunk_of(ordinal)?;
        terms.record(ordinal - first)
    }

    /// In how many sections a term stands, or what is made of it.
    pub(crate) fn frequency(&self, ordinal: u32) -> u32 {
        self.record(ordinal).map_or(0, |record| record.frequency.clamp(1, self.library.root.sections.max(1)))
    }

    /// Calls `each` with the other forms of a term.
    pub(crate) fn other_forms(&self, ordinal: u32, each: &mut dyn FnMut(u32)) {
        if let Some((terms, first)) = self.chunk_of(ordinal) {
            terms.other_forms(ordinal - first).for_each(|form| each(first + form));
        }
    }

    /// Calls `each` with the compounds that a term is a part of.
    pub(crate) fn compounds(&self, ordinal: u32, each: &mut dyn FnMut(u32)) {
        let Some((terms, first)) = self.chunk_of(ordinal) else { return };
        let ids = self.library.root.of_kind(ChunkKind::Terms);
        for compound in terms.compounds(ordinal - first) {
            let chunk = self.library.root.chunks.get(ids.start + compound.chunk as usize);
            let chunk = chunk.filter(|chunk| chunk.kind == ChunkKind::Terms);
            let ordinal = chunk.and_then(|chunk| chunk.first.checked_add(compound.ordinal));
            if let Some(ordinal) = ordinal.filter(|&ordinal| ordinal < self.library.root.terms) {
                each(ordinal);
            }
        }
    }

    /// Whether words of this book end like this where they are inflected.
    pub(crate) fn is_ending(&self, tail: &str) -> bool {
        self.library.root.endings.iter().any(|ending| ending == tail)
    }

    /// The commonest terms, where there are many chunks.
    pub(crate) fn lexicon(&self) -> Option<&'a Lexicon> {
        self.library.lexicon.as_ref()
    }

    /// Wants a tail, if it is not here.
    pub(crate) fn want_tail(&self, number: u32) {
        if self.library.tail(number).is_none()
            && let Some(id) = self.library.tail_chunk(number)
        {
            self.want(id);
        }
    }

    /// The chunks in which terms may begin like this; `None` where those are more than a reader should wait for.
    pub(crate) fn beginning(&self, beginning: &str) -> Option<Vec<Here<'a>>> {
        let first = self.chunk_for(beginning)?;
        let ids = self.library.root.of_kind(ChunkKind::Terms);
        let begins = |&id: &usize| {
            self.library.root.chunks.get(id).is_some_and(|chunk| chunk.from.starts_with(beginning))
        };
        let last = (first + 1..ids.end).take_while(begins).last().unwrap_or(first);
        if self.library.lexicon.is_some() && last - first >= MAX_CHUNKS {
            return None;
        }
        Some((first..=last).filter_map(|id| self.chunk(id)).collect())
    }

    /// The vocabularies in which a misspelt word is looked for, each with the ordinal of its first term: all of them, or where
    /// that is too much the chunk that the word would be in.
    pub(crate) fn around(&self, word: &str) -> Vec<(&'a Vocabulary, u32)> {
        let ids = self.library.root.of_kind(ChunkKind::Terms);
        let ids = match (self.library.lexicon.is_some(), self.chunk_for(word)) {
            (true, Some(id)) => id..id + 1,
            _ => ids,
        };
        let here = ids.filter_map(|id| self.chunk(id));
        here.map(|(terms, first)| (&terms.vocabulary, first)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::tests::many_files;
    use thumbindex_index::Layout;

    #[test]
    fn what_a_term_is_likely_to_lead_to_is_wanted_with_it_and_not_after_it() {
        let files = many_files(Layout::Split);
        let mut library = Library::open(files.root.clone()).expect("a sound root");
        let first = library.root.of_kind(ChunkKind::Terms).start;
        let wanted = |library: &Library| {
            let [term, likely] = [first, first + 3].map(|id| library.root.chunks[id].from.clone());
            let shelf = Shelf::new(library);
            shelf.foresee(&term, &likely);
            shelf.wanted()
        };
        assert_eq!(wanted(&library), [first + 3]);
        let stored = files.other(&library.root.chunks[first].file_name()).expect("a file");
        library.supply(first, stored).expect("a sound chunk");
        while library.terms(first).is_none() {
            library.settle(&[first], &mut usize::MAX.clone()).expect("a sound chunk");
        }
        assert!(wanted(&library).is_empty());
    }
}
