//! A plan as views know it: facts, no key.

use pki::{Fingerprint, KeyAlgorithm, KeyKind, UnixTime};
use serde::{Deserialize, Serialize};

use super::RestartWay;
use super::restart::Restart;
use crate::Release;
use crate::desk::sign::{Caution, Refusal};

/// Everything that a renewal would do.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Outline {
    /// The nodes that have rows in the order, in the order in which they are done.
    pub nodes: Vec<NodeOutline>,
    /// The new keys that are needed, in the order of the nodes and their rows.
    pub keys: Vec<KeyKind>,
    /// What has to be confirmed first, each once; those confirmed already stay listed.
    pub to_confirm: Vec<Caution>,
}

/// What would be done to one node.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NodeOutline {
    /// Its identity.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name of its cluster.
    pub cluster: String,
    /// The release by which it is done.
    pub release: Release,
    /// The instant of issuing.
    pub issued_at: UnixTime,
    /// What is renewed.
    pub renewed: Vec<Renewal>,
    /// What is left alone, and why.
    pub left: Vec<Left>,
    /// By which rule programs are restarted.
    pub way: RestartWay,
    /// Which programs are restarted.
    pub restarts: Vec<Restart>,
    /// The steps, in their order.
    pub steps: Vec<Step>,
    /// The directory of its certificates.
    pub pki_directory: String,
    /// The port of its API server.
    pub api_port: u16,
    /// Its etcd is not kubeadm's.
    pub external_etcd: bool,
    /// Control-plane nodes of its cluster, this one among them.
    pub control_plane_nodes: u32,
}

/// A step on a node.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Step {
    /// A file is written.
    Write {
        /// Its absolute path on the node.
        path: String,
        /// Its mode.
        mode: u32,
        /// There is a file already, which is kept in `previous/`.
        replaces: bool,
    },
    /// A program is restarted.
    Restart {
        /// Such as `kube-apiserver`.
        program: String,
    },
    /// It is looked whether a program serves, or a file holds, the new certificate.
    Verify {
        /// kubeadm's name of the certificate.
        row: String,
    },
    /// The next node waits until this one is well.
    Wait,
}

/// A certificate that is renewed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Renewal {
    /// kubeadm's name of it.
    pub row: String,
    /// The path of the certificate or the kubeconfig, on the node.
    pub path: String,
    /// It lies in a kubeconfig.
    pub in_kubeconfig: bool,
    /// The old certificate.
    pub certificate: Fingerprint,
    /// Begin and end of the old one.
    pub old: (Option<UnixTime>, Option<UnixTime>),
    /// Begin and end of the new one.
    pub new: (UnixTime, UnixTime),
    /// The authority that signs it: `ca`, `etcd-ca`, `front-proxy-ca`.
    pub authority: String,
    /// End of that authority.
    pub authority_end: Option<UnixTime>,
    /// The new subject, for people.
    pub subject: String,
    /// The new names, as text.
    pub names: Vec<String>,
    /// The kind of its new key; `None` keeps the old one.
    pub key: Option<KeyKind>,
    /// What the old one has and the new one has not.
    pub losses: Vec<Loss>,
    /// What should be known of it; some of it has to be confirmed.
    pub cautions: Vec<Caution>,
}

/// A certificate that is left alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Left {
    /// kubeadm's name of it.
    pub row: String,
    /// The path of the certificate or the kubeconfig, on the node.
    pub path: String,
    /// Why.
    pub reason: LeftReason,
}

/// Why a certificate is left alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum LeftReason {
    /// The file is not there.
    Missing,
    /// The file is not there, as it should be on a node that joined.
    NotExpected,
    /// It is not among those that kubeadm renews: an authority, or what the kubelet manages.
    NotRenewed,
    /// kubeadm would stop at it: its words.
    Stopped(String),
    /// Its authority cannot sign.
    Refused(Refusal),
    /// Its old key is to be kept, and is not here.
    KeyNotHere,
    /// Its kubeconfig cannot be edited: why.
    NotEditable(String),
    /// Its end would not lie behind its begin.
    BadValidity,
}

/// What the old certificate has and the new one has not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Loss {
    /// Another algorithm of the key.
    KeyAlgorithm(KeyAlgorithm, KeyKind),
    /// So many certificates of intermediate authorities behind it.
    Intermediates(u32),
    /// Attributes of its subject other than O and CN.
    Attributes(Vec<String>),
    /// Names that are neither DNS names nor addresses.
    Names(Vec<String>),
    /// Extensions, by name or OID.
    Extensions(Vec<String>),
    /// Further CA certificates in the kubeconfig: how many there are.
    TrustedAuthorities(u32),
    /// Organizations, which release 1.29 takes away.
    Organizations(Vec<String>),
    /// It is valid for another length: seconds of the old and of the new one.
    Length(i64, i64),
}
