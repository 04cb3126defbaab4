//! `cargo xtask relevance`: how well thumbindex ranks, held against a floor.
//!
//! Relevance does not depend on the machine, so unlike timings it can fail a change.

use crate::sh::{Done, at, cargo, command, run, step};
use crate::{bench, rust};
use std::path::Path;

/// Page and section MRR of every kind of query, as it was when it was last moved on purpose.
const FLOOR: &str = "bench/relevance/floor.json";

/// Measures, with `options` for the runner; without any, checks the floor and the operator tables, with the Chinese book where
/// a folder of corpora is named; with `--weights`, what each weight of the formula is worth.
pub(crate) fn measure(options: &[&str]) -> Done {
    let html = step("the toolchain's books", rust::documentation)?;
    step("the bench's queries", || bench::queries(&html))?;
    step("relevance", || match options {
        [] => {
            runner(&html, &["--operators"])?;
            runner(&html, &["--check", FLOOR])
        }
        [corpora] if !corpora.starts_with('-') => {
            let chinese = Path::new(corpora).join("rust-book-zh").display().to_string();
            runner(&html, &["--operators"])?;
            runner(&html, &["--chinese", &chinese, "--check", FLOOR])
        }
        ["--weights"] => run(command("python3")
            .arg(at("bench/relevance/weights.py"))
            .arg(&html)
            .args([at("target/bench/corpora"), at("target/bench/queries")])),
        _ => runner(&html, options),
    })
}

fn runner(html: &Path, options: &[&str]) -> Done {
    let mut runner = cargo();
    runner
        .args(["run", "--quiet", "--release", "--package", "thumbindex-relevance", "--", "--html"])
        .arg(html);
    runner.arg("--corpora").arg(at("target/bench/corpora")).arg("--queries").arg(at("target/bench/queries"));
    run(runner.args(options))
}
