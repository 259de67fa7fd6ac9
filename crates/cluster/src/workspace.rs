//! What the user dropped, and what it amounts to: clusters with their nodes, objects and loose items.

pub(crate) mod address;
pub(crate) mod certificates;
pub(crate) mod forget;
pub(crate) mod grouping;
pub(crate) mod guess;
pub(crate) mod inventory;
pub(crate) mod marks;
pub(crate) mod naming;
pub(crate) mod node;
pub(crate) mod overview;
pub(crate) mod path;
pub(crate) mod references;
mod reporting;
pub(crate) mod rows;
pub(crate) mod sight;
pub(crate) mod signatures;
pub(crate) mod site;
pub(crate) mod summary;

use std::collections::{BTreeMap, HashMap, HashSet};

use intake::ReadFile;
use pki::{Fingerprint, PrivateKey};

use crate::{Detail, Report, Settings, detail};
use inventory::Inventory;
use overview::Overview;
use signatures::Signatures;

/// What the user dropped. It parses nothing and holds the bytes, private keys among them; what leaves it is a
/// [`Report`] or a [`Detail`], which hold none.
#[derive(Default)]
pub struct Workspace {
    files: Vec<Stored>,
    by_path: HashMap<String, usize>,
    turn: u32,
    signatures: Signatures,
}

/// A file with what the workspace remembers of it.
pub(crate) struct Stored {
    /// The file as it was read.
    pub(crate) file: ReadFile,
    /// The number of the drop it came with.
    pub(crate) turn: u32,
    /// It held a private key or a token whose bytes were overwritten.
    pub(crate) forgotten: bool,
}

/// The bytes are overwritten before their memory is let go, whoever lets it go: they may be a private key.
impl Drop for Stored {
    fn drop(&mut self) {
        forget::overwrite(&mut self.file.bytes);
    }
}

impl Workspace {
    /// An empty workspace.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one drop. A file that is there already with the same bytes is read anew (a password opened it). When a
    /// path is there with other bytes, the whole of the new drop under the same first folder is kept beside the old
    /// one, under a name with a number: whether it is a newer state of a node or another node is then asked
    /// ([`crate::Question::SameNode`]). Empty folders say nothing about certificates, and are not kept.
    ///
    /// Returns what was renamed: the first part of the paths, as it came and as it is called now.
    pub fn add(&mut self, files: Vec<ReadFile>, folders: Vec<String>) -> Vec<(String, String)> {
        drop(folders);
        self.turn = self.turn.saturating_add(1);
        let mut moved: HashMap<String, String> = HashMap::new();
        let mut taken: HashSet<String> = self.files.iter().map(|stored| top(&stored.file.path).to_owned()).collect();
        for file in &files {
            let known = self.by_path.get(&file.path).and_then(|index| self.files.get(*index));
            let top = top(&file.path);
            if known.is_some_and(|known| known.file.sha256 != file.sha256) && !moved.contains_key(top) {
                moved.insert(top.to_owned(), free_name(top, &mut taken));
            }
        }
        for mut file in files {
            if let Some(new) = moved.get(top(&file.path)) {
                let rest = path::below(&file.path, top(&file.path)).unwrap_or_default();
                file.path = path::join(new, rest);
            }
            let stored = Stored { file, turn: self.turn, forgotten: false };
            match self.by_path.get(&stored.file.path).and_then(|index| self.files.get_mut(*index)) {
                Some(known) => {
                    let turn = known.turn;
                    *known = stored;
                    known.turn = turn;
                }
                None => {
                    self.by_path.insert(stored.file.path.clone(), self.files.len());
                    self.files.push(stored);
                }
            }
        }
        moved.into_iter().collect()
    }

    /// The files, drop by drop, oldest first: added in this order they make a second workspace. Private keys are among
    /// them.
    pub fn drops(&self) -> Vec<Vec<&ReadFile>> {
        let mut drops: BTreeMap<u32, Vec<&ReadFile>> = BTreeMap::new();
        for stored in &self.files {
            drops.entry(stored.turn).or_default().push(&stored.file);
        }
        drops.into_values().collect()
    }

    /// The bytes of a file, for whoever is to read it anew with a password. They may hold private keys.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        let stored = self.by_path.get(path).and_then(|index| self.files.get(*index));
        stored.map(|stored| stored.file.bytes.as_slice())
    }

    /// The private key that belongs to a SubjectPublicKeyInfo with this SHA-256, if it was dropped, unlocked, and not
    /// forgotten since.
    pub fn private_key(&self, public: Fingerprint) -> Option<PrivateKey> {
        let mut keys = self.files.iter().flat_map(|stored| &stored.file.keys);
        keys.find(|key| key.public == public).and_then(|key| PrivateKey::from_der(&key.der).ok())
    }

    /// Removes one file, or a folder with all below it. What is removed is overwritten.
    pub fn remove(&mut self, path_or_folder: &str) {
        self.files.retain(|stored| path::below(&stored.file.path, path_or_folder).is_none());
        let paths = self.files.iter().enumerate();
        self.by_path = paths.map(|(index, stored)| (stored.file.path.clone(), index)).collect();
    }

    /// Overwrites the bytes of all private keys, tokens and other secrets, and takes the keys out of the report. That a key was there is remembered
    /// where kubeadm's tables depend on it: a CA key that was dropped once does not make its rows external.
    pub fn forget_keys(&mut self) {
        for stored in &mut self.files {
            forget::keys(stored);
        }
    }

    /// Everything a view shows, at the instant and by the corrections of the settings.
    pub fn report(&self, settings: &Settings) -> Report {
        let files: Vec<&ReadFile> = self.files.iter().map(|stored| &stored.file).collect();
        let inventory = Inventory::new(&files);
        let overview = Overview::new(&self.files, &files, settings);
        overview.report(&inventory, &self.signatures, settings)
    }

    /// A certificate in full, with what the workspace knows around it; `None` when there is none of that fingerprint.
    pub fn detail(&self, certificate: Fingerprint, settings: &Settings) -> Option<Detail> {
        let files: Vec<&ReadFile> = self.files.iter().map(|stored| &stored.file).collect();
        let inventory = Inventory::new(&files);
        let overview = Overview::new(&self.files, &files, settings);
        detail::of(certificate, &inventory, &overview, &self.signatures, settings)
    }

    /// A request in full; `None` when there is none of that fingerprint.
    pub fn request_detail(&self, request: Fingerprint) -> Option<pki::RequestDetails> {
        let files: Vec<&ReadFile> = self.files.iter().map(|stored| &stored.file).collect();
        let inventory = Inventory::new(&files);
        let facts = inventory.request(request)?.facts;
        pki::Request::from_der(&facts.der).ok().map(|request| request.details())
    }
}

/// The first part of a path.
fn top(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// `pki (2)` for `pki`, `admin (2).conf` for `admin.conf`: the first that is not taken; it then is.
fn free_name(top: &str, taken: &mut HashSet<String>) -> String {
    let (stem, extension) = match top.split_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (top, String::new()),
    };
    let mut names = (2_u32..).map(|number| format!("{stem} ({number}){extension}"));
    let free = names.find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}
