//! `thumbindex init`: which generator made a site, and what to do to give it search. Writes nothing unless it is asked to.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use serde_json::json;

use crate::args::Init;
use crate::config::options::OPTIONS;
use crate::config::{BOOK, OWN};
use crate::failure::Failure;
use crate::folders;
use crate::generator::{Recognised, recognise};
use crate::terminal::{self, one_line};

pub(crate) fn run(init: &Init) -> Result<(), Failure> {
    folders::check(&init.dir)?;
    let recipe = Recipe::of(&init.dir, recognise(&init.dir));
    if init.apply {
        recipe.write()?;
    }
    let text = if init.json { format!("{:#}\n", recipe.json(init.apply)) } else { recipe.text(init.apply) };
    terminal::print(&text);
    Ok(())
}

/// What there is to do.
struct Recipe {
    found: Recognised,
    /// Where the configuration belongs: never in the folder of a built site, which the next build may clear.
    file: PathBuf,
    /// The built site, seen from there.
    site: String,
    steps: Vec<String>,
    /// Whether mdBook runs the command already.
    is_hooked: bool,
}

impl Recipe {
    fn of(dir: &Path, found: Recognised) -> Self {
        let (home, site) = match (&found.generator, &found.below) {
            (Some(generator), _) if !found.is_built => (dir.to_path_buf(), generator.output.to_owned()),
            (_, Some(below)) => (dir.to_path_buf(), below.clone()),
            _ => around(dir),
        };
        let mut steps = Vec::new();
        if let Some(generator) = found.generator {
            steps.push(generator.build.to_owned());
        }
        let is_hooked = is_hooked(&home.join(BOOK));
        if !is_hooked {
            steps.push(format!("thumbindex build {site} --inject"));
        }
        Self { file: home.join(OWN), found, site, steps, is_hooked }
    }

    fn name(&self) -> &'static str {
        self.found.generator.map_or("a site of unknown make", |generator| generator.name)
    }

    fn text(&self, is_written: bool) -> String {
        let by = if self.found.by.is_empty() {
            String::new()
        } else {
            format!(" (by {})", one_line(&self.found.by))
        };
        let mut out = format!("{}{by}\n\nafter each change:\n", self.name());
        self.steps.iter().for_each(|step| out += &format!("  {}\n", one_line(step)));
        let generator = self.found.generator;
        if let Some(room) = generator.map(|generator| generator.room).filter(|room| !room.is_empty()) {
            out += &format!("\nonce, to make room for it:\n  {room}\n");
        }
        if self.is_hooked {
            out += "\nbook.toml has mdBook run it already\n";
        } else if generator.is_some_and(|generator| generator.name == "mdBook") {
            out += "\nor let mdBook run it; in book.toml:\n  [output.html]\n  [output.thumbindex]\n  \
                    command = \"thumbindex mdbook\"\n";
        }
        let file = self.file.display();
        out += &match is_written {
            true => format!("\nwritten: {file}; from now on `thumbindex build` is enough\n"),
            false => format!("\n--apply writes {file}, so that `thumbindex build` is enough\n"),
        };
        out
    }

    fn json(&self, is_written: bool) -> serde_json::Value {
        json!({
            "generator": self.found.generator.map(|generator| generator.name),
            "by": self.found.by,
            "built": self.found.is_built,
            "site": self.site,
            "steps": self.steps,
            "hooked": self.is_hooked,
            "config": self.file.display().to_string(),
            "written": is_written,
        })
    }

    /// The file: what this site wants, and what else there is, as comments.
    fn config(&self) -> String {
        let mut out = format!(
            "dir = {}\ninject = true\n\n# What else there is:\n",
            toml::Value::from(self.site.as_str())
        );
        for option in OPTIONS.iter().filter(|option| !["dir", "inject"].contains(&option.name)) {
            let plain = |markdown: &str| markdown.replace('`', "");
            out += &format!("# {}: {} [{}]\n", option.name, plain(option.what), plain(option.default));
        }
        out
    }

    fn write(&self) -> Result<(), Failure> {
        let written = OpenOptions::new().write(true).create_new(true).open(&self.file);
        let written = written.and_then(|mut file| file.write_all(self.config().as_bytes()));
        written.map_err(|cause| match cause.kind() {
            ErrorKind::AlreadyExists => Failure::Exists(self.file.clone()),
            _ => Failure::Unwritable { path: self.file.clone(), cause },
        })
    }
}

/// Whether a `book.toml` names the command as one of its outputs.
fn is_hooked(book: &Path) -> bool {
    let text = fs::read_to_string(book).unwrap_or_default();
    let table = text.parse::<toml::Table>().unwrap_or_default();
    let command = table.get("output").and_then(|output| output.get("thumbindex")?.get("command")?.as_str());
    command.is_some_and(|command| command.contains("thumbindex"))
}

/// The folder that a folder is in, and its name there.
fn around(dir: &Path) -> (PathBuf, String) {
    let whole = if matches!(dir.components().next_back(), Some(Component::Normal(_))) {
        dir.to_path_buf()
    } else {
        folders::real(dir).unwrap_or_else(|| dir.to_path_buf())
    };
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned());
    match (whole.parent(), name) {
        (Some(parent), Some(name)) => (parent.to_path_buf(), name),
        _ => (dir.to_path_buf(), String::from(".")),
    }
}
