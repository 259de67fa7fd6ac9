//! `kubecerts renew`, as a shell runs it.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const AT: &str = "2026-12-01T00:00:00Z";

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(path)
}

/// A folder of its own for each test, that is not there yet.
fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kubecerts-renew-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn kubecerts(arguments: &[&str], paths: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kubecerts"));
    command.args(arguments).args(paths).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn single() -> PathBuf {
    fixture("kubeadm-1.37.2/01-default-single-node/etc-kubernetes")
}

#[test]
fn the_folder_of_a_node_is_written() {
    let out = scratch("all");
    let run = |more: &[&str]| {
        let mut arguments = vec!["renew", "all", "--at", AT, "--out", out.to_str().unwrap()];
        arguments.extend(more);
        kubecerts(&arguments, &[&single()])
    };
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("  apiserver: valid until 2027-12-01 00:00:00 UTC\n"), "{}", stdout(&output));
    let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode() & 0o777;
    let node = fs::read_dir(&out).unwrap().next().unwrap().unwrap().path();
    assert_eq!(mode(&node.join("root/etc/kubernetes/pki/apiserver.key")), 0o600);
    assert_eq!(mode(&node.join("root/etc/kubernetes/pki/apiserver.crt")), 0o644);
    assert_eq!(mode(&node.join("root/etc/kubernetes/admin.conf")), 0o600);
    assert!(!node.join("root/etc/kubernetes/pki/ca.key").exists());
    let sums = Command::new("sha256sum").args(["-c", "SHA256SUMS"]).current_dir(&node).output().unwrap();
    assert!(sums.status.success(), "{}", stdout(&sums));
    let leaf = node.join("root/etc/kubernetes/pki/apiserver.crt");
    let authority = single().join("pki/ca.crt");
    let verify = ["verify", "-attime", "1796083200", "-purpose", "sslserver", "-CAfile"];
    let openssl = Command::new("openssl").args(verify).arg(authority).arg(leaf).output().unwrap();
    assert!(openssl.status.success(), "{}", stderr(&openssl));
    // A second run makes other keys: what is there stays until it is said otherwise.
    let before = fs::read(node.join("RUNBOOK.md")).unwrap();
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("is there already with other content; nothing was written"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read(node.join("RUNBOOK.md")).unwrap(), before);
    assert_eq!(run(&["--force", "--lang", "zh"]).status.code(), Some(0));
    assert!(fs::read_to_string(node.join("RUNBOOK.md")).unwrap().starts_with("# 续订"));
    fs::remove_dir_all(&out).unwrap();
}

#[test]
fn a_dry_run_writes_nothing_and_names_what_is_left() {
    let sample = fixture("sample/throw-away-sample");
    let output = kubecerts(
        &["renew", "all", "--dry-run", "--at", "2026-11-25T00:00:00Z", "--confirm", "clock-in-past"],
        &[&sample],
    );
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    for line in [
        "cp-1 (kubeadm ",
        "cp-3 (kubeadm ",
        "  apiserver-kubelet-client: left alone. The file is not there",
        "outlives",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    let one = kubecerts(&["renew", "apiserver", "--node", "cp-2", "--dry-run", "--at", "2027-06-01"], &[&sample]);
    assert_eq!(stdout(&one).matches("valid until").count(), 1);
    assert_eq!(one.status.code(), Some(0), "{}", stderr(&one));
}

#[test]
fn an_ended_authority_has_to_be_allowed() {
    let out = scratch("ended");
    let arguments = ["renew", "apiserver", "--at", "2040-01-01", "--out", out.to_str().unwrap()];
    let output = kubecerts(&arguments, &[&single()]);
    assert_eq!(output.status.code(), Some(5));
    assert!(stderr(&output).contains("(--confirm ca-expired)"), "{}", stderr(&output));
    assert!(!out.exists());
    let allowed = [&arguments[..], &["--allow-ca-outside-validity"]].concat();
    assert_eq!(kubecerts(&allowed, &[&single()]).status.code(), Some(0));
    assert!(out.exists());
    fs::remove_dir_all(&out).unwrap();
}

#[test]
fn as_kubeadm_it_says_and_stops_as_kubeadm() {
    let external = fixture("kubeadm-1.37.2/03-external-ca/before-renew");
    let out = scratch("kubeadm");
    let run = |name: &str| {
        let at = "2026-06-15T08:00:00Z";
        kubecerts(&["renew", name, "--as-kubeadm", "--at", at, "--out", out.to_str().unwrap()], &[&external])
    };
    let output = run("all");
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        text.starts_with("Detected external ca, certificate embedded in the kubeconfig file for the admin"),
        "{text}"
    );
    assert!(text.contains("\ncertificate for serving etcd renewed\n"), "{text}");
    assert!(text.ends_with("so that they can use the new certificates.\n"), "{text}");
    assert!(out.join("etc/kubernetes/pki/etcd/server.crt").exists());
    assert!(!out.join("etc/kubernetes/pki/apiserver.crt").exists());
    let output = run("nonsense");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "error: unknown command \"nonsense\" for \"kubeadm certs renew\"\n");
    fs::remove_dir_all(&out).unwrap();
}

#[test]
fn wrong_arguments_are_told() {
    let out = scratch("never");
    let out = out.to_str().unwrap();
    for arguments in [
        &["renew"][..],
        &["renew", "all"],
        &["renew", "all", "--out", out, "--dry-run"],
        &["renew", "all", "--out", out, "--node", "nobody"],
        &["renew", "nonsense", "--dry-run"],
        &["renew", "all", "--dry-run", "--as-kubeadm", "--clamp"],
        &["renew", "all", "--dry-run", "--confirm", "everything"],
        &["renew", "all", "--dry-run", "--validity", "a year"],
        &["renew", "all", "--dry-run", "--bogus"],
    ] {
        let paths: &[&Path] = if arguments.len() > 2 { &[&single()] } else { &[] };
        let output = kubecerts(arguments, paths);
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", stderr(&output));
        assert!(stderr(&output).starts_with("kubecerts: "), "{arguments:?}");
    }
    assert!(stdout(&kubecerts(&["renew", "--help"], &[])).starts_with("kubecerts renew NAME|all"));
}
