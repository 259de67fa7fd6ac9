//! What was read of a Kubernetes file, as plain values.

use serde::{Deserialize, Serialize};

/// A kubeconfig (`apiVersion: v1`, `kind: Config`).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Kubeconfig {
    /// The named clusters, in the order of the file.
    pub clusters: Vec<KubeconfigCluster>,
    /// The named contexts, in the order of the file.
    pub contexts: Vec<KubeconfigContext>,
    /// The named users, in the order of the file.
    pub users: Vec<KubeconfigUser>,
    /// The name of the current context; empty when there is none.
    pub current_context: String,
}

/// A cluster of a kubeconfig.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct KubeconfigCluster {
    /// Its name in the file.
    pub name: String,
    /// The URL of the API server.
    pub server: String,
    /// `certificate-authority`: a path.
    pub certificate_authority: Option<String>,
    /// `certificate-authority-data`, decoded.
    #[serde(with = "serde_bytes")]
    pub certificate_authority_data: Option<Vec<u8>>,
    /// `insecure-skip-tls-verify`.
    pub insecure_skip_tls_verify: bool,
}

/// A context of a kubeconfig.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct KubeconfigContext {
    /// Its name in the file.
    pub name: String,
    /// The name of its cluster.
    pub cluster: String,
    /// The name of its user.
    pub user: String,
    /// Its namespace, empty when not set.
    pub namespace: String,
}

/// A user of a kubeconfig. A private key is never part of it: only whether there is one.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct KubeconfigUser {
    /// Its name in the file.
    pub name: String,
    /// `client-certificate`: a path.
    pub client_certificate: Option<String>,
    /// `client-certificate-data`, decoded.
    #[serde(with = "serde_bytes")]
    pub client_certificate_data: Option<Vec<u8>>,
    /// `client-key`: a path.
    pub client_key: Option<String>,
    /// `client-key-data` is there.
    pub has_client_key_data: bool,
    /// A bearer token (or a file of one) is there.
    pub has_token: bool,
    /// Another way to sign in is there: `exec`, `auth-provider`, `username`.
    pub other: Vec<String>,
}

impl Kubeconfig {
    /// The current context with its cluster and user, each as far as it exists.
    pub fn current(&self) -> (Option<&KubeconfigContext>, Option<&KubeconfigCluster>, Option<&KubeconfigUser>) {
        let context = self.contexts.iter().find(|c| c.name == self.current_context);
        let cluster = context.and_then(|c| self.clusters.iter().find(|k| k.name == c.cluster));
        let user = context.and_then(|c| self.users.iter().find(|u| u.name == c.user));
        (context, cluster, user)
    }
}

/// A Kubernetes object of a dropped manifest.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Object {
    /// A Secret with its entries.
    Secret(Secret),
    /// A ConfigMap with its entries.
    ConfigMap(ConfigMap),
    /// A CertificateSigningRequest of `certificates.k8s.io`.
    SigningRequest(SigningRequest),
    /// A Node with its addresses.
    Node(Node),
    /// Any other object, which holds nothing of ours.
    Other {
        /// `apiVersion`.
        api_version: String,
        /// `kind`.
        kind: String,
        /// `metadata.name`, empty when there is none.
        name: String,
    },
}

/// A Secret: which entries it has. What they hold is among the items that were read from it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Secret {
    /// `metadata.namespace`, empty when not set.
    pub namespace: String,
    /// `metadata.name`.
    pub name: String,
    /// `type`, such as `kubernetes.io/tls`.
    pub kind: String,
    /// The names of its entries, in the order of the file.
    pub entries: Vec<String>,
}

/// A ConfigMap with its text entries.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ConfigMap {
    /// `metadata.namespace`, empty when not set.
    pub namespace: String,
    /// `metadata.name`.
    pub name: String,
    /// The entries of `data`, in the order of the file.
    pub data: Vec<(String, String)>,
}

/// A CertificateSigningRequest object.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SigningRequest {
    /// `apiVersion`, such as `certificates.k8s.io/v1`.
    pub api_version: String,
    /// `metadata.name`.
    pub name: String,
    /// `metadata.creationTimestamp` as written (RFC 3339), empty when not set.
    pub created: String,
    /// `spec.signerName`.
    pub signer_name: String,
    /// `spec.username`: who asked.
    pub username: String,
    /// `spec.uid` of whoever asked.
    pub uid: String,
    /// `spec.groups` of whoever asked.
    pub groups: Vec<String>,
    /// `spec.extra` of whoever asked, in the order of the file.
    pub extra: Vec<(String, Vec<String>)>,
    /// `spec.usages`.
    pub usages: Vec<String>,
    /// `spec.expirationSeconds`.
    pub expiration_seconds: Option<i64>,
    /// `status.conditions`, in the order of the file.
    pub conditions: Vec<SigningRequestCondition>,
    /// A certificate is stored in its status.
    pub has_certificate: bool,
}

