//! Chinese, on a book in Markdown: its headings, parts of them, and phrases, all taken from the book by rule.
//!
//! ```text
//! heading   every heading that only one section has                     that section
//! part      2 to 4 Han characters in a row of a heading with Han        sections whose heading has them in a row
//! phrase    4 to 8 Han characters in a row of a text, in one section    that section
//! ```
//!
//! Where a part or a phrase is cut out is drawn by a generator with a fixed seed, so every run asks the same.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use thumbindex_engine::Engine;
use thumbindex_index::percent::encode_fragment;
use thumbindex_index::{Book, CODE_END, CODE_START};
use thumbindex_indexer::{Folder, Options, markdown};

use crate::Failure;
use crate::judged::Judged;
use crate::measure::{Outcome, Scores, outcome, search};
use crate::site;

/// Places tried in a section before it is taken to have no phrase of its own.
const TRIES: usize = 20;

struct Entry {
    url: String,
    page: String,
    heading: String,
    text: String,
}

/// Scores by kind; with `failures`, lists the queries of that kind whose answer did not come first.
pub(crate) fn measure(folder: &Path, failures: Option<&str>) -> Result<Scores, Failure> {
    let books = markdown::read(&Folder::new(folder), &Options::default(), &mut |_| {})?.books;
    let mut engine = site::engine(&books)?;
    let entries = entries(&books);
    let mut scores = Scores::new();
    for judged in queries(&entries) {
        let outcome = ask(&mut engine, &entries, &judged);
        scores.entry(judged.kind.clone()).or_default().add(&outcome);
        if failures == Some(judged.kind.as_str()) && outcome.section != 1 {
            println!("chinese: {}", outcome.told(&judged));
        }
    }
    scores.values_mut().for_each(|score| *score = score.mean());
    Ok(scores)
}

fn entries(books: &[Book]) -> Vec<Entry> {
    let pages = books.iter().flat_map(|book| &book.pages);
    let sections = pages.flat_map(|page| page.sections.iter().map(move |section| (page, section)));
    let entry = |(page, section): (&thumbindex_index::Page, &thumbindex_index::Section)| Entry {
        url: section
            .id
            .as_ref()
            .map_or(page.url.clone(), |id| format!("{}#{}", page.url, encode_fragment(id))),
        page: page.url.clone(),
        heading: section.heading.clone(),
        text: section.text.clone(),
    };
    sections.map(entry).collect()
}

fn ask(engine: &mut Engine, entries: &[Entry], judged: &Judged) -> Outcome {
    let urls = search(engine, &judged.query);
    let page = |url: &String| entries.iter().find(|entry| entry.url == *url).map(|entry| &entry.page);
    let pages: Vec<&String> = urls.iter().filter_map(page).collect();
    outcome(&pages, &urls.iter().collect::<Vec<_>>(), judged, &urls)
}

fn queries(entries: &[Entry]) -> Vec<Judged> {
    let mut dice = Dice(0x5eed);
    let mut queries = headings(entries);
    queries.extend(parts(entries, &mut dice));
    queries.extend(phrases(entries, &mut dice));
    queries
}

fn headings(entries: &[Entry]) -> Vec<Judged> {
    let mut with: HashMap<&str, Vec<&Entry>> = HashMap::new();
    for entry in entries {
        with.entry(&entry.heading).or_default().push(entry);
    }
    let unique = entries.iter().filter(|entry| with[entry.heading.as_str()].len() == 1);
    unique.map(|entry| judged("heading", &entry.heading, [entry])).collect()
}

fn parts(entries: &[Entry], dice: &mut Dice) -> Vec<Judged> {
    let mut asked = HashSet::new();
    let mut queries = Vec::new();
    for entry in entries {
        let Some(part) = cut(&runs(&entry.heading, 2), 2..=4, dice) else { continue };
        if asked.insert(part.clone()) {
            let relevant = entries.iter().filter(|entry| entry.heading.contains(&part));
            queries.push(judged("part", &part, relevant));
        }
    }
    queries
}

fn phrases(entries: &[Entry], dice: &mut Dice) -> Vec<Judged> {
    let everything: Vec<String> =
        entries.iter().map(|entry| format!("{}\n{}", entry.heading, entry.text)).collect();
    let is_own = |phrase: &str| everything.iter().filter(|text| text.contains(phrase)).count() == 1;
    let own = |entry: &Entry, dice: &mut Dice| {
        let prose = prose(&entry.text);
        let runs = runs(&prose, 4);
        (0..TRIES).find_map(|_| cut(&runs, 4..=8, dice).filter(|phrase| is_own(phrase)))
    };
    entries.iter().filter_map(|entry| Some(judged("phrase", &own(entry, dice)?, [entry]))).collect()
}

fn judged<'a>(kind: &str, query: &str, relevant: impl IntoIterator<Item = &'a Entry>) -> Judged {
    let (relevant, relevant_pages) =
        relevant.into_iter().map(|entry| (entry.url.clone(), entry.page.clone())).unzip();
    Judged { query: query.into(), kind: kind.into(), relevant, relevant_pages, base: None }
}

/// The text without its blocks of code.
fn prose(text: &str) -> String {
    let mut is_code = false;
    let keep = |&c: &char| {
        is_code = c == CODE_START || (is_code && c != CODE_END);
        !is_code
    };
    text.chars().filter(keep).collect()
}

/// Runs of at least so many Han characters.
fn runs(text: &str, at_least: usize) -> Vec<Vec<char>> {
    let runs = text.split(|c| !is_han(c)).map(|run| run.chars().collect::<Vec<_>>());
    runs.filter(|run| run.len() >= at_least).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// Some characters in a row of one of the runs.
fn cut(runs: &[Vec<char>], length: std::ops::RangeInclusive<usize>, dice: &mut Dice) -> Option<String> {
    let run = runs.get(dice.below(runs.len()))?;
    let most = run.len().min(*length.end());
    let count = length.start() + dice.below(most - length.start() + 1);
    let start = dice.below(run.len() - count + 1);
    Some(run[start..start + count].iter().collect())
}

/// Knuth's linear congruential generator.
struct Dice(u64);

impl Dice {
    /// A number below `limit`; 0 when there is none.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(url: &str, heading: &str, text: &str) -> Entry {
        Entry { url: url.into(), page: url.into(), heading: heading.into(), text: text.into() }
    }

    #[test]
    fn queries_come_from_runs_of_han_and_ask_for_the_sections_that_have_them() {
        let text = format!("引用必须总是有效。{CODE_START}// 这是一段注释文字\n{CODE_END}");
        let entries =
            [entry("a", "什么是所有权", &text), entry("b", "总结", "好"), entry("c", "总结", "Rust")];
        let queries = queries(&entries);
        let of = |kind: &str| queries.iter().filter(|judged| judged.kind == kind).collect::<Vec<_>>();
        assert_eq!(of("heading").len(), 1);
        assert_eq!(of("phrase").len(), 1);
        assert!("引用必须总是有效".contains(&of("phrase")[0].query));
        let summary = of("part").into_iter().find(|judged| judged.query == "总结");
        assert_eq!(summary.map(|judged| judged.relevant.len()), Some(2));
    }
}
