//! Subject alternative names by kubeadm's rules (spec sections 1.4 and 1.5): what the certificates of a node are to be
//! named, worked out of its configuration.

use std::net::IpAddr;

use kube::KubeadmConfiguration;
use pki::SubjectAlternativeName;

use crate::configuration::{host_and_port, is_subdomain, parse_ip};
use crate::workspace::address::first_usable;

/// kubeadm's default `networking.dnsDomain`.
const DNS_DOMAIN: &str = "cluster.local";
/// kubeadm's default `networking.serviceSubnet`.
const SERVICE_SUBNET: &str = "10.96.0.0/12";

/// What the names of a node's certificates are made of, with kubeadm's defaults filled in. What is not known is empty,
/// and gives no name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NodeNames {
    /// `nodeRegistration.name`.
    pub node: String,
    /// `localAPIEndpoint.advertiseAddress`.
    pub advertise_address: String,
    /// `networking.dnsDomain`.
    pub dns_domain: String,
    /// `networking.serviceSubnet`.
    pub service_subnet: String,
    /// `controlPlaneEndpoint`.
    pub endpoint: String,
    /// `apiServer.certSANs`.
    pub api_server: Vec<String>,
    /// `etcd.local.serverCertSANs`.
    pub etcd_server: Vec<String>,
    /// `etcd.local.peerCertSANs`.
    pub etcd_peer: Vec<String>,
}

/// The names of one certificate as they were collected.
#[derive(Default)]
struct Collected {
    dns: Vec<String>,
    addresses: Vec<IpAddr>,
}

impl NodeNames {
    /// Takes them from a configuration; `node` is used where that names no node.
    pub fn of(configuration: &KubeadmConfiguration, node: &str) -> Self {
        let or = |value: &Option<String>, default: &str| {
            value.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| default.to_owned())
        };
        Self {
            node: or(&configuration.node_name, node).trim().to_lowercase(),
            advertise_address: or(&configuration.advertise_address, ""),
            dns_domain: or(&configuration.dns_domain, DNS_DOMAIN),
            service_subnet: or(&configuration.service_subnet, SERVICE_SUBNET),
            endpoint: or(&configuration.control_plane_endpoint, ""),
            api_server: configuration.api_server_names.iter().map(|name| name.to_lowercase()).collect(),
            etcd_server: configuration.etcd_server_names.clone(),
            etcd_peer: configuration.etcd_peer_names.clone(),
        }
    }

    /// The names of `apiserver.crt` (spec section 1.4).
    pub fn for_api_server(&self) -> Vec<SubjectAlternativeName> {
        self.collect_api_server().once()
    }

    /// The names of `etcd/server.crt` (spec section 1.5).
    pub fn for_etcd_server(&self) -> Vec<SubjectAlternativeName> {
        self.collect_etcd(&self.etcd_server).once()
    }

    /// The names of `etcd/peer.crt` (spec section 1.5).
    pub fn for_etcd_peer(&self) -> Vec<SubjectAlternativeName> {
        self.collect_etcd(&self.etcd_peer).once()
    }

    /// The names that a role of the catalogue has: `apiserver`, `etcd-server`, `etcd-peer`; none for the others.
    pub fn for_role(&self, role: &str) -> Vec<SubjectAlternativeName> {
        self.collect(role).once()
    }

    /// The same as a request of kubeadm before 1.24 has them: in the order they were collected, with what stands twice.
    pub fn for_role_as_collected(&self, role: &str) -> Vec<SubjectAlternativeName> {
        self.collect(role).all()
    }

    fn collect(&self, role: &str) -> Collected {
        match role {
            "apiserver" => self.collect_api_server(),
            "etcd-server" => self.collect_etcd(&self.etcd_server),
            "etcd-peer" => self.collect_etcd(&self.etcd_peer),
            _ => Collected::default(),
        }
    }

    fn collect_api_server(&self) -> Collected {
        let mut names = Collected::default();
        names.dns(&self.node);
        for service in ["kubernetes", "kubernetes.default", "kubernetes.default.svc"] {
            names.dns(service);
        }
        if !self.dns_domain.is_empty() {
            names.dns(&format!("kubernetes.default.svc.{}", self.dns_domain));
        }
        names.address(first_usable(&self.service_subnet).as_deref());
        names.address(Some(&self.advertise_address));
        if let Ok((host, _)) = host_and_port(&self.endpoint) {
            match parse_ip(&host) {
                Some(address) => names.addresses.push(address),
                None => names.dns(&host),
            }
        }
        names.further(&self.api_server);
        names
    }

    fn collect_etcd(&self, further: &[String]) -> Collected {
        let mut names = Collected::default();
        names.dns(&self.node);
        names.dns("localhost");
        names.address(Some(&self.advertise_address));
        names.address(Some("127.0.0.1"));
        names.address(Some("::1"));
        names.further(further);
        names
    }
}

