//! `cargo xtask guide`: the pages of the guide that say what stands elsewhere too, made from there.
//!
//! They are committed, since the guide is also a book that is compiled in, and a build must not write into its own sources. A test
//! (`tests/node/guide.test.js`) fails where one is out of date.

use crate::sh::{self, Done, at, step};
use crate::{build, npm, rust};

pub(crate) fn run() -> Done {
    // The help texts are those of the command as it is now.
    build::run()?;
    step("made pages of the guide", || {
        sh::run(npm::node().arg(at("xtask/src/guide/pages.js")).arg(rust::thumbindex()))
    })
}
