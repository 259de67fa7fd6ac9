//! `kubecerts approve`, as a shell runs it.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;
use std::process::{Command, Output};

fn approve(arguments: &[&str]) -> Output {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/approval");
    let mut command = Command::new(env!("CARGO_BIN_EXE_kubecerts"));
    command.arg("approve").args(arguments).current_dir(fixture).output().unwrap()
}

#[test]
fn a_list_is_judged_and_the_commands_follow() {
    let output = approve(&["csr.yaml", "nodes.yaml", "kubeadm-config.yaml", "--at", "2026-03-02T09:30:10Z"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(text.starts_with("NAME                          AGE    SIGNERNAME  "), "{text}");
    assert!(text.contains("\ncsr-1-good: can be approved\n  ok  "), "{text}");
    assert_eq!(text.matches(": do not approve\n").count(), 5, "{text}");
    assert!(text.contains("  no  Every name and address is the node's own: no. 192.0.2.12 is not among"), "{text}");
    assert!(text.contains("\nkubectl certificate approve csr-1-good\nkubectl certificate deny csr-2-"), "{text}");
    assert!(String::from_utf8(output.stderr).unwrap().contains("at every rotation"));
}

#[test]
fn without_nodes_nothing_is_approved_and_old_releases_have_no_durations() {
    let run = |release: &str| String::from_utf8(approve(&["csr.yaml", "--release", release]).stdout).unwrap();
    let text = run("1.37.2");
    assert!(!text.contains("certificate approve") && text.contains("\ncsr-1-good: look closer\n"), "{text}");
    // Two usages are too few for the signers before 1.25.
    let text = run("1.21.14");
    assert!(!text.contains("REQUESTEDDURATION") && text.contains("refused: usages did not match"), "{text}");
}

#[test]
fn wrong_arguments_are_told() {
    for arguments in [&[][..], &["nodes.yaml"], &["csr.yaml", "--keep-going"], &["csr.yaml", "-o", "json"]] {
        let output = approve(arguments);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        assert!(output.stderr.starts_with(b"kubecerts: "), "{arguments:?}");
    }
}
