//! What a keystroke costs natively: for finding what is slow. What readers get is measured in Node, beside the peers.

use std::path::Path;
use std::time::{Duration, Instant};

use serde::Deserialize;
use thumbindex_engine::Engine;

use crate::Failure;
use crate::judged::lines;
use crate::measure::search;

#[derive(Deserialize)]
struct Trace {
    query: String,
}

/// Each keystroke is timed this often, and its best time counts: other processes only ever add.
const PASSES: usize = 3;

/// Types every trace letter by letter; median, 99th percentile, and the slowest keystrokes.
pub(crate) fn measure(engine: &mut Engine, traces: &Path) -> Result<String, Failure> {
    let mut times: Vec<(Duration, String)> = Vec::new();
    for trace in lines::<Trace>(traces)? {
        for (at, c) in trace.query.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let typed = &trace.query[..at + c.len_utf8()];
            let best = (0..PASSES).map(|_| time(|| search(engine, typed))).min().unwrap_or_default();
            times.push((best, typed.to_string()));
        }
    }
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].0;
    let slowest: Vec<String> =
        times.iter().rev().take(8).map(|(time, typed)| format!("{time:?} {typed:?}")).collect();
    Ok(format!("p50 {:?}, p95 {:?}, p99 {:?}; slowest {}", at(0.5), at(0.95), at(0.99), slowest.join(", ")))
}

/// The worst that can be typed, and what it costs.
pub(crate) fn worst(engine: &mut Engine) -> String {
    let common = "the a to of is in and that it this for with as be we";
    let queries = [
        ("one letter", "s".to_string()),
        ("the commonest words", common.to_string()),
        ("60 words", "ownership borrow lifetime trait generic closure ".repeat(10)),
        ("4,000 characters", "ownership-of-values ".repeat(200)),
        ("4,000 characters without a space", "x".repeat(4000)),
        (
            "20 misspelt words",
            "ownreship borowing lifetmes genrics closurse iteratr patern refernce mutabel strcut \
            enumm vectr hashmp crat modul packge depndency featre compilr attribte"
                .to_string(),
        ),
        ("2,000 quotation marks", "\"".repeat(2000)),
    ];
    let rows = queries.map(|(name, query)| {
        let best = (0..PASSES).map(|_| time(|| search(engine, &query))).min().unwrap_or_default();
        format!("| {name} | {:.2} ms |\n", best.as_secs_f64() * 1000.0)
    });
    rows.concat()
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    std::hint::black_box(work());
    began.elapsed()
}
