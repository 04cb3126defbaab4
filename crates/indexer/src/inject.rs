//! Putting the widget's script tag into built pages, and taking it out again.
//!
//! A page is bytes that belong to somebody else: exactly one tag goes in, nothing else changes (line endings, invalid
//! UTF-8 and all), and taking it out gives the very bytes of before. The tag is recognised by an attribute of its own,
//! [`MARK`], so that doing either twice does nothing. Where a site has an OpenSearch description, a `<link>` to it, marked in the
//! same way, stands before the tag and goes with it.
//!
//! ```
//! use thumbindex_indexer::inject::{Script, Widget, inject, remove};
//!
//! let page = b"<html><head><title>Hi</title></head><body>Hello</body></html>";
//! let widget = Widget { out: "search", script: Script::Module, base_url: None, opensearch: None };
//! let with = inject(page, "part/hi.html", &widget).unwrap().unwrap();
//! let tag = r#"<script type="module" src="../search/thumbindex.js" data-root="../" data-thumbindex=""></script>"#;
//! assert!(String::from_utf8_lossy(&with).contains(&format!("{tag}</head>")));
//! assert_eq!(inject(&with, "part/hi.html", &widget), Ok(None));
//! assert_eq!(remove(&with).as_deref(), Some(&page[..]));
//! ```

mod scan;

use std::ops::Range;

use crate::opensearch::{DESCRIPTION, escape};
use crate::paths;
use crate::refresh::refresh_target;
use scan::Tags;
use thumbindex_index::percent;

/// The attribute by which our tag is known again.
pub const MARK: &str = "data-thumbindex";

/// The script that a page names.
pub const LOADER: &str = "thumbindex.js";

/// rustdoc has uses of its own for `s`, `/` and `?`.
const KEYS_IN_RUSTDOC: &str = r#" data-keys='{"search":["Mod+k"],"help":[]}'"#;

/// What kind of script the loader is. Browsers run no module from `file://`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Of the layouts *split* and *embedded*.
    Module,
    /// Of the layout *single*.
    Classic,
}

impl Script {
    /// What a tag for it says beside the script's address.
    pub fn attributes(self) -> &'static str {
        match self {
            Self::Module => r#"type="module""#,
            // The page need not wait for it.
            Self::Classic => "defer",
        }
    }
}

/// What a tag leads to.
#[derive(Debug, Clone, Copy)]
pub struct Widget<'a> {
    /// The folder that the widget is in, `/`-separated and relative to the site's root; empty for the root itself.
    pub out: &'a str,
    /// What its loader is.
    pub script: Script,
    /// Where results lead, when that is not where the page itself is; ends with a slash.
    pub base_url: Option<&'a str>,
    /// The site's title, where [its description](crate::opensearch) lies beside the loader.
    pub opensearch: Option<&'a str>,
}

/// Why a page is left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Skip {
    /// `<meta http-equiv=refresh>` with an address: nobody ever reads this page.
    #[error("it only redirects")]
    Redirect,
    /// Somebody has already written a tag for the widget by hand.
    #[error("it names the widget's script already")]
    HasItsOwn,
    /// UTF-16: ASCII bytes put into it would be garbage.
    #[error("it is UTF-16; save it as UTF-8")]
    Utf16,
    /// Nothing in it but white space.
    #[error("it is empty")]
    Empty,
    /// Cut short: what is added at its end would be part of a tag, a comment or a script.
    #[error("it ends in the middle of a tag, a comment or a script; build it again")]
    CutShort,
}

