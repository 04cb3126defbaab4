//! Every order of events that a build can meet, played without a disk.

use super::*;

type Folder = BTreeMap<String, Vec<u8>>;

const WIDGET: [(&str, &[u8]); 5] = [
    ("thumbindex.js", b"loader"),
    ("chunks/dialog-1.js", b"dialog"),
    ("thumbindex.wasm", b"\0asm\x01\0\0\0"),
    ("LICENSE", b"free"),
    ("single.js", b"all(THUMBINDEX_INDEX)"),
];

/// An index whose root names its chunks by listing them.
fn index(chunks: &[&str]) -> Files {
    let others: Vec<_> =
        chunks.iter().map(|chunk| (format!("{chunk:0>16}.tix"), chunk.as_bytes().to_vec())).collect();
    Files { root: chunks.join(" ").into_bytes(), others }
}

fn publish_into(folder: &mut Folder, chunks: &[&str], keep: usize) -> Published {
    publish(&Output::split(&index(chunks), &WIDGET), keep, folder).expect("published")
}

fn chunks_in(folder: &Folder) -> Vec<&str> {
    let chunks = folder.keys().filter_map(|name| name.strip_suffix(".tix")).filter(|name| *name != "index");
    chunks.map(|name| name.trim_start_matches('0')).collect()
}

/// Whether a reader who comes now finds every file that the root names.
fn is_whole(folder: &Folder) -> bool {
    let Some(root) = folder.get(ROOT) else { return folder.get("thumbindex.js").is_none() };
    let root = String::from_utf8_lossy(root);
    root.split(' ')
        .filter(|chunk| !chunk.is_empty())
        .all(|chunk| folder.contains_key(&format!("{chunk:0>16}.tix")))
}

#[test]
fn a_first_build_writes_everything_and_a_second_one_nothing() {
    let mut folder = Folder::new();
    let published = publish_into(&mut folder, &["a", "b"], 2);
    assert_eq!(published, Published { written: 8, removed: 0 });
    let before = folder.clone();
    assert_eq!(publish_into(&mut folder, &["a", "b"], 2), Published::default());
    assert_eq!(folder, before);
}

#[test]
fn only_the_kept_generations_stay() {
    let mut folder = Folder::new();
    publish_into(&mut folder, &["a", "b"], 2);
    publish_into(&mut folder, &["b", "c"], 2);
    assert_eq!(chunks_in(&folder), ["a", "b", "c"]);
    publish_into(&mut folder, &["c", "d"], 2);
    assert_eq!(chunks_in(&folder), ["b", "c", "d"]);
    publish_into(&mut folder, &["c", "d"], 1);
    assert_eq!(chunks_in(&folder), ["c", "d"]);
    publish_into(&mut folder, &["e"], 0);
    assert_eq!(chunks_in(&folder), ["e"]);
}

#[test]
fn content_that_comes_back_is_the_newest_generation_again() {
    let mut folder = Folder::new();
    for chunks in [["a"], ["b"], ["a"]] {
        publish_into(&mut folder, &chunks, 2);
    }
    publish_into(&mut folder, &["c"], 2);
    assert_eq!(chunks_in(&folder), ["a", "c"]);
}

#[test]
fn pieces_of_an_old_widget_go_with_their_generation_and_strangers_stay() {
    let mut folder = Folder::from([
        ("chunks/mine.js".into(), vec![1]),
        ("notes.tix".into(), vec![2]),
        ("0000000000000bad.tix".into(), vec![3]),
        (GENERATIONS.into(), b"chunks/old.js ../secret /etc/passwd thumbindex.js\n".to_vec()),
        ("chunks/old.js".into(), vec![4]),
        ("../secret".into(), vec![5]),
    ]);
    publish_into(&mut folder, &["a"], 1);
    assert!(!folder.contains_key("chunks/old.js") && !folder.contains_key("0000000000000bad.tix"));
    assert!(folder.contains_key("chunks/mine.js") && folder.contains_key("notes.tix"));
    assert!(folder.contains_key("../secret") && folder.contains_key("thumbindex.js"));
}

#[test]
fn a_copy_without_its_list_counts_as_one_generation() {
    let mut folder = Folder::new();
    publish_into(&mut folder, &["a"], 2);
    folder.remove(GENERATIONS);
    publish_into(&mut folder, &["b"], 2);
    assert_eq!(chunks_in(&folder), ["a", "b"]);
}

#[test]
fn the_root_comes_after_its_chunks_and_the_loader_last() {
    let files = index(&["a"]);
    let output = Output::split(&files, &WIDGET);
    let names: Vec<&str> = output.files().map(|(name, _)| name.as_str()).collect();
    let chunk = "000000000000000a.tix";
    assert_eq!(
        names,
        ["chunks/dialog-1.js", chunk, "thumbindex.wasm", "LICENSE", "index.tix", "thumbindex.js"]
    );
}

#[test]
fn the_embedded_layout_leaves_no_root_behind() {
    let mut folder = Folder::new();
    publish_into(&mut folder, &["a"], 1);
    let packed = Files { root: b"packed".to_vec(), others: Vec::new() };
    let output = Output::embedded(&packed, &WIDGET).expect("a module");
    publish(&output, 1, &mut folder).expect("published");
    assert_eq!(embedded(&folder[MODULE]).expect("a module"), Some(&b"packed"[..]));
    assert_eq!((folder.get(ROOT), chunks_in(&folder)), (None, Vec::new()));
    // And back again: nothing of it stays in the module.
    publish_into(&mut folder, &["a"], 1);
    assert_eq!(embedded(&folder[MODULE]).expect("a module"), None);
}

