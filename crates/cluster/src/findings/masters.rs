//! Client certificates with all rights, which nobody can take back.

use super::{Known, finding};
use crate::workspace::rows::Tables;
use crate::{Finding, FindingKind, Severity};

pub(super) fn find(tables: &Tables, known: &Known<'_, '_>, findings: &mut Vec<Finding>) {
    let rows: Vec<String> = tables
        .certificates
        .iter()
        .filter(|row| row.name.ends_with(".conf"))
        .filter(|row| known.of(row).is_some_and(|facts| facts.subject.organizations().contains(&"system:masters")))
        .map(|row| row.name.clone())
        .collect();
    if !rows.is_empty() {
        findings.push(finding(Severity::Fine, rows, FindingKind::SystemMasters));
    }
}
