//! What is to be made of which folder: the command line and the configuration file together. What the command line says
//! comes first.

use std::path::{Path, PathBuf};

use thumbindex_indexer::{Options, Pattern};

use crate::args::{Layout, Making, Reading};
use crate::config::{self, Settings};
use crate::failure::Failure;

/// Everything that decides how an index is made.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) dir: PathBuf,
    pub(crate) out: Option<PathBuf>,
    pub(crate) layout: Layout,
    /// How content is read; what is to be ignored is not known yet.
    pub(crate) options: Options,
    /// What the file says of things that only some commands do.
    pub(crate) settings: Settings,
    /// The file that was read.
    pub(crate) config: Option<PathBuf>,
}

impl Plan {
    /// Reads the configuration anew, so that one made later knows what has been written into it since.
    pub(crate) fn of(making: &Making) -> Result<Self, Failure> {
        let Reading { content, lang, pretty } = &making.reading;
        let config = config::find(content.config.as_deref(), content.dir.as_deref())?;
        let settings = config.settings;
        let dir = content.dir.clone().or_else(|| settings.dir.clone()).ok_or_else(no_folder)?;
        let mut steering = config.steering;
        for glob in &content.skip {
            let pattern = Pattern::try_from(glob.clone());
            steering.skip.push(pattern.map_err(|cause| Failure::Usage(format!("--skip: {cause}")))?);
        }
        let layout = making.layout.or(settings.layout).unwrap_or_default();
        let pretty = *pretty || settings.pretty;
        let options = Options {
            language: lang.clone().or_else(|| settings.language.clone()),
            // A page that is opened as a file finds no other one by its folder.
            pretty_urls: (pretty || layout == Layout::Single).then_some(pretty),
            ignore: Vec::new(),
            steering,
        };
        Ok(Self {
            dir,
            out: making.out.clone().or_else(|| settings.out.clone()),
            layout,
            options,
            config: config.path,
            settings,
        })
    }

    /// `--out`, or a folder of our own in the folder that is read.
    pub(crate) fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.dir.join("thumbindex"))
    }

    /// Where results lead, from the command line or the file; it names a folder, and so ends with a slash.
    pub(crate) fn base_url(&self, asked: Option<&str>) -> Option<String> {
        let url = asked.or(self.settings.base_url.as_deref())?;
        Some(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") })
    }

    pub(crate) fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }
}

fn no_folder() -> Failure {
    let what = "no folder is named; write it behind the command, or `dir = \"FOLDER\"` into thumbindex.toml";
    Failure::Usage(String::from(what))
}
