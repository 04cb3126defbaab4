//! Compiles the book named by `THUMBINDEX_BOOK` (default: `guide/`) into the module, as an index in one piece, which the
//! host compresses with the module.
//!
//! A relative path counts from this package's folder. Cargo runs this again whenever a file that the book is made of
//! changes. A missing or broken book stops the build with one line.

fn main() {
    #[cfg(feature = "embedded")]
    if let Err(fault) = embed::book() {
        // Cargo prints this as one `error:` line; the exit code would add nothing but noise.
        println!("cargo::error={fault}");
    }
}

#[cfg(feature = "embedded")]
mod embed {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};
    use std::sync::Mutex;
    use std::{env, fs};
    use thumbindex_index::{Layout, write};
    use thumbindex_indexer::{Folder, Options, Source, SourceError, markdown};

    const VARIABLE: &str = "THUMBINDEX_BOOK";

    pub(crate) fn book() -> Result<(), String> {
        println!("cargo::rerun-if-changed=build.rs");
        println!("cargo::rerun-if-env-changed={VARIABLE}");
        let name = env::var_os(VARIABLE).filter(|name| !name.is_empty()).unwrap_or_else(|| "guide".into());
        let book = Path::new(&needed("CARGO_MANIFEST_DIR")?).join(name);
        let hint = |fault: String| format!("{VARIABLE} {}: {fault}", book.display());
        if !book.is_dir() {
            println!("cargo::rerun-if-changed={}", book.display());
            return Err(hint("no such folder; name the one that holds book.toml or SUMMARY.md".into()));
        }

        let source = Watched { folder: Folder::new(&book), read: Mutex::default() };
        let indexed = markdown::read(&source, &Options::default(), &mut |_| ());
        for file in source.read.into_inner().unwrap_or_default() {
            println!("cargo::rerun-if-changed={}", book.join(file).display());
        }
        let indexed = indexed.map_err(|fault| hint(fault.to_string()))?;
        for warning in &indexed.warnings {
            println!("cargo::warning={warning}");
        }
        let files = write(&indexed.books, Layout::Plain).map_err(|fault| hint(fault.to_string()))?;
        let index = PathBuf::from(needed("OUT_DIR")?).join("book.tix");
        fs::write(&index, files.root).map_err(|fault| format!("cannot write {}: {fault}", index.display()))
    }

    fn needed(variable: &str) -> Result<String, String> {
        env::var(variable).map_err(|_| format!("{variable} is not set; build this package with cargo"))
    }

    /// A folder that remembers which of its files made the book, so that Cargo can watch exactly those. Files that were
    /// looked for in vain count too: the book changes when they appear.
    struct Watched {
        folder: Folder,
        read: Mutex<BTreeSet<String>>,
    }

    impl Source for Watched {
        fn files(&self) -> Result<Vec<String>, SourceError> {
            self.folder.files()
        }

        fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
            if let Ok(mut read) = self.read.lock() {
                read.insert(path.into());
            }
            self.folder.read(path)
        }
    }
}
