//! The widget: it travels inside the native command, when it was there as that was compiled; WebAssembly, which travels in
//! the npm package, finds it beside itself.

/// Names, relative to the output folder, and bytes.
pub(crate) fn files() -> &'static [(&'static str, &'static [u8])] {
    #[cfg(not(target_os = "wasi"))]
    return include!(concat!(env!("OUT_DIR"), "/widget.rs"));
    #[cfg(target_os = "wasi")]
    return beside::files();
}

/// What to say when it is not there.
pub(crate) const MISSING: &str = "this thumbindex was compiled without the widget, so that only the index is written; `cargo xtask build` makes one with it";

#[cfg(target_os = "wasi")]
mod beside {
    use std::fs;
    use std::path::Path;
    use std::sync::LazyLock;

    use thumbindex_indexer::inject::LOADER;
    use thumbindex_indexer::publish::{MODULE, OFFLINE, SINGLE};

    /// The package's folder is told by `npm/command.js`.
    const FOLDER: &str = "THUMBINDEX_PACKAGE";

    type File = (&'static str, &'static [u8]);

    pub(super) fn files() -> &'static [File] {
        static FILES: LazyLock<Vec<File>> = LazyLock::new(read);
        &FILES
    }

    /// What the package has of the widget. It lives as long as the command, as if it were inside.
    fn read() -> Vec<File> {
        let Some(package) = std::env::var_os(FOLDER) else { return Vec::new() };
        let package = Path::new(&package);
        let chunks = fs::read_dir(package.join("chunks")).into_iter().flatten().flatten();
        let chunks = chunks.filter_map(|chunk| Some(format!("chunks/{}", chunk.file_name().to_str()?)));
        let mut names: Vec<String> =
            [LOADER, MODULE, SINGLE, OFFLINE].map(String::from).into_iter().chain(chunks).collect();
        names.sort();
        let read = |name: String| {
            let bytes = fs::read(package.join(&name)).ok()?;
            Some((&*name.leak(), &*bytes.leak()))
        };
        names.into_iter().filter_map(read).collect()
    }
}
