//! What a query says to this book: its words taken apart, and the terms that they may stand for.

use crate::prelude::*;
use thumbindex_index::analysis::{fold, is_symbol};
use thumbindex_index::symbols;

use crate::excerpt::Marks;
use crate::expand::{Completion, Expander, Expansion, Form, Guess};
use crate::fuzzy::Patience;
use crate::order::keep_first;
use crate::query::{MAX_WORDS, Query, Word};
use crate::rank::rarity;
use crate::results::Suggestion;
use crate::shelf::Shelf;

/// A query before the vocabulary, all of it or what is here.
pub(crate) struct Ready<'a> {
    pub(crate) text: &'a str,
    pub(crate) shelf: &'a Shelf<'a>,
}

impl<'a> Ready<'a> {
    fn expander(&self) -> Expander<'a> {
        Expander { shelf: self.shelf, text: self.text, patience: Patience::default() }
    }

    /// What was found out, unless that was without chunks that were looked for.
    pub(crate) fn unless_wanted<T>(&self, answer: T) -> Result<T, Vec<usize>> {
        let wanted = self.shelf.wanted();
        if wanted.is_empty() { Ok(answer) } else { Err(wanted) }
    }

    pub(crate) fn suggest(&self, limit: usize) -> Vec<Suggestion> {
        let (query, expansions) = self.expand(Guess::Unknown);
        if let Some(meant) = corrected(self.text, &query, &expansions) {
            return vec![Suggestion { text: meant }];
        }
        let parsed = Query::parse(self.text);
        let Some(word) = parsed.words.last().filter(|word| word.is_prefix) else { return Vec::new() };
        let mut completions = self.expander().completions(&word.term, usize::MAX);
        completions.retain(|completion| completion.term != word.term);
        keep_first(&mut completions, limit, Completion::is_commoner);
        let before = self.text.get(..word.start).unwrap_or_default();
        completions.iter().map(|completion| Suggestion { text: [before, completion.term].concat() }).collect()
    }

    pub(crate) fn marks(&self, expansions: &[Expansion]) -> Marks {
        let all = rarity(expansions);
        let mut marks = Marks::new(expansions.iter().map(|expansion| {
            // Completions are told by what they begin with: there may be hundreds.
            let spelled_out = expansion.concepts.iter().filter(|concept| concept.beginning.is_none());
            let forms = spelled_out.flat_map(|concept| &concept.forms);
            // A path or an operator adds nothing to the ranking of its words, and where it stands is what all of them say.
            let weight = if expansion.idf > 0.0 { expansion.idf } else { all };
            (weight, forms.filter_map(|form| self.shelf.term(form.ordinal).map(ToString::to_string)))
        }));
        for (word, expansion) in expansions.iter().enumerate() {
            let beginnings = expansion.concepts.iter().filter_map(|concept| concept.beginning.as_deref());
            beginnings.for_each(|beginning| marks.add_beginning(beginning, word));
        }
        marks
    }

    /// Parses; takes identifiers apart, and operators and paths whole where the book mentions them.
    fn understand(&self) -> Query {
        let mut query = Query::parse(self.text);
        let words = core::mem::take(&mut query.words);
        for mut word in words {
            // They may be hundreds, of which each would be given all.
            let parts = core::mem::take(&mut word.parts);
            if parts.is_empty() || word.is_exact {
                query.words.push(word);
                continue;
            }
            // While its chunk is still to come it may be known, and then what it is the beginning of is wanted as well.
            if self.shelf.ordinal(&word.term).is_some() || !self.shelf.wants_nothing() {
                query.words.push(word.clone());
            }
            let last = parts.len() - 1;
            let parts = parts.into_iter().enumerate().map(|(at, term)| Word {
                term,
                spelled: None,
                is_prefix: word.is_prefix && at == last,
                ..word.clone()
            });
            query.words.extend(parts);
        }
        query.words.truncate(MAX_WORDS);
        for symbol in core::mem::take(&mut query.symbols) {
            self.mentioned(&symbol, &mut query.words);
        }
        query
    }

    /// Adds what the book mentions of an operator or path: as it was typed, without the marks of a sentence around it, by
    /// its shape, or what it is the beginning of.
    fn mentioned(&self, written: &Word, words: &mut Vec<Word>) {
        let mut add = |term: &str, is_prefix: bool| {
            words.push(Word { term: term.to_string(), is_prefix, ..written.clone() });
        };
        let known = |term: &str| self.shelf.ordinal(term).is_some();
        let mut folded = String::new();
        fold(&written.term, &mut folded);
        let inner = folded.trim_matches(['`', '"', '\'', ',', '.', ';', ':', '!', '?', '(', ')']);
        for term in [folded.as_str(), inner] {
            if is_symbol(term) && known(term) {
                return add(term, false);
            }
        }
        let mut found = false;
        symbols(&folded, |term| {
            if known(term) && !found {
                found = true;
                add(term, false);
            }
        });
        if !found && written.is_prefix && self.shelf.has_beginning(&folded) {
            add(&folded, true);
        }
    }

    pub(crate) fn expand(&self, guess: Guess) -> (Query, Vec<Expansion>) {
        let mut query = self.understand();
        let expansions = self.expander().expand(&mut query, guess);
        (query, expansions)
    }

    /// What a section has that has all of these words; nothing where the book lacks one of them.
    pub(crate) fn excluded(&self, words: &[String]) -> Vec<Form> {
        let form = |word: &String| {
            let ordinal = self.shelf.ordinal(word)?;
            // A common word goes on elsewhere.
            let tail = self.shelf.record(ordinal)?.tail;
            tail.into_iter().for_each(|tail| self.shelf.want_tail(tail));
            Some(Form { tail, ..Form::new(ordinal, 1.0) })
        };
        let forms: Vec<Form> = words.iter().filter_map(form).collect();
        if forms.len() == words.len() { forms } else { Vec::new() }
    }
}

/// The query with each misspelt word replaced; `None` when there was none.
pub(crate) fn corrected(text: &str, query: &Query, expansions: &[Expansion]) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    for (word, expansion) in query.words.iter().zip(expansions) {
        if let Some(replacement) = &expansion.corrected {
            // Parts of one identifier share its place: the first of them replaces it.
            out.push_str(text.get(at..word.start).unwrap_or_default());
            out.push_str(replacement);
            at = at.max(word.end);
        }
    }
    if at == 0 {
        return None;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Some(out)
}
