//! Private keys that do not belong to the certificate beside them, and keys that are weak.

use std::collections::BTreeMap;

use intake::Thing;
use pki::{Fingerprint, KeyAlgorithm};

use super::{Known, finding};
use crate::workspace::node::Node;
use crate::workspace::rows::Tables;
use crate::{Finding, FindingKind, Severity};

/// RSA keys below this many bits are weak (NIST SP 800-57 part 1, table 4).
const RSA_BITS: u32 = 2048;

pub(super) fn find(node: &Node<'_>, tables: &Tables, known: &Known<'_, '_>, findings: &mut Vec<Finding>) {
    let mut weak: BTreeMap<String, (KeyAlgorithm, Vec<String>)> = BTreeMap::new();
    for row in tables.certificates.iter().chain(&tables.authorities).chain(&tables.kubelet) {
        let Some(facts) = known.of(row) else { continue };
        if is_weak(&facts.key.algorithm) {
            let entry = weak.entry(format!("{:?}", facts.key.algorithm));
            entry.or_insert_with(|| (facts.key.algorithm.clone(), Vec::new())).1.push(row.name.clone());
        }
        let path = key_path(&row.path);
        let beside = beside(node, &row.path, &path);
        if !beside.is_empty() && !beside.contains(&facts.key.sha256) {
            let kind = FindingKind::KeyDoesNotMatch { path };
            findings.push(finding(Severity::Broken, vec![row.name.clone()], kind));
        }
    }
    for (algorithm, rows) in weak.into_values() {
        findings.push(finding(Severity::Watch, rows, FindingKind::WeakKey { algorithm }));
    }
}

fn is_weak(algorithm: &KeyAlgorithm) -> bool {
    match algorithm {
        KeyAlgorithm::Rsa { bits } => *bits < RSA_BITS,
        KeyAlgorithm::Other(name) => matches!(name.as_str(), "secp192r1" | "prime192v1" | "1.2.840.10040.4.1"),
        _ => false,
    }
}

/// Where the private key of a certificate lies: `.key` beside `.crt`, else in the file itself.
fn key_path(certificate: &str) -> String {
    certificate.strip_suffix(".crt").map_or_else(|| certificate.to_owned(), |base| format!("{base}.key"))
}

/// The public keys of the private keys that lie there. In a kubeconfig it is that of the current user.
fn beside(node: &Node<'_>, certificate: &str, key: &str) -> Vec<Fingerprint> {
    let Some(file) = node.files.get(key) else { return Vec::new() };
    let user = (certificate == key && certificate.ends_with(".conf"))
        .then(|| {
            file.items.iter().find_map(|item| match &item.thing {
                Thing::Kubeconfig(kubeconfig) => kubeconfig.current().2.map(|user| format!("[{}].", user.name)),
                _ => None,
            })
        })
        .flatten();
    let items = file.items.iter().filter(|item| match &user {
        Some(user) => item.place.field.as_deref().is_some_and(|field| field.contains(user)),
        None => true,
    });
    items
        .filter_map(|item| match &item.thing {
            Thing::PrivateKey(facts) => Some(facts.public.sha256),
            _ => None,
        })
        .collect()
}
