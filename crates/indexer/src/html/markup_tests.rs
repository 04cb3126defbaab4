//! What is read from a page, for HTML as authors write it and as each generator does.

use super::page::{self, ParsedPage};
use super::rules::Rules;
use crate::Steering;
use crate::{CODE_END, CODE_START};

fn parse_page(html: &str) -> ParsedPage {
    page::parse_page(html, &Rules::default())
}

/// Sections as `id|level|heading|text`, with code in guillemets.
fn sections(html: &str) -> Vec<String> {
    let shown = parse_page(html).content.sections.into_iter().map(|section| {
        let id = section.id.unwrap_or_default();
        format!("{id}|{}|{}|{}", section.level, section.heading, guillemets(&section.text))
    });
    shown.collect()
}

fn guillemets(text: &str) -> String {
    text.replace(CODE_START, "«").replace(CODE_END, "»")
}

fn text(html: &str) -> String {
    parse_page(html).content.sections.iter().map(|section| guillemets(&section.text)).collect()
}

fn links(page: &ParsedPage) -> Vec<String> {
    page.content.links.iter().map(|(href, words)| format!("{words} → {href}")).collect()
}

#[test]
fn mdbook() {
    let html = r##"<body><h1 class="menu-title">Book</h1><nav><a rel="prev" href="a.html" class="mobile-nav-chapters previous"></a>
        <a rel="next prefetch" href="c.html" class="mobile-nav-chapters next"></a></nav><main>
        <h2 id="own"><a class="header" href="#own">What Is <code>Own</code>?</a></h2><p>A <a href="d.html#x">set of
        rules</a>.</p><pre><pre class="playground"><div class="buttons"><button>Run</button></div><code><span class="boring">fn main() {
</span>    let s = "a &lt; b";
<span class="boring">}</span></code></pre></pre><p>Note<sup class="footnote-reference" id="r1"><a href="#f1">1</a></sup></p>
        <a id="old"></a><h3 id="new"><a class="header" href="#new">New</a></h3><p>Text</p></main><footer>f</footer>"##;
    let code = "    let s = \"a < b\";";
    let own = format!("own|2|What Is Own?|A set of rules.\n«{code}\n»Note\n");
    assert_eq!(sections(html), [own, "new|3|New|Text\n".to_owned()]);
    let page = parse_page(html);
    assert_eq!(page.content.title.as_deref(), Some("What Is Own?"));
    assert_eq!(page.content.sections[1].ids, ["old", "new"]);
    assert_eq!(links(&page), ["set of rules → d.html#x"]);
    assert_eq!((page.meta.previous.as_deref(), page.meta.next.as_deref()), (Some("a.html"), Some("c.html")));
}

#[test]
fn a_rule_label_belongs_to_the_heading_after_it() {
    let html = r##"<main><h1 id="a">A</h1><p>one</p><div class="rule" id="r-b"><a href="#r-b">[a<wbr>.b]</a></div>
        <h2 id="b">B</h2><div class="rule" id="r-c"><a href="#r-c">[a.c]</a></div><p>two</p></main>"##;
    assert_eq!(sections(html), ["a|1|A|one\n", "b|2|B|[a.b]\n[a.c]\ntwo\n"]);
    let ids = &parse_page(html).content.sections[1].ids;
    assert_eq!(ids, &["r-b", "b", "r-c"]);
}

