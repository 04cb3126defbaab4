use super::*;
use crate::analysis::fold;
use crate::write::stem;

/// Words as a book writes them, each with the number of sections that have it.
fn compounds(language: &str, written: &[(&str, u32)]) -> Compounds {
    let stemmer = stem::stemmer(language);
    let words: Vec<(String, Option<String>, u32)> = written
        .iter()
        .map(|&(written, sections)| {
            let mut term = String::new();
            fold(written, &mut term);
            (term, stemmer.as_ref().and_then(|stemmer| stem::stem(stemmer, written)), sections)
        })
        .collect();
    let words: Vec<Word<'_>> = words
        .iter()
        .map(|(term, stem, sections)| Word { term, stem: stem.as_deref(), sections: *sections })
        .collect();
    find(language, &words)
}

fn of<'a>(compounds: &'a Compounds, part: &str) -> Vec<&'a str> {
    compounds.get(part).into_iter().flatten().map(String::as_str).collect()
}

#[test]
fn german_compounds_are_found_by_their_parts_with_and_without_links() {
    let found = compounds(
        "de",
        &[
            ("Vertrag", 3),
            ("Kauf", 2),
            ("Arbeit", 2),
            ("Schule", 2),
            ("Buch", 4),
            ("Ort", 3),
            ("Stand", 4),
            ("Kaufvertrag", 1),
            ("Kaufverträge", 1),
            ("Arbeitsvertrag", 1),
            ("Schulbuch", 1),
            ("Schulbücher", 1),
            ("Standort", 1),
        ],
    );
    assert_eq!(of(&found, "vertrag"), ["arbeitsvertrag", "kaufvertrag", "kaufvertrage"]);
    assert_eq!(of(&found, "kauf"), ["kaufvertrag", "kaufvertrage"]);
    assert_eq!(of(&found, "arbeit"), ["arbeitsvertrag"]);
    assert_eq!(of(&found, "schule"), ["schulbuch", "schulbucher"]);
    assert_eq!(of(&found, "buch"), ["schulbuch", "schulbucher"]);
    assert_eq!(of(&found, "ort"), ["standort"]);
}

#[test]
fn a_compound_of_three_is_found_by_each_and_by_two_together() {
    let found = compounds(
        "de",
        &[
            ("Kauf", 2),
            ("Vertrag", 2),
            ("Abschluss", 1),
            ("Kaufvertrag", 2),
            ("Kaufvertragsabschluss", 1),
            ("Daten", 5),
            ("Bank", 2),
            ("Verbindung", 2),
            ("Datenbank", 1),
            ("Datenbankverbindung", 1),
        ],
    );
    for part in ["kauf", "vertrag", "abschluss", "kaufvertrag"] {
        assert!(of(&found, part).contains(&"kaufvertragsabschluss"), "{part}: {found:?}");
    }
    for part in ["daten", "bank", "verbindung", "datenbank"] {
        assert!(of(&found, part).contains(&"datenbankverbindung"), "{part}: {found:?}");
    }
}

#[test]
fn what_two_compounds_share_is_a_part_though_the_book_never_says_it_alone() {
    let words =
        [("Kauf", 2), ("Miete", 2), ("Ende", 3), ("Bruch", 2), ("Kaufvertrag", 1), ("Mietvertrag", 1)];
    assert_eq!(of(&compounds("de", &words), "vertrag"), ["kaufvertrag", "mietvertrag"]);
    // One alone may be anything.
    assert_eq!(of(&compounds("de", &words[..5]), "vertrag"), [""; 0]);
    let heads = [
        ("Bruch", 2),
        ("Partner", 2),
        ("Dauer", 3),
        ("Vertragsbruch", 1),
        ("Vertragspartner", 1),
        ("Vertragsdauer", 1),
    ];
    assert_eq!(
        of(&compounds("de", &heads), "vertrag"),
        ["vertragsbruch", "vertragsdauer", "vertragspartner"]
    );
}

