//! Rows whose file is not there, though it belongs on the node.

use super::finding;
use crate::workspace::rows::Tables;
use crate::{Finding, FindingKind, RowState, Severity};

pub(super) fn find(tables: &Tables, findings: &mut Vec<Finding>) {
    let all = tables.certificates.iter().chain(&tables.authorities).chain(&tables.kubelet);
    let rows: Vec<String> = all.filter(|row| row.state == RowState::Missing).map(|row| row.name.clone()).collect();
    if !rows.is_empty() {
        findings.push(finding(Severity::Broken, rows, FindingKind::Missing));
    }
}
