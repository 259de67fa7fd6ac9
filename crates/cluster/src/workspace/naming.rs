//! What a node is called: its certificates first, then its configuration, then its folder (spec section 16).

use std::collections::HashSet;

use intake::{ReadFile, Thing};
use pki::{CertificateFacts, SubjectAlternativeName};

use super::node::{Node, host_of};
use super::path;
use crate::NameSource;

/// What the CN of a kubelet's client or serving certificate starts with.
pub(crate) const NODE_USER: &str = "system:node:";

/// The name that the certificates of a node carry.
pub(crate) fn from_certificates(node: &Node<'_>) -> Option<String> {
    etcd_name(node).or_else(|| kubelet_name(node)).or_else(|| api_server_name(node)).filter(|name| !name.is_empty())
}

/// The CN of `etcd/server.crt`, which is the node's name where kubeadm made it.
pub(crate) fn etcd_name(node: &Node<'_>) -> Option<String> {
    let facts = node.certificate(&node.in_pki("etcd/server.crt")).filter(|facts| !facts.is_authority)?;
    let name = facts.subject.common_name()?;
    // The names that kubeadm's documentation gives to certificates made by other means.
    (!matches!(name, "kube-etcd" | "etcd" | "etcd-server")).then(|| name.to_owned())
}

/// The name in what the kubelet signs in with.
pub(crate) fn kubelet_name(node: &Node<'_>) -> Option<String> {
    let embedded = node.client("kubelet.conf").and_then(|facts| facts.subject.common_name());
    let user = node.kubeconfig("kubelet.conf").and_then(|k| k.current().2).map(|user| user.name.as_str());
    let rotated = node.kubelet_pem("kubelet-client-").and_then(|file| node.certificate(&file));
    let names = [embedded, rotated.and_then(|facts| facts.subject.common_name()), user];
    names.into_iter().flatten().find_map(|name| name.strip_prefix(NODE_USER)).map(str::to_owned)
}

/// The one DNS name of the API server that is neither Kubernetes' own, nor the endpoint, nor an extra name.
fn api_server_name(node: &Node<'_>) -> Option<String> {
    let facts = node.certificate(&node.in_pki("apiserver.crt"))?;
    let endpoint = node.endpoint();
    let host = endpoint.as_deref().map(host_of);
    let extra = node.configuration().map(|c| c.api_server_names.as_slice()).unwrap_or_default();
    let own = |name: &str| {
        name != "kubernetes"
            && name != "localhost"
            && name != "kubernetes.default"
            && !name.starts_with("kubernetes.default.svc")
            && Some(name) != host
            && !extra.iter().any(|e| e.eq_ignore_ascii_case(name))
    };
    let mut left = facts.names.iter().filter_map(|name| match name {
        SubjectAlternativeName::Dns(dns) if own(dns) => Some(dns.as_str()),
        _ => None,
    });
    let first = left.next()?;
    left.next().is_none().then(|| first.to_owned())
}

/// Names a node by the best that is known of it.
pub(crate) fn name(node: &mut Node<'_>, given: &[(String, String)]) {
    let chosen = given.iter().rev().find(|(id, name)| *id == node.site.id && !name.trim().is_empty());
    let configured = || node.configuration().and_then(|c| c.node_name.clone()).filter(|name| !name.is_empty());
    let (name, source) = if let Some((_, name)) = chosen {
        (name.trim().to_owned(), NameSource::Given)
    } else if let Some(name) = from_certificates(node) {
        (name, NameSource::Certificates)
    } else if let Some(name) = configured() {
        (name, NameSource::Configuration)
    } else {
        (folder_name(&node.site.id), NameSource::Folder)
    };
    node.name = name;
    node.name_source = source;
}

/// `cp-1` of `drop/cp-1/etc/kubernetes` or `cp-1.tar.gz/etc/kubernetes`.
fn folder_name(id: &str) -> String {
    let tails = ["etc/kubernetes", "var/lib/kubelet", "etc-kubernetes"];
    let outer = tails.iter().find_map(|tail| path::before(id, tail)).unwrap_or(id);
    let folder = if outer.is_empty() { id } else { outer };
    let name = path::name(folder);
    let name = [".tar.gz", ".tgz", ".tar", ".zip"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    if name.is_empty() || name == "." { "node".to_owned() } else { name.to_owned() }
}

/// Makes names unique by adding a number; earlier ones keep theirs.
pub(crate) fn make_unique<'n>(names: impl Iterator<Item = &'n mut String>) {
    let mut taken: HashSet<String> = HashSet::new();
    for name in names {
        let mut number = 1_u32;
        let mut candidate = name.clone();
        while !taken.insert(candidate.clone()) {
            number = number.saturating_add(1);
            candidate = format!("{name} ({number})");
        }
        *name = candidate;
    }
}

/// The name that a folder of kubelet files carries: from a client certificate (strict), else the host name of
/// `kubelet.crt`, whose CN is `host@seconds` (spec section 10).
pub(crate) fn carried<'a>(files: impl Iterator<Item = &'a ReadFile>) -> Option<(String, bool)> {
    let mut host = None;
    for file in files {
        for facts in file.items.iter().filter_map(|item| match &item.thing {
            Thing::Certificate(facts) => Some(facts),
            _ => None,
        }) {
            if let Some(name) = common_name(facts).strip_prefix(NODE_USER) {
                return Some((name.to_owned(), true));
            }
            if path::name(&file.path) == "kubelet.crt" && host.is_none() {
                host = common_name(facts).split_once('@').map(|(host, _)| host.to_owned());
            }
        }
    }
    host.map(|name| (name, false))
}

fn common_name(facts: &CertificateFacts) -> &str {
    facts.subject.common_name().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_names_without_what_every_node_has() {
        for (id, name) in [
            ("cp-1/etc/kubernetes", "cp-1"),
            ("drop/cp-2.tar.gz/etc/kubernetes", "cp-2"),
            ("01-default-single-node/etc-kubernetes", "01-default-single-node"),
            ("etc-kubernetes", "etc-kubernetes"),
            ("w-1.tgz/var/lib/kubelet", "w-1"),
            (".", "node"),
        ] {
            assert_eq!(folder_name(id), name, "{id}");
        }
    }

    #[test]
    fn two_names_are_never_alike() {
        let mut names = ["a", "b", "a", "a (2)", "a"].map(str::to_owned);
        make_unique(names.iter_mut());
        assert_eq!(names, ["a", "b", "a (2)", "a (2) (2)", "a (3)"]);
    }
}
