//! The files of one node by their path on the node, and what Go's file functions would say of each path.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::rc::Rc;

use crate::reading::{self, CertificateChain};

/// The files of one node, by absolute path such as `/etc/kubernetes/pki/ca.crt`.
///
/// It borrows the bytes, so it is cheap to build anew; certificates are parsed once for each tree.
#[derive(Default)]
pub struct NodeTree<'a> {
    entries: BTreeMap<String, Entry<'a>>,
    certificates: RefCell<HashMap<String, CertificateFile>>,
}

/// What was read from a certificate file: the chain, or Go's words for why not.
pub(crate) type CertificateFile = Result<Rc<CertificateChain>, String>;

#[derive(Clone, Copy)]
enum Entry<'a> {
    Directory,
    File(&'a [u8]),
    Declared,
}

/// What is at a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileState<'a> {
    /// Nothing.
    Missing,
    /// Nothing, and a part of the path is a file.
    NotADirectory,
    /// A directory.
    Directory,
    /// A file with these bytes.
    File(&'a [u8]),
    /// A file that was not dropped, but is said to be on the node.
    Declared,
}

impl<'a> NodeTree<'a> {
    /// A node without any file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file at an absolute path, in the place of what was there.
    pub fn insert(&mut self, path: impl Into<String>, bytes: &'a [u8]) {
        self.entries.insert(path.into(), Entry::File(bytes));
    }

    /// Puts an empty directory at an absolute path. Directories with files in them need not be named.
    pub fn insert_directory(&mut self, path: impl Into<String>) {
        self.entries.insert(path.into(), Entry::Directory);
    }

    /// Says that a file is on the node though it was not dropped, such as a CA key that was kept back.
    pub fn declare(&mut self, path: impl Into<String>) {
        self.entries.entry(path.into()).or_insert(Entry::Declared);
    }

    /// What is at an absolute path.
    pub fn state(&self, path: &str) -> FileState<'a> {
        match self.entries.get(path) {
            Some(Entry::Directory) => FileState::Directory,
            Some(Entry::File(bytes)) => FileState::File(bytes),
            Some(Entry::Declared) => FileState::Declared,
            None if self.has_below(path) => FileState::Directory,
            None if self.has_file_above(path) => FileState::NotADirectory,
            None => FileState::Missing,
        }
    }

    fn has_below(&self, path: &str) -> bool {
        let prefix = format!("{}/", path.trim_end_matches('/'));
        let from = (Bound::Included(prefix.as_str()), Bound::Unbounded);
        self.entries.range::<str, _>(from).next().is_some_and(|(below, _)| below.starts_with(&prefix))
    }

    fn has_file_above(&self, path: &str) -> bool {
        let slashes = path.match_indices('/').map(|(at, _)| at);
        slashes.filter_map(|at| self.entries.get(path.get(..at)?)).any(|entry| !matches!(entry, Entry::Directory))
    }

    /// The bytes of a file, or the words of Go's `os.ReadFile` for why there are none.
    pub(crate) fn read(&self, path: &str) -> Result<&'a [u8], String> {
        match self.state(path) {
            FileState::File(bytes) => Ok(bytes),
            FileState::Directory => Err(format!("read {path}: is a directory")),
            FileState::NotADirectory => Err(format!("open {path}: not a directory")),
            FileState::Missing => Err(format!("open {path}: no such file or directory")),
            FileState::Declared => Err(format!("{path} was not dropped")),
        }
    }

    /// The certificates of a file, as client-go's `CertsFromFile` reads them; parsed once.
    pub(crate) fn certificates(&self, path: &str) -> CertificateFile {
        if let Some(known) = self.certificates.borrow().get(path) {
            return known.clone();
        }
        let read = self.read(path).and_then(|bytes| {
            let chain = reading::certificates(bytes).map_err(|text| format!("error reading {path}: {text}"))?;
            Ok(Rc::new(chain))
        });
        self.certificates.borrow_mut().insert(path.to_owned(), read.clone());
        read
    }
}

/// Joins two parts of a path and cleans the whole by its text alone, as Go's `filepath.Join` does: no empty parts, no
/// `.`, and `..` takes a part away.
pub fn join(directory: &str, name: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in directory.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_file_a_directory_or_missing() {
        let mut tree = NodeTree::new();
        tree.insert("/etc/kubernetes/pki/ca.crt", b"text");
        tree.insert_directory("/etc/kubernetes/empty");
        tree.declare("/etc/kubernetes/pki/ca.key");
        for (path, state) in [
            ("/etc/kubernetes/pki/ca.crt", FileState::File(b"text")),
            ("/etc/kubernetes/pki", FileState::Directory),
            ("/etc/kubernetes/empty", FileState::Directory),
            ("/etc/kubernetes/pk", FileState::Missing),
            ("/etc/kubernetes/pki/ca.crt/deeper", FileState::NotADirectory),
            ("/etc/kubernetes/pki/ca.key", FileState::Declared),
            ("/etc/kubernetes/pki/sa.key", FileState::Missing),
        ] {
            assert_eq!(tree.state(path), state, "{path}");
        }
    }

    #[test]
    fn paths_are_joined_and_cleaned() {
        for (directory, name, path) in [
            ("/etc/kubernetes/pki", "ca.crt", "/etc/kubernetes/pki/ca.crt"),
            ("/etc/kubernetes/pki/", "etcd/ca.crt", "/etc/kubernetes/pki/etcd/ca.crt"),
            ("/etc//kubernetes/./x/../pki", "ca.crt", "/etc/kubernetes/pki/ca.crt"),
        ] {
            assert_eq!(join(directory, name), path);
        }
    }
}
