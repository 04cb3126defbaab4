//! Synonyms of several words. Single words are linked in the vocabulary; a phrase is no term, so where one names a section, in
//! its heading, its keywords or links to it, the others become keywords of that section.

use thumbindex_index::{Section, tokens};

/// Groups with a phrase in them, each as it is written and as its words.
#[derive(Debug)]
pub(super) struct Phrases(Vec<Vec<(String, Vec<String>)>>);

impl Phrases {
    pub(super) fn of(groups: &[Vec<String>]) -> Self {
        let read = |group: &Vec<String>| -> Vec<_> {
            let phrases = group.iter().map(|phrase| (phrase.clone(), words(phrase)));
            phrases.filter(|(_, words)| !words.is_empty()).collect()
        };
        let groups = groups.iter().map(read);
        Self(groups.filter(|group| group.iter().any(|(_, words)| words.len() > 1)).collect())
    }

    /// What other phrases mean that name the section.
    pub(super) fn add_to(&self, section: &mut Section) {
        if self.0.is_empty() {
            return;
        }
        let names = [&section.heading].into_iter().chain(&section.keywords).chain(&section.link_texts);
        let names: Vec<Vec<String>> = names.map(|name| words(name)).collect();
        let is_named = |phrase: &[String]| {
            names.iter().any(|name| name.windows(phrase.len()).any(|part| part == phrase))
        };
        for group in &self.0 {
            let (named, others): (Vec<_>, Vec<_>) = group.iter().partition(|(_, words)| is_named(words));
            if !named.is_empty() {
                // Words that are linked in the vocabulary need no posting of their own.
                let has_phrase = named.iter().any(|(_, words)| words.len() > 1);
                let wanted = others.into_iter().filter(|(_, words)| has_phrase || words.len() > 1);
                section.keywords.extend(wanted.map(|(phrase, _)| phrase.clone()));
            }
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, |token| words.push(token.term.to_owned()));
    words
}
