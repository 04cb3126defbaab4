//! A chapter's Markdown, read as mdBook would render it.

use std::collections::BTreeMap;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};

use super::code;
use super::config::Config;
use super::depth;
use super::draft::{Builder, Draft};
use super::raw::{self, Token, Tokens};
use crate::chars::{LONGEST_NAME, beginning};

/// Reads a chapter whose directives are already expanded.
pub(super) fn read(text: &str, config: &Config) -> Draft {
    let mut reader = Reader {
        page: Builder::new(),
        hidden_lines: &config.hidden_lines,
        code: None,
        html: None,
        preformatted: None,
        skipped: 0,
    };
    for event in Parser::new_ext(&depth::bounded(text), config.markdown()) {
        reader.event(event);
    }
    reader.end_preformatted();
    reader.page.finish()
}

struct Reader<'a> {
    page: Builder,
    hidden_lines: &'a BTreeMap<String, String>,
    /// A code block's info string, and its text so far.
    code: Option<(String, String)>,
    /// A block of HTML, collected whole since a tag may be spread over its lines.
    html: Option<String>,
    /// The text of a `<pre>` in HTML.
    preformatted: Option<String>,
    /// How deep inside a footnote that is not shown.
    skipped: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.inline_code(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.page.text(&text),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.markup(&html),
            },
            Event::InlineHtml(html) => self.markup(&html),
            Event::FootnoteReference(name) => self.page.footnote_reference(&name),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.page.space(),
            Event::Rule => self.page.end_line(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
        } else if let Some(html) = &mut self.html {
            html.push_str(text);
        } else if let Some(preformatted) = &mut self.preformatted {
            preformatted.push_str(text);
        } else {
            self.page.text(text);
        }
    }

    fn inline_code(&mut self, text: &str) {
        self.page.start_code();
        self.page.text(text);
        self.page.end_code();
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, id, attrs, .. } => {
                let id = id.or_else(|| attribute(attrs, "id"));
                self.page.start_heading(level as u8, id.map(|id| id.to_string()), false);
            }
            Tag::CodeBlock(kind) => {
                self.end_preformatted();
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((info, String::new()));
            }
            Tag::HtmlBlock => {
                self.page.end_line();
                self.html = Some(String::new());
            }
            Tag::FootnoteDefinition(name) => {
                if !self.page.start_footnote(&name) {
                    self.skipped = 1;
                }
            }
            Tag::DefinitionListTitle => self.page.start_term(),
            Tag::Link { dest_url, .. } => self.page.start_link(&dest_url),
            Tag::Image { .. } => self.page.start_image(),
            Tag::TableCell | Tag::MetadataBlock(_) => {}
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            _ => self.page.end_line(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.page.end_heading(),
            TagEnd::CodeBlock => {
                if let Some((info, text)) = self.code.take() {
                    self.page.lines(&code::visible(&text, &info, self.hidden_lines));
                }
            }
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.markup(&html);
                }
                self.page.end_line();
            }
            TagEnd::FootnoteDefinition => self.page.end_footnote(),
            TagEnd::DefinitionListTitle => self.page.end_term(),
            TagEnd::Link => self.page.end_link(),
            TagEnd::Image => self.page.end_image(),
            TagEnd::TableCell => self.page.end_cell(),
            TagEnd::MetadataBlock(_) => {}
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.page.end_line(),
        }
    }

    fn markup(&mut self, html: &str) {
        for token in Tokens::of(html) {
            match token {
                Token::Text(text) => self.text(&text),
                Token::Start { name, attributes } => {
                    let value = |wanted: &str| {
                        attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_ref())
                    };
                    self.start_tag(&name, value);
                }
                Token::End { name } => self.end_tag(&name),
            }
        }
    }

    fn start_tag<'v>(&mut self, name: &str, value: impl Fn(&str) -> Option<&'v str>) {
        let id = value("id").or_else(|| value("name").filter(|_| name == "a"));
        if raw::is_block(name) {
            self.page.end_line();
        }
        if let Some(level) = raw::heading_level(name).filter(|_| !self.page.is_in_heading()) {
            return self.page.start_heading(level, id.map(str::to_owned), true);
        }
        self.page.anchor(id.unwrap_or_default());
        match name {
            "a" => {
                if let Some(href) = value("href") {
                    self.page.start_link(href);
                }
            }
            "img" => {
                self.page.start_image();
                self.page.text(value("alt").unwrap_or_default());
                self.page.end_image();
            }
            "br" => self.page.space(),
            "code" => self.page.start_code(),
            "pre" => self.preformatted = Some(String::new()),
            "listing" => self.caption(value("number"), value("caption")),
            _ => {}
        }
    }

    fn end_tag(&mut self, name: &str) {
        match name {
            "a" => self.page.end_link(),
            "code" => self.page.end_code(),
            "td" | "th" => self.page.end_cell(),
            "pre" => self.end_preformatted(),
            name if raw::heading_level(name).is_some() => self.page.end_raw_heading(),
            name if raw::is_block(name) => self.page.end_line(),
            _ => {}
        }
    }

    fn end_preformatted(&mut self) {
        if let Some(text) = self.preformatted.take() {
            self.page.lines(&code::visible(&text, "", self.hidden_lines));
        }
    }

    /// The Rust Book's own tag around code. Its caption is Markdown in an attribute.
    fn caption(&mut self, number: Option<&str>, caption: Option<&str>) {
        let Some(caption) = caption.filter(|caption| !caption.is_empty()) else { return };
        if let Some(number) = number {
            self.page.text(&format!("Listing {number}: "));
        }
        for event in Parser::new(beginning(caption, LONGEST_NAME)) {
            match event {
                Event::Text(text) => self.page.text(&text),
                Event::Code(text) => self.inline_code(&text),
                Event::SoftBreak => self.page.space(),
                _ => {}
            }
        }
        self.page.end_line();
    }
}

