//! kubeadm's configuration, whatever its API version (spec section 8).

use crate::reading::Fields;
use crate::{KubeadmConfiguration, Reading, Tree, yaml};

/// Reads what concerns certificates in all documents of a text. Documents of other groups (kubelet, kube-proxy) are
/// listed and otherwise left alone; those that are no YAML are left out, [`yaml::documents`] tells about them.
pub fn read(text: &str) -> Reading<KubeadmConfiguration> {
    let trees: Vec<Tree> = yaml::documents(text).into_iter().filter_map(|document| document.tree.ok()).collect();
    from_trees(trees.iter())
}

/// Whether a document belongs to kubeadm's configuration.
pub fn is_configuration(document: &Tree) -> bool {
    version_and_kind(document).is_some_and(|(version, _)| version.starts_with("kubeadm.k8s.io/"))
}

fn version_and_kind(document: &Tree) -> Option<(&str, &str)> {
    Some((document.get("apiVersion")?.as_text()?, document.get("kind")?.as_text()?))
}

/// Reads what concerns certificates in the documents of one file. Of a field that stands in several the last counts.
pub fn from_trees<'a>(documents: impl Iterator<Item = &'a Tree>) -> Reading<KubeadmConfiguration> {
    let mut fields = Fields::default();
    let mut found = KubeadmConfiguration::default();
    for document in documents {
        let Some((version, kind)) = version_and_kind(document) else { continue };
        found.documents.push((version.to_owned(), kind.to_owned()));
        if !is_configuration(document) {
            continue;
        }
        let mut own = Fields::of(document);
        match kind {
            "ClusterConfiguration" => cluster(&mut own, document, &mut found),
            "InitConfiguration" => node(&mut own, document, &["localAPIEndpoint"], &mut found),
            "JoinConfiguration" => node(&mut own, document, &["controlPlane", "localAPIEndpoint"], &mut found),
            // v1alpha1 and v1alpha2 had one kind for all.
            "MasterConfiguration" => {
                cluster(&mut own, document, &mut found);
                node(&mut own, document, &["api"], &mut found);
                let names = own.texts(document, &["apiServerCertSANs"]);
                found.api_server_names.extend(names);
            }
            _ => {}
        }
        fields.problems.append(&mut own.problems);
    }
    fields.finish(found)
}

fn cluster(fields: &mut Fields, document: &Tree, found: &mut KubeadmConfiguration) {
    let mut set = |target: &mut Option<String>, path: &[&str]| {
        if let Some(text) = fields.text(document, path) {
            *target = Some(text);
        }
    };
    set(&mut found.kubernetes_version, &["kubernetesVersion"]);
    set(&mut found.cluster_name, &["clusterName"]);
    set(&mut found.certificates_dir, &["certificatesDir"]);
    set(&mut found.control_plane_endpoint, &["controlPlaneEndpoint"]);
    set(&mut found.service_subnet, &["networking", "serviceSubnet"]);
    set(&mut found.dns_domain, &["networking", "dnsDomain"]);
    set(&mut found.encryption_algorithm, &["encryptionAlgorithm"]);
    set(&mut found.certificate_validity_period, &["certificateValidityPeriod"]);
    set(&mut found.ca_certificate_validity_period, &["caCertificateValidityPeriod"]);
    if let Some(gate) = fields.boolean(document, &["featureGates", "PublicKeysECDSA"]) {
        found.public_keys_ecdsa = Some(gate);
    }
    found.api_server_names.extend(fields.texts(document, &["apiServer", "certSANs"]));
    found.etcd_server_names.extend(fields.texts(document, &["etcd", "local", "serverCertSANs"]));
    found.etcd_peer_names.extend(fields.texts(document, &["etcd", "local", "peerCertSANs"]));
    found.external_etcd |= document.at(&["etcd", "external"]).is_some_and(|external| !external.is_null());
}

fn node(fields: &mut Fields, document: &Tree, endpoint: &[&str], found: &mut KubeadmConfiguration) {
    let below = |field| [endpoint, &[field]].concat();
    if let Some(name) = fields.text(document, &["nodeRegistration", "name"]) {
        found.node_name = Some(name);
    }
    if let Some(address) = fields.text(document, &below("advertiseAddress")) {
        found.advertise_address = Some(address);
    }
    if let Some(port) = fields.number(document, &below("bindPort")) {
        found.bind_port = Some(port);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_concerns_certificates_is_read_of_every_version() {
        let text = "\
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: 192.0.2.10, bindPort: 6443}
nodeRegistration: {name: cp-1}
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.31.14
clusterName: c
certificatesDir: /etc/pki
controlPlaneEndpoint: lb:6443
networking: {serviceSubnet: 10.96.0.0/12, dnsDomain: cluster.local}
apiServer: {certSANs: [a, b]}
etcd: {external: {endpoints: []}}
encryptionAlgorithm: RSA-2048
certificateValidityPeriod: 24h
caCertificateValidityPeriod: 240h
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterName: not this
";
        let found = read(text).value;
        assert_eq!(found.documents.len(), 3);
        assert_eq!(found.documents[1], ("kubeadm.k8s.io/v1beta4".to_owned(), "ClusterConfiguration".to_owned()));
        assert_eq!(found.kubernetes_version.as_deref(), Some("v1.31.14"));
        assert_eq!(found.cluster_name.as_deref(), Some("c"));
        assert_eq!(found.node_name.as_deref(), Some("cp-1"));
        assert_eq!((found.advertise_address.as_deref(), found.bind_port), (Some("192.0.2.10"), Some(6443)));
        assert_eq!(found.api_server_names, ["a", "b"]);
        assert!(found.external_etcd);
        assert_eq!(found.ca_certificate_validity_period.as_deref(), Some("240h"));
        for version in ["v1alpha3", "v1beta1", "v1beta2", "v1beta3", "v1"] {
            let text = text.replace("v1beta4", version);
            assert_eq!(
                KubeadmConfiguration { documents: Vec::new(), ..read(&text).value },
                KubeadmConfiguration { documents: Vec::new(), ..found.clone() }
            );
        }
    }

    #[test]
    fn a_field_of_the_wrong_type_is_told_and_the_others_stay() {
        let text = "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\nclusterName: [a]\ndnsDomain: x\n\
                    apiServer: {certSANs: [1, b]}\n";
        let reading = read(text);
        assert_eq!(reading.value.cluster_name, None);
        assert_eq!(reading.value.api_server_names, ["b"]);
        assert_eq!(reading.problems.len(), 2);
    }
}
