//! What is made of pages that know of each other: whole small sites, read from memory.

use crate::{Book, Error, Indexed, Memory, Options};

fn index(files: &[(&str, &str)], options: &Options) -> Result<Indexed, Error> {
    super::read(&Memory::new(files.iter().copied()), options, &mut |_| {})
}

fn books(files: &[(&str, &str)]) -> Vec<Book> {
    index(files, &Options::default()).expect("a site").books
}

fn book(files: &[(&str, &str)]) -> Book {
    books(files).swap_remove(0)
}

/// Pages as `url: title`, those out of the chapter order in brackets.
fn pages(book: &Book) -> Vec<String> {
    let show = |page: &crate::Page| format!("{}: {}", page.url, page.title);
    book.pages
        .iter()
        .map(|page| if page.is_chapter { show(page) } else { format!("[{}]", show(page)) })
        .collect()
}

#[test]
fn folders_without_pages_are_errors_that_say_so() {
    let fails = |files: &[(&str, &str)]| index(files, &Options::default()).expect_err("nothing to index");
    assert_eq!(fails(&[]).code(), "empty-folder");
    assert_eq!(fails(&[("a.md", "x")]).code(), "no-html");
    let error = fails(&[("a.html", "<meta name=robots content=noindex>x"), ("b.html", "")]);
    assert_eq!(error.code(), "nothing-to-index");
    assert!(error.to_string().starts_with("nothing to index in 2 HTML pages (the first is a.html)"));
}

#[test]
fn a_folder_with_nothing_but_an_index_is_empty() {
    let fault = index(&[("out/index.tix", ""), ("out/a.html", "x")], &Options::default());
    assert_eq!(fault.expect_err("nothing to read").code(), "empty-folder");
}

#[test]
fn a_site_that_is_skipped_whole_is_told_by_what_skips_it() {
    let steering = toml::from_str("skip = ['z/*', 'a/**', '*.html']").expect("steering");
    let options = Options { steering, ..Options::default() };
    let fault = index(&[("a/b.html", "<h1>A</h1>"), ("c.html", "<h1>C</h1>")], &options);
    let fault = fault.expect_err("nothing is left");
    assert_eq!(fault.code(), "all-skipped");
    assert_eq!(
        fault.to_string(),
        "`skip` leaves out every page (a/b.html by `a/**`); take that pattern out, or narrow it"
    );
    assert_eq!(index(&[("a.md", "")], &options).expect_err("no page").code(), "no-html");
}

#[test]
fn links_to_neighbours_give_the_order() {
    let site = [
        ("a.html", "<h1>A</h1><a rel=next href=c.html></a>"),
        ("b.html", "<h1>B</h1><a rel=prev href=c.html></a>"),
        ("c.html", "<h1>C</h1>"),
        ("index.html", "<h1>Home</h1>"),
    ];
    assert_eq!(pages(&book(&site)), ["a.html: A", "c.html: C", "b.html: B", "[index.html: Home]"]);
}

#[test]
fn neighbours_in_a_circle_are_gone_through_once() {
    let site = [
        ("a.html", "<h1>A</h1><a rel=next href=b.html></a>"),
        ("b.html", "<h1>B</h1><a rel=next href=a.html></a>"),
    ];
    assert_eq!(pages(&book(&site)), ["a.html: A", "b.html: B"]);
}

#[test]
fn a_sidebar_gives_order_and_breadcrumbs() {
    let nav =
        "<nav><ul><li><a href=/docs/z.html>Z</a><li>Part<ul><li><a href=/docs/a.html>A</a></ul></ul></nav>";
    let page = |title: &str| format!("{nav}<main><h1>{title}</h1></main>");
    let (a, z) = (page("A"), page("Z"));
    let book = book(&[("a.html", &a), ("other.html", "<p>Other"), ("z.html", &z)]);
    assert_eq!(pages(&book), ["z.html: Z", "a.html: A", "[other.html: other]"]);
    assert_eq!(book.pages[1].breadcrumbs, ["Part"]);
}

#[test]
fn folders_stand_in_for_breadcrumbs() {
    let site =
        [("g/index.html", "<h1>Guide</h1>"), ("g/s/a.html", "<h1>A</h1>"), ("index.html", "<h1>Home</h1>")];
    let book = book(&site);
    let crumbs = |url: &str| &book.pages.iter().find(|page| page.url == url).expect("a page").breadcrumbs;
    assert_eq!(crumbs("g/s/a.html"), &["Guide"]);
    assert!(crumbs("g/index.html").is_empty());
}

#[test]
fn a_pages_own_trail_loses_both_its_ends() {
    let trail = "<ul class=wy-breadcrumbs><li><a href=/>Home</a><li><a href=/x/>Part</a><li>A<li class=wy-breadcrumbs-aside>\
        <a href=src>View source</a></ul><h1>A</h1>";
    assert_eq!(book(&[("a.html", trail)]).pages[0].breadcrumbs, ["Part"]);
}

