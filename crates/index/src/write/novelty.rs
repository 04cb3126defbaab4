//! How much of a text is said neither all over a site nor just before. A site made by a program says most of its sentences
//! hundreds of times; packed, those are next to nothing, and what is left is what a reader waits for.

use xxhash_rust::xxh64::xxh64;

use super::hashed::Hashes;

/// Words that are looked at together.
const RUN: usize = 3;
/// Counters, by a hash of the run: two runs that share one are taken to be said more often than they are. There are several for
/// each word, up to this many; memory that is touched all over takes longer to get than to use.
const MIN_COUNTERS: usize = 1 << 12;
const MAX_COUNTERS: usize = 1 << 22;
/// So many runs are taken to be in the dictionary.
const SHARED: usize = 4096;

/// How often runs of words are said.
pub(super) struct Novelty {
    /// As many as a power of two.
    counts: Vec<u16>,
    /// What is said more often is in the dictionary.
    common: u16,
    /// Runs that were said since the last beginning.
    said: Hashes,
}

impl Novelty {
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let bytes: usize = texts.clone().map(str::len).sum();
        let mut counts = vec![0_u16; (bytes.next_power_of_two() / 2).clamp(MIN_COUNTERS, MAX_COUNTERS)];
        // How many runs are said more often than once, twice, four times …
        let mut more_often = [0_usize; 15];
        for text in texts {
            runs(text, |_, run| {
                let at = counter(&counts, run);
                let count = &mut counts[at];
                if count.is_power_of_two()
                    && let Some(runs) = more_often.get_mut(count.ilog2() as usize)
                {
                    *runs += 1;
                }
                *count = count.saturating_add(1);
            });
        }
        let power = more_often.iter().take_while(|&&runs| runs > SHARED).count();
        Self { counts, common: 1 << power, said: Hashes::default() }
    }

    pub(super) fn begin(&mut self) {
        self.said.clear();
    }

    /// Bytes of the words that end a run which is new here.
    pub(super) fn bytes(&mut self, text: &str) -> usize {
        let mut bytes = 0;
        runs(text, |word, run| {
            if self.counts[counter(&self.counts, run)] <= self.common && self.said.insert(run) {
                bytes += word.len();
            }
        });
        bytes
    }
}

/// The place of a run's counter.
fn counter(counts: &[u16], run: u64) -> usize {
    (run >> (64 - counts.len().ilog2())) as usize
}

/// Each word with what follows it up to the next, and a hash of the run that it ends.
fn runs<'a>(text: &'a str, mut each: impl FnMut(&'a str, u64)) {
    let mut hashes = [0_u64; RUN];
    for word in text.split_inclusive(|character: char| !character.is_alphanumeric()) {
        hashes.rotate_left(1);
        hashes[RUN - 1] = xxh64(word.as_bytes(), 0);
        let run = hashes.iter().fold(0_u64, |run, hash| run.rotate_left(21) ^ hash);
        // Its higher bits tell counters apart: 2^64 by the golden ratio carries the others there.
        each(word, run.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_just_said_is_not_new_until_the_next_beginning() {
        let text = "every value has one owner at a time";
        let mut novelty = Novelty::of([text].into_iter());
        novelty.begin();
        assert_eq!(novelty.bytes(text), text.len());
        assert_eq!(novelty.bytes(text), 0);
        novelty.begin();
        assert_eq!(novelty.bytes(text), text.len());
    }

    #[test]
    fn what_is_said_everywhere_is_never_new() {
        let texts: Vec<String> =
            (0..3_000).map(|n| format!("Returns a copy of {n}x and of {n}y and {n}z.")).collect();
        let mut novelty = Novelty::of(texts.iter().map(String::as_str));
        novelty.begin();
        let bytes = novelty.bytes(&texts[7]);
        assert!((1..texts[7].len() - "Returns a copy".len()).contains(&bytes), "{bytes}");
    }
}
