//! What a configuration says of everything that is made for a new cluster (spec sections 1, 2.1 and 8).

use super::defaults::{Effective, is_ipv6};
use super::{Issuing, host_and_port, parse_ip};
use crate::alternative_names::NodeNames;
use crate::desk::sign::period;
use crate::{Feature, PkiLayout, Release};

/// What new certificates and kubeconfigs are made of.
pub(crate) struct Creation {
    /// Where certificates lie.
    pub(crate) layout: PkiLayout,
    /// How leafs are made.
    pub(crate) issuing: Issuing,
    /// The period of an authority, in seconds.
    pub(crate) authority_seconds: i64,
    /// What certificates are named.
    pub(crate) names: NodeNames,
    /// `clusterName`.
    pub(crate) cluster_name: String,
    /// The URL of the control plane.
    pub(crate) endpoint: String,
    /// The URL of the node's own API server.
    pub(crate) local_endpoint: String,
    /// Kubelets of control-plane nodes ask their own API server.
    pub(crate) kubelet_local: bool,
}

impl Creation {
    pub(super) fn of(effective: &Effective, layout: PkiLayout, release: Release) -> Self {
        let address = effective.advertise_address.clone().unwrap_or_default();
        let local_endpoint = url(&address, &effective.bind_port.to_string());
        let endpoint = match host_and_port(&effective.endpoint) {
            Ok((host, port)) if !host.is_empty() => {
                url(&host, &port.unwrap_or_else(|| effective.bind_port.to_string()))
            }
            _ => local_endpoint.clone(),
        };
        let etcd = effective.local_etcd.as_ref();
        let gate = effective.feature_gates.iter().rev().find(|(name, _)| name == "ControlPlaneKubeletLocalMode");
        let period = Some(effective.authority_period.as_str()).filter(|text| !text.is_empty());
        Self {
            layout,
            issuing: Issuing::of_effective(effective, release),
            authority_seconds: period::authority_seconds(period, release),
            names: NodeNames {
                node: effective.node_name.clone().unwrap_or_default(),
                advertise_address: address,
                dns_domain: effective.dns_domain.clone(),
                service_subnet: effective.service_subnet.clone(),
                endpoint: effective.endpoint.clone(),
                api_server: effective.api_server_names.clone(),
                etcd_server: etcd.map(|etcd| etcd.server_names.clone()).unwrap_or_default(),
                etcd_peer: etcd.map(|etcd| etcd.peer_names.clone()).unwrap_or_default(),
            },
            cluster_name: effective.cluster_name.clone(),
            endpoint,
            local_endpoint,
            kubelet_local: gate.map_or(release.has(Feature::KubeletLocalMode), |(_, on)| *on),
        }
    }
}

fn url(host: &str, port: &str) -> String {
    match parse_ip(host).map(|address| address.to_canonical()) {
        Some(address) if is_ipv6(address) => format!("https://[{address}]:{port}"),
        Some(address) => format!("https://{address}:{port}"),
        None => format!("https://{host}:{port}"),
    }
}
