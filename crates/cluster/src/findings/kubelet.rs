//! What is wrong with what the kubelet signs in with and serves with (spec section 10).

use super::{Known, finding};
use crate::workspace::naming::NODE_USER;
use crate::workspace::node::Node;
use crate::workspace::rows::Tables;
use crate::{Finding, FindingKind, Severity};

pub(super) fn find(node: &Node<'_>, tables: &Tables, known: &Known<'_, '_>, findings: &mut Vec<Finding>) {
    let embedded = node
        .client("kubelet.conf")
        .filter(|facts| facts.subject.common_name().is_some_and(|name| name.starts_with(NODE_USER)));
    // kubeadm points the file at the rotated certificate as soon as that exists; before, embedding is normal.
    let rotated = node.kubelet_pem("kubelet-client-");
    if let Some(facts) = embedded
        && (rotated.is_some() || lasts_no_longer(facts, known))
    {
        let row = "kubelet.conf".to_owned();
        let severity = tables.kubelet.iter().find(|r| r.name == row).map_or(Severity::Watch, |row| row.severity);
        findings.push(finding(severity.min(Severity::Watch), vec![row], FindingKind::KubeletEmbeddedCertificate));
    }
    let serving = tables.kubelet.iter().find(|row| row.name == "kubelet.crt");
    let replaced = tables.kubelet.iter().any(|row| row.name == "kubelet-server-current.pem");
    if let Some(row) = serving.filter(|_| !replaced)
        && known.of(row).is_some_and(|facts| facts.subject.common_name().is_some_and(|name| name.contains('@')))
    {
        findings.push(finding(Severity::Fine, vec![row.name.clone()], FindingKind::KubeletServingSelfSigned));
    }
}

/// A node that has worked for months has rotated, so an embedded certificate of that age is the old fault.
fn lasts_no_longer(facts: &pki::CertificateFacts, known: &Known<'_, '_>) -> bool {
    let life = facts.not_before.zip(facts.not_after).map(|(begin, end)| (begin, end.seconds() - begin.seconds()));
    life.is_some_and(|(begin, life)| known.view.settings.viewed_at > begin.plus(life / 10 * 7))
}
