//! Paths of dropped files: `/`-separated, without a leading `/`; the top itself is the empty path.

/// The folder a path lies in; empty at the top.
pub(crate) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path.
pub(crate) fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// `folder/rest`, or just `rest` at the top.
pub(crate) fn join(folder: &str, rest: &str) -> String {
    match (folder.is_empty(), rest.is_empty()) {
        (true, _) => rest.to_owned(),
        (false, true) => folder.to_owned(),
        (false, false) => format!("{folder}/{rest}"),
    }
}

/// What is left of a path below a folder: empty when it is the folder itself, `None` when it lies elsewhere.
pub(crate) fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// What is left of a folder in front of `tail`, when its last parts are those of `tail`.
pub(crate) fn before<'a>(folder: &'a str, tail: &str) -> Option<&'a str> {
    let front = folder.strip_suffix(tail)?;
    if front.is_empty() { Some(front) } else { front.strip_suffix('/') }
}

/// All folders that hold the path, the innermost first, the top (empty) last.
pub(crate) fn folders(path: &str) -> impl Iterator<Item = &str> {
    let mut next = if path.is_empty() { None } else { Some(parent(path)) };
    std::iter::from_fn(move || {
        let folder = next?;
        next = if folder.is_empty() { None } else { Some(parent(folder)) };
        Some(folder)
    })
}

/// An absolute path of a node without `.`, `..`, doubled and trailing slashes.
pub(crate) fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart_at_whole_parts() {
        assert_eq!(below("cp-1/etc", "cp-1"), Some("etc"));
        assert_eq!(below("cp-10/etc", "cp-1"), None);
        assert_eq!(before("cp-1/etc/kubernetes", "etc/kubernetes"), Some("cp-1"));
        assert_eq!(before("etc/kubernetes", "etc/kubernetes"), Some(""));
        assert_eq!(before("metc/kubernetes", "etc/kubernetes"), None);
        assert_eq!(folders("a/b/c").collect::<Vec<_>>(), ["a/b", "a", ""]);
        assert_eq!(clean("/etc//kubernetes/./pki/../pki/"), "/etc/kubernetes/pki");
    }
}