#[test]
fn rustdoc() {
    let html = r##"<head><meta name="generator" content="rustdoc"></head><body class="rustdoc struct"><nav class="sidebar">
        <a href="#method.new">new</a></nav><main><section id="main-content"><div class="main-heading">
        <div class="rustdoc-breadcrumbs"><a href="../index.html">std</a>::<wbr><a href="index.html">vec</a></div>
        <h1>Struct <span>Vec</span>&nbsp;<button id="copy-path">Copy item path</button></h1><rustdoc-toolbar></rustdoc-toolbar>
        <span class="sub-heading">1.0.0 · <a class="src" href="../src.html">Source</a></span></div>
        <pre class="item-decl"><code>pub struct Vec&lt;T&gt;<div class="where">where
    T: A,</div>{ }</code></pre><details class="toggle top-doc" open><summary class="hideme"><span>Expand description</span></summary>
        <div class="docblock"><p>An array type, contiguous and growable, on the heap.</p></div></details>
        <details class="toggle" open><summary><section id="method.new" class="method"><span class="rightside">1.0.0 · <a
        class="src" href="x">Source</a></span><h4 class="code-header">pub fn <a href="#method.new" class="fn">new</a>() -&gt;
        Vec&lt;T&gt;</h4></section></summary><div class="docblock"><p>Constructs.</p><h5 id="examples"><a class="doc-anchor"
        href="#examples">§</a>Examples</h5></div></details><section id="variant.A" class="variant"><a href="#variant.A"
        class="anchor">§</a><h3 class="code-header">A</h3></section></section></main></body>"##;
    let lead =
        "«pub struct Vec<T>\nwhere\n    T: A,\n{ }\n»An array type, contiguous and growable, on the heap.\n";
    let expected = [
        format!("|0||{lead}"),
        "method.new|4|pub fn new() -> Vec<T>|Constructs.\n".to_owned(),
        "examples|5|Examples|".to_owned(),
        "variant.A|3|A|".to_owned(),
    ];
    assert_eq!(sections(html), expected);
    let page = parse_page(html);
    assert_eq!(page.content.title.as_deref(), Some("Struct Vec"));
    assert_eq!(page.crumbs, ["std", "vec"]);
    assert!(page.meta.rustdoc);
}

#[test]
fn sphinx() {
    let html = r##"<body><div class="sphinxsidebar"><ul><li><a href="b.html">B</a></li></ul></div>
        <div class="body" role="main"><section id="intro"><span id="old-name"></span><h1>Intro<a class="headerlink" href="#intro"
        title="Link to this heading">¶</a></h1><p>Hi.</p><section id="more"><h2>More<a class="headerlink" href="#more">¶</a></h2>
        <dl class="py function"><dt class="sig sig-object py" id="m.f"><span>m.</span><span>f</span>(<em>x</em>)<a class="headerlink"
        href="#m.f">¶</a></dt><dd><p>Does f.</p></dd></dl></section></section></div>
        <div class="related"><a rel="next" href="b.html">next</a></div></body>"##;
    assert_eq!(sections(html), ["intro|1|Intro|Hi.\n", "more|2|More|", "m.f|6|m.f(x)|Does f.\n"]);
    let page = parse_page(html);
    assert_eq!(page.content.sections[0].ids, ["intro", "old-name", "intro"]);
    assert_eq!(page.meta.next.as_deref(), Some("b.html"));
}

#[test]
fn docusaurus() {
    let html = r##"<html lang="en-GB"><body><nav class="navbar"><a href="/">Home</a></nav><div id="__docusaurus"><aside
        class="theme-doc-sidebar-container"><ul class="menu__list"><li><div><a class="menu__link" href="/guides">Guides</a><button
        aria-label="Expand"></button></div><ul><li><a class="menu__link" aria-current="page" href="/guides/a">Start</a></li></ul></li>
        </ul></aside><main><article><nav aria-label="Breadcrumbs" class="theme-doc-breadcrumbs"><ul class="breadcrumbs"><li>
        <span>Guides</span></li><li><span>Start</span></li></ul></nav><div class="tocCollapsible_x"><button>On this page</button></div>
        <div class="theme-doc-markdown markdown"><header><h1>Start</h1></header><p>Some words that are long enough to be a lead.</p>
        <h2 class="anchor anchorWithStickyNavbar_x" id="go">Go<a href="#go" class="hash-link" aria-label="Direct link to Go">&#8203;</a></h2>
        <div class="tabs"><div role="tabpanel" hidden="">npm install</div></div></div><footer class="theme-doc-footer"><a
        class="theme-edit-this-page" href="x">Edit this page</a></footer></article><nav class="pagination-nav"><a
        class="pagination-nav__link pagination-nav__link--next" href="/guides/b"><div>Next</div></a></nav><div
        class="tableOfContents_x"><ul class="table-of-contents"><li><a href="#go">Go</a></li></ul></div></main></div></body></html>"##;
    let expected = ["|0||Some words that are long enough to be a lead.\n", "go|2|Go|npm install\n"];
    assert_eq!(sections(html), expected);
    let page = parse_page(html);
    assert_eq!(page.content.title.as_deref(), Some("Start"));
    assert_eq!(page.meta.language.as_deref(), Some("en-GB"));
    assert_eq!(page.meta.next.as_deref(), Some("/guides/b"));
    assert_eq!(page.crumbs, ["Guides", "Start"]);
    let sidebar = page.navs.iter().max_by_key(|list| list.entries.len()).expect("a sidebar");
    assert_eq!(sidebar.path(sidebar.entries[1].label), ["Guides"]);
}

