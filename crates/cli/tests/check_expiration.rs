//! The real program, as a shell runs it.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures")
}

fn kubecerts(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kubecerts")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A folder of the fixtures as an argument.
fn folder(path: &str) -> String {
    fixtures().join(path).display().to_string()
}

#[test]
fn the_default_node_of_each_release_gives_its_own_table() {
    let mut compared = 0;
    for release in tests::fixtures::release_folders(&fixtures()) {
        let Ok(cases) = fs::read_to_string(release.join("expiry-cases.jsonl")) else { continue };
        let cases = cases.lines().filter(|line| line.contains("\"01-default-single-node\"")).take(3);
        for case in cases {
            // The release is not given: it is guessed from the configuration in the folder.
            let field = |name: &str| {
                let (_, rest) = case.split_once(&format!("\"{name}\": ")).unwrap();
                rest.trim_start_matches('[').split('"').nth(1).unwrap().to_owned()
            };
            let scenario = release.join("01-default-single-node");
            let node = scenario.join(field("trees")).display().to_string();
            let output = kubecerts(&["check-expiration", &node, "--at", &field("clock"), "-o", &field("format")]);
            let expected = fs::read_to_string(scenario.join(field("stdout"))).unwrap();
            assert_eq!(text(&output.stdout), expected, "{case}\n{}", text(&output.stderr));
            assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""), "{case}");
            compared += 1;
        }
    }
    assert!(compared >= 12, "{compared}");
}

#[test]
fn where_kubeadm_stops_its_error_and_status_are_given() {
    let node = folder("kubeadm-1.20.2/03-external-ca/etc-kubernetes");
    let arguments = ["check-expiration", &node, "--at", "2026-06-15T08:00:00Z", "--release", "1.20.2"];
    let output = kubecerts(&arguments);
    let error = "failure loading ca certificate authority: failed to load key: couldn't load the private key file \
                 /etc/kubernetes/pki/ca.key: open /etc/kubernetes/pki/ca.key: no such file or directory\n";
    assert_eq!((output.status.code(), text(&output.stdout), text(&output.stderr)), (Some(1), "", error));

    let output = kubecerts(&[&arguments[..], &["--keep-going"]].concat());
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), error));
    let table = text(&output.stdout);
    assert!(table.contains("\n!FAILED! admin.conf") && table.contains("\napiserver "), "{table}");
}

#[test]
fn a_refused_configuration_has_the_status_of_the_release() {
    let node = folder("kubeadm-1.20.2/14-broken-inputs/etc-kubernetes");
    let configuration = format!("{node}/bad.yaml");
    for (release, status, error) in [
        ("1.20.2", 3, "serviceSubnet: Invalid value: \"10.96.0.0/99\": couldn't parse subnet\n"),
        ("1.21.14", 3, "serviceSubnet: Invalid value: \"10.96.0.0/99\": couldn't parse subnet\n"),
        (
            "1.34.4",
            1,
            "error: your configuration file uses an old API spec: \"kubeadm.k8s.io/v1beta2\" (kind: \
             \"ClusterConfiguration\"). Please use kubeadm v1.22 instead and run 'kubeadm config migrate --old-config \
             old-config-file --new-config new-config-file', which will write the new, similar spec using a newer API \
             version.\n",
        ),
    ] {
        let output = kubecerts(&["check-expiration", &node, "--config", &configuration, "--release", release]);
        assert_eq!((output.status.code(), text(&output.stdout), text(&output.stderr)), (Some(status), "", error));
    }
    // Which of the several configurations is meant has to be said.
    let other = kubecerts(&["check-expiration", &node, "--config", "bad.yaml", "--release", "1.20.2"]);
    assert_eq!(other.status.code(), Some(3));
    let missing = kubecerts(&["check-expiration", &node, "--config", "nowhere.yaml"]);
    assert_eq!(missing.status.code(), Some(2), "{}", text(&missing.stderr));
}

#[test]
fn an_end_within_the_span_has_a_status_of_its_own() {
    let node = folder("kubeadm-1.37.2/01-default-single-node/etc-kubernetes");
    let run = |at: &str, span: &str| kubecerts(&["check-expiration", &node, "--at", at, "--fail-within", span]);
    assert_eq!(run("2026-03-02T09:20:00Z", "30d").status.code(), Some(0));
    let output = run("2027-02-20", "30d");
    assert_eq!(output.status.code(), Some(4));
    assert!(text(&output.stderr).contains("cp-1: admin.conf ends at 2027-03-02T09:15:30Z"), "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("CERTIFICATE "));
}

#[test]
fn several_nodes_stand_under_their_names() {
    let (one, other) = (
        folder("kubeadm-1.37.2/01-default-single-node/etc-kubernetes"),
        folder("kubeadm-1.36.3/01-default-single-node/etc-kubernetes"),
    );
    let output = kubecerts(&["check-expiration", &one, &other, "--at", "2026-03-02T09:20:00Z"]);
    let printed = text(&output.stdout);
    let names = printed.lines().filter(|line| line.starts_with("cp-1")).count();
    assert_eq!((names, printed.matches("CERTIFICATE AUTHORITY   EXPIRES").count()), (2, 2), "{printed}");
}

#[test]
fn wrong_arguments_are_told() {
    for arguments in [
        &[][..],
        &["check-expiration"],
        &["renew", "x"],
        &["check-expiration", "/nowhere/at/all"],
        &["check-expiration", ".", "--at", "yesterday"],
        &["check-expiration", ".", "--release", "2.0"],
        &["check-expiration", ".", "-o", "xml"],
        &["check-expiration", ".", "--fail-within", "30"],
        &["check-expiration", ".", "--nonsense"],
        &["check-expiration", ".", "--keep-going", "-o", "json"],
    ] {
        let output = kubecerts(arguments);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""), "{arguments:?}");
        assert!(text(&output.stderr).starts_with("kubecerts: "), "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_told() {
    for arguments in [["--help"], ["-h"], ["help"]] {
        assert!(text(&kubecerts(&arguments).stdout).contains("Exit status:"));
    }
    let output = kubecerts(&["--version"]);
    let lines: Vec<_> = text(&output.stdout).lines().collect();
    let [version, built, known] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(version.starts_with("kubecerts ") && built.starts_with("built on 20"), "{lines:?}");
    assert_eq!(*known, "knows kubeadm up to 1.37.2");
}
