//! What a search answers: the object that every host, language and layout gets.

use crate::prelude::*;

/// The answer to one query.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Results {
    /// As it was asked.
    pub query: String,
    /// The whole query as it was understood, when a word had to be corrected.
    pub corrected: Option<String>,
    /// How many sections match.
    pub total: u32,
    /// False where only the best candidates were checked.
    pub total_is_exact: bool,
    /// Filled in by whoever drives the engine, since the engine knows no clock.
    pub took_ms: f64,
    /// Best first, each with its sections best first.
    pub pages: Vec<PageHit>,
}

/// A page with at least one section that matches.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct PageHit {
    /// Path under the indexed folder.
    pub url: String,
    /// The page's title.
    pub title: String,
    /// Titles above it, outermost first.
    pub breadcrumbs: Vec<String>,
    /// The score of its best section.
    pub score: f32,
    /// Best first.
    pub sections: Vec<SectionHit>,
}

/// A section that matches.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct SectionHit {
    /// The page's URL, with the section's id as fragment where it has one.
    pub url: String,
    /// Its heading.
    pub heading: String,
    /// Higher is better; comparable within one answer.
    pub score: f32,
    /// Pieces of text in order; together they are the excerpt. Empty when excerpts were not asked for.
    pub excerpt: Vec<Piece>,
}

/// A piece of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Piece {
    /// Plain text: prose with its white space squashed, or code with its line breaks and indentation.
    pub text: String,
    /// Whether it is one of the words that were found.
    pub mark: bool,
    /// Whether it is from a code block. Left out of the JSON when false.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "core::ops::Not::not"))]
    pub code: bool,
}

/// One way to complete what has been typed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Suggestion {
    /// The whole query, completed.
    pub text: String,
}

/// Where a page stands among the chapters.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Navigation {
    /// The chapter before, if any.
    pub previous: Option<Chapter>,
    /// The chapter after, if any.
    pub next: Option<Chapter>,
    /// Counts from 1.
    pub position: u32,
    /// How many chapters there are.
    pub count: u32,
}

/// A chapter to turn to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Chapter {
    /// Path under the indexed folder.
    pub url: String,
    /// Its title.
    pub title: String,
}

/// A chunk that is needed before a question can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Need {
    /// What to call [`Engine::supply`](crate::Engine::supply) with.
    pub id: u32,
    /// The file it is in.
    pub name: String,
    /// What it is for is showing what has been found: somebody who types on will not want it. Left out of JSON where it is not so.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "core::ops::Not::not"))]
    pub shows: bool,
}

/// Either an answer, or what has to be fetched before asking again.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer<T> {
    /// The answer.
    Ready(T),
    /// Chunks to supply.
    Needs(Vec<Need>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    #[test]
    fn only_pieces_of_code_say_whether_they_are_code() {
        let json = |code| Piece { text: "a".into(), mark: true, code }.to_json();
        assert_eq!(json(false), r#"{"text":"a","mark":true}"#);
        assert_eq!(json(true), r#"{"text":"a","mark":true,"code":true}"#);
    }
}
