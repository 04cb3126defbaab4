//! A folder of its own for each test, and the real command run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A temporary folder that the command is run in.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
}

/// What a run of the command left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// With a small site in `site/`.
    pub(crate) fn with_site() -> Self {
        let bench = Self::new();
        bench.write("site/index.html", page("Welcome", "<p>Start here, traveller.</p>"));
        bench.write(
            "site/deep/own.html",
            page("Ownership", "<h2 id=rules>Rules</h2><p>Each value has an owner.</p>"),
        );
        bench.write("site/deep/borrow.html", page("Borrowing", "<p>References borrow from an owner.</p>"));
        bench
    }

    /// The same with more text than goes into one file: words that look like chance, so that they pack badly.
    pub(crate) fn with_large_site() -> Self {
        let bench = Self::with_site();
        let mut chance = 1u64;
        let mut letter = move || {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'a' + (chance >> 59) as u8 % 26)
        };
        for number in 0..60 {
            let words: String = (0..2_800).map(|at| if at % 7 == 6 { ' ' } else { letter() }).collect();
            bench.write(&format!("site/page{number}.html"), page(&format!("Page {number}"), &words));
        }
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("written");
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thumbindex"));
        command.current_dir(self.folder.path()).args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().expect("run"))
    }

    /// Runs what must succeed.
    pub(crate) fn ok(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.stderr);
        ran
    }

    /// Runs what must fail as bad input: exit code 2, one line with this code, and nothing but JSON on standard output.
    pub(crate) fn refused(&self, arguments: &[&str], code: &str) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        assert_eq!(ran.stderr.lines().count(), 1, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.starts_with("error: "), "{}", ran.stderr);
        assert!(ran.stderr.ends_with(&format!(" [{code}]\n")), "wanted [{code}]: {}", ran.stderr);
        assert_eq!(ran.stdout, "", "{arguments:?}");
        ran
    }

    /// Every file below a folder, with its content.
    pub(crate) fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        let root = self.path(folder);
        if root.is_dir() {
            walk(&root, &root, &mut files);
        }
        files.sort();
        files
    }

    /// What a search answers, apart from the time that it took.
    pub(crate) fn answer(&self, out: &str, query: &str) -> serde_json::Value {
        let mut answer = self.ok(&["search", out, query, "--json"]).json();
        answer["tookMs"] = 0.into();
        answer
    }

    /// The names of the index files in a folder.
    pub(crate) fn index_files(&self, folder: &str) -> Vec<String> {
        let names = self.files(folder).into_iter().map(|(name, _)| name);
        names.filter(|name| name.ends_with(".tix")).collect()
    }

    /// Whether this command carries the widget, which depends on how it was compiled.
    pub(crate) fn has_widget(&self) -> bool {
        self.write("widget-probe/index.html", page("Probe", "<p>Words.</p>"));
        let ran = self.ok(&["build", "widget-probe", "--json"]);
        fs::remove_dir_all(self.path("widget-probe")).expect("removed");
        ran.json()["widget"] == true
    }

    /// Sees to it that there is a loader to inject, if only an empty one.
    pub(crate) fn with_loader(self, out: &str) -> Self {
        if !self.has_widget() {
            self.write(&format!("{out}/thumbindex.js"), "");
        }
        self
    }
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let code = output.status.code().expect("an exit code");
        Self { code, stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below").display().to_string();
            files.push((name, fs::read(&path).expect("read")));
        }
    }
}

pub(crate) fn page(title: &str, content: &str) -> String {
    format!(
        "<!doctype html>\r\n<html lang=\"en\"><head><title>{title}</title></head>\r\n\
         <body><main><h1 id=\"top\">{title}</h1>{content}</main></body></html>\n"
    )
}
