//! The lists of everything that was found: certificates, requests, keys, files.

use std::collections::HashMap;

use intake::{ProblemKind, Thing};
use pki::Fingerprint;

use super::inventory::Inventory;
use super::marks::KUBELET;
use super::overview::Overview;
use super::{path, references};
use crate::severity::{Rule, severity};
use crate::{CertificateRow, ClusterReport, FileRow, KeyRow, RequestRow, Settings};

/// The rows of nodes that show a certificate: node identity and row name.
pub(crate) type Shown = HashMap<Fingerprint, Vec<(String, String)>>;

/// Which certificates stand in which rows of the nodes: the one that the row shows, and what follows it in its file.
pub(crate) fn shown(clusters: &[ClusterReport], overview: &Overview<'_>) -> Shown {
    let mut shown = Shown::new();
    let nodes = overview.clusters.iter().flat_map(|cluster| &cluster.nodes);
    for (node, report) in nodes.zip(clusters.iter().flat_map(|cluster| &cluster.nodes)) {
        for row in report.certificates.iter().chain(&report.authorities).chain(&report.kubelet) {
            // The authorities in a kubeconfig are no part of its row.
            let rest = Some(&row.path).filter(|on_node| !on_node.ends_with(".conf"));
            let rest = rest.into_iter().flat_map(|on_node| node.certificates(on_node)).map(|facts| facts.sha256);
            for fingerprint in row.certificate.into_iter().chain(rest) {
                let rows = shown.entry(fingerprint).or_default();
                let place = (report.id.clone(), row.name.clone());
                if !rows.contains(&place) {
                    rows.push(place);
                }
            }
        }
    }
    shown
}

/// How certificates in the kubelets' folders are judged: the newest of a kind as rotated, the others as superseded.
pub(crate) fn rotated(overview: &Overview<'_>) -> HashMap<Fingerprint, Rule> {
    let mut rules = HashMap::new();
    for node in overview.clusters.iter().flat_map(|cluster| &cluster.nodes) {
        for prefix in ["kubelet-client-", "kubelet-server-"] {
            let current = node.kubelet_pem(prefix).and_then(|file| node.certificate(&file)).map(|facts| facts.sha256);
            let folder = format!("{KUBELET}/pki/{prefix}");
            let dated = node.files.range(folder.clone()..).take_while(|(on_node, _)| on_node.starts_with(&folder));
            for facts in dated.filter_map(|(on_node, _)| node.certificate(on_node)) {
                let rule = if Some(facts.sha256) == current { Rule::Rotated } else { Rule::Superseded };
                rules.insert(facts.sha256, rule);
            }
        }
        // The throw-away authority in `kubelet.crt` signed that one certificate and is never used again.
        let own = node.certificates(&format!("{KUBELET}/pki/kubelet.crt")).filter(|facts| facts.is_authority);
        rules.extend(own.map(|facts| (facts.sha256, Rule::Leaf)));
    }
    rules
}

/// Every certificate once.
pub(crate) fn certificates(
    inventory: &Inventory<'_>,
    shown: &Shown,
    rules: &HashMap<Fingerprint, Rule>,
    settings: &Settings,
) -> Vec<CertificateRow> {
    let row = |held: &super::inventory::Held<'_, pki::CertificateFacts>| {
        let rows = shown.get(&held.facts.sha256).cloned().unwrap_or_default();
        let rule = rules.get(&held.facts.sha256).copied().unwrap_or_else(|| Rule::of(held.facts));
        CertificateRow {
            facts: held.facts.clone(),
            severity: severity(held.facts, rule, settings.viewed_at, &settings.thresholds),
            places: inventory.places(&held.places),
            loose: rows.is_empty(),
            rows,
        }
    };
    inventory.certificates.iter().map(row).collect()
}

/// Every request once.
pub(crate) fn requests(inventory: &Inventory<'_>) -> Vec<RequestRow> {
    let row = |held: &super::inventory::Held<'_, pki::RequestFacts>| RequestRow {
        facts: held.facts.clone(),
        places: inventory.places(&held.places),
        key: inventory.key_match(held.facts.key.sha256, &held.places),
    };
    inventory.requests.iter().map(row).collect()
}

/// Every private key once.
pub(crate) fn keys(inventory: &Inventory<'_>) -> Vec<KeyRow> {
    let row = |held: &super::inventory::Held<'_, pki::PrivateKeyFacts>| {
        let certificates: Vec<_> = inventory.with_key(held.facts.public.sha256).collect();
        KeyRow {
            facts: held.facts.clone(),
            places: inventory.places(&held.places),
            of_authority: certificates.iter().any(|facts| facts.is_authority),
            certificates: certificates.iter().map(|facts| facts.sha256).collect(),
        }
    };
    inventory.keys.iter().map(row).collect()
}

/// Every file, with what is wrong with it and what it points to in vain.
pub(crate) fn files(overview: &Overview<'_>) -> Vec<FileRow> {
    let names = references::by_name(&overview.files);
    let row = |(number, file): (usize, &&intake::ReadFile)| {
        let mut problems = file.problems.clone();
        problems.extend(references::missing(file, overview, &names));
        let locked = file.items.iter().find_map(|item| match item.thing {
            Thing::Locked(locked) => Some(locked),
            _ => None,
        });
        FileRow {
            path: file.path.clone(),
            size: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
            kind: file.kind,
            node: overview.owners.get(&number).cloned().unwrap_or_default(),
            items: u32::try_from(file.items.len()).unwrap_or(u32::MAX),
            problems,
            locked,
        }
    };
    let mut rows: Vec<FileRow> = overview.files.iter().enumerate().map(row).collect();
    crate::order::sort_by(&mut rows, |a, b| a.path.cmp(&b.path));
    rows
}

/// The questions about passwords.
pub(crate) fn locked(rows: &[FileRow]) -> impl Iterator<Item = crate::Question> {
    rows.iter().filter_map(|row| {
        Some(crate::Question::Password {
            path: row.path.clone(),
            locked: row.locked?,
            wrong: row.problems.iter().any(|problem| problem.kind == ProblemKind::WrongPassword),
        })
    })
}

/// What a loose certificate is called in a summary: its common name, else its file.
pub(crate) fn label(row: &CertificateRow) -> String {
    let file = || row.places.first().map(|place| path::name(&place.path).to_owned());
    row.facts.subject.common_name().map(str::to_owned).or_else(file).unwrap_or_default()
}
