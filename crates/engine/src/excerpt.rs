//! Cutting the piece of a section's text that shows best why it was found.

use thumbindex_index::tokens;

use crate::order::keep_first;
use crate::results::Piece;

/// About two lines in a dialog.
const LENGTH: usize = 180;
/// How far back a window may begin earlier, to begin with a sentence.
const RUN_UP: usize = 60;

/// The terms to mark.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Terms of all words with the word each belongs to, by term.
    terms: Vec<(String, usize)>,
    /// How telling each word is.
    weights: Vec<f32>,
}

impl Marks {
    /// From the words of a query: how telling each is, and the terms that stand for it.
    pub(crate) fn new<T: IntoIterator<Item = String>>(words: impl IntoIterator<Item = (f32, T)>) -> Self {
        let mut marks = Self::default();
        for (word, (weight, terms)) in words.into_iter().enumerate() {
            marks.weights.push(weight);
            marks.terms.extend(terms.into_iter().map(|term| (term, word)));
        }
        keep_first(&mut marks.terms, usize::MAX, |a, b| a < b);
        marks
    }

    /// The first word that a term stands for.
    fn word(&self, term: &str) -> Option<usize> {
        let at = self.terms.partition_point(|(known, _)| known.as_str() < term);
        self.terms.get(at).filter(|(known, _)| known == term).map(|&(_, word)| word)
    }
}

/// A marked word in the text.
#[derive(Debug, Clone, Copy)]
struct Hit {
    start: usize,
    end: usize,
    word: usize,
}

/// The pieces of the best window of `text`; the beginning of it when nothing is to be marked.
pub(crate) fn excerpt(text: &str, marks: &Marks) -> Vec<Piece> {
    let hits = hits(text, marks);
    let first = best_window(&hits, &marks.weights).map_or(0, |index| hits[index].start);
    let (start, end) = bounds(text, first);
    let mut pieces = Vec::new();
    if start > 0 {
        push(&mut pieces, "… ", false);
    }
    let mut at = start;
    for hit in hits.iter().filter(|hit| hit.start >= start && hit.end <= end) {
        if hit.start < at {
            continue;
        }
        push(&mut pieces, part(text, at..hit.start), false);
        push(&mut pieces, part(text, hit.start..hit.end), true);
        at = hit.end;
    }
    push(&mut pieces, part(text, at..end).trim_end(), false);
    if !part(text, end..text.len()).trim().is_empty() {
        push(&mut pieces, " …", false);
    }
    pieces
}

fn hits(text: &str, marks: &Marks) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    tokens(text, |token| {
        if let Some(word) = marks.word(token.term) {
            hits.push(Hit { start: token.start, end: token.end, word });
        }
    });
    // Tokens come in order, an identifier before its parts: the wider of two is the one to mark.
    let mut last_end = 0;
    hits.retain_mut(|hit| {
        let inside = hit.end <= last_end;
        // Pairs of a script without spaces overlap: the second goes on where the first ended.
        hit.start = hit.start.max(last_end);
        last_end = last_end.max(hit.end);
        !inside && hit.start < hit.end
    });
    hits
}

/// The hit at which to begin so that the window shows the most telling words, each once; the earliest of equals.
fn best_window(hits: &[Hit], weights: &[f32]) -> Option<usize> {
    let mut best = None;
    let mut best_worth = 0.0;
    for (index, first) in hits.iter().enumerate() {
        let shown = hits[index..].iter().take_while(|hit| hit.end <= first.start + LENGTH - RUN_UP);
        let mut worth = 0.01 * shown.clone().count().min(10) as f32;
        let mut seen = 0u32;
        for hit in shown {
            // A query has at most 24 words, so a bit each will do.
            let bit = 1u32.checked_shl(hit.word as u32).unwrap_or(0);
            if seen & bit == 0 {
                worth += weights.get(hit.word).copied().unwrap_or(0.0);
            }
            seen |= bit;
        }
        if worth > best_worth {
            (best, best_worth) = (Some(index), worth);
        }
    }
    best
}

