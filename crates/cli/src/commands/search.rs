//! `thumbindex search`: the engine that readers have, in a terminal.

use std::collections::BTreeMap;

use thumbindex_engine::{Explanation, FoundTerm, PageHit, Piece, Results, SearchOptions, SectionHit};

use crate::args::Search;
use crate::driver::Book;
use crate::failure::Failure;
use crate::terminal::{self, Style, count, counted, one_line};

pub(crate) fn run(search: &Search) -> Result<(), Failure> {
    let mut book = Book::open(&search.out, search.lang.as_deref())?;
    let query = search.words.join(" ");
    let options = SearchOptions { limit: search.limit, excerpts: true, correct: !search.literal };
    let results = book.search(&query, &options)?;
    let mut reasons = Reasons::new();
    if search.explain {
        reasons.extend(book.explain(&query, &options));
    }
    if search.json {
        terminal::print(&format!("{}\n", json(&results, &reasons)?));
    } else {
        terminal::print(&text(&results, &reasons, Style::of_stdout()));
    }
    Ok(())
}

/// Why sections stand where they do, by URL; empty unless that was asked for.
type Reasons = BTreeMap<String, Explanation>;

/// What readers' pages get, and `explanations` where they were asked for.
fn json(results: &Results, reasons: &Reasons) -> Result<String, Failure> {
    let fault = |fault: serde_json::Error| Failure::Fault(fault.to_string());
    let mut json = serde_json::to_value(results).map_err(fault)?;
    if let Some(object) = json.as_object_mut().filter(|_| !reasons.is_empty()) {
        object.insert("explanations".into(), serde_json::to_value(reasons).map_err(fault)?);
    }
    serde_json::to_string_pretty(&json).map_err(fault)
}

fn text(results: &Results, reasons: &Reasons, style: Style) -> String {
    let mut out = String::new();
    for page in &results.pages {
        out += &page_text(page, reasons, style);
        out.push('\n');
    }
    out + &summary(results)
}

fn page_text(page: &PageHit, reasons: &Reasons, style: Style) -> String {
    let above = page.breadcrumbs.iter().map(|title| one_line(title)).collect::<Vec<_>>().join(" › ");
    let above = if above.is_empty() { above } else { format!("  {}", style.faint(&above)) };
    let mut out = format!("{}{above}\n", style.title(&one_line(&page.title)));
    for section in &page.sections {
        out += &section_text(section, style);
        if let Some(why) = reasons.get(&section.url) {
            out += &why_text(why);
        }
    }
    out
}

/// The score, then a line for each word that was found.
fn why_text(why: &Explanation) -> String {
    let opening = if why.opening > 1.0 { ", opens its page" } else { "" };
    let mut out = format!(
        "    score {:.3}: words {:.3}, coverage {:.2}, overlap with the heading {:.2}{opening}\n",
        why.score, why.words_mean, why.coverage, why.overlap
    );
    for word in &why.words {
        let found: Vec<String> = word.found.iter().map(found_text).collect();
        let found = if found.is_empty() { String::from("not here") } else { found.join(", ") };
        out +=
            &format!("      {}: worth {:.2} of {:.2}; {found}\n", one_line(&word.word), word.worth, word.idf);
    }
    out
}

fn found_text(found: &FoundTerm) -> String {
    let taken = if found.evidence < 1.0 { format!(" × {:.2}", found.evidence) } else { String::new() };
    format!("{} in {} {:.1}{taken}", one_line(&found.term), found.place, found.frequency)
}

fn section_text(section: &SectionHit, style: Style) -> String {
    let heading = one_line(&section.heading);
    let mut out = format!("  {heading}  {}\n", style.faint(&one_line(&section.url)));
    let excerpt: String = section.excerpt.iter().map(|piece| piece_text(piece, style)).collect();
    if !excerpt.trim().is_empty() {
        out += &format!("    {}\n", excerpt.trim());
    }
    out
}