fn attribute<'a>(attributes: Vec<(CowStr<'a>, Option<CowStr<'a>>)>, wanted: &str) -> Option<CowStr<'a>> {
    attributes.into_iter().find(|(name, _)| name.as_ref() == wanted).and_then(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CODE_END, CODE_START};

    fn draft(text: &str) -> Draft {
        read(text, &Config::default())
    }

    /// Each section as `id: heading | text`, with code in guillemets.
    fn outline(text: &str) -> Vec<String> {
        let sections = draft(text).sections;
        let line = |section: &crate::Section| {
            let id = section.id.as_deref().unwrap_or("-");
            let text = section.text.replace('\n', "¶").replace(CODE_START, "«").replace(CODE_END, "»");
            format!("{id}: {} | {text}", section.heading)
        };
        sections.iter().map(line).collect()
    }

    #[test]
    fn headings_part_the_text() {
        assert_eq!(
            outline("before\n\n# A\n\ntext\n## B *b*\nmore\ntext"),
            ["-:  | before¶", "a: A | text¶", "b-b: B b | more text¶",]
        );
    }

    #[test]
    fn explicit_ids_do_not_take_part_in_the_count() {
        assert_eq!(
            outline("# A {#b}\n# B\n# B\n# C {id=d .e}"),
            ["b: A | ", "b: B | ", "b-1: B | ", "d: C | ",]
        );
    }

    #[test]
    fn ids_are_made_of_what_mdbook_counts() {
        assert_eq!(
            outline("## a[^n] b[^m][^n] ![alt](x.png) <b>`c`</b>\n\n[^n]: n\n\n[^m]: m"),
            ["a1-b2-1--c: a b alt c | n¶m¶",]
        );
    }

    #[test]
    fn terms_of_definition_lists_use_up_ids() {
        let draft = draft("Term\n: Meaning\n\n## Term\n");
        assert_eq!(draft.sections[1].id.as_deref(), Some("term-1"));
        assert_eq!(draft.anchors["term"], 0);
    }

    #[test]
    fn smart_punctuation_follows_the_book() {
        let plain = Config { smart_punctuation: false, ..Config::default() };
        let heading = |config: &Config| read("## a -- \"b\"", config).sections[0].clone();
        assert_eq!(heading(&Config::default()).id.as_deref(), Some("a--b"));
        assert_eq!(heading(&plain).id.as_deref(), Some("a----b"));
    }

    #[test]
    fn tables_lists_images_and_math_stay_text() {
        let text = "| a | b c |\n|--|--|\n| d `e|f` | g |\n\n- one\n  - two\n\n    more\n- [x] done\n\n![alt *text*](x.png)\n\n\
                    $$ x^2 $$\n\nTerm\n: Meaning\n";
        assert_eq!(
            outline(text),
            ["-:  | a  b c¶d `e  f`¶one¶two¶more¶done¶alt text¶$$ x^2 $$¶Term¶Meaning¶"]
        );
    }

    #[test]
    fn code_stays_as_it_is_without_its_hidden_lines() {
        let text =
            "See:\n\n```rust\n# use a;\nfn f() {\n    g();  // x\n}\n```\nand\n\n    indented\n      more\n";
        assert_eq!(outline(text), ["-:  | See:¶«fn f() {¶    g();  // x¶}¶»and¶«indented¶  more¶»"]);
    }

    fn mentions(text: &str) -> Vec<Vec<String>> {
        draft(text).sections.into_iter().map(|section| section.code).collect()
    }

    #[test]
    fn inline_code_with_a_sign_in_it_is_kept_for_its_section() {
        let text = "`a::b`\n\n# `#[x]` and `word` {#h}\n\n`&mut`, *`?`*, [`|x|`](y.md) and `&mut` ``a ` b``\n\n\
                    <h2 id=\"i\"><code>a&lt;b&gt;</code></h2>\n\n<p>\n<code>c.<em>d</em></code> <code>e::\n</p>\n\n`..=`\n";
        let expected: [&[&str]; 3] =
            [&["a::b"], &["#[x]", "&mut", "?", "|x|", "&mut", "a ` b"], &["a<b>", "c.d", "..="]];
        assert_eq!(mentions(text), expected);
    }

    #[test]
    fn a_table_of_operators_gives_its_operators() {
        let text = "| Operator | Example |\n|--|--|\n| `!` | `!expr` |\n| `\\|` | `expr \\| expr` |\n| `%=` | `var` |\n";
        assert_eq!(mentions(text), [["!", "!expr", "|", "expr | expr", "%="]]);
    }

    #[test]
    fn code_blocks_and_pictures_mention_nothing() {
        let text = "```\na.b `c.d`\n```\n\n<pre><code>e.f</code></pre>\n\n    g.h\n\n![`i.j`](k.png)\n";
        assert_eq!(mentions(text), [[""; 0]]);
    }

    #[test]
    fn mentions_in_a_footnote_go_where_it_is_referred_to() {
        assert_eq!(
            mentions("# A\n\n`a.a`[^n]\n\n[^n]: `n.n`\n\n# B\n\n`b.b`\n"),
            [vec!["a.a", "n.n"], vec!["b.b"]]
        );
    }

    #[test]
    fn a_heading_without_a_section_leaves_its_mentions_in_the_text() {
        assert_eq!(mentions("`a.a`\n\n<h2><code>b.b</code></h2>\n\n`c.c`\n"), [["a.a", "b.b", "c.c"]]);
    }

    #[test]
    fn a_listing_mentions_the_code_of_its_caption() {
        assert_eq!(mentions("<Listing number=\"1-2\" caption=\"A `Box<T>`\">\n\n</Listing>\n"), [["Box<T>"]]);
    }

    #[test]
    fn no_page_can_say_where_code_begins() {
        let text = "# a\u{e}b&#14;\n\nc&#15;d\u{f}\u{1b}\n\n```\n\u{f}e&#14;\u{0}\n```\n\n<p>&#14;f</p>\n<pre>&#15;g\u{e}</pre>\n";
        assert_eq!(outline(text), ["ab: ab | cd¶«e&#14;¶»f¶«g¶»"]);
    }

    #[test]
    fn lines_hidden_at_an_end_leave_no_gap() {
        assert_eq!(outline("```rust\n# a\n\nb\n\n# c\n```\n\n```rust\n# d\n```\n"), ["-:  | «b¶»"]);
    }

    #[test]
    fn a_footnote_goes_to_the_section_that_refers_to_it() {
        let text =
            "# A\n\nx[^n]\n\n# B\n\ny\n\n[^n]: Note\n\n    # C\n\n[^n]: Twice\n\n[^unused]: Unused\n\n# C\n";
        assert_eq!(outline(text), ["a: A | x¶Note¶C¶", "b: B | y¶", "c-1: C | "]);
        assert_eq!(draft(text).anchors["footnote-n"], 0);
    }

    #[test]
    fn html_headings_keep_their_own_ids() {
        let text = "<h2 id=\"x\">A <em>b</em> &amp; c</h2>\n\ntext\n\n<h3>no id</h3>\n\n## No id\n";
        assert_eq!(outline(text), ["x: A b & c | text¶no id¶", "no-id: No id | "]);
    }

    #[test]
    fn text_survives_html_and_scripts_do_not() {
        let text = "<div class=\"warning\">\n\nin *side*\n\n</div>\n\n<script>\nlet x = 1;\n\nlet y;\n</script>\n\n\
                    <table><tr><td>a<td>b</td><td>c</td></tr></table>\n\n<pre>\n  x\n    y\n</pre>\n\na<br>b <kbd>c</kbd><!-- d -->\n";
        assert_eq!(outline(text), ["-:  | in side¶ab  c¶«  x¶    y¶»a b c¶"]);
    }

    #[test]
    fn a_listing_keeps_its_caption() {
        let text =
            "<Listing number=\"1-2\" caption=\"A `Box<T>` here\">\n\n```rust\nlet x;\n```\n\n</Listing>\n";
        assert_eq!(outline(text), ["-:  | Listing 1-2: A Box<T> here¶«let x;¶»"]);
    }

    #[test]
    fn an_id_alone_before_a_heading_is_its_old_name() {
        let text = "# A\n\ntext\n\n<a id=\"old\"></a>\n<a name=\"older\"></a>\n\n## B\n\n<span id=\"in\"></span> more\n\n## C\n";
        let anchors = draft(text).anchors;
        assert_eq!([anchors["old"], anchors["older"], anchors["b"], anchors["in"]], [1, 1, 1, 1]);
        assert_eq!([anchors["a"], anchors["c"]], [0, 2]);
    }

    #[test]
    fn links_in_prose_are_kept_and_those_of_headings_and_images_are_not() {
        let text = "# [h](h.md)\n\n[a *b*](x.md#y), [![i](i.png)](z.md), <a href=\"r.html\">raw</a>, [ref].\n\n[ref]: r.md\n";
        let links: Vec<_> = draft(text).links.into_iter().map(|link| (link.href, link.text)).collect();
        let expected = [("x.md#y", "a b"), ("r.html", "raw"), ("r.md", "ref")];
        assert_eq!(links, expected.map(|(href, text)| (href.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_heading_of_no_words_is_no_section() {
        assert_eq!(outline("# A\n\n## ![only](x.png)\n\n## {#x}\n\ntext"), ["a: A | only¶text¶"]);
        assert_eq!(draft("# A\n\n## {#x}\n\ntext").anchors["x"], 0);
    }

    #[test]
    fn an_unclosed_heading_does_not_swallow_the_page() {
        let text = format!("<h2 id=\"x\">Open\n\n{}\n\ntext\n\n## Next\n", "word ".repeat(1000));
        let sections = draft(&text).sections;
        assert_eq!(sections.len(), 2);
        assert!(sections[0].text.starts_with("Open word") && sections[0].text.ends_with(" word\ntext\n"));
    }

    /// Pieces that open and close what they should not, in random order.
    #[test]
    fn nothing_an_author_writes_makes_it_panic() {
        let pieces = [
            "# ",
            "## a",
            "\n",
            "\n\n",
            "</h2>",
            "<h2 id=x>",
            "<h3>",
            "<pre>",
            "</pre>",
            "<script>",
            "</script>",
            "<a href=b>",
            "</a>",
            "[^a]",
            "\n[^a]: ",
            "[x](y.md)",
            "![i](",
            ")",
            "`",
            "\n```rust\n# x\n",
            "```",
            "\n- ",
            "\n  > ",
            "|a|b|\n|-|-|\n",
            "é🐙",
            "&amp;",
            "&",
            "<!--",
            "-->",
            "<Listing caption='`",
            "'>",
            "\nT\n: d\n",
            "\t",
            "{#id}",
            "\0",
            "    ",
            "<td>",
            "*",
            "~~",
        ];
        let mut state = 1_u64;
        for _ in 0..3_000 {
            let mut text = String::new();
            for _ in 0..40 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            }
            let draft = draft(&text);
            assert!(draft.anchors.values().all(|section| *section < draft.sections.len()), "{text:?}");
        }
    }

    #[test]
    fn what_is_longer_than_a_heading_can_be_is_text() {
        let long = "word ".repeat(1_000);
        let draft = draft(&format!("# A\n\n## {long}\n\nx\n"));
        assert_eq!((draft.sections.len(), draft.title.as_str()), (1, "A"));
        assert!(draft.sections[0].text.starts_with("word word") && draft.sections[0].text.ends_with("\nx\n"));
        // A link to it leads to the section that it is in.
        assert_eq!(draft.anchors.values().max(), Some(&0));
    }
}