/// A window that shows the byte `hit`, begins with a sentence or word, and ends after one.
fn bounds(text: &str, hit: usize) -> (usize, usize) {
    let last_window = text.len().saturating_sub(LENGTH);
    let run_up = hit.saturating_sub(RUN_UP);
    let earliest = floor(text, run_up.min(last_window));
    let before = part(text, earliest..hit);
    // The sentence of the hit; towards the end of the text the first that fits, so that the window is full.
    let mut sentences = sentence_starts(before);
    let sentence = if last_window < run_up { sentences.next() } else { sentences.last() };
    let start = match sentence {
        _ if earliest == 0 => 0,
        Some(offset) => earliest + offset,
        // No sentence begins near: begin with a whole word.
        None => earliest + before.find(char::is_whitespace).map_or(0, |at| at + 1),
    };
    let furthest = floor(text, start + LENGTH);
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '。' | '，' | '、');
    let end = match part(text, start..furthest).rfind(is_gap) {
        Some(offset) if furthest < text.len() && offset > LENGTH / 2 => start + offset,
        _ => furthest,
    };
    (start, end.max(start))
}

/// Where sentences of `text` begin: after a line, a full stop and a space, or an ideographic full stop.
fn sentence_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut after_stop = false;
    text.char_indices().filter_map(move |(at, c)| {
        let begins = matches!(c, '\n' | '。' | '！' | '？') || (after_stop && c == ' ');
        after_stop = matches!(c, '.' | '!' | '?');
        begins.then_some(at + c.len_utf8())
    })
}

/// A piece of the text; nothing rather than a trap should a range ever be wrong.
fn part(text: &str, range: std::ops::Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// The last boundary between characters at or before `at`, with marks left on their letter.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) || part(text, at..text.len()).starts_with(is_attached) {
        match at.checked_sub(1) {
            Some(before) => at = before,
            None => return 0,
        }
    }
    at
}

/// Characters that belong to the one before: combining marks, joiners, variation selectors, skin tones.
fn is_attached(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{93c}'..='\u{94d}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// Adds text with white space squashed, to the piece before where that is of the same kind.
fn push(pieces: &mut Vec<Piece>, text: &str, mark: bool) {
    if text.is_empty() {
        return;
    }
    let mut squashed = String::with_capacity(text.len());
    let mut after_space = pieces.last().is_some_and(|piece| piece.text.ends_with(' '));
    for c in text.chars() {
        let space = c.is_whitespace();
        if !(space && after_space) {
            squashed.push(if space { ' ' } else { c });
        }
        after_space = space;
    }
    match pieces.last_mut() {
        Some(last) if last.mark == mark => last.text.push_str(&squashed),
        _ if squashed.is_empty() => {}
        _ => pieces.push(Piece { text: squashed, mark }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, words: &[&str]) -> String {
        let marks = Marks::new(words.iter().map(|word| (1.0, [word.to_string()])));
        let pieces = excerpt(text, &marks);
        pieces
            .iter()
            .map(|piece| if piece.mark { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    #[test]
    fn short_texts_are_shown_whole_with_their_words_marked() {
        assert_eq!(show("Each value has an owner.\n", &["owner", "value"]), "Each [value] has an [owner].");
    }

    #[test]
    fn white_space_is_squashed() {
        assert_eq!(show("let  a\n    = owner;\n", &["owner"]), "let a = [owner];");
    }

    #[test]
    fn the_window_with_most_of_the_words_wins() {
        let text = format!(
            "The owner. {} Here the owner drops the value. {}",
            "Filler words. ".repeat(30),
            "More. ".repeat(50)
        );
        let shown = show(&text, &["owner", "value"]);
        assert!(shown.starts_with("… Here the [owner] drops the [value]."), "{shown}");
        assert!(shown.ends_with(" …"), "{shown}");
    }

    #[test]
    fn a_hit_near_the_end_is_shown_with_what_stands_before_it() {
        let shown = show(&format!("{}It has an owner.", "Filler words stand here. ".repeat(20)), &["owner"]);
        assert!(shown.len() > LENGTH - RUN_UP, "{shown}");
        assert!(shown.starts_with("… Filler") && shown.ends_with("[owner]."), "{shown}");
    }

    #[test]
    fn nothing_to_mark_shows_the_beginning() {
        assert_eq!(show("A small text.\n", &[]), "A small text.");
        assert_eq!(show("", &["owner"]), "");
    }

    #[test]
    fn overlapping_pairs_are_marked_as_one_run() {
        assert_eq!(show("用所有权写", &["所有", "有权"]), "用[所有权]写");
    }

    #[test]
    fn no_cut_falls_inside_a_character_with_its_marks() {
        let text = "e\u{301}".repeat(400);
        let shown = show(&text, &[]);
        assert!(shown.trim_end_matches(" …").ends_with('\u{301}'), "{shown}");
    }
}
