//! The widget that travels inside the command, when it was there as the command was compiled.

/// Names, relative to the output folder, and bytes.
pub(crate) const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/widget.rs"));

/// What to say when it is not.
pub(crate) const MISSING: &str = "this thumbindex was compiled without the widget, so that only the index is written; `cargo xtask build` makes one with it";
