//! `cargo xtask relevance`: how well thumbindex ranks, held against a floor.
//!
//! Relevance does not depend on the machine, so unlike timings it can fail a change.

use crate::sh::{Done, at, cargo, command, run, step};
use crate::{bench, rust};
use std::path::Path;

/// Measures, with `options` for the runner; without any, checks the floor and the operator tables; with `--weights`, what
/// each weight of the formula is worth.
pub(crate) fn measure(options: &[&str]) -> Done {
    let html = step("the toolchain's books", rust::documentation)?;
    step("the bench's queries", || bench::queries(&html))?;
    step("relevance", || match options {
        [] => {
            let floor = at("bench/relevance/floor.json").display().to_string();
            runner(&html, &["--operators"])?;
            runner(&html, &["--check", &floor])
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
