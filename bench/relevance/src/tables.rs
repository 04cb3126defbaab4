//! What was measured, as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::measure::{Score, Scores};

/// In the order of the bench's other tables.
const KINDS: [&str; 6] = ["anchor", "heading", "typo", "prefix", "inflect", "sentence"];

/// Means of the six books together (`six`), of `merged`, and of anything else that was measured, by kind.
pub(crate) type Sets = BTreeMap<String, Scores>;

/// Pools the books.
pub(crate) fn sets(by_book: &[(String, Scores)]) -> Sets {
    let mut sets = Sets::new();
    for (book, scores) in by_book {
        let set = sets.entry(if book == "merged" { "merged" } else { "books" }.to_string()).or_default();
        for (kind, score) in scores {
            set.entry(kind.clone()).or_default().merge(score);
        }
    }
    sets.values_mut().flat_map(|set| set.values_mut()).for_each(|score| *score = score.mean());
    sets
}

/// One table for what was pooled and one for each book.
pub(crate) fn page(by_book: &[(String, Scores)], sets: &Sets) -> String {
    let mut page = String::from("MRR@10, page / section\n\n");
    head(&mut page);
    for (name, set) in sets {
        row(&mut page, name, set);
    }
    if by_book.len() > sets.len() {
        for (book, scores) in by_book.iter().filter(|(book, _)| book != "merged") {
            let means = scores.iter().map(|(kind, score)| (kind.clone(), score.mean())).collect();
            row(&mut page, book, &means);
        }
    }
    for (name, set) in sets {
        let others = set.iter().filter(|(kind, _)| kind.ends_with('*'));
        // Writing to a string cannot fail.
        let _ = writeln!(page, "\n{name}, from other texts than headings: {}", kinds(others));
    }
    page
}

/// One line for a set with kinds of its own.
pub(crate) fn list(name: &str, set: &Scores) -> String {
    format!("\n{name}, page / section: {}\n", kinds(set))
}

fn kinds<'a>(set: impl IntoIterator<Item = (&'a String, &'a Score)>) -> String {
    let kind = |(kind, score): (&String, &Score)| format!("{kind} {} ({})", pair(Some(score)), score.queries);
    set.into_iter().map(kind).collect::<Vec<_>>().join(", ")
}

fn head(page: &mut String) {
    let _ = writeln!(page, "| | {} | mean | found nothing |\n|{}", KINDS.join(" | "), " --- |".repeat(9));
}

fn row(page: &mut String, name: &str, set: &Scores) {
    let scores: Vec<&Score> = KINDS.iter().filter_map(|kind| set.get(*kind)).collect();
    let count = scores.len().max(1) as f64;
    let mean = Score {
        page: scores.iter().map(|score| score.page).sum::<f64>() / count,
        section: scores.iter().map(|score| score.section).sum::<f64>() / count,
        ..Score::default()
    };
    let cells: Vec<String> = KINDS.iter().map(|kind| pair(set.get(*kind))).collect();
    let (empty, queries) =
        scores.iter().fold((0, 0), |sum, score| (sum.0 + score.empty, sum.1 + score.queries));
    let _ =
        writeln!(page, "| {name} | {} | {} | {empty} of {queries} |", cells.join(" | "), pair(Some(&mean)));
}

fn pair(score: Option<&Score>) -> String {
    score.map_or_else(|| "–".into(), |score| format!("{:.3}/{:.3}", score.page, score.section))
}
