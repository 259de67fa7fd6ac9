//! A real kubectl, by which the manifests and tables made here are judged.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Runs kubectl with something on its standard input; `None`, said aloud, when there is none. `cargo xtask test`
/// installs one.
pub fn try_run(arguments: &[&str], home: &Path) -> Option<Output> {
    let Some(program) = program() else {
        eprintln!("SKIPPED: there is no kubectl; cargo xtask test installs one");
        return None;
    };
    let mut command = Command::new(program);
    // Neither a cluster of whoever runs this nor a cache of theirs is touched.
    command.args(arguments).env("HOME", home).env("KUBECONFIG", home.join("none")).stdin(Stdio::null());
    Some(command.output().unwrap())
}

fn program() -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/python/bin/kubectl");
    let named = std::env::var_os("KUBECERTS_KUBECTL").map(PathBuf::from);
    let in_path = std::env::var_os("PATH").and_then(|path| {
        std::env::split_paths(&path).map(|folder| folder.join("kubectl")).find(|program| program.is_file())
    });
    named.into_iter().chain([own]).chain(in_path).find(|program| program.is_file())
}
