//! Synonyms of several words. Single words are linked in the vocabulary; a phrase is no term, so where one names a section, in
//! its heading, its keywords or links to it, the others become keywords of that section.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use thumbindex_index::{Section, tokens};

/// Groups with a phrase in them.
#[derive(Debug)]
pub(super) struct Phrases {
    /// Each phrase as it is written, and how many words it has.
    groups: Vec<Vec<(String, usize)>>,
    /// The phrases by their words, each as its group and its place there.
    by_words: HashMap<Vec<String>, Vec<(usize, usize)>>,
    /// How many words phrases have that begin with a word, so that no others are looked for.
    lengths: HashMap<String, BTreeSet<usize>>,
}

/// No phrase of more words is looked for.
const MOST_WORDS: usize = 32;

/// How many other names one group gives a section.
const MOST_NAMES: usize = 128;

impl Phrases {
    pub(super) fn of(groups: &[Vec<String>]) -> Self {
        let mut phrases = Self { groups: Vec::new(), by_words: HashMap::new(), lengths: HashMap::new() };
        for group in groups {
            let read: Vec<_> = group.iter().map(|phrase| (phrase, words(phrase))).collect();
            if read.iter().any(|(_, words)| words.len() > 1) {
                phrases.add(read);
            }
        }
        phrases
    }

    fn add(&mut self, read: Vec<(&String, Vec<String>)>) {
        let mut group = Vec::new();
        for (phrase, words) in read {
            let Some(first) = words.first().filter(|_| words.len() <= MOST_WORDS) else { continue };
            self.lengths.entry(first.clone()).or_default().insert(words.len());
            group.push((phrase.clone(), words.len()));
            self.by_words.entry(words).or_default().push((self.groups.len(), group.len() - 1));
        }
        self.groups.push(group);
    }

    /// What other phrases mean that name the section.
    pub(super) fn add_to(&self, section: &mut Section) {
        if self.groups.is_empty() {
            return;
        }
        let names = [&section.heading].into_iter().chain(&section.keywords).chain(&section.link_texts);
        let mut named: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for name in names {
            for &(group, at) in self.within(&words(name)) {
                named.entry(group).or_default().insert(at);
            }
        }
        for (group, named) in named {
            let group = &self.groups[group];
            // Words that are linked in the vocabulary need no posting of their own.
            let has_phrase = named.iter().any(|at| group[*at].1 > 1);
            let others = group.iter().enumerate().filter(|(at, _)| !named.contains(at));
            let wanted = others.filter(|(_, (_, words))| has_phrase || *words > 1).take(MOST_NAMES);
            section.keywords.extend(wanted.map(|(_, (phrase, _))| phrase.clone()));
        }
    }

    /// The phrases that stand in a name.
    fn within(&self, name: &[String]) -> impl Iterator<Item = &(usize, usize)> {
        let starts = name.iter().enumerate();
        let runs = starts.flat_map(move |(at, first)| {
            let lengths = self.lengths.get(first).into_iter().flatten();
            lengths.filter_map(move |length| name.get(at..at + length))
        });
        runs.filter_map(|run| self.by_words.get(run)).flatten()
    }
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, |token| words.push(token.term.to_owned()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keywords(groups: &[Vec<String>], heading: &str) -> Vec<String> {
        let mut section = Section { heading: heading.into(), ..Section::default() };
        Phrases::of(groups).add_to(&mut section);
        section.keywords
    }

    #[test]
    fn a_phrase_is_found_wherever_it_stands_in_a_name() {
        let group = |phrases: &[&str]| phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
        let groups = [group(&["machine learning", "ml"]), group(&["machine tool", "lathe"])];
        assert_eq!(keywords(&groups, "On machine learning"), ["ml"]);
        assert_eq!(keywords(&groups, "A machine tool for machine learning"), ["ml", "lathe"]);
        assert_eq!(keywords(&groups, "ML"), ["machine learning"]);
        assert_eq!(keywords(&groups, "Machine"), [""; 0]);
    }

    #[test]
    fn a_group_gives_a_section_no_more_names_than_are_of_use() {
        let group = (0..10 * MOST_NAMES).map(|number| format!("name {number}")).collect();
        assert_eq!(keywords(&[group], "Name 1").len(), MOST_NAMES);
    }
}
