//! Cutting the piece of a section's text that shows best why it was found.
//!
//! The words that were found are looked up once, the stretch that has the most telling of them closest together is chosen,
//! and a window is laid around it: sentences of prose, whole lines of code. All of it is linear in the text; everything
//! after the first step only looks at a window's worth of bytes around the stretch.

mod characters;
mod cuts;

use core::ops::Range;

use thumbindex_index::analysis::{is_symbol, is_word, tokens_beginning};
use thumbindex_index::{CODE_END, CODE_START, part};

use crate::order::keep_first;
use crate::prelude::*;
use crate::results::Piece;
use cuts::{CHARACTER, SENTENCE, WORD, ceil, floor, last_place};

/// About two lines of prose in a dialog.
const LENGTH: usize = 180;
/// An excerpt with code may be this long, since code breaks its lines early.
const CODE_LENGTH: usize = 220;
/// How many lines of code are shown at most.
const CODE_LINES: usize = 5;
/// Marked words that stand further apart are not shown together.
const SPAN: usize = 120;
/// How far back a window may begin, to begin with a sentence; failing that, how far back it looks for a word to begin with.
const SENTENCE_RUN_UP: usize = 100;
const WORD_RUN_UP: usize = 40;
/// Fewer bytes are neither worth a line after code, nor worth leaving out at the end.
const SHORT: usize = 40;
/// What is longer is no word, and may be cut.
const LONGEST_WORD: usize = 64;

/// The terms to mark.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// The terms of each word, in order: those of all in one order would take long where words have hundreds.
    terms: Vec<Vec<String>>,
    /// What words of a query may be the beginning of.
    prefixes: Vec<(String, usize)>,
    /// The bytes that terms begin with, one bit each: most words of a text are none of them.
    beginnings: [u64; 4],
    /// Operators and paths, which no token is.
    symbols: Vec<(String, usize)>,
    /// How telling each word is.
    weights: Vec<f32>,
}

impl Marks {
    /// From the words of a query: how telling each is, and the terms that stand for it.
    pub(crate) fn new<T: IntoIterator<Item = String>>(words: impl IntoIterator<Item = (f32, T)>) -> Self {
        let mut marks = Self::default();
        for (word, (weight, terms)) in words.into_iter().enumerate() {
            marks.weights.push(weight);
            let mut own = Vec::new();
            for term in terms {
                marks.begin(&term);
                if is_symbol(&term) {
                    marks.add_symbol(term, word);
                } else {
                    own.push(term);
                }
            }
            keep_first(&mut own, usize::MAX, |a, b| a < b);
            marks.terms.push(own);
        }
        marks
    }

    /// Marks every term that begins like this for a word.
    pub(crate) fn add_beginning(&mut self, beginning: &str, word: usize) {
        self.begin(beginning);
        if is_symbol(beginning) {
            self.add_symbol(beginning.to_string(), word);
        } else {
            self.prefixes.push((beginning.to_string(), word));
        }
    }

    fn begin(&mut self, term: &str) {
        let (place, bit) = place(term.bytes().next());
        self.beginnings[place] |= bit;
    }

    /// Each once: all of them are looked for wherever one may begin.
    fn add_symbol(&mut self, symbol: String, word: usize) {
        if self.symbols.iter().all(|(known, _)| *known != symbol) {
            self.symbols.push((symbol, word));
        }
    }

    /// Adds the symbols that begin in a part of the text, in order.
    fn mentions(&self, text: &str, starts: Range<usize>, hits: &mut Vec<Hit>) {
        for start in starts {
            let (place, bit) = place(text.as_bytes().get(start).copied());
            if self.beginnings[place] & bit == 0 {
                continue;
            }
            for (symbol, word) in &self.symbols {
                if is_mention(text, start, symbol) {
                    hits.push(Hit { start, end: start + symbol.len(), word: *word });
                }
            }
        }
    }

    /// The first word that a term stands for.
    fn word(&self, term: &str) -> Option<usize> {
        let (word, bit) = place(term.bytes().next());
        if self.beginnings[word] & bit == 0 {
            return None;
        }
        let is_of = |terms: &Vec<String>| terms.binary_search_by(|known| known.as_str().cmp(term)).is_ok();
        let begins = || self.prefixes.iter().find(|(begins, _)| term.starts_with(begins));
        self.terms.iter().position(is_of).or_else(|| begins().map(|&(_, word)| word))
    }
}

