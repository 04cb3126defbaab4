//! What an author may want to mend: pages without titles, headings without ids, broken links, the same text twice, slips of
//! the pen. None of it stops a build.

mod repeated;
mod spelling;

use serde::Serialize;

use crate::{Error, Options, Progress, Source, html};

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What sort of thing.
    pub kind: Kind,
    /// Where it is: a path, or the address of a section.
    pub page: String,
    /// What it is, in one line.
    pub what: String,
}

/// The sorts of findings, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A link to a page or file of the folder that is not there.
    BrokenLink,
    /// A link to an id that its page has not.
    BrokenAnchor,
    /// A page without a title.
    NoTitle,
    /// A heading that nobody can link to.
    NoId,
    /// The same long text in several sections.
    Repeated,
    /// A rare word, one letter away from a common one.
    Spelling,
}

impl Finding {
    pub(crate) fn new(kind: Kind, page: &str, what: String) -> Self {
        Self { kind, page: page.to_owned(), what }
    }
}

/// Looks through a built site, or a Markdown book. Titles, ids and links are those of pages: of Markdown only the text is checked.
///
/// ```
/// use thumbindex_indexer::check::{Kind, check};
/// use thumbindex_indexer::{Memory, Options};
///
/// let site = Memory::new([("index.html", "<title>A</title><h1>A</h1><p>See <a href=gone.html>that page</a>.")]);
/// let findings = check(&site, &Options::default(), &mut |_| {})?;
/// assert_eq!((findings[0].kind, findings[0].page.as_str()), (Kind::BrokenLink, "index.html"));
/// # Ok::<(), thumbindex_indexer::Error>(())
/// ```
pub fn check(
    source: &dyn Source,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<Finding>, Error> {
    #[cfg(feature = "markdown")]
    if crate::markdown::is_book(source)? {
        return Ok(of_books(&crate::markdown::read(source, options, progress)?.books));
    }
    let (indexed, mut findings) = html::check(source, options, progress)?;
    findings.extend(of_books(&indexed.books));
    findings.sort_by(|a, b| (a.kind, &a.page).cmp(&(b.kind, &b.page)));
    Ok(findings)
}

fn of_books(books: &[crate::Book]) -> Vec<Finding> {
    books.iter().flat_map(|book| [repeated::findings(book), spelling::findings(book)].concat()).collect()
}

/// The address of a section.
fn address(page: &crate::Page, section: &crate::Section) -> String {
    match &section.id {
        Some(id) => format!("{}#{id}", page.url),
        None => page.url.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    /// Findings as `kind page: what`.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let findings = check(&Memory::new(files.iter().copied()), &Options::default(), &mut |_| {});
        let show = |finding: Finding| format!("{:?} {}: {}", finding.kind, finding.page, finding.what);
        findings.expect("a site").into_iter().map(show).collect()
    }

    #[test]
    fn pages_without_titles_and_headings_without_ids_are_found() {
        let site = [
            ("a.html", "<h1>The page itself</h1><h2>No id</h2><p>x<h2 id=b>Id</h2>"),
            ("b.html", "<title>B</title><h1 id=b>B</h1>"),
        ];
        assert_eq!(
            found(&site),
            [
                "NoTitle a.html: the page has no <title>",
                "NoId a.html: the heading “No id” has no id, so that no result can lead to it",
            ]
        );
    }

    #[test]
    fn links_that_lead_nowhere_are_found_once_each() {
        let nav = "<title>T</title><nav><a href=/guide/gone.html>G</a></nav>";
        let a = format!(
            "{nav}<main><h1 id=a>A</h1><a href=b.html#there>1</a><a href=b.html#gone>2</a><a href=../x.png>3</a>\
             <a href=y.png>4</a><a href='b#sp%20ace'>5</a><a href=#a>6</a><a href=#nowhere>7</a>"
        );
        let b = format!(
            "{nav}<main><h1 id=there>B</h1><a name='sp ace'></a><a href=mailto:x@y.z>1</a><a href=//x.y/z>2</a><a href=/other/x>3</a><a href=../../up>4</a><a href='#'>5</a><a href='#top'>6</a>"
        );
        let site = [("guide/a.html", a.as_str()), ("guide/b.html", &b), ("x.png", "")];
        assert_eq!(
            found(&site),
            [
                "BrokenLink guide/a.html: the page links to guide/gone.html, which is not there (and so does one other page)",
                "BrokenLink guide/a.html: the page links to guide/y.png, which is not there",
                "BrokenAnchor guide/a.html: the page links to guide/a.html#nowhere, which has no such id",
                "BrokenAnchor guide/a.html: the page links to guide/b.html#gone, which has no such id",
            ]
        );
    }

    #[test]
    fn a_link_to_an_old_name_of_a_page_is_good_where_the_new_one_has_the_id() {
        let site = [
            ("a.html", "<title>A</title><h1>A</h1><a href=old.html#x>x</a>"),
            ("old.html", "<meta http-equiv=refresh content='0;url=new.html'>"),
            ("new.html", "<title>N</title><h1 id=x>N</h1>"),
        ];
        assert_eq!(found(&site), [""; 0]);
    }

    #[test]
    fn long_texts_that_stand_twice_are_found() {
        let long = "Every word of this paragraph stands in two places, as happens when somebody copies a page and means to \
                    change it later, and then something else comes up, and neither of the two is ever looked at again by anybody.";
        let page = |title: &str| format!("<title>{title}</title><main><h1 id=h>{title}</h1><p>{long}");
        let site = [("a.html", page("One")), ("b.html", page("Two"))];
        let site: Vec<(&str, &str)> = site.iter().map(|(path, page)| (*path, page.as_str())).collect();
        assert_eq!(found(&site), ["Repeated a.html#h: the same text stands in b.html#h"]);
    }

    #[test]
    fn rare_words_one_letter_from_a_common_one_are_found_and_inflections_are_not() {
        let common = "The lifetime of a reference; listing. ".repeat(25);
        let text = format!(
            "# A\n\n{common}\n\nA lifetme, the lifting and the lift, two lifetimes, its referrence, a refrence; `lifetine`.\n\n    lifetimx\n"
        );
        let book = [("SUMMARY.md", "- [A](a.md)"), ("a.md", text.as_str())];
        let found = found(&book);
        assert_eq!(
            found,
            [
                "Spelling a.html#a: “lifetme” may be meant to be “lifetime”",
                "Spelling a.html#a: “referrence” may be meant to be “reference”",
                "Spelling a.html#a: “refrence” may be meant to be “reference”",
            ]
        );
    }
}
