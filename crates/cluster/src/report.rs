//! The report that the owner of a workspace hands to a view: facts only, no private key, no sentence.

mod findings;
mod rows;

use pki::UnixTime;
use serde::{Deserialize, Serialize};

pub use findings::{Content, Finding, FindingKind, Question};
pub use rows::{
    Authority, CertificateRow, Detail, ExpiryRow, FileRow, KeyMatch, KeyRow, PlaceInFile, RequestRow, RowState, Signer,
};

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

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 7] =
        [Self::Expired, Self::Broken, Self::Critical, Self::Soon, Self::Watch, Self::NotYetValid, Self::Fine];
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
