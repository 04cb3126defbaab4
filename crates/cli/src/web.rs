//! What a preview answers to a request: a pure function of the request and of the files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use thumbindex_index::percent::decode_strict;
use thumbindex_indexer::inject::{self, Script, Widget};
use thumbindex_indexer::read_file;

use crate::failure::Failure;

/// A folder of pages with an index and the widget laid over it.
#[derive(Debug)]
pub(crate) struct Site {
    /// All links followed, so that what is below it can be told from what is not.
    root: PathBuf,
    /// Where our files are, relative to the root; no slash at either end.
    mount: String,
    ours: BTreeMap<String, Vec<u8>>,
    /// What kind of tag each page gets, if any.
    tag: Option<Script>,
}

/// An answer to one request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether it is HTML.
    pub(crate) is_page: bool,
}

impl Site {
    pub(crate) fn new(
        dir: &Path,
        mount: String,
        ours: BTreeMap<String, Vec<u8>>,
        tag: Option<Script>,
    ) -> Result<Self, Failure> {
        let root = fs::canonicalize(dir).map_err(|cause| Failure::Unreadable { path: dir.into(), cause })?;
        Ok(Self { root, mount, ours, tag })
    }

    pub(crate) fn answer(&self, method: &str, url: &str) -> Answer {
        if !matches!(method, "GET" | "HEAD") {
            let mut answer = Answer::text(405, "only GET and HEAD");
            answer.headers.push(("Allow", String::from("GET, HEAD")));
            return answer;
        }
        let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
        let Some(name) = safe(path) else { return Answer::text(400, "not a path of this site") };
        if let Some(content) = self.own(&name) {
            return Answer::file(200, &name, content.clone());
        }
        if name.is_empty() || path.ends_with('/') {
            let index =
                if name.is_empty() { String::from("index.html") } else { format!("{name}/index.html") };
            return self.file(200, &index).unwrap_or_else(|| self.missing());
        }
        if self.inside(&name).is_some_and(|file| file.is_dir()) {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            return Answer::redirect(format!("{path}/{query}"));
        }
        let as_hosts_do = || self.file(200, &format!("{name}.html"));
        self.file(200, &name).or_else(as_hosts_do).unwrap_or_else(|| self.missing())
    }

    fn own(&self, name: &str) -> Option<&Vec<u8>> {
        let rest = match self.mount.as_str() {
            "" => name,
            mount => name.strip_prefix(mount)?.strip_prefix('/')?,
        };
        self.ours.get(rest)
    }

    fn file(&self, status: u16, name: &str) -> Option<Answer> {
        let bytes = read_file(&self.inside(name)?).ok()?;
        let tag = self.tag.filter(|_| inject::is_page(name));
        let page = tag.and_then(|script| {
            let widget = Widget { out: &self.mount, script, base_url: None, opensearch: None };
            inject::inject(&bytes, name, &widget).ok().flatten()
        });
        Some(Answer::file(status, name, page.unwrap_or(bytes)))
    }

    fn missing(&self) -> Answer {
        self.file(404, "404.html").unwrap_or_else(|| Answer::text(404, "not found"))
    }

    /// The real path of a name, unless a link leads out of the site.
    fn inside(&self, name: &str) -> Option<PathBuf> {
        fs::canonicalize(self.root.join(name)).ok().filter(|path| path.starts_with(&self.root))
    }
}

impl Answer {
    fn new(status: u16, kind: &str, body: Vec<u8>) -> Self {
        let headers = vec![
            ("Content-Type", kind.to_owned()),
            // A preview shows what is there now.
            ("Cache-Control", String::from("no-cache")),
            ("X-Content-Type-Options", String::from("nosniff")),
        ];
        Self { status, headers, body, is_page: false }
    }

    pub(crate) fn file(status: u16, name: &str, body: Vec<u8>) -> Self {
        Self { is_page: inject::is_page(name), ..Self::new(status, mime(name), body) }
    }

    /// The head of a stream of events.
    pub(crate) fn events() -> Self {
        Self::new(200, "text/event-stream", Vec::new())
    }

    pub(crate) fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{text}\n").into_bytes())
    }

    fn redirect(to: String) -> Self {
        let mut answer = Self::text(308, "see there");
        // Two slashes in front would name another host.
        answer.headers.push(("Location", format!("/{}", to.trim_start_matches('/'))));
        answer
    }
}

