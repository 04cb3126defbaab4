//! The project's own commands: `cargo xtask build | demo | test | guide | bundlers | sizes | books | hosts | engines | crates | relevance |
//! bench | fuzz | giants | miri | embed`.
//!
//! Each brings whatever it needs that a machine with rustup and Node lacks, does nothing twice, and stops at the first
//! thing that fails.
#![forbid(unsafe_code)]

mod bench;
mod build;
mod bundle;
mod crates;
mod demo;
mod fresh;
mod fuzz;
mod giants;
mod guide;
mod hosts;
mod miri;
mod npm;
mod pack;
mod playground;
mod python;
mod relevance;
mod rust;
mod sh;
mod sizes;
mod system;
mod test;
mod tools;
mod wasm;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  build                    target/release/thumbindex and dist/, the npm package
  demo [--no-serve]        build guide/ as a site with the widget, search it once, serve it on loopback, with the playground
  test                     every test there is, browsers included
  guide                    the pages of guide/ that are made from types, help texts and other documents
  sizes                    what a page loads, weighed and held against bench/budgets.toml
  bundlers                 the npm package in bundlers and frameworks, each by its real tool
  books [CORPORA]          the tests on real books: the toolchain's own, and those in the folder CORPORA
  hosts [NAME…]            sites of other generators (VitePress, Sphinx …), installed, built and tested in Chromium
  engines                  search engines that a page can ask in the place of an index, installed, filled and asked
  crates                   the crates packed, unpacked elsewhere, and there installed, built and asked
  relevance [CORPORA | OPTIONS]  how well it ranks, held against bench/relevance/floor.json; `--help` lists the options
  bench [--books B] [--peers P]  thumbindex beside its peers on the toolchain's books, tables into bench/
  bench --quick            the same on the guide alone, printed: a minute
  bench --looks            pictures of the dialog beside those of its peers, in target/looks
  bench --visits [--markdown BOOK] [--quick] [--only NAMES]
                           what a visitor downloads and a build costs, beside the goals and Pagefind
  fuzz [--minutes N] [TARGET...]
                           the targets of fuzz/ by libFuzzer, N minutes each
  giants [NAME...]         pages and books of 100 MB and a million headings: what their builds take and say
  miri                     the reader's tests under Miri, for what the reader stands on
  embed BOOK --out OUT     a package like dist/ with the Markdown book BOOK compiled into its module

What is missing is installed first: Rust tools into target/tools, npm packages into node_modules, and Chromium
(for the tests) by apt-get.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["build"] => build::run(),
        ["demo"] => demo::run(true),
        ["demo", "--no-serve"] => demo::run(false),
        ["test"] => test::run(),
        ["guide"] => guide::run(),
        ["sizes"] => build::dist().and_then(|()| sizes::run()),
        ["bundlers"] => test::bundlers(),
        ["books"] => test::books(None),
        ["books", corpora] => test::books(Some(corpora.as_ref())),
        ["hosts", ref names @ ..] => hosts::run_for(names),
        ["engines"] => test::engines(),
        ["crates"] => crates::run_all(),
        ["relevance", ref options @ ..] => relevance::measure(options),
        ["bench"] => bench::measure(&bench::Plan::default()),
        ["bench", "--quick"] => bench::quick(),
        ["bench", "--looks"] => bench::looks(),
        ["bench", "--visits", ref options @ ..] => bench::visits(options),
        ["bench", "--books", books] => bench::measure(&bench::Plan { books, ..Default::default() }),
        ["bench", "--books", books, "--peers", peers] => bench::measure(&bench::Plan { books, peers }),
        ["fuzz", ref words @ ..] => fuzz::run_targets(words),
        ["giants", ref names @ ..] => giants::run_for(names),
        ["miri"] => miri::run_reader(),
        ["embed", book, "--out", out] => build::embed(book.as_ref(), out.as_ref()),
        ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => {
            if !words.is_empty() {
                eprintln!("error: unknown command: {}\n", words.join(" "));
            }
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}