/// Where in [`Marks::beginnings`] a term's first byte stands, in small letters.
fn place(first: Option<u8>) -> (usize, u64) {
    let first = first.unwrap_or(0).to_ascii_lowercase();
    (usize::from(first >> 6), 1 << (first & 63))
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
    let wanted = best_stretch(&hits, &marks.weights);
    let start = start(text, &wanted);
    Pen::default().draw(text, start..end(text, start, wanted.end), &hits)
}

fn hits(text: &str, marks: &Marks) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut read = 0;
    tokens_beginning(text, &marks.beginnings, |token| {
        if let Some(word) = marks.word(token.term) {
            marks.mentions(text, read..token.start + 1, &mut hits);
            read = read.max(token.start + 1);
            hits.push(Hit { start: token.start, end: token.end, word });
        }
    });
    marks.mentions(text, read..text.len(), &mut hits);
    // In order, an identifier or path before its parts: the wider of two is the one to mark. Pairs of a script without
    // spaces overlap: the second goes on where the first ended.
    let mut last_end = 0;
    hits.retain_mut(|hit| {
        // What is attached to the sign before a word is no beginning of it.
        hit.start = ceil(text, hit.start).max(last_end);
        hit.end = ceil(text, hit.end);
        let goes_on = hit.end > hit.start;
        last_end = last_end.max(hit.end);
        goes_on
    });
    hits
}

/// Whether a symbol stands there on its own: an operator not within a longer one, a path not within a longer word.
fn is_mention(text: &str, at: usize, symbol: &str) -> bool {
    let same = |beside: Option<char>, edge: Option<char>| {
        let both = |is: fn(char) -> bool| beside.is_some_and(is) && edge.is_some_and(is);
        both(is_operator) || both(is_word)
    };
    let window = text.as_bytes().get(at..at + symbol.len()).unwrap_or_default();
    window.eq_ignore_ascii_case(symbol.as_bytes())
        && !same(part(text, 0, at).chars().next_back(), symbol.chars().next())
        && !same(part(text, at + symbol.len(), text.len()).chars().next(), symbol.chars().next_back())
}

/// Signs that make longer operators when they stand together.
fn is_operator(c: char) -> bool {
    matches!(
        c,
        '!' | '%' | '&' | '*' | '+' | '-' | '.' | '/' | ':' | '<' | '=' | '>' | '@' | '^' | '|' | '~' | '?'
    )
}

/// Where the most telling words stand, each once, as close together as they come; the earliest of equals.
fn best_stretch(hits: &[Hit], weights: &[f32]) -> Range<usize> {
    // A query has at most 24 words, and the paths and operators behind them; of those, the first few will do.
    let mut counts = [0u32; 32];
    let mut first = 0;
    let (mut best, mut best_worth, mut best_span) = (0..0, -1.0, 0);
    for last in hits {
        let Some(count) = counts.get_mut(last.word) else { continue };
        *count += 1;
        // What comes first may go when the same word comes again, and must when it is too far away.
        while let Some(hit) = hits.get(first).filter(|hit| hit.start < last.start) {
            match counts.get_mut(hit.word) {
                Some(1) if last.end <= hit.start + SPAN => break,
                Some(count) => *count -= 1,
                None => {}
            }
            first += 1;
        }
        let start = hits.get(first).map_or(last.start, |hit| hit.start);
        let shown = weights.iter().zip(counts).filter(|(_, count)| *count > 0);
        let worth = shown.map(|(weight, _)| weight).sum::<f32>();
        let span = last.start - start;
        if worth > best_worth || (worth == best_worth && span < best_span) {
            (best, best_worth, best_span) = (start..last.end, worth, span);
        }
    }
    best
}

/// Where to begin, so that all of `wanted` is shown.
fn start(text: &str, wanted: &Range<usize>) -> usize {
    if text.len() <= LENGTH && text.bytes().filter(|&byte| byte == b'\n').count() <= CODE_LINES {
        return 0;
    }
    let block = block_start(text, wanted.start);
    if !is_code(text, block) {
        return prose_start(text, block, wanted);
    }
    let start = line_start(text, block, wanted);
    if start > block {
        return start;
    }
    // The whole block from its first line: there may be room for the sentence that leads up to it.
    let prose_end = block.saturating_sub(1);
    let prose = block_start(text, prose_end);
    if prose == prose_end || is_code(text, prose) {
        return start;
    }
    let from = prose_end.saturating_sub(SENTENCE_RUN_UP).max(wanted.end.saturating_sub(LENGTH));
    sentence_start(text, prose, from..prose_end.saturating_sub(1)).unwrap_or(start)
}