/// Whether a file is a page that could carry the tag, by its name.
pub fn is_page(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["html", "htm", "xhtml"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// The page with the tag in it, or `None` when that is what it is already.
///
/// `path` is the page's own, `/`-separated and relative to the site's root. The tag goes before `</head>`, else before `</body>`, else
/// to the end. A tag of ours that points elsewhere, or is for the other kind of script, is replaced; one that is right already
/// may have attributes that the site's author added, and stays.
pub fn inject(page: &[u8], path: &str, widget: &Widget<'_>) -> Result<Option<Vec<u8>>, Skip> {
    // By its mark, or, without one, by what is beside the first sign.
    if [b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"].iter().any(|beginning| page.starts_with(*beginning)) {
        return Err(Skip::Utf16);
    }
    if page.trim_ascii().is_empty() {
        return Err(Skip::Empty);
    }
    let scan = Scan::of(page);
    if scan.refresh.as_ref().is_some_and(|target| !is_itself(target, path)) {
        return Err(Skip::Redirect);
    }
    if scan.names_the_widget {
        return Err(Skip::HasItsOwn);
    }
    let root = root_from(paths::folder_of(path), scan.base.as_deref());
    let tags: Vec<Tag> =
        Tag::description(&root, widget).into_iter().chain([Tag::script(&root, widget)]).collect();
    if scan.ours.iter().map(|ours| &ours.tag).eq(&tags) {
        return Ok(None);
    }
    let mut with = cut(page, &scan.ours);
    // Offsets move when something of ours was cut out.
    let scan = if scan.ours.is_empty() { scan } else { Scan::of(&with) };
    let at = scan.head_end.or(scan.body_end).unwrap_or(with.len());
    let written: String = tags.iter().map(|tag| tag.written(scan.is_rustdoc)).collect();
    let range = at..at + written.len();
    with.splice(at..at, written.into_bytes());
    let ours = Scan::of(&with).ours;
    let reach = ours.first().zip(ours.last()).map(|(first, last)| first.range.start..last.range.end);
    if ours.len() == tags.len() && reach == Some(range) { Ok(Some(with)) } else { Err(Skip::CutShort) }
}

/// The page without our tag, or `None` when there is none in it.
pub fn remove(page: &[u8]) -> Option<Vec<u8>> {
    let scan = Scan::of(page);
    (!scan.ours.is_empty()).then(|| cut(page, &scan.ours))
}

/// What is told of a tag, as it is written in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tag {
    Script { script: Script, src: String, data_root: String },
    Description { href: String, title: String },
}

impl Tag {
    /// `root` is the relative URL of the site's root.
    fn script(root: &str, widget: &Widget<'_>) -> Self {
        let data_root = match widget.base_url {
            Some(url) => escape(url),
            // `./` since an attribute that is there but empty reads as "not given".
            None if root.is_empty() => String::from("./"),
            None => root.to_owned(),
        };
        Self::Script { script: widget.script, src: beside(root, widget, LOADER), data_root }
    }

    fn description(root: &str, widget: &Widget<'_>) -> Option<Self> {
        let title = escape(widget.opensearch?);
        Some(Self::Description { href: beside(root, widget, DESCRIPTION), title })
    }

    fn of(tag: &scan::Tag<'_>) -> Self {
        let value = |name| String::from_utf8_lossy(tag.attribute(name).unwrap_or_default()).into_owned();
        if tag.is("link") {
            return Self::Description { href: value("href"), title: value("title") };
        }
        let is_module = value("type").eq_ignore_ascii_case("module");
        let script = if is_module { Script::Module } else { Script::Classic };
        Self::Script { script, src: value("src"), data_root: value("data-root") }
    }

    fn written(&self, in_rustdoc: bool) -> String {
        match self {
            Self::Script { script, src, data_root } => {
                let kind = script.attributes();
                let keys = if in_rustdoc { KEYS_IN_RUSTDOC } else { "" };
                format!(r#"<script {kind} src="{src}" data-root="{data_root}"{keys} {MARK}=""></script>"#)
            }
            // Closed as XHTML wants it.
            Self::Description { href, title } => {
                let kind = r#"rel="search" type="application/opensearchdescription+xml""#;
                format!(r#"<link {kind} href="{href}" title="{title}" {MARK}=""/>"#)
            }
        }
    }
}

/// The address of a file in the widget's folder.
fn beside(root: &str, widget: &Widget<'_>, name: &str) -> String {
    let out = widget.out.trim_matches('/');
    let folder = if out.is_empty() { String::new() } else { format!("{}/", percent::encode_path(out)) };
    escape(&format!("{root}{folder}{name}"))
}

/// The relative URL of the site's root for a page in `folder`.
fn root_from(folder: &str, base: Option<&str>) -> String {
    let folder = match base {
        None => folder.to_owned(),
        // mdBook's 404 page says where the site's root is, since it is served for addresses of any depth.
        Some(base) if base.starts_with('/') || base.contains(':') => String::new(),
        Some(base) => {
            let base = base.split(['?', '#']).next().unwrap_or_default();
            paths::resolve(folder, paths::folder_of(base)).unwrap_or_default()
        }
    };
    "../".repeat(folder.split('/').filter(|part| !part.is_empty()).count())
}

fn cut(page: &[u8], tags: &[Ours]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(page.len());
    let mut at = 0;
    for Ours { range, .. } in tags {
        kept.extend_from_slice(&page[at..range.start]);
        at = range.end;
    }
    kept.extend_from_slice(&page[at..]);
    kept
}

/// A tag of ours.
#[derive(Debug)]
struct Ours {
    /// From its `<` to behind its `>`, or behind `</script>`.
    range: Range<usize>,
    tag: Tag,
}

/// What matters about a page.
#[derive(Debug, Default)]
struct Scan {
    ours: Vec<Ours>,
    names_the_widget: bool,
    /// Where the page sends its readers.
    refresh: Option<String>,
    is_rustdoc: bool,
    base: Option<String>,
    head_end: Option<usize>,
    body_end: Option<usize>,
}

impl Scan {
    fn of(page: &[u8]) -> Self {
        let mut scan = Self::default();
        let mut opened: Option<(usize, Tag)> = None;
        // Inside a `<template>` nothing runs, and nothing there closes the page's own head or body.
        let mut templates = 0_usize;
        let mut in_body = false;
        for tag in Tags::new(page) {
            if tag.is("template") {
                templates = if tag.closes { templates.saturating_sub(1) } else { templates + 1 };
            } else if tag.is("script") && tag.closes {
                let ours = opened.take().map(|(start, ours)| Ours { range: start..tag.end, tag: ours });
                scan.ours.extend(ours);
            } else if tag.is("script") && tag.attribute(MARK).is_some() {
                opened = Some((tag.start, Tag::of(&tag)));
            } else if tag.opens("link") && tag.attribute(MARK).is_some() {
                scan.ours.push(Ours { range: tag.start..tag.end, tag: Tag::of(&tag) });
            } else if templates > 0 {
                continue;
            } else if tag.is("script") {
                scan.names_the_widget |= tag.attribute("src").is_some_and(is_loader);
            } else if tag.opens("meta") {
                scan.refresh = scan.refresh.or_else(|| refresh(&tag));
                scan.is_rustdoc |= tag.attribute("content") == Some(b"rustdoc")
                    && tag.attribute("name").is_some_and(|name| name == b"generator");
            } else if tag.opens("base") {
                let href =
                    tag.attribute("href").map(|href| String::from_utf8_lossy(href.trim_ascii()).into_owned());
                scan.base = scan.base.or(href.filter(|href| !href.is_empty()));
            } else if tag.opens("body") {
                in_body = true;
            } else if tag.is("head") && tag.closes && !in_body {
                scan.head_end = scan.head_end.or(Some(tag.start));
            } else if tag.is("body") && tag.closes {
                scan.body_end = Some(tag.start);
            }
        }
        scan
    }
}

fn is_loader(src: &[u8]) -> bool {
    let path = src.split(|byte| matches!(byte, b'?' | b'#')).next().unwrap_or_default();
    path.rsplit(|&byte| byte == b'/').next() == Some(LOADER.as_bytes())
}

/// The address that a page sends its readers to; without one it merely reloads.
fn refresh(meta: &scan::Tag<'_>) -> Option<String> {
    let is_refresh = |value: &[u8]| value.trim_ascii().eq_ignore_ascii_case(b"refresh");
    meta.attribute("http-equiv").filter(|value| is_refresh(value))?;
    refresh_target(&String::from_utf8_lossy(meta.attribute("content")?))
}

/// Whether a page loads itself anew now and then: it is read like any other.
fn is_itself(target: &str, path: &str) -> bool {
    let target = target.split(['?', '#']).next().unwrap_or_default();
    target.is_empty() || paths::resolve(paths::folder_of(path), target).is_some_and(|target| target == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As for the layouts that most sites have.
    fn inject(page: &[u8], path: &str, out: &str) -> Result<Option<Vec<u8>>, Skip> {
        super::inject(page, path, &widget(out, Script::Module))
    }

    fn widget(out: &str, script: Script) -> Widget<'_> {
        Widget { out, script, base_url: None, opensearch: None }
    }

    fn injected(page: &str) -> String {
        let with = inject(page.as_bytes(), "index.html", "thumbindex").expect("a page").expect("changed");
        String::from_utf8(with).expect("text").replace(TAG, "@")
    }

    const TAG: &str =
        r#"<script type="module" src="thumbindex/thumbindex.js" data-root="./" data-thumbindex=""></script>"#;

    #[test]
    fn the_tag_goes_before_the_end_of_the_real_head() {
        assert_eq!(injected("<head><!-- </head> --></head><body>"), "<head><!-- </head> -->@</head><body>");
        assert_eq!(
            injected("<head><script>'</head>'</script></HEAD\n><body>"),
            "<head><script>'</head>'</script>@</HEAD\n><body>"
        );
        assert_eq!(injected("<head><title></head></title></head>"), "<head><title></head></title>@</head>");
    }

    #[test]
    fn without_a_head_the_tag_goes_before_the_end_of_the_body_or_of_the_page() {
        assert_eq!(injected("<body>a<b></b></body></html>"), "<body>a<b></b>@</body></html>");
        assert_eq!(injected("<body>a</head></body>"), "<body>a</head>@</body>");
        assert_eq!(
            injected("<body>a<template></body></template></body>"),
            "<body>a<template></body></template>@</body>"
        );
        assert_eq!(injected("<!doctype html><p>a\r\n"), "<!doctype html><p>a\r\n@");
    }

    #[test]
    fn taking_the_tag_out_gives_the_very_bytes_of_before() {
        let pages: [&[u8]; 4] = [
            b"<html>\r\n<head>\r\n</head>\r\n<body>\xff\xfe\x80</body>",
            b"<p>no newline at the end",
            b"\xef\xbb\xbf<head></head>\n\n",
            b"text only",
        ];
        for page in pages {
            let with = inject(page, "a/b.html", "out").expect("a page").expect("changed");
            assert_eq!(remove(&with).as_deref(), Some(page), "{}", String::from_utf8_lossy(page));
            assert_eq!(inject(&with, "a/b.html", "out"), Ok(None));
            assert_eq!(remove(page), None);
        }
    }

    #[test]
    fn a_page_that_is_cut_short_is_left_as_it_is() {
        for page in [
            "<!-- open </head>",
            "<script>open </head>",
            "<base href=\"open><p>",
            "<title>open",
            "<p",
            "<p>a</",
        ] {
            assert_eq!(inject(page.as_bytes(), "a/b.html", "out"), Err(Skip::CutShort), "{page}");
        }
        let ours = format!("<head>{TAG}</head><!-- open");
        assert!(inject(ours.as_bytes(), "index.html", "thumbindex").is_ok_and(|page| page.is_none()));
    }

    #[test]
    fn a_tag_that_points_elsewhere_is_replaced() {
        let page = b"<head></head>";
        let old = inject(page, "a.html", "old").expect("a page").expect("changed");
        let new = inject(&old, "a.html", "new").expect("a page").expect("changed");
        assert_eq!(Ok(Some(new)), inject(page, "a.html", "new"));
    }

    #[test]
    fn the_keys_of_rustdoc_stay_its_own() {
        let html = injected("<head><meta name=\"generator\" content=\"rustdoc\"></head>");
        assert!(html.contains(r#" data-keys='{"search":["Mod+k"],"help":[]}' data-thumbindex"#), "{html}");
    }

    #[test]
    fn a_tag_for_the_other_kind_of_script_is_replaced() {
        let page = b"<head></head>";
        let module = inject(page, "a.html", "out").expect("a page").expect("changed");
        let classic = super::inject(&module, "a.html", &widget("out", Script::Classic))
            .expect("a page")
            .expect("changed");
        assert_eq!(
            String::from_utf8_lossy(&classic),
            r#"<head><script defer src="out/thumbindex.js" data-root="./" data-thumbindex=""></script></head>"#
        );
        assert_eq!(super::inject(&classic, "a.html", &widget("out", Script::Classic)), Ok(None));
        assert_eq!(inject(&classic, "a.html", "out"), Ok(Some(module)));
        assert_eq!(remove(&classic).as_deref(), Some(&page[..]));
    }

    #[test]
    fn what_an_author_added_to_the_tag_stays() {
        let page = inject(b"<head></head>", "a.html", "out").expect("a page").expect("changed");
        let page = String::from_utf8(page).expect("text").replace(" data-root", " data-button=off data-root");
        assert_eq!(inject(page.as_bytes(), "a.html", "out"), Ok(None));
        assert!(inject(page.as_bytes(), "a.html", "elsewhere").is_ok_and(|page| page.is_some()));
    }

    #[test]
    fn a_tag_that_a_minifier_has_rewritten_is_known_again() {
        let page = b"<head><script type=module src=x/thumbindex.js DATA-THUMBINDEX></script></head>";
        assert_eq!(remove(page).as_deref(), Some(&b"<head></head>"[..]));
    }

    #[test]
    fn our_tag_shown_as_an_example_is_not_ours() {
        let page = format!("<head></head><!-- {TAG} --><textarea>{TAG}</textarea>");
        assert_eq!(remove(page.as_bytes()), None);
    }

    #[test]
    fn the_tag_leads_from_the_page_to_the_widget() {
        let src = |path, out, base| {
            let root = root_from(paths::folder_of(path), base);
            match Tag::script(&root, &widget(out, Script::Module)) {
                Tag::Script { src, data_root, .. } => format!("{src} {data_root}"),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(src("index.html", "thumbindex", None), "thumbindex/thumbindex.js ./");
        assert_eq!(src("a/b/c.html", "x/y z", None), "../../x/y%20z/thumbindex.js ../../");
        assert_eq!(src("a/b.html", "", None), "../thumbindex.js ../");
        assert_eq!(src("a.html", "r&d", None), "r&amp;d/thumbindex.js ./");
        assert_eq!(src("a/404.html", "t", Some("/")), "t/thumbindex.js ./");
        assert_eq!(src("a/b/c.html", "t", Some("../")), "../t/thumbindex.js ../");
        assert_eq!(src("c.html", "t", Some("a/b/?q")), "../../t/thumbindex.js ../../");
    }

    #[test]
    fn results_lead_to_another_address_where_one_is_given() {
        let elsewhere =
            Widget { base_url: Some("https://example.org/a?\"&b/"), ..widget("t", Script::Module) };
        let page = super::inject(b"<head></head>", "a/b.html", &elsewhere).expect("a page").expect("changed");
        let tag = r#"src="../t/thumbindex.js" data-root="https://example.org/a?&quot;&amp;b/""#;
        assert!(String::from_utf8_lossy(&page).contains(tag), "{}", String::from_utf8_lossy(&page));
        assert_eq!(super::inject(&page, "a/b.html", &elsewhere), Ok(None));
        assert_eq!(remove(&page).as_deref(), Some(&b"<head></head>"[..]));
    }

    #[test]
    fn the_link_to_a_description_goes_with_the_tag() {
        let page = b"<head></head>";
        let plain = widget("r&d", Script::Module);
        let described = Widget { opensearch: Some("\"A\" & <B>"), ..plain };
        let with = super::inject(page, "a/b.html", &described).expect("a page").expect("changed");
        let link = concat!(
            r#"<head><link rel="search" type="application/opensearchdescription+xml" href="../r&amp;d/opensearch.xml""#,
            r#" title="&quot;A&quot; &amp; &lt;B&gt;" data-thumbindex=""/><script "#
        );
        assert!(with.starts_with(link.as_bytes()), "{}", String::from_utf8_lossy(&with));
        assert_eq!(super::inject(&with, "a/b.html", &described), Ok(None));
        assert_eq!(remove(&with).as_deref(), Some(&page[..]));
        let without = super::inject(&with, "a/b.html", &plain).expect("a page").expect("changed");
        assert_eq!(Ok(Some(without.clone())), super::inject(page, "a/b.html", &plain));
        assert_eq!(super::inject(&without, "a/b.html", &described), Ok(Some(with)));
    }

    #[test]
    fn pages_that_must_not_carry_the_tag_say_why() {
        let skip = |page: &[u8]| inject(page, "a.html", "t");
        assert_eq!(skip(b"<meta http-equiv=Refresh content='0; url=b.html'>"), Err(Skip::Redirect));
        assert_eq!(skip(b"<script type=module src='/t/thumbindex.js?v=1'></script>"), Err(Skip::HasItsOwn));
        for utf16 in [&b"\xff\xfe<\0"[..], b"\xfe\xff\0<", b"<\0p\0>\0", b"\0<\0p\0>"] {
            assert_eq!(skip(utf16), Err(Skip::Utf16));
        }
        assert_eq!(skip(b" \n"), Err(Skip::Empty));
        assert!(skip(b"<meta http-equiv=refresh content=300>").is_ok());
        assert!(skip(b"<meta http-equiv=refresh content='300; url=a.html?now'>").is_ok());
        assert!(skip(b"<script src=other-thumbindex.js></script>").is_ok());
        assert!(skip(b"<!-- <meta http-equiv=refresh content='0;url=b'> -->").is_ok());
    }

    #[test]
    fn pages_are_told_by_their_names() {
        assert!(is_page("a/b.html") && is_page("B.HTM") && is_page("c.xhtml"));
        assert!(!is_page("a.js") && !is_page("html") && !is_page("a.html.gz"));
    }
}
