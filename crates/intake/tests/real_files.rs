//! Files that the real kubeadm wrote.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail the test")]

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::{file, fixtures, problems, things, walk};
use intake::{FileKind, Thing};

#[test]
fn every_file_of_a_fresh_control_plane_is_recognised() {
    let Some(root) = fixtures() else { return };
    for release in ["1.20.2", "1.24.17", "1.31.14", "1.37.2"] {
        let folder = root.join(format!("kubeadm-{release}/01-default-single-node/etc-kubernetes"));
        let mut count = 0;
        for path in walk(&folder) {
            let name = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
            let found = intake::read(file(&name, fs::read(&path).unwrap()));
            assert_eq!(problems(&found), [], "{release} {name}");
            let (kind, expected): (_, &[&str]) = match name.rsplit_once('.').unwrap().1 {
                "crt" => (FileKind::Pem, &["certificate"]),
                "key" => (FileKind::Pem, &["key"]),
                "pub" => (FileKind::Pem, &["public"]),
                "conf" => (FileKind::Kubeconfig, &["kubeconfig", "certificate", "certificate", "key"]),
                "yaml" => (FileKind::KubeadmConfiguration, &["kubeadm"]),
                other => panic!("{other}"),
            };
            assert_eq!((found.kind, things(&found).as_slice()), (kind, expected), "{release} {name}");
            count += 1;
        }
        assert!(count >= 25, "{release}: {count} files");
    }
}

#[test]
fn embedded_data_is_placed_by_its_field() {
    let Some(root) = fixtures() else { return };
    let path = root.join("kubeadm-1.31.14/01-default-single-node/etc-kubernetes/admin.conf");
    let found = intake::read(file("admin.conf", fs::read(path).unwrap()));
    assert_eq!(
        common::fields(&found),
        [
            "clusters[kubernetes].certificate-authority-data",
            "users[kubernetes-admin].client-certificate-data",
            "users[kubernetes-admin].client-key-data"
        ]
    );
    let keys: Vec<_> = found
        .items
        .iter()
        .filter_map(|item| match &item.thing {
            Thing::Certificate(facts) => Some(facts.key.sha256),
            Thing::PrivateKey(facts) => Some(facts.public.sha256),
            _ => None,
        })
        .collect();
    assert_eq!(keys[1], keys[2], "the key belongs to the certificate");
}

/// Whatever was dropped: nothing is dropped silently.
#[test]
fn every_file_of_the_broken_inputs_gives_items_or_problems() {
    let Some(root) = fixtures() else { return };
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for scenario in ["14-broken-inputs", "22-two-certificates", "24-odd-names", "25-configuration-versions"] {
        for path in walk(&root.join("kubeadm-1.31.14").join(scenario)) {
            let bytes = fs::read(&path).unwrap();
            if bytes.len() > 1 << 20 {
                continue;
            }
            let found = intake::read(file(&path.to_string_lossy(), bytes));
            assert!(!found.items.is_empty() || !found.problems.is_empty(), "{}", path.display());
            *kinds.entry(format!("{:?}", found.kind)).or_default() += 1;
        }
    }
    assert!(kinds["Pem"] > 20 && kinds["Kubeconfig"] > 5, "{kinds:?}");
}
