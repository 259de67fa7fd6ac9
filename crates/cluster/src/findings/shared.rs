//! The files that all control-plane nodes of a cluster share (spec sections 1.7 and 19.1).

use std::collections::BTreeMap;

use intake::{ReadFile, Thing};

use super::finding;
use crate::workspace::node::Node;
use crate::{Finding, FindingKind, Severity};

const SHARED: [&str; 8] =
    ["ca.crt", "ca.key", "etcd/ca.crt", "etcd/ca.key", "front-proxy-ca.crt", "front-proxy-ca.key", "sa.key", "sa.pub"];

pub(super) fn find(nodes: &[&Node<'_>], findings: &mut Vec<Finding>) {
    for file in SHARED {
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for node in nodes.iter().filter(|node| node.site.control_plane) {
            if let Some(state) = node.files.get(&node.in_pki(file)).and_then(|found| state(found)) {
                groups.entry(state).or_default().push(node.name.clone());
            }
        }
        if groups.len() > 1 {
            let mut groups: Vec<Vec<String>> = groups.into_values().collect();
            crate::order::sort_by(&mut groups, |a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            let kind = FindingKind::SharedFileDiffers { file: file.to_owned(), groups };
            findings.push(finding(Severity::Broken, Vec::new(), kind));
        }
    }
}

/// What a file amounts to: its certificates and keys, whatever text stands around them. `None` where nothing was read,
/// which is said elsewhere.
fn state(file: &ReadFile) -> Option<String> {
    let things = file.items.iter().filter_map(|item| match &item.thing {
        Thing::Certificate(facts) => Some(facts.sha256),
        Thing::PrivateKey(facts) => Some(facts.public.sha256),
        Thing::PublicKey(facts) => Some(facts.sha256),
        _ => None,
    });
    let mut things: Vec<String> = things.map(|fingerprint| fingerprint.to_string()).collect();
    crate::order::sort(&mut things);
    (!things.is_empty()).then(|| things.join(" "))
}
