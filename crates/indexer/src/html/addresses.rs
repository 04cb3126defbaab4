//! Which page a link leads to: every way that sites write the address of one of their own pages.

use std::collections::HashMap;

use crate::chars::LONGEST_NAME;
use crate::paths::{folder_of, resolve};
use thumbindex_index::percent::decode;

/// The pages of a site by address. A page is known by its index.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    paths: Vec<String>,
    by_path: HashMap<String, usize>,
    /// The folder that the site is served from, as its root-relative links have it (`docs/`); mostly empty.
    prefix: String,
}

/// A page, and the fragment of the link that led there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) page: usize,
    pub(super) fragment: Option<String>,
}

impl Addresses {
    pub(super) fn new(paths: Vec<String>) -> Self {
        let by_path = paths.iter().enumerate().map(|(page, path)| (path.clone(), page)).collect();
        Self { paths, by_path, prefix: String::new() }
    }

    pub(super) fn path(&self, page: usize) -> &str {
        &self.paths[page]
    }

    /// The page at exactly this path.
    pub(super) fn page(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// Finds out where the site is served from: the leading folders that most root-relative links have to lose to name a page.
    pub(super) fn learn_prefix<'a>(&mut self, links: impl Iterator<Item = &'a str>) {
        let mut votes: HashMap<&str, usize> = HashMap::new();
        for link in links {
            let Some(path) = link.strip_prefix('/').filter(|path| !path.starts_with('/')) else { continue };
            let path = path.split(['#', '?']).next().unwrap_or_default();
            let mut cuts = std::iter::once(0).chain(path.match_indices('/').take(3).map(|(at, _)| at + 1));
            if let Some(cut) = cuts.find(|cut| self.find("", &path[*cut..]).is_some()) {
                *votes.entry(&path[..cut]).or_default() += 1;
            }
        }
        let best = votes.into_iter().max_by(|(a, many), (b, more)| many.cmp(more).then(b.cmp(a)));
        self.prefix = best.map(|(prefix, _)| prefix.to_owned()).unwrap_or_default();
    }

    /// Follows `href` as written on `page`; `None` where it leaves the site.
    pub(super) fn locate(&self, page: usize, base: Option<&str>, href: &str) -> Option<Target> {
        let (address, fragment) = match href.trim().split_once('#') {
            Some((address, fragment)) => (address, Some(fragment)),
            None => (href.trim(), None),
        };
        let fragment = fragment
            .map(|fragment| fragment.split_once(":~:").map_or(fragment, |(plain, _)| plain))
            .filter(|fragment| (1..=LONGEST_NAME).contains(&fragment.len()));
        let address = address.split('?').next().unwrap_or_default();
        let page = self.address(page, base, address)?;
        Some(Target { page, fragment: fragment.map(str::to_owned) })
    }

    /// Follows an address below the site's own.
    pub(super) fn locate_from_root(&self, href: &str) -> Option<Target> {
        let address = href.split(['#', '?']).next().unwrap_or_default();
        self.find("", address).map(|page| Target { page, fragment: None })
    }

    fn address(&self, page: usize, base: Option<&str>, address: &str) -> Option<usize> {
        if let Some(rooted) = address.strip_prefix('/') {
            return self.rooted(rooted);
        }
        if has_scheme(address) {
            return None;
        }
        let Some(base) = base else {
            return if address.is_empty() {
                Some(page)
            } else {
                self.find(folder_of(&self.paths[page]), address)
            };
        };
        let base = strip_host(base);
        let joined = format!("{}{address}", &base[..base.rfind('/').map_or(0, |slash| slash + 1)]);
        match joined.strip_prefix('/') {
            Some(rooted) => self.rooted(rooted),
            None => self.find(folder_of(&self.paths[page]), &joined),
        }
    }

    fn rooted(&self, path: &str) -> Option<usize> {
        if path.starts_with('/') {
            return None;
        }
        let below = path.strip_prefix(self.prefix.as_str()).filter(|_| !self.prefix.is_empty());
        below.and_then(|path| self.find("", path)).or_else(|| self.find("", path))
    }

    /// A file may be called by its name, by its folder's, or without its extension.
    fn find(&self, folder: &str, address: &str) -> Option<usize> {
        let path = resolve(folder, &decode(address))?;
        let is_folder = path.is_empty() || address.ends_with('/');
        if !is_folder && let Some(page) = self.page(&path) {
            return Some(page);
        }
        let index = if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") };
        self.page(&index).or_else(|| self.page(&format!("{path}.html")))
    }
}

/// `https:`, `mailto:` and the like, and `//host`.
pub(super) fn has_scheme(address: &str) -> bool {
    let name = address.split(['/', ':']).next().unwrap_or_default();
    address.starts_with("//")
        || address[name.len()..].starts_with(':')
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// The path of a URL that names a host; any other address as it is.
pub(super) fn strip_host(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("//") else { return url };
    if !has_scheme(url) {
        return url;
    }
    rest.find('/').map_or("/", |slash| &rest[slash..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(paths: &[&str]) -> Addresses {
        Addresses::new(paths.iter().map(|path| (*path).to_owned()).collect())
    }

    fn leads(site: &Addresses, page: usize, href: &str) -> Option<usize> {
        site.locate(page, None, href).map(|target| target.page)
    }

    #[test]
    fn pages_go_by_many_names() {
        let site = site(&["a/b c.html", "a/index.html", "index.html"]);
        assert_eq!(leads(&site, 1, "b%20c.html?x#y"), Some(0));
        assert_eq!(leads(&site, 1, "b%20c"), Some(0));
        assert_eq!(leads(&site, 0, "./"), Some(1));
        assert_eq!(leads(&site, 0, "../a"), Some(1));
        assert_eq!(leads(&site, 0, "../"), Some(2));
        assert_eq!(leads(&site, 0, "/"), Some(2));
        assert_eq!(leads(&site, 0, "#x"), Some(0));
    }

    #[test]
    fn links_out_of_the_site_lead_nowhere() {
        let site = site(&["a.html", "index.html"]);
        for href in
            ["https://example.org/a.html", "//example.org/a.html", "mailto:a.html", "../a.html", "b.html"]
        {
            assert_eq!(leads(&site, 0, href), None, "{href}");
        }
    }

    #[test]
    fn fragments_are_kept_as_written() {
        let site = site(&["a.html"]);
        let fragment = |href| site.locate(0, None, href).and_then(|target| target.fragment);
        assert_eq!(fragment("#impl-Vec%3CT%3E").as_deref(), Some("impl-Vec%3CT%3E"));
        assert_eq!(fragment("a.html#").as_deref(), None);
        assert_eq!(fragment("a.html#x:~:text=y").as_deref(), Some("x"));
    }

    #[test]
    fn the_folder_a_site_is_served_from_is_learnt_from_its_links() {
        let mut site = site(&["guide/a.html", "index.html"]);
        site.learn_prefix(["/docs/guide/a", "/docs/", "/docs/guide/a#x", "/elsewhere"].into_iter());
        assert_eq!(leads(&site, 0, "/docs/"), Some(1));
        assert_eq!(leads(&site, 1, "/docs/guide/a"), Some(0));
    }

    #[test]
    fn a_base_moves_relative_links() {
        let site = site(&["a/b.html", "c.html"]);
        assert_eq!(site.locate(0, Some("../"), "c.html").map(|target| target.page), Some(1));
        assert_eq!(site.locate(0, Some("https://example.org/"), "c.html").map(|target| target.page), Some(1));
        assert_eq!(site.locate(1, Some("/a/"), "b.html#x").map(|target| target.page), Some(0));
    }
}