#[test]
fn vitepress() {
    let html = r##"<body><div id="app"><aside class="VPSidebar"><nav><span
        class="visually-hidden">Sidebar</span><section class="VPSidebarItem level-0"><div class="items"><a href="/">Home</a></div></section><section class="VPSidebarItem level-0"><div class="item"><h2
        class="text">Guide</h2><div class="caret"></div></div><div class="items"><div class="VPSidebarItem level-1"><div class="item">
        <a href="/a.html"><p class="text">A</p></a></div></div></div></section></nav></aside><div id="VPContent"><aside class="VPDocAside">
        <a href="#x">X</a></aside><main class="main"><div class="vp-doc"><h1 id="a" tabindex="-1">A <a class="header-anchor" href="#a"
        aria-label="Permalink">&#8203;</a></h1><div class="language-js vp-code"><button class="copy"></button><span class="lang">js</span><pre
        class="shiki"><code><span class="line">let a</span>
<span class="line">  b</span></code></pre><div class="line-numbers-wrapper" aria-hidden="true"><span>1</span></div></div></div></main>
        <footer class="VPDocFooter"><a class="VPLink link pager-link next" href="/b.html">Next</a></footer></div></div></body>"##;
    assert_eq!(sections(html), ["a|1|A|«let a\n  b\n»"]);
    let page = parse_page(html);
    assert_eq!(page.meta.next.as_deref(), Some("/b.html"));
    let above = |entry: usize| page.navs[0].path(page.navs[0].entries[entry].label);
    assert_eq!((above(0), above(1)), (vec![], vec!["Guide"]));
}

#[test]
fn mkdocs_material() {
    let html = r##"<head><link rel="next" href="b/"></head><body><main class="md-main"><div class="md-sidebar"><nav class="md-nav"><label
        class="md-nav__title"><a href="./">Logo</a>Site</label><div class="md-nav__source"><a href="//x.org">Source</a></div><ul><li><label class="md-nav__link"><span class="md-ellipsis">Guide</span></label><nav
        class="md-nav"><label class="md-nav__title">Guide</label><ul><li><a href="./">A</a></li></ul></nav></li></ul></nav></div>
        <article class="md-content__inner"><a class="md-content__button" href="edit">Edit</a><h1 id="a">A<a class="headerlink" href="#a"
        title="Permanent link">¶</a></h1><table class="highlighttable"><tr><td class="linenos"><pre>1
2</pre></td><td class="code"><pre><code><a id="__codelineno-0-1" href="#__codelineno-0-1"></a>x = 1
    y</code></pre></td></tr></table></article></main></body>"##;
    assert_eq!(sections(html), ["a|1|A|«x = 1\n    y\n»"]);
    let page = parse_page(html);
    assert_eq!(page.meta.next.as_deref(), Some("b/"));
    assert_eq!(page.navs[0].path(page.navs[0].entries[0].label), ["Guide"]);
}

#[test]
fn the_best_root_counts_however_late_it_comes() {
    assert_eq!(text("<p>a</p><article>b</article><div role=main>c</div><main>d</main><main>e</main>"), "d\n");
    assert_eq!(text("<p>a</p><article>b</article><p>x</p><article>c</article>"), "b\nc\n");
    assert_eq!(text("<nav>n</nav><header>h</header><p>a</p><aside>s</aside><footer>f</footer>"), "a\n");
    assert_eq!(text("<div class=sphinxsidebar><main>d</main></div>"), "d\n");
}

