//! Damaged input: whatever happens to one file, nothing panics, and the other files stay as they were.
//!
//! `KUBECERTS_SEED` repeats a run, `KUBECERTS_MUTATIONS` changes its length.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use cluster::{Report, Settings, Workspace};
use intake::{DroppedFile, Limits, ReadFile};
use pki::UnixTime;
use tests::fixtures::{self, Files};

/// One file after `intake`, ready to be put back in place of a damaged one.
struct Tree {
    name: String,
    files: Vec<DroppedFile>,
    read: Vec<ReadFile>,
}

/// Every `etc-kubernetes` folder below a folder, each as one dropped folder.
fn add_trees(folder: &Path, trees: &mut Vec<Tree>) {
    if fixtures::name(folder) == "etc-kubernetes" {
        let files: Vec<DroppedFile> = Files::from_folder(folder)
            .0
            .into_iter()
            .filter_map(|(path, bytes)| {
                Some(DroppedFile { path: format!("node/etc/kubernetes/{path}"), bytes: bytes? })
            })
            .collect();
        let read = files.iter().map(|file| intake::read(file.clone())).collect();
        trees.push(Tree { name: folder.display().to_string(), files, read });
        return;
    }
    fixtures::entries(folder).iter().filter(|path| path.is_dir()).for_each(|path| add_trees(path, trees));
}

/// Damages bytes in one of the ways that disks, editors and attackers do.
fn mutate(random: &mut fastrand::Rng, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..random.usize(1..=3) {
        let length = out.len();
        if length == 0 {
            return other.to_vec();
        }
        let at = random.usize(0..length);
        let until = (at + random.usize(1..=64)).min(length);
        match random.u8(0..10) {
            0 => out[at] ^= 1 << random.u8(0..8),
            1 => out[at] = random.u8(..),
            2 => out.truncate(at),
            3 => drop(out.drain(at..until)),
            4 => {
                let copy = out[at..until].to_vec();
                out.splice(at..at, copy);
            }
            5 => out.splice(at..at, (0..random.usize(1..16)).map(|_| random.u8(..))).for_each(drop),
            6 => out[at..until].fill(random.choice([0, 0xff, b'-', b'\n', b' ', b':']).unwrap_or_default()),
            7 => {
                let start = random.usize(0..=other.len());
                out.truncate(at);
                out.extend_from_slice(&other[start..]);
            }
            8 => out[at..until].reverse(),
            _ => {
                // A length octet of DER or a digit of a base64 text that is off by a little.
                out[at] = out[at].wrapping_add(random.u8(1..4));
            }
        }
    }
    out
}

fn report(read: Vec<ReadFile>, settings: &Settings) -> Report {
    let mut workspace = Workspace::new();
    workspace.add(read, Vec::new());
    workspace.report(settings)
}

/// What a report says of each file by itself.
fn by_file(report: &Report) -> BTreeMap<&str, (u64, intake::FileKind, u32, usize)> {
    report.files.iter().map(|f| (f.path.as_str(), (f.size, f.kind, f.items, f.problems.len()))).collect()
}

/// How many threads share the work; each has a seed of its own, derived from the one that is printed.
const THREADS: u64 = 2;

#[test]
fn damaged_files_never_panic_and_never_touch_the_others() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("KUBECERTS_SEED").unwrap_or(20_261_125);
    let count = number("KUBECERTS_MUTATIONS").unwrap_or(20_000);
    println!("seed {seed}, {count} mutations");
    let mut trees = Vec::new();
    fixtures::roots().iter().for_each(|root| add_trees(root, &mut trees));
    trees.retain(|tree| !tree.files.is_empty());
    assert!(!trees.is_empty(), "no fixture has an etc-kubernetes folder");
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let trees = &trees;
            scope.spawn(move || damage(trees, seed + thread, count / THREADS));
        }
    });
}

/// Damages `count` files drawn from the trees and reads each.
fn damage(trees: &[Tree], seed: u64, count: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let settings = Settings::at(UnixTime::from_seconds(1_790_000_000));
    let places: Vec<(usize, usize)> =
        trees.iter().enumerate().flat_map(|(t, tree)| (0..tree.files.len()).map(move |f| (t, f))).collect();
    for round in 0..count {
        let (t, f) = places[random.usize(0..places.len())];
        let (other_tree, other_file) = places[random.usize(0..places.len())];
        let tree = &trees[t];
        let bytes = mutate(&mut random, &tree.files[f].bytes, &trees[other_tree].files[other_file].bytes);
        let file = DroppedFile { path: tree.files[f].path.clone(), bytes };
        let repeat = || format!("thread seed {seed}, round {round}, {} of {}", tree.files[f].path, tree.name);

        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let unpacked = intake::unpack(file, &Limits::default());
            unpacked.files.into_iter().map(intake::read).collect::<Vec<_>>()
        }));
        let damaged = outcome.unwrap_or_else(|_| panic!("panic while reading: {}", repeat()));

        // A whole report is dear; one in fifty is enough to see the others untouched.
        if round % 50 == 0 {
            let mut read: Vec<ReadFile> = tree.read.clone();
            let path = read.remove(f).path;
            let before = report(read.clone(), &settings);
            read.extend(damaged);
            let after = catch_unwind(AssertUnwindSafe(|| report(read, &settings)))
                .unwrap_or_else(|_| panic!("panic in the report: {}", repeat()));
            let mut seen = by_file(&after);
            seen.retain(|name, _| *name != path && !name.starts_with(&format!("{path}/")));
            assert_eq!(seen, by_file(&before), "another file changed: {}", repeat());
        }
    }
}
