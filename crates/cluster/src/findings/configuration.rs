//! Whether the certificates have what the chosen configuration asks for (spec sections 1.4, 1.5 and 2.1).

use kube::KubeadmConfiguration;
use pki::{CertificateFacts, SubjectAlternativeName};

use super::finding;
use crate::workspace::address;
use crate::workspace::naming;
use crate::workspace::node::{Node, host_of};
use crate::{Finding, FindingKind, Severity};

const API_SERVER: &str = "apiserver";

pub(super) fn find(node: &Node<'_>, findings: &mut Vec<Finding>) {
    names(node, findings);
    let Some(configuration) = node.configuration() else { return };
    if let Some(facts) = node.certificate(&node.in_pki("apiserver.crt")) {
        api_server(node, configuration, facts, findings);
    }
    for (row, relative, field, wanted) in [
        ("etcd-server", "etcd/server.crt", "etcd.local.serverCertSANs", &configuration.etcd_server_names),
        ("etcd-peer", "etcd/peer.crt", "etcd.local.peerCertSANs", &configuration.etcd_peer_names),
    ] {
        if let Some(facts) = node.certificate(&node.in_pki(relative)).filter(|_| is_own(node)) {
            disagree(row, field, missing(facts, wanted.iter().cloned()), facts, findings);
        }
    }
    endpoint(node, configuration, findings);
}

/// The configuration lies in the node's own folder, so what it says of a node it says of this one.
fn is_own(node: &Node<'_>) -> bool {
    node.chosen.is_some_and(|chosen| node.files.values().any(|file| file.path == chosen.path))
}

/// The name of the node, wherever it stands (spec section 15, number 10).
fn names(node: &Node<'_>, findings: &mut Vec<Finding>) {
    let configured = node.configuration().and_then(|c| c.node_name.clone()).filter(|_| is_own(node));
    let configured = configured.map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty());
    let kubelet = naming::kubelet_name(node);
    let Some(wanted) = configured.or_else(|| kubelet.clone()) else { return };
    let etcd = |relative: &str| {
        let facts = node.certificate(&node.in_pki(relative)).filter(|facts| !facts.is_authority);
        facts.and_then(|facts| facts.subject.common_name())
    };
    let carried = [
        ("etcd-server", naming::etcd_name(node)),
        ("etcd-peer", etcd("etcd/peer.crt").filter(|name| !name.starts_with("kube-etcd")).map(str::to_owned)),
        ("kubelet.conf", kubelet),
    ];
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (row, name) in carried {
        let Some(actual) = name.filter(|name| *name != wanted) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == actual) {
            Some((_, rows)) => rows.push(row.to_owned()),
            None => groups.push((actual, vec![row.to_owned()])),
        }
    }
    for (actual, rows) in groups {
        let kind = FindingKind::NodeNameDisagrees { wanted: wanted.clone(), actual };
        findings.push(finding(Severity::Watch, rows, kind));
    }
}

fn api_server(
    node: &Node<'_>,
    configuration: &KubeadmConfiguration,
    facts: &CertificateFacts,
    findings: &mut Vec<Finding>,
) {
    let extra = configuration.api_server_names.iter().map(|name| name.to_lowercase());
    let host = configuration.control_plane_endpoint.as_deref().map(|endpoint| host_of(endpoint).to_owned());
    let service = configuration.service_subnet.as_deref().and_then(address::first_usable);
    let domain = configuration.dns_domain.as_deref().map(|domain| format!("kubernetes.default.svc.{domain}"));
    let own = |value: &Option<String>| value.clone().filter(|_| is_own(node));
    let advertise = own(&configuration.advertise_address);
    let name = own(&configuration.node_name).map(|name| name.trim().to_lowercase());
    for (field, wanted) in [
        ("apiServer.certSANs", extra.collect::<Vec<_>>()),
        ("controlPlaneEndpoint", host.into_iter().collect()),
        ("networking.serviceSubnet", service.into_iter().collect()),
        ("networking.dnsDomain", domain.into_iter().collect()),
        ("localAPIEndpoint.advertiseAddress", advertise.into_iter().collect()),
        ("nodeRegistration.name", name.into_iter().collect()),
    ] {
        disagree(API_SERVER, field, missing(facts, wanted.into_iter()), facts, findings);
    }
}

/// `admin.conf` reaches the cluster by the endpoint of the configuration.
fn endpoint(node: &Node<'_>, configuration: &KubeadmConfiguration, findings: &mut Vec<Finding>) {
    let Some(wanted) = configuration.control_plane_endpoint.as_deref().filter(|wanted| !wanted.is_empty()) else {
        return;
    };
    let server = node.kubeconfig("admin.conf").and_then(|kubeconfig| kubeconfig.current().1).map(|c| &c.server);
    let Some(server) = server.filter(|server| !server.is_empty()) else { return };
    let actual = server.trim_start_matches("https://").trim_end_matches('/');
    if !address::same(host_of(actual), host_of(wanted)) {
        let kind = FindingKind::ConfigurationDisagrees {
            field: "controlPlaneEndpoint".to_owned(),
            wanted: wanted.to_owned(),
            actual: server.clone(),
        };
        findings.push(finding(Severity::Watch, vec!["admin.conf".to_owned()], kind));
    }
}

/// The wanted names that the certificate does not have.
fn missing(facts: &CertificateFacts, wanted: impl Iterator<Item = String>) -> Vec<String> {
    wanted.filter(|wanted| !wanted.is_empty() && !has(facts, wanted)).collect()
}

fn has(facts: &CertificateFacts, wanted: &str) -> bool {
    facts.names.iter().any(|name| match name {
        SubjectAlternativeName::Dns(dns) => dns.eq_ignore_ascii_case(wanted),
        SubjectAlternativeName::Ip(ip) => address::same(ip, wanted),
        _ => false,
    })
}

fn disagree(row: &str, field: &str, wanted: Vec<String>, facts: &CertificateFacts, findings: &mut Vec<Finding>) {
    if wanted.is_empty() {
        return;
    }
    let actual = facts.names.iter().filter_map(|name| match name {
        SubjectAlternativeName::Dns(text) | SubjectAlternativeName::Ip(text) => Some(text.as_str()),
        _ => None,
    });
    let kind = FindingKind::ConfigurationDisagrees {
        field: field.to_owned(),
        wanted: wanted.join(", "),
        actual: actual.collect::<Vec<_>>().join(", "),
    };
    findings.push(finding(Severity::Watch, vec![row.to_owned()], kind));
}