/// White space at the ends stays, since pieces stand side by side.
fn piece_text(piece: &Piece, style: Style) -> String {
    let plain: String = piece.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if piece.mark { style.mark(&plain) } else { plain }
}

fn summary(results: &Results) -> String {
    let shown: usize = results.pages.iter().map(|page| page.sections.len()).sum();
    let query = one_line(&results.query);
    let what = results.corrected.as_deref().map_or_else(
        || format!("“{query}”"),
        |corrected| format!("“{}”, corrected from “{query}”", one_line(corrected)),
    );
    if results.total == 0 {
        return format!("nothing found for {what}\n");
    }
    let total = results.total as usize;
    let least = if results.total_is_exact { "" } else { "at least " };
    let of = if shown < total || !results.total_is_exact {
        format!("{} of {least}{}", count(shown), counted(total, "section"))
    } else {
        counted(total, "section")
    };
    format!("{of} for {what}, {:.1} ms\n", results.took_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use thumbindex_engine::ExplainedWord;

    fn results() -> Results {
        let piece = |text: &str, mark| Piece { text: text.into(), mark, code: false };
        let section = SectionHit {
            url: "own.html#rules".into(),
            heading: "Ownership Rules".into(),
            score: 1.0,
            excerpt: vec![
                piece("First, the\n", false),
                piece("ownership", true),
                piece(" rules.\x1b[2J", false),
            ],
        };
        let page = PageHit {
            url: "own.html".into(),
            title: "What Is Ownership?".into(),
            breadcrumbs: vec!["Book".into(), "Understanding Ownership".into()],
            score: 1.0,
            sections: vec![section],
        };
        Results {
            query: "ownreship".into(),
            corrected: Some("ownership".into()),
            total: 12,
            total_is_exact: true,
            took_ms: 1.25,
            pages: vec![page],
        }
    }

    #[test]
    fn results_are_grouped_by_page() {
        let expected = "What Is Ownership?  Book › Understanding Ownership\n  \
            Ownership Rules  own.html#rules\n    First, the ownership rules. [2J\n\n\
            1 of 12 sections for “ownership”, corrected from “ownreship”, 1.2 ms\n";
        assert_eq!(text(&results(), &Reasons::new(), Style::default()), expected);
    }

    #[test]
    fn an_explanation_names_what_each_word_found() {
        let found = FoundTerm { term: "owner".into(), place: "text", frequency: 1.5, evidence: 0.7 };
        let word =
            ExplainedWord { word: "ownr".into(), idf: 3.0, worth: 1.25, coverage: 1.0, found: vec![found] };
        let why = Explanation {
            score: 0.5,
            of_words: 0.4,
            of_heading: 0.0,
            words_mean: 0.4,
            coverage: 1.0,
            overlap: 0.0,
            opening: 1.1,
            spelling: 1.0,
            words: vec![word],
        };
        let expected = "    score 0.500: words 0.400, coverage 1.00, overlap with the heading 0.00, opens its page\n      \
            ownr: worth 1.25 of 3.00; owner in text 1.5 × 0.70\n";
        assert_eq!(why_text(&why), expected);
        let reasons = Reasons::from([("own.html#rules".to_string(), why)]);
        assert!(text(&results(), &reasons, Style::default()).contains(expected));
        assert!(json(&results(), &reasons).is_ok_and(|json| json.contains("\"explanations\"")));
    }

    #[test]
    fn nothing_found_says_so() {
        let nothing = Results { total: 0, corrected: None, pages: Vec::new(), ..results() };
        assert_eq!(text(&nothing, &Reasons::new(), Style::default()), "nothing found for “ownreship”\n");
    }

    #[test]
    fn a_total_that_is_not_exact_is_called_at_least() {
        let some = Results { total: 1, total_is_exact: false, corrected: None, ..results() };
        assert_eq!(summary(&some), "1 of at least 1 section for “ownreship”, 1.2 ms\n");
    }
}
