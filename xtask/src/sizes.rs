//! `cargo xtask sizes`: what a page may load, weighed, and held against the budgets in `bench/budgets.toml`.

use crate::fresh::{files, read};
use crate::npm;
use crate::sh::{Done, at, output};
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

const BUDGETS: &str = "bench/budgets.toml";

/// The parts of what a page loads, by when it does. The names are those of the budgets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    EveryPage,
    FirstSearch,
    Language,
    Later,
    Extras,
    Books,
    Provider,
    Module,
}

const PARTS: [(Part, &str, &str); 8] = [
    (Part::EveryPage, "every-page", "before a reader shows interest"),
    (Part::FirstSearch, "first-search", "what a first search adds, with the help"),
    (Part::Language, "language", "on a page that is not in English: one table, here the largest"),
    (Part::Later, "later", "when a result is opened or a chapter is turned"),
    (Part::Extras, "extras", "where there is use for it: filters, preview, swipes, the bar of chapters"),
    (Part::Books, "several-books", "where a page names several indexes"),
    (Part::Provider, "provider", "where a page names a search engine in the place of an index"),
    (Part::Module, "module", "with the first search or key"),
];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl AddAssign for Weight {
    fn add_assign(&mut self, other: Weight) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

struct Item {
    name: String,
    part: Part,
    weight: Weight,
}

/// Prints the table, and fails when a part has outgrown its budget.
pub(crate) fn run() -> Done {
    let dist = at("dist");
    let names: Vec<PathBuf> = files(&dist)?.into_iter().filter(|file| part_of(file).is_some()).collect();
    let weights = weigh(&names.iter().map(|file| dist.join(file)).collect::<Vec<_>>())?;
    let mut items: Vec<Item> = Vec::new();
    for (file, weight) in names.iter().zip(weights) {
        let Some(part) = part_of(file) else { continue };
        items.push(Item { name: file.display().to_string(), part, weight });
    }
    keep_largest_language(&mut items);

    println!("{:44}{:>11}{:>11}{:>11}", "", "raw", "gzip -9", "brotli 11");
    let budgets = String::from_utf8_lossy(&read(&at(BUDGETS))?).into_owned();
    let mut outgrown = Vec::new();
    let mut search = Weight::default();
    let mut total = Weight::default();
    for (part, name, when) in PARTS {
        let mut sum = Weight::default();
        println!("{name}: {when}");
        for item in items.iter().filter(|item| item.part == part) {
            print_row(&format!("  {}", item.name), item.weight);
            sum += item.weight;
        }
        if matches!(part, Part::EveryPage | Part::FirstSearch) {
            search += sum;
        }
        total += sum;
        outgrown.extend(over(name, sum, &budgets)?);
    }
    print_row("JS and CSS of a first search", search);
    print_row("all", total);
    outgrown.extend(over("search-in-all", search, &budgets)?);
    if outgrown.is_empty() { Ok(()) } else { Err(outgrown.join("; ")) }
}

fn print_row(name: &str, Weight { raw, gzip, brotli }: Weight) {
    println!("{name:44}{raw:>11}{gzip:>11}{brotli:>11}");
}

/// Where a file of `dist/` belongs; `None` for what pages do not load. A chunk that the bundler has made of what others
/// share is on the way to the first search.
fn part_of(file: &Path) -> Option<Part> {
    let name = file.file_name()?.to_str()?;
    if name == "thumbindex.js" {
        return Some(Part::EveryPage);
    }
    if !file.starts_with("chunks") {
        return None;
    }
    let (stem, _) = name.rsplit_once('-')?;
    Some(match stem {
        "app" | "chunk" => Part::FirstSearch,
        "engine" => Part::Module,
        "arrive" | "chapters" => Part::Later,
        "extras" | "filters" | "preview" | "swipe" | "bar" | "wrap" => Part::Extras,
        "shelf" => Part::Books,
        "provided" => Part::Provider,
        _ => Part::Language,
    })
}

/// A reader loads one language: the index of languages and, for the worst case, the largest table.
fn keep_largest_language(items: &mut Vec<Item>) {
    let is_table = |item: &Item| item.part == Part::Language && !item.name.contains("languages");
    let largest = items.iter().filter(|item| is_table(item)).map(|item| item.weight.gzip).max();
    let mut kept = false;
    items.retain(|item| {
        let keep = !is_table(item) || (!kept && Some(item.weight.gzip) == largest);
        kept |= keep && is_table(item);
        keep
    });
}

fn weigh(paths: &[PathBuf]) -> Done<Vec<Weight>> {
    let printed = output(npm::node().arg(at("xtask/src/weigh.js")).args(paths))?;
    let weights: Vec<Weight> = printed.lines().filter_map(weight).collect();
    if weights.len() == paths.len() {
        Ok(weights)
    } else {
        Err(format!("cannot read what weigh.js says: {printed}"))
    }
}

fn weight(line: &str) -> Option<Weight> {
    let mut numbers = line.split(' ').map_while(|number| number.parse().ok());
    Some(Weight { raw: numbers.next()?, gzip: numbers.next()?, brotli: numbers.next()? })
}

/// What is wrong with the weight of a part, if anything.
fn over(name: &str, Weight { gzip, brotli, .. }: Weight, budgets: &str) -> Done<Option<String>> {
    let (gzip_budget, brotli_budget) = budget(budgets, name)
        .ok_or_else(|| format!("{BUDGETS} has no line like `{name} = [gzip, brotli]`"))?;
    let found = [("gzip", gzip, gzip_budget), ("brotli", brotli, brotli_budget)];
    Ok(found.into_iter().find(|(_, is, may)| is > may).map(|(kind, is, may)| {
        format!("{name} has grown to {is} bytes ({kind}), its budget in {BUDGETS} is {may}: slim it, or say there why not")
    }))
}

/// `name = [gzip, brotli]`, the one form of line that the file has besides comments.
fn budget(budgets: &str, name: &str) -> Option<(usize, usize)> {
    let value = budgets.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('='))?;
    let (gzip, brotli) = value.trim().strip_prefix('[')?.strip_suffix(']')?.split_once(',')?;
    Some((gzip.trim().parse().ok()?, brotli.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Part, Weight, over, part_of};
    use std::path::Path;

    const BUDGETS: &str = "# gzip, brotli\nmodule = [100, 90]\n";

    fn fault(gzip: usize, brotli: usize) -> String {
        over("module", Weight { raw: 999, gzip, brotli }, BUDGETS).ok().flatten().unwrap_or_default()
    }

    #[test]
    fn a_part_may_weigh_its_budget_and_no_more() {
        assert_eq!(fault(100, 90), "");
        assert!(fault(101, 90).starts_with("module has grown to 101 bytes (gzip)"));
        assert!(fault(100, 91).contains("91 bytes (brotli)"));
    }

    #[test]
    fn a_part_without_a_budget_is_a_fault() {
        assert!(over("later", Weight::default(), BUDGETS).is_err());
    }

    #[test]
    fn what_pages_load_has_its_part() {
        assert_eq!(part_of(Path::new("thumbindex.js")), Some(Part::EveryPage));
        assert_eq!(part_of(Path::new("chunks/app-AB.js")), Some(Part::FirstSearch));
        assert_eq!(part_of(Path::new("chunks/zh-hans-AB.js")), Some(Part::Language));
        assert_eq!(part_of(Path::new("chunks/engine-AB.bin")), Some(Part::Module));
        assert_eq!(part_of(Path::new("index.js")), None);
    }
}
