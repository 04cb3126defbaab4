//! Gathers every term of a book with the sections it stands in.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use rust_stemmers::Stemmer;

use super::{compound, prefix, stem};
use crate::analysis::{Kind, MAX_TERM_CHARS, fold, lower, symbols, tokens};
use crate::format::terms::Entry;
use crate::maths::idf;
use crate::percent::decode;
use crate::{Book, CODE_END, CODE_START, Section};

/// What a book's text comes to.
pub(super) struct Vocabulary {
    /// In byte order.
    pub(super) terms: BTreeMap<String, Entry>,
    /// What inflected words end in, the commonest ending first.
    pub(super) endings: Vec<String>,
    /// One for each section.
    pub(super) measures: Vec<Measure>,
}

/// What is known of a section beside its words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Measure {
    /// Sum of the inverse document frequencies of its heading's words.
    pub(super) heading_rarity: f32,
    /// Words in its text.
    pub(super) length: u32,
    /// What its author says it counts.
    pub(super) weight: f32,
    /// Whether it is the first answer to a query.
    pub(super) is_pinned: bool,
}

/// Where in a section a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Heading {
        is_spelled: bool,
    },
    Links,
    Body,
    /// In a query that the section is pinned for.
    Pin,
}

/// A heading's field, where nothing is said of spelling.
const HEADING: Field = Field::Heading { is_spelled: false };

/// Letters in an ending.
const MAX_ENDING: usize = 4;
/// An ending seen less often, or on a smaller share of words than one in so many, is a quirk of a few.
const MIN_ENDING_WORDS: u32 = 2;
const ENDING_SHARE: usize = 400;
/// Bytes that forms of one word have in common at least.
const MIN_COMMON: usize = 3;
/// Most languages' endings of words in use are fewer.
const MAX_ENDINGS: usize = 48;

/// Words that a word is linked with by one group of synonyms, in all their forms. A group of so many says little.
const MAX_SYNONYMS: usize = 128;

struct Gatherer {
    stemmer: Option<Stemmer>,
    /// Numbered as they are met, so that the hot path is one look-up.
    numbers: HashMap<String, usize>,
    entries: Vec<Entry>,
    stems: Vec<Option<String>>,
    /// Words as they are spelled where that is not how they are folded, each with its folded term.
    spellings: BTreeMap<String, (String, Entry)>,
}

/// Of the sections that are `continued`, the heading and all else that is said of them is said of the one before.
pub(super) fn gather(book: &Book, continued: &[u32]) -> Vocabulary {
    let mut gatherer = Gatherer {
        stemmer: stem::stemmer(&book.language),
        numbers: HashMap::new(),
        entries: Vec::new(),
        stems: Vec::new(),
        spellings: BTreeMap::new(),
    };
    let sections: Vec<&Section> = book.pages.iter().flat_map(|page| &page.sections).collect();
    let openings = book.pages.iter().flat_map(|page| {
        page.sections.iter().enumerate().map(|(at, _)| (at == 0).then_some(page.url.as_str()))
    });
    let lengths: Vec<u32> = (0..)
        .zip(sections.iter().zip(openings))
        .map(|(number, (section, address))| match continued.binary_search(&number) {
            Ok(_) => gatherer.part(number, section),
            Err(_) => gatherer.section(number, section, address),
        })
        .collect();
    let measure = |(section, length)| gatherer.measure(section, sections.len() as u32, length);
    let measures = sections.iter().copied().zip(lengths).map(measure).collect();
    gatherer.join(&book.language);
    gatherer.keep_spellings();
    let endings = gatherer.endings();
    let mut compounds = gatherer.take_apart(&book.language);
    gatherer.add_synonyms(&book.synonyms, &mut compounds);
    let mut terms = gatherer.finish();
    compound::link(&mut terms, compounds);
    Vocabulary { measures, endings, terms }
}

impl Gatherer {
    /// Returns how many words the section's text has. `address` is that of the page it opens.
    fn section(&mut self, number: u32, section: &Section, address: Option<&str>) -> u32 {
        self.text(&section.heading, HEADING, number);
        for text in section.link_texts.iter().chain(&section.keywords) {
            self.text(text, Field::Links, number);
        }
        for query in &section.pinned {
            self.text(query, Field::Pin, number);
        }
        // Where nobody links to a page, its address is what it is called elsewhere.
        if let Some(address) = address
            && section.link_texts.is_empty()
        {
            let name = name_beyond_heading(address, &section.heading);
            self.text(&name, Field::Links, number);
        }
        self.part(number, section)
    }

