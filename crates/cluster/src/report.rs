//! The report that the owner of a workspace hands to a view: facts only, no private key, no sentence.

use pki::{CertificateFacts, Fingerprint, KeyAlgorithm, PrivateKeyFacts, RequestFacts, UnixTime};
use serde::{Deserialize, Serialize};

use crate::{Release, ReleaseSource};

/// What a report is made with, and what the user corrected by hand. Everything in it can be changed at any time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settings {
    /// The instant the certificates are looked at; reports only, never what is issued.
    pub viewed_at: UnixTime,
    /// The release for all clusters; `None` guesses it for each.
    pub release: Option<Release>,
    /// From when on an end is worth a colour.
    pub thresholds: Thresholds,
    /// Chosen configuration file by node.
    pub configurations: Vec<(String, String)>,
    /// New names by node identity.
    pub node_names: Vec<(String, String)>,
    /// Cluster by node identity, where the grouping was corrected by hand.
    pub node_clusters: Vec<(String, String)>,
    /// Nodes whose CA keys the user declares to be present though they were not dropped, by node identity.
    pub keys_present: Vec<String>,
    /// Answers to questions about nodes that were dropped twice, by question identity: a newer state of the node?
    pub newer_state: Vec<(String, bool)>,
}

impl Settings {
    /// Nothing chosen or corrected: everything guessed, at that instant.
    pub fn at(viewed_at: UnixTime) -> Self {
        Self {
            viewed_at,
            release: None,
            thresholds: Thresholds::default(),
            configurations: Vec::new(),
            node_names: Vec::new(),
            node_clusters: Vec::new(),
            keys_present: Vec::new(),
            newer_state: Vec::new(),
        }
    }
}

/// Days before the end from which on a certificate is shown as due; the larger ones are for authorities.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Thresholds {
    /// 7, 30 and 90 days by default.
    pub leaf_days: [u32; 3],
    /// 90, 365 and 730 days by default.
    pub authority_days: [u32; 3],
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { leaf_days: [7, 30, 90], authority_days: [90, 365, 730] }
    }
}

/// How urgent a certificate is: a shape, a word and a colour in every view. Ordered from the worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Severity {
    /// It has ended.
    Expired,
    /// It could not be read, or the row is at fault in another way.
    Broken,
    /// Within the first threshold (7 days; authorities 90).
    Critical,
    /// Within the second threshold (30 days; authorities 365).
    Soon,
    /// Within the third threshold (90 days; authorities 730).
    Watch,
    /// It has not begun.
    NotYetValid,
    /// Nothing to do.
    Fine,
}

/// Everything a view shows of a workspace at one instant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Report {
    /// The instant it was made for.
    pub viewed_at: UnixTime,
    /// The newest notBefore of all certificates: a clock before it is probably wrong.
    pub newest_not_before: Option<UnixTime>,
    /// The worst first: counts and the next end.
    pub summary: Summary,
    /// The clusters with their nodes.
    pub clusters: Vec<ClusterReport>,
    /// Every certificate that was dropped, once, with all its places.
    pub certificates: Vec<CertificateRow>,
    /// Every request.
    pub requests: Vec<RequestRow>,
    /// Every private key, by what may be known of it.
    pub keys: Vec<KeyRow>,
    /// Every file, recognised or not.
    pub files: Vec<FileRow>,
    /// What the user is asked.
    pub questions: Vec<Question>,
}

/// Counts over all certificates, and what ends next.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// How many certificates there are of each severity, worst first; severities with none are left out.
    pub counts: Vec<(Severity, u32)>,
    /// What is worst or ends next: node (empty for a loose one), row name, its end.
    pub worst: Option<(String, String, Option<UnixTime>, Severity)>,
    /// What ends next after `viewed_at`: node, row name, end.
    pub next: Vec<(String, String, UnixTime)>,
    /// Nodes of the control plane.
    pub control_plane_nodes: u32,
    /// Other nodes.
    pub workers: u32,
    /// Private keys in memory; and of them, how many belong to an authority that is here.
    pub private_keys: u32,
    /// Private keys of authorities.
    pub authority_keys: u32,
    /// Files that hold tokens, passwords or other secrets beside keys, and whose secrets were not forgotten.
    pub tokens: u32,
}

