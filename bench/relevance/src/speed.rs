//! What a keystroke costs natively: for finding what is slow. What readers get is measured in Node, beside the peers.

use std::path::Path;
use std::time::{Duration, Instant};

use serde::Deserialize;
use thumbindex_engine::{Engine, SearchOptions};

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
        let best = whole(engine, &query);
        format!("| {name} | {:.2} ms |\n", best.as_secs_f64() * 1000.0)
    });
    rows.concat()
}

/// How many queries are made of the traces, so that the slowest of them has been looked for.
const FUZZED: usize = 20_000;

/// What queries cost that nobody would type: traces with letters and pieces swapped, doubled, dropped and put in. The slowest
/// should take no more than ten times what one in a hundred takes.
pub(crate) fn fuzzed(engine: &mut Engine, traces: &Path) -> Result<String, Failure> {
    let traces: Vec<Trace> = lines(traces)?;
    let mut chance = 1u64;
    let mut roll = |sides: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) as usize % sides.max(1)
    };
    let scraps = [
        "\"",
        " -",
        "title:",
        "::",
        "e\u{301}",
        "所有",
        " ",
        "a",
        "the ",
        "..=",
        "\u{10ffff}",
        "_",
        "İ",
        "\u{200d}",
    ];
    let mut times: Vec<(Duration, String)> = Vec::new();
    for _ in 0..FUZZED {
        let mut query: Vec<char> =
            traces.get(roll(traces.len())).map_or("", |trace| &trace.query).chars().collect();
        for _ in 0..=roll(6) {
            let (from, to) = (roll(query.len() + 1), roll(query.len() + 1));
            match roll(4) {
                0 => drop(query.drain(from.min(to)..from.max(to))),
                1 => query.extend_from_within(from.min(to)..from.max(to)),
                2 if from.max(to) < query.len() => query.swap(from, to),
                _ => drop(query.splice(from..from, scraps[roll(scraps.len())].chars()).count()),
            }
        }
        let query: String = query.into_iter().collect();
        times.push((whole(engine, &query), query));
    }
    times.sort();
    let (usual, (worst, query)) = (times[times.len() * 99 / 100].0, &times[times.len() - 1]);
    let ratio = worst.as_secs_f64() / usual.as_secs_f64();
    let shown: String = query.chars().take(60).collect();
    Ok(format!(
        "{FUZZED} fuzzed queries: p99 {usual:?}, worst {worst:?} ({ratio:.1} times as much) {shown:?}"
    ))
}

/// What a whole answer takes, with its excerpts.
pub(crate) fn whole(engine: &mut Engine, query: &str) -> Duration {
    let mut answer = || time(|| engine.search(query, &SearchOptions::default()));
    (0..PASSES).map(|_| answer()).min().unwrap_or_default()
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    std::hint::black_box(work());
    began.elapsed()
}
