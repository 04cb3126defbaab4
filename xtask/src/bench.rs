//! `cargo xtask bench`: thumbindex and its peers on the toolchain's own books, side by side, in one run. How well and how
//! fast they answer, or, with `--visits`, what a visitor downloads.
//!
//! Everything it makes goes below `target/bench`; the report of a full run replaces `bench/RESULTS.md`.

use crate::fresh::{unless_fresh, write};
use crate::sh::{Done, at, command, output, run, step, succeeds};
use crate::{build, npm, rust, system, tools};
use std::path::Path;
use std::process::Command;

/// The books that the corpus is made of; `merged` is all of them.
const BOOKS: [&str; 12] = [
    "book",
    "reference",
    "cargo",
    "nomicon",
    "rust-by-example",
    "rustc",
    "rustdoc",
    "edition-guide",
    "embedded-book",
    "unstable-book",
    "style-guide",
    "clippy",
];
/// The books that queries are made for.
const MEASURED: [&str; 7] = ["book", "reference", "cargo", "nomicon", "rust-by-example", "rustc", "merged"];
const SOURCES: [&str; 2] = ["bench/extract.py", "bench/queries.py"];

/// Peers that take a quarter of a second for each letter: they are asked of the first book alone.
const SLOW: [&str; 1] = ["fuse"];

/// What `cargo xtask bench` was asked for.
pub(crate) struct Plan<'a> {
    /// Comma-separated.
    pub(crate) books: &'a str,
    /// Comma-separated; files in `bench/adapters`.
    pub(crate) peers: &'a str,
}

impl Default for Plan<'_> {
    fn default() -> Self {
        Self { books: "book", peers: "thumbindex,minisearch,mdbook,flexsearch,lunr,orama,pagefind,fuse" }
    }
}

pub(crate) fn measure(plan: &Plan) -> Done {
    build::run()?;
    let html = step("the toolchain's books", rust::documentation)?;
    step("corpora and queries", || queries(&html))?;
    step("peers", peers)?;
    let (slow, fast): (Vec<&str>, Vec<&str>) = plan.peers.split(',').partition(|peer| SLOW.contains(peer));
    let (slow, fast) = (slow.join(","), fast.join(","));
    let first = plan.books.split(',').next().unwrap_or(plan.books);
    step("measurements", || {
        answers(&html, "target/bench", &Plan { peers: &fast, ..*plan }, "60")?;
        if slow.is_empty() {
            return Ok(());
        }
        answers(&html, "target/bench", &Plan { books: first, peers: &slow }, "60")
    })?;
    // Twelve books as one are a measure of their own: pooled with the others they would count twice.
    let (merged, single): (Vec<&str>, Vec<&str>) = plan.books.split(',').partition(|book| *book == "merged");
    let (merged, single) = (merged.join(","), single.join(","));
    let mut parts = vec![("Books one by one", &*single, &*fast), ("Twelve books as one", &*merged, &*fast)];
    if !slow.is_empty() {
        parts.push(("Every peer, on the first book", first, plan.peers));
    }
    let mut report = String::new();
    for (title, books, peers) in parts.into_iter().filter(|(_, books, _)| !books.is_empty()) {
        report += &format!("## {title}\n\n{}\n\n", tables(&html, "target/bench", &Plan { books, peers })?);
    }
    let mut excerpts = bench("excerpts.mjs", &html);
    excerpts.arg(html.join("book")).arg(at("target/bench/queries/book.traces.jsonl"));
    report += &format!("## Excerpts\n\nOn the Book: {}\n", output(&mut excerpts)?);
    println!("{report}");
    let command = format!("cargo xtask bench --books {} --peers {}", plan.books, plan.peers);
    let note = "Ratios within one run count; the machine was shared.";
    let page = format!("# Results\n\nMade by `{command}`. {note}\n\n{report}\n");
    write(&at("bench/RESULTS.md"), page.as_bytes())
}

