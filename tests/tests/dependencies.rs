//! Every direct dependency has its line in `docs/dependencies.md`, and no line is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie below the top folder").to_owned()
}

/// What cargo itself reads in the manifests: external dependencies of any kind and for any target.
fn of_cargo(manifest: &Path) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"])
        .arg(manifest)
        .output()
        .expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    assert!(!packages.is_empty());
    let dependencies = packages.iter().flat_map(|package| package["dependencies"].as_array().expect("a list"));
    // What has a path is a room of our own.
    dependencies
        .filter(|dependency| dependency.get("path").is_none())
        .map(|dependency| dependency["name"].as_str().expect("a name").to_owned())
        .collect()
}

fn of_node(manifest: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(manifest).unwrap_or_else(|error| panic!("{}: {error}", manifest.display()));
    let manifest: Value = serde_json::from_str(&text).expect("package.json is JSON");
    let names = |field: &str| manifest[field].as_object().into_iter().flatten().map(|(name, _)| name.clone());
    names("dependencies").chain(names("devDependencies")).collect()
}

/// The lines of the document, by name: ``- `name`: what for; why``.
fn documented() -> BTreeMap<String, String> {
    let path = root().join("docs/dependencies.md");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("- `")) {
        let (name, reason) = line.split_once("`: ").unwrap_or_else(|| panic!("no reason in {line:?}"));
        assert!(lines.insert(name.to_owned(), reason.to_owned()).is_none(), "{name} stands twice");
    }
    lines
}

fn used() -> BTreeSet<String> {
    let root = root();
    let mut used = of_cargo(&root.join("Cargo.toml"));
    used.extend(of_cargo(&root.join("fuzz/Cargo.toml")));
    used.extend(of_node(&root.join("tests/browser/package.json")));
    used
}

#[test]
fn every_direct_dependency_has_a_line_with_its_reason() {
    let documented = documented();
    let missing: Vec<String> = used().into_iter().filter(|name| !documented.contains_key(name)).collect();
    assert!(missing.is_empty(), "docs/dependencies.md has no line for {missing:?}");
    for (name, reason) in documented {
        assert!(reason.split_whitespace().count() >= 5, "{name}: {reason:?} is no reason");
    }
}

#[test]
fn no_line_is_left_over() {
    let used = used();
    let stale: Vec<String> = documented().into_keys().filter(|name| !used.contains(name)).collect();
    assert!(stale.is_empty(), "docs/dependencies.md speaks of {stale:?}, which nothing uses");
}
