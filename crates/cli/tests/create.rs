//! `kubecerts create`, `generate-csr` and `kubeconfig-user`, as a shell runs them.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const AT: &str = "2026-06-01T00:00:00Z";

fn single() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/kubeadm-1.37.2/01-default-single-node/etc-kubernetes")
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kubecerts-create-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn kubecerts(arguments: &[&str], path: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kubecerts")).args(arguments).arg(path).args(["--at", AT]).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn openssl(arguments: &[&str], files: &[&Path]) {
    let output = Command::new("openssl").args(arguments).args(files).output().unwrap();
    assert!(output.status.success(), "{arguments:?} {}", stderr(&output));
}

#[test]
fn a_configuration_alone_becomes_a_cluster() {
    let out = scratch("all");
    let output = kubecerts(&["create", "all", "--out", out.to_str().unwrap()], &single().join("kubeadm-config.yaml"));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(
        text.starts_with("[certs] Using certificateDir folder \"/etc/kubernetes/pki\"\n[certs] Generating \"ca\""),
        "{text}"
    );
    assert!(text.ends_with("[kubeconfig] Writing \"scheduler.conf\" kubeconfig file\n"), "{text}");
    let kubernetes = out.join("etc/kubernetes");
    let mode = |file: &str| fs::metadata(kubernetes.join(file)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("pki/ca.key"), mode("pki/ca.crt"), mode("admin.conf")), (0o600, 0o644, 0o600));
    let pki = kubernetes.join("pki");
    let verify = |authority: &str, purpose: &str, leaf: &str| {
        let authority = pki.join(authority);
        let arguments =
            ["verify", "-attime", "1780272060", "-purpose", purpose, "-CAfile", authority.to_str().unwrap()];
        openssl(&arguments, &[&pki.join(leaf)]);
    };
    verify("ca.crt", "sslserver", "apiserver.crt");
    verify("ca.crt", "sslclient", "apiserver-kubelet-client.crt");
    verify("etcd/ca.crt", "sslserver", "etcd/server.crt");
    verify("front-proxy-ca.crt", "sslclient", "front-proxy-client.crt");
    // The tables of what was made show every row.
    let tables = kubecerts(&["check-expiration"], &kubernetes);
    assert_eq!(tables.status.code(), Some(0), "{}", stderr(&tables));
    assert!(!stdout(&tables).contains("MISSING"), "{}", stdout(&tables));
    fs::remove_dir_all(&out).unwrap();
}

#[test]
fn requests_and_a_users_kubeconfig_are_made() {
    let out = scratch("requests");
    let configuration = single().join("kubeadm-config.yaml");
    let output = kubecerts(&["generate-csr", "--out", out.to_str().unwrap()], &configuration);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let request = out.join("etc/kubernetes/pki/etcd/server.csr");
    openssl(&["req", "-verify", "-noout", "-in"], &[&request]);
    assert!(out.join("etc/kubernetes/admin.conf.csr").is_file());
    fs::remove_dir_all(&out).unwrap();
    let user = kubecerts(&["kubeconfig-user", "ada", "--org", "dev", "--validity", "30m"], &single());
    assert_eq!(user.status.code(), Some(0), "{}", stderr(&user));
    assert!(stdout(&user).contains("current-context: ada@kubernetes\n"), "{}", stdout(&user));
    // Without the key of the CA it is kubeadm's word.
    let without = kubecerts(&["kubeconfig-user", "ada"], &configuration);
    assert_eq!(without.status.code(), Some(1));
    assert!(stderr(&without).starts_with("error: couldn't create a kubeconfig; the CA files couldn't be loaded: "));
}

#[test]
fn wrong_arguments_are_told() {
    for arguments in [
        &["create", "certs"][..],
        &["create", "everything", "--dry-run"],
        &["create", "certs", "--dry-run", "--org", "dev"],
        &["generate-csr"],
        &["kubeconfig-user", "ada", "--dry-run"],
        &["create", "certs", "--dry-run", "--node", "nobody"],
    ] {
        let output = kubecerts(arguments, &single());
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", stderr(&output));
        assert!(stderr(&output).starts_with("kubecerts: "), "{arguments:?}");
    }
}