/// One cluster.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClusterReport {
    /// Identity within the report, stable while files are added.
    pub id: String,
    /// `clusterName`, or the endpoint, or the fingerprint of its CA.
    pub name: String,
    /// Control plane endpoint as found in kubeconfigs or the configuration; empty when unknown.
    pub endpoint: String,
    /// The release that its tables follow.
    pub release: Release,
    /// The release counted as this one, since it is not known itself (unknown patch, newer minor).
    pub release_asked: Release,
    /// Where the release was taken from.
    pub release_source: ReleaseSource,
    /// Its nodes: control plane first, then by name.
    pub nodes: Vec<NodeReport>,
    /// What concerns the cluster as a whole.
    pub findings: Vec<Finding>,
}

/// One node with its tables.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NodeReport {
    /// Identity within the report, stable while files are added.
    pub id: String,
    /// Its name, never two alike in a report.
    pub name: String,
    /// Where the name was taken from.
    pub name_source: NameSource,
    /// What it is.
    pub role: NodeRole,
    /// Its addresses as the certificates say (without service, loopback and endpoint addresses).
    pub addresses: Vec<String>,
    /// The folder it was dropped as.
    pub folder: String,
    /// kubeadm's first table: the rows of `kubeadm certs check-expiration`, in its order. Empty for a worker.
    pub certificates: Vec<ExpiryRow>,
    /// kubeadm's second table: the authorities. A worker has its cluster CA here.
    pub authorities: Vec<ExpiryRow>,
    /// What the kubelet manages: `kubelet.conf`, `kubelet-client-current.pem`, serving certificates.
    pub kubelet: Vec<ExpiryRow>,
    /// What kubeadm prints for it; `None` for a worker.
    pub exact: Option<Exact>,
    /// The configuration files found for it, and the chosen one.
    pub configuration: ConfigurationChoice,
    /// What is to be said of it.
    pub findings: Vec<Finding>,
}

/// Where the name of a node was taken from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum NameSource {
    /// The user gave it.
    Given,
    /// Its certificates.
    Certificates,
    /// Its configuration.
    Configuration,
    /// The folder or archive it was dropped as.
    Folder,
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum NodeRole {
    /// A control-plane node: it has kubeadm's tables.
    ControlPlane,
    /// Any other node: its CA and what its kubelet manages.
    Worker,
}

/// Which configuration files a node has.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ConfigurationChoice {
    /// The paths of all kubeadm configurations found for the node.
    pub found: Vec<String>,
    /// The one in use, if any.
    pub chosen: Option<String>,
    /// There are several and none is called `kubeadm-config.yaml`: the user is asked.
    pub ask: bool,
}

/// What kubeadm itself would print, to the byte.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exact {
    /// Standard output of `kubeadm certs check-expiration`.
    pub text: String,
    /// Where kubeadm stops: its error line, with the prefix of the release; `None` when it does not stop.
    pub error: Option<String>,
    /// Its exit status.
    pub status: u8,
    /// `-o json` (`output.kubeadm.k8s.io/v1alpha3`), also for releases without `-o`.
    pub json: String,
    /// `-o yaml`, likewise.
    pub yaml: String,
}

/// A row of an expiry table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExpiryRow {
    /// kubeadm's name of it: `apiserver`, `admin.conf`, `etcd-ca`; for kubelet rows the file's name.
    pub name: String,
    /// Whether there is something to read.
    pub state: RowState,
    /// How urgent it is.
    pub severity: Severity,
    /// The certificate it shows, to open it.
    pub certificate: Option<Fingerprint>,
    /// Begin of validity.
    pub not_before: Option<UnixTime>,
    /// End of validity.
    pub not_after: Option<UnixTime>,
    /// RESIDUAL TIME exactly as the release prints it; empty when there is none.
    pub residual: String,
    /// CERTIFICATE AUTHORITY as kubeadm shows it (also where an old release leaves it empty); `None` on authority rows.
    pub authority: Option<String>,
    /// EXTERNALLY MANAGED; `None` when it could not be decided.
    pub externally_managed: Option<bool>,
    /// The path it was read from, on the node.
    pub path: String,
}

