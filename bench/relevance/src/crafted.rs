//! Books and queries made to be slow: what once took a time that grows with a square, each beside half of it. Where it does again, the
//! second takes four times as long.

use thumbindex_engine::Engine;
use thumbindex_index::{Book, Layout, Page, Section, write};

use crate::Failure;
use crate::speed::whole;

/// What a search takes, and what one of half the size does.
pub(crate) fn measure() -> Result<String, Failure> {
    let mut rows = String::from("| made to be slow | half of it | all of it |\n| --- | ---: | ---: |\n");
    let made: [(&str, Make); 4] = [
        ("an identifier of 1,000 parts", |size| Made {
            query: "aB".repeat(size),
            ..Made::of("en", vec!["Each value has an owner.".into()])
        }),
        ("a text of marks that no font has", |size| {
            let word = "\u{1e8d0}".repeat(47);
            let text = format!("-{word}").repeat(size / 6);
            Made { query: word, ..Made::of("en", vec![text; 10]) }
        }),
        ("one operator again and again, in texts of operators", |size| Made {
            query: "= ".repeat(size.div_ceil(42)),
            code: vec!["=".into()],
            ..Made::of("en", vec!["= + ".repeat(15 * size); 10])
        }),
        ("words with hundreds of compounds", |size| {
            let parts: Vec<String> =
                (0..24).rev().map(|at| [syllable(at), syllable(at / 14), "nder"].concat()).collect();
            let words: Vec<String> = (0..size * 2 / 5)
                .map(|at| [syllable(at), syllable(at / 14), syllable(at / 196), "r"].concat())
                .collect();
            let compound = |part: &String| words.iter().map(|word| [part, word, " "].concat()).collect();
            let compounds: Vec<String> = parts.iter().map(compound).collect();
            let text = [words.join(" "), parts.join(" "), compounds.concat()].join(" ");
            Made { query: parts.join(" "), ..Made::of("de", vec![text; 2]) }
        }),
    ];
    for (name, make) in made {
        let took = |size| -> Result<f64, Failure> {
            let Made { language, texts, code, query } = make(size);
            Ok(whole(&mut engine(language, texts, code)?, &query).as_secs_f64() * 1000.0)
        };
        rows += &format!("| {name} | {:.2} ms | {:.2} ms |\n", took(500)?, took(1_000)?);
    }
    Ok(rows)
}

/// Makes one of a size.
type Make = fn(usize) -> Made;

/// A book, and what is asked of it.
struct Made {
    language: &'static str,
    texts: Vec<String>,
    code: Vec<String>,
    query: String,
}

impl Made {
    fn of(language: &'static str, texts: Vec<String>) -> Self {
        Self { language, texts, code: Vec::new(), query: String::new() }
    }
}

fn syllable(at: usize) -> &'static str {
    const ALL: [&str; 14] =
        ["ba", "co", "du", "fi", "ge", "lo", "mi", "na", "pe", "qui", "ro", "tu", "ve", "zi"];
    ALL[at % ALL.len()]
}

fn engine(language: &str, texts: Vec<String>, code: Vec<String>) -> Result<Engine, Failure> {
    let section = |text: String| Section {
        heading: "Heading".into(),
        text: text + "\n",
        code: code.clone(),
        ..Section::default()
    };
    let page =
        Page { url: "a.html".into(), sections: texts.into_iter().map(section).collect(), ..Page::default() };
    let book = Book { language: language.into(), pages: vec![page], ..Book::default() };
    Ok(Engine::open(write(&[book], Layout::Packed)?.root)?)
}
