//! What is dropped: made once, kept in `target/bench`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::{command, project};

/// How many certificates are many.
pub const MANY: usize = 10_000;

/// Where everything lies.
pub struct Data {
    /// A cluster of three control-plane nodes and a worker, a folder each.
    pub cluster: PathBuf,
    /// Ten thousand distinct certificates, a file each.
    pub files: PathBuf,
    /// The same in one file.
    pub bundle: PathBuf,
    /// An empty folder's worth of a node: the native program wants one among what it reads.
    pub node: PathBuf,
}

/// Makes what is not there yet.
///
/// # Errors
/// It cannot be made.
pub fn prepare() -> Result<Data> {
    let folder = project::target().join("bench");
    let certificates = folder.join("certificates");
    let data = Data {
        cluster: project::root().join("tests/fixtures/sample/throw-away-sample"),
        files: certificates.join("files"),
        bundle: certificates.join("bundle.pem"),
        node: project::root().join("tests/fixtures/kubeadm-1.37.2/01-default-single-node/etc-kubernetes"),
    };
    // The bundle is written last: where it is, everything is.
    if !data.bundle.exists() {
        println!("Making {MANY} certificates ...");
        let words = ["run", "--quiet", "--package", "tests", "--example", "certificates", "--"];
        command::run(command::cargo().args(words).arg(&certificates).arg(MANY.to_string()))?;
    }
    let count = count_files(&data.files)?;
    ensure!(count == MANY, "{} holds {count} files instead of {MANY}: remove it", data.files.display());
    Ok(data)
}

/// How many files lie below a folder.
pub fn count_files(folder: &Path) -> Result<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        count += if path.is_dir() { count_files(&path)? } else { 1 };
    }
    Ok(count)
}
