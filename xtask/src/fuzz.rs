//! `cargo xtask fuzz`: the targets of `fuzz/` by libFuzzer, one after another.
//!
//! What is made on the way stays below `target/fuzz`: the program, the seeds, the inputs that led to new paths, and in `found/`
//! those that broke a promise.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::sh::{Done, at, cargo, command, run, step};
use crate::tools;

/// Instrumentation is asked of the compiler by options that are stable for nobody but the nightly toolchain.
const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// How the program is instrumented. Our crates have no `unsafe`, so that the address sanitizer watches dependencies alone, and a
/// reader has no magic words behind checksums that are made right; without both, inputs are tried ten times as fast.
#[derive(Clone, Copy)]
enum Build {
    Lean,
    Sanitized,
}

/// `--sanitize` for the slower build, `--minutes N` for each of the targets named, or of all; a minute if nobody says.
pub(crate) fn run_targets(words: &[&str]) -> Done {
    let (build, words) = match words {
        ["--sanitize", words @ ..] => (Build::Sanitized, words),
        words => (Build::Lean, words),
    };
    let (minutes, named) = match words {
        ["--minutes", minutes, named @ ..] => (*minutes, named),
        named => ("1", named),
    };
    let minutes: f64 = minutes.parse().map_err(|_| format!("--minutes {minutes}: not a number"))?;
    let all = all()?;
    if let Some(unknown) = named.iter().find(|name| !all.iter().any(|target| target == *name)) {
        return Err(format!("there is no target {unknown}; there are {}", all.join(", ")));
    }
    step("cargo-fuzz", tools::cargo_fuzz)?;
    step("the targets, instrumented", || {
        run(libfuzzer("build", build).arg("target"))?;
        run(cargo()
            .args(["run", "--quiet", "--release", "--package", "thumbindex-fuzz", "--example", "seeds", "--"])
            .arg(at("target/fuzz/seeds")))
    })?;
    let seconds = (minutes * 60.0).ceil() as u32;
    let mut spent = Vec::new();
    for target in in_order(&all, named) {
        let executions = step(target, || fuzz(target, build, seconds));
        // What the others came to is told even if one is broken.
        if executions.is_err() {
            print!("{}", table(&spent, minutes));
        }
        spent.push((target, executions?));
    }
    print!("{}", table(&spent, minutes));
    Ok(())
}

/// The targets named, in the order in which they are named, or all.
fn in_order<'a>(all: &'a [String], named: &'a [&'a str]) -> Vec<&'a str> {
    if named.is_empty() { all.iter().map(String::as_str).collect() } else { named.to_vec() }
}

/// Rows for `fuzz/README.md`.
fn table(spent: &[(&str, u64)], minutes: f64) -> String {
    let mut out = String::from("| target | minutes | executions |\n| --- | ---: | ---: |\n");
    for (target, executions) in spent {
        out += &format!("| `{target}` | {minutes} | {executions} |\n");
    }
    out
}

/// The targets' names: each has a folder of inputs that are kept, or is listed with seeds of its own.
fn all() -> Done<Vec<String>> {
    let source = at("fuzz/src/lib.rs");
    let text =
        fs::read_to_string(&source).map_err(|fault| format!("cannot read {}: {fault}", source.display()))?;
    let names =
        text.split("Target { name: \"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    Ok(names.collect())
}

/// How often the target was run.
fn fuzz(target: &str, build: Build, seconds: u32) -> Done<u64> {
    let below = |folder: &str| at("target/fuzz").join(folder).join(target);
    let (new, found, seeds) = (below("corpus"), at("target/fuzz/found"), below("seeds"));
    let kept = at("fuzz/corpus").join(target);
    for folder in [&new, &found] {
        fs::create_dir_all(folder).map_err(|fault| format!("cannot make {}: {fault}", folder.display()))?;
    }
    let mut fuzzer = libfuzzer("run", build);
    fuzzer.arg("target").arg(&new).args([&seeds, &kept].into_iter().filter(|folder| folder.is_dir()));
    fuzzer.args(["--", "-timeout=10", "-rss_limit_mb=3000", "-print_final_stats=1", "-verbosity=1"]);
    fuzzer.arg(format!("-max_total_time={seconds}"));
    fuzzer.arg(format!("-artifact_prefix={}/{target}-", found.display()));
    fuzzer.env("THUMBINDEX_FUZZ", target).stderr(Stdio::piped());
    let mut running = fuzzer.spawn().map_err(|fault| format!("cannot run cargo fuzz: {fault}"))?;
    let mut executions = 0;
    // libFuzzer talks on the error stream, which goes on to whoever watches.
    for line in
        running.stderr.take().into_iter().flat_map(|said| BufReader::new(said).lines()).map_while(Result::ok)
    {
        eprintln!("{line}");
        if let Some(count) = line.strip_prefix("stat::number_of_executed_units:") {
            executions = count.trim().parse().unwrap_or_default();
        }
    }
    match running.wait() {
        Ok(status) if status.success() => Ok(executions),
        _ => Err(broken(target, &found)),
    }
}

fn broken(target: &str, found: &Path) -> String {
    format!(
        "{target} is broken; the input is in {}, and fuzz/README.md says what to do with it",
        found.display()
    )
}

fn libfuzzer(verb: &str, build: Build) -> Command {
    let mut cargo = command("cargo");
    cargo.args(["fuzz", verb]);
    let folder = match build {
        Build::Lean => {
            cargo.args(["--sanitizer", "none", "--no-trace-compares"]);
            "target/fuzz/lean"
        }
        Build::Sanitized => "target/fuzz/sanitized",
    };
    cargo.arg("--fuzz-dir").arg(at("fuzz/libfuzzer")).arg("--target-dir").arg(at(folder));
    cargo.env(UNSTABLE.0, UNSTABLE.1);
    cargo
}
