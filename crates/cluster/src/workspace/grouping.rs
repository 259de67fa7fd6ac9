//! Which nodes form a cluster: told by its CA, by the other files all control-plane nodes share, and by the endpoint.

use std::collections::{BTreeSet, HashMap};

use intake::Thing;

use super::node::Node;

/// What a node shows of its cluster.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// Identities of cluster CAs: keys of the certificates, and key identifiers where only a leaf is there.
    pub(crate) authorities: BTreeSet<String>,
    /// Identities of what control-plane nodes share besides: etcd's and the front proxy's CA, the service account key.
    pub(crate) shared: BTreeSet<String>,
    /// The endpoint.
    pub(crate) endpoint: Option<String>,
}

/// Collects it.
pub(crate) fn evidence(node: &Node<'_>) -> Evidence {
    let mut found = Evidence { endpoint: node.endpoint(), ..Evidence::default() };
    let embedded = ["admin.conf", "super-admin.conf", "controller-manager.conf", "scheduler.conf", "kubelet.conf"];
    let own = node.certificates(&node.in_pki("ca.crt"));
    for facts in own.chain(embedded.iter().flat_map(|name| node.trusted(name))) {
        found.authorities.insert(format!("key {}", facts.key.sha256));
        if let Some(identifier) = &facts.subject_key_identifier {
            found.authorities.insert(format!("identifier {}", hexadecimal(identifier)));
        }
    }
    if found.authorities.is_empty() {
        let leaves = [
            node.kubelet_pem("kubelet-client-").and_then(|file| node.certificate(&file)),
            node.client("kubelet.conf"),
            node.client("admin.conf"),
            node.certificate(&node.in_pki("apiserver.crt")),
            node.kubelet_pem("kubelet-server-").and_then(|file| node.certificate(&file)),
        ];
        let identifier = leaves.into_iter().flatten().find_map(|facts| facts.authority_key_identifier.as_deref());
        found.authorities.extend(identifier.map(|bytes| format!("identifier {}", hexadecimal(bytes))));
    }
    for relative in ["etcd/ca.crt", "front-proxy-ca.crt"] {
        let certificates = node.certificates(&node.in_pki(relative));
        found.shared.extend(certificates.map(|facts| format!("{relative} {}", facts.key.sha256)));
    }
    for relative in ["sa.pub", "sa.key"] {
        let items = node.files.get(&node.in_pki(relative)).into_iter().flat_map(|file| &file.items);
        found.shared.extend(items.filter_map(|item| match &item.thing {
            Thing::PublicKey(key) => Some(format!("sa {}", key.sha256)),
            Thing::PrivateKey(key) => Some(format!("sa {}", key.public.sha256)),
            _ => None,
        }));
    }
    found
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Two nodes belong together.
fn together(a: &Evidence, b: &Evidence) -> bool {
    let same_endpoint = a.endpoint.is_some() && a.endpoint == b.endpoint;
    if !a.shared.is_disjoint(&b.shared) {
        return true;
    }
    if !a.authorities.is_disjoint(&b.authorities) {
        // One CA may stand above several clusters: then nothing else is the same.
        let other_endpoint = a.endpoint.is_some() && b.endpoint.is_some() && !same_endpoint;
        return !(other_endpoint && !a.shared.is_empty() && !b.shared.is_empty());
    }
    // The same address with other authorities is another cluster; without any authority, the address decides.
    let bare = |evidence: &Evidence| evidence.authorities.is_empty() && evidence.shared.is_empty();
    same_endpoint && (bare(a) || bare(b))
}

/// Numbers the cluster of each node, in the order of the nodes.
pub(crate) fn group(evidence: &[Evidence]) -> Vec<usize> {
    // Only nodes with something in common are compared.
    let mut seen: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut leader: Vec<usize> = (0..evidence.len()).collect();
    for (index, own) in evidence.iter().enumerate() {
        let signs = own.authorities.iter().chain(&own.shared).chain(&own.endpoint);
        for sign in signs {
            let others = seen.entry(sign.as_str()).or_default();
            for other in others.iter() {
                if evidence.get(*other).is_some_and(|theirs| together(own, theirs)) {
                    unite(&mut leader, index, *other);
                }
            }
            others.push(index);
        }
    }
    (0..evidence.len()).map(|index| lead(&leader, index)).collect()
}

fn lead(leader: &[usize], mut index: usize) -> usize {
    while let Some(next) = leader.get(index).copied().filter(|next| *next != index) {
        index = next;
    }
    index
}

fn unite(leader: &mut [usize], a: usize, b: usize) {
    let (a, b) = (lead(leader, a), lead(leader, b));
    if let Some(entry) = leader.get_mut(a.max(b)) {
        *entry = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(authorities: &[&str], shared: &[&str], endpoint: &str) -> Evidence {
        Evidence {
            authorities: authorities.iter().map(|a| (*a).to_owned()).collect(),
            shared: shared.iter().map(|a| (*a).to_owned()).collect(),
            endpoint: (!endpoint.is_empty()).then(|| endpoint.to_owned()),
        }
    }

    #[test]
    fn nodes_are_grouped_by_what_a_cluster_shares() {
        for (why, a, b, same) in [
            ("one CA, one endpoint", node(&["x"], &[], "lb:1"), node(&["x"], &[], "lb:1"), true),
            ("a worker knows only the CA", node(&["x"], &["sa"], "lb:1"), node(&["x"], &[], "10.0.0.1:1"), true),
            ("one address in two clusters", node(&["x"], &["s"], "h:1"), node(&["y"], &["t"], "h:1"), false),
            ("one CA over two clusters", node(&["x"], &["s"], "h:1"), node(&["x"], &["t"], "i:1"), false),
            ("a CA that differs on one node", node(&["x"], &["s"], "h:1"), node(&["y"], &["s"], "h:1"), true),
            ("nothing but a configuration", node(&[], &[], "h:1"), node(&["y"], &["s"], "h:1"), true),
            ("nothing at all", node(&[], &[], ""), node(&[], &[], ""), false),
        ] {
            let groups = group(&[a, b]);
            assert_eq!(groups.first() == groups.get(1), same, "{why}");
        }
    }
}
