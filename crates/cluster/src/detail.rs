//! A certificate in full, with what the workspace knows around it.

use pki::{CertificateFacts, Fingerprint};

use crate::catalogue::Role;
use crate::severity::{Rule, severity};
use crate::workspace::certificates;
use crate::workspace::inventory::Inventory;
use crate::workspace::overview::Overview;
use crate::workspace::rows::{self, View};
use crate::workspace::signatures::Signatures;
use crate::{Detail, Settings};

/// Puts it together; `None` when no such certificate was dropped, or its bytes cannot be read again.
pub(crate) fn of<'a>(
    fingerprint: Fingerprint,
    inventory: &Inventory<'a>,
    overview: &Overview<'a>,
    signatures: &Signatures,
    settings: &Settings,
) -> Option<Detail> {
    let held = inventory.certificate(fingerprint)?;
    let facts: &CertificateFacts = held.facts;
    let certificate = pki::Certificate::from_der(&facts.der).ok()?.details();
    let rows = rows_of(fingerprint, inventory, overview, settings);
    let rule = certificates::rotated(overview).get(&fingerprint).copied().unwrap_or_else(|| Rule::of(facts));
    let mut readers: Vec<(String, String)> = Vec::new();
    for (_, row) in &rows {
        for reader in readers_of(row) {
            if !readers.contains(&reader) {
                readers.push(reader);
            }
        }
    }
    Some(Detail {
        certificate,
        severity: severity(facts, rule, settings.viewed_at, &settings.thresholds),
        places: inventory.places(&held.places),
        signer: signatures.signer(facts, inventory).0,
        chain: signatures.chain(facts, inventory),
        key: inventory.key_match(facts.key.sha256, &held.places),
        rows,
        readers,
        discovery_hash: facts.is_authority.then(|| format!("sha256:{}", facts.key.sha256)),
    })
}

/// Node name and row name of every row that shows it.
fn rows_of(
    fingerprint: Fingerprint,
    inventory: &Inventory<'_>,
    overview: &Overview<'_>,
    settings: &Settings,
) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for cluster in &overview.clusters {
        let view = View { release: cluster.release.resolve().release, settings };
        for node in &cluster.nodes {
            let tree = rows::tree(node, overview);
            let tables = rows::tables(node, &tree, &rows::layout(node), inventory, view);
            let rows = tables.certificates.iter().chain(&tables.authorities).chain(&tables.kubelet);
            let showing = rows.filter(|row| row.certificate == Some(fingerprint));
            found.extend(showing.map(|row| (node.name.clone(), row.name.clone())));
        }
    }
    found
}

/// Which programs read the certificate of a row, by which flag (spec section 1.8).
fn readers_of(row: &str) -> Vec<(String, String)> {
    let kubelet = |field: &str| vec![("kubelet".to_owned(), field.to_owned())];
    match row {
        "kubelet.conf" => kubelet("--kubeconfig"),
        "kubelet-client-current.pem" => kubelet("--kubeconfig"),
        "kubelet-server-current.pem" => kubelet("serverTLSBootstrap"),
        "kubelet.crt" => kubelet("tlsCertFile"),
        _ => Role::named(row).map_or_else(Vec::new, |role| {
            role.readers.iter().map(|reader| (reader.program.to_owned(), reader.flag.to_owned())).collect()
        }),
    }
}
