//! The dictionary that a book's blocks are packed against: phrases that many blocks share.
//!
//! It primes every block, so a dictionary that changes renames every file. It must therefore not hang on details: each
//! phrase is judged by itself, by how many texts hold it, and they stand in an order that is their own. What one more word
//! can change is whether the few phrases around it are still, or just, common enough. Had phrases to compete for their
//! places, as in zstd's cover algorithm, the dictionary would be worth 2 % more, and another one after every edit.
//!
//! Phrases are not any substrings either, or a word would touch dozens of them. The gap after a word has a *strength* that
//! follows from this word alone, or from an end of line in it; phrases of level *n* lie between gaps of at least that strength.
//! So the same passage is cut alike wherever it stands, and phrases of a level lie within those of the next.

use std::cmp::Reverse;

use xxhash_rust::xxh64::xxh64;

use super::hashed::{ByHash, Hashes};

/// Phrases of level 0 are words; each level above is twice as long on average, or a line where that ends sooner.
const LEVELS: u32 = 4;

/// A copy out of the dictionary costs as much as spelling out this many bytes of a phrase.
const COPY: usize = 4;

/// Nothing longer than this is shared as a whole, but what takes time to look at.
const LONGEST: usize = 256;

/// What a phrase must be worth, from the most generous demand on; the first whose phrases fit is made. The steps are wide,
/// so that a book is seldom at one.
const DEMANDS: [u32; 14] = [4, 5, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256];

/// A phrase in fewer texts is worth less than the most generous demand, however long it is.
const FEWEST: u8 = 3;

/// Of more text than twice this, a sample is looked at.
const SAMPLE: usize = 4 << 20;

/// At most `limit` bytes of what `texts` have in common, as bytes to pack them against. Texts that share little give little
/// or nothing, so a small book needs no limit of its own.
pub(super) fn dictionary<'a>(texts: impl Iterator<Item = &'a [u8]> + Clone, limit: usize) -> Vec<u8> {
    let total: usize = texts.clone().map(<[u8]>::len).sum();
    let texts = texts.filter(|text| sampled(text, total));
    // Nearly all phrases are said once. They are told from the others by counters that several share, since a row for each of
    // them would take more memory than the texts, and that more time than all else.
    let bits = total.next_power_of_two().clamp(1 << 8, 2 * SAMPLE).ilog2();
    let counter = |hash: u64| (hash >> (u64::BITS - bits)) as usize;
    let mut counters = vec![0_u8; 1 << bits];
    for text in texts.clone() {
        phrases(text, |phrase| {
            let count = &mut counters[counter(xxh64(phrase, 0))];
            *count = count.saturating_add(1);
        });
    }
    let mut found: ByHash<Phrase<'a>> = ByHash::default();
    for (number, text) in (1..).zip(texts) {
        phrases(text, |phrase| {
            let hash = xxh64(phrase, 0);
            if counters[counter(hash)] < FEWEST {
                return;
            }
            let held = found.entry(hash).or_insert(Phrase { phrase, texts: 0, last: 0 });
            if held.last != number {
                (held.texts, held.last) = (held.texts + 1, number);
            }
        });
    }
    let candidates = found.into_iter().map(|(hash, Phrase { phrase, texts, .. })| Candidate {
        phrase,
        hash,
        worth: worth(phrase, texts),
    });
    let mut candidates: Vec<_> = candidates.filter(|candidate| candidate.worth >= DEMANDS[0]).collect();
    // Longer phrases first: what lies within them need not stand a second time.
    candidates.sort_unstable_by_key(|candidate| (Reverse(candidate.phrase.len()), candidate.hash));
    DEMANDS.iter().find_map(|&demand| compose(&candidates, demand, limit)).unwrap_or_default()
}

/// A text is known by its beginning, so that a word further on does not change the sample.
fn sampled(text: &[u8], total: usize) -> bool {
    let share = (total / SAMPLE).max(1).ilog2();
    xxh64(&text[..text.len().min(32)], 0).trailing_zeros() >= share
}

/// A phrase, and in how many texts it is.
struct Phrase<'a> {
    phrase: &'a [u8],
    texts: u32,
    /// The number of the last text counted.
    last: u32,
}

struct Candidate<'a> {
    phrase: &'a [u8],
    hash: u64,
    worth: u32,
}

/// What the phrase saves for each of its bytes, if it is in `texts` of them: twice the number of texts in which a very
/// long phrase would save as much.
fn worth(phrase: &[u8], texts: u32) -> u32 {
    let saving = phrase.len().saturating_sub(COPY) as u64;
    (2 * u64::from(texts) * saving / phrase.len().max(1) as u64) as u32
}

