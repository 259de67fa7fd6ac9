//! The first thing a user reads: the worst, the next, and how many.

use std::collections::BTreeMap;

use pki::UnixTime;

use super::certificates::label;
use crate::{CertificateRow, ClusterReport, ExpiryRow, KeyRow, NodeReport, NodeRole, RowState, Severity, Summary};

/// How many of what ends next are told.
const NEXT: usize = 5;

/// Something with an end: node name, row name, end, severity.
struct Ending {
    node: String,
    row: String,
    end: Option<UnixTime>,
    severity: Severity,
}

/// Sums up.
pub(crate) fn summary(
    clusters: &[ClusterReport],
    certificates: &[CertificateRow],
    keys: &[KeyRow],
    tokens: usize,
    at: UnixTime,
) -> Summary {
    let nodes = || clusters.iter().flat_map(|cluster| &cluster.nodes);
    let rows = |node: &NodeReport| {
        let rows = node.certificates.iter().chain(&node.authorities).chain(&node.kubelet);
        rows.cloned().collect::<Vec<ExpiryRow>>()
    };
    let mut counts: BTreeMap<Severity, u32> = BTreeMap::new();
    let mut count = |severity| {
        let entry = counts.entry(severity).or_default();
        *entry = entry.saturating_add(1);
    };
    certificates.iter().for_each(|row| count(row.severity));
    let mut endings = Vec::new();
    for node in nodes() {
        for row in rows(node) {
            // What cannot be read is no certificate, but counts as one.
            if row.certificate.is_none() && row.severity == Severity::Broken {
                count(Severity::Broken);
            }
            if !matches!(row.state, RowState::NotExpected | RowState::NotDropped) {
                endings.push(Ending {
                    node: node.name.clone(),
                    row: row.name,
                    end: row.not_after,
                    severity: row.severity,
                });
            }
        }
    }
    endings.extend(certificates.iter().filter(|row| row.loose).map(|row| Ending {
        node: String::new(),
        row: label(row),
        end: row.facts.not_after,
        severity: row.severity,
    }));
    let worst = endings
        .iter()
        .min_by_key(|ending| (ending.severity, ending.node.is_empty(), ending.end))
        .map(|ending| (ending.node.clone(), ending.row.clone(), ending.end, ending.severity));
    let mut next: Vec<(UnixTime, &Ending)> =
        endings.iter().filter_map(|ending| Some((ending.end.filter(|end| *end >= at)?, ending))).collect();
    crate::order::sort_by(&mut next, |(a, first), (b, second)| {
        (a, &first.node, &first.row).cmp(&(b, &second.node, &second.row))
    });
    next.truncate(NEXT);
    let amount = |role: NodeRole| u32::try_from(nodes().filter(|node| node.role == role).count()).unwrap_or(u32::MAX);
    Summary {
        counts: counts.into_iter().collect(),
        worst,
        next: next.into_iter().map(|(end, ending)| (ending.node.clone(), ending.row.clone(), end)).collect(),
        control_plane_nodes: amount(NodeRole::ControlPlane),
        workers: amount(NodeRole::Worker),
        private_keys: u32::try_from(keys.len()).unwrap_or(u32::MAX),
        authority_keys: u32::try_from(keys.iter().filter(|key| key.of_authority).count()).unwrap_or(u32::MAX),
        tokens: u32::try_from(tokens).unwrap_or(u32::MAX),
    }
}
