//! Certificates and authorities that have ended, have not begun, or end in the wrong order.

use std::collections::BTreeMap;

use pki::UnixTime;

use super::{Known, finding};
use crate::workspace::rows::Tables;
use crate::{ExpiryRow, Finding, FindingKind, Severity};

pub(super) fn find(tables: &Tables, known: &Known<'_, '_>, findings: &mut Vec<Finding>) {
    let leafs = || tables.certificates.iter().chain(&tables.kubelet);
    let named = |rows: &mut dyn Iterator<Item = &ExpiryRow>| rows.map(|row| row.name.clone()).collect::<Vec<_>>();
    let expired = named(&mut leafs().filter(|row| row.severity == Severity::Expired));
    if !expired.is_empty() {
        findings.push(finding(Severity::Expired, expired, FindingKind::Expired));
    }
    let over = named(&mut tables.authorities.iter().filter(|row| row.severity == Severity::Expired));
    if !over.is_empty() {
        findings.push(finding(Severity::Expired, over, FindingKind::AuthorityExpired));
    }
    // What was made in one go begins within seconds: one finding for a day, with its last beginning.
    let mut early: BTreeMap<i64, (UnixTime, Vec<String>)> = BTreeMap::new();
    for row in leafs().chain(&tables.authorities) {
        if let Some(begin) = row.not_before.filter(|begin| *begin > known.view.settings.viewed_at) {
            let (last, rows) = early.entry(begin.seconds().div_euclid(86_400)).or_insert((begin, Vec::new()));
            *last = begin.max(*last);
            rows.push(row.name.clone());
        }
    }
    for (not_before, rows) in early.into_values() {
        findings.push(finding(Severity::NotYetValid, rows, FindingKind::NotYetValid { not_before }));
    }
    for authority in &tables.authorities {
        let Some(end) = authority.not_after else { continue };
        let longer = |row: &&ExpiryRow| row.not_after.is_some_and(|own| own > end) && signed_by(row, authority, known);
        let rows = named(&mut leafs().filter(longer));
        if !rows.is_empty() {
            // The end of the authority is the true end of its leafs, so it is as urgent as that.
            let severity = authority.severity.min(Severity::Watch);
            let kind = FindingKind::AuthorityEndsFirst { authority: authority.name.clone(), not_after: end };
            findings.push(finding(severity, rows, kind));
        }
    }
}

/// By name alone: whether the signature holds is another finding.
fn signed_by(row: &ExpiryRow, authority: &ExpiryRow, known: &Known<'_, '_>) -> bool {
    match (known.of(row), known.of(authority)) {
        (Some(leaf), Some(authority)) => leaf.issuer.der == authority.subject.der,
        _ => false,
    }
}
