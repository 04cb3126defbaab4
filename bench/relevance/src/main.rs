//! How well thumbindex ranks: the bench's judged queries, asked natively, so that a change is judged in seconds.
//!
//! Relevance does not depend on the machine. What it must not fall below stands in `bench/relevance/floor.json`.
#![forbid(unsafe_code)]

mod chinese;
mod crafted;
mod floor;
mod judged;
mod measure;
mod operators;
mod site;
mod speed;
mod tables;

use std::path::PathBuf;
use std::process::ExitCode;

use judged::{Corpus, Judged, lines};
use measure::{Scores, ask, measure};

type Failure = Box<dyn std::error::Error>;

const HELP: &str = "\
Usage: thumbindex-relevance --html DIR --corpora DIR --queries DIR [OPTIONS]
       thumbindex-relevance --chinese FOLDER [OPTIONS]

  --books A,B          only these; `merged` is twelve books as one site    [all six, and merged]
  --chinese FOLDER     ask a Chinese book in Markdown for its headings, parts of them, and phrases
  --without-links      leave the texts of links out of the index
  --operators          search for every operator in the tables of the Book and the Reference
  --speed              type the bench's traces letter by letter, then fuzzed, and say what took longest
  --failures KIND      list the queries of a kind whose answer did not come first
  --check FILE         fail when a kind has lost more than .005 against FILE
  --update FILE        write FILE anew
";

/// The books that are measured one by one.
const SIX: [&str; 6] = ["book", "reference", "cargo", "nomicon", "rust-by-example", "rustc"];
#[derive(Debug, Default)]
struct Plan {
    html: PathBuf,
    corpora: PathBuf,
    queries: PathBuf,
    books: Vec<String>,
    chinese: Option<PathBuf>,
    without_links: bool,
    operators: bool,
    speed: bool,
    failures: Option<String>,
    check: Option<PathBuf>,
    update: Option<PathBuf>,
}

impl Plan {
    fn parse(mut words: impl Iterator<Item = String>) -> Option<Self> {
        let mut plan = Self { books: SIX.map(String::from).to_vec(), ..Self::default() };
        plan.books.push("merged".into());
        while let Some(word) = words.next() {
            match word.as_str() {
                "--html" => plan.html = words.next()?.into(),
                "--corpora" => plan.corpora = words.next()?.into(),
                "--queries" => plan.queries = words.next()?.into(),
                "--books" => plan.books = words.next()?.split(',').map(String::from).collect(),
                "--chinese" => plan.chinese = Some(words.next()?.into()),
                "--without-links" => plan.without_links = true,
                "--operators" => plan.operators = true,
                "--speed" => plan.speed = true,
                "--failures" => plan.failures = Some(words.next()?),
                "--check" => plan.check = Some(words.next()?.into()),
                "--update" => plan.update = Some(words.next()?.into()),
                _ => return None,
            }
        }
        Some(plan)
    }
}

fn main() -> ExitCode {
    let Some(plan) = Plan::parse(std::env::args().skip(1)) else {
        eprint!("{HELP}");
        return ExitCode::from(2);
    };
    match run(&plan) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(plan: &Plan) -> Result<(), Failure> {
    if plan.operators {
        return operators::measure(&plan.html);
    }
    let mut by_book = Vec::new();
    // Without a folder of built books only the Chinese one is asked.
    let books = if plan.html.as_os_str().is_empty() { &[] } else { plan.books.as_slice() };
    for book in books {
        by_book.push((book.clone(), book_scores(plan, book)?));
    }
    let chinese = plan.chinese.as_ref().map(|folder| chinese::measure(folder, plan.failures.as_deref()));
    let chinese = chinese.transpose()?;
    if plan.failures.is_some() || plan.speed {
        return Ok(());
    }
    let mut sets = tables::sets(&by_book);
    if !by_book.is_empty() {
        print!("{}", tables::page(&by_book, &sets));
    }
    if let Some(scores) = chinese {
        print!("{}", tables::list("chinese", &scores));
        sets.insert("chinese".into(), scores);
    }
    if let Some(file) = &plan.update {
        floor::write(file, &sets)?;
    }
    plan.check.as_ref().map_or(Ok(()), |file| floor::check(file, &sets))
}

fn book_scores(plan: &Plan, book: &str) -> Result<Scores, Failure> {
    let corpus = Corpus::load(&plan.corpora.join(format!("{book}.json")))?;
    let folders = if book == "merged" { corpus.folders() } else { vec![book] };
    let mut books = site::read(&plan.html, &folders)?;
    if plan.without_links {
        site::without_links(&mut books);
    }
    let mut engine = site::engine(&books)?;
    if plan.speed {
        print!("{}", speed::worst(&mut engine));
        let traces = plan.queries.join(format!("{book}.traces.jsonl"));
        println!("{book}: {}", speed::measure(&mut engine, &traces)?);
        println!("{book}: {}", speed::fuzzed(&mut engine, &traces)?);
        print!("{}", crafted::measure()?);
        return Ok(Scores::new());
    }
    let queries: Vec<Judged> = lines(&plan.queries.join(format!("{book}.queries.jsonl")))?;
    if let Some(kind) = &plan.failures {
        for judged in queries.iter().filter(|judged| judged.kind == *kind) {
            let outcome = ask(&mut engine, &corpus, judged);
            if outcome.section != 1 {
                println!("{book}: {}", outcome.told(judged));
            }
        }
        return Ok(Scores::new());
    }
    Ok(measure(&mut engine, &corpus, &queries))
}