/// Whether a row has something to read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RowState {
    /// A certificate was read.
    Read,
    /// The file is not there.
    Missing,
    /// The file is not there, and that is as it should be (`super-admin.conf` on a node that joined).
    NotExpected,
    /// It lies in a file that was not dropped, such as what `kubelet.conf` points to, so nothing can be said of it.
    NotDropped,
    /// It could not be read, or kubeadm would stop at it: kubeadm's own words.
    Failed(String),
}

/// A certificate of the workspace.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CertificateRow {
    /// What was read of it; its SHA-256 is its identity.
    pub facts: CertificateFacts,
    /// How urgent it is.
    pub severity: Severity,
    /// Everywhere it was found.
    pub places: Vec<PlaceInFile>,
    /// The rows of kubeadm's tables (node identity, row name) that show it.
    pub rows: Vec<(String, String)>,
    /// It is in no table of a node: a loose one.
    pub loose: bool,
}

/// A place in a dropped file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct PlaceInFile {
    /// The file's path as dropped.
    pub path: String,
    /// The field or block in it; empty when it is the whole file.
    pub field: String,
}

/// Who signed a certificate, as far as that can be told from what was dropped.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Signer {
    /// It signed itself, and the signature holds.
    SelfSigned,
    /// This certificate's key verifies the signature.
    Found(Authority),
    /// A certificate with the issuer's name is here, but the signature does not hold with its key.
    SignatureFails(Authority),
    /// The signature algorithm is one that cannot be verified here.
    Unsupported(String),
    /// No certificate with the issuer's name was dropped.
    NotHere,
}

/// An authority that signed something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Authority {
    /// Its certificate.
    pub certificate: Fingerprint,
    /// Its subject, for people.
    pub subject: String,
    /// Where it was found.
    pub places: Vec<PlaceInFile>,
    /// End of its validity.
    pub not_after: Option<UnixTime>,
}

/// Whether a private key for a certificate or request was dropped.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KeyMatch {
    /// It is here, in these places.
    Here(Vec<PlaceInFile>),
    /// A key lies where the certificate's should lie, but it is another one.
    Another(PlaceInFile),
    /// None is here.
    NotHere,
}

/// A certificate in full, with what the workspace knows around it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Detail {
    /// Everything the certificate says itself.
    pub certificate: pki::CertificateDetails,
    /// How urgent it is.
    pub severity: Severity,
    /// Everywhere it was found.
    pub places: Vec<PlaceInFile>,
    /// Who signed it.
    pub signer: Signer,
    /// The chain upwards as far as it goes: each authority that verifies the one before it, the root last.
    pub chain: Vec<Authority>,
    /// Whether its private key is here.
    pub key: KeyMatch,
    /// The rows of kubeadm's tables (node name, row name) that show it; the role in the catalogue.
    pub rows: Vec<(String, String)>,
    /// Which program reads it, by which flag (spec section 1.8): program, flag.
    pub readers: Vec<(String, String)>,
    /// `sha256:...`, kubeadm's discovery hash, for authorities.
    pub discovery_hash: Option<String>,
}

/// A request of the workspace.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestRow {
    /// What was read of it.
    pub facts: RequestFacts,
    /// Everywhere it was found.
    pub places: Vec<PlaceInFile>,
    /// Whether its key is here.
    pub key: KeyMatch,
}

/// A private key of the workspace.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeyRow {
    /// What may be known of it.
    pub facts: PrivateKeyFacts,
    /// Everywhere it was found.
    pub places: Vec<PlaceInFile>,
    /// The certificates that it belongs to.
    pub certificates: Vec<Fingerprint>,
    /// It is the key of an authority.
    pub of_authority: bool,
}

/// A dropped file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileRow {
    /// Its path as dropped.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// What it is as a whole.
    pub kind: intake::FileKind,
    /// The node it belongs to, by identity; empty for a loose one.
    pub node: String,
    /// How many things were found in it.
    pub items: u32,
    /// What was wrong.
    pub problems: Vec<intake::Problem>,
    /// Something in it wants a password.
    pub locked: Option<intake::Locked>,
}

/// Something to be said about a cluster, a node or a row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// How urgent it is.
    pub severity: Severity,
    /// The rows it concerns, by name; empty for all.
    pub rows: Vec<String>,
    /// What it is.
    pub kind: FindingKind,
}

