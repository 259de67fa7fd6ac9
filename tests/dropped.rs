//! Folders of fixtures, as if they had been dropped.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cluster::{Settings, Workspace};
use intake::{DroppedFile, ReadFile};
use pki::{Fingerprint, UnixTime};

use crate::fixtures;

/// All files below a folder, as if it had been dropped under another name.
pub fn files(folder: &Path, name: &str) -> Vec<ReadFile> {
    let mut files = Vec::new();
    for entry in fixtures::entries(folder) {
        let own = fixtures::name(&entry);
        let path = if name.is_empty() { own } else { format!("{name}/{own}") };
        if entry.is_dir() {
            files.extend(self::files(&entry, &path));
        } else {
            files.push(intake::read(DroppedFile { path, bytes: std::fs::read(&entry).unwrap() }));
        }
    }
    files
}

/// One file of a text.
pub fn file(path: &str, text: &str) -> ReadFile {
    intake::read(DroppedFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() })
}

/// A workspace with these folders under these names.
pub fn workspace(drops: &[(&Path, &str)]) -> Workspace {
    let mut workspace = Workspace::new();
    for (folder, name) in drops {
        workspace.add(files(folder, name), Vec::new());
    }
    workspace
}

/// A scenario in each release that has it: the release and the folder that stands for `/etc/kubernetes`. The committed
/// part comes first; what it has is not taken from the whole set again.
pub fn scenario(name: &str) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for root in fixtures::roots() {
        for release in fixtures::release_folders(&root) {
            let folder = release.join(name).join("etc-kubernetes");
            if folder.is_dir() {
                let release = fixtures::name(&release).trim_start_matches("kubeadm-").to_owned();
                found.entry(release).or_insert(folder);
            }
        }
    }
    found
}

/// An instant such as `2026-03-02T09:15:30Z`.
pub fn instant(text: &str) -> UnixTime {
    UnixTime::parse_rfc3339(text).unwrap()
}

/// The requests of a workspace by the path of their first place.
pub fn requests(workspace: &Workspace, settings: &Settings) -> BTreeMap<String, Fingerprint> {
    let rows = workspace.report(settings).requests;
    rows.into_iter().map(|row| (row.places[0].path.clone(), row.facts.sha256)).collect()
}

/// The certificate that lies first at a path.
pub fn certificate(workspace: &Workspace, settings: &Settings, path: &str) -> Fingerprint {
    let rows = workspace.report(settings).certificates;
    let found = rows.into_iter().find(|row| row.places.iter().any(|place| place.path == path));
    found.unwrap_or_else(|| panic!("no certificate at {path}")).facts.sha256
}
