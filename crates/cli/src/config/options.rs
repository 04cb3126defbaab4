//! Every option of the file: what the guide's table shows, and what tells a slip from an option.

use toml::de::{DeTable, DeValue};

use super::Fault;

/// One option.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opt {
    /// As it is written; `pages.weight` stands in the tables `[[pages]]`.
    pub(crate) name: &'static str,
    /// What holds without it, as Markdown.
    pub(crate) default: &'static str,
    /// What it does, as Markdown.
    pub(crate) what: &'static str,
}

const fn opt(name: &'static str, default: &'static str, what: &'static str) -> Opt {
    Opt { name, default, what }
}

/// In the order of the guide.
pub(crate) const OPTIONS: &[Opt] = &[
    opt("dir", "–", "the folder to read, where the command line names none"),
    opt("out", "`DIR/thumbindex`", "where the index and the widget go (`--out`)"),
    opt("layout", "`\"split\"`", "`split`, `embedded` or `single` (`--layout`)"),
    opt("inject", "`false`", "put the script tag into every page (`--inject`)"),
    opt("keep", "`2`", "how many builds' files stay (`--keep`)"),
    opt("base-url", "where the page is", "where the results of injected tags lead (`--base-url`)"),
    opt(
        "opensearch",
        "–",
        "the full address of the site: writes `opensearch.xml`, so that browsers offer its search in the address bar (`--opensearch`)",
    ),
    opt("language", "what pages declare", "the language of all pages (`--lang`)"),
    opt(
        "pretty",
        "`false`",
        "link to `guide/` instead of `guide/index.html`, even where the site's own links do not (`--pretty`)",
    ),
    opt(
        "excerpts",
        "`true`",
        "`false` keeps the texts out of the index: no excerpts, and quoted words are searched for one by one",
    ),
    opt(
        "content",
        "`[]`",
        "selectors of the elements that hold a page's content; a page without any is read as usual",
    ),
    opt("leave-out", "`[]`", "selectors of elements that are not read"),
    opt("skip", "`[]`", "patterns of pages that are not read (`--skip`)"),
    opt("part-from", "–", "the name of a `<meta>` that tells which part of the site a page belongs to"),
    opt("synonyms", "`[]`", "groups of words or phrases that mean the same"),
    opt("pages", "`[]`", "rules for pages or sections, each a table `[[pages]]`"),
    opt("pages.match", "needed", "the pattern of the pages, or, with a `#`, of the sections"),
    opt("pages.weight", "`1`", "how much they count, from 0.1 to 10; the last rule that fits decides"),
    opt("pages.keywords", "`[]`", "further words and phrases that the page, or the section, is found by"),
    opt("pages.part", "–", "the part of the site that the pages belong to"),
    opt("pins", "`[]`", "first answers, each a table `[[pins]]`"),
    opt("pins.query", "needed", "the query, in any case"),
    opt("pins.page", "needed", "the page, or with `#id` the section, that comes first"),
];

/// Finds a key that is no option, and says which one may have been meant. `reserved` are keys of somebody else.
pub(super) fn check(table: &DeTable<'_>, reserved: &[&str]) -> Result<(), Fault> {
    check_below("", table, reserved)
}

fn check_below(prefix: &str, table: &DeTable<'_>, reserved: &[&str]) -> Result<(), Fault> {
    for (key, value) in table {
        let name = format!("{prefix}{}", key.get_ref());
        if reserved.contains(&name.as_str()) {
            continue;
        }
        if !OPTIONS.iter().any(|option| option.name == name) {
            let nearest = nearest(prefix, &name);
            let cause = format!("there is no option `{name}`; did you mean `{nearest}`?");
            return Err(Fault::new(key.span(), cause));
        }
        let DeValue::Array(rows) = value.get_ref() else { continue };
        for row in rows.iter() {
            if let DeValue::Table(row) = row.get_ref() {
                check_below(&format!("{name}."), row, &[])?;
            }
        }
    }
    Ok(())
}

/// The option on the same level that is most like what was written.
fn nearest(prefix: &str, name: &str) -> &'static str {
    let depth = prefix.matches('.').count();
    let level = OPTIONS.iter().map(|option| option.name);
    let level = level.filter(|known| known.starts_with(prefix) && known.matches('.').count() == depth);
    level
        .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    /// A value other than the default for each option that stands alone.
    const SET: &[(&str, &str)] = &[
        ("dir", "'site'"),
        ("out", "'x'"),
        ("layout", "'single'"),
        ("inject", "true"),
        ("keep", "3"),
        ("base-url", "'/docs/'"),
        ("opensearch", "'https://docs.example.org/'"),
        ("language", "'de'"),
        ("pretty", "true"),
        ("excerpts", "false"),
        ("content", "['main']"),
        ("leave-out", "['.x']"),
        ("skip", "['x/**']"),
        ("part-from", "'section'"),
        ("synonyms", "[['a', 'b']]"),
        ("pages", "[{ match = 'x' }]"),
        ("pages.match", "'x'"),
        ("pages.weight", "2"),
        ("pages.keywords", "['a']"),
        ("pages.part", "'P'"),
        ("pins", "[{ query = 'a', page = 'b' }]"),
        ("pins.query", "'a'"),
        ("pins.page", "'b'"),
    ];

    fn parse(text: &str) -> Config {
        Config::parse(text, false).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    #[test]
    fn every_option_of_the_table_is_read_and_there_are_no_others() {
        let names: Vec<&str> = OPTIONS.iter().map(|option| option.name).collect();
        assert_eq!(names, SET.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        for (name, value) in SET {
            let (base, text) = match name.split_once('.') {
                None => (String::new(), format!("{name} = {value}")),
                Some(("pages", "match")) => {
                    (String::from("[[pages]]\nmatch = 'y'"), String::from("[[pages]]\nmatch = 'x'"))
                }
                Some(("pages", _)) => {
                    let base = String::from("[[pages]]\nmatch = 'x'");
                    (base.clone(), format!("{base}\n{} = {value}", &name[6..]))
                }
                Some((_, key)) => {
                    let base = "[[pins]]\nquery = 'q'\npage = 'p'\n";
                    let other = if key == "query" { "'q'" } else { "'p'" };
                    (base.to_owned(), base.replace(&format!("{key} = {other}"), &format!("{key} = {value}")))
                }
            };
            assert_ne!(parse(&text), parse(&base), "{text} changes nothing");
        }
    }

    #[test]
    fn the_guide_has_the_same_table() {
        let guide = include_str!("../../../../guide/src/configuration.md");
        let rows =
            OPTIONS.iter().map(|Opt { name, default, what }| format!("| `{name}` | {default} | {what} |\n"));
        let table: String = rows.collect();
        assert!(guide.contains(&table), "guide/src/configuration.md wants this table:\n{table}");
    }

    #[test]
    fn a_slip_is_told_with_its_line_and_what_was_meant() {
        for (text, at, nearest) in [
            ("langauge = 'en'", 0, "language"),
            ("keep = 2\nsynonym = []", 9, "synonyms"),
            ("[[pages]]\nmatch = 'x'\nwieght = 2", 22, "pages.weight"),
            ("pins = [{ querry = 'a', page = 'b' }]", 10, "pins.query"),
            ("[output]\nhtml = 1", 1, "out"),
        ] {
            let fault = Config::parse(text, false).expect_err(text);
            assert_eq!(fault.at, at, "{text}");
            assert!(fault.cause.ends_with(&format!("did you mean `{nearest}`?")), "{}", fault.cause);
        }
    }
}
