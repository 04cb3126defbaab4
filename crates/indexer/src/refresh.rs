//! Where `<meta http-equiv=refresh>` sends a page's readers: such a page is read by nobody.

/// The address in `0; url='next.html'`.
pub(crate) fn refresh_target(content: &str) -> Option<String> {
    let (_, after) = content.split_once([';', ','])?;
    let after = after.trim_start();
    let value =
        after.get(..3).filter(|key| key.eq_ignore_ascii_case("url")).map(|_| after[3..].trim_start())?;
    let url = value.strip_prefix('=')?.trim().trim_matches(['"', '\'']).trim();
    (!url.is_empty()).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_names_its_target_in_many_spellings() {
        for content in ["0;URL=a.html", "0; url='a.html'", "5 ; Url = \"a.html\"", "0, url=a.html"] {
            assert_eq!(refresh_target(content).as_deref(), Some("a.html"), "{content}");
        }
        assert_eq!(refresh_target("30"), None);
        assert_eq!(refresh_target("0; ü"), None);
    }
}
