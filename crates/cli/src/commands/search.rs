//! `thumbindex search`: the engine that readers have, in a terminal.

use thumbindex_engine::{PageHit, Piece, Results, SearchOptions, SectionHit};

use crate::args::Search;
use crate::driver::Book;
use crate::failure::Failure;
use crate::terminal::{self, Style, count, counted, one_line};

pub(crate) fn run(search: &Search) -> Result<(), Failure> {
    let mut book = Book::open(&search.out, search.lang.as_deref())?;
    let query = search.words.join(" ");
    let results = book.search(&query, &SearchOptions { limit: search.limit, ..SearchOptions::default() })?;
    if search.json {
        let json =
            serde_json::to_string_pretty(&results).map_err(|fault| Failure::Fault(fault.to_string()))?;
        terminal::print(&format!("{json}\n"));
    } else {
        terminal::print(&text(&results, Style::of_stdout()));
    }
    Ok(())
}

fn text(results: &Results, style: Style) -> String {
    let mut out = String::new();
    for page in &results.pages {
        out += &page_text(page, style);
        out.push('\n');
    }
    out + &summary(results)
}

fn page_text(page: &PageHit, style: Style) -> String {
    let above = page.breadcrumbs.iter().map(|title| one_line(title)).collect::<Vec<_>>().join(" › ");
    let above = if above.is_empty() { above } else { format!("  {}", style.faint(&above)) };
    let mut out = format!("{}{above}\n", style.title(&one_line(&page.title)));
    for section in &page.sections {
        out += &section_text(section, style);
    }
    out
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
        assert_eq!(text(&results(), Style::default()), expected);
    }

    #[test]
    fn nothing_found_says_so() {
        let nothing = Results { total: 0, corrected: None, pages: Vec::new(), ..results() };
        assert_eq!(text(&nothing, Style::default()), "nothing found for “ownreship”\n");
    }

    #[test]
    fn a_total_that_is_not_exact_is_called_at_least() {
        let some = Results { total: 1, total_is_exact: false, corrected: None, ..results() };
        assert_eq!(summary(&some), "1 of at least 1 section for “ownreship”, 1.2 ms\n");
    }
}
