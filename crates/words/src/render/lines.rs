//! A report walked line by line, in the order in which every document shows it.

use std::collections::BTreeMap;

use cluster::{CertificateRow, ClusterReport, ExpiryRow, NodeReport, Report};
use pki::Fingerprint;

use crate::Lang;
use crate::say::pick;

/// The tables of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Table {
    /// kubeadm's first table.
    Certificates,
    /// kubeadm's second table.
    Authorities,
    /// What the kubelet manages.
    Kubelet,
}

impl Table {
    pub(super) const ALL: [Self; 3] = [Self::Certificates, Self::Authorities, Self::Kubelet];

    pub(super) fn rows(self, node: &NodeReport) -> &[ExpiryRow] {
        match self {
            Self::Certificates => &node.certificates,
            Self::Authorities => &node.authorities,
            Self::Kubelet => &node.kubelet,
        }
    }

    pub(super) fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Certificates => pick!(lang, "Certificates", "证书"),
            Self::Authorities => pick!(lang, "Certificate authorities", "证书颁发机构"),
            Self::Kubelet => pick!(lang, "Managed by the kubelet", "由 kubelet 管理"),
        }
    }
}

/// A row of a node's table with everything around it.
pub(super) struct Line<'a> {
    pub(super) cluster: &'a ClusterReport,
    pub(super) node: &'a NodeReport,
    pub(super) table: Table,
    pub(super) row: &'a ExpiryRow,
    pub(super) certificate: Option<&'a CertificateRow>,
}

/// All rows of all nodes.
pub(super) fn lines(report: &Report) -> Vec<Line<'_>> {
    let by_fingerprint: BTreeMap<Fingerprint, &CertificateRow> =
        report.certificates.iter().map(|row| (row.facts.sha256, row)).collect();
    let mut lines = Vec::new();
    for cluster in &report.clusters {
        for node in &cluster.nodes {
            for table in Table::ALL {
                lines.extend(table.rows(node).iter().map(|row| Line {
                    cluster,
                    node,
                    table,
                    row,
                    certificate: row.certificate.and_then(|print| by_fingerprint.get(&print).copied()),
                }));
            }
        }
    }
    lines
}

/// The certificates that stand in no table.
pub(super) fn loose(report: &Report) -> impl Iterator<Item = &CertificateRow> {
    report.certificates.iter().filter(|row| row.loose)
}