impl SigningRequest {
    /// Whether it has a condition of that type, whatever its status: so kubectl and the controllers look at it.
    pub fn has_condition(&self, kind: &str) -> bool {
        self.conditions.iter().any(|condition| condition.kind == kind)
    }
}

/// A condition of a CertificateSigningRequest.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SigningRequestCondition {
    /// `type`: `Approved`, `Denied`, `Failed`.
    pub kind: String,
    /// `status`: `True`, `False` or `Unknown`.
    pub status: String,
    /// `reason`.
    pub reason: String,
    /// `message`.
    pub message: String,
    /// `lastUpdateTime` as written (RFC 3339).
    pub last_update: String,
    /// `lastTransitionTime` as written (RFC 3339).
    pub last_transition: String,
}

/// A Node object.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Node {
    /// `metadata.name`.
    pub name: String,
    /// `status.addresses` as type and address.
    pub addresses: Vec<(String, String)>,
    /// `status.nodeInfo.kubeletVersion`, empty when not set.
    pub kubelet_version: String,
}

/// What concerns certificates in one file (or ConfigMap entry) of kubeadm's configuration, whatever its API version.
/// Whether kubeadm would accept the file is another question: `cluster` answers it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct KubeadmConfiguration {
    /// The API versions and kinds of its documents, such as `kubeadm.k8s.io/v1beta4`, `ClusterConfiguration`.
    pub documents: Vec<(String, String)>,
    /// `kubernetesVersion`.
    pub kubernetes_version: Option<String>,
    /// `clusterName`.
    pub cluster_name: Option<String>,
    /// `certificatesDir`.
    pub certificates_dir: Option<String>,
    /// `controlPlaneEndpoint`.
    pub control_plane_endpoint: Option<String>,
    /// `networking.serviceSubnet`.
    pub service_subnet: Option<String>,
    /// `networking.dnsDomain`.
    pub dns_domain: Option<String>,
    /// `apiServer.certSANs`.
    pub api_server_names: Vec<String>,
    /// `etcd.local.serverCertSANs`.
    pub etcd_server_names: Vec<String>,
    /// `etcd.local.peerCertSANs`.
    pub etcd_peer_names: Vec<String>,
    /// `etcd.external` is set.
    pub external_etcd: bool,
    /// `nodeRegistration.name` of an InitConfiguration or JoinConfiguration.
    pub node_name: Option<String>,
    /// `localAPIEndpoint.advertiseAddress`.
    pub advertise_address: Option<String>,
    /// `localAPIEndpoint.bindPort`.
    pub bind_port: Option<u16>,
    /// `encryptionAlgorithm`.
    pub encryption_algorithm: Option<String>,
    /// The feature gate `PublicKeysECDSA`, where it is named.
    pub public_keys_ecdsa: Option<bool>,
    /// `certificateValidityPeriod`.
    pub certificate_validity_period: Option<String>,
    /// `caCertificateValidityPeriod`.
    pub ca_certificate_validity_period: Option<String>,
}

/// What concerns certificates in a KubeletConfiguration.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct KubeletConfiguration {
    /// `rotateCertificates`.
    pub rotate_certificates: Option<bool>,
    /// `serverTLSBootstrap`.
    pub server_tls_bootstrap: Option<bool>,
    /// `authentication.x509.clientCAFile`.
    pub client_ca_file: Option<String>,
    /// `tlsCertFile`.
    pub tls_cert_file: Option<String>,
    /// `tlsPrivateKeyFile`.
    pub tls_private_key_file: Option<String>,
    /// `staticPodPath`.
    pub static_pod_path: Option<String>,
}

/// A static Pod of the control plane.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct StaticPod {
    /// The program: `kube-apiserver`, `kube-controller-manager`, `kube-scheduler` or `etcd`.
    pub program: String,
    /// The image, such as `example.test/kube-apiserver:v1.31.14`.
    pub image: String,
    /// The flags of its command, `--name=value` as name and value, in the order of the file.
    pub flags: Vec<(String, String)>,
    /// The annotations of the Pod, in the order of the file.
    pub annotations: Vec<(String, String)>,
}

impl StaticPod {
    /// The value of a flag such as `tls-cert-file`; the last one counts.
    pub fn flag(&self, name: &str) -> Option<&str> {
        self.flags.iter().rev().find(|(flag, _)| flag == name).map(|(_, value)| value.as_str())
    }
}