    /// What the text alone says.
    fn part(&mut self, number: u32, section: &Section) -> u32 {
        self.mentions(section, number);
        self.text(&section.text, Field::Body, number)
    }

    fn measure(&self, section: &Section, sections: u32, length: u32) -> Measure {
        // Its heading says no more than the query, so that nothing fits the query better.
        let pins = section.pinned.iter().map(|query| self.rarity(query, sections));
        let heading_rarity = pins.fold(self.rarity(&section.heading, sections), f32::min);
        let is_pinned = !section.pinned.is_empty();
        Measure { heading_rarity, length, weight: section.weight.factor(), is_pinned }
    }

    /// How much a heading says. An identifier says what its parts say, since a query may name either.
    fn rarity(&self, heading: &str, sections: u32) -> f32 {
        let (mut sum, mut whole) = (0.0, 0.0);
        tokens(heading, |token| {
            let entry = self.numbers.get(token.term).and_then(|&index| self.entries.get(index));
            let rarity =
                idf(sections, entry.map_or(1, |entry| entry.headings.len().max(entry.body.len()) as u32));
            match token.kind {
                Kind::Part => (sum, whole) = (sum + rarity, 0.0),
                Kind::Word | Kind::Gram => (sum, whole) = (sum + whole, rarity),
            }
        });
        sum + whole
    }

    fn text(&mut self, text: &str, field: Field, section: u32) -> u32 {
        let mut words = 0;
        tokens(text, |token| {
            words += u32::from(token.kind != Kind::Part);
            let written = &text[token.start..token.end];
            let index = self.number(token.term, written);
            let field = match field {
                Field::Heading { .. } => Field::Heading { is_spelled: written != token.term },
                field => field,
            };
            self.entries[index].add(field, section);
            if !written.is_ascii() && !is_cut_off(written) {
                self.spelling(token.term, written, field, section);
            }
        });
        words
    }

    /// Keeps a word as it was spelled beside its folded term.
    fn spelling(&mut self, term: &str, written: &str, field: Field, section: u32) {
        let mut spelled = String::new();
        lower(written, &mut spelled);
        if spelled != term {
            self.spellings
                .entry(spelled)
                .or_insert_with(|| (term.to_string(), Entry::default()))
                .1
                .add(field, section);
        }
    }

    /// Spellings that tell sections apart become terms of their own: those of words that the book spells in several ways.
    fn keep_spellings(&mut self) {
        for (spelled, (term, entry)) in std::mem::take(&mut self.spellings) {
            let folded = self.numbers.get(&term).and_then(|&index| self.entries.get(index));
            if folded.is_some_and(|folded| *folded != entry) && !self.numbers.contains_key(&spelled) {
                let index = self.number(&spelled, "");
                self.entries[index] = entry;
            }
        }
    }

    /// Inline code that a heading holds is what the section is about, and what begins a table row, list item or paragraph is
    /// explained there: that counts like a link.
    fn mentions(&mut self, section: &Section, number: u32) {
        let leads = if section.code.is_empty() { HashSet::new() } else { line_beginnings(&section.text) };
        for mention in &section.code {
            let field = match mention.as_str() {
                code if section.heading.contains(code) => HEADING,
                code if leads.contains(code) => Field::Links,
                _ => Field::Body,
            };
            symbols(mention, |term| self.symbol(term, field, number));
        }
    }

    fn symbol(&mut self, term: &str, field: Field, section: u32) {
        let index = self.number(term, term);
        self.entries[index].add(field, section);
    }

    fn number(&mut self, term: &str, written: &str) -> usize {
        if let Some(&index) = self.numbers.get(term) {
            return index;
        }
        let index = self.entries.len();
        self.numbers.insert(term.to_string(), index);
        self.entries.push(Entry::default());
        // Some stemmers take time that grows with the square of a word.
        let stemmer = self.stemmer.as_ref().filter(|_| !is_cut_off(written));
        self.stems.push(stemmer.and_then(|stemmer| stem::stem(stemmer, written)));
        index
    }

