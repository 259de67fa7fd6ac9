//! `docs/performance.md`: each benchmark has its place there between two comments; all around it is written by hand.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::project;

/// Where the document lies.
pub fn path() -> PathBuf {
    project::root().join("docs/performance.md")
}

/// Puts a text in its place.
///
/// # Errors
/// The document cannot be read or written, or has no such place.
pub fn write(name: &str, text: &str) -> Result<()> {
    let path = path();
    let document = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let changed = replaced(&document, name, text).with_context(|| format!("{} has no place {name}", path.display()))?;
    fs::write(&path, changed).with_context(|| format!("cannot write {}", path.display()))
}

fn replaced(document: &str, name: &str, text: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- bench:{name} -->\n"), format!("<!-- /bench:{name} -->"));
    let (before, rest) = document.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n{}\n\n{end}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_place_of_that_name_is_written() {
        let document = "a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb\n<!-- bench:y -->\n<!-- /bench:y -->\n";
        let written = replaced(document, "x", "new\n").unwrap();
        assert_eq!(
            written,
            "a\n<!-- bench:x -->\n\nnew\n\n<!-- /bench:x -->\nb\n<!-- bench:y -->\n<!-- /bench:y -->\n"
        );
        assert_eq!(replaced(&written, "x", "new\n").unwrap(), written);
        assert!(replaced(document, "z", "new").is_none());
    }
}
