//! What a language puts between the parts of a compound, and what looks like a part and is none.

use std::collections::HashSet;

use crate::primary_language;

/// How a language makes compounds. Everything is folded.
#[derive(Debug)]
pub(super) struct Rules {
    /// What may stand between two parts; nothing first.
    pub(super) links: &'static [&'static str],
    /// Whether a piece that several compounds share is taken for a word. Not where words have long endings of many kinds.
    pub(super) guesses: bool,
    never: HashSet<&'static str>,
    endings: &'static [&'static str],
    short: &'static [&'static str],
}

impl Rules {
    /// The rules for a BCP 47 tag, if its language writes compounds as one word.
    pub(super) fn of(language: &str) -> Option<Self> {
        let rules = match primary_language(language).as_str() {
            "de" => Self {
                links: &["", "s", "es", "n", "en", "er", "e", "ens"],
                guesses: true,
                never: set(GERMAN),
                endings: GERMAN_ENDINGS,
                short: GERMAN_SHORT,
            },
            "nl" => Self {
                links: &["", "s", "en", "e", "n"],
                guesses: true,
                never: set(DUTCH),
                endings: DUTCH_ENDINGS,
                short: DUTCH_SHORT,
            },
            "sv" | "da" | "no" | "nb" | "nn" => Self {
                links: &["", "s", "e"],
                guesses: true,
                never: set(NORDIC),
                endings: NORDIC_ENDINGS,
                short: NORDIC_SHORT,
            },
            "is" => Self {
                links: &["", "s", "ar", "a", "u", "na"],
                guesses: false,
                never: set(NORDIC),
                endings: NORDIC_ENDINGS,
                short: NORDIC_SHORT,
            },
            "fi" => Self {
                links: &["", "n"],
                guesses: false,
                never: set(FINNISH),
                endings: FINNISH_ENDINGS,
                short: FINNISH_SHORT,
            },
            "hu" => Self {
                links: &[""],
                guesses: false,
                never: set(HUNGARIAN),
                endings: HUNGARIAN_ENDINGS,
                short: HUNGARIAN_SHORT,
            },
            _ => return None,
        };
        Some(rules)
    }

    /// Whether a piece only says how the rest is meant: a preposition, an article, a pronoun.
    pub(super) fn is_never_a_part(&self, piece: &str) -> bool {
        self.never.contains(piece)
    }

    /// Whether a tail is, or begins with, what makes one word out of another.
    pub(super) fn is_ending(&self, tail: &str) -> bool {
        self.endings.iter().any(|ending| tail.starts_with(ending))
    }

    /// Whether three letters make a word that compounds are made with.
    pub(super) fn is_short_part(&self, piece: &str) -> bool {
        self.short.contains(&piece)
    }
}