/// The phrases that are worth so much, none of them twice; nothing when that takes more than `limit`.
fn compose(candidates: &[Candidate<'_>], demand: u32, limit: usize) -> Option<Vec<u8>> {
    let mut held = Hashes::default();
    let mut chosen = Vec::new();
    let mut least = 0;
    for candidate in candidates.iter().filter(|candidate| candidate.worth >= demand) {
        if held.insert(candidate.hash) {
            phrases(candidate.phrase, |part| {
                held.insert(xxh64(part, 0));
            });
            chosen.push(candidate);
            least += candidate.phrase.len() - 1;
            if least > limit {
                return None;
            }
        }
    }
    chosen.sort_unstable_by_key(|candidate| candidate.hash);
    let mut out: Vec<u8> = Vec::new();
    for Candidate { phrase, .. } in chosen {
        // The byte before the first word may be there already.
        let there = usize::from(out.last() == phrase.first());
        out.extend(&phrase[there..]);
    }
    (out.len() <= limit).then_some(out)
}

/// Gives every phrase of a text: from the byte before its first word, which a copy needs, to the end of the gap after its
/// last. The text of a phrase gives the phrases within it.
fn phrases<'a>(text: &'a [u8], mut each: impl FnMut(&'a [u8])) {
    let Some(first) = text.iter().position(|&byte| in_word(byte)) else { return };
    let mut starts = [first.saturating_sub(1); LEVELS as usize];
    let mut at = first;
    while at < text.len() {
        let word = length_while(&text[at..], in_word);
        let gap = length_while(&text[at + word..], |byte| !in_word(byte));
        let end = at + word + gap;
        let strength = if end == text.len() || text[at + word..end].contains(&b'\n') {
            LEVELS - 1
        } else {
            xxh64(&text[at..at + word], 0).trailing_ones().min(LEVELS - 1)
        };
        let mut shorter = None;
        for start in &mut starts[..=strength as usize] {
            // Where nothing parts it, a phrase is that of the level below.
            if shorter.replace(*start) != Some(*start) && end - *start <= LONGEST {
                each(&text[*start..end]);
            }
            *start = end - 1;
        }
        at = end;
    }
}

fn length_while(bytes: &[u8], holds: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|&&byte| holds(byte)).count()
}

/// Letters, figures, and whatever is not ASCII.
fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten thousand words in fifty texts: from a small vocabulary, and a common sentence in each text.
    fn texts() -> Vec<String> {
        let mut state = 1u64;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        let text = |number: usize| {
            let words: Vec<String> = (0..200).map(|_| format!("w{:x}", next() % 5000 * 7919)).collect();
            format!(
                "Text {number}. {}\nAs said before, the borrow checker will not have it.\n",
                words.join(" ")
            )
        };
        (0..50).map(text).collect()
    }

    fn of(texts: &[String], limit: usize) -> Vec<u8> {
        dictionary(texts.iter().map(String::as_bytes), limit)
    }

    #[test]
    fn holds_what_many_texts_share_once() {
        let dictionary = String::from_utf8(of(&texts(), 4096)).expect("whole words are whole characters");
        assert_eq!(dictionary.matches("the borrow checker").count(), 1);
        assert!(!dictionary.contains("Text 7."));
    }

    #[test]
    fn keeps_to_its_limit_and_to_nothing_where_nothing_is_shared() {
        assert!(of(&texts(), 300).len() <= 300);
        assert!(of(&texts(), 0).is_empty());
        assert!(of(&texts()[..1], 4096).is_empty());
        assert!(dictionary(["", "\n", "…"].into_iter().map(str::as_bytes), 4096).is_empty());
    }

    #[test]
    fn one_more_word_seldom_changes_it() {
        let texts = texts();
        let before = of(&texts, 4096);
        let changed = (0..50).filter(|&number| {
            let mut edited = texts.clone();
            let middle = edited[number].match_indices(' ').nth(3 + number * 2).map_or(0, |(at, _)| at);
            edited[number].insert_str(middle, " unheard-of");
            of(&edited, 4096) != before
        });
        assert!(changed.count() <= 2);
    }

    #[test]
    fn the_order_of_texts_does_not_matter() {
        let mut texts = texts();
        let before = of(&texts, 4096);
        texts.reverse();
        assert_eq!(of(&texts, 4096), before);
    }

    #[test]
    fn phrases_are_cut_alike_wherever_they_stand() {
        let all = |text: &'static str| {
            let mut found = Vec::new();
            phrases(text.as_bytes(), |phrase| found.push(phrase));
            found
        };
        let alone = all("\nlet guess = String::new();\n");
        let within = all("fn main() {\nlet guess = String::new();\nprintln!();\n");
        assert!(alone.iter().all(|phrase| within.contains(phrase)), "{alone:?} {within:?}");
    }
}
