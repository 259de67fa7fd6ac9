//! What was found about a cluster, a node or a row: what it is, why it matters, and what to do.
//!
//! What notices which break, and what only at its next start, was measured (breaks and reload of the behaviour notes).

use cluster::{Finding, FindingKind};
use pki::UnixTime;

use crate::Lang;
use crate::list::list;
use crate::role::role;
use crate::say::say;

mod authorities;
mod configuration;
mod dates;
mod files;
mod kubelet;
mod others;

/// A finding in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingText {
    /// What it is, in a line.
    pub title: String,
    /// Why it matters.
    pub explanation: String,
    /// Of rows that have ended: the row and what stops working. Empty for other findings.
    pub consequences: Vec<(String, String)>,
    /// What to do.
    pub help: String,
}

/// The finding in words. `node` is the name of the node it is about; empty for one about the cluster.
pub fn finding(finding: &Finding, node: &str, viewed_at: UnixTime, lang: Lang) -> FindingText {
    let (title, explanation, help) = match &finding.kind {
        FindingKind::Expired | FindingKind::NotYetValid { .. } => dates::words(finding, node, viewed_at, lang),
        FindingKind::AuthorityExpired | FindingKind::AuthorityEndsFirst { .. } => {
            authorities::words(finding, node, viewed_at, lang)
        }
        FindingKind::SignedByAnother { .. }
        | FindingKind::KeyDoesNotMatch { .. }
        | FindingKind::StaleAuthority { .. }
        | FindingKind::SharedFileDiffers { .. } => files::words(finding, node, lang),
        FindingKind::KubeletEmbeddedCertificate | FindingKind::KubeletServingSelfSigned => {
            kubelet::words(finding, node, lang)
        }
        FindingKind::ConfigurationDisagrees { .. }
        | FindingKind::NodeNameDisagrees { .. }
        | FindingKind::ConfigurationAmbiguous { .. }
        | FindingKind::ConfigurationRefused { .. } => configuration::words(finding, node, lang),
        _ => others::words(finding, node, lang),
    };
    let has_ended = matches!(finding.kind, FindingKind::Expired | FindingKind::AuthorityExpired);
    let consequences = if has_ended { consequences(&finding.rows, lang) } else { Vec::new() };
    FindingText { title, explanation, consequences, help }
}

/// Title, explanation, help.
type Three = (String, String, String);

fn consequences(rows: &[String], lang: Lang) -> Vec<(String, String)> {
    rows.iter().filter_map(|row| Some((row.clone(), role(row, lang)?.stops.to_owned()))).collect()
}

/// The rows of a finding in a title: up to three by name, more by their number; with the node where there is one.
fn concerned(rows: &[String], node: &str, lang: Lang) -> String {
    let what = match rows {
        [] => say!(lang, "all certificates", "所有证书"),
        [_] | [_, _] | [_, _, _] => list(rows, lang),
        more => {
            let count = more.len();
            say!(lang, "{count} certificates", "{count} 个证书")
        }
    };
    if node.is_empty() { what } else { say!(lang, "{what} on {node}", "{node} 上的 {what}") }
}

#[cfg(test)]
mod tests;
