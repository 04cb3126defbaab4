//! Books to damage: one as small as can be with everything in it that a section may have, and one that is large enough for the
//! kinds of chunks that small books lack.

use std::sync::LazyLock;

use thumbindex_index::{Book, Files, Layout, Page, Section, write};

/// A book, and its index in every layout.
pub(crate) struct Sample {
    pub(crate) split: Files,
    pub(crate) packed: Vec<u8>,
    pub(crate) plain: Vec<u8>,
}

impl Sample {
    fn of(book: &Book) -> Self {
        let written = |layout| write(std::slice::from_ref(book), layout).expect("a book");
        Self {
            split: written(Layout::Split),
            packed: written(Layout::Packed).root,
            plain: written(Layout::Plain).root,
        }
    }
}

/// Three sections with compounds, code, another script, links and breadcrumbs.
pub(crate) static SMALL: LazyLock<Sample> = LazyLock::new(|| Sample::of(&small()));

/// The same with a section that is long enough to be several to the index.
pub(crate) static LONG: LazyLock<Sample> = LazyLock::new(|| {
    let mut book = small();
    let lines =
        (0..2_100).map(|line| format!("Line {} owns the value that owner{} drops.\n", line % 7, line % 50));
    book.pages[0].sections[1].text = lines.collect();
    Sample::of(&book)
});

/// Nine thousand sections: with a lexicon, tails, a dictionary, and many chunks of terms and blocks.
pub(crate) static LARGE: LazyLock<Sample> = LazyLock::new(|| Sample::of(&large()));

fn small() -> Book {
    let section = |id: &str, heading: &str, text: &str| Section {
        id: (!id.is_empty()).then(|| id.to_owned()),
        level: 2,
        heading: heading.into(),
        text: text.into(),
        link_texts: vec!["see the rules".into()],
        code: vec!["..=".into(), "&mut".into(), "std::mem::swap".into()],
        ..Section::default()
    };
    let page = |url: &str, sections| Page {
        url: url.into(),
        title: "Ownership".into(),
        breadcrumbs: vec!["Part".into()],
        is_chapter: true,
        sections,
    };
    let first = [
        section(
            "",
            "Ownership",
            "Each value has an owner.\n\u{e}let owner = value;\n    drop(owner);\n\u{f}",
        ),
        section("rules", "Rules", "Values move.\n"),
    ];
    let second = section(
        "borrowing",
        "Borrowing",
        "A reference, 所有权. Partner, Vertrag, Partnervertrag, Verträge.\n",
    );
    let pages = vec![page("a.html", first.to_vec()), page("b.html", vec![second])];
    Book { title: "A book".into(), language: "de".into(), pages, ..Book::default() }
}

fn large() -> Book {
    let mut dice = Dice(7);
    let syllables =
        ["ba", "co", "du", "fi", "ge", "lo", "mi", "nar", "pel", "qui", "ros", "tun", "vex", "zim"];
    let mut word =
        || -> String { (0..3 + dice.roll(2)).map(|_| syllables[dice.roll(syllables.len())]).collect() };
    let mut section = |page: usize, number: usize| Section {
        id: Some(format!("s{number}")),
        level: if number == 0 { 1 } else { 2 },
        heading: format!("{} of {page}", word()),
        text: format!(
            "Everywhere the common text. {} {} {} {} owner{page}.\n",
            word(),
            word(),
            word(),
            word()
        ),
        ..Section::default()
    };
    let pages = (0..1_100).map(|page| Page {
        url: format!("page-{page}.html"),
        title: format!("Page {page}"),
        breadcrumbs: vec![format!("Part {}", page / 100)],
        is_chapter: true,
        sections: (0..9).map(|number| section(page, number)).collect(),
    });
    Book { title: "A large book".into(), language: "en".into(), pages: pages.collect(), ..Book::default() }
}

/// Numbers that look like chance and are the same everywhere.
#[derive(Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}
