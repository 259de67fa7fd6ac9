//! Judging the CertificateSigningRequests of a cluster (spec section 9).

mod checklist;
mod commands;
mod objects;
mod refusals;
mod rows;
mod surroundings;
mod table;

use pki::{Fingerprint, UnixTime};
use serde::{Deserialize, Serialize};

pub use commands::{commands, status_command};
pub use table::kubectl_table;

/// A CertificateSigningRequest of the Kubernetes API, judged.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ApprovalRow {
    /// `metadata.name`.
    pub name: String,
    /// `apiVersion`, such as `certificates.k8s.io/v1`.
    pub api_version: String,
    /// The file it was dropped in.
    pub path: String,
    /// The request it carries, when that could be read.
    pub request: Option<Fingerprint>,
    /// Its subject, for people; empty when it cannot be read.
    pub subject: String,
    /// The names and addresses it asks for, as OpenSSL shows them: `DNS:w-1`, `IP:192.0.2.11`.
    pub names: Vec<String>,
    /// `metadata.creationTimestamp`.
    pub created: Option<UnixTime>,
    /// `spec.signerName`.
    pub signer_name: String,
    /// `spec.username`.
    pub requestor: String,
    /// `spec.groups`.
    pub groups: Vec<String>,
    /// `spec.usages`.
    pub usages: Vec<String>,
    /// `spec.expirationSeconds`.
    pub expiration_seconds: Option<i64>,
    /// `status.conditions`, with their reasons.
    pub conditions: Vec<kube::SigningRequestCondition>,
    /// CONDITION as kubectl prints it: `Pending`, `Approved,Issued`.
    pub condition: String,
    /// What the API server would refuse when it is created, in its own words (spec section 9.1).
    pub api_refuses: Vec<String>,
    /// What the signer would refuse after approval, in its own words: the first that applies (spec section 9.2).
    pub signer_refuses: Option<String>,
    /// The careful approver's checklist, point by point (spec section 9.4). Empty for other signers than
    /// `kubernetes.io/kubelet-serving`.
    pub checklist: Vec<CheckedPoint>,
    /// What it comes to.
    pub verdict: Verdict,
}

/// A point of the checklist.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CheckedPoint {
    /// Which.
    pub point: Point,
    /// How it went.
    pub outcome: PointOutcome,
    /// The values that were looked at: the name, the address, the user.
    pub values: Vec<String>,
    /// What speaks against it, or why it cannot be told; none when it passed.
    pub faults: Vec<PointFault>,
}

/// Why a point did not pass.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PointFault {
    /// `spec.request` cannot be read.
    Unreadable,
    /// The request's own signature does not hold.
    BrokenProof,
    /// The request's own signature is of a kind that cannot be checked here.
    UncheckedProof(String),
    /// The common name is not `system:node:` and a name: what it is.
    CommonName(String),
    /// The organizations are not `system:nodes` alone: what they are.
    Organizations(Vec<String>),
    /// Somebody else asks for that node.
    AnotherRequestor {
        /// `spec.username`.
        requestor: String,
        /// The user that the node signs in as.
        wanted: String,
    },
    /// `spec.groups` lacks `system:nodes`.
    NotInGroup,
    /// It was not created yet, so that the API server did not write down who asks.
    NotCreated,
    /// No Node objects were dropped.
    NoNodes,
    /// Node objects were dropped, and none is called so.
    NoSuchNode(String),
    /// A usage beyond those of a kubelet's server.
    ForeignUsage(String),
    /// `server auth` is missing.
    NoServerAuth,
    /// It asks for no DNS name and no address.
    NoNames,
    /// A name of a kind that a kubelet has none of: an e-mail address, a URI, something else.
    NameKind(String),
    /// A wildcard.
    Wildcard(String),
    /// A loopback address or name, or the address of nothing.
    Loopback(String),
    /// The name or an address of a Service.
    Service(String),
    /// The control plane endpoint.
    Endpoint(String),
    /// A name or an address that is not the node's.
    NotOfNode(String),
    /// A name or an address that could not be compared with the node's.
    NotCompared(String),
    /// `expirationSeconds` is longer than the signer's year.
    LongDuration(i64),
    /// `expirationSeconds` is less than the API allows.
    ShortDuration(i64),
    /// The key is too weak, or of a kind that the signer should not vouch for: as text.
    WeakKey(String),
    /// It asks for a further extension: its name.
    Extension(String),
    /// It carries an attribute that is no extension request: its name.
    Attribute(String),
    /// A newer request for the same node is pending: the kubelet waits for that one alone.
    NewerPending(String),
    /// Another request for the same node is pending, and which is newer cannot be told.
    AlsoPending(String),
}

/// The points, in the order of spec section 9.4.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Point {
    /// 1: the signer.
    Signer,
    /// 2: it parses, and its own signature holds.
    Proof,
    /// 3: the subject is that of one node, in the group `system:nodes` and no other.
    Subject,
    /// 4: whoever asked is that node.
    Requestor,
    /// 5: there is such a node.
    Node,
    /// 6: usages.
    Usages,
    /// 7: kinds of names.
    NameKinds,
    /// 8: every name and address is the node's own.
    NamesOfNode,
    /// 9: duration and key.
    DurationAndKey,
    /// 10: no further extensions, no second pending request for the same node.
    NothingElse,
}

/// How a point went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum PointOutcome {
    /// Good.
    Passed,
    /// Not good.
    Failed,
    /// It cannot be told from what was dropped (no Nodes were).
    Unknown,
}

/// What a judgement comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Verdict {
    /// Nothing speaks against it.
    Good,
    /// Something cannot be told.
    Open,
    /// Approving it would be wrong, or in vain.
    Bad,
    /// It is decided already.
    Decided,
}