/// Where the prose or code around `at` begins.
fn block_start(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().rposition(|byte| is_mark(*byte)).map_or(0, |mark| mark + 1)
}

/// Whether what begins at `block` is code.
fn is_code(text: &str, block: usize) -> bool {
    block.checked_sub(1).is_some_and(|mark| text.as_bytes().get(mark) == Some(&(CODE_START as u8)))
}

fn is_mark(byte: u8) -> bool {
    byte == CODE_START as u8 || byte == CODE_END as u8
}

/// Begins with the sentence of the first word, or a word not far before it.
fn prose_start(text: &str, block: usize, wanted: &Range<usize>) -> usize {
    let last_window = text.len().saturating_sub(LENGTH);
    let range = if last_window < wanted.start {
        // Towards the end of the text the window begins early enough to be full.
        last_window.saturating_sub(SHORT)..last_window
    } else {
        wanted.start.saturating_sub(SENTENCE_RUN_UP).max(wanted.end.saturating_sub(LENGTH))..wanted.start
    };
    let word = range.end.min(wanted.start.saturating_sub(WORD_RUN_UP)).max(range.start);
    sentence_start(text, block, range.clone()).unwrap_or_else(|| between_words(text, range.start, word))
}

/// The last sentence that begins in `range`, or at its end; the whole of the prose from `block` on, if that begins there.
fn sentence_start(text: &str, block: usize, range: Range<usize>) -> Option<usize> {
    if range.start <= block {
        return Some(block);
    }
    let (at, place) = last_place(text, range.start, range.end, SENTENCE);
    (place == SENTENCE).then_some(at)
}

/// The last place between words up to `to`, not before `from`; one between characters where words are longer than that.
fn between_words(text: &str, from: usize, to: usize) -> usize {
    match last_place(text, from.max(to.saturating_sub(LONGEST_WORD)).min(to), to, WORD) {
        (_, ..=CHARACTER) => floor(text, to),
        (at, _) => at,
    }
}

/// Begins with a line of code, up to two lines before the one that is wanted.
fn line_start(text: &str, block: usize, wanted: &Range<usize>) -> usize {
    let bytes = text.as_bytes();
    let breaks = bytes.get(wanted.clone()).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
    let earliest = wanted.end.saturating_sub(CODE_LENGTH - SHORT).max(block);
    let (mut start, mut lines) = (None, CODE_LINES.saturating_sub(breaks).clamp(1, 3));
    let mut at = wanted.start;
    loop {
        if at <= block || bytes.get(at - 1) == Some(&b'\n') {
            // What stands before a blank line is about something else.
            if bytes.get(at) == Some(&b'\n') {
                break;
            }
            start = Some(at);
            lines -= 1;
        }
        if at <= earliest || lines == 0 {
            break;
        }
        at -= 1;
    }
    // A line may be too long to be shown from its beginning.
    start.unwrap_or_else(|| {
        between_words(text, earliest, wanted.start.saturating_sub(WORD_RUN_UP).max(earliest))
    })
}

/// Where to end: after a word of prose or a line of code.
fn end(text: &str, start: usize, wanted_end: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut lines) = (start, 0);
    let mut code = is_code(text, block_start(text, start));
    let mut limit = start + LENGTH;
    loop {
        if code {
            limit = start + CODE_LENGTH;
        }
        let stop = |byte: &u8| is_mark(*byte) || (code && *byte == b'\n');
        let window = bytes.get(at..limit.min(bytes.len())).unwrap_or_default();
        match window.iter().position(stop) {
            Some(length) if lines == CODE_LINES && bytes.get(at + length) == Some(&b'\n') => return at,
            Some(length) => at += length,
            None if bytes.len() <= limit + if code { 0 } else { SHORT } => return bytes.len(),
            // A line of code that would be cut is left out, unless it is the one to show.
            None if code && at > start && at >= wanted_end => return at,
            None if !code && at > start && limit < at + SHORT => return at,
            None => return between_words(text, at.max(wanted_end), limit).max(at),
        }
        match bytes.get(at) {
            Some(b'\n') => lines += 1,
            mark => code = mark == Some(&(CODE_START as u8)),
        }
        at += 1;
    }
}