/// `cargo xtask bench --quick`: the same of the guide, in a minute and on any machine, printed and kept nowhere.
pub(crate) fn quick() -> Done {
    build::run()?;
    step("mdBook", tools::mdbook)?;
    let html = at("target/bench/quick/html");
    step("the guide", || {
        let mut mdbook = command("mdbook");
        mdbook.args(["build", "guide", "--dest-dir"]).arg(html.join("guide"));
        run(mdbook.env("MDBOOK_LOG", "error"))
    })?;
    step("corpus and queries", || questions(&html, "target/bench/quick", &["guide"], &["guide"]))?;
    step("peers", peers)?;
    // The guide is built by an mdBook without its own search.
    let plan = Plan { books: "guide", peers: "thumbindex,minisearch,flexsearch,lunr" };
    step("measurements", || answers(&html, "target/bench/quick", &plan, "5"))?;
    println!("{}", tables(&html, "target/bench/quick", &plan)?);
    Ok(())
}

/// What each peer answers, and how fast, in `results` below `folder`; `seconds` is how long a book may take one.
fn answers(html: &Path, folder: &str, plan: &Plan, seconds: &str) -> Done {
    let mut node = bench("run.mjs", html);
    node.args(["--corpora", &format!("{folder}/corpora"), "--queries", &format!("{folder}/queries")]);
    node.args(["--out", &format!("{folder}/results"), "--seconds", seconds]);
    run(node.args(["--books", plan.books, "--peers", plan.peers]))
}

/// That as tables.
fn tables(html: &Path, folder: &str, plan: &Plan) -> Done<String> {
    let mut node = bench("report.mjs", html);
    node.args([&format!("{folder}/results"), "--books", plan.books, "--peers", plan.peers]);
    output(node.args(["--corpora", &format!("{folder}/corpora"), "--queries", &format!("{folder}/queries")]))
}

/// `cargo xtask bench --visits`: what visitors download and wait for, and what a build costs; a full run is the page
/// `bench/VISITS.md`. `--markdown BOOK` names the book that is edited and compiled in, the guide if nobody does; what else
/// there is, `bench/visits/run.mjs` understands.
pub(crate) fn visits(options: &[&str]) -> Done {
    let (book, options) = match options {
        ["--markdown", book, rest @ ..] => {
            (Path::new(book).canonicalize().map_err(|fault| format!("{book}: {fault}"))?, rest)
        }
        _ => (at("guide"), options),
    };
    let embedded = at("target/bench/embedded");
    build::run()?;
    build::embed(&book, &embedded)?;
    let html = step("the toolchain's books", rust::documentation)?;
    step("corpora and queries", || queries(&html))?;
    step("peers", peers)?;
    step("visits", || {
        let mut node = bench("visits/run.mjs", &html);
        node.args(options).env("CHROMIUM", system::chromium()?);
        run(node.env("BENCH_MARKDOWN", &book).env("BENCH_EMBEDDED", &embedded))
    })
}

/// `cargo xtask bench --looks`: pictures of the widget beside the dialogs of its peers, in `target/looks`.
pub(crate) fn looks() -> Done {
    build::run()?;
    step("peers", peers)?;
    step("pictures", || run(bench("looks.mjs", Path::new("")).env("CHROMIUM", system::chromium()?)))
}

/// The judged queries, in `target/bench/queries`.
pub(crate) fn queries(html: &Path) -> Done {
    unless_fresh(&at("target/bench/queries"), &SOURCES, || questions(html, "target/bench", &BOOKS, &MEASURED))
}

/// The text of `books`, and questions about `measured` with the sections that answer them.
fn questions(html: &Path, folder: &str, books: &[&str], measured: &[&str]) -> Done {
    if !succeeds(command("python3").arg("--version")) {
        return Err("python3 is not there; install Python 3".into());
    }
    let (corpora, queries) = (at(folder).join("corpora"), at(folder).join("queries"));
    run(command("python3").arg("bench/extract.py").arg(html).arg(&corpora).args(books))?;
    run(command("python3").arg("bench/queries.py").arg(&corpora).arg(&queries).args(measured))
}

/// The peers, from their registry packages, outside our own `node_modules`.
fn peers() -> Done {
    unless_fresh(&at("target/bench/peers/node_modules"), &["bench/package.json"], || {
        let manifest = crate::fresh::read(&at("bench/package.json"))?;
        write(&at("target/bench/peers/package.json"), &manifest)?;
        run(npm::npm()
            .args(["install", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(at("target/bench/peers")))
    })
}

fn bench(script: &str, html: &Path) -> Command {
    let mut node = npm::node();
    node.arg(at("bench").join(script));
    node.env("THUMBINDEX", at("")).env("BENCH_HTML", html).env("BENCH_PEERS", at("target/bench/peers"));
    node
}
