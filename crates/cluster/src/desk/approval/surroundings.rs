//! What the cluster around a request is known to be: its nodes with their addresses, and the names and addresses that
//! no kubelet may have.

use std::collections::HashMap;
use std::net::IpAddr;

use intake::Thing;
use kube::Object;
use pki::SubjectAlternativeName;

use super::PointFault;
use crate::configuration::parse_ip;
use crate::workspace::address::{self, first_usable};
use crate::workspace::node::host_of;
use crate::workspace::overview::Overview;

/// kubeadm's default `networking.serviceSubnet`.
const SERVICE_SUBNET: &str = "10.96.0.0/12";

/// The nodes that were dropped, and what belongs to no node.
#[derive(Default)]
pub(super) struct Surroundings {
    /// The addresses of the Node objects by name, of all kinds.
    nodes: HashMap<String, Vec<String>>,
    /// Hosts of control plane endpoints.
    endpoints: Vec<String>,
    /// Subnets of Services, such as `10.96.0.0/12`.
    services: Vec<String>,
    /// Advertise addresses of nodes by their names: an endpoint that is one is that node's own.
    advertised: Vec<(String, String)>,
}

/// How a node's names can be compared.
pub(super) enum Known<'a> {
    /// Its Node object was dropped: its addresses.
    Addresses(&'a [String]),
    /// Others were dropped, this one was not.
    NotAmongNodes,
    /// No Node object was dropped.
    Nothing,
}

impl Surroundings {
    /// Looks through everything that was dropped.
    pub(super) fn of(overview: &Overview<'_>) -> Self {
        let mut found = Self::default();
        for item in overview.files.iter().flat_map(|file| &file.items) {
            match &item.thing {
                Thing::Object(Object::Node(node)) => {
                    let addresses = node.addresses.iter().map(|(_, address)| address.clone());
                    found.nodes.entry(node.name.clone()).or_default().extend(addresses);
                }
                Thing::KubeadmConfiguration(configuration) => {
                    if configuration.documents.iter().any(|(_, kind)| kind == "ClusterConfiguration") {
                        let subnets = configuration.service_subnet.as_deref().filter(|text| !text.is_empty());
                        found.add_services(subnets.unwrap_or(SERVICE_SUBNET));
                    }
                    let endpoint = configuration.control_plane_endpoint.as_deref().filter(|text| !text.is_empty());
                    found.endpoints.extend(endpoint.map(|endpoint| host_of(endpoint).to_owned()));
                }
                Thing::StaticPod(pod) => found.add_services(pod.flag("service-cluster-ip-range").unwrap_or_default()),
                _ => {}
            }
        }
        let default_service = first_usable(SERVICE_SUBNET);
        for node in overview.clusters.iter().flat_map(|cluster| &cluster.nodes) {
            let address = node.configuration().and_then(|configuration| configuration.advertise_address.clone());
            found.advertised.extend(address.map(|address| (node.name.clone(), address)));
            // Without its configuration, the API server's own certificate tells of kubeadm's default subnet.
            let server = node.certificate(&node.in_pki("apiserver.crt"));
            let is_default = |name: &SubjectAlternativeName| matches!(name, SubjectAlternativeName::Ip(address) if Some(address) == default_service.as_ref());
            if server.is_some_and(|facts| facts.names.iter().any(is_default)) {
                found.add_services(SERVICE_SUBNET);
            }
        }
        found
    }

    fn add_services(&mut self, subnets: &str) {
        self.services.extend(subnets.split(',').filter(|text| !text.is_empty()).map(str::to_owned));
    }