/// What can be found. `words` makes the sentences.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FindingKind {
    /// kubeadm stops here with this error; our tables go on.
    KubeadmStops {
        /// Its own words.
        error: String,
    },
    /// A file lies under the name of a row, but holds something else than what belongs there.
    AnotherThing {
        /// Its path on the node.
        path: String,
        /// A kubeconfig belongs there; else a certificate.
        kubeconfig_wanted: bool,
        /// What it holds.
        content: Content,
    },
    /// Files of rows are not there. What does not belong on a node that joined is not among them.
    Missing,
    /// Certificates have ended: what stops working, by row name.
    Expired,
    /// A certificate is not valid yet.
    NotYetValid {
        /// When it begins.
        not_before: UnixTime,
    },
    /// An authority has ended.
    AuthorityExpired,
    /// An authority ends before certificates it signed do.
    AuthorityEndsFirst {
        /// The authority's row.
        authority: String,
        /// Its end.
        not_after: UnixTime,
    },
    /// A certificate was not signed by the authority that lies beside it.
    SignedByAnother {
        /// The authority's row.
        authority: String,
    },
    /// A private key lies beside a certificate, but does not belong to it.
    KeyDoesNotMatch {
        /// The key's path on the node.
        path: String,
    },
    /// Rows are managed externally: the CA key is not on the node.
    ExternallyManaged {
        /// The authorities without a key.
        authorities: Vec<String>,
        /// No CA key at all was dropped, so this holds only if the keys are missing on the node too.
        no_key_dropped: bool,
    },
    /// `kubelet.conf` has an embedded client certificate that is not rotated (spec section 10).
    KubeletEmbeddedCertificate,
    /// The kubelet's serving certificate is self-signed.
    KubeletServingSelfSigned,
    /// A kubeconfig embeds a CA that is not the `ca.crt` beside it.
    StaleAuthority {
        /// The kubeconfig's row.
        row: String,
    },
    /// A file that all control-plane nodes share differs between them.
    SharedFileDiffers {
        /// The path under the PKI directory, such as `sa.key`.
        file: String,
        /// Which nodes have which state: groups of node names.
        groups: Vec<Vec<String>>,
    },
    /// The configuration names something that the certificates do not have.
    ConfigurationDisagrees {
        /// The configuration's field.
        field: String,
        /// What the configuration says.
        wanted: String,
        /// What the certificate has.
        actual: String,
    },
    /// The node of these certificates is another than the configuration or folder says.
    NodeNameDisagrees {
        /// The name elsewhere.
        wanted: String,
        /// The name in the certificate.
        actual: String,
    },
    /// Several configurations and none chosen.
    ConfigurationAmbiguous {
        /// Their paths.
        paths: Vec<String>,
    },
    /// The configuration would be refused by kubeadm of this release.
    ConfigurationRefused {
        /// kubeadm's own words.
        error: String,
    },
    /// A certificate with `system:masters` cannot be revoked.
    SystemMasters,
    /// A key whose algorithm or size is weak.
    WeakKey {
        /// Its algorithm.
        algorithm: KeyAlgorithm,
    },
}

/// What a file holds that lies where a certificate or a kubeconfig should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Content {
    /// Nothing at all.
    Empty,
    /// Certificates, where a kubeconfig belongs.
    Certificate,
    /// A private key.
    PrivateKey,
    /// A private key, or a bundle with one, that a password opens.
    Locked,
    /// A public key.
    PublicKey,
    /// A certificate signing request.
    Request,
    /// A kubeconfig, where a certificate belongs.
    Kubeconfig,
    /// A configuration of kubeadm or of the kubelet.
    Configuration,
    /// Kubernetes objects, or a static Pod.
    Manifest,
    /// Nothing that is known.
    Unrecognised,
}

/// A question to the user.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Question {
    /// A node that is there already was dropped again.
    SameNode {
        /// Identity of the question.
        id: String,
        /// The node's name.
        node: String,
        /// The folder it was dropped as first, and again.
        folders: [String; 2],
    },
    /// Several configurations: which one is the node's?
    Configuration {
        /// The node's identity.
        node: String,
        /// The paths.
        paths: Vec<String>,
    },
    /// A password opens this file.
    Password {
        /// The file's path as dropped.
        path: String,
        /// What is locked.
        locked: intake::Locked,
        /// The last password was wrong.
        wrong: bool,
    },
}
