//! What is to be said beyond the rows, and what is to be asked.

use pki::{KeyAlgorithm, UnixTime};
use serde::{Deserialize, Serialize};

use super::Severity;

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
