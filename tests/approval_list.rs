//! A list of CertificateSigningRequests as `kubectl get csr -o yaml` prints it: one good request of a kubelet's server,
//! and five bad ones. It is made from seeds, so it comes out the same each time; `tests/fixtures/approval` holds it.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pki::{
    BasicConstraintsTemplate, KeyKind, NameAttribute, PrivateKey, RequestTemplate, SubjectAlternativeName,
    issue_request, pem,
};

use crate::seeded::Seeded;

/// One request of the list.
pub struct Wanted<'a> {
    /// `metadata.name`.
    pub name: &'a str,
    /// `metadata.creationTimestamp`.
    pub created: &'a str,
    /// The node in the common name.
    pub node: &'a str,
    /// The node that signed in to ask.
    pub requestor: &'a str,
    /// Names as typed.
    pub names: &'a [&'a str],
    /// `spec.usages`.
    pub usages: &'a [&'a str],
    /// `spec.expirationSeconds`.
    pub expiration: Option<i64>,
    /// `status`, as YAML in one line.
    pub status: &'a str,
}

/// What a kubelet asks for.
const SERVING: [&str; 2] = ["digital signature", "server auth"];

/// The requests of the fixture: what is wrong with each is in its name.
pub const LIST: [Wanted<'static>; 6] = [
    Wanted {
        name: "csr-1-good",
        created: "2026-03-02T09:30:00Z",
        node: "w-1",
        requestor: "w-1",
        names: &["w-1", "192.0.2.11"],
        usages: &SERVING,
        expiration: None,
        status: "{}",
    },
    Wanted {
        name: "csr-2-another-requestor",
        created: "2026-03-02T09:29:30Z",
        node: "w-2",
        requestor: "w-1",
        names: &["w-2", "192.0.2.12"],
        usages: &SERVING,
        expiration: None,
        status: "{}",
    },
    Wanted {
        name: "csr-3-address-of-another",
        created: "2026-03-02T09:28:02Z",
        node: "w-3",
        requestor: "w-3",
        names: &["w-3", "192.0.2.13", "192.0.2.12"],
        usages: &SERVING,
        expiration: None,
        status: "{}",
    },
    Wanted {
        name: "csr-4-endpoint-and-service",
        created: "2026-03-02T08:00:00Z",
        node: "cp-1",
        requestor: "cp-1",
        names: &["cp-1", "192.0.2.10", "lb.example.test", "kubernetes.default.svc", "10.96.0.1"],
        usages: &SERVING,
        expiration: None,
        status: "{}",
    },
    Wanted {
        name: "csr-5-wildcard-and-loopback",
        created: "2026-03-01T09:00:00Z",
        node: "w-4",
        requestor: "w-4",
        names: &["*.example.test", "localhost", "127.0.0.1"],
        usages: &SERVING,
        expiration: Some(86_400),
        status: "{}",
    },
    Wanted {
        name: "csr-6-client-and-mail",
        created: "2026-02-20T09:00:00Z",
        node: "w-5",
        requestor: "w-5",
        names: &["w-5", "root@example.test"],
        usages: &["digital signature", "client auth", "server auth"],
        expiration: Some(63_072_000),
        status: "{}",
    },
];

/// The list as kubectl prints it, the keys of every mapping sorted.
pub fn list(wanted: &[Wanted<'_>]) -> String {
    let items: String = wanted.iter().enumerate().map(|(index, one)| item(index, one)).collect();
    format!("apiVersion: v1\nitems:\n{items}kind: List\nmetadata:\n  resourceVersion: \"\"\n")
}

fn item(index: usize, wanted: &Wanted<'_>) -> String {
    let usages: String = wanted.usages.iter().map(|usage| format!("    - {usage}\n")).collect();
    let expiration = wanted.expiration.map(|seconds| format!("    expirationSeconds: {seconds}\n")).unwrap_or_default();
    format!(
        "- apiVersion: certificates.k8s.io/v1
  kind: CertificateSigningRequest
  metadata:
    creationTimestamp: \"{created}\"
    name: {name}
    resourceVersion: \"{version}\"
    uid: 6f1c4a7e-0000-4000-8000-00000000000{index}
  spec:
{expiration}    extra:
      authentication.kubernetes.io/credential-id:
      - X509SHA256=0{index}
    groups:
    - system:nodes
    - system:authenticated
    request: {request}
    signerName: kubernetes.io/kubelet-serving
    usages:
{usages}    username: system:node:{requestor}
  status: {status}
",
        created = wanted.created,
        name = wanted.name,
        version = 800 + index,
        request = STANDARD.encode(request(index, wanted)),
        requestor = wanted.requestor,
        status = wanted.status,
    )
}

/// The request as PEM, with a P-256 key as kubelets make them.
fn request(index: usize, wanted: &Wanted<'_>) -> String {
    let mut random = Seeded::new(900 + index as u64);
    let key = PrivateKey::generate(KeyKind::EcdsaP256, &mut random).unwrap();
    let attribute = |name: &str, value: String| NameAttribute { attribute: name.to_owned(), value };
    let template = RequestTemplate {
        subject: vec![
            attribute("O", "system:nodes".to_owned()),
            attribute("CN", format!("system:node:{}", wanted.node)),
        ],
        names: wanted.names.iter().map(|name| SubjectAlternativeName::parse(name).unwrap()).collect(),
        key_usage: Vec::new(),
        extended_key_usage: Vec::new(),
        basic_constraints: BasicConstraintsTemplate::Absent,
    };
    pem::encode("CERTIFICATE REQUEST", issue_request(&template, &key, &mut random).unwrap().der())
}

/// The nodes as `kubectl get nodes -o yaml` prints them, what does not matter here left out.
pub fn nodes() -> String {
    let mut items = String::new();
    for (index, name) in ["cp-1", "w-1", "w-2", "w-3", "w-4", "w-5"].into_iter().enumerate() {
        let address = 10 + index;
        write!(
            items,
            "- apiVersion: v1
  kind: Node
  metadata:
    name: {name}
  status:
    addresses:
    - address: 192.0.2.{address}
      type: InternalIP
    - address: {name}
      type: Hostname
    nodeInfo:
      kubeletVersion: v1.37.2
"
        )
        .unwrap();
    }
    format!("apiVersion: v1\nitems:\n{items}kind: List\nmetadata:\n  resourceVersion: \"\"\n")
}

/// The configuration of the cluster.
pub const CONFIGURATION: &str = "\
apiVersion: kubeadm.k8s.io/v1beta4
controlPlaneEndpoint: lb.example.test:6443
kind: ClusterConfiguration
kubernetesVersion: v1.37.2
networking:
  dnsDomain: cluster.local
  serviceSubnet: 10.96.0.0/12
";
