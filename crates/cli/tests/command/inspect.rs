//! What `inspect` says of an index: what its parts weigh, and what searches cost.

use crate::bench::Bench;

#[test]
fn the_parts_are_all_of_the_index() {
    let bench = Bench::with_large_site();
    let built = bench.ok(&["build", "site", "--out", "out", "--json"]).json();
    let inspected = bench.ok(&["inspect", "out", "--json"]).json();
    let parts = inspected["languages"][0]["parts"].as_array().expect("parts");
    let sum: u64 = parts.iter().map(|part| part["bytes"].as_u64().expect("bytes")).sum();
    assert_eq!((Some(sum), inspected["bytes"].as_u64()), (built["bytes"].as_u64(), built["bytes"].as_u64()));
    let files: u64 = parts.iter().map(|part| part["files"].as_u64().expect("files")).sum();
    assert_eq!(files as usize, bench.index_files("out").len());
}

#[test]
fn a_search_costs_the_files_that_it_needs() {
    let bench = Bench::with_large_site();
    bench.ok(&["build", "site", "--out", "out"]);
    let inspected = bench.ok(&["inspect", "out", "traveller", "qqq", "--json"]).json();
    let searches = inspected["searches"].as_array().expect("searches");
    assert_eq!((searches.len(), searches[0]["query"].as_str()), (2, Some("traveller")));
    let cost = |at: usize, what: &str| searches[at][what].as_u64().unwrap_or_else(|| panic!("{what}"));
    assert!(cost(0, "files") >= 1 && cost(0, "roundTrips") >= 1 && cost(0, "total") == 1, "{searches:?}");
    assert!(cost(0, "files") < bench.index_files("out").len() as u64, "{searches:?}");
    let largest = bench.files("out").iter().map(|(_, content)| content.len() as u64).max();
    assert!(cost(0, "bytes") > 0 && Some(cost(0, "bytes")) <= largest.map(|most| most * cost(0, "files")));
    assert!(cost(1, "bytes") <= cost(0, "bytes"), "{searches:?}");
}

#[test]
fn without_queries_some_words_of_the_index_are_weighed() {
    let bench = Bench::with_large_site();
    bench.ok(&["build", "site", "--out", "out"]);
    let inspected = bench.ok(&["inspect", "out", "--json"]).json();
    let searches = inspected["searches"].as_array().expect("searches");
    assert!(searches.len() > 2, "{searches:?}");
    assert!(searches.iter().all(|search| search["total"].as_u64() > Some(0)), "{searches:?}");
    let text = bench.ok(&["inspect", "out"]).stdout;
    assert!(text.contains("round trip") && text.contains("of them at most"), "{text}");
}
