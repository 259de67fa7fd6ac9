//! Whether leafs and kubeconfigs agree with the authorities that lie beside them.

use pki::VerifyError;

use super::{Known, finding};
use crate::catalogue::Role;
use crate::workspace::node::Node;
use crate::workspace::rows::Tables;
use crate::{Finding, FindingKind, Severity};

pub(super) fn find(node: &Node<'_>, tables: &Tables, known: &Known<'_, '_>, findings: &mut Vec<Finding>) {
    signed_by_another(node, tables, known, findings);
    stale(node, tables, findings);
}

/// Leafs that the authority of their role did not sign.
fn signed_by_another(node: &Node<'_>, tables: &Tables, known: &Known<'_, '_>, findings: &mut Vec<Finding>) {
    for authority in &tables.authorities {
        let Some(signer) = known.of(authority) else { continue };
        let mut rows = Vec::new();
        for row in tables.certificates.iter().chain(&tables.kubelet) {
            let wanted = match Role::named(&row.name) {
                Some(role) => role.managing_authority().name(),
                // What the kubelet signs in with comes from the cluster CA; what it serves with may be its own.
                None if matches!(row.name.as_str(), "kubelet.conf" | "kubelet-client-current.pem") => "ca",
                None => continue,
            };
            let Some(leaf) = known.of(row).filter(|_| wanted == authority.name) else { continue };
            // A bundle in the authority's file is how a CA is rotated: each of its certificates may have signed.
            let bundle = node.certificates(&authority.path);
            let by_bundle = std::iter::once(signer).chain(bundle).any(|candidate| {
                candidate.subject.der == leaf.issuer.der
                    && !matches!(
                        known.signatures.verify(leaf, candidate),
                        Err(VerifyError::Invalid | VerifyError::KeyUnusable { .. })
                    )
            });
            if !by_bundle && !through_intermediate(node, &row.path, known) {
                rows.push(row.name.clone());
            }
        }
        if !rows.is_empty() {
            let kind = FindingKind::SignedByAnother { authority: authority.name.clone() };
            findings.push(finding(Severity::Broken, rows, kind));
        }
    }
}

/// A leaf whose file goes on with an intermediate authority that signed it: the chain check of kubeadm accepts it.
fn through_intermediate(node: &Node<'_>, on_node: &str, known: &Known<'_, '_>) -> bool {
    let mut chain = node.certificates(on_node);
    let Some(leaf) = chain.next() else { return false };
    chain.any(|facts| {
        facts.is_authority && facts.subject.der == leaf.issuer.der && known.signatures.verify(leaf, facts).is_ok()
    })
}

/// Kubeconfigs that trust another CA than the one in `ca.crt`.
fn stale(node: &Node<'_>, tables: &Tables, findings: &mut Vec<Finding>) {
    let own: Vec<_> = node.certificates(&node.in_pki("ca.crt")).map(|facts| facts.key.sha256).collect();
    if own.is_empty() {
        return;
    }
    let kubeconfigs = tables.certificates.iter().map(|row| row.name.as_str()).filter(|name| name.ends_with(".conf"));
    let kubelet = tables.kubelet.iter().map(|row| row.name.as_str()).filter(|name| *name == "kubelet.conf");
    let rows: Vec<String> = kubeconfigs
        .chain(kubelet)
        .filter(|name| {
            let trusted = node.trusted(name);
            !trusted.is_empty() && !trusted.iter().any(|facts| own.contains(&facts.key.sha256))
        })
        .map(str::to_owned)
        .collect();
    if let Some(row) = rows.first().cloned() {
        findings.push(finding(Severity::Broken, rows, FindingKind::StaleAuthority { row }));
    }
}
