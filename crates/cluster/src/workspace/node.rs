//! One node of the workspace: its files by the paths they have on the node.

use std::collections::BTreeMap;

use intake::{Item, ReadFile, Thing};
use kube::{KubeadmConfiguration, Kubeconfig, StaticPod};
use pki::{CertificateFacts, SubjectAlternativeName};

use super::marks::{KUBELET, KUBERNETES, PKI};
use super::path;
use super::site::Site;
use crate::NameSource;

/// A node with its files, and what is known of it so far.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    /// Where it was found.
    pub(crate) site: Site,
    /// Its files by absolute path on the node.
    pub(crate) files: BTreeMap<String, &'a ReadFile>,
    /// Its name, made unique later.
    pub(crate) name: String,
    /// Where the name comes from.
    pub(crate) name_source: NameSource,
    /// The configuration files that may be its own, by path as dropped, its own folder's first.
    pub(crate) configurations: Vec<&'a ReadFile>,
    /// The chosen one.
    pub(crate) chosen: Option<&'a ReadFile>,
    /// When it was dropped: the number of the drop of its newest file.
    pub(crate) turn: u32,
}

impl<'a> Node<'a> {
    /// Lays out the files of a site as they lie on the node.
    pub(crate) fn new(site: Site, all: &[&'a ReadFile]) -> Self {
        let mut files = BTreeMap::new();
        for file in site.files.iter().filter_map(|number| all.get(*number)) {
            if let Some(on_node) = site.node_path(&file.path) {
                files.insert(on_node, *file);
            }
        }
        let configurations = site.configurations.iter().filter_map(|number| all.get(*number)).copied().collect();
        Self {
            site,
            files,
            name: String::new(),
            name_source: NameSource::Folder,
            configurations,
            chosen: None,
            turn: 0,
        }
    }

    /// The certificates of a file, in its order.
    pub(crate) fn certificates(&self, on_node: &str) -> impl Iterator<Item = &'a CertificateFacts> + use<'a> {
        self.files.get(on_node).copied().into_iter().flat_map(|file| &file.items).filter_map(certificate)
    }

    /// The first certificate of a file, the one that kubeadm reads.
    pub(crate) fn certificate(&self, on_node: &str) -> Option<&'a CertificateFacts> {
        self.certificates(on_node).next()
    }