/// Writes pieces: prose squashed, code without the indentation that all its lines share.
#[derive(Default)]
struct Pen {
    pieces: Vec<Piece>,
    code: bool,
    /// How much of the current line's indentation is still to be left out, and how much that is on every line.
    margin: usize,
    indent: usize,
}

impl Pen {
    fn draw(mut self, text: &str, window: Range<usize>, hits: &[Hit]) -> Vec<Piece> {
        let shown = part(text, window.start, window.end);
        self.open(text, window.start, shown);
        let mut hits = hits.iter().peekable();
        for (offset, c) in shown.char_indices() {
            let at = window.start + offset;
            while hits.next_if(|hit| hit.end <= at).is_some() {}
            let mark = hits.peek().is_some_and(|hit| hit.start <= at);
            match c {
                CODE_START | CODE_END => {
                    // A damaged text may lack the end of a line before it.
                    self.gap(if self.code { '\n' } else { ' ' }, false);
                    self.code = c == CODE_START;
                    self.indent(part(shown, offset + 1, shown.len()));
                }
                _ if self.code => self.code(c, mark),
                _ => self.prose(c, mark),
            }
        }
        self.close(shown, part(text, window.end, text.len()));
        self.pieces
    }

    fn open(&mut self, text: &str, start: usize, shown: &str) {
        self.code = is_code(text, block_start(text, start));
        self.indent(shown);
        let cuts_line = text
            .as_bytes()
            .get(..start)
            .is_some_and(|before| before.last().is_some_and(|byte| *byte >= b' '));
        if !self.code && start > 0 {
            self.put('…', false);
            self.put(' ', false);
        } else if cuts_line {
            self.margin = 0;
            self.put('…', false);
        }
    }

    fn indent(&mut self, lines: &str) {
        self.indent = indent(lines);
        self.margin = self.indent;
    }

    fn code(&mut self, c: char, mark: bool) {
        let width = if c == '\t' { 4 } else { 1 };
        match c {
            '\n' => self.margin = self.indent,
            ' ' | '\t' => {
                let left_out = self.margin.min(width);
                self.margin -= left_out;
                (left_out..width).for_each(|_| self.put(' ', mark));
                return;
            }
            _ => self.margin = 0,
        }
        self.put(c, mark);
    }

    fn prose(&mut self, c: char, mark: bool) {
        if c.is_whitespace() {
            self.gap(' ', mark);
        } else {
            self.put(c, mark);
        }
    }

    /// Adds white space where there is none yet.
    fn gap(&mut self, c: char, mark: bool) {
        if self.pieces.last().is_some_and(|piece| !ends_blank(&piece.text)) {
            self.put(c, mark);
        }
    }

    /// Adds a character to the last piece, if that is of the same kind.
    fn put(&mut self, c: char, mark: bool) {
        let code = self.code;
        match self.pieces.last_mut() {
            Some(last) if last.mark == mark && last.code == code => last.text.push(c),
            _ => self.pieces.push(Piece { text: c.into(), mark, code }),
        }
    }

    /// Takes white space off the end, and says where prose or a line was cut.
    fn close(&mut self, shown: &str, rest: &str) {
        while let Some(last) = self.pieces.last_mut() {
            while ends_blank(&last.text) {
                last.text.pop();
            }
            if !last.text.is_empty() {
                self.code = last.code;
                break;
            }
            self.pieces.pop();
        }
        let is_blank = |byte: u8| byte <= b' ';
        if rest.bytes().all(is_blank) {
            return;
        }
        let ends_line = |byte: Option<u8>| byte.is_some_and(|byte| byte < b' ');
        if !self.code {
            self.put(' ', false);
        } else if ends_line(shown.bytes().last()) || ends_line(rest.bytes().next()) {
            return;
        }
        self.put('…', false);
    }
}

/// Whether squashed text or code ends with white space.
fn ends_blank(text: &str) -> bool {
    matches!(text.as_bytes().last(), Some(b' ' | b'\n'))
}

/// The indentation of the least indented line of a block of code.
fn indent(lines: &str) -> usize {
    let (mut least, mut width, mut indents) = (usize::MAX, 0, true);
    for byte in lines.bytes().take_while(|byte| *byte != CODE_END as u8) {
        match byte {
            b'\n' => (width, indents) = (0, true),
            b' ' if indents => width += 1,
            b'\t' if indents => width += 4,
            _ if indents => (least, indents) = (least.min(width), false),
            _ => {}
        }
    }
    least
}

#[cfg(test)]
mod tests;