#[test]
fn what_is_hidden_or_marked_is_left_out() {
    let html = "<main>a<p hidden>b</p><p aria-hidden=true>c</p><p data-thumbindex-ignore>d</p><thumb-index>e</thumb-index>\
        <template>f</template><noscript>g</noscript><svg><title/><text>h</text></svg><nav>i</nav><button>j</button>k</main>";
    assert_eq!(text(html), "a\nk\n");
    assert!(parse_page("<body data-thumbindex-ignore><p>a").meta.noindex);
}

#[test]
fn tables_lists_and_pictures_are_text() {
    let html = "<main><table><thead><tr><th>A<th>B<tbody><tr><td>1<td><p>2</p><p>3</p></table>\
        <dl><dt>Term<dd>Meaning</dl><ul><li>x<li>y</ul><p>See <img src=a alt='a crab'>now<br>or soft&shy;ly</p></main>";
    assert_eq!(text(html), "A  B\n1  2 3\nTerm\nMeaning\nx\ny\nSee a crab now\nor softly\n");
}

#[test]
fn formulas_are_read_once() {
    let katex = r##"<main>so <span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>x</mi><mn>2</mn></mrow>
        <annotation encoding="application/x-tex">x^2</annotation></semantics></math></span><span class="katex-html"
        aria-hidden="true">x2</span></span> is</main>"##;
    assert_eq!(text(katex), "so x^2 is\n");
    assert_eq!(
        text("<main><math alttext='a+b'><mi>a</mi><mo>+</mo></math> and <math><mi>c</mi></math></main>"),
        "a+b and c\n"
    );
    let mathjax = "<main>a <span class=MathJax_Preview>p</span><span class=MathJax>q</span><script type='math/tex'>y<z</script></main>";
    assert_eq!(text(mathjax), "a y<z\n");
}

#[test]
fn the_source_of_a_formula_takes_back_no_more_than_the_formula() {
    let torn = r#"<main><h1 id=x>T</h1><pre>aaaa<math>bbbbbb</pre><annotation encoding="tex">ééééééééé</annotation>"#;
    assert!(text(torn).contains("éé"));
    let twice = r#"<main>so <math>x</math> is <annotation encoding="tex">y</annotation>"#;
    assert_eq!(text(twice), "so y\n");
    let alone = r#"<main>so it is <annotation encoding="tex">y</annotation>"#;
    assert_eq!(text(alone), "so it is y\n");
}

fn mentions(html: &str) -> Vec<Vec<String>> {
    parse_page(html).content.sections.into_iter().map(|section| section.code).collect()
}

#[test]
fn inline_code_with_a_sign_in_it_is_kept_for_its_section() {
    let html = "<main><p><code>lead::in</code></p><h1 id=a><a class=header href=#a>The <code>#[x]</code> and <code>word</code></a></h1>\
        <p><code class=hljs>&amp;mut</code>, <a href=b><code><span>std::</span><wbr><b>mem</b>::swap\n</code></a><code>&amp;mut</code>\
        <h2 id=b>B <code>?</code></h2><pre><code>c.d</code></pre><code>e::<p hidden>f</p></code><nav><code>g.h</code></nav></main>";
    let expected: [&[&str]; 2] = [&["lead::in", "#[x]", "&mut", "std::mem::swap", "&mut"], &["?", "e::"]];
    assert_eq!(mentions(html), expected);
}

#[test]
fn a_table_of_operators_gives_its_operators() {
    let html = "<main><table><tr><td><code>!</code><td><code>!expr</code><tr><td><code>|</code><td><code>expr | expr</code></table>";
    assert_eq!(mentions(html), [["!", "!expr", "|", "expr | expr"]]);
}

#[test]
fn mentions_go_with_the_label_or_the_heading_they_stand_in() {
    let label = "<main><h1 id=a>A</h1><p><code>a.a</code></p><div class=rule id=r><code>r.r</code></div><h2 id=b>B</h2>";
    assert_eq!(mentions(label), [["a.a"], ["r.r"]]);
    assert_eq!(mentions("<main><h1 id=a>A</h1><code>a.a</code><h2><code>b.b</code></h2>"), [["a.a", "b.b"]]);
}