    /// What is known of a node.
    pub(super) fn node(&self, name: &str) -> Known<'_> {
        match self.nodes.get(name) {
            Some(addresses) => Known::Addresses(addresses),
            None if self.nodes.is_empty() => Known::Nothing,
            None => Known::NotAmongNodes,
        }
    }

    /// Why a node may not have a name or an address, if so.
    pub(super) fn fault(&self, node: &str, name: &SubjectAlternativeName) -> Option<PointFault> {
        let (text, address) = match name {
            SubjectAlternativeName::Dns(text) => (text, None),
            SubjectAlternativeName::Ip(text) => (text, parse_ip(text).map(|address| address.to_canonical())),
            _ => return None,
        };
        let value = text.clone();
        if text.contains('*') {
            return Some(PointFault::Wildcard(value));
        }
        let is_loopback = match address {
            Some(address) => address.is_loopback() || address.is_unspecified(),
            None => is_below(text, "localhost"),
        };
        if is_loopback {
            return Some(PointFault::Loopback(value));
        }
        let is_service = match address {
            Some(address) => self.services.iter().any(|subnet| contains(subnet, address)),
            None => is_service_name(text),
        };
        if is_service {
            return Some(PointFault::Service(value));
        }
        if self.endpoints.iter().any(|endpoint| address::same(endpoint, text) && !self.is_own(node, endpoint)) {
            return Some(PointFault::Endpoint(value));
        }
        match self.node(node) {
            Known::Addresses(addresses) => {
                let is_listed = addresses.iter().any(|own| address::same(own, text));
                let is_name = address.is_none() && text.eq_ignore_ascii_case(node);
                (!is_listed && !is_name).then_some(PointFault::NotOfNode(value))
            }
            Known::NotAmongNodes | Known::Nothing => Some(PointFault::NotCompared(value)),
        }
    }

    /// An endpoint that is no more than the node's own name or address, as where there is one control plane node.
    fn is_own(&self, node: &str, endpoint: &str) -> bool {
        let advertises = |(name, own): &(String, String)| name == node && address::same(own, endpoint);
        endpoint.eq_ignore_ascii_case(node) || self.advertised.iter().any(advertises)
    }
}

/// The name itself, or one below it.
fn is_below(name: &str, domain: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == domain || name.strip_suffix(domain).is_some_and(|before| before.ends_with('.'))
}

/// The names of the Service `kubernetes`, and of any Service by its domain (`db.default.svc`, `db.default.svc.a.test`).
fn is_service_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let labels: Vec<&str> = name.split('.').collect();
    matches!(labels.as_slice(), ["kubernetes"] | ["kubernetes", "default", ..]) || labels.get(2) == Some(&"svc")
}

/// Whether a subnet such as `10.96.0.0/12` contains an address.
fn contains(subnet: &str, address: IpAddr) -> bool {
    let Some((network, length)) = subnet.trim().split_once('/') else { return false };
    let (Ok(network), Ok(length)) = (network.parse::<IpAddr>(), length.parse::<u32>()) else { return false };
    match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let mask = 32_u32.checked_sub(length).map(|rest| u32::MAX.checked_shl(rest).unwrap_or(0));
            mask.is_some_and(|mask| u32::from(network) & mask == u32::from(address) & mask)
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let mask = 128_u32.checked_sub(length).map(|rest| u128::MAX.checked_shl(rest).unwrap_or(0));
            mask.is_some_and(|mask| u128::from(network) & mask == u128::from(address) & mask)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subnets_contain_their_addresses() {
        for (subnet, address, inside) in [
            ("10.96.0.0/12", "10.96.0.1", true),
            ("10.96.0.0/12", "10.111.255.255", true),
            ("10.96.0.0/12", "10.112.0.0", false),
            ("0.0.0.0/0", "192.0.2.1", true),
            ("fd00:10:96::/112", "fd00:10:96::1", true),
            ("fd00:10:96::/112", "fd00:10:97::1", false),
            ("::/0", "2001:db8::1", true),
            ("10.96.0.0/33", "10.96.0.0", false),
            ("10.96.0.0", "10.96.0.0", false),
        ] {
            assert_eq!(contains(subnet, address.parse().unwrap()), inside, "{subnet} {address}");
        }
    }

    #[test]
    fn names_of_services_are_known_by_their_form() {
        for name in ["kubernetes", "Kubernetes.default", "kubernetes.default.svc.cluster.local", "db.prod.svc.a.test"] {
            assert!(is_service_name(name), "{name}");
        }
        for name in ["w-1", "kubernetes-1", "kubernetes.example.test", "svc", "a.svc"] {
            assert!(!is_service_name(name), "{name}");
        }
        assert!(is_below("localhost", "localhost") && is_below("a.localhost.", "localhost"));
        assert!(!is_below("notlocalhost", "localhost"));
    }
}
