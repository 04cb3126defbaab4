//! Everything that can end the command early, in one line each: what, where, how to mend it.

use std::any::Any;
use std::io;
use std::path::PathBuf;

use thumbindex_index::{FormatError, WriteError};
use thumbindex_indexer::publish::PublishError;

use crate::terminal;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Usage(String),
    #[error("{}: no such folder; name one that exists", .0.display())]
    NoFolder(PathBuf),
    #[error("{}: this is a file; name the folder that it is in", .0.display())]
    NotAFolder(PathBuf),
    #[error("{}: {error}", .folder.display())]
    Source { folder: PathBuf, error: thumbindex_indexer::Error },
    #[error("{}: {error}", .folder.display())]
    Write { folder: PathBuf, error: WriteError },
    #[error("{}: {error}", .out.display())]
    Publish { out: PathBuf, error: PublishError },
    #[error("cannot read {}: {cause}; check that it is there and may be read", .path.display())]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("cannot write {}: {cause}; check that the folder may be written and has room", .path.display())]
    Unwritable { path: PathBuf, cause: io::Error },
    #[error(
        "{}: not under {}, so that no page there could name the widget; choose --out below that folder, or leave --inject out",
        .out.display(), .dir.display()
    )]
    OutsideSite { out: PathBuf, dir: PathBuf },
    #[error(
        "{}: a Markdown book has no pages yet; render it (`mdbook build`), then name the folder that the HTML is in",
        .0.display()
    )]
    NoPages(PathBuf),
    #[error("{}: there is something else than a module; name a file that ends in .wasm", .0.display())]
    Taken(PathBuf),
    #[error(
        "{}: mdBook has put no pages here; write `[output.html]` into book.toml, which mdBook wants beside other outputs",
        .0.display()
    )]
    NoRenderedPages(PathBuf),
    #[error("{} line {line}: {cause}", .path.display())]
    Config { path: PathBuf, line: usize, cause: String },
    #[error("{}: no index here; {hint}", .out.display())]
    NoIndex { out: PathBuf, hint: String },
    #[error("{}: {error}", .path.display())]
    Format { path: PathBuf, error: FormatError },
    #[error("{}: {error}", .path.display())]
    Engine { path: PathBuf, error: thumbindex_engine::Error },
    #[error("{}: this part of the index is missing; build the index again, or copy all of its files", .0.display())]
    MissingChunk(PathBuf),
    #[error("{}: no index for the language {asked}; there is {present}", .out.display())]
    NoLanguage { out: PathBuf, asked: String, present: String },
    #[error("port {port} on this machine: {cause}; choose another with --port")]
    Port { port: u16, cause: String },
    #[error("{}: there is one already, and it stays as it is; take it away first, or edit it", .0.display())]
    Exists(PathBuf),
    #[error("{0}; without --strict they are told and nothing more")]
    Findings(String),
    #[error("thumbindex failed: {0}; this is a fault of thumbindex, please report it")]
    Fault(String),
}

impl Failure {
    /// What clap found wrong, without its advice about advice.
    pub(crate) fn usage(error: &clap::Error) -> Self {
        let text = error.render().to_string();
        let what = text.split("\n\n").next().unwrap_or_default();
        let what = what.trim_start_matches("error: ").split_whitespace().collect::<Vec<_>>().join(" ");
        Self::Usage(format!("{}; `thumbindex --help` lists what there is", what.trim_end_matches('.')))
    }

    pub(crate) fn panic(fault: &(dyn Any + Send)) -> Self {
        let text = fault.downcast_ref::<String>().map(String::as_str);
        Self::Fault(
            text.or(fault.downcast_ref::<&str>().copied()).unwrap_or("for an unknown reason").to_owned(),
        )
    }

    /// A stable name for programs to match on.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Usage(_) => "usage",
            Self::NoFolder(_) => "no-such-folder",
            Self::NotAFolder(_) => "not-a-folder",
            Self::Source { error, .. } => error.code(),
            Self::Write { error: WriteError::TooLarge { .. } | WriteError::TooMany { .. }, .. } => {
                "too-large"
            }
            Self::Write { error: WriteError::Nothing, .. } => "nothing-to-index",
            Self::Write { .. } | Self::Fault(_) => "internal",
            Self::Publish { error, .. } => error.code(),
            Self::Unreadable { .. } => "unreadable",
            Self::Unwritable { .. } => "unwritable",
            Self::OutsideSite { .. } => "out-outside-site",
            Self::NoPages(_) | Self::NoRenderedPages(_) => "no-pages",
            Self::Config { .. } => "bad-config",
            Self::Taken(_) => "out-taken",
            Self::NoIndex { .. } => "no-index",
            Self::Format { error, .. } => error.code(),
            Self::Engine { error, .. } => error.code(),
            Self::MissingChunk(_) => "missing-chunk",
            Self::NoLanguage { .. } => "no-language",
            Self::Port { .. } => "port-taken",
            Self::Exists(_) => "exists",
            Self::Findings(_) => "findings",
        }
    }

    /// Whether whoever reads it can do something about it; else it is a fault of ours.
    pub(crate) fn is_mendable(&self) -> bool {
        self.code() != "internal"
    }

    /// 1 for a fault of ours, 2 for input that cannot be used, 3 for what a strict check finds.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Findings(_) => 3,
            _ if self.is_mendable() => 2,
            _ => 1,
        }
    }

    /// Says it in one line on standard error, and as JSON on standard output where that was asked for.
    pub(crate) fn tell(&self, json: bool) {
        let message = terminal::one_line(&self.to_string());
        if json {
            let error = serde_json::json!({ "error": { "code": self.code(), "message": message } });
            terminal::print(&format!("{error}\n"));
        }
        terminal::complain(&format!("error: {message} [{}]\n", self.code()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_ours_and_bad_input_have_different_exit_codes() {
        assert_eq!(Failure::panic(&"index out of bounds").exit_code(), 1);
        assert_eq!(Failure::NoFolder("x".into()).exit_code(), 2);
    }

    #[test]
    fn a_panic_is_told_in_its_own_words() {
        let told = Failure::panic(&String::from("off by one")).to_string();
        assert!(told.starts_with("thumbindex failed: off by one;"), "{told}");
    }
}
