//! `cargo xtask giants`: content that nobody would write by hand, built by the native command.
//!
//! Each giant ends in an index or in one line that says what is wrong, within [`SECONDS`] and [`MEGABYTES`]. They are made below
//! `target/giants`, and removed when they are done.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::sh::{Done, at, cargo, run, step};

/// What a build of any giant may take, on a machine that does other things as well.
const SECONDS: u64 = 240;
const MEGABYTES: u64 = 6_000;

/// How large a page, a chapter or a line is.
const BYTES: usize = 100 << 20;
const HEADINGS: usize = 1_000_000;
const CHAPTERS: usize = 1_000;

struct Giant {
    name: &'static str,
    what: &'static str,
    write: fn(&Path) -> std::io::Result<()>,
}

const GIANTS: [Giant; 8] = [
    Giant { name: "page", what: "an HTML page of 100 MB", write: page },
    Giant { name: "headings", what: "an HTML page with 1,000,000 headings", write: headings },
    Giant {
        name: "same-headings",
        what: "a chapter with 1,000,000 headings that say the same",
        write: same_headings,
    },
    Giant { name: "chapters", what: "1,000,000 headings in 1,000 Markdown chapters", write: chapters },
    Giant { name: "chapter", what: "a Markdown chapter of 100 MB", write: chapter },
    Giant { name: "html-line", what: "an HTML page of one line of 100 MB", write: html_line },
    Giant { name: "markdown-line", what: "a Markdown chapter of one line of 100 MB", write: markdown_line },
    Giant { name: "word", what: "an HTML page of one word of 100 MB", write: word },
];

/// Those named, or all; a table of what each came to.
pub(crate) fn run_for(names: &[&str]) -> Done {
    if let Some(unknown) = names.iter().find(|name| GIANTS.iter().all(|giant| giant.name != **name)) {
        let known: Vec<&str> = GIANTS.iter().map(|giant| giant.name).collect();
        return Err(format!("there is no giant {unknown}; there are {}", known.join(", ")));
    }
    step("target/release/thumbindex", || {
        run(cargo().args(["build", "--quiet", "--release", "--package", "thumbindex-cli"]))
    })?;
    let mut rows =
        String::from("| giant | seconds | peak MB | what is said |\n| --- | ---: | ---: | --- |\n");
    for giant in GIANTS.iter().filter(|giant| names.is_empty() || names.contains(&giant.name)) {
        rows += &step(giant.name, || built(giant))?;
    }
    print!("{rows}");
    Ok(())
}

fn built(giant: &Giant) -> Done<String> {
    let folder = at("target/giants").join(giant.name);
    let failed = |fault| format!("cannot make {}: {fault}", folder.display());
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).map_err(failed)?;
    (giant.write)(&folder).map_err(failed)?;
    let ended = watched(&folder)?;
    let _ = fs::remove_dir_all(&folder);
    let Giant { name, what, .. } = giant;
    if !matches!(ended.code, Some(0 | 2)) || (ended.code == Some(2) && ended.said.lines().count() != 1) {
        return Err(format!(
            "{name}: neither an index nor one line of error ({:?}): {}",
            ended.code, ended.said
        ));
    }
    if ended.took.as_secs() > SECONDS || ended.peak.is_some_and(|peak| peak > MEGABYTES) {
        return Err(format!("{name}: took {:?} and {:?} MB", ended.took, ended.peak));
    }
    let peak = ended.peak.map_or_else(|| String::from("?"), |peak| peak.to_string());
    let said = ended.said.lines().next().unwrap_or_default().trim();
    Ok(format!("| {what} | {:.1} | {peak} | {said} |\n", ended.took.as_secs_f32()))
}

/// How a build ended.
struct Ended {
    code: Option<i32>,
    said: String,
    took: Duration,
    /// Megabytes at the most, where the system tells.
    peak: Option<u64>,
}

