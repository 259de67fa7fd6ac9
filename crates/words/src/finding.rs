//! What was found about a cluster, a node or a row: what it is, why it matters, and what to do.
//!
//! What notices which break, and what only at its next start, was measured (breaks and reload of the behaviour notes).

use cluster::{Finding, FindingKind};
use pki::UnixTime;

use crate::Lang;
use crate::list::list;
use crate::role::role;
use crate::say::say;

mod another_thing;
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
    let what = &concerned(&finding.rows, node, lang);
    let rows = finding.rows.as_slice();
    let (title, explanation, help) = match &finding.kind {
        FindingKind::KubeadmStops { error } => others::kubeadm_stops(error, lang),
        FindingKind::AnotherThing { path, kubeconfig_wanted, content } => {
            another_thing::words(what, path, *kubeconfig_wanted, *content, lang)
        }
        FindingKind::Missing => files::missing(what, rows, lang),
        FindingKind::Expired => dates::expired(what, rows, lang),
        FindingKind::NotYetValid { not_before } => dates::not_yet_valid(what, *not_before, viewed_at, lang),
        FindingKind::AuthorityExpired => authorities::expired(what, lang),
        FindingKind::AuthorityEndsFirst { authority, not_after } => {
            authorities::ends_first(what, authority, *not_after, viewed_at, lang)
        }
        FindingKind::SignedByAnother { authority } => files::signed_by_another(what, authority, lang),
        FindingKind::KeyDoesNotMatch { path } => files::key_does_not_match(what, path, lang),
        FindingKind::StaleAuthority { row } => files::stale_authority(row, node, lang),
        FindingKind::SharedFileDiffers { file, groups } => files::shared_file_differs(file, groups, lang),
        FindingKind::ExternallyManaged { authorities, no_key_dropped } => {
            others::externally_managed(authorities, *no_key_dropped, lang)
        }
        FindingKind::KubeletEmbeddedCertificate => kubelet::embedded_certificate(rows, node, lang),
        FindingKind::KubeletServingSelfSigned => kubelet::serving_self_signed(rows, node, lang),
        FindingKind::ConfigurationDisagrees { field, wanted, actual } => {
            configuration::configuration_disagrees(what, field, wanted, actual, lang)
        }
        FindingKind::NodeNameDisagrees { wanted, actual } => configuration::node_name_disagrees(wanted, actual, lang),
        FindingKind::ConfigurationAmbiguous { paths } => configuration::configuration_ambiguous(paths, lang),
        FindingKind::ConfigurationRefused { error } => configuration::configuration_refused(error, lang),
        FindingKind::SystemMasters => others::system_masters(what, lang),
        FindingKind::WeakKey { algorithm } => others::weak_key(what, algorithm, lang),
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
