//! Judging the CertificateSigningRequests of a cluster (spec section 9).

use pki::{Fingerprint, UnixTime};
use serde::{Deserialize, Serialize};

/// A CertificateSigningRequest of the Kubernetes API, judged.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ApprovalRow {
    /// `metadata.name`.
    pub name: String,
    /// The file it was dropped in.
    pub path: String,
    /// The request it carries, when that could be read.
    pub request: Option<Fingerprint>,
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
    /// The values that decided it: the name, the address, the user.
    pub values: Vec<String>,
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