    /// A kubeconfig in `/etc/kubernetes`, by its name.
    pub(crate) fn kubeconfig(&self, name: &str) -> Option<&'a Kubeconfig> {
        let file = self.files.get(&format!("{KUBERNETES}/{name}"))?;
        file.items.iter().find_map(|item| match &item.thing {
            Thing::Kubeconfig(kubeconfig) => Some(kubeconfig),
            _ => None,
        })
    }

    /// The first client certificate that is embedded for the current user of a kubeconfig in `/etc/kubernetes`.
    pub(crate) fn client(&self, name: &str) -> Option<&'a CertificateFacts> {
        self.clients(name).into_iter().next()
    }

    /// All of these certificates.
    pub(crate) fn clients(&self, name: &str) -> Vec<&'a CertificateFacts> {
        let user = self.kubeconfig(name).and_then(|kubeconfig| kubeconfig.current().2);
        user.map_or_else(Vec::new, |u| self.embedded(name, "client-certificate-data", &u.name).collect())
    }

    /// The CA certificates that are embedded for the current cluster of a kubeconfig in `/etc/kubernetes`.
    pub(crate) fn trusted(&self, name: &str) -> Vec<&'a CertificateFacts> {
        let cluster = self.kubeconfig(name).and_then(|kubeconfig| kubeconfig.current().1);
        cluster.map_or_else(Vec::new, |c| self.embedded(name, "certificate-authority-data", &c.name).collect())
    }

    fn embedded(&self, name: &str, field: &str, of: &str) -> impl Iterator<Item = &'a CertificateFacts> + use<'a> {
        let wanted = format!("[{of}].");
        let field = field.to_owned();
        self.files
            .get(&format!("{KUBERNETES}/{name}"))
            .copied()
            .into_iter()
            .flat_map(|file| &file.items)
            .filter(move |item| {
                item.place.field.as_deref().is_some_and(|place| place.contains(&field) && place.contains(&wanted))
            })
            .filter_map(certificate)
    }

    /// The static Pods, by program.
    pub(crate) fn pods(&self) -> impl Iterator<Item = (&str, &'a StaticPod)> {
        self.files.values().flat_map(|file| {
            file.items.iter().filter_map(|item| match &item.thing {
                Thing::StaticPod(pod) => Some((file.path.as_str(), pod)),
                _ => None,
            })
        })
    }

    /// What the chosen configuration says.
    pub(crate) fn configuration(&self) -> Option<&'a KubeadmConfiguration> {
        self.chosen.and_then(configuration)
    }

    /// The PKI directory: as configured, else where a PKI was found, else kubeadm's default.
    pub(crate) fn pki(&self) -> String {
        let configured = self.configuration().and_then(|c| c.certificates_dir.as_deref()).map(path::clean);
        configured.or_else(|| self.site.pki.as_ref().map(|(_, on_node)| on_node.clone())).unwrap_or_else(|| PKI.into())
    }

    /// A file of the PKI directory by its path in there.
    pub(crate) fn in_pki(&self, relative: &str) -> String {
        format!("{}/{relative}", self.pki())
    }

    /// The newest client certificate that the kubelet rotates: by the link `kubelet-client-current.pem`, or, where
    /// a drop does not show links, by the newest of the dated files.
    pub(crate) fn kubelet_pem(&self, prefix: &str) -> Option<String> {
        let current = format!("{KUBELET}/pki/{prefix}current.pem");
        if self.files.contains_key(&current) {
            return Some(current);
        }
        let dated = format!("{KUBELET}/pki/{prefix}");
        self.files
            .range(dated.clone()..)
            .take_while(|(on_node, _)| on_node.starts_with(&dated))
            .filter(|(on_node, _)| self.certificate(on_node).is_some())
            .max_by_key(|(on_node, _)| self.certificate(on_node).and_then(|c| c.not_before))
            .map(|(on_node, _)| on_node.clone())
    }

    /// Host and port of the control plane: the configuration's endpoint, else the server of a kubeconfig.
    pub(crate) fn endpoint(&self) -> Option<String> {
        let configured = self.configuration().and_then(|c| c.control_plane_endpoint.clone()).filter(|e| !e.is_empty());
        let server = || {
            ["admin.conf", "super-admin.conf", "kubelet.conf", "controller-manager.conf", "scheduler.conf"]
                .iter()
                .filter_map(|name| self.kubeconfig(name)?.current().1)
                .map(|cluster| cluster.server.trim_start_matches("https://").trim_end_matches('/').to_owned())
                .find(|server| !server.is_empty())
        };
        configured.map(|endpoint| with_port(&endpoint, self.bind_port())).or_else(server)
    }

    /// The port of the API server: as configured, else 6443.
    pub(crate) fn bind_port(&self) -> u16 {
        self.configuration().and_then(|c| c.bind_port).unwrap_or(6443)
    }

    /// The addresses of the node itself: those of its certificates without service, loopback and endpoint addresses.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let etcd = self.certificate(&self.in_pki("etcd/server.crt"));
        let api = self.certificate(&self.in_pki("apiserver.crt"));
        let serving = self.kubelet_pem("kubelet-server-").and_then(|file| self.certificate(&file));
        // Without an endpoint of its own the cluster is reached by the address of its one node.
        let endpoint = self.configuration().and_then(|c| c.control_plane_endpoint.as_deref());
        let host = endpoint.map(host_of);
        let extra = self.configuration().map(|c| c.api_server_names.as_slice()).unwrap_or_default();
        let mut found: Vec<String> = Vec::new();
        let sources = if etcd.is_some() { [etcd, None, serving] } else { [None, api, serving] };
        for facts in sources.into_iter().flatten() {
            // The first address of the API server's certificate is that of the service (spec section 1.4).
            let skip = usize::from(api.is_some_and(|api| api.sha256 == facts.sha256));
            let ips = facts.names.iter().filter_map(|name| match name {
                SubjectAlternativeName::Ip(ip) => Some(ip.as_str()),
                _ => None,
            });
            for ip in ips.skip(skip) {
                let own = !matches!(ip, "127.0.0.1" | "::1") && Some(ip) != host && !extra.iter().any(|e| e == ip);
                if own && !found.iter().any(|known| known == ip) {
                    found.push(ip.to_owned());
                }
            }
        }
        found
    }
}

fn certificate(item: &Item) -> Option<&CertificateFacts> {
    match &item.thing {
        Thing::Certificate(facts) => Some(facts),
        _ => None,
    }
}

/// The configuration of kubeadm that a file holds.
pub(crate) fn configuration(file: &ReadFile) -> Option<&KubeadmConfiguration> {
    file.items.iter().find_map(|item| match &item.thing {
        Thing::KubeadmConfiguration(found) => Some(found),
        _ => None,
    })
}

/// The host of `host`, `host:port`, `[v6]:port` or a bare IPv6 address (spec section 2.1).
pub(crate) fn host_of(endpoint: &str) -> &str {
    if let Some(rest) = endpoint.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    match endpoint.rsplit_once(':') {
        Some((host, _)) if !host.contains(':') => host,
        _ => endpoint,
    }
}

fn with_port(endpoint: &str, port: u16) -> String {
    let host = host_of(endpoint);
    if host.len() != endpoint.len() {
        endpoint.to_owned()
    } else if host.contains(':') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_get_a_port_and_give_their_host() {
        for (endpoint, host, whole) in [
            ("lb.example.test", "lb.example.test", "lb.example.test:6443"),
            ("lb.example.test:8443", "lb.example.test", "lb.example.test:8443"),
            ("[2001:db8::7]:6443", "2001:db8::7", "[2001:db8::7]:6443"),
            ("2001:db8::7", "2001:db8::7", "[2001:db8::7]:6443"),
            ("192.0.2.1", "192.0.2.1", "192.0.2.1:6443"),
        ] {
            assert_eq!(host_of(endpoint), host);
            assert_eq!(with_port(endpoint, 6443), whole);
        }
    }
}