#[test]
fn code_that_never_ends_mentions_what_the_block_holds() {
    assert_eq!(mentions("<main><p><code>a.b<p>c <code>d.e</code></main>"), [["a.b", "d.e"]]);
}

#[test]
fn headings_go_by_the_nearest_id() {
    let ids = |html: &str| -> Vec<Option<String>> {
        parse_page(html).content.sections.into_iter().map(|section| section.id).collect()
    };
    let some = |id: &str| vec![Some(id.to_owned())];
    assert_eq!(ids("<main><h2><a name='x'></a>T</h2>"), some("x"));
    assert_eq!(ids("<main><a id='x'></a><h2>T</h2>"), some("x"));
    assert_eq!(ids("<main><div id='x'><div><h2>T</h2></div></div>"), some("x"));
    assert_eq!(
        ids(
            "<main><section id='a'><div id='b'></div><h2>T<a class=headerlink href='#a'>¶</a></h2></section>"
        ),
        some("a")
    );
    assert_eq!(ids("<main><div id='content'><h1>T</h1></div>"), [None]);
    assert_eq!(ids("<main><a id='x'></a>text<h2>T</h2>"), [None]);
}

#[test]
fn a_heading_without_an_id_is_a_line_of_its_section() {
    let html = "<main><h1 id=a>A</h1><p>one<h2>Plain</h2><p>two</main>";
    assert_eq!(sections(html), ["a|1|A|one\nPlain\ntwo\n"]);
}

#[test]
fn few_words_before_the_first_heading_join_its_section() {
    assert_eq!(sections("<main><p>2024</p><h1 id=a>A</h1><p>b</p>"), ["a|1|A|2024\nb\n"]);
    let lead = "Forty characters or more are a section of their own.";
    let kept = sections(&format!("<main><p>{lead}</p><h1 id=a>A</h1>"));
    assert_eq!(kept, [format!("|0||{lead}\n"), "a|1|A|".to_owned()]);
}

#[test]
fn links_in_code_headings_and_pagers_are_nobodys_words() {
    let html = "<main><h1 id=a><a href=x.html>H</a></h1><pre><a href=y.html>c</a></pre><a rel=next href=n.html>Next</a>\
        <p><a href=z.html><img src=i></a><a href=w.html>two\n words</a></p></main>";
    assert_eq!(links(&parse_page(html)), ["two words → w.html"]);
}

#[test]
fn broken_markup_is_read_as_far_as_it_goes() {
    assert_eq!(sections("<main><h1 id=a>A<p>b</i></b></div>c"), ["a|1|A|bc\n"]);
    assert_eq!(text("<main><b><div>a</b>b</div>c</main>d"), "ab\nc\n");
    assert_eq!(text(""), "");
    assert_eq!(text("just text"), "just text\n");
}

#[test]
fn bombs_stay_small() {
    let nested = "<div><b>".repeat(100_000);
    let page = format!("<main><p>a</p>{nested}x{}<script>no</script></main>", "</b></div>".repeat(100_000));
    assert_eq!(text(&page), "a\nx\n");
    let silent = format!("<main>{}<script>no</script>{}", "<i>".repeat(600), "</i>".repeat(600));
    assert_eq!(text(&silent), "");
    let headings: String = (0..100_000).map(|id| format!("<h2 id={id}>H</h2>")).collect();
    assert_eq!(parse_page(&format!("<main>{headings}")).content.sections.len(), 100_000);
    let stray = format!("<main>{}{}", "<div>".repeat(600), "</p></span>".repeat(100_000));
    assert_eq!(text(&stray), "");
}

/// Pieces of tags, thrown together: some of every kind that reading depends on.
const SOUP: [&str; 50] = [
    "<main>",
    "</main>",
    "<article>",
    "<div role=main id=r>",
    "</div>",
    "<p>",
    "</p>",
    "<h1 id=a>",
    "<h2>",
    "</h2>",
    "<a name=n>",
    "<a href=#a class=anchor>",
    "<a href=b.html>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<li>",
    "<ul>",
    "</ul>",
    "<nav>",
    "</nav>",
    "<ol class=breadcrumbs>",
    "<math>",
    "</math>",
    "<annotation encoding=tex>",
    "</annotation>",
    "<svg>",
    "<title/>",
    "</svg>",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "<br>",
    "<img alt=é>",
    "<div class=rule id=l>",
    "<section id=s>",
    "</section>",
    "<dt class=sig id=f>",
    "<p hidden>",
    "\u{a0} ",
    "é",
    "§",
    " text ",
    "\n",
    "<title>",
    "\u{e}",
    "</math>x",
];