#[test]
fn the_loader_of_the_embedded_layout_names_the_plain_module_and_that_of_the_split_one_the_packed() {
    let packed = "chunks/engine-1A.bin";
    let widget: [(&str, &[u8]); 3] = [
        ("thumbindex.js", b"load('chunks/engine-1A.bin')"),
        (packed, b"packed"),
        ("thumbindex.wasm", b"\0asm\x01\0\0\0"),
    ];
    let mut folder = Folder::new();
    let files = index(&[]);
    publish(&Output::embedded(&files, &widget).expect("a module"), 1, &mut folder).expect("published");
    assert_eq!(folder["thumbindex.js"], b"load('thumbindex.wasm')");
    assert!(!folder.contains_key(packed));
    publish(&Output::split(&files, &widget), 1, &mut folder).expect("published");
    assert_eq!(folder["thumbindex.js"], widget[0].1);
    assert_eq!(folder[packed], b"packed");
}

#[test]
fn the_embedded_layout_without_a_module_is_an_error() {
    let code =
        |widget: &[(&str, &[u8])]| Output::embedded(&index(&[]), widget).map_err(|error| error.code()).err();
    assert_eq!(code(&[]), Some("no-module"));
    assert_eq!(code(&[(MODULE, b"<html>")]), Some("not-a-module"));
}

#[test]
fn the_single_layout_is_one_script_and_leaves_nothing_else_behind() {
    let mut folder = Folder::new();
    publish_into(&mut folder, &["a"], 1);
    assert!(!folder.contains_key(SINGLE));
    let files = index(&["b"]);
    publish(&Output::single(&files, &WIDGET).expect("a template"), 1, &mut folder).expect("published");
    // What has a name of its own and belongs to neither layout stays.
    assert_eq!(folder.keys().collect::<Vec<_>>(), ["LICENSE", GENERATIONS, "thumbindex.js"]);
    let script = filled(&folder["thumbindex.js"]).expect("filled");
    assert_eq!((script.len(), &script[ROOT]), (2, &files.root));
    publish_into(&mut folder, &["a"], 1);
    assert_eq!((chunks_in(&folder), &*folder["thumbindex.js"]), (vec!["a"], &b"loader"[..]));
}

#[test]
fn the_single_layout_without_a_script_to_fill_is_an_error() {
    let code =
        |widget: &[(&str, &[u8])]| Output::single(&index(&[]), widget).map_err(|error| error.code()).err();
    assert_eq!(code(&[]), Some("no-template"));
    assert_eq!(code(&[(SINGLE, b"all()")]), Some("not-a-template"));
}

/// A folder that allows only so many changes.
struct Failing {
    folder: Folder,
    left: usize,
}

impl Failing {
    fn change(&mut self) -> io::Result<&mut Folder> {
        self.left = self.left.checked_sub(1).ok_or(io::ErrorKind::StorageFull)?;
        Ok(&mut self.folder)
    }
}

impl Target for Failing {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        self.folder.read(name)
    }

    fn names(&self) -> io::Result<Vec<String>> {
        self.folder.names()
    }

    fn replace(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.change()?.replace(name, content)
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        Target::remove(self.change()?, name)
    }
}

/// A folder in which only so much can be read.
struct Unreadable {
    readable: fn(&str) -> bool,
    has_names: bool,
}

impl Target for Unreadable {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        if (self.readable)(name) { Ok(None) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    }

    fn names(&self) -> io::Result<Vec<String>> {
        if self.has_names { Ok(Vec::new()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    }

    fn replace(&mut self, _: &str, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn remove(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_cannot_be_read_is_not_said_to_be_unwritable() {
    let files = index(&["a"]);
    let fault = |readable, has_names| {
        let fault = publish(&Output::split(&files, &WIDGET), 2, &mut Unreadable { readable, has_names });
        let fault = fault.expect_err("something cannot be read");
        assert_eq!(fault.code(), "unreadable");
        fault.to_string()
    };
    assert!(fault(|_| true, false).starts_with("cannot read the output folder: "));
    for (name, readable) in [
        ("chunks/dialog-1.js", (|name| name != "chunks/dialog-1.js") as fn(&str) -> bool),
        (GENERATIONS, |name| name != GENERATIONS),
        (ROOT, |name| name != ROOT),
    ] {
        assert!(fault(readable, true).starts_with(&format!("cannot read {name}: ")));
    }
}

#[test]
fn whichever_step_fails_readers_find_a_whole_index_and_the_next_build_mends_it() {
    for keep in [1, 2] {
        let mut before = Folder::new();
        publish_into(&mut before, &["a", "b"], keep);
        let mut steps = 0;
        loop {
            let mut target = Failing { folder: before.clone(), left: steps };
            let files = index(&["b", "c", "d"]);
            let result = publish(&Output::split(&files, &WIDGET), keep, &mut target);
            assert!(is_whole(&target.folder), "keep {keep}, {steps} steps");
            publish_into(&mut target.folder, &["e"], 1);
            assert!(is_whole(&target.folder));
            assert_eq!(chunks_in(&target.folder), ["e"], "keep {keep}, {steps} steps");
            match result {
                Ok(_) => break,
                Err(error) => assert_eq!(error.code(), "unwritable"),
            }
            steps += 1;
        }
        // Two chunks, the list, the root; with one generation the old chunk's removal too.
        assert_eq!(steps, if keep == 1 { 5 } else { 4 });
    }
}
