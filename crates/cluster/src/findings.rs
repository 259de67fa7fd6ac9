//! What is to be said of nodes and clusters beyond their rows: facts, sorted by urgency, one for many rows.

mod another_thing;
mod authorities;
mod configuration;
mod keys;
mod kubelet;
mod masters;
mod missing;
mod shared;
mod stops;
mod validity;

use pki::CertificateFacts;

use crate::check::Outcome;
use crate::workspace::inventory::Inventory;
use crate::workspace::node::Node;
use crate::workspace::rows::{Tables, View};
use crate::workspace::signatures::Signatures;
use crate::{ExpiryRow, Finding, FindingKind, Severity};

/// What findings are made from besides the node.
pub(crate) struct Known<'k, 'a> {
    /// Everything that was found.
    pub(crate) inventory: &'k Inventory<'a>,
    /// Signatures verified so far.
    pub(crate) signatures: &'k Signatures,
    /// Release, instant and thresholds.
    pub(crate) view: View<'k>,
}

impl<'a> Known<'_, 'a> {
    /// The certificate of a row.
    fn of(&self, row: &ExpiryRow) -> Option<&'a CertificateFacts> {
        row.certificate.and_then(|fingerprint| self.inventory.certificate(fingerprint)).map(|held| held.facts)
    }
}

fn finding(severity: Severity, rows: Vec<String>, kind: FindingKind) -> Finding {
    Finding { severity, rows, kind }
}

/// What is to be said of a node.
pub(crate) fn of_node(
    node: &Node<'_>,
    tables: &Tables,
    outcome: Option<&Outcome>,
    known: &Known<'_, '_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    validity::find(tables, known, &mut findings);
    missing::find(tables, &mut findings);
    another_thing::find(node, tables, &mut findings);
    authorities::find(node, tables, known, &mut findings);
    kubelet::find(node, tables, known, &mut findings);
    keys::find(node, tables, known, &mut findings);
    if let Some(outcome) = outcome {
        stops::find(node, tables, outcome, known, &mut findings);
        configuration::find(node, &mut findings);
        masters::find(tables, known, &mut findings);
    }
    sorted(findings)
}

/// What is to be said of a cluster.
pub(crate) fn of_cluster(nodes: &[&Node<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    shared::find(nodes, &mut findings);
    sorted(findings)
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    crate::order::sort_by_key(&mut findings, |finding| finding.severity);
    findings
}
