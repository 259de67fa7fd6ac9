//! What was dropped, kept by reference so that it can be read again.

use std::collections::{BTreeMap, BTreeSet};

use super::origin::Origin;
use super::wire::Renamed;

/// A dropped file.
pub struct Source {
    /// Its path in the workspace.
    pub path: String,
    /// Where its bytes come from.
    pub origin: Origin,
    /// The drop that it came with.
    pub drop: u32,
    /// The user had keys forgotten after it was dropped: when it is read again, its keys are forgotten again.
    pub without_keys: bool,
}

/// All dropped files and empty folders.
#[derive(Default)]
pub struct Sources {
    files: BTreeMap<u32, Source>,
    folders: BTreeSet<(u32, String)>,
    removed: Vec<String>,
    next: u32,
    next_drop: u32,
}

impl Sources {
    /// Takes in one drop; returns its number, and the numbers of its files.
    pub fn add(&mut self, files: Vec<(String, Origin)>, folders: Vec<String>) -> (u32, Vec<u32>) {
        let drop = self.next_drop;
        self.next_drop += 1;
        self.folders.extend(folders.into_iter().map(|folder| (drop, folder)));
        let mut numbers = Vec::new();
        for (path, origin) in files {
            self.files.insert(self.next, Source { path, origin, drop, without_keys: false });
            numbers.push(self.next);
            self.next += 1;
        }
        (drop, numbers)
    }

    /// Nothing was dropped, or nothing of it is left.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.folders.is_empty()
    }

    /// Calls a top folder of a drop, or a file outside all folders, by its new name.
    pub fn rename(&mut self, renamed: &Renamed) {
        let concerned = self.files.values_mut().filter(|source| source.drop == renamed.drop);
        for path in concerned.map(|source| &mut source.path) {
            if *path == renamed.from || is_below(path, &renamed.from) {
                path.replace_range(..renamed.from.len(), &renamed.to);
            }
        }
    }

    /// Lets go of a file, or of everything below a folder. A member of an archive is only remembered as removed.
    pub fn remove(&mut self, path: &str) {
        let concerns = |other: &str| other == path || is_below(other, path);
        let before = self.files.len() + self.folders.len();
        self.files.retain(|_, source| !concerns(&source.path));
        self.folders.retain(|(_, folder)| !concerns(folder));
        self.removed.retain(|removed| !concerns(removed));
        if self.files.len() + self.folders.len() == before {
            self.removed.push(path.to_owned());
        }
    }

    /// A file by its number; `None` when it was removed.
    pub fn get(&self, number: u32) -> Option<&Source> {
        self.files.get(&number)
    }

    /// The numbers of all files: those whose keys are to be forgotten again, and the others.
    pub fn all(&self) -> (Vec<u32>, Vec<u32>) {
        let numbers = |without_keys| {
            let files = self.files.iter().filter(move |(_, source)| source.without_keys == without_keys);
            files.map(|(number, _)| *number).collect()
        };
        (numbers(true), numbers(false))
    }

    /// The empty folders, each with the drop that it came with.
    pub fn folders(&self) -> impl Iterator<Item = &(u32, String)> {
        self.folders.iter()
    }

    /// A number for something that is not a drop of the user, such as a file that a password opened.
    pub fn next_drop(&mut self) -> u32 {
        self.next_drop += 1;
        self.next_drop - 1
    }

    /// What was removed out of archives.
    pub fn removed(&self) -> &[String] {
        &self.removed
    }

    /// The bytes and the mode of a file that was made here.
    pub fn made(&self, path: &str) -> Option<(&[u8], u32)> {
        let source = self.files.values().find(|source| source.path == path && source.origin.mode().is_some())?;
        Some((source.origin.bytes()?, source.origin.mode()?))
    }

    /// Remembers that the keys of all that is here are forgotten. Those that the page itself holds, made or pasted, are
    /// let go of; returns their paths.
    pub fn forget_keys(&mut self) -> Vec<String> {
        let mut gone = Vec::new();
        self.files.retain(|_, source| {
            let holds_key = source.origin.holds_key();
            if holds_key {
                gone.push(source.path.clone());
            }
            !holds_key
        });
        self.files.values_mut().for_each(|source| source.without_keys = true);
        gone
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