#[test]
fn titles_lose_what_they_share() {
    let site = [
        ("a.html", "<title>A | Site</title><p>a"),
        ("b.html", "<title>B | Site</title><p>b"),
        ("c.html", "<title>C | Site</title><main><h3>Own</h3>c</main>"),
    ];
    let book = book(&site);
    assert_eq!(book.title, "Site");
    assert_eq!(pages(&book), ["[a.html: A]", "[b.html: B]", "[c.html: Own]"]);
    assert_eq!(book.pages[0].sections[0].heading, "A");
}

#[test]
fn what_is_no_content_is_left_out() {
    let site = [
        ("404.html", "<p>Not found"),
        ("a.html", "<h1>A</h1>"),
        ("canonical.html", "<link rel=canonical href=a.html><p>A, once more"),
        ("empty.html", "<main></main>"),
        ("noindex.html", "<meta name=robots content='noindex, follow'><p>x"),
        ("out/index.tix", ""),
        ("out/page.html", "<p>ours"),
        ("print.html", "<p>everything"),
        ("search.html", "<p>Search"),
        ("skip/b.html", "<p>ignored"),
        ("stub.html", "<meta http-equiv=refresh content='0; url=a.html'><p>Moved"),
        ("a/index.html", "<h1>A</h1>"),
    ];
    let options = Options { ignore: vec!["skip".into()], ..Options::default() };
    let indexed = index(&site, &options).expect("a site");
    assert_eq!(pages(&indexed.books[0]), ["[a.html: A]"]);
}

#[test]
fn a_canonical_address_on_another_host_is_fine() {
    let site = [
        ("a/index.html", "<link rel=canonical href=https://x.org/docs/a/><p>A"),
        ("b.html", "<link rel=canonical href=https://x.org/docs/b.html><p>B"),
        ("old.html", "<link rel=canonical href=https://x.org/docs/b.html><p>Old B"),
    ];
    assert_eq!(pages(&book(&site)), ["[a/index.html: a]", "[b.html: b]"]);
}

#[test]
fn a_redirect_to_the_canonical_page_does_not_lose_it() {
    let site = [
        ("a.html", "<meta http-equiv=refresh content='0; url=a/'>"),
        ("a/index.html", "<link rel=canonical href=../a.html><h1>A</h1>"),
    ];
    assert_eq!(pages(&book(&site)), ["[a/index.html: A]"]);
}

#[test]
fn of_doubles_the_one_in_the_book_stays() {
    let toc = "<ol class=chapter><li><a href=first.html>First</a><li><a href=second.html>Second</a></ol>";
    let site = [
        ("first.html", "<main><h1 id=a>First</h1>a <a href=index.html>front page</a></main>"),
        ("index.html", "<main><h1 id=a>First</h1>a <a href=index.html>front page</a></main>"),
        ("second.html", "<main><h1 id=b>Second</h1>see <a href=index.html#a>the first</a></main>"),
        ("toc.html", toc),
    ];
    let book = book(&site);
    assert_eq!(pages(&book), ["first.html: First", "second.html: Second"]);
    assert_eq!(book.pages[0].sections[0].link_texts, ["front page", "the first"]);
}

#[test]
fn doubles_are_left_out_only_where_they_are_the_same_page() {
    let page = "<main><h1 id=a>Constants</h1>Mathematical constants.</main>";
    let stay = |paths: &[&str]| {
        let site: Vec<_> = paths.iter().map(|path| (*path, page)).collect();
        book(&site).pages.into_iter().map(|page| page.url).collect::<Vec<_>>()
    };
    assert_eq!(stay(&["consts.html", "consts/index.html"]), ["consts.html"]);
    assert_eq!(stay(&["a/first.html", "a/index.html"]), ["a/first.html"]);
    let others = ["f32/consts.html", "f64/consts.html", "f64/other.html"];
    assert_eq!(stay(&others), others);
}

#[test]
fn links_name_the_section_they_lead_to() {
    let site = [
        (
            "a.html",
            "<main><p><a href='b.html#old'>one</a> <a href=moved.html#%C3%BC>two</a> <a href=b>three</a></p></main>",
        ),
        (
            "b.html",
            "<main><h1 id=b>B</h1><a id=old></a><h2 id=new>New</h2><h2 id=ü>Ü</h2><a href=#b>four</a></main>",
        ),
        ("moved.html", "<meta http-equiv=refresh content='0;url=b.html'>"),
    ];
    let book = book(&site);
    let page = &book.pages[1];
    let texts: Vec<_> = page.sections.iter().map(|section| section.link_texts.join(" ")).collect();
    assert_eq!(texts, ["three four", "one", "two"]);
}

