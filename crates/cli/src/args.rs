//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use thumbindex_indexer::inject::Script;
use thumbindex_indexer::opensearch::Address;

/// Search and chapter keys for any documentation site or book.
#[derive(Debug, Parser)]
#[command(name = "thumbindex", version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Index a built site or a Markdown book, and put the widget beside it
    Build(Build),
    /// Make one module with the index in it, for a program to open
    Bundle(Bundle),
    /// Preview a site with its search; the folder stays as it is
    Serve(Serve),
    /// Search an index in the terminal
    Search(Search),
    /// Say what is in an index, and what each part weighs
    Inspect(Inspect),
    /// Find out what made a site, and say how to add search to it
    Init(Init),
    /// Look for what an author may want to mend: broken links, missing titles and ids, misspelt words
    Check(Check),
    /// Write the sections of an index as documents for another search engine
    Export(Export),
    /// Index a book that mdBook has built; mdBook runs it, as `command` under `[output.thumbindex]`
    Mdbook,
}

impl Command {
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Build(build) => build.json,
            Self::Bundle(bundle) => bundle.json,
            Self::Serve(serve) => serve.json,
            Self::Search(search) => search.json,
            Self::Inspect(inspect) => inspect.json,
            Self::Init(init) => init.json,
            Self::Check(check) => check.json,
            Self::Export(_) | Self::Mdbook => false,
        }
    }
}

/// What is read.
#[derive(Debug, Default, Clone, clap::Args)]
pub(crate) struct Content {
    /// The folder of a built site, or of a Markdown book [default: `dir` of the configuration]
    pub(crate) dir: Option<PathBuf>,
    /// A configuration file [default: thumbindex.toml in DIR, beside it or here]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Leave out pages whose path under DIR fits, such as `drafts/**`; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(crate) skip: Vec<String>,
}

/// What is read, and how.
#[derive(Debug, Default, Clone, clap::Args)]
pub(crate) struct Reading {
    #[command(flatten)]
    pub(crate) content: Content,
    /// The language of the pages, such as `en` [default: what they declare]
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<String>,
    /// Link to `guide/` instead of `guide/index.html`, even where the site's own links do not
    #[arg(long)]
    pub(crate) pretty: bool,
}

/// What decides how an index is made.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Making {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Where the index and the widget go [default: DIR/thumbindex]
    #[arg(long, value_name = "OUT")]
    pub(crate) out: Option<PathBuf>,
    /// Whether the index is files of its own, or travels inside the module or one script
    /// [default: split]
    #[arg(long, value_enum)]
    pub(crate) layout: Option<Layout>,
    /// Show every warning instead of the first ten
    #[arg(long)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Default, clap::Args)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) making: Making,
    /// Add the script tag to every HTML page under DIR, once
    #[arg(long)]
    pub(crate) inject: bool,
    /// Take the script tag out of every page again; builds nothing
    #[arg(long, conflicts_with = "inject")]
    pub(crate) uninject: bool,
    /// Stay, and build again whenever a file under DIR changes; only what has changed is read again
    #[arg(long, conflicts_with = "uninject")]
    pub(crate) watch: bool,
    /// How many builds' files stay, so that pages opened before still work; this one counts [default: 2]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) keep: Option<u16>,
    /// Where the results of injected tags lead, when that is not where the pages are
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Write opensearch.xml for a site at this full address, so that browsers offer its search in the address bar
    #[arg(long, value_name = "URL")]
    pub(crate) opensearch: Option<Address>,
    /// Say what was done as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Bundle {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The file to make, such as search.wasm
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Show every warning instead of the first ten
    #[arg(long)]
    pub(crate) verbose: bool,
    /// Say what was done as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) making: Making,
    /// The port on this machine [default: 8017, or another where that is taken]
    #[arg(long, value_name = "P")]
    pub(crate) port: Option<u16>,
    /// Say where it is as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Search {
    /// The folder that the index is in
    pub(crate) out: PathBuf,
    /// What to search for; the last word may be unfinished, "quoted words" stand together
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// How many sections to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// Which language to search, where the index has several
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<String>,
    /// Search for the words as they are: take none for a slip
    #[arg(long)]
    pub(crate) literal: bool,
    /// Say of each section why it stands where it does
    #[arg(long)]
    pub(crate) explain: bool,
    /// Answer with JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Inspect {
    /// The folder that the index is in
    pub(crate) out: PathBuf,
    /// Searches to weigh, each as one argument [default: some words and headings of the index]
    pub(crate) queries: Vec<String>,
    /// Which language to search, where the index has several
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<String>,
    /// Answer with JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// The folder of a project, or of a built site
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
    /// Write thumbindex.toml; one that is there stays as it is
    #[arg(long)]
    pub(crate) apply: bool,
    /// Answer with JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) content: Content,
    /// End with exit code 3 when there is anything to mend
    #[arg(long)]
    pub(crate) strict: bool,
    /// Show every finding instead of the first ten of a sort
    #[arg(long)]
    pub(crate) verbose: bool,
    /// Answer with JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The folder that the index is in
    pub(crate) out: PathBuf,
    /// Which engine the documents are for
    #[arg(long, value_enum)]
    pub(crate) format: Format,
}

/// The engines that documents can be written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines of JSON, for `POST /indexes/INDEX/documents`
    Meilisearch,
    /// Lines of JSON, for `POST /collections/COLLECTION/documents/import`
    Typesense,
    /// Lines of JSON with an action before each, for `POST /INDEX/_bulk`
    Opensearch,
}

/// How the index is laid out in OUT.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Layout {
    /// Files that are fetched as they are needed
    #[default]
    Split,
    /// Inside thumbindex.wasm: search works the moment the module is there
    Embedded,
    /// One classic script with everything in it, which works from file:// too
    Single,
}

impl Layout {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Embedded => "embedded",
            Self::Single => "single",
        }
    }

    /// What kind of script pages have to name.
    pub(crate) fn script(self) -> Script {
        match self {
            Self::Split | Self::Embedded => Script::Module,
            Self::Single => Script::Classic,
        }
    }
}
