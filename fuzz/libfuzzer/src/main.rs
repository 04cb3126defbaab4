//! libFuzzer's side: one program for all targets, of which `THUMBINDEX_FUZZ` names one. `cargo xtask fuzz` runs it.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<thumbindex_fuzz::Target> = LazyLock::new(|| {
    let name = std::env::var("THUMBINDEX_FUZZ").expect("THUMBINDEX_FUZZ names the target");
    thumbindex_fuzz::target(&name).unwrap_or_else(|| panic!("there is no target {name}"))
});

fuzz_target!(
    // Books are made before the clock of the first input runs.
    init: (TARGET.seeds)().iter().take(1).for_each(|seed| (TARGET.run)(seed)),
    |bytes: &[u8]| (TARGET.run)(bytes)
);