#[test]
fn every_language_is_a_book() {
    let site = [
        ("a.html", "<html lang=en><p>a"),
        ("b.html", "<html lang=en-GB><p>b"),
        ("c.html", "<p>c"),
        ("d.html", "<html lang=en><p>d"),
        ("de/a.html", "<html lang=de><p>ä"),
    ];
    let found = books(&site);
    assert_eq!(
        found.iter().map(|book| (&*book.language, book.pages.len())).collect::<Vec<_>>(),
        [("en", 4), ("de", 1)]
    );
    let options = Options { language: Some("fr".into()), ..Options::default() };
    let found = index(&site, &options).expect("a site").books;
    assert_eq!(found.iter().map(|book| (&*book.language, book.pages.len())).collect::<Vec<_>>(), [("fr", 5)]);
}

#[test]
fn books_in_one_folder_keep_their_own_order() {
    let page = |title: &str, book: &str| {
        format!("<title>{title} - {book}</title><main><h1>{title}</h1>{book}</main>")
    };
    let pages_of = |book: &str| (page("One", book), page("Two", book));
    let ((a1, a2), (b1, b2)) = (pages_of("Book A"), pages_of("Book B"));
    let toc = "<ol class=chapter><li><a href=y.html>One</a><li><a href=x.html>Two</a></ol>";
    let site = [
        ("a/toc.html", toc),
        ("a/x.html", &*a2),
        ("a/y.html", &*a1),
        ("b/old/toc.html", toc),
        ("b/old/x.html", &*b2),
        ("b/old/y.html", &*b1),
        ("b/toc.html", toc),
        ("b/x.html", &*b2),
        ("b/y.html", &*b1),
        ("index.html", "<h1>All books</h1>"),
    ];
    let book = book(&site);
    assert_eq!(
        pages(&book),
        ["a/y.html: One", "a/x.html: Two", "b/y.html: One", "b/x.html: Two", "[index.html: All books]"]
    );
    assert_eq!(book.title, "All books");
    assert_eq!(book.pages[2].breadcrumbs, ["Book B"]);
}

#[test]
fn addresses_are_written_as_the_sites_own_links_have_them() {
    let urls = |link: &str| {
        let page = format!("<nav><ul><li><a href={link}>G</a></ul></nav><main><h1>A</h1></main>");
        let site = [("guide/index.html", page.as_str()), ("other.html", "<h1>O</h1>")];
        let book = book(&site);
        book.pages.into_iter().map(|page| page.url).collect::<Vec<_>>()
    };
    assert_eq!(urls("/guide/"), ["guide/", "other.html"]);
    assert_eq!(urls("/guide"), ["guide/", "other.html"]);
    assert_eq!(urls("/guide/index.html"), ["guide/index.html", "other.html"]);
    assert_eq!(urls("/other.html"), ["guide/index.html", "other.html"]);
}

#[test]
fn addresses_are_encoded_and_can_be_pretty() {
    let site = [("a b/index.html", "<p>x"), ("ü.html", "<p>y")];
    assert_eq!(pages(&book(&site)), ["[a%20b/index.html: a b]", "[%C3%BC.html: ü]"]);
    let options = Options { pretty_urls: Some(true), ..Options::default() };
    let pretty = index(&site, &options).expect("a site");
    assert_eq!(pages(&pretty.books[0]), ["[a%20b/: a b]", "[%C3%BC.html: ü]"]);
}

#[test]
fn damaged_bytes_are_a_warning() {
    let site = Memory::new([("a.html", b"<p>a\xff".to_vec())]);
    let indexed = super::read(&site, &Options::default(), &mut |_| {}).expect("a site");
    assert_eq!(indexed.warnings.len(), 1);
    assert!(indexed.warnings[0].starts_with("a.html "));
}

#[test]
fn progress_counts_pages() {
    let mut seen = Vec::new();
    let site = Memory::new([("a.html", "<p>a"), ("b.html", "<p>b")]);
    super::read(&site, &Options::default(), &mut |progress| seen.push((progress.done, progress.total)))
        .expect("a site");
    assert_eq!(seen.last(), Some(&(2, 2)));
}

#[test]
fn titles_above_pages_are_as_long_as_titles_can_be() {
    let long = format!("<h1>{}</h1>", "word ".repeat(300));
    let toc = format!(
        "<ol class=chapter><li class=part-title>{}<li><a href=a.html>A</a></ol>",
        "part ".repeat(300)
    );
    let folders = book(&[("a/index.html", &long), ("a/b.html", "<h1>B</h1>")]);
    let chapters = book(&[("toc.html", &toc), ("a.html", "<h1>A</h1>")]);
    let above = [folders, chapters].map(|book| book.pages.into_iter().flat_map(|page| page.breadcrumbs));
    assert!(above.into_iter().flatten().all(|title| title.len() <= crate::chars::LONGEST_CRUMB));
}

#[test]
fn of_many_pages_that_say_the_same_those_of_one_place_are_one() {
    let same = "<h1>S</h1><p>text";
    let files = ["a/index.html", "a/b.html", "a/c.html", "a.html", "d/b.html"].map(|path| (path, same));
    assert_eq!(pages(&book(&files)), ["[a.html: S]", "[a/b.html: S]", "[a/c.html: S]", "[d/b.html: S]"]);
}
