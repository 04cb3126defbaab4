//! Runs judged queries against an index and sums up where the answers stood.

use std::collections::{BTreeMap, HashSet};

use thumbindex_engine::{Answer, Engine, SearchOptions};

use crate::judged::{Corpus, Judged};

/// Mean reciprocal rank within the first ten, and how many queries it is the mean of.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Score {
    pub(crate) page: f64,
    pub(crate) section: f64,
    pub(crate) queries: usize,
    /// How many found nothing at all.
    pub(crate) empty: usize,
}

impl Score {
    pub(crate) fn add(&mut self, outcome: &Outcome) {
        self.page += reciprocal(outcome.page);
        self.section += reciprocal(outcome.section);
        self.queries += 1;
        self.empty += usize::from(outcome.found == 0);
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.page += other.page;
        self.section += other.section;
        self.queries += other.queries;
        self.empty += other.empty;
    }

    /// Sums to means.
    pub(crate) fn mean(&self) -> Self {
        let count = self.queries.max(1) as f64;
        Self { page: self.page / count, section: self.section / count, ..*self }
    }
}

/// Sums for each kind of query; a kind with `*` are its queries made from other texts than headings.
pub(crate) type Scores = BTreeMap<String, Score>;

/// Where the first right answer to one query stood; 0 when it was not among the first ten.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) page: usize,
    pub(crate) section: usize,
    pub(crate) found: usize,
    /// URLs, best first.
    pub(crate) urls: Vec<String>,
}

/// How many sections are asked for: the bench counts distinct pages among them.
const DEPTH: usize = 50;
/// Ranks further down count as not found.
const FIRST_PAGE: usize = 10;

/// Asks one query.
pub(crate) fn ask(engine: &mut Engine, corpus: &Corpus, judged: &Judged) -> Outcome {
    let urls = search(engine, &judged.query);
    let sections = urls.iter().filter_map(|url| corpus.section(url));
    let (pages, sections): (Vec<_>, Vec<_>) = sections.map(|section| (&section.page, &section.url)).unzip();
    outcome(&pages, &sections, judged, &urls)
}

/// Where the answers stand among the pages and sections found.
pub(crate) fn outcome(pages: &[&String], sections: &[&String], judged: &Judged, urls: &[String]) -> Outcome {
    Outcome {
        page: rank(pages, &judged.relevant_pages),
        section: rank(sections, &judged.relevant),
        found: urls.len(),
        urls: urls.to_vec(),
    }
}

impl Outcome {
    /// The query, its answers, and what stood before them.
    pub(crate) fn told(&self, judged: &Judged) -> String {
        let mut told = format!("{}  [{}/{}]", judged.query, self.page, self.section);
        judged.relevant.iter().for_each(|url| told += &format!("\n    want {url}"));
        self.urls.iter().take(4).for_each(|url| told += &format!("\n    got  {url}"));
        told
    }
}

/// URLs of the sections found, best first.
pub(crate) fn search(engine: &mut Engine, query: &str) -> Vec<String> {
    let options = SearchOptions { limit: DEPTH, excerpts: false, ..SearchOptions::default() };
    let Ok(Answer::Ready(results)) = engine.search(query, &options) else { return Vec::new() };
    let mut sections: Vec<_> = results.pages.into_iter().flat_map(|page| page.sections).collect();
    sections.sort_by(|a, b| b.score.total_cmp(&a.score));
    sections.into_iter().map(|section| section.url).collect()
}

/// Asks all queries of a book.
pub(crate) fn measure(engine: &mut Engine, corpus: &Corpus, queries: &[Judged]) -> Scores {
    let mut scores = Scores::new();
    for judged in queries {
        let outcome = ask(engine, corpus, judged);
        scores.entry(judged.kind.clone()).or_default().add(&outcome);
        if judged.base.is_some() && !corpus.is_from_heading(judged) {
            scores.entry(format!("{}*", judged.kind)).or_default().add(&outcome);
        }
    }
    scores
}

/// The place of the first wanted one among the distinct ones; 0 beyond the first ten.
fn rank(found: &[&String], wanted: &HashSet<String>) -> usize {
    let mut seen = HashSet::new();
    let mut distinct = found.iter().filter(|&&one| seen.insert(one));
    distinct.by_ref().take(FIRST_PAGE).position(|&one| wanted.contains(one)).map_or(0, |at| at + 1)
}

fn reciprocal(rank: usize) -> f64 {
    if rank == 0 { 0.0 } else { 1.0 / rank as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_do_not_push_an_answer_down() {
        let found = ["a", "a", "b"].map(String::from);
        let wanted = HashSet::from(["b".to_string()]);
        assert_eq!(rank(&found.iter().collect::<Vec<_>>(), &wanted), 2);
    }

    #[test]
    fn what_stands_beyond_the_first_ten_is_not_found() {
        let found: Vec<String> = (0..11).map(|n| n.to_string()).collect();
        let wanted = HashSet::from(["10".to_string()]);
        assert_eq!(rank(&found.iter().collect::<Vec<_>>(), &wanted), 0);
        assert_eq!(reciprocal(0), 0.0);
    }
}
