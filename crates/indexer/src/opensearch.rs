//! The OpenSearch description of a site, by which a browser offers its search in the address bar.
//!
//! ```
//! use thumbindex_indexer::opensearch::Address;
//!
//! let address: Address = "https://docs.example.org/".parse()?;
//! let xml = address.description("Looms & Threads");
//! assert!(xml.contains("<ShortName>Looms &amp; Threads</ShortName>"));
//! assert!(xml.contains(r#"template="https://docs.example.org/?search={searchTerms}""#));
//! # Ok::<(), thumbindex_indexer::opensearch::NoAddress>(())
//! ```

use std::str::FromStr;

/// The description's file name.
pub const DESCRIPTION: &str = "opensearch.xml";

/// The most characters that the standard allows in a `ShortName`.
const SHORT: usize = 16;
/// And in a `LongName`.
const LONG: usize = 48;

/// The full address of a page with the widget, where words are searched for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct Address(String);

/// Why something is no such address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no full address of the site; write one such as `https://docs.example.org/`, without `?` and `#`"
)]
pub struct NoAddress(String);

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(url: &str) -> Result<Self, NoAddress> {
        // Braces would be parameters of the template.
        let is_foreign = |c: char| c.is_whitespace() || c.is_control() || "?#{}<>\"\\".contains(c);
        let host = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
        match host {
            Some(rest) if !rest.starts_with(['/', ':']) && !rest.is_empty() && !url.contains(is_foreign) => {
                Ok(Self(url.to_owned()))
            }
            _ => Err(NoAddress(url.escape_debug().to_string())),
        }
    }
}

impl TryFrom<String> for Address {
    type Error = NoAddress;

    fn try_from(url: String) -> Result<Self, NoAddress> {
        url.parse()
    }
}

impl Address {
    /// The content of [`DESCRIPTION`], for a site of that title.
    pub fn description(&self, title: &str) -> String {
        let [short, long] = [SHORT, LONG].map(|most| escape(&shortened(title, most)));
        let (title, url) = (escape(title), escape(&self.0));
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{short}</ShortName>
  <LongName>{long}</LongName>
  <Description>{title}</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Url type="text/html" template="{url}?search={{searchTerms}}"/>
</OpenSearchDescription>
"#
        )
    }

    /// What a site without a title is called.
    pub fn host(&self) -> &str {
        self.0.split('/').nth(2).unwrap_or_default()
    }
}

/// As many of the first words as have room, or what has room of the first.
fn shortened(title: &str, most: usize) -> String {
    let mut short = String::new();
    for word in title.split_whitespace() {
        let space = if short.is_empty() { "" } else { " " };
        if short.chars().count() + space.len() + word.chars().count() > most {
            break;
        }
        short.push_str(space);
        short.push_str(word);
    }
    if short.is_empty() { title.chars().take(most).collect() } else { short }
}

/// Text as XML and HTML want it, between tags or in double quotes; XML has no way to write control characters.
pub(crate) fn escape(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_full_one_that_the_words_can_follow() {
        for url in ["https://docs.example.org/", "http://localhost:8017/a%20b/index.html", "https://[::1]/"] {
            assert!(url.parse::<Address>().is_ok(), "{url}");
        }
        for url in [
            "",
            "docs.example.org",
            "/docs/",
            "https://",
            "https:///docs/",
            "https://:80/",
            "ftp://example.org/",
            "javascript:alert(1)//",
            "https://a/?b=c",
            "https://a/#b",
            "https://a/{b}",
            "https://a b/",
            "https://a/\n",
        ] {
            let fault = url.parse::<Address>().expect_err(url).to_string();
            assert!(!fault.contains('\n') && fault.contains("https://docs.example.org/"), "{fault}");
        }
    }

    #[test]
    fn whatever_the_title_says_is_text() {
        let address: Address = "https://example.org/a&b'/".parse().expect("an address");
        let xml = address.description("</ShortName>\u{0}<Url \"&\"/>");
        assert_eq!(xml.matches("<Url ").count(), 1);
        assert!(
            xml.contains(r#"<Description>&lt;/ShortName&gt;&lt;Url &quot;&amp;&quot;/&gt;</Description>"#),
            "{xml}"
        );
        assert!(xml.contains(r#"template="https://example.org/a&amp;b'/?search={searchTerms}""#), "{xml}");
    }

    #[test]
    fn names_are_as_long_as_the_standard_allows() {
        assert_eq!(shortened("The Rust Programming Language", SHORT), "The Rust");
        assert_eq!(shortened("Sixteen  letters", SHORT), "Sixteen letters");
        assert_eq!(shortened("Donaudampfschifffahrt", SHORT), "Donaudampfschiff");
        assert_eq!(shortened("プログラミング言語の教科書です。全部", SHORT).chars().count(), SHORT);
    }
}
