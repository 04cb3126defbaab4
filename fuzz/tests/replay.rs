//! Every target with the inputs that are kept, with its seeds, and with a few hundred small damages of both: in seconds what
//! `cargo xtask fuzz` does for as long as it is given.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use thumbindex_fuzz::{Dice, TARGETS, Target};

/// Damages of each input, fewer where one is large and costs as much as many.
const DAMAGES: usize = 60;

fn kept(target: &Target) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()).collect();
    files.sort();
    files.into_iter().map(|file| (file.display().to_string(), fs::read(&file).expect("a file"))).collect()
}

/// Runs a target; a broken promise is told with the bytes that broke it.
fn run(target: &Target, from: &str, bytes: &[u8]) {
    let broken = std::panic::catch_unwind(|| (target.run)(bytes)).is_err();
    assert!(!broken, "{} is broken by {} bytes made of {from}: {bytes:?}", target.name, bytes.len());
}

fn damaged(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=dice.roll(3) {
        if bytes.is_empty() {
            break;
        }
        // The beginning is where the counts are.
        let within = if dice.roll(2) == 0 { bytes.len().min(40) } else { bytes.len() };
        let at = dice.roll(within);
        match dice.roll(4) {
            0 => bytes[at] ^= 1 << dice.roll(8),
            1 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][dice.roll(5)],
            2 => bytes.truncate(at),
            _ => bytes.extend_from_within(at..(at + 1 + dice.roll(9)).min(bytes.len())),
        }
    }
    bytes
}

fn replay(target: &Target) {
    let seeds =
        (target.seeds)().into_iter().enumerate().map(|(number, seed)| (format!("seed {number}"), seed));
    let inputs: Vec<(String, Vec<u8>)> = seeds.chain(kept(target)).collect();
    assert!(!inputs.is_empty(), "{} has nothing to begin with", target.name);
    let mut dice = Dice(5);
    for (from, input) in &inputs {
        run(target, from, input);
        for _ in 0..DAMAGES {
            run(target, from, &damaged(input, &mut dice));
        }
    }
}

#[test]
fn no_target_is_broken_by_what_is_kept_or_by_small_damages_of_it() {
    thread::scope(|scope| {
        for half in [0, 1] {
            scope.spawn(move || TARGETS.iter().skip(half).step_by(2).for_each(replay));
        }
    });
}

#[test]
fn every_folder_of_the_corpus_is_a_targets() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for folder in fs::read_dir(corpus).expect("a corpus").flatten() {
        let name = folder.file_name();
        assert!(TARGETS.iter().any(|target| name == target.name), "{name:?}");
    }
}
