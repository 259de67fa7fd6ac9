//! Where fixtures lie, and nodes read from them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cluster::NodeTree;

/// The folder of a node's configuration and certificates, on the node.
pub const KUBERNETES: &str = "/etc/kubernetes";

/// The roots that hold fixtures: the committed part, and the whole set where it lies beside the repository.
///
/// A root that is not there is named on standard error, so that nobody takes the part for the whole.
pub fn roots() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let whole = here.join("../../shared/fixtures");
    let mut roots = vec![here.join("fixtures")];
    if whole.is_dir() {
        roots.push(whole);
    } else {
        eprintln!("SKIPPED: {} is not there; only the committed part of the fixtures is tested", whole.display());
    }
    roots
}

/// The folders of single releases, `kubeadm-*`, in a root.
pub fn release_folders(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        entries(root).into_iter().filter(|path| name(path).starts_with("kubeadm-")).collect();
    folders.retain(|path| path.is_dir());
    folders
}

/// The name of the last part of a path.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a folder holds, sorted; nothing when it is not there.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(read) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = read.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The files of one node by their path under `/etc/kubernetes`; `None` stands for an empty directory.
#[derive(Clone, Default)]
pub struct Files(pub BTreeMap<String, Option<Vec<u8>>>);

impl Files {
    /// Reads a folder that stands for `/etc/kubernetes`.
    pub fn from_folder(folder: &Path) -> Self {
        let mut files = Self::default();
        files.add_folder(folder, "");
        files
    }

    fn add_folder(&mut self, folder: &Path, prefix: &str) {
        for path in entries(folder) {
            let here = format!("{prefix}{}", name(&path));
            if path.is_dir() {
                self.0.insert(here.clone(), None);
                self.add_folder(&path, &format!("{here}/"));
            } else {
                self.0.insert(here, Some(fs::read(&path).unwrap()));
            }
        }
    }

    /// The node with these files. A file takes the place of a directory of the same name and the other way round.
    pub fn tree(&self) -> NodeTree<'_> {
        let mut tree = NodeTree::new();
        tree.insert_directory(KUBERNETES);
        for (path, bytes) in &self.0 {
            match bytes {
                Some(bytes) => tree.insert(format!("{KUBERNETES}/{path}"), bytes.as_slice()),
                None => tree.insert_directory(format!("{KUBERNETES}/{path}")),
            }
        }
        tree
    }
}
