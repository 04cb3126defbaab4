//! What a search of the playground answers: the results that every page gets, and why each stands where it does.

use std::collections::BTreeMap;

use serde::Serialize;
use thumbindex_engine::{Answer, Engine, Error, Explanation, Need, Results, SearchOptions};

/// An answer, or the chunks that it takes.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Asked {
    Needs {
        needs: Vec<Need>,
    },
    Found {
        results: Results,
        /// By the URL of the section.
        explanations: BTreeMap<String, Explanation>,
    },
}

pub(crate) fn search(engine: &mut Engine, query: &str, options: &SearchOptions) -> Result<Asked, Error> {
    Ok(match engine.search(query, options)? {
        Answer::Needs(needs) => Asked::Needs { needs },
        Answer::Ready(results) => {
            Asked::Found { results, explanations: engine.explain(query, options).into_iter().collect() }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dropped::Dropped;
    use crate::made::make;
    use serde_json::Value;

    fn asked(query: &str) -> Value {
        let mut dropped = Dropped::default();
        dropped.add("a.md".into(), b"# Ownership\n\nA value has one owner.\n".to_vec());
        dropped.add("b.md".into(), b"# Borrowing\n\nA reference borrows a value.\n".to_vec());
        let made = make(dropped, &mut |_| ()).expect("two chapters");
        let mut engine = Engine::open(made.files.root).expect("a sound index");
        let answer = search(&mut engine, query, &SearchOptions::default()).expect("an answer");
        serde_json::to_value(answer).expect("JSON")
    }

    #[test]
    fn each_result_comes_with_its_explanation_even_where_a_word_was_corrected() {
        let answer = asked("ownreship");
        assert_eq!(answer["results"]["corrected"], "ownership");
        let section = &answer["results"]["pages"][0]["sections"][0];
        let why = &answer["explanations"]["a.html#ownership"];
        assert_eq!(section["url"], "a.html#ownership");
        assert_eq!(why["score"], section["score"]);
        assert_eq!(why["words"][0]["found"][0]["place"], "heading");
    }

    #[test]
    fn a_search_without_results_explains_nothing() {
        let answer = asked("qqqqqqqq");
        assert_eq!(answer["results"]["total"], 0);
        assert!(answer["explanations"].as_object().is_some_and(|all| all.is_empty()));
    }
}