#[test]
fn german_words_that_only_look_like_compounds_are_left_whole() {
    let found = compounds(
        "de",
        &[
            ("unter", 9),
            ("nehmen", 5),
            ("Unternehmen", 4),
            ("bei", 9),
            ("Spiel", 5),
            ("Beispiel", 9),
            ("Bein", 1),
            ("halten", 5),
            ("beinhalten", 2),
            ("Arbeit", 5),
            ("arbeitende", 1),
            ("arbeitet", 2),
            ("Ende", 5),
            ("Freund", 5),
            ("Sache", 5),
            ("Freundlichkeit", 2),
            ("Sachlichkeit", 2),
            ("gegen", 4),
            ("Stand", 5),
            ("Gegenstand", 4),
            ("nach", 9),
            ("richten", 4),
            ("Nachrichten", 5),
            ("Form", 5),
            ("Formation", 2),
            ("Information", 9),
            ("verz", 1),
            ("eich", 1),
            ("Verzeichnis", 9),
            ("komme", 3),
            ("Tar", 5),
            ("Kommentar", 5),
            ("Funktion", 9),
            ("Funktionen", 9),
        ],
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn dutch_compounds_are_found_by_their_parts_and_others_left_whole() {
    let found = compounds(
        "nl",
        &[
            ("gebruiker", 5),
            ("naam", 4),
            ("gebruikersnaam", 2),
            ("gegevens", 3),
            ("bank", 2),
            ("gegevensbank", 1),
            ("zoek", 2),
            ("machine", 2),
            ("zoekmachine", 1),
            ("zoeken", 4),
            ("onder", 9),
            ("werpen", 3),
            ("onderwerpen", 3),
            ("werk", 5),
            ("werkelijk", 2),
            ("voor", 9),
            ("beeld", 5),
            ("voorbeeld", 9),
        ],
    );
    assert_eq!(of(&found, "naam"), ["gebruikersnaam"]);
    assert_eq!(of(&found, "gebruiker"), ["gebruikersnaam"]);
    assert_eq!(of(&found, "bank"), ["gegevensbank"]);
    assert_eq!(of(&found, "machine"), ["zoekmachine"]);
    let words: BTreeSet<&str> = found.values().flatten().map(String::as_str).collect();
    assert_eq!(Vec::from_iter(words), ["gebruikersnaam", "gegevensbank", "zoekmachine"]);
}

#[test]
fn other_languages_with_compounds_and_those_without() {
    let swedish =
        compounds("sv", &[("arbete", 2), ("plats", 2), ("arbetsplats", 1), ("kod", 3), ("källkod", 1)]);
    assert_eq!(of(&swedish, "plats"), ["arbetsplats"]);
    let finnish = compounds("fi", &[("tieto", 2), ("kone", 2), ("tietokone", 1)]);
    assert_eq!(of(&finnish, "kone"), ["tietokone"]);
    let hungarian = compounds("hu", &[("adat", 3), ("bázis", 2), ("adatbázis", 1)]);
    assert_eq!(of(&hungarian, "adat"), ["adatbazis"]);
    let icelandic = compounds("is", &[("gagna", 2), ("grunnur", 2), ("gagnagrunnur", 1)]);
    assert_eq!(of(&icelandic, "grunnur"), ["gagnagrunnur"]);
    assert!(compounds("en", &[("file", 5), ("system", 5), ("filesystem", 5)]).is_empty());
}

#[test]
fn a_large_vocabulary_is_taken_apart_in_time() {
    // Every word of two syllables, and every pair of those: none is slower than its letters.
    let syllables = ["ba", "der", "gol", "mun", "ris", "tok", "wel", "zap", "ken", "lot"];
    let mut written: Vec<(String, u32)> = Vec::new();
    for a in syllables {
        for b in syllables {
            written.push(([a, b].concat(), 3));
            for c in syllables {
                for d in syllables {
                    written.push(([a, b, c, d].concat(), 1));
                }
            }
        }
    }
    let borrowed: Vec<(&str, u32)> = written.iter().map(|(word, count)| (word.as_str(), *count)).collect();
    let found = compounds("de", &borrowed);
    assert!(found.values().all(|of| of.len() <= MAX_COMPOUNDS));
    assert!(found.len() >= 100);
}