/// What `Section::text` promises.
fn assert_well_formed(text: &str, page: &str) {
    let mut in_code = false;
    let mut line_start = true;
    for c in text.chars() {
        match c {
            CODE_START | CODE_END => {
                assert!(line_start && in_code == (c == CODE_END), "{text:?} {page}");
                in_code = c == CODE_START;
            }
            '\n' => assert!(in_code || !line_start, "{text:?} {page}"),
            c => assert!(!c.is_control() || c == '\t', "{text:?} {page}"),
        }
        line_start = matches!(c, '\n' | CODE_START | CODE_END);
    }
    assert!(line_start && !in_code, "{text:?} {page}");
}

#[test]
fn a_pre_is_one_block_of_code_whatever_is_in_it() {
    assert_eq!(
        text("<main>a<pre>\n\n  b<div>c</div><br>\td\n\n</pre>e<pre> </pre><pre>f</pre><pre>g</pre>"),
        "a\n«  b\nc\n\n\td\n»e\n«f\n»«g\n»"
    );
    let html = "<main><pre>a<h2 id=b>B</h2>c<h3>D</h3>e</pre>f";
    assert_eq!(sections(html), ["b|2|B|«a\n»«c\n»D\n«e\n»f\n"]);
    assert_eq!(
        text("<main><pre>a<math><mi>b</mi><annotation encoding=tex>c</annotation></math>d</pre>e"),
        "«acd\n»e\n"
    );
    assert_eq!(text("<main><pre>a<math></pre>b<annotation encoding=tex>c"), "«ac\n»");
}

#[test]
fn no_page_can_say_where_code_begins() {
    assert_eq!(text("<main>a&#14;b\u{f} \u{e} c\u{7f}<pre>\u{f}d&#15;\u{1b}</pre>"), "ab c\n«d\n»");
}

#[test]
fn no_soup_is_too_thick() {
    let mut seed = 1_u64;
    for _ in 0..4_000 {
        let mut page = String::new();
        for _ in 0..40 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            page.push_str(SOUP[(seed >> 33) as usize % SOUP.len()]);
        }
        let read = parse_page(&page);
        for section in read.content.sections {
            assert_well_formed(&section.text, &page);
        }
    }
}

/// The text that is read where an author steers.
fn steered(toml: &str, html: &str) -> String {
    let steering: Steering = toml::from_str(toml).expect("steering");
    let sections = page::parse_page(html, &Rules::of(&steering)).content.sections;
    sections.into_iter().map(|section| section.text).collect()
}

#[test]
fn content_is_what_the_author_says_and_all_of_it() {
    let html = "<main>a<nav>b</nav></main><header class=intro>c<nav>d</nav></header><div data-read=yes>e<main>f</main></div>";
    assert_eq!(steered("", html), "a\n");
    assert_eq!(steered("content = ['.intro', '[data-read]']", html), "c\ne\nf\n");
    assert_eq!(steered("content = ['div main']", html), "f\n");
    // Where a page has none of it, it is read as usual.
    assert_eq!(steered("content = ['.nowhere']", html), "a\n");
}

#[test]
fn a_body_that_is_written_late_is_around_everything_all_the_same() {
    let html = "<html><p>a<body class=docs></p><p class=note>b</p>c";
    assert_eq!(steered("leave-out = ['.docs .note']", html), "a\nc\n");
}

