//! Quoted phrases: looked for in the texts of the best candidates, since postings say nothing of where a word stands.

use crate::prelude::*;
use thumbindex_index::analysis::{Kind, is_unspaced};
use thumbindex_index::format::block::Section;
use thumbindex_index::tokens;

use crate::library::Library;
use crate::order::keep_first;
use crate::rank::Scored;
use crate::search::{BYTE, here, spend};

/// How many of the best candidates are looked through; and how many where none of those has the phrases, as when all of their words
/// are common.
const CANDIDATES: usize = 50;
const MOST_CANDIDATES: usize = 200;

/// How far the look has come.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    checked: usize,
    kept: usize,
}

impl Phrases {
    /// How many candidates were looked through.
    pub(crate) fn checked(&self) -> usize {
        self.checked
    }

    /// Keeps the candidates that have all the phrases.
    pub(crate) fn look(
        &mut self,
        candidates: &mut Vec<Scored>,
        phrases: &[Vec<String>],
        library: &Library,
        effort: &mut usize,
    ) -> Result<(), Vec<usize>> {
        keep_first(candidates, MOST_CANDIDATES, Scored::before);
        for most in [CANDIDATES, MOST_CANDIDATES] {
            if most > CANDIDATES && self.kept > 0 && self.checked <= CANDIDATES {
                break;
            }
            let left = most.saturating_sub(self.checked);
            let ahead = candidates.len().min(self.kept + left);
            here(library, candidates.get(self.kept..ahead).unwrap_or_default())?;
            while self.checked < most
                && let Some(candidate) = candidates.get(self.kept)
            {
                let row = library.section(candidate.section);
                spend(effort, row.as_ref().map_or(0, |row| BYTE * row.text().len()))?;
                self.checked += 1;
                if row.is_some_and(|row| has_all(&row, phrases)) {
                    self.kept += 1;
                } else {
                    candidates.remove(self.kept);
                }
            }
        }
        candidates.truncate(self.kept);
        Ok(())
    }
}

fn has_all(row: &Section<'_>, phrases: &[Vec<String>]) -> bool {
    let (heading, text) = (words(row.heading()), words(row.text()));
    phrases.iter().all(|phrase| is_within(&heading, phrase) || is_within(&text, phrase))
}

/// Whether the words of a phrase stand in a row. Where no spaces are, a character alone may begin a pair.
fn is_within(words: &[String], phrase: &[String]) -> bool {
    let stands = |(word, wanted): (&String, &String)| {
        word == wanted || (wanted.starts_with(is_unspaced) && word.starts_with(wanted))
    };
    words.windows(phrase.len()).any(|run| run.iter().zip(phrase).all(stands))
}

/// What a phrase is compared with.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, |token| {
        if token.kind != Kind::Part {
            words.push(token.term.to_string());
        }
    });
    words
}
