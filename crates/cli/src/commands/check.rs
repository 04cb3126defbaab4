//! `thumbindex check`: what an author may want to mend, found without building anything.

use serde_json::json;
use thumbindex_indexer::Folder;
use thumbindex_indexer::Progress as Read;
use thumbindex_indexer::check::{Finding, Kind, check};

use super::make::own_files;
use crate::args::{Check, Making, Reading};
use crate::failure::Failure;
use crate::folders;
use crate::plan::Plan;
use crate::terminal::{self, Progress, Style, counted, one_line};

/// How many findings of a sort are shown.
const SHOWN: usize = 10;

pub(crate) fn run(arguments: &Check) -> Result<(), Failure> {
    let reading = Reading { content: arguments.content.clone(), ..Reading::default() };
    let mut plan = Plan::of(&Making { reading, ..Making::default() })?;
    folders::check(&plan.dir)?;
    plan.options.ignore =
        folders::below(&plan.dir, &plan.out()).as_deref().map(own_files).unwrap_or_default();
    let mut progress = Progress::new(true);
    let mut tell = |Read { done, total, .. }| progress.show("reading", done, total);
    let findings = check(&Folder::new(&plan.dir), &plan.options, &mut tell)
        .map_err(|error| Failure::Source { folder: plan.dir.clone(), error })?;
    drop(progress);
    if arguments.json {
        terminal::print(&format!("{:#}\n", json!({ "findings": findings })));
    } else {
        terminal::print(&text(&findings, arguments.verbose, Style::of_stdout()));
    }
    match findings.len() {
        found if found > 0 && arguments.strict => Err(Failure::Findings(counted(found, "finding"))),
        _ => Ok(()),
    }
}

fn text(findings: &[Finding], verbose: bool, style: Style) -> String {
    if findings.is_empty() {
        return String::from("nothing to mend\n");
    }
    let mut out = String::new();
    for of_kind in findings.chunk_by(|a, b| a.kind == b.kind) {
        out += &format!("{} ({})\n", style.title(title(of_kind[0].kind)), of_kind.len());
        let shown = if verbose { of_kind.len() } else { of_kind.len().min(SHOWN) };
        for finding in &of_kind[..shown] {
            out += &format!("  {}: {}\n", one_line(&finding.page), one_line(&finding.what));
        }
        if shown < of_kind.len() {
            out += &format!("  and {} more; --verbose shows them\n", of_kind.len() - shown);
        }
    }
    out
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::BrokenLink => "broken links",
        Kind::BrokenAnchor => "links to ids that are not there",
        Kind::NoTitle => "pages without a title",
        Kind::NoId => "headings without an id",
        Kind::Repeated => "the same text twice",
        Kind::Spelling => "words that may be misspelt",
    }
}