#[test]
fn what_the_author_leaves_out_is_left_out_with_all_that_is_in_it() {
    let html = "<main>a<div class=more>b<p>c</div><p data-x=1>d<p data-x=2>e<ul><li>f<li id=g>g</ul><img alt=h class=i></main>";
    assert_eq!(steered("", html), "a\nb\nc\nd\ne\nf\ng\nh\n");
    assert_eq!(steered("leave-out = ['.more', '[data-x=2]', 'ul #g', 'img.i']", html), "a\nd\nf\n");
    let page = |html| {
        let steering: Steering =
            toml::from_str("leave-out = ['body.draft', 'html.old p']").expect("steering");
        page::parse_page(html, &Rules::of(&steering))
    };
    assert!(page("<html><body class=draft><p>a").meta.noindex);
    let old = page("<html class=old><body><p>a</p>b");
    assert_eq!((old.meta.noindex, &*old.content.sections[0].text), (false, "b\n"));
}

#[test]
fn keywords_belong_to_the_section_that_they_stand_in_or_before() {
    let html = "<main><p data-thumbindex-keywords='a, b c'>Text long enough for a section of its own, as this is.</p>
        <section data-thumbindex-keywords=d><h2 id=x data-thumbindex-keywords=e>X</h2><p>x <b data-thumbindex-keywords=f>y</b></section>
        <h2 id=z>Z</h2>";
    let keywords: Vec<Vec<String>> =
        parse_page(html).content.sections.into_iter().map(|section| section.keywords).collect();
    assert_eq!(keywords, [vec!["a", "b c"], vec!["d", "e", "f"], vec![]]);
}

#[test]
fn starlight() {
    let html = r##"<main><h1 id="_top">A</h1><aside class="starlight-aside" aria-label="Mind"><p class="starlight-aside__title"
        aria-hidden="true"><svg><title>i</title></svg>Mind</p><p>The gap.</p></aside><figure class="frame"><figcaption><span
        class="sr-only">Terminal window</span></figcaption><pre><code>ls</code></pre></figure><h2 class="sr-only" id="b">B</h2></main>"##;
    assert_eq!(sections(html), ["_top|1|A|Mind\nThe gap.\n«ls\n»", "b|2|B|"]);
}

#[test]
fn rustdoc_says_of_a_type_only_what_is_its_own() {
    let html = r##"<main><h1>Struct A</h1><h2 id="implementations" class="section-header">Implementations</h2><div><h4 id="method.b"
        class="code-header">fn b()</h4></div><h2 id="synthetic-implementations" class="section-header">Auto</h2><div
        id="synthetic-implementations-list"><h3 id="impl-Send-for-A">impl Send for A</h3></div><h2 id="blanket-implementations"
        class="section-header">Blanket</h2><div id="blanket-implementations-list"><h3 id="impl-Any-for-T">impl Any</h3></div></main>"##;
    assert_eq!(sections(html), ["implementations|2|Implementations|", "method.b|4|fn b()|"]);
    // A chapter may well be about them.
    assert_eq!(sections(r#"<h2 id="blanket-implementations">B</h2>"#), ["blanket-implementations|2|B|"]);
}

#[test]
fn what_is_longer_than_a_heading_can_be_is_text() {
    let long = "word ".repeat(1_000);
    let page = parse_page(&format!("<title>{long}</title><h1 id=a>A</h1><h2 id=b>{long}</h2><p>x"));
    assert_eq!(page.content.sections.len(), 1);
    assert!(page.content.sections[0].text.contains("word word") && page.meta.title.len() < long.len());
    // Links to it mean the section that it is in.
    assert_eq!(page.content.sections[0].ids, ["a", "b"]);
    let page = parse_page(&format!("<h1 id=a>A</h1><h2 id={}>B</h2><p>x", "b".repeat(5_000)));
    assert_eq!((page.content.sections.len(), &*page.content.sections[0].text), (1, "B\nx\n"));
}

#[test]
fn a_base_or_a_fragment_that_is_no_address_is_passed_over() {
    let page = parse_page(&format!("<base href='/{}/'><base href=/docs/><h1>A</h1>", "a".repeat(5_000)));
    assert_eq!(page.meta.base.as_deref(), Some("/docs/"));
}

#[test]
fn blocks_of_blank_lines_leave_nothing() {
    assert_eq!(text("<h1 id=a>A</h1><pre> </pre><pre>\n</pre><pre>\n\n  x\n</pre>"), "«  x\n»");
}
