//! Reading a request: what it asks for that the usual signers would refuse or leave out, as facts.

use pki::RequestDetails;
use serde::{Deserialize, Serialize};

/// Something to be said of a request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RequestRemark {
    /// Its own signature does not hold: whoever made it need not have the key, or it was changed since.
    BrokenProof,
    /// Its own signature is of a kind that cannot be checked here.
    UncheckedProof(String),
    /// It is signed with SHA-1 or an older hash: the algorithm.
    WeakHash(String),
    /// Its key is too weak, or of a kind that is not signed here: as text.
    WeakKey(String),
    /// It has no subject: kubeadm and the Kubernetes API take names from it alone.
    NoSubject,
    /// It has no common name, and Kubernetes takes the user's name from there.
    NoCommonName,
    /// It asks to be an authority. No signer of leafs grants that.
    AsksForAuthority,
    /// It asks for the group `system:masters`.
    Masters,
    /// Its common name belongs to this role of kubeadm's catalogue.
    NameOfRole(String),
    /// A wildcard name.
    Wildcard(String),
    /// A name of a kind that kubeadm does not carry over: an e-mail address or a URI.
    NameNotOfKubeadm(String),
    /// A name of a kind that cannot be shown, so no signer should vouch for it: what it is.
    StrangeName(String),
    /// A name outside ASCII, or with control characters in it: as it stands, and the form that a resolver would ask for.
    ForeignName {
        /// As it stands.
        name: String,
        /// Such as `xn--bcher-kva.test`, or the Unicode of such a form; empty when there is none.
        other: String,
    },
    /// So many names that a person cannot check them.
    ManyNames(u64),
    /// It asks for usages itself. kubeadm's requests do not, and the usual signers set them.
    AsksForUsages,
    /// It asks for another extension, which the usual signers leave out: its name, and whether it is critical.
    Extension {
        /// Its name, else its OID.
        name: String,
        /// It is marked critical.
        critical: bool,
    },
    /// An extension that does not decode: its name.
    BrokenExtension(String),
    /// An extension that stands twice: its name.
    ExtensionTwice(String),
    /// An attribute that is no extension request, such as a challenge password; certificates have no place for it.
    Attribute(String),
    /// An attribute that stands twice.
    AttributeTwice(String),
    /// What a built-in signer of Kubernetes would say, by the signer's name (spec section 9.2).
    SignerRefuses {
        /// Such as `kubernetes.io/kubelet-serving`.
        signer: String,
        /// Its own words.
        words: String,
    },
}

/// What is to be said of a request, the worst first.
pub fn judge(request: &RequestDetails) -> Vec<RequestRemark> {
    let mut remarks = Vec::new();
    match request.facts.signature_holds {
        Some(true) => {}
        Some(false) => remarks.push(RequestRemark::BrokenProof),
        None => remarks.push(RequestRemark::UncheckedProof(request.signature_algorithm.clone())),
    }
    remarks
}
