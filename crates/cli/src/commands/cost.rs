//! What a search makes a reader fetch: files, bytes and round trips, as the engine itself asks for them.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;
use thumbindex_engine::SearchOptions;

use crate::driver::Book;
use crate::failure::Failure;
use crate::terminal::{Style, counted, one_line, size};

/// A search by somebody who has just come, with ten results and their excerpts. The root is there already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Cost {
    pub(crate) query: String,
    /// How many sections match.
    total: u32,
    files: usize,
    bytes: usize,
    /// How often everything had to wait for files before it was known which others are needed.
    #[serde(rename = "roundTrips")]
    round_trips: usize,
}

/// What a reader's browser asks for with every search.
const OPTIONS: SearchOptions = SearchOptions { limit: 10, excerpts: true, correct: true };

/// What each of these searches costs.
pub(crate) fn of_queries(
    out: &Path,
    language: Option<&str>,
    queries: &[String],
) -> Result<Vec<Cost>, Failure> {
    let cost = |query: &String| {
        // Every one from the beginning: what one search has fetched the next would have for nothing.
        let mut book = Book::open(out, language)?;
        let total = book.search(query, &OPTIONS)?.total;
        let fetched = book.fetched();
        Ok(Cost {
            query: query.clone(),
            total,
            files: fetched.files,
            bytes: fetched.bytes,
            round_trips: fetched.round_trips,
        })
    };
    queries.iter().map(cost).collect()
}

/// How many searches a sample has at most.
const SAMPLE: usize = 20;

/// Beginnings that most languages have words for.
const BEGINNINGS: [&str; 17] =
    ["a", "c", "d", "e", "i", "m", "o", "p", "r", "s", "t", "а", "с", "π", "的", "の", "が"];

/// Searches that somebody could make: the commonest words with each beginning, and the headings they find.
pub(crate) fn sample(out: &Path, language: Option<&str>) -> Result<Vec<String>, Failure> {
    let mut book = Book::open(out, language)?;
    let mut words = BTreeSet::new();
    for beginning in BEGINNINGS {
        words.extend(book.suggest(beginning, 1)?);
    }
    let mut headings = BTreeSet::new();
    for word in words.iter().take(SAMPLE / 2) {
        let results = book.search(word, &SearchOptions { limit: 1, excerpts: false, ..OPTIONS })?;
        let found = results.pages.into_iter().flat_map(|page| page.sections);
        headings.extend(found.map(|section| section.heading));
    }
    let words = words.into_iter().take(SAMPLE / 2);
    Ok(words.chain(headings).filter(|query| !query.trim().is_empty()).collect())
}

/// A line for each search, then the middle and the dearest of them. `root` is the size of the file that comes before all.
pub(crate) fn text(costs: &[Cost], root: usize, style: Style) -> String {
    const WIDTH: usize = 32;
    let mut out = format!("{}, after {} for the root", style.title("a first search"), size(root));
    if costs.iter().all(|cost| cost.bytes == 0) {
        return out + ": nothing more\n";
    }
    out.push('\n');
    for cost in costs {
        let query = one_line(&cost.query);
        let query = match query.char_indices().nth(WIDTH) {
            Some((at, _)) => format!("{}…", &query[..at]),
            None => query,
        };
        out += &format!(
            "  {query:<33} {:>10}  {} in {}\n",
            size(cost.bytes),
            counted(cost.files, "file"),
            counted(cost.round_trips, "round trip")
        );
    }
    let mut bytes: Vec<usize> = costs.iter().map(|cost| cost.bytes).collect();
    bytes.sort_unstable();
    if let (Some(middle), Some(last)) = (bytes.get(bytes.len() / 2), bytes.last()) {
        out += &format!("  half of them at most {}, all of them at most {}\n", size(*middle), size(*last));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_a_line_each_and_a_summary() {
        let cost =
            |query: &str, bytes| Cost { query: query.into(), total: 1, files: 1, bytes, round_trips: 2 };
        let costs = [cost("own\n", 999), cost(&"ü".repeat(40), 2_000), cost("c", 1_000)];
        let text = text(&costs, 5_000, Style::default());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "a first search, after 5.0 KB for the root");
        assert_eq!(lines[1], format!("  {:<33}  999 bytes  1 file in 2 round trips", "own"));
        assert!(lines[2].starts_with(&format!("  {}… ", "ü".repeat(32))), "{}", lines[2]);
        assert_eq!(lines[4], "  half of them at most 1.0 KB, all of them at most 2.0 KB");
        assert!(
            super::text(&[cost("own", 0)], 5_000, Style::default())
                .ends_with(" for the root: nothing more\n")
        );
    }
}