fn watched(folder: &Path) -> Done<Ended> {
    let failed = |fault: std::io::Error| format!("cannot run thumbindex: {fault}");
    let log = folder.join("said");
    let output = File::create(&log).map_err(failed)?;
    let site = if folder.join("index.html").is_file() { folder.to_path_buf() } else { folder.join("src") };
    let began = Instant::now();
    let mut build = Command::new(at("target/release/thumbindex"));
    build.arg("build").arg(site).arg("--out").arg(folder.join("out")).stdin(Stdio::null());
    build.stdout(output.try_clone().map_err(failed)?).stderr(output);
    let mut build = build.spawn().map_err(failed)?;
    let mut peak = None;
    let status = loop {
        peak = memory(build.id()).or(peak);
        if let Some(status) = build.try_wait().map_err(failed)? {
            break status;
        }
        if began.elapsed().as_secs() > SECONDS {
            let _ = build.kill();
        }
        thread::sleep(Duration::from_millis(20));
    };
    let said = fs::read_to_string(log).map_err(failed)?;
    Ok(Ended { code: status.code(), said, took: began.elapsed(), peak })
}

/// The most that a process has had so far, in megabytes: Linux writes it down.
fn memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

fn file(folder: &Path, name: &str) -> std::io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(folder.join(name))?))
}

fn page(folder: &Path) -> std::io::Result<()> {
    let mut page = file(folder, "index.html")?;
    write!(page, "<!doctype html><title>A page</title><main><h1>All of it</h1>")?;
    for number in 0..BYTES / 52 {
        writeln!(page, "<p>Paragraph {number:08} says one thing of w{:08x}.</p>", scattered(number))?;
    }
    page.flush()
}

fn headings(folder: &Path) -> std::io::Result<()> {
    let mut page = file(folder, "index.html")?;
    write!(page, "<!doctype html><title>A page</title><main><h1>All of it</h1>")?;
    for number in 0..HEADINGS {
        writeln!(page, "<h2 id=h{number}>Heading {number}</h2><p>Text {:x}.", scattered(number))?;
    }
    page.flush()
}

fn same_headings(folder: &Path) -> std::io::Result<()> {
    let mut chapter = book(folder, 1)?;
    for _ in 0..HEADINGS {
        writeln!(chapter, "## Same\n")?;
    }
    chapter.flush()
}

fn chapters(folder: &Path) -> std::io::Result<()> {
    book(folder, CHAPTERS)?.flush()?;
    for number in 0..CHAPTERS {
        let mut chapter = file(folder, &format!("src/{number}.md"))?;
        writeln!(chapter, "# Chapter {number}\n")?;
        for heading in 0..HEADINGS / CHAPTERS {
            let all = number * HEADINGS / CHAPTERS + heading;
            writeln!(chapter, "## Heading {heading}\n\nText {:x} of it.\n", scattered(all))?;
        }
        chapter.flush()?;
    }
    Ok(())
}

fn chapter(folder: &Path) -> std::io::Result<()> {
    let mut chapter = book(folder, 1)?;
    for number in 0..BYTES / 52 {
        writeln!(chapter, "Paragraph {number:08} says *one thing* of w{:08x}.\n", scattered(number))?;
    }
    chapter.flush()
}

fn html_line(folder: &Path) -> std::io::Result<()> {
    let mut page = file(folder, "index.html")?;
    write!(page, "<!doctype html><title>A page</title><main><h1>All of it</h1><p>")?;
    line(page)
}

fn markdown_line(folder: &Path) -> std::io::Result<()> {
    line(book(folder, 1)?)
}

fn word(folder: &Path) -> std::io::Result<()> {
    let mut page = file(folder, "index.html")?;
    write!(page, "<!doctype html><title>A page</title><main><h1>All of it</h1><p>")?;
    (0..BYTES / 8).try_for_each(|_| write!(page, "longword"))?;
    page.flush()
}

fn line(mut out: BufWriter<File>) -> std::io::Result<()> {
    for number in 0..BYTES / 24 {
        write!(out, "words of w{:08x} *and* ", scattered(number))?;
    }
    out.flush()
}

/// A Markdown book of so many chapters; its first one, begun.
fn book(folder: &Path, chapters: usize) -> std::io::Result<BufWriter<File>> {
    let mut summary = file(folder, "src/SUMMARY.md")?;
    (0..chapters).try_for_each(|number| writeln!(summary, "- [Chapter {number}]({number}.md)"))?;
    summary.flush()?;
    let mut chapter = file(folder, "src/0.md")?;
    writeln!(chapter, "# A giant\n")?;
    Ok(chapter)
}

/// One of some sixty thousand numbers, as a book has so many words.
fn scattered(number: usize) -> usize {
    number.wrapping_mul(2_654_435_761) >> 7 & 0xffff
}
