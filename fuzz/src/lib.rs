//! What must hold for any bytes whatever, one function for each way in.
//!
//! libFuzzer calls these functions with bytes that it bends towards new paths through the code (`libfuzzer/`, run by `cargo
//! xtask fuzz`), and an ordinary test calls them with the inputs that are kept in `corpus/` and with many small damages of good
//! inputs (`tests/replay.rs`). A function panics where a promise is broken.
#![forbid(unsafe_code)]

mod books;
mod content;
mod index;
mod words;

pub use books::Dice;

/// A way in for bytes that nobody vouches for.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The name of its folder in `corpus/`.
    pub name: &'static str,
    /// Sees to it that all promises are kept for these bytes.
    pub run: fn(&[u8]),
    /// Good inputs to begin from, where the files in `corpus/` cannot be: the bytes of an index are made by the writer of the
    /// day, so that they are never of an old version.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub const TARGETS: [Target; 18] = [
    Target { name: "open", run: index::open, seeds: index::whole },
    Target { name: "root", run: index::root, seeds: index::bodies },
    Target { name: "dictionary", run: index::dictionary, seeds: index::dictionaries },
    Target { name: "chapters", run: index::chapters, seeds: index::chapters_seeds },
    Target { name: "lexicon", run: index::lexicon, seeds: index::lexicons },
    Target { name: "terms", run: index::terms, seeds: index::terms_seeds },
    Target { name: "block", run: index::block, seeds: index::blocks },
    Target { name: "tail", run: index::tail, seeds: index::tails },
    Target { name: "codec", run: index::codec, seeds: index::packed },
    Target { name: "query", run: words::query, seeds: words::queries },
    Target { name: "excerpt", run: words::excerpt, seeds: none },
    Target { name: "shortcut", run: words::shortcut, seeds: none },
    Target { name: "markdown", run: content::markdown, seeds: none },
    Target { name: "summary", run: content::summary, seeds: none },
    Target { name: "config", run: content::config, seeds: none },
    Target { name: "html", run: content::html, seeds: none },
    Target { name: "inject", run: content::inject, seeds: none },
    Target { name: "container", run: content::container, seeds: content::containers },
];

/// The target of that name.
pub fn target(name: &str) -> Option<Target> {
    TARGETS.into_iter().find(|target| target.name == name)
}

fn none() -> Vec<Vec<u8>> {
    Vec::new()
}
