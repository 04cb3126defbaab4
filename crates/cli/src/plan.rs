//! What is to be made of which folder: the command line and the configuration file together. What the command line says
//! comes first.

use std::path::{Path, PathBuf};

use thumbindex_indexer::opensearch::Address;
use thumbindex_indexer::{Options, Pattern};

use crate::args::{Build, Layout, Making, Reading};
use crate::config;
use crate::failure::Failure;

/// How many builds' files stay.
const KEEP: u16 = 2;

/// Everything that decides how an index is made, and what becomes of it.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) dir: PathBuf,
    pub(crate) out: Option<PathBuf>,
    pub(crate) layout: Layout,
    /// How content is read; what is to be ignored is not known yet.
    pub(crate) options: Options,
    /// Whether pages get the script tag.
    pub(crate) inject: bool,
    /// How many builds' files stay.
    pub(crate) keep: u16,
    /// Where the results of injected tags lead; it names a folder, and so ends with a slash.
    pub(crate) base_url: Option<String>,
    /// Where the site will be, if browsers are to know its search.
    pub(crate) opensearch: Option<Address>,
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
            inject: settings.inject,
            keep: settings.keep.map_or(KEEP, Into::into),
            base_url: settings.base_url.map(with_slash),
            opensearch: settings.opensearch,
            config: config.path,
        })
    }

    /// The same for a build, which can be asked for more.
    pub(crate) fn of_build(build: &Build) -> Result<Self, Failure> {
        let plan = Self::of(&build.making)?;
        Ok(Self {
            inject: build.inject || plan.inject,
            keep: build.keep.unwrap_or(plan.keep),
            base_url: build.base_url.clone().map(with_slash).or(plan.base_url),
            opensearch: build.opensearch.clone().or(plan.opensearch),
            ..plan
        })
    }

    /// `--out`, or a folder of our own in the folder that is read.
    pub(crate) fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.dir.join("thumbindex"))
    }

    pub(crate) fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }
}

fn with_slash(url: String) -> String {
    if url.ends_with('/') { url } else { url + "/" }
}

fn no_folder() -> Failure {
    let what = "no folder is named; write it behind the command, or `dir = \"FOLDER\"` into thumbindex.toml";
    Failure::Usage(String::from(what))
}
