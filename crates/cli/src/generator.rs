//! The programs that make sites: how each is recognised, what it builds into, and what makes room for our search there.

use std::fs;
use std::path::Path;

use thumbindex_indexer::{Folder, Source};

/// One of them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Generator {
    pub(crate) name: &'static str,
    /// Files of a project that no other program's has.
    project: &'static [&'static str],
    /// Files of a built site that no other program makes.
    built: &'static [&'static str],
    /// What a page says in its head, in small letters: the `<meta name="generator">`, or a comment.
    says: &'static [&'static str],
    /// The command that builds, and the folder that it builds into.
    pub(crate) build: &'static str,
    pub(crate) output: &'static str,
    /// What to change in its own configuration, if anything.
    pub(crate) room: &'static str,
}

/// Those that are also another one, or are seldom told surely, last.
const GENERATORS: &[Generator] = &[
    Generator {
        name: "mdBook",
        project: &["book.toml"],
        built: &["toc.js", "book.js"],
        says: &["book generated using mdbook"],
        build: "mdbook build",
        output: "book",
        room: "in book.toml: [output.html.search] enable = false",
    },
    Generator {
        name: "Docusaurus",
        project: &["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"],
        built: &[],
        says: &["content=\"docusaurus"],
        build: "npm run build",
        output: "build",
        room: "in docusaurus.config.js: take out themeConfig.algolia, or the search theme",
    },
    Generator {
        name: "VitePress",
        project: &[".vitepress"],
        built: &["hashmap.json"],
        says: &["content=\"vitepress"],
        build: "npx vitepress build",
        output: ".vitepress/dist",
        room: "in .vitepress/config: take out themeConfig.search",
    },
    Generator {
        name: "Starlight",
        project: &["src/content/docs"],
        built: &[],
        says: &["content=\"starlight"],
        build: "npm run build",
        output: "dist",
        room: "in astro.config.mjs: starlight({ pagefind: false })",
    },
    Generator {
        name: "Sphinx",
        project: &["conf.py"],
        built: &["objects.inv", "genindex.html"],
        says: &["_static/documentation_options.js", "content=\"docutils"],
        build: "sphinx-build . _build/html",
        output: "_build/html",
        room: "",
    },
    Generator {
        name: "MkDocs",
        project: &["mkdocs.yml", "mkdocs.yaml"],
        built: &[],
        says: &["content=\"mkdocs"],
        build: "mkdocs build",
        output: "site",
        room: "in mkdocs.yml: plugins: [] (or the list without `search`)",
    },
    Generator {
        name: "rustdoc",
        project: &["Cargo.toml"],
        built: &["crates.js"],
        says: &["content=\"rustdoc"],
        build: "cargo doc --no-deps",
        output: "target/doc",
        room: "",
    },
    Generator {
        name: "Jekyll",
        project: &["_config.yml"],
        built: &[],
        says: &["content=\"jekyll"],
        build: "bundle exec jekyll build",
        output: "_site",
        room: "",
    },
    Generator {
        name: "Zola",
        project: &["content/_index.md", "templates/index.html"],
        built: &["elasticlunr.min.js"],
        says: &["content=\"zola"],
        build: "zola build",
        output: "public",
        room: "in config.toml: build_search_index = false",
    },
    Generator {
        name: "Hugo",
        project: &["hugo.toml", "hugo.yaml", "hugo.json", "archetypes"],
        built: &[],
        says: &["content=\"hugo"],
        build: "hugo",
        output: "public",
        room: "",
    },
    Generator {
        name: "Astro",
        project: &["astro.config.mjs", "astro.config.ts"],
        built: &["_astro"],
        says: &["content=\"astro"],
        build: "npm run build",
        output: "dist",
        room: "",
    },
];

/// What a folder was recognised as.
#[derive(Debug)]
pub(crate) struct Recognised {
    pub(crate) generator: Option<&'static Generator>,
    /// By what: a file's name, or the page that says so.
    pub(crate) by: String,
    /// Whether it is the built site, and not the project.
    pub(crate) is_built: bool,
    /// The folder below, where the site is not what was named but lies in it.
    pub(crate) below: Option<String>,
}

/// How many pages are looked into, and how many bytes of each: a head is short, but themes put styles into it.
const PAGES: usize = 5;
const HEAD: usize = 64 << 10;

pub(crate) fn recognise(dir: &Path) -> Recognised {
    let by_file = |of: fn(&Generator) -> &'static [&'static str]| {
        let files =
            GENERATORS.iter().flat_map(|generator| of(generator).iter().map(move |file| (generator, *file)));
        files.into_iter().find(|(_, file)| dir.join(file).exists())
    };
    // A project may hold pages of its own, and a page is no project.
    if let Some((generator, file)) = by_file(|generator| generator.project) {
        return Recognised { generator: Some(generator), by: file.into(), is_built: false, below: None };
    }
    let pages = pages(dir);
    let below = folder_of(&pages);
    for page in &pages {
        let Ok(bytes) = fs::read(dir.join(page)) else { continue };
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
        let says = |generator: &&Generator| generator.says.iter().any(|sign| head.contains(sign));
        if let Some(generator) = GENERATORS.iter().find(says) {
            return Recognised { generator: Some(generator), by: page.clone(), is_built: true, below };
        }
    }
    match by_file(|generator| generator.built) {
        Some((generator, file)) => {
            Recognised { generator: Some(generator), by: file.into(), is_built: true, below }
        }
        None => Recognised { generator: None, by: String::new(), is_built: !pages.is_empty(), below },
    }
}

/// Some pages of a folder, those nearest to its root first, and `index.html` before those beside it: other pages may be what
/// another program has left for readers who come by old addresses.
fn pages(dir: &Path) -> Vec<String> {
    let files = Folder::new(dir).files().unwrap_or_default();
    let mut pages: Vec<String> = files.into_iter().filter(|file| file.ends_with(".html")).collect();
    pages.sort_by_key(|page| (page.matches('/').count(), !page.ends_with("index.html")));
    pages.truncate(PAGES);
    pages
}

/// The folder that the first of the pages lies in, where those as near to the root lie in no other.
fn folder_of(pages: &[String]) -> Option<String> {
    let mut folders = pages.iter().map(|page| page.rsplit_once('/').map_or("", |(folder, _)| folder));
    let first = folders.next().filter(|folder| !folder.is_empty())?;
    let depth = first.matches('/').count();
    let alone = folders.all(|folder| folder == first || folder.matches('/').count() > depth);
    alone.then(|| first.to_owned())
}
