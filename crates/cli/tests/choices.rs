//! What the shell's user chooses: the configuration among several, and releases that are not known.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CLOCK: &str = "2026-06-15T08:00:00Z";

/// A node's folder of its own, for one test, with these configurations instead of the one it has.
struct Node(PathBuf);

impl Node {
    fn new(name: &str, configurations: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("kubecerts-{name}-{}", std::process::id()));
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../tests/fixtures/kubeadm-1.33.13/01-default-single-node/etc-kubernetes");
        copy(&fixture, &folder);
        let own = fs::read_to_string(folder.join("kubeadm-config.yaml")).unwrap();
        fs::remove_file(folder.join("kubeadm-config.yaml")).unwrap();
        for (path, version) in configurations {
            let text: String = own
                .lines()
                .map(|line| match line.strip_prefix("kubernetesVersion:") {
                    Some(_) => format!("kubernetesVersion: {version}\n"),
                    None => format!("{line}\n"),
                })
                .collect();
            assert!(text.contains(version));
            fs::write(folder.join(path), text).unwrap();
        }
        Self(folder)
    }

    fn check(&self, more: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_kubecerts"));
        program.arg("check-expiration").arg(&self.0).args(["--at", CLOCK]).args(more).output().unwrap()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn among_several_configurations_one_is_asked_for_and_taken() {
    let node =
        Node::new("several", &[("blue.yaml", "v1.33.13\ncertificatesDir: /srv/pki"), ("green.yaml", "v1.33.13")]);
    let asked = node.check(&[]);
    assert_eq!((asked.status.code(), text(&asked.stdout)), (Some(2), ""));
    assert!(text(&asked.stderr).contains("several configurations, choose one with --config"));
    assert!(text(&asked.stderr).contains("blue.yaml") && text(&asked.stderr).contains("green.yaml"));

    // By the one the PKI lies where there is nothing: kubeadm stops at its CA.
    let empty = node.check(&["--config", "blue.yaml"]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(text(&empty.stderr).contains("/srv/pki/ca.crt"), "{}", text(&empty.stderr));
    let full = node.check(&["--config", "green.yaml"]);
    assert_eq!((full.status.code(), text(&full.stderr)), (Some(0), ""));
    assert!(text(&full.stdout).contains("\napiserver "), "{}", text(&full.stdout));
    let wrong = node.check(&["--config", "red.yaml"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", text(&wrong.stderr));
}

#[test]
fn kubeadm_config_yaml_goes_before_the_others_and_a_single_one_needs_no_choice() {
    for configurations in
        [&[("kubeadm-config.yaml", "v1.33.13"), ("other.yaml", "v1.32.0")][..], &[("only.yaml", "v1.33.13")]]
    {
        let node = Node::new("usual", configurations);
        let output = node.check(&[]);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""), "{configurations:?}");
        assert!(text(&output.stdout).starts_with("CERTIFICATE "), "{configurations:?}");
    }
}

#[test]
fn a_release_that_is_not_known_counts_as_another_and_is_told() {
    let node = Node::new("release", &[("kubeadm-config.yaml", "v1.33.13")]);
    let known = node.check(&["--release", "1.33.13"]);
    for (asked, told) in [("1.33.99", "1.33.13"), ("v1.33.99", "1.33.13")] {
        let output = node.check(&["--release", asked]);
        assert_eq!(output.status.code(), Some(0), "{asked}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains(told), "{asked}: {}", text(&output.stderr));
        assert_eq!(text(&output.stdout), text(&known.stdout), "{asked}");
    }
    let newer = node.check(&["--release", "1.99.0"]);
    let told = "1.99.0 is newer than this copy of KubeCerts knows and counts as 1.37.";
    assert!(text(&newer.stderr).contains(told), "{}", text(&newer.stderr));
    // Of a configuration, it is told in the same way.
    let node = Node::new("newer", &[("kubeadm-config.yaml", "v1.99.2")]);
    let output = node.check(&[]);
    assert!(
        text(&output.stderr).contains("1.99.2") && text(&output.stderr).contains("1.37."),
        "{}",
        text(&output.stderr)
    );
}
