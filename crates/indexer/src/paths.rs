//! Paths inside a source and the URLs made from them: always `/`-separated, always relative to the source's root.

#[cfg(any(feature = "markdown", feature = "html"))]
use std::collections::HashSet;

#[cfg(any(feature = "markdown", feature = "html"))]
use thumbindex_index::percent;

/// Joins `path` to the folder it is written in and settles `.` and `..`; `None` where that leads out of the source.
pub(crate) fn resolve(folder: &str, path: &str) -> Option<String> {
    // `C:` would throw the source's root away when Windows joins the two.
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if path.starts_with('/') || drive {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder that holds a file; empty for one at the root.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..slash])
}

/// The address of a page: its path, or, where addresses are pretty, the folder that it is the front page of.
#[cfg(any(feature = "markdown", feature = "html"))]
pub(crate) fn address(path: &str, pretty: bool) -> String {
    let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    percent::encode_path(folder.filter(|_| pretty).unwrap_or(path))
}

/// Folders and files that are not looked at.
#[cfg(any(feature = "markdown", feature = "html"))]
pub(crate) struct Ignored<'p>(HashSet<&'p str>);

#[cfg(any(feature = "markdown", feature = "html"))]
impl<'p> Ignored<'p> {
    pub(crate) fn new(paths: impl Iterator<Item = &'p str>) -> Self {
        let paths = paths.map(|path| path.trim_start_matches("./").trim_matches('/'));
        Self(paths.filter(|path| !path.is_empty()).collect())
    }

    /// Whether `path` is one of them or lies below one.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let above = path.match_indices('/').map(|(at, _)| &path[..at]);
        above.chain([path]).any(|path| self.0.contains(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_joined_to_its_folder() {
        assert_eq!(resolve("src/a", "../b/./c.md").as_deref(), Some("src/b/c.md"));
        assert_eq!(resolve("", "c.md").as_deref(), Some("c.md"));
    }

    #[test]
    fn a_path_that_leads_out_of_the_source_is_none() {
        assert_eq!(resolve("src", "../../etc/passwd"), None);
        assert_eq!(resolve("src", "..\\..\\secret"), None);
        assert_eq!(resolve("src", "/etc/passwd"), None);
    }

    #[test]
    #[cfg(any(feature = "markdown", feature = "html"))]
    fn what_is_ignored_is_told_by_whole_names() {
        let ignored = Ignored::new(["./out/", "a/b.js", ""].into_iter());
        assert!(ignored.holds("out/a.md") && ignored.holds("out/a/b.md") && ignored.holds("a/b.js"));
        assert!(!ignored.holds("outer/a.md") && !ignored.holds("a/b.jsx") && !ignored.holds("a.md"));
    }
}