/// The name that a request's path stands for, without slashes at the ends. `None` for one that could lead elsewhere, or
/// to a hidden file: those are not served, as they are not indexed.
fn safe(path: &str) -> Option<String> {
    let decoded = decode_strict(path)?;
    let mut parts = Vec::new();
    for part in decoded.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') || part.contains(['\\', ':', '\0']) {
            return None;
        }
        parts.push(part);
    }
    Some(parts.join("/"))
}

/// What a file is, by its name. Browsers refuse modules and WebAssembly under any other type than theirs.
fn mime(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        // Without a character set, since pages say theirs themselves.
        "html" | "htm" => "text/html",
        "xhtml" => "application/xhtml+xml",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Preview {
        folder: tempfile::TempDir,
        site: Site,
    }

    fn preview() -> Preview {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        for (name, content) in [
            ("site/index.html", "<head></head>start"),
            ("site/a b/index.html", "<head></head>inner"),
            ("site/guide.html", "guide"),
            ("site/thumbindex/theirs.html", "theirs"),
            ("site/.git/config", "hidden"),
            ("secret.txt", "secret"),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, content).expect("written");
        }
        let ours = BTreeMap::from([
            ("thumbindex.js".into(), b"loader".to_vec()),
            ("thumbindex.wasm".into(), b"module".to_vec()),
        ]);
        let site = Site::new(&site, "thumbindex".into(), ours, Some(Script::Module)).expect("a site");
        Preview { folder, site }
    }

    fn get(site: &Site, url: &str) -> (u16, String, String) {
        let answer = site.answer("GET", url);
        let header = |wanted: &str| answer.headers.iter().find(|(name, _)| *name == wanted);
        let kind = header("Location").or(header("Content-Type")).map(|(_, value)| value.clone());
        (answer.status, kind.unwrap_or_default(), String::from_utf8_lossy(&answer.body).into_owned())
    }

    #[test]
    fn pages_are_sent_with_the_tag_and_stay_as_they_are_on_disk() {
        let Preview { folder, site } = preview();
        let (status, kind, body) = get(&site, "/?q=1");
        assert_eq!((status, kind.as_str()), (200, "text/html"));
        assert!(body.contains("src=\"thumbindex/thumbindex.js\""), "{body}");
        assert!(get(&site, "/a%20b/").2.contains("src=\"../thumbindex/thumbindex.js\""));
        let on_disk = fs::read_to_string(folder.path().join("site/index.html")).expect("read");
        assert_eq!(on_disk, "<head></head>start");
    }

    #[test]
    fn our_files_lie_over_the_site_with_their_right_types() {
        let Preview { folder: _folder, site } = preview();
        assert_eq!(get(&site, "/thumbindex/thumbindex.js").1, "text/javascript; charset=utf-8");
        assert_eq!(get(&site, "/thumbindex/thumbindex.wasm").1, "application/wasm");
        assert!(get(&site, "/thumbindex/theirs.html").2.contains("theirs"));
        assert_eq!(get(&site, "/thumbindex/other.js").0, 404);
    }

    #[test]
    fn nothing_outside_the_site_and_nothing_hidden_is_sent() {
        let Preview { folder, site } = preview();
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/a%20b/..%2f..%2fsecret.txt",
            "/..%5csecret.txt",
            "/.git/config",
            "/%00",
            "/%zz",
            "/%f",
            "/%ff",
            "/C:/x",
        ] {
            assert_eq!(get(&site, path).0, 400, "{path}");
        }
        assert_eq!(get(&site, "//etc/passwd").0, 404);
        #[cfg(unix)]
        {
            let link = folder.path().join("site/link.txt");
            std::os::unix::fs::symlink(folder.path().join("secret.txt"), link).expect("a link");
            assert_eq!(get(&site, "/link.txt").0, 404);
        }
        drop(folder);
    }

    #[test]
    fn folders_and_clean_addresses_work_as_on_hosts() {
        let Preview { folder: _folder, site } = preview();
        assert_eq!(get(&site, "/a%20b?x"), (308, "/a%20b/?x".into(), "see there\n".into()));
        assert_eq!(get(&site, "//a%20b").1, "/a%20b/");
        assert!(get(&site, "/guide").2.starts_with("guide"));
        assert_eq!(get(&site, "/nowhere").0, 404);
    }

    #[test]
    fn only_reading_is_allowed() {
        let Preview { folder: _folder, site } = preview();
        assert_eq!(site.answer("POST", "/").status, 405);
        assert_eq!(site.answer("HEAD", "/").status, 200);
    }
}
