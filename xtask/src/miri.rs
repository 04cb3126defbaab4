//! `cargo xtask miri`: the reader's tests under Miri, which sees memory used in ways that only seem to work.
//!
//! The reader has no `unsafe` of its own: this is for what it stands on. Miri is some thousand times slower than a processor, so
//! tests that pack pages of text are left to the others.

use crate::sh::{Done, command, run, step};

/// Tests that pack or write much, to read it again: minutes each.
const SLOW: [&str; 11] = [
    "a_dictionary_is_no_larger",
    "a_dictionary_pays",
    "another_dictionary",
    "damaged_bytes_are_refused",
    "declared_lengths",
    "every_cut_and_every_flipped_bit",
    "finds_what_begins_like_something",
    "gives_back",
    "long_runs",
    "packing_does_not_depend",
    "reads_the_terms",
];

pub(crate) fn run_reader() -> Done {
    step("Miri", || {
        let toolchain =
            ["toolchain", "install", "nightly", "--profile", "minimal", "--component", "miri,rust-src"];
        run(command("rustup").args(toolchain))
    })?;
    step("the reader's tests", || {
        let mut tests = command("cargo");
        tests.args(["+nightly", "miri", "test", "--package", "thumbindex-index", "--features", "write"]);
        tests.args(["--lib", "--", "format"]).args(SLOW.iter().flat_map(|name| ["--skip", name]));
        // Random tests look for where they kept failures, and few cases must do.
        run(tests.env("MIRIFLAGS", "-Zmiri-disable-isolation").env("PROPTEST_CASES", "2"))
    })
}