    /// How the words of this book end: what the stemmer takes off them, and what forms of one word differ by (`library`,
    /// `libraries`). With these a reader's module can tell that a form which the book lacks belongs to one that it has.
    fn endings(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        let mut last_form: HashMap<&str, &str> = HashMap::new();
        let words: BTreeMap<&str, &str> = self
            .numbers
            .iter()
            .filter_map(|(term, &index)| Some((term.as_str(), self.stems.get(index)?.as_deref()?)))
            .collect();
        let mut found: Vec<&str> = Vec::new();
        for (term, stem) in words {
            found.extend(term.strip_prefix(stem));
            if let Some(other) = last_form.insert(stem, term) {
                let same = common(term, other);
                // What the stem shares with the word was counted above.
                if same < stem.len() && same >= MIN_COMMON {
                    found.extend([&term[same..], &other[same..]]);
                }
            }
        }
        found.retain(|ending| (1..=MAX_ENDING).contains(&ending.chars().count()));
        found.into_iter().for_each(|ending| *counts.entry(ending).or_default() += 1);
        let mut endings: Vec<(u32, &str)> =
            counts.into_iter().map(|(ending, count)| (count, ending)).collect();
        let seldom = (self.numbers.len() / ENDING_SHARE) as u32;
        endings.retain(|&(count, _)| count >= MIN_ENDING_WORDS.max(seldom));
        endings.sort_by_key(|&(count, ending)| (Reverse(count), ending));
        endings.into_iter().take(MAX_ENDINGS).map(|(_, ending)| ending.to_string()).collect()
    }

    /// Joins words with what is written on before them to those without.
    fn join(&mut self, language: &str) {
        let words: Vec<compound::Word<'_>> = self.words().collect();
        for (term, stem) in prefix::stems(language, &words) {
            if let Some(&index) = self.numbers.get(&term) {
                self.stems[index] = Some(stem);
            }
        }
    }

    /// The compounds of the book by their parts, all of which become terms.
    fn take_apart(&mut self, language: &str) -> compound::Compounds {
        let words: Vec<compound::Word<'_>> = self.words().collect();
        let compounds = compound::find(language, &words);
        for part in compounds.keys() {
            self.number(part, part);
        }
        compounds
    }

    /// Words that mean the same, in all their forms, are linked both ways as a part and its compound are.
    fn add_synonyms(&mut self, groups: &[Vec<String>], links: &mut compound::Compounds) {
        if groups.is_empty() {
            return;
        }
        let mut words = |group: &Vec<String>| group.iter().filter_map(|word| self.word(word)).collect();
        let groups: Vec<Vec<String>> = groups.iter().map(&mut words).collect();
        let by_stem = self.by_stem();
        for group in &groups {
            let forms: Vec<Vec<&str>> = group.iter().map(|term| self.forms(term, &by_stem)).collect();
            for (at, one) in forms.iter().enumerate() {
                let others = forms[..at].iter().chain(&forms[at + 1..]).flatten();
                let others: Vec<&str> = others.take(MAX_SYNONYMS).copied().collect();
                for form in one {
                    links
                        .entry((*form).to_string())
                        .or_default()
                        .extend(others.iter().map(ToString::to_string));
                }
            }
        }
    }

    /// A word, which becomes a term; `None` where it is several words.
    fn word(&mut self, word: &str) -> Option<String> {
        let mut term = None;
        tokens(word, |token| {
            if token.start == 0 && token.end == word.len() {
                term = Some(token.term.to_string());
            }
        });
        let term = term?;
        self.number(&term, word);
        Some(term)
    }

    /// The terms with each stem, in byte order.
    fn by_stem(&self) -> HashMap<&str, Vec<&str>> {
        let mut by_stem: HashMap<&str, Vec<&str>> = HashMap::new();
        for (term, &index) in &self.numbers {
            if let Some(stem) = &self.stems[index] {
                by_stem.entry(stem).or_default().push(term);
            }
        }
        by_stem.values_mut().for_each(|terms| terms.sort_unstable());
        by_stem
    }

    /// A term and the other forms of it.
    fn forms<'t>(&self, term: &'t str, by_stem: &HashMap<&'t str, Vec<&'t str>>) -> Vec<&'t str> {
        let stem = self.numbers.get(term).and_then(|&index| self.stems[index].as_deref());
        let same = stem.and_then(|stem| by_stem.get(stem)).into_iter().flatten();
        let others = same.copied().filter(|other| *other != term);
        std::iter::once(term).chain(others.take(MAX_SYNONYMS)).collect()
    }

    fn words(&self) -> impl Iterator<Item = compound::Word<'_>> {
        self.numbers.iter().map(|(term, &index)| compound::Word {
            term,
            stem: self.stems[index].as_deref(),
            sections: self.entries[index].headings.len().max(self.entries[index].body.len()) as u32,
        })
    }

    fn finish(mut self) -> BTreeMap<String, Entry> {
        let sorted: BTreeMap<String, usize> = self.numbers.into_iter().collect();
        let mut last_form: HashMap<String, u32> = HashMap::new();
        let mut terms = BTreeMap::new();
        for (ordinal, (term, index)) in (0..).zip(sorted) {
            let mut entry = std::mem::take(&mut self.entries[index]);
            if let Some(stem) = self.stems[index].take() {
                entry.previous_form = last_form.insert(stem, ordinal);
            }
            terms.insert(term, entry);
        }
        terms
    }
}

