//! Paths inside a source and the URLs made from them: always `/`-separated, always relative to the source's root.

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

/// Whether `path` is one of `folders` or lies below one.
pub(crate) fn is_below(path: &str, folders: &[String]) -> bool {
    folders.iter().any(|folder| {
        let folder = folder.trim_start_matches("./").trim_matches('/');
        !folder.is_empty()
            && path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
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
    fn folders_match_by_whole_names() {
        let out = ["./out/".to_owned()];
        assert!(is_below("out/a.md", &out));
        assert!(!is_below("outer/a.md", &out));
        assert!(!is_below("a.md", &[String::new()]));
    }
}