fn set(words: &[&'static str]) -> HashSet<&'static str> {
    words.iter().copied().collect()
}

#[rustfmt::skip]
const GERMAN: &[&str] = &[
    "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "alt", "ander", "andere", "anderen", "ans",
    "anti", "auch", "auf", "aus", "bei", "beim", "bin", "bis", "bist", "dabei", "dafur", "daher", "damit", "dann",
    "dar", "das", "dass", "davon", "dem", "den", "denen", "denn", "der", "deren", "des", "dessen", "die", "dies",
    "diese", "diesem", "diesen", "dieser", "doch", "dort", "durch", "ein", "eine", "einem", "einen", "einer",
    "eines", "einmal", "ende", "enden", "endet", "ent", "erst", "etwa", "etwas", "falls", "fort", "fur", "gab",
    "ganz", "gar", "gegen", "haben", "haft", "hat", "hatte", "her", "hier", "hin", "hinter", "ich", "ihm", "ihn",
    "ihr", "ihre", "ihrem", "ihren", "ihrer", "immer", "innen", "ins", "inter", "ist", "jede", "jedem", "jeden",
    "jeder", "jedes", "kann", "kein", "keine", "konnen", "los", "mal", "man", "mehr", "mein", "mini", "miss", "mit",
    "muss", "nach", "neben", "nicht", "nichts", "noch", "nun", "nur", "oben", "ober", "oder", "ohne", "per", "pro",
    "raus", "rein", "rund", "schon", "sehr", "sein", "seine", "seinen", "seiner", "selbst", "sich", "sie", "sind",
    "soll", "sonst", "sowie", "teils", "uber", "uberall", "und", "uns", "unser", "unten", "unter", "ver", "viel",
    "vom", "von", "vor", "war", "waren", "was", "weg", "weil", "weise", "weiter", "wenn", "wer", "werden", "wie",
    "wieder", "wir", "wird", "wohl", "zer", "zum", "zur", "zuruck", "zusammen", "zwischen",
];

#[rustfmt::skip]
const GERMAN_ENDINGS: &[&str] = &[
    "bar", "chen", "ation", "enden", "ende", "ern", "haft", "halb", "heit", "ier", "igkeit", "innen", "isch", "ismus",
    "ist", "iv", "keit", "lein", "lich", "ling", "los", "mals", "massig", "nis", "sam", "schaft", "seits", "tion", "tum",
    "ung", "warts", "weise", "alitat", "iz", "isat", "ition", "urat", "ator", "able", "ible",
];

#[rustfmt::skip]
const DUTCH: &[&str] = &[
    "aan", "aangaande", "achter", "alle", "alleen", "alles", "als", "ander", "andere", "anders", "ben", "bij",
    "binnen", "boven", "buiten", "daar", "dan", "dat", "deze", "dien", "dit", "doen", "door", "dus", "echt", "een",
    "eens", "eerst", "elk", "elke", "ene", "ent", "ergens", "ern", "geen", "gelden", "haar", "had", "heb", "hebben",
    "heeft", "hem", "hen", "het", "hier", "hij", "hoe", "hun", "iets", "ieder", "inter", "kan", "keer", "kon",
    "kunnen", "laten", "lijk", "loos", "maar", "mee", "meer", "men", "met", "mij", "mis", "moet", "naar", "naast",
    "net", "niet", "niets", "nog", "nooit", "ommen", "omdat", "onder", "ons", "onze", "ook", "over", "per", "samen",
    "slechts", "sinds", "steeds", "tegen", "ten", "ter", "terug", "tijdens", "toch", "toe", "tot", "tussen", "uit",
    "uur", "van", "vandaan", "veel", "ver", "via", "volgens", "voor", "voort", "vooraf", "waar", "wanneer", "want",
    "was", "wat", "weer", "weg", "wel", "wie", "wij", "worden", "wordt", "zal", "zelf", "zich", "zij", "zijn",
    "zoals", "zonder", "zou", "zullen",
];

#[rustfmt::skip]
const DUTCH_ENDINGS: &[&str] = &[
    "aar", "achtig", "atie", "baar", "ende", "erij", "haft", "heden", "heid", "ing", "isch", "isme", "iteit", "lijk", "ling",
    "loos", "loze", "matig", "schap", "sels", "tie", "tjes", "waarts", "zaam", "keren", "eren", "isat", "itie", "iatie", "ieer", "ition", "ation",
];

#[rustfmt::skip]
const NORDIC: &[&str] = &[
    "alla", "alle", "allt", "andra", "andre", "annan", "bara", "bort", "bland", "dag", "dan", "dar", "deg", "dem",
    "den", "denna", "denne", "deras", "der", "deres", "dess", "det", "detta", "dette", "dig", "din", "disse", "dock",
    "du", "eftir", "efter", "eine", "eller", "ens", "ett", "etter", "fast", "fore", "for", "fra", "fram", "fran",
    "fyrir", "gegn", "genom", "gennem", "ham", "han", "hans", "har", "hen", "henne", "her", "hon", "hos", "hun",
    "hur", "hvad", "hvem", "hver", "hvis", "hvor", "ikke", "ikkje", "ind", "inn", "inne", "inom", "inte", "jag",
    "jeg", "kan", "kring", "kun", "lige", "man", "med", "meg", "mellan", "mellem", "mellom", "men", "mer", "mere",
    "mig", "min", "mindre", "mod", "mot", "mycket", "nar", "ned", "ner", "noen", "noget", "nogle", "nogen", "noll",
    "nu", "och", "ofte", "ofver", "ogsa", "ogso", "over", "omkring", "oss", "pro", "saman", "samma", "samman", "samme",
    "sammen", "sedan", "seg", "ser", "siden", "sig", "sin", "sina", "sine", "sitt", "ska", "skal", "skulle", "som",
    "til", "till", "tilbage", "tilbake", "under", "undir", "upp", "uppe", "uta", "utan", "uten", "uden", "var",
    "vara", "ved", "vem", "ver", "vid", "vil", "vill", "vore", "yfir",
];

#[rustfmt::skip]
const NORDIC_ENDINGS: &[&str] = &[
    "ande", "ansen", "ende", "else", "erne", "aren", "arna", "are", "asjon", "ation", "bar", "dom", "erna", "eri", "het", "hed",
    "ing", "inn", "isk", "isme", "ism", "leg", "lig", "ling", "ning", "orna", "sam", "samt", "skap", "skab", "som", "tion", "vis",
];

#[rustfmt::skip]
const FINNISH: &[&str] = &[
    "alas", "alla", "alle", "ehka", "eika", "esi", "eli", "ennen", "enta", "han", "hyvin", "ilman", "itse", "joka",
    "jos", "jossa", "jotka", "kanssa", "kautta", "keskella", "koska", "kuin", "kuten", "kun", "lahes", "mika", "mikali",
    "mina", "missa", "mita", "muu", "muut", "mutta", "myos", "nain", "niin", "nyt", "olla", "ovat", "oli", "paalla",
    "pois", "sen", "siis", "siita", "sina", "sitten", "taas", "taman", "tama", "tassa", "tuo", "vaan", "vain", "vasta",
    "yli", "ylos",
];

const FINNISH_ENDINGS: &[&str] = &[
    "inen", "iset", "isten", "isuus", "maton", "minen", "mista", "nsa", "ssa", "sta", "tta", "tar", "ton",
    "uus",
];

#[rustfmt::skip]
const HUNGARIAN: &[&str] = &[
    "abban", "ahol", "akar", "akkor", "alatt", "amely", "ami", "annak", "arra", "azok", "azon", "azt", "bele", "benne",
    "csak", "egy", "egyik", "ebben", "ehhez", "ellen", "elott", "ennek", "erre", "ezek", "ezt", "fel", "felett", "hanem",
    "hogy", "hozza", "igen", "ilyen", "ill", "illetve", "itt", "kell", "ki", "koz", "kozott", "kivul", "lesz", "maga", "majd", "mar",
    "meg", "mert", "mely", "mellett", "mind", "minden", "mint", "most", "nagy", "nem", "neki", "nelkul", "oda", "ossze", "ott",
    "pedig", "sem", "szem", "szet", "szerint", "tobb", "tul", "ugy", "utan", "vagy", "van", "vele", "vissza", "volt",
];

const HUNGARIAN_ENDINGS: &[&str] = &[
    "ban", "ben", "bol", "hat", "het", "hoz", "kent", "nak", "nek", "ott", "ral", "rol", "sag", "seg", "tal",
    "tel", "tol", "val", "vel",
];

#[rustfmt::skip]
const GERMAN_SHORT: &[&str] = &[
    "amt", "art", "bad", "bau", "bit", "bus", "eis", "gas", "hof", "log", "ohr", "ort", "rad", "rat", "see", "tag", "ton",
    "tor", "tur", "typ", "uhr", "web", "zug",
];
const DUTCH_SHORT: &[&str] = &[
    "app", "arm", "bit", "bus", "dag", "gas", "les", "log", "map", "rij", "som", "tag", "weg", "web", "wet",
    "zee",
];
const NORDIC_SHORT: &[&str] = &[
    "bil", "bit", "bok", "bog", "del", "fil", "hus", "kod", "lag", "log", "nat", "net", "ord", "rad", "sok",
    "tal", "tid", "typ", "vag", "vei", "vej", "web",
];
const FINNISH_SHORT: &[&str] = &["osa", "ovi", "tie", "tyo", "web"];
const HUNGARIAN_SHORT: &[&str] = &["cim", "kep", "kod", "nap", "nev", "sor", "szo", "web"];