/// The first run without spaces of each line that is not code.
fn line_beginnings(text: &str) -> HashSet<&str> {
    let prose = text.split(CODE_START).enumerate().filter_map(|(at, part)| {
        // Before the first block there is only prose; after that, what follows the end of a block.
        if at == 0 { Some(part) } else { part.split_once(CODE_END).map(|(_, prose)| prose) }
    });
    prose.flat_map(str::lines).filter_map(|line| line.split_whitespace().next()).collect()
}

/// Whether a word is longer than any term, so that its end counts for nothing.
fn is_cut_off(written: &str) -> bool {
    written.chars().nth(MAX_TERM_CHARS).is_some()
}

/// How many bytes two words begin with together.
fn common(one: &str, other: &str) -> usize {
    let pairs = one.char_indices().zip(other.chars());
    pairs.take_while(|((_, a), b)| a == b).last().map_or(0, |((at, c), _)| at + c.len_utf8())
}

/// Words in the last part of a page's address that its heading lacks.
fn name_beyond_heading(url: &str, heading: &str) -> String {
    let path = decode(url);
    let path = path.trim_end_matches('/').trim_end_matches("/index.html");
    let last = path.rsplit('/').next().unwrap_or_default();
    let mut known = HashSet::new();
    tokens(heading, |token| {
        known.insert(token.term.to_string());
    });
    let name = last.strip_suffix(".html").unwrap_or(last);
    let new = name.split(['-', '_', '.']).filter(|word| {
        let mut folded = String::new();
        fold(word, &mut folded);
        !known.contains(&folded)
    });
    new.collect::<Vec<_>>().join(" ")
}

impl Entry {
    fn add(&mut self, field: Field, section: u32) {
        match field {
            Field::Heading { is_spelled } => match self.headings.last_mut() {
                Some((last, spelled)) if *last == section => *spelled |= is_spelled,
                _ => self.headings.push((section, is_spelled)),
            },
            Field::Links => count(&mut self.links, section),
            Field::Body => count(&mut self.body, section),
            Field::Pin if self.pinned.last() == Some(&section) => {}
            Field::Pin => self.pinned.push(section),
        }
    }
}

fn count(list: &mut Vec<(u32, u32)>, section: u32) {
    match list.last_mut() {
        Some((last, frequency)) if *last == section => *frequency += 1,
        _ => list.push((section, 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;

    fn terms(text: String, synonyms: Vec<Vec<String>>) -> BTreeMap<String, Entry> {
        let page = Page { sections: vec![Section { text, ..Section::default() }], ..Page::default() };
        let book = Book { language: "de".into(), pages: vec![page], synonyms, ..Book::default() };
        gather(&book, &[]).terms
    }

    #[test]
    fn of_a_word_longer_than_any_term_nothing_is_kept_but_its_beginning() {
        let long = |letter: &str| letter.repeat(2 * MAX_TERM_CHARS);
        let terms = terms(format!("{}x {} {}", long("ü"), long("u"), long("ay")), Vec::new());
        assert!(terms.keys().all(|term| term.len() <= MAX_TERM_CHARS), "{:?}", terms.keys());
        assert!(terms.values().all(|entry| entry.previous_form.is_none()));
    }

    #[test]
    fn a_group_of_synonyms_is_linked_in_all_forms_and_however_large_to_no_more_than_are_of_use() {
        let group = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let terms = terms("Katze Katzen".into(), vec![group(&["Katze", "Stubentiger"])]);
        let of = |term: &str| terms[term].compounds.len();
        assert_eq!((of("katze"), of("katzen"), of("stubentiger")), (1, 1, 2));

        let many = (0..10 * MAX_SYNONYMS).map(|number| format!("wort{number}")).collect();
        let terms = super::tests::terms(String::new(), vec![many]);
        assert!(terms.values().all(|entry| entry.compounds.len() <= MAX_SYNONYMS));
    }
}