/// The names of a certificate as kubeadm takes them over into a new one (spec section 4.3).
pub(crate) fn taken_over(old: &pki::Certificate) -> Vec<SubjectAlternativeName> {
    let addresses = old.ip_addresses().iter().filter_map(|address| address.parse().ok()).collect();
    Collected { dns: old.dns_names(), addresses }.once()
}

impl Collected {
    fn dns(&mut self, name: &str) {
        if !name.is_empty() {
            self.dns.push(name.to_owned());
        }
    }

    fn address(&mut self, text: Option<&str>) {
        self.addresses.extend(text.and_then(parse_ip));
    }

    /// Extra names of the configuration: addresses, DNS names and wildcards; anything else is left out, as kubeadm does.
    fn further(&mut self, names: &[String]) {
        for name in names {
            if let Some(address) = parse_ip(name) {
                self.addresses.push(address);
            } else if is_subdomain(name) || name.strip_prefix("*.").is_some_and(is_subdomain) {
                self.dns.push(name.clone());
            }
        }
    }

    /// DNS names sorted bytewise, then addresses in the order they were met; each once.
    fn once(mut self) -> Vec<SubjectAlternativeName> {
        crate::order::sort_by(&mut self.dns, |one, other| one.cmp(other));
        self.dns.dedup();
        let mut addresses: Vec<IpAddr> = Vec::new();
        for address in self.addresses.into_iter().map(|address| address.to_canonical()) {
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        Self { dns: self.dns, addresses }.all()
    }

    fn all(self) -> Vec<SubjectAlternativeName> {
        let dns = self.dns.into_iter().map(SubjectAlternativeName::Dns);
        let addresses = self.addresses.into_iter().map(|a| SubjectAlternativeName::Ip(a.to_canonical().to_string()));
        dns.chain(addresses).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(names: &[SubjectAlternativeName]) -> String {
        let text = |name: &SubjectAlternativeName| match name {
            SubjectAlternativeName::Dns(text) | SubjectAlternativeName::Ip(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        names.iter().map(text).collect::<Vec<_>>().join(" ")
    }

    fn configuration() -> KubeadmConfiguration {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        KubeadmConfiguration {
            node_name: Some(" CP-1".to_owned()),
            advertise_address: Some("192.0.2.10".to_owned()),
            control_plane_endpoint: Some("lb.example.test:8443".to_owned()),
            api_server_names: words(&["API.Example.Test", "*.apps.example.test", "010.1.2.3", "2001:db8::1"]),
            etcd_server_names: words(&["etcd.example.test", "10.0.0.256", "localhost", "UPPER.test"]),
            ..KubeadmConfiguration::default()
        }
    }

    /// The first is the example of spec section 1.4, which kubeadm 1.37.2 printed.
    #[test]
    fn names_are_those_of_kubeadm() {
        let names = NodeNames::of(&configuration(), "");
        assert_eq!(
            line(&names.for_api_server()),
            "*.apps.example.test api.example.test cp-1 kubernetes kubernetes.default kubernetes.default.svc \
             kubernetes.default.svc.cluster.local lb.example.test 10.96.0.1 192.0.2.10 10.1.2.3 2001:db8::1"
        );
        assert_eq!(
            line(&names.for_etcd_server()),
            "10.0.0.256 cp-1 etcd.example.test localhost 192.0.2.10 127.0.0.1 ::1"
        );
        assert_eq!(line(&names.for_role("etcd-peer")), "cp-1 localhost 192.0.2.10 127.0.0.1 ::1");
        assert_eq!(
            line(&names.for_role_as_collected("etcd-server")),
            "cp-1 localhost etcd.example.test 10.0.0.256 localhost 192.0.2.10 127.0.0.1 ::1"
        );
        assert!(names.for_role("front-proxy-client").is_empty());
    }

    #[test]
    fn what_is_not_known_gives_no_name() {
        let names = NodeNames::of(&KubeadmConfiguration::default(), "cp-2");
        assert_eq!(line(&names.for_etcd_peer()), "cp-2 localhost 127.0.0.1 ::1");
        let dual = KubeadmConfiguration {
            service_subnet: Some("fd00:10:96::/112,10.96.0.0/12".to_owned()),
            control_plane_endpoint: Some("[2001:db8::9]:6443".to_owned()),
            dns_domain: Some("prod.local".to_owned()),
            ..KubeadmConfiguration::default()
        };
        assert_eq!(
            line(&NodeNames::of(&dual, "").for_api_server()),
            "kubernetes kubernetes.default kubernetes.default.svc kubernetes.default.svc.prod.local fd00:10:96::1 \
             2001:db8::9"
        );
    }
}
