//! Whether operators and sigils find the table row or section that explains them.

use std::collections::BTreeSet;
use std::path::Path;

use thumbindex_index::Book;

use crate::Failure;
use crate::measure::search;
use crate::site;

/// Books with pages that list operators.
const TABLES: [(&str, &[&str]); 2] = [
    ("book", &["appendix-02-operators.html"]),
    ("reference", &["expressions.html", "expressions/operator-expr.html"]),
];
/// Results on the first page.
const FIRST_PAGE: usize = 10;

/// Searches for all that the tables mention without a space; fails when one of them is not on the first page.
pub(crate) fn measure(html: &Path) -> Result<(), Failure> {
    let mut missed = Vec::new();
    for (name, pages) in TABLES {
        let books = site::read(html, &[name])?;
        let mut engine = site::engine(&books)?;
        let (mut count, mut sum) = (0, 0.0);
        for (symbol, answers) in mentions(&books, pages) {
            // A space ends the operator: it is not the beginning of a longer one.
            let urls = search(&mut engine, &format!("{symbol} "));
            let rank = urls.iter().position(|url| answers.contains(url)).map_or(0, |at| at + 1);
            count += 1;
            sum += if rank == 0 { 0.0 } else { 1.0 / rank as f64 };
            if !(1..=FIRST_PAGE).contains(&rank) {
                missed.push(format!(
                    "{name}: {symbol} [{rank}], before it {}",
                    urls[..urls.len().min(3)].join(" ")
                ));
            }
        }
        println!("{name}: {count} operators and sigils, MRR {:.3}", sum / f64::from(count));
    }
    println!("not among the first {FIRST_PAGE}: {}", missed.len());
    missed.iter().for_each(|miss| println!("  {miss}"));
    if missed.is_empty() { Ok(()) } else { Err("operators were not found".into()) }
}

/// What the pages mention, each with the sections that do.
fn mentions(books: &[Book], pages: &[&str]) -> Vec<(String, BTreeSet<String>)> {
    let mut mentions = std::collections::BTreeMap::<String, BTreeSet<String>>::new();
    let listed = books.iter().flat_map(|book| &book.pages).filter(|page| pages.contains(&page.url.as_str()));
    for page in listed {
        for section in &page.sections {
            let url = section.id.as_ref().map_or(page.url.clone(), |id| format!("{}#{id}", page.url));
            for code in section.code.iter().filter(|code| !code.contains(char::is_whitespace)) {
                mentions.entry(code.clone()).or_default().insert(url.clone());
            }
        }
    }
    mentions.into_iter().collect()
}
