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

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    std::hint::black_box(work());
    began.elapsed()
}
