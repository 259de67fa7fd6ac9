//! Where kubeadm itself would stop, and what it takes for externally managed.

use super::{Known, finding};
use crate::catalogue::AuthorityName;
use crate::check::Outcome;
use crate::workspace::node::Node;
use crate::workspace::overview::configuration_choice;
use crate::workspace::rows::Tables;
use crate::{Finding, FindingKind, RowState, Severity};

pub(super) fn find(
    node: &Node<'_>,
    tables: &Tables,
    outcome: &Outcome,
    known: &Known<'_, '_>,
    findings: &mut Vec<Finding>,
) {
    let all = || tables.certificates.iter().chain(&tables.authorities);
    if let Some(error) = outcome.error.clone() {
        if outcome.layout.is_none() {
            findings.push(finding(Severity::Broken, Vec::new(), FindingKind::ConfigurationRefused { error }));
        } else {
            let failed = all().filter(|row| matches!(row.state, RowState::Failed(_)));
            let rows = failed.map(|row| row.name.clone()).collect();
            findings.push(finding(Severity::Broken, rows, FindingKind::KubeadmStops { error }));
        }
    }
    let choice = configuration_choice(node);
    if choice.ask {
        findings.push(finding(
            Severity::Watch,
            Vec::new(),
            FindingKind::ConfigurationAmbiguous { paths: choice.found },
        ));
    }
    let external = |row: &&crate::ExpiryRow| row.externally_managed == Some(true);
    let authorities: Vec<String> = tables.authorities.iter().filter(external).map(|row| row.name.clone()).collect();
    if !authorities.is_empty() {
        let rows = all().filter(external).map(|row| row.name.clone()).collect();
        let no_key_dropped = !has_authority_key(node) && !known.view.settings.keys_present.contains(&node.site.id);
        findings.push(finding(Severity::Fine, rows, FindingKind::ExternallyManaged { authorities, no_key_dropped }));
    }
}

/// At least one CA key was dropped with the node, so the others are missing on purpose.
fn has_authority_key(node: &Node<'_>) -> bool {
    let all = AuthorityName::ALL;
    all.iter().any(|authority| node.files.contains_key(&node.in_pki(&format!("{}.key", authority.base()))))
}
