//! The members of one archive, by path.

use std::collections::BTreeMap;

use crate::ProblemKind;

/// Longer paths are refused: bytes, and folders in one another.
const PATH_BYTES: usize = 1024;
const PATH_PARTS: usize = 64;

/// One entry of an archive.
pub(crate) enum Member {
    File(Vec<u8>),
    Folder,
    /// A symbolic link with its target as written.
    Link(String),
    /// A hard link with its target, counted from the root of the archive.
    HardLink(String),
}

/// What was read of an archive. Of two members with one path the later counts, as it would on disk.
#[derive(Default)]
pub(crate) struct Members {
    pub(crate) by_path: BTreeMap<String, Member>,
    pub(crate) problems: Vec<(String, ProblemKind)>,
}

impl Members {
    /// Takes a member in under its cleaned path.
    pub(crate) fn insert(&mut self, name: &str, member: Member) {
        if let Some(path) = self.path_of(name) {
            self.by_path.insert(path, member);
        }
    }

    /// Notes what is wrong with a member.
    pub(crate) fn problem(&mut self, name: &str, kind: ProblemKind) {
        if let Some(path) = self.path_of(name) {
            self.problems.push((path, kind));
        }
    }

    /// The path within the archive: no leading `/`, no `.`, `..` taken back. One that leaves the archive is noted under
    /// the name of its last part. The archive's own root has none.
    fn path_of(&mut self, name: &str) -> Option<String> {
        let kind = match clean(name) {
            Some(path) if path.is_empty() => return None,
            Some(path) if path.len() <= PATH_BYTES && path.split('/').count() <= PATH_PARTS => return Some(path),
            Some(_) => ProblemKind::PathTooLong,
            None => ProblemKind::PathLeavesArchive,
        };
        let last = name.rsplit('/').find(|part| !matches!(*part, "" | "." | "..")).unwrap_or_default();
        self.problems.push((last.chars().take(255).collect(), kind));
        None
    }
}

fn clean(name: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cleaned_and_stay_inside() {
        for (name, path) in [
            ("./etc/kubernetes/", Some("etc/kubernetes")),
            ("/etc//x", Some("etc/x")),
            ("a/../b", Some("b")),
            ("./", Some("")),
            ("../b", None),
            ("a/../../b", None),
        ] {
            assert_eq!(clean(name).as_deref(), path, "{name}");
        }
    }
}
